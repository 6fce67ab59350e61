"""One figure: what it says and of how many calls; its point, its numbers, its picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from desk.studio.counted import FEWEST, Calls, Count
from desk.studio.pictures import Bar, Spec, bars, columns
from dialog.titles import Titles

Cell = str | int | None
"""None: too few to be told."""
FEW = f"minder dan {FEWEST}"
NOTHING = f"Hiervan zijn minder dan {FEWEST} gesprekken. Daarvan laten wij geen cijfers zien."
Makes = Callable[[Calls, Titles], "Figure"]
Draws = Callable[..., Spec]
"""Given `narrow`, for a small screen or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    name: str
    """In its address, and as the name of its CSV file."""
    title: str
    says: str
    """What it is, and how it is counted; in Dutch."""
    of: int
    """Of how many calls."""
    point: str
    """What it comes to, in one sentence: it stands in the place of the picture too."""
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    """The first cell of each says what the row is about."""
    left_out: int = 0
    """Rows that had too few calls."""
    picture: Draws | None = None

    @property
    def anything(self) -> bool:
        return bool(self.rows)


def lying(rows: Sequence[Bar], series: Sequence[str] = ("gesprekken",)) -> Draws | None:
    """A picture of bars beneath each other; None: there is nothing to see."""
    return partial(bars, rows, series) if _any(rows) else None


def standing(rows: Sequence[Bar], title: str = "gesprekken") -> Draws | None:
    """A picture of bars beside each other; None: there is nothing to see."""
    return partial(columns, rows, title) if _any(rows) else None


def bar(label: str, count: Count, told: str = "") -> Bar:
    """One row of a picture; what is not told has no length."""
    return Bar(label, (count or 0,), told or written(count))


HIDDEN = f"niet getoond ({FEW})"
"""The last series of a stacked bar: what is hidden of its whole."""


def stacked(label: str, parts: Sequence[Count], whole: int) -> Bar:
    """The parts of a whole behind each other, and what is hidden as `HIDDEN`."""
    known = [part or 0 for part in parts]
    return Bar(label, (*known, whole - sum(known)), str(whole))


def stacks(rows: Sequence[Bar], series: Sequence[str]) -> Draws | None:
    """A picture of `stacked` bars; nothing is said of what is hidden where nothing is."""
    if any(row.values[-1] for row in rows):
        return partial(bars, rows, (*series, HIDDEN), blank=True)
    return lying([replace(row, values=row.values[:-1]) for row in rows], series)


def written(count: Count) -> str:
    return f"< {FEWEST}" if count is None else str(count)


def calls_words(count: int) -> str:
    return f"{count} {'gesprek' if count == 1 else 'gesprekken'}"


def _any(rows: Sequence[Bar]) -> bool:
    return any(value for row in rows for value in row.values)
