"""What one pattern found, still in places of the line; the reader turns it into Values."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    slot: str
    value: str
    start: int
    end: int
    """Places of `Line.plain`."""
    confidence: float = 1.0
    ambiguous: tuple[str, ...] = ()

    def overlaps(self, other: "Found") -> bool:
        return self.start < other.end and other.start < self.end


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Keep what came first where two claim the same words; then in the order of the words."""
    kept: list[Found] = []
    for each in found:
        if not any(each.overlaps(other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)
