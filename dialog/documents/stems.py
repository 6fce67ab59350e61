"""Words that carry meaning, cut to their stem: 'Wat kosten de graven?' -> kost, graf.

The stems are Snowball's (Kraaij-Pohlmann for Dutch, Porter for English), and then without a last
t or d, so that 'betaalt', 'betaald' and 'betalen' are one. Compounds stay whole; `alike` says
whether one word is a part of the other.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from dialog.documents.words import stems as snowball
from dialog.phrases import plain

_IRREGULAR = {
    **{"kinder": "kind", "daag": "dag", "graaf": "graf", "ouderen": "ouder", "kunt": "kan"},
    **{"stad": "stad", "sted": "stad", "gemeent": "gemeente", "gemeentes": "gemeente"},
}
_SMALL_WORDS = (
    "de het een en of dat die dit deze er hier daar dan nog ook maar wel te om naar toe van in "
    "op aan bij met uit over door voor tot na per als wanneer indien is zijn ben bent was "
    "waren wordt worden werd word heb heeft hebt hebben had hadden ik u uw mij me mijn je jij "
    "jouw jullie we wij ons onze hij zij ze hem haar hun men zich zelf wie wat waar hoe welk "
    "welke waarom hoeveel hoelang moet moeten kan kunnen kun kunt mag mogen wil wilt willen "
    "zou zouden zal zult zullen gaan ga gaat ging doe doet doen deed niet geen al alle alles "
    "iets niets iemand eens even weer nu straks eigenlijk precies ongeveer graag dus want "
    "omdat waarvoor waarvan waarmee eh nou ja nee oke goed hoor zeg gewoon allemaal daarvoor "
    "daarvan daarbij hiervoor erbij eraan erop ervan weten weet vraag vraagje bellen bel belde "
    "hallo goedemorgen goedemiddag meneer mevrouw alstublieft dank bedankt gemeente zonnedael "
    "eenmaal echt anders paar beetje zo toch laten laat maken maak maakt komen kom komt zitten "
    "zit staan staat staa liggen ligt vinden nemen krijgen krijg krijgt hoor horen zeggen mee "
    "keer soms misschien zoals tussen tegen onder boven zonder binnen sinds tijdens via the a "
    "an and or that this these those there here then also but to at by with from of on in out "
    "about for until after per if when is are am was were be been has have had do does did i "
    "you your my me we us our he she they them it its who what where how which why must can "
    "may will would should could want need like know tell please yes no not any some much many "
    "get got just so"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_VERB = re.compile(r"[aeiou]{2}[lmnrkpgs][td]$")
_LONG_ENOUGH = 4
"""A part of a compound has so many letters: 'graf' in 'grafrechten'."""


@lru_cache(maxsize=8192)
def stems(text: str, language: str = "nl") -> tuple[str, ...]:
    """The stems of all words but the small ones, in order; figures are no words."""
    words = [word for word in _WORD.findall(plain(text)) if _carries(word)]
    found = (_IRREGULAR.get(each, each) for each in snowball(words, language))
    return tuple(_bare(each) if language == "nl" else each for each in found)


def _bare(stem: str) -> str:
    """Without the t or d of a verb: 'betaalt', 'betaald' -> 'betaal'."""
    after_consonant = len(stem) > 4 and stem[-1] in "td" and stem[-2] not in "aeiou"
    return stem[:-1] if after_consonant or _VERB.search(stem) else stem


def _carries(word: str) -> bool:
    return len(word) > 1 and word not in _SMALL


def alike(one: str, other: str) -> bool:
    """Whether two stems are the same, or one begins or ends the other."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LONG_ENOUGH and (longer.startswith(shorter) or longer.endswith(shorter))


def among(word: str, others: Collection[str]) -> bool:
    return word in others or any(alike(word, other) for other in others)


def overlap(wanted: Collection[str], given: Collection[str]) -> int:
    """How many of the wanted stems are among the given ones."""
    return sum(among(word, given) for word in wanted)
