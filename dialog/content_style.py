"""Is it good to say, and does it still hold? Style, facts and age of what editors write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from dialog.content_page import Notes
from dialog.knowledge import Fact, Source
from dialog.passages import placeholders
from dialog.readability import sentences
from dialog.spoken_style import Rule, judged, number_words, start

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


def check_said(
    notes: Notes, wording: Wording, *, marked: str | None = None, in_haste: bool = False
) -> None:
    """Tell what is not good to say in words as a caller hears them, filled in.

    `marked` is the same text with NUMBER for each value with a number. `in_haste`: while there is
    a crisis only the length stops a text; a word that is not plain is told.
    """
    for remark in judged(wording.text, wording.language, marked=marked, known=notes.plain_words):
        if remark.hard and not (in_haste and remark.rule is not Rule.SENTENCE):
            notes.error(wording.line, remark.sentence)
        else:
            notes.warn(wording.line, remark.sentence)


def warn_hard(notes: Notes, wording: Wording, *, told_of: str) -> None:
    """Warn for what would stop a text, as far as it is not so in `told_of`, its usual form."""
    before = {
        remark.sentence
        for remark in judged(told_of, wording.language, known=notes.plain_words)
        if remark.hard
    }
    for remark in judged(wording.text, wording.language, known=notes.plain_words):
        if remark.hard and remark.sentence not in before:
            notes.warn(wording.line, remark.sentence)


def check_braces(page: Notes, wording: Wording) -> bool:
    """Report a brace without its other half; such a text cannot be filled in."""
    try:
        list(Formatter().parse(wording.text))
    except ValueError:
        page.error(wording.line, "Hier staat een accolade zonder de andere. Schrijf {naam}.")
        return False
    return True


def check_passage(page: Notes, wording: Wording, facts: Mapping[str, Fact]) -> None:
    """Check that every fact in it is known, and that its numbers are facts.

    How it is worded is looked at with the whole file (`dialog/spoken_texts.py`).
    """
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


def check_question(page: Notes, wording: Wording) -> None:
    """Check a question that we may ask of ourselves: one sentence, no facts."""
    text = wording.text
    if not text.endswith("?") or len(sentences(text)) != 1 or placeholders(text):
        page.error(
            wording.line,
            f"Dit hoort één vraag te zijn, zonder feiten, met een vraagteken: '{start(text)}'.",
        )


def check_validity(page: Notes, fact: Fact, line: int) -> None:
    """Warn for a fact without the days on which it holds."""
    if not fact.valid_from:
        page.warn(line, f"Sinds wanneer geldt '{fact.name}'? Zet er 'valid_from' bij.")
    elif not fact.valid_until and _CHANGES_EACH_YEAR.search(fact.value):
        page.warn(line, f"Tot wanneer geldt '{fact.name}'? Zet er 'valid_until' bij.")


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
