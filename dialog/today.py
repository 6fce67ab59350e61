"""'Bent u open?' is answered for today first, and for this moment of it; the rest comes after."""

from collections.abc import Mapping
from datetime import date, datetime

from dialog.knowledge import Fact, Knowledge
from dialog.wording import Wording

NAME = "vandaag"
"""A passage names it like a fact: '{vandaag} In het weekend zijn wij dicht.'"""
EXAMPLE: Mapping[str, Fact] = {
    NAME: Fact(
        NAME,
        "Vandaag zijn wij open tot 17:00.",
        translations={"en": "We are open today until 17:00."},
    )
}
"""What an editor may expect in its place, for whoever checks a text."""


def today(knowledge: Knowledge, day: date, at: datetime | None, language: str) -> Fact:
    """A whole sentence about this day; `at` None: for the day as a whole.

    `at` is a moment with a time zone, or one by the clock on the wall.
    """
    words = Wording(knowledge)
    return Fact(NAME, _sentence(knowledge, words, day, at, language), day, day)


def _sentence(
    knowledge: Knowledge, words: Wording, day: date, at: datetime | None, language: str
) -> str:
    hours = knowledge.municipality.hours
    spans = hours.spans_on(day)
    if not spans:
        holiday = hours.closed_by(day, language)
        if holiday:
            return words("today_holiday", language, holiday=holiday)
        return words("today_closed", language)
    if at is None:
        return words("today_open", language, until=f"{spans[-1].end:%H:%M}")
    now = (hours.local(at) if at.tzinfo else at).time()
    for span in spans:
        if span.holds(now):
            return words("today_now", language, until=f"{span.end:%H:%M}")
        if now < span.start:
            return words("today_later", language, start=f"{span.start:%H:%M}")
    return words("today_over", language)
