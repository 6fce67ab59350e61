"""Twilio Media Streams: JSON both ways, mu-law at 8 kHz in base64.

Source: twilio.com/docs/voice/media-streams/websocket-messages (bidirectional streams, that is
<Connect><Stream>). Facts that shape this file: the stream ends when we close the socket, and
Twilio goes on with the TwiML after it; a clear makes Twilio return every mark that is out, so
a mark returned after a clear was not played; the numbers come only when the TwiML hands them
over as <Parameter name="from"> and "to".
"""

import base64
import binascii
from collections.abc import Callable

from audio.frames import AudioFrame, LineEvent, Played
from audio.g711 import decode_mulaw, encode_mulaw
from telephony.blocks import FRAMES_PER_SECOND, Blocks
from telephony.marks import Marks
from telephony.media_socket import START_SECONDS, Socket, SocketLine, open_line
from telephony.wire import (
    Fault,
    Fields,
    Message,
    Stop,
    WireError,
    read_fields,
    take_fields,
    take_key,
    take_text,
    telephone_number,
    write,
)

RATE_HZ = 8000
_BLOCK_BYTES = RATE_HZ // FRAMES_PER_SECOND

WITHHELD = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})
"""ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a keypad: Twilio's way to say
that the caller's number is withheld. Nobody must be rung back on these."""


async def open_twilio(socket: Socket, start_seconds: float = START_SECONDS) -> SocketLine | None:
    """Answer a Twilio stream on an accepted socket; see `open_line`."""
    return await open_line(socket, TwilioDialect(), start_seconds)


def media_message(stream_sid: str, payload: bytes) -> str:
    media = {"payload": base64.b64encode(payload).decode("ascii")}
    return write(event="media", streamSid=stream_sid, media=media)


def mark_message(stream_sid: str, name: str) -> str:
    return write(event="mark", streamSid=stream_sid, mark={"name": name})


def clear_message(stream_sid: str) -> str:
    return write(event="clear", streamSid=stream_sid)


class TwilioDialect:
    """One stream, from `connected` to `stop`."""

    kind = "twilio"
    out_rate_hz = RATE_HZ

    def __init__(self) -> None:
        self.started = False
        self.caller: str | None = None
        self.called: str | None = None
        self._stream_sid = ""
        self._blocks, self._marks = Blocks(RATE_HZ), Marks()

    def read(self, message: Message) -> list[LineEvent | Stop]:
        if isinstance(message, bytes):
            raise WireError(Fault.UNEXPECTED, "expected JSON text, got a binary message")
        fields = read_fields(message)
        event = take_text(fields, "event")
        if event not in _READERS:
            raise WireError(
                Fault.UNKNOWN_EVENT, f"expected one of {', '.join(_READERS)}, got another event"
            )
        if not self.started and event not in ("connected", "start", "stop"):
            raise WireError(Fault.UNEXPECTED, f"expected a start first, got {event}")
        return _READERS[event](self, fields)

    def ready(self) -> list[Message]:
        return []

    def play(self, frame: AudioFrame) -> list[Message]:
        payload = encode_mulaw(frame.samples)
        return [
            media_message(self._stream_sid, payload[at : at + _BLOCK_BYTES])
            for at in range(0, len(payload), _BLOCK_BYTES)
        ]

    def mark(self, name: str) -> list[Message]:
        self._marks.ask(name)
        return [mark_message(self._stream_sid, name)]

    def clear(self) -> list[Message]:
        self._marks.clear()
        return [clear_message(self._stream_sid)]

    def caption(self, speaker: str, text: str) -> list[Message]:
        return []

    def answer(self, error: WireError) -> list[Message]:
        return []

    def goodbye(self) -> list[Message]:
        return []

    def _connected(self, fields: Fields) -> list[LineEvent | Stop]:
        return []

    def _start(self, fields: Fields) -> list[LineEvent | Stop]:
        if self.started:
            raise WireError(Fault.UNEXPECTED, "expected one start, got a second")
        try:
            self._settle(take_fields(fields, "start"))
        except WireError as error:
            raise WireError(Fault.WRONG_START, str(error)) from error
        self.started = True
        return []

    def _settle(self, start: Fields) -> None:
        self._stream_sid = take_text(start, "streamSid")
        _check_format(start)
        if start.get("customParameters") is not None:
            parameters = take_fields(start, "customParameters")
            caller = telephone_number(parameters.get("from"))
            self.caller = None if caller in WITHHELD else caller
            self.called = telephone_number(parameters.get("to"))

    def _media(self, fields: Fields) -> list[LineEvent | Stop]:
        media = take_fields(fields, "media")
        if media.get("track", "inbound") != "inbound":
            return []  # our own voice, on a stream that was set to carry both tracks
        text = take_text(media, "payload")
        try:
            payload = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise WireError(
                Fault.WRONG_SOUND, "expected 'payload' in base64, got something else"
            ) from error
        return list(self._blocks.feed(decode_mulaw(payload)))

    def _dtmf(self, fields: Fields) -> list[LineEvent | Stop]:
        return [take_key(take_fields(fields, "dtmf"))]

    def _mark(self, fields: Fields) -> list[LineEvent | Stop]:
        name = take_text(take_fields(fields, "mark"), "name")
        played = self._marks.take(name)
        if played is None:
            raise WireError(Fault.UNKNOWN_MARK, "expected a mark that was asked for, got another")
        return [Played(name)] if played else []

    def _stop(self, fields: Fields) -> list[LineEvent | Stop]:
        return [Stop()]


def _check_format(start: Fields) -> None:
    """Check the format where it is given: others speak this dialect and leave it out."""
    if start.get("mediaFormat") is None:
        return
    given = take_fields(start, "mediaFormat")
    expected = {"encoding": "audio/x-mulaw", "sampleRate": RATE_HZ, "channels": 1}
    for name, value in expected.items():
        if given.get(name, value) != value:
            raise WireError(Fault.WRONG_FIELD, f"expected {name!r} to be {value}, got another")


_READERS: dict[str, Callable[[TwilioDialect, Fields], list[LineEvent | Stop]]] = {
    "connected": TwilioDialect._connected,
    "start": TwilioDialect._start,
    "media": TwilioDialect._media,
    "dtmf": TwilioDialect._dtmf,
    "mark": TwilioDialect._mark,
    "stop": TwilioDialect._stop,
}
