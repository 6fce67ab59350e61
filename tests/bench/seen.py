"""Turns and figures as the bench would have seen them."""

from dataclasses import replace

from bench.figures import Delay, Figures
from bench.turns import Turn

TURN = Turn(
    number="+31200000001", stream="MZ1", clip="clip", pause_seconds=0.0, began=10.0, ended=12.0,
    wire=0.5, heard=0.52, cut_in=False, over=False, pause_after=None,
)  # fmt: skip
NOTHING = Delay(0, 0, None, None, None, None, None, None, None)


def delay(p50: float, p95: float, turns: int = 8, answered: int = 8) -> Delay:
    return Delay(turns, answered, p50, p95, p95, p50, p95, p50, p95)


def figures(side: str, calls: int, p50: float, answered: int = 8) -> Figures:
    return Figures(
        side=side, stage="questions", calls=calls, planned=8,
        delay=delay(p50, 2 * p50, 8, answered), store=NOTHING, value=NOTHING, cut_in=0, half=1,
        self_cuts=0, greeting_p50=0.1, greeting_max=0.2, greeted=calls, barge_turns=0,
        barge_p50=None, barge_p95=None, cpu_a_turn=0.9, turns_a_minute=4.0, rss_peak_mb=800,
        pss_peak_mb=700, idle_percent=None, silent_minute_percent=None,
        hops_ms={"endpoint": 700.0}, others_cores=0.1, load_before=0.5, latest_ms=3.0, errors=[],
    )  # fmt: skip


def turn(**changed: object) -> Turn:
    return replace(TURN, **changed)  # type: ignore[arg-type]
