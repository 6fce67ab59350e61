"""Our sound on its way to the ear: at the pace of a telephone, held, gone on with, or cut off.

Sound is sent a little ahead of the ear and never more, so that a caller who interrupts hears us
fall silent at once, and so that we know what was heard. What was sent last is kept: it is taken
back when we hold, and sent again, from the sample that was heard last, when we go on.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

import numpy as np
from loguru import logger

from audio.frames import AudioFrame, Samples

LEAD_SECONDS = 0.3
"""How far ahead of the ear we send: rides out a busy event loop, and is cut by `clear`."""
KEPT_SECONDS = 0.5
"""How much of what was sent is kept; more than the lead."""
HOLD_SECONDS = 3.0
"""Who made us hold decides within a second; if not, we go on rather than leave the line dead."""
FRAME_SECONDS = 0.02


class Far(Protocol):
    """The far end: plays in order what it gets, at its pace."""

    async def play(self, frame: AudioFrame) -> None: ...

    async def clear(self) -> None:
        """Drop what was given to `play` and is not yet heard."""


class Playback:
    """One mouth's. Only one task may `play` and wait until all is `heard`."""

    def __init__(self, far: Far, seconds: Callable[[], float], rate_hz: int) -> None:
        """`seconds` is the monotonic clock."""
        self._far = far
        self._seconds = seconds
        self._rate_hz = rate_hz
        self._due: deque[Samples] = deque()
        """To be sent: what was taken back, then what is new."""
        self._taken_back = 0
        """Samples at the head of these that were sent before."""
        self._sent: deque[Samples] = deque()
        self._free = asyncio.Event()
        self._free.set()
        self.heard_until = 0.0
        """When the far end will have played all that was sent, by our clock."""

    @property
    def unheard_seconds(self) -> float:
        """Of what was sent, how much has not been heard."""
        return self._underway_seconds + self._taken_back / self._rate_hz

    async def play(self, samples: Samples) -> None:
        """Send 20 ms when it is due: counted from what was sent before it, and not from now."""
        self._due.append(samples)
        await self._send_due()

    async def heard(self) -> None:
        """Wait until all of it was heard, by our clock."""
        await self._send_due()
        await self._until(self.heard_until)
        if self._due or not self._free.is_set():
            await self._released()
            await self.heard()

    async def hold(self) -> None:
        """Fall silent now, and keep what was not heard yet."""
        if not self._free.is_set():
            return
        self._free.clear()
        self._take_back(round(self._underway_seconds * self._rate_hz))
        await self._drop()

    def go_on(self) -> None:
        """From the sample that was heard last."""
        self._free.set()

    async def cut(self) -> None:
        """Fall silent now, and forget what was not heard."""
        self._due.clear()
        self._taken_back = 0
        self._free.set()
        await self._drop()

    @property
    def _underway_seconds(self) -> float:
        return max(0.0, self.heard_until - self._seconds())

    async def _send_due(self) -> None:
        while self._due:
            await self._until(self.heard_until + len(self._due[0]) / self._rate_hz - LEAD_SECONDS)
            if not self._free.is_set():
                await self._released()
                continue
            await self._send(self._due.popleft())

    async def _send(self, samples: Samples) -> None:
        self._taken_back = max(0, self._taken_back - len(samples))
        self._keep(samples)
        self.heard_until = max(self.heard_until, self._seconds()) + len(samples) / self._rate_hz
        await self._far.play(AudioFrame(samples, self._rate_hz))

    def _keep(self, samples: Samples) -> None:
        self._sent.append(samples)
        while sum(map(len, self._sent)) - len(self._sent[0]) > KEPT_SECONDS * self._rate_hz:
            self._sent.popleft()

    def _take_back(self, samples: int) -> None:
        sent = np.concatenate([*self._sent, np.zeros(0, np.int16)])
        back = sent[len(sent) - min(samples, len(sent)) :]
        size = round(FRAME_SECONDS * self._rate_hz)
        self._due.extendleft(
            reversed([back[at : at + size] for at in range(0, len(back), size)])
        )  # fmt: skip
        self._taken_back += len(back)

    async def _drop(self) -> None:
        self._sent.clear()
        self.heard_until = min(self.heard_until, self._seconds())
        await self._far.clear()

    async def _released(self) -> None:
        try:
            async with asyncio.timeout(HOLD_SECONDS):
                await self._free.wait()
        except TimeoutError:
            logger.warning("nobody said whether to go on; going on")
            self.go_on()

    async def _until(self, moment: float) -> None:
        wait = moment - self._seconds()
        if wait > 0:
            await asyncio.sleep(wait)
