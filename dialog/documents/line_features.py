"""What lines that ask for a passage (`AskedLine`) tell of its sentences as answers."""

from collections.abc import Sequence
from typing import Protocol

from dialog.documents.document import DocumentPassage

LINES = ("asked", "asked_lead", "asked_there")
"""How near the nearest line comes that asks for this sentence, how far that is from the nearest of
all others, and whether there is one."""
_STRANGE = 0.4
"""As near are two questions that have nothing in common."""
_FAR = -0.3
_NONE = (0.0, 0.0, 0.0)


class Alike(Protocol):
    """How near texts come to a question in meaning, as cosines."""

    def __call__(self, question: str, sentences: Sequence[str]) -> Sequence[float]: ...

    def lines(self, question: str, lines: Sequence[str]) -> Sequence[float]:
        """The same of lines that are questions themselves."""


def line_features(
    question: str, places: Sequence[tuple[DocumentPassage, int]], alike: Alike
) -> list[tuple[float, float, float]]:
    """Of each sentence, by its passage and place, in the order of LINES; noughts without a line."""
    near = _nearest(question, {passage.key: passage for passage, _ in places}, alike)
    best = [
        max(near.get((passage.key, at), -1.0), near.get((passage.key, None), -1.0))
        for passage, at in places
    ]
    first, second = (*sorted(best, reverse=True), -1.0, -1.0)[:2]
    return [
        _features(value, second if value == first else first) if value > -1.0 else _NONE
        for value in best
    ]


def _features(value: float, other: float) -> tuple[float, float, float]:
    lead = max(value - max(other, _STRANGE), _FAR)
    return max(value - _STRANGE, 0.0) / 0.2, lead / 0.1, 1.0


def _nearest(
    question: str, passages: dict[str, DocumentPassage], alike: Alike
) -> dict[tuple[str, int | None], float]:
    """By passage and sentence, None for the whole, the likeness of the nearest line."""
    lines = [(key, line) for key, each in passages.items() for line in each.asked]
    if not lines:
        return {}
    found: dict[tuple[str, int | None], float] = {}
    values = alike.lines(question, [line.text for _, line in lines])
    for (key, line), value in zip(lines, values, strict=True):
        found[key, line.at] = max(value, found.get((key, line.at), -1.0))
    return found
