"""What a text for the telephone should not hold, and what an editor is told about it.

A caller may be blind, seventy and tired, and on a bad line. Rules that are HARD stop a text from
being used; the others are told. Sources: the Direct Duidelijk checklist (short sentences, one
comma, no abbreviations), Awb 2:1 (never only a digital way), W3C's note on natural-language
interfaces (no visual references). `docs/plain-language.md` explains every rule to editors.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dialog.passive_voice import passive
from dialog.plain_words import STANDARD, PlainWords
from dialog.readability import EASY, score, sentences, words

NUMBER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a text where a fact with a number is filled in."""
MOST_COMMAS = 1
LONG_SENTENCE_WORDS = 12
LONGEST_SENTENCE_WORDS = 15
LONG_ANSWER_WORDS = 45
"""About 20 seconds of speech; then the caller should be able to react."""
SCORED_FROM_WORDS = 20
"""The formulas are fitted on texts: they say little about a line or two."""


class Rule(StrEnum):
    """By the name under which the page for editors explains it."""

    SENTENCE = "Korte zinnen"
    WORDS = "Gewone woorden"
    EYES = "Geen kijkwoorden"
    TEXT = "Korte teksten"
    READABILITY = "Leesbaarheid"
    NUMBERS = "Eén getal per zin"
    PASSIVE = "Wie doet het"
    COMMAS = "Eén komma per zin"
    SHORT = "Geen afkortingen"
    ADDRESS = "Geen internetadressen"
    FAMILIAR = "Zeg u"
    DIGITAL = "Altijd ook zonder internet"


HARD = frozenset({Rule.SENTENCE, Rule.WORDS, Rule.EYES})
"""A text that breaks one of these is not used; a sentence only when it is longer than the most."""


