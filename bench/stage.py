"""One stage on the bench: so many callers at once on one server, from start to end."""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench import trace
from bench.caller import Caller
from bench.clips import Clip, Tail, with_pause
from bench.phone import SILENT_SECONDS
from bench.servers import Running, Side, Told, running
from bench.turns import Told as Call
from bench.turns import ask_all, stay_silent, talk_over_all
from bench.watch import Spent, Watch

STAGGER_SECONDS = 0.7
"""Between the starts of two calls."""
SILENT_CALLERS = 8
SILENT_MINUTE_SECONDS = 60.0
NOTHING_SECONDS = 6.0
"""The service speaks to who is silent for 7 s; before that a caller is idle."""
PAUSES_SECONDS = (0.3, 0.5, 0.7, 0.9, 1.0)
TURN_SECONDS = 14.0
"""What one turn takes, roughly: question, answer and a breath; for telling how long it takes."""
START_SECONDS = 12.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What the callers of a stage do."""

    name: str
    calls: int
    turns: int
    """Of each call."""

    @property
    def seconds(self) -> float:
        """About how long it takes on one side."""
        ramp = START_SECONDS + STAGGER_SECONDS * self.calls
        if self.name == "silent":
            return ramp + SILENT_MINUTE_SECONDS
        return ramp + TURN_SECONDS * self.turns * (0.6 if self.name == "barge" else 1.0)


@dataclass(frozen=True, slots=True)
class Bench:
    """What all stages share."""

    clips: Sequence[Clip]
    folder: Path
    told: Told
    tail: Tail = Tail.SILENCE
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was seen in a stage."""

    side: str
    plan: Plan
    calls: Sequence[Call]
    lines: Sequence[dict[str, Any]]
    """The server's trace."""
    began: float
    ended: float
    spent: Spent
    silent: Spent | None
    """While every caller was up and nobody said anything."""
    rss_peak_bytes: int
    pss_peak_bytes: int
    load_before: float
    """Of the machine, over the last minute."""


async def run(side: Side, plan: Plan, bench: Bench) -> Outcome:
    """Start the server, run all callers, end the server."""
    load = os.getloadavg()[0]
    what = f"{side.name}, {plan.name}, {plan.calls} call{'s' if plan.calls > 1 else ''}"
    async with running(side, bench.folder, bench.told) as server, watched(server) as watch:
        calls = [Call(Caller(nth, bench.tail), planned=plan.turns) for nth in range(plan.calls)]
        began = time.monotonic()
        showing = asyncio.create_task(_show(what, calls, plan, bench.told), name="show")
        try:
            await asyncio.gather(*(_ring(call, nth, server, plan, bench)
                                   for nth, call in enumerate(calls)))  # fmt: skip
        finally:
            showing.cancel()
        ended = time.monotonic()
        watch.looks.append(watch.look())
        return Outcome(
            side=side.name,
            plan=plan,
            calls=calls,
            lines=trace.read(server.trace),
            began=began,
            ended=ended,
            spent=watch.spent(began, ended),
            silent=_silent(watch, calls) if plan.name == "silent" else None,
            rss_peak_bytes=watch.rss_peak_bytes,
            pss_peak_bytes=watch.pss_peak_bytes,
            load_before=load,
        )


@contextlib.asynccontextmanager
async def watched(server: Running) -> AsyncIterator[Watch]:
    watch = Watch(server.pid)
    looking = asyncio.create_task(watch.run(), name="watch")
    try:
        yield watch
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def _ring(call: Call, nth: int, server: Running, plan: Plan, bench: Bench) -> None:
    random = Random(f"{bench.seed} {plan.name} {nth}")
    gap = 0.0 if plan.name == "silent" else STAGGER_SECONDS
    await asyncio.sleep(gap * nth)
    does = _does(call, nth, plan, bench, random)
    await call.caller.call(server.url, does)


def _does(
    call: Call, nth: int, plan: Plan, bench: Bench, random: Random
) -> Callable[[Caller], Awaitable[None]]:
    clips = [
        bench.clips[(nth * plan.turns + turn) % len(bench.clips)] for turn in range(plan.turns)
    ]
    if plan.name == "silent":
        return lambda caller: stay_silent(caller, call, SILENT_MINUTE_SECONDS)
    if plan.name == "barge":
        return lambda caller: talk_over_all(caller, call, clips, random)
    if plan.name == "pauses":
        clips = [
            with_pause(clip, PAUSES_SECONDS[(nth + turn) % len(PAUSES_SECONDS)], random)
            for turn, clip in enumerate(clips)
        ]
    return lambda caller: ask_all(caller, call, clips, random)


def _silent(watch: Watch, calls: Sequence[Call]) -> Spent | None:
    """From the last greeting's end to the first thing that was said after it."""
    ends = [call.greeted for call in calls if call.greeted is not None]
    if not ends:
        return None
    since = max(ends) + SILENT_SECONDS
    return watch.spent(since, since + NOTHING_SECONDS - SILENT_SECONDS)


async def _show(what: str, calls: Sequence[Call], plan: Plan, told: Told) -> None:
    total = max(1, plan.calls * plan.turns)
    while True:
        if plan.turns:
            told(what, sum(len(call.turns) for call in calls), total + 1)
        await asyncio.sleep(0.5)
