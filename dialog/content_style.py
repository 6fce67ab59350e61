"""Is it good to say? Length, figures, readability and age of what editors write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from dialog.content_page import Page
from dialog.knowledge import Fact, Source
from dialog.passages import placeholders
from dialog.readability import flesch_douma, sentences, words

LONG_SENTENCE_WORDS = 12
LONGEST_SENTENCE_WORDS = 15
LONG_ANSWER_WORDS = 45
"""About 20 seconds of speech; then the caller should be able to react."""
EASY_FLESCH = 80
FLESCH_FROM_WORDS = 20
"""The formula is fitted on texts: it says little about a line or two."""
FEW_SAMPLES = 8
_FIGURE = re.compile(r"\d")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in one language as an editor wrote it."""

    line: int
    language: str
    text: str


def check_braces(page: Page, wording: Wording) -> bool:
    """Report a brace without its other half; such a text cannot be filled in."""
    try:
        list(Formatter().parse(wording.text))
    except ValueError:
        page.error(wording.line, "Hier staat een accolade zonder de andere. Schrijf {naam}.")
        return False
    return True


def check_passage(page: Page, wording: Wording, facts: Mapping[str, Fact]) -> None:
    """Check words that are said to a caller, with their facts filled in."""
    if not check_braces(page, wording):
        return
    for name in placeholders(wording.text):
        if name not in facts:
            page.error(
                wording.line,
                f"Het feit '{name}' is niet bekend, hier niet en in gemeente.yaml niet.",
            )
    if _FIGURE.search(_PLACEHOLDER.sub("", wording.text)):
        page.warn(wording.line, "Hier staat een getal in de tekst. Maak er een feit van.")
    spoken = _PLACEHOLDER.sub(
        lambda found: (
            facts[found[0][1:-1]].said_in(wording.language) if found[0][1:-1] in facts else "feit"
        ),
        wording.text,
    )
    check_length(page, Wording(wording.line, wording.language, spoken))


def check_length(page: Page, wording: Wording) -> None:
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
    page: Page, source: tuple[Source, int], facts: Mapping[str, tuple[Fact, int]], today: date
) -> None:
    """Warn for a source of more than a year old, and for facts that no longer hold."""
    dated = source[0].dated
    if dated < _a_year_before(today):
        page.warn(source[1], f"Deze bron is van {dated.isoformat()}. Kijk na of alles nog klopt.")
    check_facts_age(page, facts, today)


def check_facts_age(page: Page, facts: Mapping[str, tuple[Fact, int]], today: date) -> None:
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
