"""The wait against the number of calls, ours beside the peer, as a PNG."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.figures import Figures

COLOURS = {"ours": "#0072B2", "peer": "#D55E00"}
"""Of Okabe and Ito: told apart by whoever sees few colours."""
NAMES = {"ours": "Belbalie", "peer": "stock pipecat"}
LABELS = {"ours": -17, "peer": 9}
"""Where the share of turns that were answered stands, in points above the p95."""
MARKS = {"ours": "o", "peer": "s"}
SECONDS = (0.2, 0.5, 1, 2, 5, 10, 20)


def plot(found: Sequence[Figures], file: Path) -> None:
    draw(found).savefig(file, format="png", dpi=144)


def draw(found: Sequence[Figures]) -> Figure:
    """p50, and p95 in which an unanswered turn counts as the time-out, of the questions."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    questions = [each for each in found if each.stage == "questions"]
    for side in NAMES:
        mine = sorted((each for each in questions if each.side == side), key=lambda f: f.calls)
        if mine:
            _draw(axes, side, mine)
    _dress(axes, sorted({each.calls for each in questions}))
    return figure


def _draw(axes: Axes, side: str, mine: Sequence[Figures]) -> None:
    calls = [each.calls for each in mine]
    for name, style, fill, values in (
        ("p50", "-", COLOURS[side], [each.delay.p50 for each in mine]),
        ("p95, all turns", "--", "white", [each.delay.p95_all for each in mine]),
    ):
        drawn = [float("nan") if value is None else value for value in values]
        axes.plot(
            calls, drawn, style, color=COLOURS[side], marker=MARKS[side], linewidth=2,
            markerfacecolor=fill, label=f"{NAMES[side]}, {name}",
        )  # fmt: skip
    for each in mine:
        _count(axes, side, each)


def _count(axes: Axes, side: str, each: Figures) -> None:
    """How many turns were answered, beside the point."""
    if each.delay.p95_all is not None:
        axes.annotate(
            f"{each.delay.answered}/{each.planned}",
            (each.calls, each.delay.p95_all),
            textcoords="offset points",
            xytext=(0, LABELS[side]),
            ha="center",
            color=COLOURS[side],
            fontsize=9,
        )


def _dress(axes: Axes, calls: Sequence[int]) -> None:
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xticks(calls, [str(each) for each in calls])
    axes.set_yticks(SECONDS, [f"{each:g}" for each in SECONDS])
    axes.minorticks_off()
    axes.set_ylim(0.15, 30)
    axes.margins(x=0.1)
    axes.set_xlabel("calls at the same time")
    axes.set_ylabel("last sound of the caller to first sound of the answer (s)")
    axes.set_title("How long callers wait; at each p95: turns answered", fontsize=11)
    axes.grid(True, color="#dddddd")
    axes.legend(frameon=True, framealpha=0.9, edgecolor="none", fontsize=9, handlelength=4)
