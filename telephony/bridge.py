"""Two people talk through us: what one line hears, the other plays."""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

from audio.frames import AudioFrame, LineEvent
from audio.resample import Resampler


class Side(Protocol):
    """One line of the two; `voice.line.Line` and `SipLine` are both."""

    @property
    def out_rate_hz(self) -> int: ...

    def receive(self) -> AsyncIterator[LineEvent]: ...

    async def play(self, frame: AudioFrame) -> None: ...


async def bridge(caller: Side, agent: Side) -> str:
    """Let them talk until one hangs up: 'caller' or 'agent'. The other is still on the line."""
    pumps = {
        asyncio.create_task(_pump(caller, agent), name="caller to agent"): "caller",
        asyncio.create_task(_pump(agent, caller), name="agent to caller"): "agent",
    }
    try:
        done, _ = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in pumps:
            each.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)
    return next(pumps[each] for each in pumps if each in done)


async def _pump(hears: Side, plays: Side) -> None:
    """Until nothing comes from `hears` any more. Sound from before is dropped: it is stale."""
    resampler = Resampler(plays.out_rate_hz, plays.out_rate_hz)
    async for event in hears.receive():
        if not isinstance(event, AudioFrame):
            continue
        if event.rate_hz != resampler.from_hz:
            resampler = Resampler(event.rate_hz, plays.out_rate_hz)
        await plays.play(AudioFrame(resampler.feed(event.samples), plays.out_rate_hz))
