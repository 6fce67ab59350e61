"""The raw dialect: sound as binary 16-bit PCM, everything else as JSON text.

Described for those who write a client in docs/media-sockets.md.
"""

from collections.abc import Callable

import numpy as np

from audio.frames import AudioFrame, LineEvent, Played
from telephony.blocks import Blocks
from telephony.marks import Marks
from telephony.media_socket import START_SECONDS, Socket, SocketLine, open_line
from telephony.wire import (
    Fault,
    Fields,
    Message,
    Stop,
    WireError,
    read_fields,
    take_key,
    take_text,
    telephone_number,
    write,
)

RATES_HZ = (8000, 16000, 24000, 44100, 48000)
DEFAULT_RATE_HZ = 16000


async def open_raw(socket: Socket, start_seconds: float = START_SECONDS) -> SocketLine | None:
    """Answer a raw connection on an accepted socket; see `open_line`."""
    return await open_line(socket, RawDialect(), start_seconds)


class RawDialect:
    """One connection, from `start` to `stop`."""

    kind = "raw"

    def __init__(self) -> None:
        self.started = False
        self.caller: str | None = None
        self.called: str | None = None
        self.out_rate_hz = DEFAULT_RATE_HZ
        self._captions = False
        self._blocks, self._marks = Blocks(DEFAULT_RATE_HZ), Marks()

    def read(self, message: Message) -> list[LineEvent | Stop]:
        if isinstance(message, bytes):
            return self._sound(message)
        fields = read_fields(message)
        event = take_text(fields, "event")
        if event not in _READERS:
            raise WireError(
                Fault.UNKNOWN_EVENT, f"expected one of {', '.join(_READERS)}, got another event"
            )
        if not self.started and event not in ("start", "stop"):
            raise WireError(Fault.UNEXPECTED, f"expected a start first, got {event}")
        return _READERS[event](self, fields)

    def ready(self) -> list[Message]:
        return [write(event="ready", rate=self.out_rate_hz)]

    def play(self, frame: AudioFrame) -> list[Message]:
        return [frame.samples.astype("<i2").tobytes()]

    def mark(self, name: str) -> list[Message]:
        self._marks.ask(name)
        return [write(event="mark", name=name)]

    def clear(self) -> list[Message]:
        # Marks stay out: one that was on its way back tells of sound that was played.
        return [write(event="clear")]

    def caption(self, speaker: str, text: str) -> list[Message]:
        return [write(event="caption", speaker=speaker, text=text)] if self._captions else []

    def answer(self, error: WireError) -> list[Message]:
        return [write(event="error", kind=error.fault, message=str(error))]

    def goodbye(self) -> list[Message]:
        return [write(event="stop")]

    def _sound(self, data: bytes) -> list[LineEvent | Stop]:
        if not self.started:
            raise WireError(Fault.UNEXPECTED, "expected a start first, got sound")
        if len(data) % 2:
            raise WireError(
                Fault.WRONG_SOUND,
                f"expected whole 16-bit samples, got {len(data)} bytes; the message was dropped",
            )
        samples = np.frombuffer(data, "<i2").astype(np.int16)
        return list(self._blocks.feed(samples))

    def _start(self, fields: Fields) -> list[LineEvent | Stop]:
        if self.started:
            raise WireError(Fault.UNEXPECTED, "expected one start, got a second")
        self.out_rate_hz = _take_rate(fields)
        self._captions = _take_flag(fields, "captions")
        self.caller = _take_number(fields, "caller")
        self.called = _take_number(fields, "called")
        self._blocks = Blocks(self.out_rate_hz)
        self.started = True
        return []

    def _key(self, fields: Fields) -> list[LineEvent | Stop]:
        return [take_key(fields)]

    def _mark(self, fields: Fields) -> list[LineEvent | Stop]:
        name = take_text(fields, "name")
        if self._marks.take(name) is None:
            raise WireError(Fault.UNKNOWN_MARK, "expected a mark that was asked for, got another")
        return [Played(name)]

    def _stop(self, fields: Fields) -> list[LineEvent | Stop]:
        return [Stop()]


def _take_rate(fields: Fields) -> int:
    rate = fields.get("rate", DEFAULT_RATE_HZ)
    if type(rate) is not int or rate not in RATES_HZ:  # True would pass for 1
        allowed = ", ".join(map(str, RATES_HZ))
        raise WireError(Fault.WRONG_START, f"expected 'rate' to be one of {allowed}, got another")
    return rate


def _take_flag(fields: Fields, name: str) -> bool:
    flag = fields.get(name, False)
    if not isinstance(flag, bool):
        raise WireError(Fault.WRONG_START, f"expected {name!r} to be true or false, got another")
    return flag


def _take_number(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise WireError(Fault.WRONG_START, f"expected {name!r} to be text or null, got another")
    return telephone_number(value)


_READERS: dict[str, Callable[[RawDialect, Fields], list[LineEvent | Stop]]] = {
    "start": RawDialect._start,
    "key": RawDialect._key,
    "mark": RawDialect._mark,
    "stop": RawDialect._stop,
}
