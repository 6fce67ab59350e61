"""What residents report on the street, and whether two of them mean the same thing and place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialog.phrases import plain

NEAR_NUMBERS = 6
"""House numbers that differ by so much at most are the same spot: three houses on one side."""
_SAME_WORDS = 0.5
"""Share of the words in common, of both together, from which two descriptions are one."""
_EMPTY = frozenset([
    *("de", "het", "een", "en", "of", "in", "op", "aan", "bij", "van", "voor", "naast"),
    *("tegenover", "achter", "met", "is", "er", "ligt", "staat", "mijn", "onze", "daar", "hier"),
    *("dat", "die", "deze", "dit", "straat", "huis", "the", "a", "an", "of", "on", "at", "near"),
    *("there", "my", "our"),
])  # fmt: skip
"""Words that tell nothing about a place or a thing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is, as far as it was told."""

    street: str | None = None
    number: str | None = None
    """House number with its addition: '12A'."""
    landmark: str | None = None
    """In the caller's words: 'bij de speeltuin'."""

    def near(self, other: "Spot") -> bool:
        """Whether both can be the same spot."""
        if self.street and other.street:
            return plain(self.street) == plain(other.street) and self._near_number(other)
        if self.landmark and other.landmark:
            return alike(self.landmark, other.landmark)
        return False

    def _near_number(self, other: "Spot") -> bool:
        ours, theirs = _figure(self.number), _figure(other.number)
        if ours is None or theirs is None:
            landmarks = (self.landmark, other.landmark)
            return not all(landmarks) or alike(self.landmark or "", other.landmark or "")
        return abs(ours - theirs) <= NEAR_NUMBERS


@dataclass(frozen=True, slots=True)
class ReportKinds:
    """Per kind ('straatverlichting') the words for it, as `plain` text."""

    words: Mapping[str, tuple[str, ...]]

    def kind(self, said: str) -> str | None:
        """The kind that these words name; the longest word decides."""
        text = plain(said)
        named = [
            (len(word), kind)
            for kind, words in self.words.items()
            for word in words
            if re.search(rf"\b{re.escape(word)}", text)
        ]
        return max(named)[1] if named else None

    def same(self, one: str, other: str) -> bool:
        """Whether two callers speak of the same sort of thing."""
        kinds = self.kind(one), self.kind(other)
        return kinds[0] == kinds[1] if all(kinds) else alike(one, other)


def alike(one: str, other: str) -> bool:
    """Whether two descriptions have most of their words in common."""
    ours, theirs = _telling(one), _telling(other)
    together = ours | theirs
    return bool(together) and len(ours & theirs) / len(together) >= _SAME_WORDS


def _telling(text: str) -> frozenset[str]:
    return frozenset(plain(text).split()) - _EMPTY


def _figure(number: str | None) -> int | None:
    found = re.match(r"\d+", number or "")
    return int(found[0]) if found else None