@dataclass(frozen=True, slots=True)
class Remark:
    rule: Rule
    sentence: str
    """In Dutch, for the editor: what is there, and what to write."""
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as a caller hears it, filled in."""

    language: str
    text: str
    marked: str
    """The same, with NUMBER where a value with a number is filled in."""


_REMEMBERED = 8192
"""Texts: of two municipalities. Who checks while an editor types judges one of them anew."""
_FROM_TWO = {
    "nl": (
        "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
        " zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig"
        " negentig honderd duizend"
    ),
    "en": (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
        " hundred thousand"
    ),
}
"""From two on: 'één' and 'one' are also said where nothing is counted."""

_MOMENT = re.compile(f"{NUMBER}(?: om| at) {NUMBER}")
_ADDRESS = re.compile(r"\bwww\b|https?:|@|\b[\w-]+\.(?:nl|com|eu|org|example)\b|\bpunt nl\b", re.I)
_SHORT = re.compile(
    r"\b(?:[a-z]\.){2,}|\b(?:bijv|evt|incl|excl|max|min|nr|tel|etc)\.|\bt/m\b|[%/±]"
)
_FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.I)
_DIGITAL = re.compile(
    r"\b(?:internet|digid|computer|mijn \w+omgeving|omgevingsloket|the internet)\b", re.I
)
_OURSELVES = re.compile(r"\b(?:ik ben een|de|i am a|the) computer\b", re.I)
"""The desk says so of itself; nobody needs a computer for that."""
_BY_HAND = {
    "nl": (
        r"balie|telefoon|\bbel\b|\bbelt\b|\bbellen\b|papier|\bpost\b|\bbrief\b|langskom|medewerker"
        r"|bibliotheek|\bkomt?\b|gemeentehuis|hulplijn|iemand"
    ),
    "en": (
        r"desk|telephone|phone|\bcall\b|paper|\bpost\b|letter|\bcome\b|person|colleague|library"
        r"|town hall|someone|helpdesk"
    ),
}
_NUMBER_WORDS = {
    language: re.compile(rf"\b(?:{'|'.join(text.split())})\b", re.I)
    for language, text in _FROM_TWO.items()
}


def judged(
    text: str, language: str, *, marked: str | None = None, known: PlainWords = STANDARD
) -> Sequence[Remark]:
    """All that could be better in a text as a caller hears it, filled in.

    `marked` is the same text with NUMBER where a value with a number is filled in.
    """
    return _judged(text, language, text if marked is None else marked, known)


@lru_cache(_REMEMBERED)
def _judged(text: str, language: str, bare: str, known: PlainWords) -> Sequence[Remark]:
    return tuple(_remarks(text, language, bare, known))


def _remarks(text: str, language: str, bare: str, known: PlainWords) -> Iterator[Remark]:
    yield from _lengths(text, language)
    yield from _readability(bare, language)
    yield from _numbers(bare, language)
    yield from remarks(text, language, known)
    yield from _sentences(bare, language)
    if text.endswith((".", "!")) and only_digital(text, language):
        told = "Hier staat alleen de weg via internet. Noem ook de balie, de telefoon of papier."
        yield Remark(Rule.DIGITAL, told)


def numbers(sentence: str, language: str) -> int:
    """How many numbers one hears in it: filled in, in figures and in words.

    A day with its time is one: nobody says or remembers them apart.
    """
    sentence = _MOMENT.sub(NUMBER, sentence)
    figures = len(re.findall(r"\d[\d.,:-]*", sentence))
    return sentence.count(NUMBER) + figures + len(number_words(sentence, language))


def number_words(text: str, language: str) -> list[str]:
    """Numbers from two on that stand there as words."""
    pattern = _NUMBER_WORDS.get(language)
    return [found.lower() for found in pattern.findall(text)] if pattern else []


def only_digital(text: str, language: str) -> bool:
    """Whether it names the internet and no way for who has none (Awb 2:1)."""
    if language not in _BY_HAND:
        return False
    asked = _DIGITAL.search(_OURSELVES.sub("", text))
    return bool(asked) and not re.search(_BY_HAND[language], text, re.I)


def _lengths(text: str, language: str) -> Iterator[Remark]:
    for sentence in sentences(text):
        count = len(words(sentence))
        told = f"Deze zin heeft {count} woorden: '{start(sentence)}'."
        if count > LONGEST_SENTENCE_WORDS:
            most = f"{told} Hooguit {LONGEST_SENTENCE_WORDS} mag."
            yield Remark(Rule.SENTENCE, most, hard=True)
        elif count > LONG_SENTENCE_WORDS:
            yield Remark(Rule.SENTENCE, f"{told} Liever hooguit {LONG_SENTENCE_WORDS}.")
    count = len(words(text))
    if count > LONG_ANSWER_WORDS:
        told = f"Deze tekst heeft {count} woorden. Liever hooguit {LONG_ANSWER_WORDS}."
        yield Remark(Rule.TEXT, told)


def _readability(text: str, language: str) -> Iterator[Remark]:
    if len(words(text)) < SCORED_FROM_WORDS or language not in EASY:
        return
    found, easy = score(text, language), EASY[language]
    if found < easy:
        told = f"Deze tekst is moeilijk: leesbaarheid {found:.0f}, liever {easy} of meer."
        yield Remark(Rule.READABILITY, f"{told} Gebruik kortere woorden en zinnen.")


def _numbers(text: str, language: str) -> Iterator[Remark]:
    for sentence in sentences(text):
        count = numbers(sentence, language)
        if count > 1:
            told = f"Deze zin heeft {count} getallen: '{start(sentence)}'."
            yield Remark(Rule.NUMBERS, f"{told} Zeg er één per zin.")


def remarks(text: str, language: str, known: PlainWords = STANDARD) -> list[Remark]:
    """Of all that only what is wrong with its words, which also holds of a title or a heading."""
    return list(_words(text, language, known))


def _words(text: str, language: str, known: PlainWords) -> Iterator[Remark]:
    for old, new in known.official(text, language):
        told = f"'{old}' is geen gewoon woord. Schrijf '{new}'."
        yield Remark(Rule.WORDS, told, hard=True)
    for found in known.seen(text, language):
        told = f"'{found}' moet men zien. De beller kan alleen luisteren."
        yield Remark(Rule.EYES, told, hard=True)
    for found in _ADDRESS.findall(text):
        told = f"'{found}' is een adres op internet. Noem het niet vanzelf."
        yield Remark(Rule.ADDRESS, told)
    for found in _SHORT.findall(text):
        yield Remark(Rule.SHORT, f"'{found}' is afgekort. Schrijf het voluit.")
    for found in _FAMILIAR.findall(text) if language == "nl" else ():
        yield Remark(Rule.FAMILIAR, f"'{found}' past niet bij 'u'. Schrijf 'u' of 'uw'.")


def _sentences(text: str, language: str) -> Iterator[Remark]:
    for sentence in sentences(text):
        if sentence.count(", ") > MOST_COMMAS:
            told = f"Deze zin heeft te veel komma's: '{start(sentence)}'. Maak er twee."
            yield Remark(Rule.COMMAS, told)
        hidden = passive(sentence, language)
        if hidden:
            told = f"'{hidden}' zegt niet wie het doet. Schrijf 'wij', 'u' of wie het is."
            yield Remark(Rule.PASSIVE, told)


def start(sentence: str) -> str:
    """'Een paspoort kost bij …': enough to find it in the file."""
    return " ".join(words(sentence)[:4]) + " …"
