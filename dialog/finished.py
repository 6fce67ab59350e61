"""Are these words, as recognised up to a pause, all that the caller wants to say?

Three things tell. What was asked: a yes, or a telephone number of ten digits, is whole. What the
desk knows: 'stop', 'een medewerker' and 'er is brand' want an answer now. And for any other words
the look of their end: Dutch keeps its verb for last ('mijn vader is vannacht' lacks what he did),
nobody stops for good after 'een', 'met' or 'omdat', and Whisper, which puts a full stop behind
everything, sometimes puts three dots or none. How much each sign counts was learned from the
municipality's own sample lines: whole as they are, unfinished when cut. `python -m bench.endings
--fit` learns it again; `why` lists what counted in a given text.
"""

import math
import re

from dialog.acts import Expectation
from dialog.commands import Command, command, greets
from dialog.finished_weights import WEIGHTS
from dialog.phrases import plain, without_sounds
from dialog.safety import danger
from dialog.slots.digits import digit_runs, telephone

CERTAIN = 0.98
"""Whole whatever the voice did. The look of the words alone is never as certain."""
LIKELY = 0.95
"""A command or danger in words that may yet be the beginning of a longer sentence."""
DOUBTED = 0.3
HALF = 0.02

_OPENS = frozenset({Command.YES, Command.NO, Command.WAIT})
_OPENING_WORDS = frozenset({"sorry", "pardon", "wat", "he"})
"""Said to open a sentence as often as alone: 'ja, ik bel over mijn paspoort', 'sorry, …'."""
_SHORT = 5
"""Words: a command as short as this is all that is wanted."""
_LONG_NUMBER = 4
"""Digits that begin a telephone number, or a postcode whose letters are still to come."""

CLASSES: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "article": "de het een n t deze dit die dat geen elke the a an this these those no",
        "owner": "mijn mn zijn zn haar uw ons onze jouw je hun my your his her our their m n z",
        "preposition": "van voor met in op bij naar aan om uit over door tot zonder na sinds "
        "tussen tegen onder boven naast per te vanaf volgens vanwege via binnen buiten rond "
        "tijdens for with to at from on about by into of",
        "conjunction": "en of maar want omdat als dat wanneer toen terwijl zodat doordat voordat "
        "nadat zodra dus hoewel tenzij and or but because if when that so while",
        "auxiliary": "is ben bent was waren word wordt werd worden heb heeft hebt hebben had "
        "hadden zal zult zou zouden am are were has have will would",
        "modal": "wil wilt willen wilde kan kun kunt kunnen kon mag mogen mocht moet moeten moest "
        "zou zouden zal ga gaat gaan hoef hoeft laat can could may must should want need",
        "pronoun": "ik we wij ze zij hij er u je jullie men i you he she it they",
        "adjective": "nieuwe nieuw oude goede grote andere eerste volgende vorige hele gewone "
        "kleine",
        "question": "hoe wat waar wie wanneer welke welk waarom hoeveel waarvoor waarmee "
        "how what where who when which why",
    }.items()
}
_PARTICLES = frozenset({"maar", "op", "aan", "mee", "om", "uit"})
"""They end commands: 'stop maar', 'hou op'."""
_JOINS = CLASSES["conjunction"] | frozenset({"die", "wat", "waar", "hoe"})
_VERBS = CLASSES["auxiliary"] | CLASSES["modal"]
_PARTICIPLE = re.compile(
    r"ge\w+(?:d|t|en)|\w*(?:aan|af|in|op|uit|mee|over|door|weg)ge\w+|(?:ver|be|ont|her)\w+[dt]"
)
_INFINITIVE = re.compile(r"\w{2,}en|gaan|staan|zien|doen|slaan")
_SIGN = re.compile(r"(\.\.\.|…|[.?!,])\s*$")


def finished(text: str, expectation: Expectation, language: str = "nl") -> float:
    """Probability that `text`, recognised up to a pause, is a whole utterance; 0 to 1."""
    said = command(text)
    if expectation is Expectation.NUMBER and digit_runs(text):
        return CERTAIN if telephone(text) else HALF
    if expectation is Expectation.YES_NO and said in (Command.YES, Command.NO):
        return CERTAIN
    likely = min(LIKELY, learned(text, language))
    if _number_ends(text):
        return LIKELY if telephone(text) else min(likely, DOUBTED)
    if greets(plain(text)):
        return min(likely, DOUBTED)
    if said in _OPENS or plain(text) in _OPENING_WORDS:
        return DOUBTED if expectation is Expectation.OPEN else LIKELY
    if _leans_on(text):
        return likely
    if said is not None and len(text.split()) <= _SHORT:
        return CERTAIN
    return LIKELY if said or danger(text) else likely


