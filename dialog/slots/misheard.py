"""Words that were written as they sounded, put back: 'wunsdag' is 'woensdag'.

Only words that the municipality's own texts do not hold are looked at, and only what stands in a
value is put in their place. What is read from them is a likeness and never as sure as what was
said plainly.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialog.phrases import plain
from dialog.slots.calendar_words import DUTCH_MONTHS
from dialog.slots.lexicon import Lexicon
from dialog.slots.sound_index import Near
from dialog.slots.sound_words import (
    SHORTEST,
    SHORTEST_NUMBER,
    UNITS,
    is_known,
    is_number,
    is_street,
    number_near,
    unit_near,
    word_near,
)
from dialog.slots.value import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_PAIR = 0.88
"""How alike a word that fell apart must be."""
_GLUED = 0.8
_SHORTEST_GLUED = 9
_BEFORE_NUMBER = frozenset({"om", "half", "over", "voor", "nummer", "huisnummer", "kwart", "rond"})
_BEHIND_NUMBER = frozenset({*UNITS, "cent", *DUTCH_MONTHS})
_BEFORE_STREET = frozenset(
    {"de", "het", "op", "in", "aan", "naar", "van", "bij", "langs", "voor", "straat", "adres"}
)
_NUMERIC = frozenset({"telefoon", "huisnummer", "postcode", "aantal", "leeftijd", "bedrag", "tijd"})
"""Slots whose answer is a number: there a short word that sounds like one is one."""
_LONGEST_ANSWER = 12
"""Words."""


@dataclass(frozen=True, slots=True)
class Put:
    """A word in place of others."""

    word: str
    start: int
    end: int
    """Places in the text as it was heard."""
    likeness: float


@dataclass(frozen=True, slots=True)
class Mended:
    text: str
    puts: tuple[Put, ...]

    def span(self, start: int, end: int) -> Span:
        """Where these places of the mended text stand in the text as it was heard."""
        return self._back(start, ends=False), self._back(end, ends=True)

    def _back(self, at: int, ends: bool) -> int:
        shift = 0
        for put in self.puts:
            begin = put.start + shift
            behind = begin + len(put.word)
            if at < begin + ends:
                break
            if at < behind + ends:
                return put.end if ends else put.start
            shift = behind - put.end
        return at - shift

    def likeness(self, span: Span) -> float | None:
        """Of the least like word in this part of the text as heard, or right before it."""
        near = [put.likeness for put in self.puts if put.start < span[1] and span[0] <= put.end + 2]
        return min(near, default=None)


@dataclass(frozen=True, slots=True)
class _Heard:
    word: str
    start: int
    end: int


def mended(text: str, lexicon: Lexicon, expect: str | None = None) -> Mended | None:
    """The text with words of values in place of what sounds like them; None: nothing does.

    Without the municipality's own words nothing is mended: they tell which words are Dutch.
    """
    if not lexicon.words:
        return None
    heard = [_Heard(plain(each.group()), *each.span()) for each in _WORD.finditer(text)]
    answer = expect in _NUMERIC and len(heard) <= _LONGEST_ANSWER
    puts = tuple(_puts(heard, lexicon, answer))
    if not puts:
        return None
    said, at = "", 0
    for put in puts:
        said, at = said + text[at : put.start] + put.word, put.end
    return Mended(said + text[at:], puts)


def _puts(heard: Sequence[_Heard], lexicon: Lexicon, answer: bool) -> Iterator[Put]:
    at, before = 0, ""
    while at < len(heard):
        word = heard[at]
        pair = _pair(heard[at : at + 2], before, lexicon)
        if pair:
            yield pair
            at, before = at + 2, pair.word
            continue
        behind = heard[at + 1].word if at + 1 < len(heard) else ""
        near = None if is_number(word.word) else _one(word.word, before, behind, lexicon, answer)
        if near:
            yield Put(near.word, word.start, word.end, near.likeness)
        at, before = at + 1, near.word if near else word.word


def _pair(pair: Sequence[_Heard], before: str, lexicon: Lexicon) -> Put | None:
    """A word that fell apart: 'zater dag', 'haven kade'."""
    if len(pair) < 2 or pair[1].start - pair[0].end != 1:
        return None
    words = [each.word for each in pair]
    if any(is_number(word) or len(word) < SHORTEST_NUMBER for word in words):
        return None
    known = all(is_known(word, lexicon) for word in words)
    near = _placed(word_near("".join(words), lexicon, 1.0 if known else _PAIR), before, lexicon)
    alone = [each.likeness for word in words if (each := word_near(word, lexicon))]
    if near is None or near.likeness <= max(alone, default=0):
        return None
    return Put(near.word, pair[0].start, pair[1].end, near.likeness)


def _placed(near: Near | None, before: str, lexicon: Lexicon) -> Near | None:
    """A street is one only where a street may stand: 'op de kastanjelaam'."""
    if near and is_street(near.word, lexicon) and before and before not in _BEFORE_STREET:
        return None
    return near


def _one(word: str, before: str, behind: str, lexicon: Lexicon, answer: bool) -> Near | None:
    """What this word was, seen beside its neighbours."""
    known = is_known(word, lexicon)
    unit = unit_near(word) if not known and is_number(before) else None
    if unit:
        return unit
    beside = before in _BEFORE_NUMBER or is_street(before, lexicon) or is_number(before)
    beside = beside or is_number(behind) or behind in _BEHIND_NUMBER
    if len(word) >= SHORTEST_NUMBER and (answer or (beside and not known)):
        number = number_near(word, answer)
        if number:
            return number
    if known or len(word) < SHORTEST:
        return None
    return _placed(word_near(word, lexicon) or _glued(word, lexicon), before, lexicon)


def _glued(word: str, lexicon: Lexicon) -> Near | None:
    """A street that ran into its number: 'sportlaanvijftien'; the number only where it is clear."""
    if len(word) < _SHORTEST_GLUED:
        return None
    found = []
    for cut in range(SHORTEST, len(word) - 1):
        street, rest = word_near(word[:cut], lexicon), word[cut:]
        if street and is_street(street.word, lexicon):
            number = number_near(rest)
            said = f"{street.word} {number.word if number else rest}"
            found.append(Near(said, street.likeness * (number.likeness if number else 0.95)))
    best = max(found, key=lambda near: near.likeness, default=None)
    return best if best and best.likeness >= _GLUED else None
