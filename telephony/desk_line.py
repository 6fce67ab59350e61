"""A browser as an agent's telephone: one ring and, where it is accepted, one talk.

The windows of the browser come and go (a page is left, a network fails); the line stays. While no
sound comes of it in a talk it is `unheard`; when that lasts too long it has broken.
`telephony/desk_phones.py` makes it and gives it what the browser sends.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from enum import StrEnum

import numpy as np

from audio.frames import AudioFrame, Key, LineEvent
from telephony.agent_line import FAULT, Down
from telephony.blocks import Blocks
from telephony.inbox import Inbox
from telephony.waiting import first_of
from telephony.wire import Fault, Message, WireError, write

RATE_HZ = 16_000
"""Both ways: 16-bit PCM, little-endian, 20 ms a message."""
UNHEARD_SECONDS = 1.0
"""The microphone always sends, also when it is off: nothing for so long is a lost network. A page
that follows another is back sooner. With the time of a first word the caller knows within 2 s."""
START_SECONDS = 2.0
"""Time to open the microphone after accepting, on top of that."""
BROKEN_SECONDS = 20.0
"""Nobody waits longer than this for somebody who may never come back."""
DECLINED = 603
_YES = "1"
"""Who accepts in the browser has seen the card: that is the yes of `transferring.py` at once."""


class Stage(StrEnum):
    RINGING = "ringing"
    TALKING = "talking"
    OVER = "over"


class Doing(StrEnum):
    """What the agent does with it in the browser."""

    ACCEPT = "accept"
    DECLINE = "decline"
    HANG_UP = "hangup"


TABLE: dict[tuple[Stage, Doing], Stage] = {
    (Stage.RINGING, Doing.ACCEPT): Stage.TALKING,
    (Stage.RINGING, Doing.DECLINE): Stage.OVER,
    (Stage.TALKING, Doing.HANG_UP): Stage.OVER,
}
"""What is not in it comes too late, or twice, and changes nothing."""


class DeskLine:
    """A `telephony.agent_line.AgentLine`."""

    kind = "desk"
    caller: str | None = None
    out_rate_hz = RATE_HZ

    def __init__(
        self, address: str, call: str, send: Callable[[Message], None], *, asked: bool = False
    ) -> None:
        """`call` is the name of the call that rings; `send` gives the browser a message. `asked`:
        the agent wants this call, so it does not ring but is talked on at once.
        """
        self.id = f"desk-{secrets.token_hex(8)}"
        self.called: str | None = address
        self.call = call
        self.stage = Stage.RINGING
        self.down: Down | None = None
        self.ringing, self.up, self.over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.unheard, self._heard = asyncio.Event(), asyncio.Event()
        self._send = send
        self._inbox, self._blocks = Inbox(), Blocks(RATE_HZ)
        self._loop = asyncio.get_running_loop()
        self._last_heard = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self._heard.set()
        self.ringing.set()
        if asked:
            self._talk()
        else:
            self.tell_state()

    # -- from the browser --------------------------------------------------------------------

    def do(self, doing: Doing) -> bool:
        """What the agent did; False when it was too late for that."""
        stage = TABLE.get((self.stage, doing))
        if stage is None:
            return False
        if stage is Stage.TALKING:
            self._talk()
        else:
            self._end(Down("far", DECLINED if doing is Doing.DECLINE else None))
        return True

    def take_sound(self, data: bytes) -> None:
        """The agent's microphone. Raises WireError for half a sample."""
        if len(data) % 2:
            raise WireError(
                Fault.WRONG_SOUND, f"expected whole 16-bit samples, got {len(data)} bytes"
            )
        if self.stage is not Stage.TALKING:
            return
        self._last_heard = self._loop.time()
        self.unheard.clear()
        self._heard.set()
        for frame in self._blocks.feed(np.frombuffer(data, "<i2").astype(np.int16)):
            self._inbox.put_now(frame)

    def tell_state(self) -> None:
        """Tell the browser how far it is: at every change, and to a window that comes anew."""
        self._send(write(event=self.stage, call=self.call, by=self.down.by if self.down else None))

    # -- as a line ---------------------------------------------------------------------------

    async def receive(self) -> AsyncIterator[LineEvent]:
        async for event in self._inbox.events():
            yield event
        if self.down is not None and self.down.by == FAULT:
            raise ConnectionError("the agent's browser did not come back")

    async def play(self, frame: AudioFrame) -> None:
        if frame.rate_hz != RATE_HZ:
            raise ValueError(f"expected sound at {RATE_HZ} Hz, got {frame.rate_hz}")
        if self.stage is Stage.TALKING:
            self._send(frame.samples.astype("<i2").tobytes())

    async def mark(self, name: str) -> None:
        """Pass it over: nobody waits for what an agent has heard."""

    async def clear(self) -> None:
        self._send(write(event="clear"))

    async def caption(self, speaker: str, text: str) -> None:
        """Pass it over: the page shows the call itself."""

    async def hang_up(self) -> None:
        self.drop()

    def drop(self) -> None:
        self._inbox.end(discard=True)
        self._end(Down("us", None))

    async def wait_sign(self, seconds: float) -> bool:
        return True

    async def wait_up(self, seconds: float) -> bool:
        await first_of((self.up, self.over), seconds)
        return self.up.is_set() and not self.over.is_set()

    async def heard_again(self) -> None:
        await self._heard.wait()

    # -- stages ------------------------------------------------------------------------------

    def _talk(self) -> None:
        self.stage = Stage.TALKING
        self.up.set()
        self._inbox.put_now(Key(_YES))
        self._last_heard = self._loop.time() + START_SECONDS
        self._listen_at(self._last_heard + UNHEARD_SECONDS)
        self.tell_state()

    def _end(self, down: Down) -> None:
        if self.stage is Stage.OVER:
            return
        self.stage, self.down = Stage.OVER, down
        if self._alarm is not None:
            self._alarm.cancel()
        self._inbox.end()
        self.over.set()
        self._heard.set()
        self.tell_state()

    def _listen_at(self, moment: float) -> None:
        self._alarm = self._loop.call_at(moment, self._look)

    def _look(self) -> None:
        """Is the agent still heard? Counted from what came last, not from when we look."""
        silent_until = self._last_heard + UNHEARD_SECONDS
        broken_at = self._last_heard + BROKEN_SECONDS
        now = self._loop.time()
        if now >= broken_at:
            self._end(Down(FAULT, None))
        elif now >= silent_until:
            self.unheard.set()
            self._heard.clear()
            self._listen_at(broken_at)
        else:
            self._listen_at(silent_until)
