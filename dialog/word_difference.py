"""What is other in a text, in words that can be read on: not letter by letter.

Sentences are laid beside each other first, and words within those that go together. A sentence of
which little is left is shown whole, old and new: pieces of two sentences through each other are
read by nobody. On both levels the longest equal runs are looked for (Ratcliff and Metzener, 1988).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(
    r"(?:\{[^{}]*\}|€\s?\d+(?:[.,]\d+)*|\d+(?:[.,:/-]\d+)*|\w+(?:['’-]\w+)*|[^\w\s])\s*|\s+"
)
"""An amount, a date, or a fact in braces is one word."""
_SENTENCE = re.compile(r".+?(?:[.!?]+(?=\s|$)\s*|$)|\s+", re.DOTALL)
_ALIKE = 0.5
"""From this share of equal words on, two sentences are shown through each other."""
_FEW = 2
"""So few equal words between two changes are no hold for the eye: they count as changed."""
_MOST_PAIRS = 64
"""Of sentences; beyond it they are shown whole: comparing all with all takes time by the square."""


class Mark(StrEnum):
    KEPT = "kept"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    mark: Mark
    text: str


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """Pieces in the order of reading, what was taken out before what came in its place.

    Kept and new pieces together are exactly `after`; kept and old ones are `before`, but for
    spaces and line ends, which are nobody's change.
    """
    was, now = _SENTENCE.findall(before), _SENTENCE.findall(after)
    pieces: list[Piece] = []
    for kind, old, new in _blocks(was, now):
        pieces += _kept(new) if kind == "equal" else _within(old, new)
    return tuple(_joined(pieces))


def _within(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """The difference of sentences that stand in each other's place."""
    pair = _likest(old, new)
    if pair is None:
        yield from _changed(old, new)
        return
    a, b = pair
    yield from _within(old[:a], new[:b])
    for kind, out, into in _held(list(_blocks(_words(old[a]), _words(new[b])))):
        yield from _kept(into) if kind == "equal" else _changed(out, into)
    yield from _within(old[a + 1 :], new[b + 1 :])


def _likest(old: Sequence[str], new: Sequence[str]) -> tuple[int, int] | None:
    """The two sentences that are most alike; None: no two are alike enough."""
    if not 0 < len(old) * len(new) <= _MOST_PAIRS:
        return None
    pairs = [(_likeness(_words(a), _words(b)), -i, -j)
             for i, a in enumerate(old) for j, b in enumerate(new)]  # fmt: skip
    likeness, i, j = max(pairs)
    return (-i, -j) if likeness >= _ALIKE else None


_Block = tuple[str, Sequence[str], Sequence[str]]


def _blocks(was: Sequence[str], now: Sequence[str]) -> Iterator[_Block]:
    """Equal and other parts; spaces behind a word do not count."""
    old, new = ([" ".join(each.split()) for each in side] for side in (was, now))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, was[a:b], now[c:d]


def _likeness(was: Sequence[str], now: Sequence[str]) -> float:
    """From 0 to 1: how much of the words is in both, in the same order; signs do not count."""
    old, new = ([word.strip() for word in side if _is_word(word)] for side in (was, now))
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _held(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Take a few equal words between two changes for changed ones, and join what touches then."""
    out: list[str] = []
    into: list[str] = []
    for at, (kind, old, new) in enumerate(blocks):
        between = 0 < at < len(blocks) - 1
        if kind == "equal" and not (between and sum(map(_is_word, new)) < _FEW):
            if out or into:
                yield "replace", out, into
                out, into = [], []
            yield kind, old, new
        else:
            out, into = [*out, *old], [*into, *new]
    if out or into:
        yield "replace", out, into


def _is_word(token: str) -> bool:
    return not token.isspace() and token[0] not in ".,;:!?()'\"–-"


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _kept(words: Sequence[str]) -> Iterator[Piece]:
    if words:
        yield Piece(Mark.KEPT, "".join(words))


def _changed(out: Sequence[str], into: Sequence[str]) -> Iterator[Piece]:
    if out:
        yield Piece(Mark.OUT, "".join(out))
    if into:
        yield Piece(Mark.IN, "".join(into))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces of one kind that touch become one."""
    mark, text = Mark.KEPT, ""
    for piece in pieces:
        if piece.mark is not mark and text:
            yield Piece(mark, text)
            text = ""
        mark, text = piece.mark, text + piece.text
    if text:
        yield Piece(mark, text)
