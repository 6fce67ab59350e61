"""Number words into numbers, with every way in which they can be read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dialog.slots import number_words as words


@dataclass(frozen=True, slots=True)
class Atom:
    """A written number or one plain word, with its place in the text."""

    word: str
    start: int
    end: int
    tight: bool
    """No comma or stop stands before it: it may belong to the same number."""


_CHUNK = re.compile(r"\+|(?:[^\W_][\u0300-\u036f]*)+")
_DIGITS_AND_WORD = re.compile(r"([^\W\d_]{2,})(\d+)|(\d+)([^\W\d_]{2,})")
_STOP = re.compile(r"[,.;:!?]")

Reading = tuple[str, int]
"""The digits of one number, and the index of the atom behind it."""


def atoms_of(text: str) -> list[Atom]:
    atoms: list[Atom] = []
    behind = 0
    for chunk in _CHUNK.finditer(text):
        for word, start, end in _words(chunk):
            if word in words.HESITATIONS:
                continue
            tight = not _STOP.search(text, behind, start)
            parts = words.atoms(word) or (word,)
            atoms += [Atom(part, start, end, tight or n > 0) for n, part in enumerate(parts)]
            behind = end
    return atoms


def _words(chunk: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    whole = chunk.group()
    # 'bsn111' and '111is' are two words; 'Z2026', '12A' and a checksum are none of ours.
    halves = _DIGITS_AND_WORD.fullmatch(whole)
    if halves is None:
        yield _normal(whole), chunk.start(), chunk.end()
        return
    middle = chunk.start() + len(halves[1] or halves[3])
    yield _normal(halves[1] or halves[3]), chunk.start(), middle
    yield _normal(halves[2] or halves[4]), middle, chunk.end()


def _normal(word: str) -> str:
    return "".join(str(int(digit)) for digit in word) if word.isdecimal() else words.plain(word)


def joins(word: str) -> bool:
    return word in words.JOINERS or words.SCALES.get(word) == words.AND


def readings(atoms: Sequence[Atom], at: int) -> list[Reading]:
    """Every number that may begin here, the likeliest first; empty when none does."""
    word = _word(atoms, at)
    if word in words.ZERO_LETTERS:
        return _letter_zero(atoms, at)
    repeated = _repeated(atoms, at)
    if word.isdecimal():
        return [*repeated, (word, at + 1)]
    return [*repeated, *((str(value), after) for value, after in _numbers(atoms, at))]


def _word(atoms: Sequence[Atom], at: int) -> str:
    return atoms[at].word if 0 <= at < len(atoms) else ""


def _digit(word: str) -> str | None:
    if word.isdecimal():
        return word if len(word) <= 2 else None
    return str(words.VALUES[word]) if word in words.VALUES else None


def _letter_zero(atoms: Sequence[Atom], at: int) -> list[Reading]:
    """'o' is a zero beside a digit. An 'oh' that opens is more often a sigh."""
    ahead = at - 1
    while joins(_word(atoms, ahead)):
        ahead -= 1
    if _says_digit(_word(atoms, ahead)):
        return [("0", at + 1)]
    behind = _word(atoms, at + 1)
    if not _says_digit(behind) and behind not in words.REPEATS:
        return []
    zero_first = atoms[at].word == "o" and atoms[at + 1].tight
    return sorted([("0", at + 1), ("", at + 1)], reverse=zero_first)


def _says_digit(word: str) -> bool:
    return word.isdecimal() or word in words.VALUES or word in words.ZERO_LETTERS


def _repeated(atoms: Sequence[Atom], at: int) -> list[Reading]:
    """'dubbel vier', 'drie keer een vijf', 'twee nullen'."""
    word, behind = _word(atoms, at), _word(atoms, at + 1)
    count = int(_digit(word) or 0)
    if word in words.REPEATS:
        return _times(atoms, at + 1, words.REPEATS[word])
    if 2 <= count <= 9 and behind in words.PLURALS:
        return [(str(words.PLURALS[behind]) * count, at + 2)]
    if 2 <= count <= 4 and behind in words.TIMES:
        # 'twee keer een vier' is 44, and only then 11 and 4.
        return sorted(_times(atoms, at + 2, count), key=lambda reading: -reading[1])
    return []


def _times(atoms: Sequence[Atom], at: int, count: int) -> list[Reading]:
    places = (at, at + 1) if _word(atoms, at) in words.ARTICLES else (at,)
    said = ((_word(atoms, place), place + 1) for place in places)
    zeros = words.ZERO_LETTERS
    found = (("0" if word in zeros else _digit(word), after) for word, after in said)
    return [(digits * count, after) for digits, after in found if digits is not None]


_Number = tuple[int, int]
"""A value, and the index of the atom behind it."""


def _numbers(atoms: Sequence[Atom], at: int) -> Iterator[_Number]:
    """'tweeduizend vijfentwintig', and with fewer and fewer of its words."""
    for value, after in _heads(atoms, at, words.THOUSAND):
        yield from _with_rest(value * 1000, atoms, after, _below_thousand)
    yield from _below_thousand(atoms, at)


def _below_thousand(atoms: Sequence[Atom], at: int) -> Iterator[_Number]:
    for value, after in _heads(atoms, at, words.HUNDRED):
        yield from _with_rest(value * 100, atoms, after, _below_hundred)
    yield from _below_hundred(atoms, at)


def _below_hundred(atoms: Sequence[Atom], at: int) -> Iterator[_Number]:
    word = _word(atoms, at)
    value = words.VALUES.get(word)
    if value is None:
        return
    joined = words.SCALES.get(_tight(atoms, at + 1)) == words.AND
    tens = words.VALUES.get(_tight(atoms, at + 2), 0) if joined else 0
    if 1 <= value <= 9 and tens >= 20 and tens % 10 == 0:
        yield tens + value, at + 3
    behind = _tight(atoms, at + 1)
    units = words.VALUES.get(behind, 0) if {word, behind} <= words.ENGLISH else 0
    if value >= 20 and value % 10 == 0 and 1 <= units <= 9:
        yield value + units, at + 2
    yield value, at + 1


def _heads(atoms: Sequence[Atom], at: int, scale: str) -> Iterator[_Number]:
    """What stands before 'honderd' or 'duizend', and the index behind that word."""
    if words.SCALES.get(_word(atoms, at)) == scale:
        yield 1, at + 1
        return
    smaller = _below_hundred if scale == words.HUNDRED else _below_thousand
    for value, after in smaller(atoms, at):
        if value and words.SCALES.get(_tight(atoms, after)) == scale:
            yield value, after + 1


def _with_rest(
    value: int,
    atoms: Sequence[Atom],
    at: int,
    smaller: Callable[[Sequence[Atom], int], Iterator[_Number]],
) -> Iterator[_Number]:
    begin = at + (words.SCALES.get(_tight(atoms, at)) == words.AND)
    if _tight(atoms, begin):
        for rest, after in smaller(atoms, begin):
            if rest:
                yield value + rest, after
    yield value, at


def _tight(atoms: Sequence[Atom], at: int) -> str:
    """The word there if it may belong to the same number, else nothing."""
    return atoms[at].word if at < len(atoms) and atoms[at].tight else ""
