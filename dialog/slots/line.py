"""A caller's sentence in the form in which patterns read it, with the way back to the words.

Small letters, no accents, single spaces, no 'eh'; number words are digits ('kwart voor drie' is
'kwart voor 3') and ordinals are '3e'. Only the article 'een' stays, since it is seldom a number;
'één' is 1. Speech is cut into numbers as it was said: 'achtenveertig elf' is '48 11'.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dialog.slots import number_words as words
from dialog.slots.spoken_numbers import Atom, atoms_of, readings
from dialog.slots.value import Span

_ENGLISH_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_DUTCH_ORDINALS = {"een": "eerste", "drie": "derde", "acht": "achtste"}


def _ordinal(word: str, value: int) -> str:
    """'drie' -> 'derde', 'twintig' -> 'twintigste', after the Dutch rule for 1, 3, 8 and 20."""
    ends_plain = 2 <= value < 20 and value not in (3, 8)
    return _DUTCH_ORDINALS.get(word, word + ("de" if ends_plain else "ste"))


_ORDINALS: Mapping[str, int] = {
    **{_ordinal(word, value): value for word, value in words.VALUES.items() if value},
    **{"thirtieth": 30},
    **dict(zip(_ENGLISH_ORDINALS, range(1, 21), strict=True)),
}
_ORDINAL_TENS = ("twenty", "thirty")
_HALVES = re.compile(r"(?:anderhal(?:f|ve)|(\w+?)(?:eneen|en)hal(?:f|ve))")
_PREPOSITION_TEN = re.compile(
    r"\s+(?:eerste|tweede|derde|vierde|slotte|minste|hoogste|laatste|aanzien|behoeve|gunste|laste"
    r"|koste|onrechte|name|name|tijde|westen|oosten|noorden|zuiden|einde|dele)\b"
)
_HESITATION = re.compile(r"(,?)\s*(?<![\w'’])(?:e+h+m?|u+h+m?|euh+m?|hm+|mm+|um+)(?!\w)(,?)")
_SINGLE = {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-"}


@dataclass(frozen=True, slots=True)
class Line:
    """`plain` is what patterns read; `span` tells where in `text` that stood."""

    text: str
    plain: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Places of `plain` as places of `text`; at least one character long."""
        return self.starts[start], self.ends[max(start, end - 1)]

    def said(self, start: int, end: int) -> str:
        """The caller's own words, with their capitals."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def part(self, start: int, end: int) -> "Line":
        """The same line from here to there; places count anew."""
        return Line(self.text, self.plain[start:end], self.starts[start:end], self.ends[start:end])


@lru_cache(maxsize=64)
def line_of(text: str) -> Line:
    pieces = list(_pieces(text))
    plain, starts, ends = "", [], []
    for said, start, end in pieces:
        if said == " " and (not plain or plain.endswith(" ")):
            continue
        plain += said
        starts += [start] * len(said)
        ends += [end] * len(said)
    return Line(text, plain, tuple(starts), tuple(ends))


_Piece = tuple[str, int, int]


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    for said, start, end in _replacements(text):
        if start >= at:
            yield from _letters(text, at, start)
            at = end
        elif end > at or not said:  # a word that overlaps what stands already
            continue
        yield said, start, end
    yield from _letters(text, at, len(text))


def _letters(text: str, start: int, end: int) -> Iterator[_Piece]:
    for at in range(start, end):
        for letter in unicodedata.normalize("NFD", text[at].lower()):
            if not unicodedata.combining(letter):
                yield _SINGLE.get(letter, " " if letter.isspace() else letter), at, at + 1


def _replacements(text: str) -> list[_Piece]:
    """Number words and sounds of thinking, each with what stands for it; in order."""
    found = [*_numbers(text, atoms_of(text))]
    for sound in _HESITATION.finditer(text.lower()) if len(text.lower()) == len(text) else ():
        found.append((", " if sound[1] or sound[2] else " ", *sound.span()))
    return sorted(found, key=lambda piece: piece[1])


def _numbers(text: str, atoms: Sequence[Atom]) -> Iterator[_Piece]:
    at = 0
    while at < len(atoms):
        said, after = _number(text, atoms, at)
        if said:
            yield said, atoms[at].start, atoms[after - 1].end
            glued = after < len(atoms) and atoms[after].start < atoms[after - 1].end
            if glued:  # 'nulzes': two numbers in one word
                yield " ", atoms[at].start, atoms[after - 1].end
        at = after


def _number(text: str, atoms: Sequence[Atom], at: int) -> tuple[str, int]:
    """What stands for the words here, or nothing, and where to go on."""
    atom = atoms[at]
    ordinal = _ordinal_at(atoms, at)
    if ordinal:
        return ordinal
    half = _HALVES.fullmatch(atom.word)
    if half and (half[1] is None or half[1] in words.VALUES):
        return f"{words.VALUES[half[1]] if half[1] else 1},5", at + 1
    scales_digits = atom.word in words.SCALES and at and atoms[at - 1].word.isdecimal()
    if atom.word in words.ZERO_LETTERS or scales_digits or _is_no_number(text, atom):
        return "", at + 1
    found = readings(atoms, at)
    if text[atom.start : atom.end].lower() == "een" and found[0][1] == at + 1:
        return "", at + 1  # more often the article; 'een en twintig' is 21 all the same
    if atom.word.isdecimal() and (not found or found[0][1] == at + 1):
        return "", at + 1  # a written number stands as it is
    if len(found) > 1 and _is_times_an_article(text, atoms, at):
        found = found[1:]
    return (found[0][0], found[0][1]) if found else ("", at + 1)


def _ordinal_at(atoms: Sequence[Atom], at: int) -> tuple[str, int] | None:
    word = atoms[at].word
    behind = atoms[at + 1].word if at + 1 < len(atoms) and atoms[at + 1].tight else ""
    if word in _ORDINAL_TENS and _ORDINALS.get(behind, 10) < 10:
        return f"{words.VALUES[word] + _ORDINALS[behind]}e", at + 2
    return (f"{_ORDINALS[word]}e", at + 1) if word in _ORDINALS else None


def _is_no_number(text: str, atom: Atom) -> bool:
    """'ten' in 'ten eerste', which is no English 10."""
    return atom.word == "ten" and bool(_PREPOSITION_TEN.match(text.lower(), atom.end))


def _is_times_an_article(text: str, atoms: Sequence[Atom], at: int) -> bool:
    """'drie keer een afspraak' is no 111."""
    third = atoms[at + 2] if at + 2 < len(atoms) else None
    timed = atoms[at + 1].word in words.TIMES
    return (
        timed
        and third is not None
        and text[third.start : third.end].lower() == "een"
        and (at + 3 >= len(atoms) or atoms[at + 3].word not in words.VALUES)
    )
