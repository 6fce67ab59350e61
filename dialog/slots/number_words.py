"""The words in which a caller says digits and numbers, Dutch first and English beside it.

Words are compared in small letters and without accents: 'Drieëndertig' is 'drieendertig'.
"""

import unicodedata
from collections.abc import Mapping

HUNDRED = "hundred"
THOUSAND = "thousand"
AND = "and"

_UNITS = {
    **{"nul": 0, "een": 1, "twee": 2, "drie": 3, "vier": 4},
    **{"vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "zeuven": 7},
}
_TEENS = {
    **{"tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15},
    **{"zestien": 16, "zeventien": 17, "zeuventien": 17, "achttien": 18, "achtien": 18},
    **{"negentien": 19},
}
_TENS = {
    **{"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60},
    **{"zeventig": 70, "zeuventig": 70, "tachtig": 80, "negentig": 90},
}
_ENGLISH_UNITS = {
    **{"zero": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5},
    **{"six": 6, "seven": 7, "eight": 8, "nine": 9},
}
_ENGLISH_TEENS = {
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19},
}
_ENGLISH_TENS = {
    **{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60},
    **{"seventy": 70, "eighty": 80, "ninety": 90},
}

ENGLISH: frozenset[str] = frozenset({*_ENGLISH_UNITS, *_ENGLISH_TENS})
"""English puts the units behind ('twenty two'); Dutch puts them before, with 'en'."""

DUTCH: Mapping[str, int] = {
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{
        f"{unit}en{ten}": tens + units
        for unit, units in _UNITS.items()
        for ten, tens in _TENS.items()
        if units
    },
}

VALUES: Mapping[str, int] = {**_ENGLISH_UNITS, **_ENGLISH_TEENS, **_ENGLISH_TENS, **DUTCH}
"""0 to 99, each said in one word."""

SCALES: Mapping[str, str] = {
    **{"honderd": HUNDRED, "hundred": HUNDRED, "duizend": THOUSAND, "thousand": THOUSAND},
    **{"en": AND, "and": AND},
}

ZERO_LETTERS = frozenset({"o", "oo", "oh"})

REPEATS: Mapping[str, int] = {
    **{"dubbel": 2, "dubbele": 2, "double": 2, "tweemaal": 2},
    **{"driemaal": 3, "driedubbel": 3, "driedubbele": 3, "tripel": 3, "triple": 3, "trippel": 3},
    **{"viermaal": 4},
}
TIMES = frozenset({"keer", "maal", "times"})
ARTICLES = frozenset({"de", "een", "n", "a", "the", "cijfer"})

PLURALS: Mapping[str, int] = {
    **{"nullen": 0, "enen": 1, "eentjes": 1, "tweeen": 2, "drieen": 3, "vieren": 4},
    **{"vijven": 5, "vijfen": 5, "zessen": 6, "zevens": 7, "zevenen": 7, "achten": 8},
    **{"negens": 9, "negenen": 9},
    **{"zeros": 0, "zeroes": 0, "ones": 1, "twos": 2, "threes": 3, "fours": 4, "fives": 5},
    **{"sixes": 6, "sevens": 7, "eights": 8, "nines": 9},
}

HESITATIONS = frozenset(
    {"e", "eh", "ehm", "uh", "uhm", "uhh", "euh", "euhm", "hm", "hmm", "mm", "um", "er", "em"}
)
"""Sounds that part nothing, not even the words of one number."""

JOINERS = frozenset(
    {"dan", "daarna", "dus", "ja", "nou", "toen", "vervolgens", "gevolgd", "door", "komma"}
    | {"punt", "streepje", "streep", "min", "spatie", "then", "dash", "comma", "dot", "yes"}
    | {"space", "nog", "even", "wacht", "okay", "oke"}
)
"""Words that may stand between the digits of one number."""

PLUS = "plus"


def plain(word: str) -> str:
    """Small letters, no accents."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", word.casefold())
        if not unicodedata.combining(letter)
    )


def atoms(word: str) -> tuple[str, ...]:
    """Split one plain word into number words; empty when it is none.

    'tweehonderdtweeentwintig' is 'twee', 'honderd', 'tweeentwintig'; 'nulzes' is 'nul', 'zes'.
    """
    if word in VALUES or word in SCALES:
        return (word,)
    if len(word) > _LONGEST_WORD:
        return ()
    parts = _split(word)
    # 'en' stands inside a number only: 'tienen' is no number.
    return () if not parts or SCALES.get(parts[0]) == AND or SCALES.get(parts[-1]) == AND else parts


def _split(word: str) -> tuple[str, ...] | None:
    """Cut a word into known parts from its end back; the longest first part wins."""
    rests: list[tuple[str, ...] | None] = [None] * len(word) + [()]
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + _LONGEST_PART), start, -1):
            rest, head = rests[end], word[start:end]
            if rest is not None and (head in VALUES or head in SCALES):
                rests[start] = (head, *rest)
                break
    return rests[0]


_LONGEST_PART = max(map(len, VALUES))
_LONGEST_WORD = 200
"""No number said in one breath is longer."""
