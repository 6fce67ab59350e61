"""Words of danger that were heard badly, put back by their sound: 'amboelans' -> 'ambulance'.

A key writes a word as Dutch sounds it: 'd' and 't', 'v' and 'f', 'ij' and 'ei' are one, doubled
letters too. A word whose key is that of a word of danger, or nearly, is taken for it. Left out on
purpose are words with a common neighbour: 'beroerte' (beroerde), 'verdronken' (vertrokken),
'gewond' (gewoond), 'bedreigt' (bedriegt), 'pillen' (billen), 'ongeluk' (ongelijk), 'aangereden'
(aangeraden). Short words count only within a phrase (`signs.py`: 'ik rijd gas').
"""

import re
from functools import lru_cache

_SPELLINGS: tuple[tuple[str, str], ...] = (
    ("x", "ks"), ("sch", "sg"), ("ch", "g"), ("qu", "kw"), ("ck", "k"), ("ph", "f"), ("th", "t"),
    ("c(?=[eiy])", "s"), ("c", "k"), ("[vw](?=[fl])", "f"), ("v", "f"), ("z", "s"), ("d", "t"), ("b", "p"),
    ("ij|ei|y|ai", "1"), ("ou|au", "2"), ("ui", "3"), ("oe", "4"), ("eu", "5"), ("ie", "i"), (r"(.)\1+", r"\1"),
    ("(?<=.)h(?=[a-z1-5])", "h"), ("(?<=..)en$", "e"),
)  # fmt: skip
_RULES = tuple((re.compile(spelt), sounds) for spelt, sounds in _SPELLINGS)
_VOWELS = frozenset("aeiou12345")

_EXACT = ("brand", "ademt", "rookmelder")
_NEARLY = (
    *("ambulance", "brandweer", "politie", "bewusteloos", "ademhaling", "verdrinkt", "gaslek"),
    *("hartaanval", "hartinfarct", "inbreker", "ingebroken", "inbreken", "zelfmoord", "explosie"),
    *("koolmonoxide", "mishandelt", "mishandeld", "mishandeling", "ontploffing", "ontploft"),
    *("vlammen", "flauwgevallen", "vermoorden", "overdosis", "neergestoken", "gaslucht"),
    *("brandlucht", "overreden", "huiselijk", "levensgevaar", "reanimeren", "vergiftigd"),
    *("steekpartij", "schietpartij", "slagader", "stroomkabel", "ontruiming", "verkracht"),
)
_VOWEL_COST, _LOST_COST, _OTHER_COST = 0.5, 1.0, 2.0
"""Another vowel; a sound too many or too few; another consonant, which makes another word."""
_LONG, _LONG_LIMIT, _LIMIT = 9, 1.0, 0.5
"""So far may a key be from that of a word of danger, with so many sounds or fewer."""
_JOINED = 8
"""Words of so many letters are also looked for in two pieces: 'bewuste loos'."""


@lru_cache(maxsize=4096)
def sound_key(word: str) -> str:
    """How a `plain` word sounds in Dutch."""
    for spelt, sounds in _RULES:
        word = spelt.sub(sounds, word)
    return word


_BY_KEY = {sound_key(word): word for word in (*_EXACT, *_NEARLY)}
_KEYS = tuple((sound_key(word), word) for word in _NEARLY)


def by_sound(plain_text: str) -> str:
    """The same words, with those that sound like a word of danger put right."""
    words = plain_text.split()
    heard: list[str] = []
    at = 0
    while at < len(words):
        joined = "".join(words[at : at + 2])
        both = _danger(joined) if len(joined) >= _JOINED and at + 1 < len(words) else None
        heard.append(both or _danger(words[at]) or words[at])
        at += 2 if both else 1
    return " ".join(heard)


@lru_cache(maxsize=4096)
def _danger(word: str) -> str | None:
    key = sound_key(word)
    if key in _BY_KEY:
        return _BY_KEY[key]
    if len(key) < 6:
        return None
    return next((danger for each, danger in _KEYS if _near(key, each)), None)


def _near(key: str, danger: str) -> bool:
    if abs(len(key) - len(danger)) > 1 or _changed(key[0], danger[0]) > _VOWEL_COST:
        return False
    limit = _LONG_LIMIT if len(danger) >= _LONG else _LIMIT
    return _distance(key, danger) <= limit


def _distance(one: str, other: str) -> float:
    """The cheapest way from one key to the other."""
    row = [_LOST_COST * n for n in range(len(other) + 1)]
    for sound in one:
        above, row = row, [row[0] + _lost(sound)]
        for n, wanted in enumerate(other):
            changed = above[n] + _changed(sound, wanted)
            row.append(min(changed, above[n + 1] + _lost(sound), row[n] + _lost(wanted)))
    return row[-1]


def _lost(sound: str) -> float:
    return _VOWEL_COST if sound in _VOWELS else _LOST_COST


def _changed(sound: str, wanted: str) -> float:
    if sound == wanted:
        return 0.0
    both_vowels = sound in _VOWELS and wanted in _VOWELS
    hard = {sound, wanted} == {"k", "g"}
    return _VOWEL_COST if both_vowels or hard else _OTHER_COST
