"""Two English texts made comparable word by word, when one of them was heard by a recogniser.

A recogniser writes '€ 77.85' for what was said as 'seventy-seven euros eighty-five', and '140' for
'one four zero'. So both texts are read aloud by our own rules, numbers in words become digits, and
every digit counts as a word. American spelling becomes British. Nothing else is forgiven.
"""

from collections.abc import Callable, Iterator, Sequence

from bench.recognition import words
from voice.speakable import speakable

_Part = Callable[[Sequence[str], int], tuple[int, int]]

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS + _TEENS)},
    **{word: 20 + 10 * place for place, word in enumerate(_TENS)},
}
_BRITISH = {
    "center": "centre",
    "license": "licence",
    "neighbor": "neighbour",
    "neighbors": "neighbours",
    "neighborhood": "neighbourhood",
    "color": "colour",
    "canceled": "cancelled",
    "program": "programme",
}


def compared(text: str) -> list[str]:
    """The words of an English text, as two of them are compared."""
    return [_BRITISH.get(word, word) for word in _in_digits(words(speakable(text, "en")))]


def _in_digits(told: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(told):
        if told[at] in _VALUES:
            value, at = _number(told, at)
            yield from str(value)
        elif told[at].isdecimal():
            yield from told[at]
            at += 1
        else:
            yield told[at]
            at += 1


def _number(told: Sequence[str], at: int) -> tuple[int, int]:
    """The number that begins here, and the place after it: 'one four' is two numbers."""
    value, at = _below_thousand(told, at)
    if told[at : at + 1] != ["thousand"]:
        return value, at
    rest, at = _more(told, at + 1, _below_thousand)
    return value * 1000 + rest, at


def _below_thousand(told: Sequence[str], at: int) -> tuple[int, int]:
    value, at = _below_hundred(told, at)
    if told[at : at + 1] != ["hundred"]:
        return value, at
    rest, at = _more(told, at + 1, _below_hundred)
    return value * 100 + rest, at


def _more(told: Sequence[str], at: int, part: _Part) -> tuple[int, int]:
    """What is added to a hundred or a thousand, with 'and' before it or without."""
    begins = at + (told[at : at + 1] == ["and"])
    if begins < len(told) and told[begins] in _VALUES:
        return part(told, begins)
    return 0, at


def _below_hundred(told: Sequence[str], at: int) -> tuple[int, int]:
    value, at = _VALUES[told[at]], at + 1
    if value >= 20 and at < len(told) and 1 <= _VALUES.get(told[at], 0) <= 9:
        return value + _VALUES[told[at]], at + 1
    return value, at
