"""Is it good to say? Length, numbers, words, readability and age of what editors write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter

from dialog.content_page import Notes
from dialog.knowledge import Fact, Source
from dialog.passages import placeholders
from dialog.readability import flesch_douma, sentences, words
from dialog.spoken_style import MOST_COMMAS, NUMBER, number_words, numbers, only_digital, remarks

LONG_SENTENCE_WORDS = 12
LONGEST_SENTENCE_WORDS = 15
LONG_ANSWER_WORDS = 45
"""About 20 seconds of speech; then the caller should be able to react."""
EASY_FLESCH = 80
FLESCH_FROM_WORDS = 20
"""The formula is fitted on texts: it says little about a line or two."""
FEW_SAMPLES = 8
_FIGURE = re.compile(r"\d")
_CHANGES_EACH_YEAR = re.compile(r"€|\b\d{1,2}:\d{2}\b")
"""Amounts and hours: without a last day nobody is told to look at them again."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in one language as an editor wrote it."""

    line: int
    language: str
    text: str


def check_braces(page: Notes, wording: Wording) -> bool:
    """Report a brace without its other half; such a text cannot be filled in."""
    try:
        list(Formatter().parse(wording.text))
    except ValueError:
        page.error(wording.line, "Hier staat een accolade zonder de andere. Schrijf {naam}.")
        return False
    return True


def check_passage(page: Notes, wording: Wording, facts: Mapping[str, Fact]) -> None:
    """Check words that are said to a caller, with their facts filled in."""
    if not check_braces(page, wording):
        return
    for name in placeholders(wording.text):
        if name not in facts:
            page.error(
                wording.line,
                f"Het feit '{name}' is niet bekend, hier niet en in gemeente.yaml niet.",
            )
    bare = _PLACEHOLDER.sub("", wording.text)
    counted = number_words(bare, wording.language)
    if _FIGURE.search(bare):
        page.warn(wording.line, "Hier staat een getal in de tekst. Maak er een feit van.")
    elif counted:
        page.warn(wording.line, f"'{counted[0]}' is een getal in de tekst. Maak er een feit van.")
    check_numbers(page, _with(wording, facts, marked=True))
    spoken = _with(wording, facts)
    check_length(page, spoken)
    check_words(page, spoken)
    if only_digital(spoken.text, spoken.language):
        page.warn(
            wording.line,
            "Hier staat alleen de weg via internet. Noem ook de balie, de telefoon of papier.",
        )


def check_question(page: Notes, wording: Wording) -> None:
    """Check a question that we may ask of ourselves: one sentence, no facts."""
    text = wording.text
    if not text.endswith("?") or len(sentences(text)) != 1 or placeholders(text):
        page.error(
            wording.line,
            f"Dit hoort één vraag te zijn, zonder feiten, met een vraagteken: '{_start(text)}'.",
        )
    check_length(page, wording)
    check_words(page, wording)


def _with(wording: Wording, facts: Mapping[str, Fact], *, marked: bool = False) -> Wording:
    """The words with their facts filled in; `marked`: a fact with a number is one NUMBER."""

    def said(found: re.Match[str]) -> str:
        fact = facts.get(found[0][1:-1])
        text = fact.said_in(wording.language) if fact else "feit"
        if not marked or not _FIGURE.search(text):
            return text
        return NUMBER + text[-1] if text.endswith((".", "!", "?")) else NUMBER

    return replace(wording, text=_PLACEHOLDER.sub(said, wording.text))


def check_numbers(page: Notes, wording: Wording) -> None:
    """Warn where one sentence holds more than one number: nobody keeps two."""
    for sentence in sentences(wording.text):
        count = numbers(sentence, wording.language)
        if count > 1:
            told = f"Deze zin heeft {count} getallen: '{_start(sentence)}'."
            page.warn(wording.line, f"{told} Zeg er één per zin.")


def check_words(page: Notes, wording: Wording) -> None:
    """Warn for what a caller cannot see, does not know, or should not be called."""
    for remark in remarks(wording.text, wording.language):
        page.warn(wording.line, remark)
    for sentence in sentences(wording.text):
        if sentence.count(", ") > MOST_COMMAS:
            page.warn(
                wording.line, f"Deze zin heeft te veel komma's: '{_start(sentence)}'. Maak er twee."
            )


def check_validity(page: Notes, fact: Fact, line: int) -> None:
    """Warn for a fact without the days on which it holds."""
    if not fact.valid_from:
        page.warn(line, f"Sinds wanneer geldt '{fact.name}'? Zet er 'valid_from' bij.")
    elif not fact.valid_until and _CHANGES_EACH_YEAR.search(fact.value):
        page.warn(line, f"Tot wanneer geldt '{fact.name}'? Zet er 'valid_until' bij.")


def check_length(page: Notes, wording: Wording) -> None:
    for sentence in sentences(wording.text):
        count = len(words(sentence))
        told = f"Deze zin heeft {count} woorden: '{_start(sentence)}'."
        if count > LONGEST_SENTENCE_WORDS:
            page.error(wording.line, f"{told} Hooguit {LONGEST_SENTENCE_WORDS} mag.")
        elif count > LONG_SENTENCE_WORDS:
            page.warn(wording.line, f"{told} Liever hooguit {LONG_SENTENCE_WORDS}.")
    count = len(words(wording.text))
    if count > LONG_ANSWER_WORDS:
        page.warn(
            wording.line, f"Deze tekst heeft {count} woorden. Liever hooguit {LONG_ANSWER_WORDS}."
        )
    if wording.language == "nl" and count >= FLESCH_FROM_WORDS:
        score = flesch_douma(wording.text)
        if score < EASY_FLESCH:
            page.warn(
                wording.line,
                f"Deze tekst is moeilijk: leesbaarheid {score:.0f}, liever {EASY_FLESCH} of meer. "
                "Gebruik kortere woorden en zinnen.",
            )


def check_ages(
    page: Notes, source: tuple[Source, int], facts: Mapping[str, tuple[Fact, int]], today: date
) -> None:
    """Warn for a source of more than a year old, and for facts that no longer hold."""
    dated = source[0].dated
    if dated is not None and dated < _a_year_before(today):
        page.warn(source[1], f"Deze bron is van {dated.isoformat()}. Kijk na of alles nog klopt.")
    check_facts_age(page, facts, today)


def check_facts_age(page: Notes, facts: Mapping[str, tuple[Fact, int]], today: date) -> None:
    for fact, line in facts.values():
        if fact.valid_until and fact.valid_until < today:
            until = fact.valid_until.isoformat()
            page.warn(line, f"Het feit '{fact.name}' gold tot {until}. Vul de nieuwe waarde in.")


def _a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def _start(sentence: str) -> str:
    first = words(sentence)[:4]
    return " ".join(first) + " …"
