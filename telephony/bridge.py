"""Two people talk through us: what one line hears, the other plays."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Protocol

from loguru import logger

from audio.frames import AudioFrame, LineEvent
from audio.level import dbfs
from audio.resample import Resampler
from telephony.stretches import Stretches

LATE_SECONDS = 0.16
"""Sound that would be heard later than this is dropped: what lay waiting when the two were
connected would keep them that much apart to the end of their talk."""


class Side(Protocol):
    """One line of the two; `voice.line.Line` and `SipLine` are both."""

    @property
    def out_rate_hz(self) -> int: ...

    def receive(self) -> AsyncIterator[LineEvent]: ...

    async def play(self, frame: AudioFrame) -> None: ...


Spoke = Callable[[str, float], None]
"""Who ('caller', 'agent') has spoken, and for how many seconds."""


def nobody_notes(who: str, seconds: float) -> None:
    """It does not matter who speaks."""


async def bridge(caller: Side, agent: Side, spoke: Spoke = nobody_notes) -> str:
    """Let them talk until one hangs up: 'caller' or 'agent'; 'lost' when the agent's line breaks,
    'fault' for all else that breaks.

    The other is still on the line.
    """
    from_caller = _pump(caller, agent, partial(spoke, "caller"))
    from_agent = _pump(agent, caller, partial(spoke, "agent"))
    pumps = {
        asyncio.create_task(from_caller, name="caller to agent"): "caller",
        asyncio.create_task(from_agent, name="agent to caller"): "agent",
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


async def _pump(hears: Side, plays: Side, spoke: Callable[[float], None]) -> None:
    """Until nothing comes from `hears` any more."""
    now = asyncio.get_running_loop().time
    resampler = Resampler(plays.out_rate_hz, plays.out_rate_hz)
    heard_until = now()
    stretches = Stretches()
    async for event in hears.receive():
        if not isinstance(event, AudioFrame):
            continue
        spoken = stretches.feed(dbfs(event.samples), event.seconds)
        if spoken is not None:
            spoke(spoken)
        begins = max(heard_until, now())
        if begins - now() > LATE_SECONDS:
            continue
        heard_until = begins + event.seconds
        if event.rate_hz != resampler.from_hz:
            resampler = Resampler(event.rate_hz, plays.out_rate_hz)
        await plays.play(AudioFrame(resampler.feed(event.samples), plays.out_rate_hz))
