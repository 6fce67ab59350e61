"""What a month at the telephone came to, for a councillor who was not there.

The same figures as those of the studio, in the order in which somebody from outside would ask for
them, with what was made better and how all of it is counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.studio.content import Version
from desk.studio.counted import FEWEST, Calls, Split, percentile
from desk.studio.figure import Figure, Makes
from desk.studio.figure_choice import Choice, day_of, local
from desk.studio.figures_helped import (
    again,
    corrections,
    endings,
    helped,
    languages,
    manners,
    ratings,
    topics,
)
from desk.studio.figures_moments import days, hours, to_person
from desk.studio.figures_trouble import by_topic
from dialog.slots.calendar_words import DUTCH_MONTHS
from dialog.titles import Titles

WritesPdf = Callable[[str], bytes]
"""Given a whole HTML document that fetches nothing. Raises NoPdf."""

Chapters = Mapping[str, Sequence[Figure]]
"""Figures by the heading above them; empty where there are too few calls."""

CHAPTERS: Mapping[str, Sequence[Makes]] = {
    "Zijn bellers geholpen?": (helped, endings, ratings),
    "Waar gingen de gesprekken over?": (topics, days, hours),
    "Hoe lang duurt het tot een medewerker?": (to_person,),
    "Kan iedereen meedoen?": (languages, manners),
    "Wat ging niet goed?": (by_topic, again, corrections),
}
"""By the heading above them."""


class NoPdf(Exception):
    """It cannot be made on this machine; the message says, in English, what to install."""


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, text: str) -> "Month":
        """'2026-11'. Raises ValueError."""
        day = day_of(f"{text}-01")
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def words(self) -> str:
        return f"{DUTCH_MONTHS[self.number - 1]} {self.year}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def next(self) -> "Month":
        day = self.first + timedelta(days=31)
        return Month(day.year, day.month)

    @property
    def before(self) -> "Month":
        day = self.first - timedelta(days=1)
        return Month(day.year, day.month)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first until just before the second."""
        return Choice(self.first, self.next.first - timedelta(days=1)).moments


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReport:
    month: Month
    over: bool
    """False: the month goes on, and these are the figures so far."""
    calls: int
    in_short: Sequence[str]
    chapters: Chapters
    made_better: Sequence[tuple[datetime, str]]
    """When what was published, in the editors' own words; the earliest first."""


def chapters_of(calls: Calls, titles: Titles) -> Chapters:
    if len(calls) < FEWEST:
        return {}
    return {heading: [each(calls, titles) for each in makes] for heading, makes in CHAPTERS.items()}


def month_report(
    month: Month,
    calls: Calls,
    before: Calls,
    chapters: Chapters,
    versions: Sequence[Version],
    now: datetime,
) -> MonthReport:
    """`before` are the calls of the month before it; `chapters` those of `calls`."""
    since, until = month.moments
    return MonthReport(
        month=month,
        over=until <= now,
        calls=len(calls),
        in_short=_in_short(month, calls, before),
        chapters=chapters,
        made_better=[
            (version.at, version.reason)
            for version in reversed(versions)
            if since <= version.at < until
        ],
    )


def months(first: datetime | None, now: datetime) -> Sequence[Month]:
    """Every month with calls, the latest first."""
    if first is None:
        return ()
    here, start = local(now), local(first)
    found, month = [], Month(here.year, here.month)
    while month.first >= date(start.year, start.month, 1):
        found.append(month)
        month = month.before
    return found


def number(count: float) -> str:
    """'1.234': as Dutch writes it."""
    return f"{count:,.0f}".replace(",", ".")


def _in_short(month: Month, calls: Calls, before: Calls) -> Sequence[str]:
    if len(calls) < FEWEST:
        return ["Er waren te weinig gesprekken om iets over te zeggen."]
    return [
        sentence
        for sentence in (
            _how_many(month, calls, before),
            _who_was_helped(calls),
            _who_is_not_known(calls),
            _how_long(calls),
            _what_callers_say(calls),
        )
        if sentence
    ]


def _how_many(month: Month, calls: Calls, before: Calls) -> str:
    told = f"Er waren {number(len(calls))} gesprekken."
    if len(before) < FEWEST:
        return told
    change = round(100 * (len(calls) - len(before)) / len(before))
    than = f"dan in {month.before.words}"
    if change == 0:
        return f"{told} Dat is evenveel als in {month.before.words}."
    return f"{told} Dat is {abs(change)} procent {'meer' if change > 0 else 'minder'} {than}."


def _who_was_helped(calls: Calls) -> str:
    split = Split.of(calls)
    if split.yes is None:
        return ""
    return (
        f"{number(split.yes)} bellers zijn zeker geholpen. Dat is {_percent(split.yes, calls)} "
        "procent. Zij zeiden dat, kregen iets geregeld, of spraken een medewerker."
    )


def _who_is_not_known(calls: Calls) -> str:
    split = Split.of(calls)
    if split.unknown is None or split.no is None:
        return ""
    return (
        f"Van {number(split.unknown)} bellers weten wij het niet: zij hingen op na een antwoord, "
        f"of worden teruggebeld. {number(split.no)} bellers zijn niet geholpen."
    )


def _how_long(calls: Calls) -> str:
    waited = [call.person_seconds for call in calls if call.person_seconds is not None]
    half, most = percentile(waited, 50), percentile(waited, 95)
    if half is None or most is None:
        return ""
    return (
        f"Wie een medewerker wilde en kreeg, wachtte meestal {_duration(half)}. "
        f"95 van de 100 wachtten niet langer dan {_duration(most)}."
    )


def _what_callers_say(calls: Calls) -> str:
    answered = [call.rating for call in calls if call.rating in ("yes", "no")]
    if len(answered) < FEWEST:
        return ""
    yes = sum(each == "yes" for each in answered)
    if min(yes, len(answered) - yes) in range(1, FEWEST):
        return ""
    return (
        f"{number(len(answered))} bellers zeiden aan het eind of zij goed geholpen waren. "
        f"{round(100 * yes / len(answered))} procent zei ja."
    )


def _percent(part: int, calls: Calls) -> int:
    return round(100 * part / len(calls))


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{round(seconds)} seconden"
    minutes = round(seconds / 60)
    return f"{minutes} minuten"
