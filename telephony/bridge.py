"""Two people talk through us: what one line hears, the other plays."""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

from loguru import logger

from audio.frames import AudioFrame, LineEvent
from audio.resample import Resampler

LATE_SECONDS = 0.16
"""Sound that would be heard later than this is dropped: what lay waiting when the two were
connected would keep them that much apart to the end of their talk."""


class Side(Protocol):
    """One line of the two; `voice.line.Line` and `SipLine` are both."""

    @property
    def out_rate_hz(self) -> int: ...

    def receive(self) -> AsyncIterator[LineEvent]: ...

    async def play(self, frame: AudioFrame) -> None: ...


async def bridge(caller: Side, agent: Side) -> str:
    """Let them talk until one hangs up: 'caller' or 'agent'; 'lost' when the agent's line breaks,
    'fault' for all else that breaks.

    The other is still on the line.
    """
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
    first = next(each for each in pumps if each in done)
    error = first.exception()
    if isinstance(error, ConnectionError):  # the line was lost, and nobody hung up
        return "lost" if pumps[first] == "agent" else "fault"
    if error is not None:
        logger.opt(exception=error).error("bridge: {} failed", first.get_name())
        return "fault"
    return pumps[first]


async def _pump(hears: Side, plays: Side) -> None:
    """Until nothing comes from `hears` any more."""
    now = asyncio.get_running_loop().time
    resampler = Resampler(plays.out_rate_hz, plays.out_rate_hz)
    heard_until = now()
    async for event in hears.receive():
        if not isinstance(event, AudioFrame):
            continue
        begins = max(heard_until, now())
        if begins - now() > LATE_SECONDS:
            continue
        heard_until = begins + event.seconds
        if event.rate_hz != resampler.from_hz:
            resampler = Resampler(event.rate_hz, plays.out_rate_hz)
        await plays.play(AudioFrame(resampler.feed(event.samples), plays.out_rate_hz))
