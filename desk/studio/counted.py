"""What is told of a number of calls, and what is not.

Of fewer than five calls in a group nothing is told: somebody could be known again in it, and a
share of so few says nothing. Nor is told what could be had by taking the rest from the whole.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dialog.endings import Helped
from records.call_figures import CallFigures

FEWEST = 5
Calls = Sequence[CallFigures]
Key = TypeVar("Key", bound=Hashable)
Count = int | None
"""None: fewer than `FEWEST`, or told nobody so that those cannot be worked out."""


def grouped(calls: Calls, keys: Callable[[CallFigures], Iterable[Key]]) -> Mapping[Key, Calls]:
    """A call stands with each of its keys once."""
    groups: dict[Key, list[CallFigures]] = {}
    for call in calls:
        for key in keys(call):
            groups.setdefault(key, []).append(call)
    return groups


def large(groups: Mapping[Key, Calls]) -> Mapping[Key, Calls]:
    """Those of which something may be told, the largest first."""
    kept = [(key, calls) for key, calls in groups.items() if len(calls) >= FEWEST]
    return dict(sorted(kept, key=lambda each: (-len(each[1]), str(each[0]))))


def told(parts: Sequence[int]) -> Sequence[Count]:
    """The parts of a whole that is told: small ones are hidden, and never one alone."""
    hidden = {n for n, part in enumerate(parts) if 0 < part < FEWEST}
    if len(hidden) == 1:
        others = [n for n, part in enumerate(parts) if part and n not in hidden]
        hidden |= {min(others, key=lambda n: parts[n])} if others else set()
    return [None if n in hidden else part for n, part in enumerate(parts)]


@dataclass(frozen=True, slots=True)
class Split:
    """How many were helped for sure, perhaps, and not."""

    yes: Count
    unknown: Count
    no: Count

    @classmethod
    def of(cls, calls: Calls) -> "Split":
        seen = [call.helped for call in calls]
        return cls(*told([seen.count(each) for each in Helped]))

    @property
    def parts(self) -> tuple[Count, Count, Count]:
        return self.yes, self.unknown, self.no


def share(part: Count, whole: int) -> str:
    """'34%'; empty where it may not be told."""
    return f"{round(100 * part / whole)}%" if part is not None and whole else ""


def percentile(values: Iterable[float], percent: float) -> float | None:
    """The least value that so many percent do not exceed (nearest rank); None: too few."""
    ranked = sorted(values)
    if len(ranked) < FEWEST:
        return None
    return ranked[max(0, math.ceil(percent / 100 * len(ranked)) - 1)]
