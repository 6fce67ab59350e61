"""The figures of a stage, from what was seen.

Percentiles are over turns that were answered and into which nobody cut in; beside them stand the
share that was answered and `p95_all`, in which an unanswered turn counts as the time-out: a
percentile alone flatters a server that drops turns.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import numpy as np

from bench.stage import Outcome
from bench.trace import HOPS, Noted, joined
from bench.turns import ANSWER_SECONDS, Turn

Pair = tuple[Turn, Noted]


@dataclass(frozen=True, slots=True)
class Delay:
    """Seconds from the caller's last sound to our first."""

    turns: int
    answered: int
    p50: float | None
    p95: float | None
    p95_all: float | None
    heard_p50: float | None
    heard_p95: float | None
    kept_p50: float | None
    """To the answer that was not taken back."""
    kept_p95: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one side with so many calls, in the units that the names tell."""

    side: str
    stage: str
    calls: int
    planned: int
    """Turns that were to be asked; a call that was lost asks fewer."""
    delay: Delay
    store: Delay
    """Answers that were in the prompt store."""
    value: Delay
    """Answers that held a value of the caller."""
    cut_in: int
    half: int
    self_cuts: int
    greeting_p50: float | None
    greeting_max: float | None
    greeted: int
    barge_turns: int
    barge_p50: float | None
    barge_p95: float | None
    cpu_a_turn: float | None
    turns_a_minute: float
    rss_peak_mb: float
    pss_peak_mb: float
    idle_percent: float | None
    """Of a core, for each connected caller, while nobody says anything."""
    silent_minute_percent: float | None
    """The same over a minute in which the caller says nothing, greeting and prompts counted."""
    hops_ms: dict[str, float]
    others_cores: float
    load_before: float
    latest_ms: float
    """How late the bench sent a block at the worst."""
    errors: Sequence[str]

    def flat(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def figures(outcome: Outcome) -> Figures:
    pairs = pairs_of(outcome)
    turns = [turn for turn, _ in pairs]
    # Who has waited in vain may speak into a late answer; only in the barge stage that is meant.
    asked = [pair for pair in pairs if outcome.plan.name != "barge" or not pair[0].over]
    planned = sum(call.planned for call in outcome.calls)
    greetings = [call.greeting for call in outcome.calls if call.greeting is not None]
    barges = [turn.pause_after for turn in turns if turn.pause_after is not None]
    silent = outcome.silent
    return Figures(
        side=outcome.side,
        stage=outcome.plan.name,
        calls=outcome.plan.calls,
        planned=planned,
        delay=delay([turn for turn, _ in asked], planned - len(turns)),
        store=delay([turn for turn, noted in asked if noted.kind == "store"]),
        value=delay([turn for turn, noted in asked if noted.kind == "value"]),
        cut_in=sum(turn.cut_in for turn in turns),
        half=sum(noted.half for turn, noted in asked),
        self_cuts=sum(turn.self_cuts for turn in turns),
        greeting_p50=percentile(greetings, 50),
        greeting_max=percentile(greetings, 100),
        greeted=len(greetings),
        barge_turns=len(barges),
        barge_p50=percentile(barges, 50),
        barge_p95=percentile(barges, 95),
        cpu_a_turn=_rounded(outcome.spent.cpu_seconds / len(turns)) if turns else None,
        turns_a_minute=round(60 * len(turns) / (outcome.ended - outcome.began), 1),
        rss_peak_mb=round(outcome.rss_peak_bytes / 2**20),
        pss_peak_mb=round(outcome.pss_peak_bytes / 2**20),
        idle_percent=_percent(silent.cpu_seconds, silent.seconds, outcome) if silent else None,
        silent_minute_percent=_percent(outcome.spent.cpu_seconds, outcome.spent.seconds, outcome)
        if silent else None,
        hops_ms=_hops(pairs),
        others_cores=round(outcome.spent.others_cores, 2),
        load_before=round(outcome.load_before, 2),
        latest_ms=round(1000 * max(call.caller.latest_seconds for call in outcome.calls), 1),
        errors=[f"{call.caller.number}: {call.caller.error}" for call in outcome.calls
                if call.caller.error],
    )  # fmt: skip


def pairs_of(outcome: Outcome) -> list[Pair]:
    """Every turn, with what the server told of it."""
    return [
        pair
        for call in outcome.calls
        for pair in zip(call.turns, joined(call.turns, outcome.lines), strict=True)
    ]


def delay(turns: Sequence[Turn], never_asked: int = 0) -> Delay:
    """Of these turns, and of those that a lost call never asked: they count as unanswered.

    One that was cut into is answered, and not in the percentiles.
    """
    clean = [turn for turn in turns if turn.wire is not None and not turn.cut_in]
    wires = [turn.wire for turn in clean if turn.wire is not None]
    heard = [turn.heard for turn in clean if turn.heard is not None]
    kept = [turn.kept for turn in clean if turn.kept is not None]
    lost = never_asked + sum(turn.wire is None for turn in turns)
    return Delay(
        turns=len(turns),
        answered=sum(turn.wire is not None for turn in turns),
        p50=percentile(wires, 50),
        p95=percentile(wires, 95),
        p95_all=percentile([*wires, *[ANSWER_SECONDS] * lost], 95),
        heard_p50=percentile(heard, 50),
        heard_p95=percentile(heard, 95),
        kept_p50=percentile(kept, 50),
        kept_p95=percentile(kept, 95),
    )


def percentile(values: Sequence[float], share: float) -> float | None:
    """Between the two nearest; None of nothing."""
    return _rounded(float(np.percentile(values, share))) if values else None


def turn_lines(outcome: Outcome) -> list[dict[str, Any]]:
    """Every turn as it was seen, for JSON."""
    where = {"side": outcome.side, "stage": outcome.plan.name, "calls": outcome.plan.calls}
    return [where | asdict(turn) | asdict(noted) for turn, noted in pairs_of(outcome)]


def _hops(pairs: Sequence[Pair]) -> dict[str, float]:
    """Medians, where the server tells them."""
    told = [noted.hops for _, noted in pairs if noted.hops]
    return {hop: median(each[hop] for each in told) for hop in HOPS} if told else {}


def _percent(cpu: float, seconds: float, outcome: Outcome) -> float:
    return round(100 * cpu / seconds / outcome.plan.calls, 2)


def _rounded(value: float) -> float:
    return round(value, 3)
