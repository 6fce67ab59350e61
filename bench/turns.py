"""What callers do on the bench, and what is noted of every turn.

All moments are seconds on the monotonic clock, which all processes of a machine share.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bench.caller import Caller, Uttered
from bench.clips import Clip
from bench.phone import Block

ANSWER_SECONDS = 15.0
"""An answer that comes later is none."""
GREETING_SECONDS = 20.0
QUIET_SECONDS = 0.8
"""So much silence after our voice, and the caller takes the turn."""
LONGEST_ANSWER_SECONDS = 60.0
NEXT_SECONDS = 3.0
"""How long a caller waits after an answer that broke off in the middle."""
GAP_SECONDS = 0.7
JITTER_SECONDS = 0.5
"""The caller thinks so long, and up to so much more, so that calls do not run in step."""
TALK_OVER_SECONDS = 1.2
"""How long an answer is listened to before the caller talks over it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One sentence of a caller, and what came of it."""

    number: str
    stream: str
    clip: str
    pause_seconds: float
    began: float
    ended: float
    wire: float | None
    """Seconds from the caller's last sound to the message with our first audible block; or None."""
    heard: float | None
    """The same until that block is played."""
    cut_in: bool
    """We began to sound before the caller's end, where the caller did not talk over us."""
    over: bool
    """The caller talked over our answer."""
    pause_after: float | None
    """Where over: from the caller's first sound until we fell silent."""
    self_cuts: int = 0
    """How often we cut our own answer off while nobody spoke."""
    kept: float | None = None
    """As `wire`, to the answer that was not taken back: the others may answer half a sentence."""
    done: float = 0.0
    """When the answer had been heard."""


@dataclass(slots=True)
class Told:
    """What one call came to."""

    caller: Caller
    greeting: float | None = None
    """Seconds from the start to the first audible message."""
    greeted: float | None = None
    """When the greeting had been heard."""
    turns: list[Turn] = field(default_factory=list)
    planned: int = 0


async def greeted(caller: Caller, told: Told) -> None:
    """Wait for the greeting and hear it out; who is not greeted in time speaks all the same."""
    if await caller.until(lambda _: caller.phone.audible, GREETING_SECONDS):
        told.greeting = caller.phone.audible[0].arrived - caller.started
        await quiet(caller)
        told.greeted = caller.phone.heard_until(caller.started)


async def quiet(caller: Caller) -> None:
    await caller.until(
        lambda now: caller.phone.quiet_for(now) > QUIET_SECONDS, LONGEST_ANSWER_SECONDS
    )


async def hear_out(caller: Caller, turn: Turn) -> None:
    """Until the answer has ended. Who hears it break off waits a moment for what is next."""
    waited_for = turn.ended
    await quiet(caller)
    while (cut := max(caller.phone.cuts, default=0.0)) > waited_for:
        waited_for = cut
        if await next_sound(caller, cut, NEXT_SECONDS):
            await quiet(caller)


async def next_sound(caller: Caller, after: float, seconds: float) -> Block | None:
    """The first audible block after this moment, waited for at most so long."""
    await caller.until(lambda _: caller.phone.onset(after), seconds)
    return caller.phone.onset(after)


async def ask_all(caller: Caller, told: Told, clips: Sequence[Clip], random: Random) -> None:
    """Ask one question after the other, each when the answer before has been heard."""
    told.planned = len(clips)
    await greeted(caller, told)
    for clip in clips:
        await asyncio.sleep(GAP_SECONDS + random.random() * JITTER_SECONDS)
        turn = await ask(caller, clip)
        told.turns.append(turn)
        await hear_out(caller, turn)
        told.turns[-1] = finished(caller, turn)


async def talk_over_all(caller: Caller, told: Told, clips: Sequence[Clip], random: Random) -> None:
    """Ask; talk over the answer with the next question; hear that answer out; and again."""
    told.planned = len(clips)
    await greeted(caller, told)
    for nth, clip in enumerate(clips):
        if nth % 2 == 0:
            await asyncio.sleep(GAP_SECONDS + random.random() * JITTER_SECONDS)
        told.turns.append(await ask(caller, clip))
        if nth % 2 == 0:
            await asyncio.sleep(TALK_OVER_SECONDS + random.random() * JITTER_SECONDS)
        else:
            await quiet(caller)


async def stay_silent(caller: Caller, told: Told, seconds: float) -> None:
    await greeted(caller, told)
    await caller.until(lambda _: False, seconds)


async def ask(caller: Caller, clip: Clip) -> Turn:
    """Say it and wait for the first sound of the answer."""
    uttered = await caller.say(clip)
    over = caller.phone.sounded(uttered.began - 0.04, uttered.began)
    silent = caller.phone.fell_silent(uttered.began) if over else uttered.began
    cut_in = caller.phone.sounded(silent, uttered.ended) if not over else False
    onset = await answered(caller, uttered, over, cut_in)
    return Turn(
        number=caller.number,
        stream=caller.stream,
        clip=clip.name,
        pause_seconds=clip.pause_seconds,
        began=uttered.began,
        ended=uttered.ended,
        wire=onset.arrived - uttered.ended if onset else None,
        heard=onset.began - uttered.ended if onset else None,
        cut_in=cut_in,
        over=over,
        pause_after=_pause_after(caller, uttered) if over else None,
    )


async def answered(caller: Caller, uttered: Uttered, over: bool, cut_in: bool) -> Block | None:
    """The first audible block after the caller's end, which is no rest of what sounded then."""
    since = uttered.ended
    if over or cut_in:  # let the old voice end first
        begun = uttered.ended
        await caller.until(lambda now: now > caller.phone.fell_silent(begun), ANSWER_SECONDS)
        since = max(since, caller.phone.fell_silent(begun))
    left = uttered.ended + ANSWER_SECONDS - since
    return await next_sound(caller, since, max(0.0, left))


def finished(caller: Caller, turn: Turn) -> Turn:
    """The turn, with what happened until its answer had been heard."""
    done = max(caller.phone.heard_until(turn.ended), turn.ended)
    cuts = [cut for cut in caller.phone.cuts if cut > turn.ended]
    again = caller.phone.onset(cuts[-1]) if cuts else None
    kept = (again.arrived - turn.ended if again else None) if cuts else turn.wire
    return replace(turn, self_cuts=len(cuts), kept=kept, done=done)


def _pause_after(caller: Caller, uttered: Uttered) -> float:
    return caller.phone.fell_silent(uttered.began) - uttered.began
