"""How often we are right when we say how sure we are, as a PNG."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BINS = 10
COLOUR = "#0072B2"


def bins(said: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Mean of what was said, part that was right, and number, of each filled tenth."""
    found = []
    for nth in range(BINS):
        inside = [(s, r) for s, r in said if min(int(s * BINS), BINS - 1) == nth]
        if inside:
            mean = float(np.mean([s for s, _ in inside]))
            found.append((mean, float(np.mean([r for _, r in inside])), len(inside)))
    return found


def draw(said: Sequence[tuple[float, bool]], title: str, file: Path) -> None:
    """Each point a tenth of the scores; on the diagonal it is right as often as it says."""
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    points = bins(said)
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1)
    axes.plot([x for x, _, _ in points], [y for _, y, _ in points], "o-", color=COLOUR)
    for x, y, count in points:
        axes.annotate(str(count), (x, y), textcoords="offset points", xytext=(6, -12))
    _dress(axes, title)
    figure.savefig(file, format="png", dpi=144)


def _dress(axes: Axes, title: str) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="said", ylabel="right", title=title)
    axes.set_aspect("equal")
