"""`belbalie bench`: what a caller waits, how many callers at once, how well we hear."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from audio.wav import SoundFileError
from belbalie.errors import WorkFailed, WrongUse
from belbalie.progress import Bars
from belbalie.settings import Settings
from bench.clips import Clip, Tail, read_clips
from bench.figures import Figures, figures
from bench.keeping import keep, keep_turns
from bench.plans import capacity, latency, minutes
from bench.report import json_line, tables
from bench.servers import Side, our_side, peer_side
from bench.stage import Bench, Plan, run

MOST_CALLS = 64


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    turns: int
    as_json: bool = False
    out: Path | None = None
    """Folder for the figures, the servers' traces and logs, and the plot."""
    piper: bool = False
    load_per_call: bool = False
    tail: Tail = Tail.SILENCE
    seed: int = 1


def callers() -> Path:
    """The folder of the caller set. Raises WrongUse."""
    named = os.environ.get("CALLERS")
    if not named:
        raise WrongUse(
            "expected CALLERS to name the folder of the caller set, got nothing; "
            "set it, as in: CALLERS=../callers belbalie bench latency"
        )
    return Path(named)


def read_questions(folder: Path) -> list[Clip]:
    """Raises WrongUse for a folder without questions, or with one that is no sound."""
    try:
        clips = read_clips(folder / "bench")
    except (SoundFileError, ValueError) as error:
        raise WrongUse(str(error)) from None
    if not clips:
        raise WrongUse(f"CALLERS: expected WAV files in {folder / 'bench'}, found none")
    return clips


def numbers(text: str) -> list[int]:
    """'1,4,8' as numbers of calls. Raises WrongUse."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() and 0 < int(part) <= MOST_CALLS for part in parts):
        raise WrongUse(
            f"--calls: expected numbers from 1 to {MOST_CALLS}, as in 1,4,8, got {text!r}"
        )
    return [int(part) for part in parts]


def line_tail(text: str) -> Tail:
    """Raises WrongUse."""
    if text not in list(Tail):
        raise WrongUse(f"--tail: expected {' or '.join(Tail)}, got {text!r}")
    return Tail(text)


def bench_latency(settings: Settings, wish: Wish) -> None:
    """One call, callers who pause, talk over us and say nothing. Raises CommandError."""
    _bench(settings, latency(wish.turns), wish)


def bench_capacity(settings: Settings, calls: Sequence[int], wish: Wish) -> None:
    """So many callers at once. Raises CommandError."""
    _bench(settings, capacity(calls, wish.turns), wish)


def _bench(settings: Settings, plans: Sequence[Plan], wish: Wish) -> None:
    clips = read_questions(callers())
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # then, too, nothing stays behind
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="belbalie-bench-")))
        out = _kept(wish.out) if wish.out else scratch
        sides = _sides(settings, plans, wish, scratch)
        bars = stack.enter_context(Bars())
        _say(f"This takes about {minutes(plans, len(sides))} minutes; Ctrl-C ends it.")
        bench = Bench(clips, out, bars, wish.tail, wish.seed)
        found = asyncio.run(_all(sides, plans, bench, wish))
        bars.close()
        if not wish.as_json:
            print(tables(found))
        if wish.out:
            _say(keep(found, wish.out))


async def _all(
    sides: Sequence[Side], plans: Sequence[Plan], bench: Bench, wish: Wish
) -> list[Figures]:
    found = []
    for plan in plans:
        for side in sides:
            outcome = await run(side, plan, bench)
            found.append(figures(outcome))
            keep_turns(outcome, bench.folder)
            if wish.as_json:
                print(json_line(found[-1]), flush=True)
    return found


def _sides(settings: Settings, plans: Sequence[Plan], wish: Wish, scratch: Path) -> list[Side]:
    data = scratch / "data"
    data.mkdir()
    sides = [our_side(settings, data, max(plan.calls for plan in plans), wish.piper)]
    peer = peer_side(settings, wish.load_per_call)
    if peer is not None:
        sides.append(peer)
    else:
        _say("The peer, pipecat with Whisper and Piper, is not installed: we go on without it.")
    return sides


def _kept(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkFailed(
            f"--out: expected to write in {out}, got: {error.strerror}; name another folder"
        ) from None
    return out


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
