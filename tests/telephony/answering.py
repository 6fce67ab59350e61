"""A SIP endpoint with somebody simple behind it, who picks up and keeps what comes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

import numpy as np

from audio.frames import AudioFrame, Hold, Key, Samples
from telephony.sip_endpoint import SipEndpoint
from telephony.sip_line import SipLine
from telephony.sip_settings import SipSettings
from tests.telephony.ports import free_port_pair

WAIT_SECONDS = 15.0


@dataclass
class Taken:
    """One call that was picked up."""

    line: SipLine
    frames: list[AudioFrame] = field(default_factory=list)
    others: list[object] = field(default_factory=list)
    """Keys, holds and marks, in order."""
    over: bool = False

    @property
    def sound(self) -> Samples:
        frames = [frame.samples for frame in self.frames]
        return np.concatenate(frames) if frames else np.zeros(0, np.int16)

    @property
    def keys(self) -> str:
        return "".join(each.digit for each in self.others if isinstance(each, Key))

    @property
    def holds(self) -> list[bool]:
        return [each.held for each in self.others if isinstance(each, Hold)]


@dataclass
class Answering:
    """Picks up every call, plays `says` once, and listens until the caller hangs up."""

    endpoint: SipEndpoint
    settings: SipSettings
    says: Samples | None = None
    refuses: bool = False
    picks_up: bool = True
    """Else it rings on until the caller gives up."""
    calls: list[Taken] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def target(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    async def take(self, line: SipLine) -> None:
        if self.refuses:
            line.refuse()
            await line.over.wait()
            return
        taken = Taken(line)
        self.calls.append(taken)
        self._changed.set()
        if not self.picks_up:
            await line.over.wait()
            return
        if not await line.answer():
            return
        speaking = asyncio.create_task(self._speak(line))
        with suppress(ConnectionError):  # lost, not hung up
            await self._listen(line, taken)
        speaking.cancel()
        taken.over = True
        self._changed.set()

    async def _listen(self, line: SipLine, taken: Taken) -> None:
        async for event in line.receive():
            if isinstance(event, AudioFrame):
                taken.frames.append(event)
            else:
                taken.others.append(event)
            self._changed.set()

    async def _speak(self, line: SipLine) -> None:
        """At the pace of a telephone, 0.2 s ahead."""
        if self.says is None:
            return
        size = line.out_rate_hz // 50
        due = asyncio.get_running_loop().time() - 0.2
        for at in range(0, len(self.says) - size + 1, size):
            await line.play(AudioFrame(self.says[at : at + size], line.out_rate_hz))
            due += 0.02
            await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))

    async def until(self, holds: Callable[[], object], seconds: float = WAIT_SECONDS) -> None:
        """Wait until something that calls bring about holds. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    async def call(self, nth: int = 1) -> Taken:
        await self.until(lambda: len(self.calls) >= nth)
        return self.calls[nth - 1]


async def eventually(holds: Callable[[], object], seconds: float = WAIT_SECONDS) -> None:
    """Look every 20 ms whether it holds by now. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # what is looked at gives no sign of its own
            await asyncio.sleep(0.02)


@asynccontextmanager
async def answering(
    says: Samples | None = None, settings: SipSettings | None = None
) -> AsyncIterator[Answering]:
    port = free_port_pair()
    settings = settings or SipSettings("127.0.0.1", port, allow=("127.0.0.0/8",))
    if settings.port == 0:
        settings = replace(settings, port=port)
    endpoint = SipEndpoint(settings)
    desk = Answering(endpoint, settings, says)
    await endpoint.start(desk.take)
    running = asyncio.create_task(endpoint.run(), name="endpoint")
    try:
        yield desk
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await endpoint.close()
