"""The words that a misheard word may have been, and how alike it must be to each of them.

Measured on the 339,000 words of a Dutch word list that the municipality's texts do not hold:
short numbers have so many neighbours ('westen', 'waardig') that they count only beside another
number, behind words such as 'om' and 'half', or in an answer that is a number.
"""

from collections.abc import Mapping
from functools import lru_cache

from dialog.phrases import plain
from dialog.slots import number_words
from dialog.slots.calendar_words import DUTCH_MONTHS, WEEKDAYS
from dialog.slots.lexicon import Lexicon
from dialog.slots.places import PLACES
from dialog.slots.sound_index import Near, SoundIndex
from dialog.slots.subjects import DEPARTMENTS, PRODUCTS
from dialog.slots.things import DUTCH as THINGS

_PARTS = ("ochtend", "middag", "avond")
_DAYS = (
    *WEEKDAYS,
    *(f"{day}{part}" for day in (*WEEKDAYS, "morgen") for part in _PARTS),
    *("morgen", "overmorgen", "vandaag", "vanmiddag", "vanavond", "vanochtend", "gisteren"),
    *("eergisteren", *DUTCH_MONTHS),
)
_CUES = ("huisnummer", "postcode", "kenteken", "zaaknummer")
_NUMBERS = tuple(word for word in number_words.DUTCH if not word.startswith(("zeuv", "achtien")))
UNITS = ("uur", "euro", "jaar")

SHORTEST, SHORTEST_NUMBER = 5, 3
"""Letters; of shorter words too many sound the same."""
_LONG_DAY, _LONG_THING, _LONG_NUMBER = 6, 9, 10
_ANSWER, _BESIDE, _UNIT = 0.8, 0.88, 0.7
_STREET, _DAY, _SURE, _LONG_ONE = 0.82, 0.86, 0.95, 0.85
_STREET_ENDS = ("straat", "weg", "laan", "plein", "dijk", "kade", "hof")
_DUTCH = frozenset(
    {"vandaar", "namiddag", "zonnedag", "zondaar", "zondig", "achteraan", "achterin"}
    | {"schatting", "schending", "verovering", "waterlinie", "hoofdstad"}
)
"""Common words that sound like ours and that a municipality seldom writes."""


def is_number(word: str) -> bool:
    return word.isdecimal() or bool(number_words.atoms(word))


def is_known(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.words or word in _DUTCH


def word_near(word: str, lexicon: Lexicon, at_least: float = 0.0) -> Near | None:
    """The day, street, thing or long number that this sounds like."""
    index, least = _indexed(tuple(lexicon.streets.values()))
    near = index.nearest(word, max(at_least, _STREET))
    return near if near and near.likeness >= least[near.word] else None


def number_near(word: str, answer: bool = False) -> Near | None:
    """The number that this sounds like; sooner so in an answer that is a number."""
    return _numbers().nearest(word, _ANSWER if answer else _BESIDE)


def unit_near(word: str) -> Near | None:
    """'uur', 'euro' or 'jaar', behind a number."""
    return _units().nearest(word, _UNIT)


def is_street(word: str, lexicon: Lexicon) -> bool:
    return plain(word) in lexicon.streets


@lru_cache(maxsize=1)
def _numbers() -> SoundIndex:
    return SoundIndex(_NUMBERS)


@lru_cache(maxsize=1)
def _units() -> SoundIndex:
    return SoundIndex(UNITS)


@lru_cache(maxsize=4)
def _indexed(streets: tuple[str, ...]) -> tuple[SoundIndex, Mapping[str, float]]:
    named = (*THINGS, *PLACES, *PRODUCTS, *DEPARTMENTS)
    least = {
        **{word: _LONG_ONE if len(word) >= _LONG_THING else _SURE for word in named},
        **{word: _LONG_ONE for word in _NUMBERS if len(word) >= _LONG_NUMBER},
        **{word: _DAY if len(word) >= _LONG_DAY else _SURE for word in _DAYS},
        **dict.fromkeys(_CUES, _DAY),
    }
    kept = {word: like for word, like in least.items() if len(word) >= SHORTEST and " " not in word}
    kept |= {name: _STREET if name.endswith(_STREET_ENDS) else _SURE for name in streets}
    return SoundIndex(kept), kept
