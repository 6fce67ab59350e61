"""A telephone on the Twilio socket, in a thread of its own, at the pace of a real line.

Every 20 ms, counted from the deadline before and not from now, it sends a frame of its microphone
and plays the next frame of what came. A mark is answered when its turn to be played comes; a
`clear` drops what was not played and gives its marks back at once, as Twilio does.
"""

import asyncio
import base64
import json
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from audio.frames import Samples
from audio.g711 import decode_mulaw, encode_mulaw
from tests.telephony.far_end import CONNECTED, STREAM_SID, TWILIO_START, twilio_media

FRAME = 160
FRAME_SECONDS = 0.02
SILENCE = b"\xff" * FRAME
PATIENCE_SECONDS = 90.0
"""Long: only what never happens is to fail, not what takes long on a busy machine."""


@dataclass(frozen=True, slots=True)
class Happening:
    """`frames` of the line have passed when it came: time in samples, not by a clock."""

    what: str
    frames: int


class TwilioPhone:
    """Use it in a `with`: it rings on the way in and hangs up on the way out."""

    def __init__(self, http: str, called: str, caller: str | None = None) -> None:
        """`called` must differ for each phone: by it the record of the call is found."""
        self.called = called
        self._url = f"ws://{http}/media/twilio"
        self._caller = caller
        self._state = threading.Condition()
        self._incoming: deque[bytes | str] = deque()
        self._microphone: deque[bytes] = deque()
        self._outgoing: deque[str] = deque()
        self._played: list[bytes] = []
        self._frames = 0
        self._loud_at = -1
        self._closed: int | None = None
        self._hanging_up = False
        self._fault: BaseException | None = None
        self.happenings: list[Happening] = []
        self.tell: Callable[[], str] = str
        """What to say when something was waited for in vain."""
        self._thread = threading.Thread(target=self._live, name=f"phone {called}", daemon=True)

    def __enter__(self) -> "TwilioPhone":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up()

    # -- what its user does ----------------------------------------------------------------

    def speak(self, samples: Samples) -> int:
        """Say this into the microphone; the frame of the line at which it begins."""
        padded = np.pad(samples, (0, -len(samples) % FRAME))
        sound = encode_mulaw(padded)
        with self._state:
            begins = self._frames + len(self._microphone)
            self._microphone += [sound[at : at + FRAME] for at in range(0, len(sound), FRAME)]
        return begins

    def press(self, keys: str) -> None:
        for key in keys:
            self.send(json.dumps({"event": "dtmf", "dtmf": {"track": "inbound", "digit": key}}))

    def send(self, message: str) -> None:
        """Put any message on the wire, right or wrong."""
        with self._state:
            self._outgoing.append(message)

    def hang_up(self) -> None:
        with self._state:
            self._hanging_up = True
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), "the socket did not close"
        if self._fault is not None:
            raise self._fault

    # -- what is to be seen from outside ---------------------------------------------------

    @property
    def sound(self) -> Samples:
        """All that was played, without the silences in which nothing had come."""
        with self._state:
            return decode_mulaw(b"".join(self._played))

    @property
    def frames(self) -> int:
        """How long the line is open, in frames."""
        with self._state:
            return self._frames

    @property
    def closed(self) -> int | None:
        """Close code of the socket; None while it is open."""
        with self._state:
            return self._closed

    def seen(self, what: str) -> list[Happening]:
        with self._state:
            return [each for each in self.happenings if each.what == what]

    def until(self, holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait on the line's own frames until it holds. Fails when it does not come to hold."""
        frames = round(seconds / FRAME_SECONDS)
        with self._state:
            last = self._frames + frames
        while not holds():
            with self._state:
                over, gone = self._frames >= last, not self._thread.is_alive()
                self._state.wait(1.0)
            if (over or gone) and not holds():
                what = "the line went dead" if gone else f"waited {seconds:g} s in vain"
                raise AssertionError(f"{what}:\n{self.tell()}\n{self.happenings}")

    def until_played(self, seconds: float) -> None:
        """Wait until so much more sound was played."""
        before = len(self._played)
        self.until(lambda: len(self._played) >= before + seconds / FRAME_SECONDS)

    # -- the thread --------------------------------------------------------------------------

    def _live(self) -> None:
        try:
            asyncio.run(self._call())
        except BaseException as error:  # told to the test that hangs up
            self._fault = error
        finally:
            with self._state:
                self._state.notify_all()

    async def _call(self) -> None:
        async with connect(self._url, max_size=None, open_timeout=PATIENCE_SECONDS) as socket:
            taking = asyncio.create_task(self._take(socket))
            with suppress(ConnectionClosed):
                await self._tick(socket)
                await socket.send(json.dumps({"event": "stop", "streamSid": STREAM_SID}))
            await asyncio.wait_for(taking, PATIENCE_SECONDS)
        with self._state:
            self._closed = socket.close_code

    async def _tick(self, socket: ClientConnection) -> None:
        await socket.send(CONNECTED)
        await socket.send(json.dumps(self._start()))
        loop = asyncio.get_running_loop()
        deadline = loop.time()
        while True:
            with self._state:
                if self._hanging_up:
                    return
                frame = self._microphone.popleft() if self._microphone else SILENCE
                messages = [*self._outgoing, twilio_media(frame), *self._play()]
                self._outgoing.clear()
                self._frames += 1
                if self._frames % 5 == 0:  # who waits looks ten times a second: looking costs
                    self._state.notify_all()
            for message in messages:
                await socket.send(message)
            deadline += FRAME_SECONDS
            await asyncio.sleep(deadline - loop.time())

    def _start(self) -> dict[str, Any]:
        parameters = {"to": self.called} | ({"from": self._caller} if self._caller else {})
        return TWILIO_START | {"start": TWILIO_START["start"] | {"customParameters": parameters}}

    def _play(self) -> list[str]:
        """Play one frame; the marks that its end has reached."""
        reached: list[str] = []
        played = False
        while self._incoming and not (played and isinstance(self._incoming[0], bytes)):
            item = self._incoming.popleft()
            if isinstance(item, bytes):
                self._played.append(item)
                played = True
            else:
                self._note(f"mark {item}")
                reached.append(_mark(item))
        return reached

    async def _take(self, socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):  # the code tells how
            async for text in socket:
                with self._state:
                    self._sort(json.loads(text))

    def _sort(self, message: dict[str, Any]) -> None:
        event = message["event"]
        if event == "media":
            payload = base64.b64decode(message["media"]["payload"])
            # After a hold the piece before the next whole one is what was left to hear of it.
            assert 0 < len(payload) <= FRAME, f"expected up to {FRAME} bytes, got {len(payload)}"
            if not self._incoming:
                self._note("sound after none")
            self._incoming.append(payload)
        elif event == "mark":
            self._incoming.append(message["mark"]["name"])
        else:
            assert event == "clear", f"Twilio knows no {event}"
            marks = [_mark(item) for item in self._incoming if isinstance(item, str)]
            self._outgoing += marks
            self._incoming.clear()
            self._note("clear")

    def _note(self, what: str) -> None:
        self.happenings.append(Happening(what, self._frames))


def _mark(name: str) -> str:
    return json.dumps({"event": "mark", "streamSid": STREAM_SID, "mark": {"name": name}})