def learned(text: str, language: str = "nl") -> float:
    """The probability by the look of the words alone."""
    weights = WEIGHTS.get(language, WEIGHTS["nl"])
    total = weights[""] + sum(weights.get(each, 0.0) for each in features(text))
    return 1 / (1 + math.exp(-total))


def why(text: str, language: str = "nl", most: int = 8) -> list[tuple[str, float]]:
    """The features that counted most in `text`; above 0 speaks for an end, below for more."""
    weights = WEIGHTS.get(language, WEIGHTS["nl"])
    found = [(each, weights[each]) for each in features(text) if each in weights]
    return sorted(found, key=lambda each: -abs(each[1]))[:most]


def features(text: str) -> list[str]:
    """What may tell whether `text` is whole, each by a name that can be read."""
    words = without_sounds(plain(text)).split()
    if not words:
        return ["no words"]
    sign = _SIGN.search(text)
    found = {f"sign {sign[1].replace('…', '...') if sign else 'none'}"}
    found |= {f"has {word}" for word in words}
    found |= {f"first {words[0]}", f"firsts {' '.join(words[:2])}", _length(words)}
    return sorted(found | _last(words) | _clause(words))


def _length(words: list[str]) -> str:
    count = len(words)
    return f"words {count if count < 8 else '8 to 11' if count < 12 else '12 and more'}"


def _last(words: list[str]) -> set[str]:
    """The last word and the one before it, as they are and by their kind."""
    before, last = (["<", *words])[-2:]
    found = {f"last {last}", f"two {before} {last}", f"before {before}"}
    found |= {f"tail {last[-2:]}", f"tail {last[-3:]}"}
    for kind in _kinds(last):
        found.add(f"kind {kind}")
        found |= {f"kinds {earlier}, {kind}" for earlier in _kinds(before)}
    return found


def _clause(words: list[str]) -> set[str]:
    """Has the verb come that this clause is waiting for, and how long ago did its part begin?"""
    found = set()
    modal, auxiliary = (
        _place(words[:-1], CLASSES["modal"]),
        _place(words[:-1], CLASSES["auxiliary"]),
    )
    if modal is not None:
        found.add(f"modal, infinitive {_follows(words, modal, 'infinitive')}")
        found.add(f"modal, infinitive last {_shape(words[-1]) == 'infinitive'}")
    if auxiliary is not None:
        found.add(f"auxiliary, participle {_follows(words, auxiliary, 'participle')}")
    joint = _place(words[1:], _JOINS)
    if joint is not None:
        found |= {f"since joint {min(6, len(words) - 2 - joint)}", f"joint {words[joint + 1]}"}
    preposition = _place(words, CLASSES["preposition"])
    if preposition is not None:
        found.add(f"since preposition {min(4, len(words) - 1 - preposition)}")
    if not _VERBS & set(words):
        found.add(f"no small verb, words {min(5, len(words))}")
    found.add(f"question {words[0] in CLASSES['question']}")
    return found


def _place(words: list[str], kind: frozenset[str]) -> int | None:
    """Where the last word of this kind is."""
    return max((n for n, word in enumerate(words) if word in kind), default=None)


def _follows(words: list[str], place: int, shape: str) -> bool:
    return any(_shape(word) == shape for word in words[place + 1 :] if not _named(word))


def _kinds(word: str) -> list[str]:
    if word.isdigit():
        return ["number"]
    return _named(word) or [_shape(word)]


def _named(word: str) -> list[str]:
    return [name for name, words in CLASSES.items() if word in words]


def _shape(word: str) -> str:
    if _PARTICIPLE.fullmatch(word):
        return "participle"
    return "infinitive" if _INFINITIVE.fullmatch(word) else "other"


def _leans_on(text: str) -> bool:
    """The last word asks for another: 'een medewerker van'."""
    last = set(plain(text).split()[-1:])
    leaning = (CLASSES[name] for name in ("article", "owner", "conjunction", "preposition"))
    return bool(last & frozenset().union(*leaning) - _PARTICLES)


def _number_ends(text: str) -> bool:
    """A telephone number or a postcode ends the text, whole or not."""
    runs = digit_runs(text)
    at_end = bool(runs) and not re.search(r"\w", text[runs[-1].end :])
    return at_end and len(runs[-1].digits) >= _LONG_NUMBER
