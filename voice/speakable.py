"""Written text to text for the voice: no digits, no signs, no abbreviations, no markup.

'€ 77,85' becomes 'zevenenzeventig euro vijfentachtig'. `…` in the result is a pause of 300 ms.
The order of reading is data: what is more particular comes before what is more general, and a
date is no range because dates come first.
"""

from functools import cache

from voice.reading import (
    addresses,
    amounts,
    dates,
    quantities,
    signs,
    telephones,
    times,
    web,
    words,
)
from voice.reading.rule import Language, Rule, rewrite

_ORDER = (
    web.rules,
    words.before_figures,
    addresses.rules,
    amounts.rules,
    telephones.rules,
    dates.rules,
    times.rules,
    addresses.postcodes,
    words.rules,
    quantities.units,
    quantities.ordinals,
    telephones.emergency,
    signs.compared,
    quantities.numbers,
    signs.signs,
)
_ROUNDS = 4
"""Sweeping signs away can bring an abbreviation to light; more than two rounds are rare."""


def speakable(text: str, language: str = "nl") -> str:
    """Words for the voice in `language` ('nl' or 'en'). Saying it twice changes nothing."""
    spoken_in = "en" if language == "en" else "nl"
    for _ in range(_ROUNDS):
        said = signs.swept(rewrite(signs.plain(text), _rules(spoken_in)))
        if said == text:
            break
        text = said
    return text


@cache
def _rules(language: Language) -> tuple[Rule, ...]:
    return tuple(each for kind in _ORDER for each in kind(language))
