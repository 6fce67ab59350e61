"""When people are there: hours of the week, public holidays of the Netherlands, own closing days.

Hours are by the clock on the wall. Two traps follow from that, and are met here:
the night on which the clock changes, where an hour is missing or comes twice, and moments that
arrive in another time zone. So a moment is first brought to the wall (`Hours.local`), and two
moments are compared only as UTC.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

GOOD_FRIDAY = "goede_vrijdag"
"""Public in the library, a working day in most offices."""

SEARCH_DAYS = 366
"""So far ahead an opening is looked for; who is closed for longer has no next opening."""

_SPAN = re.compile(r"(\d{1,2})[:.](\d\d)\s*[-–]\s*(\d{1,2})[:.](\d\d)")
_LANGUAGES = {"nl": "nl", "en": "en_US"}
_DAY_MINUTES = 24 * 60
_YEAR_WITH_ALL = 2025
"""Liberation Day is public once in five years, and so it was in this one."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one day. `end` no longer belongs to it; 00:00 there is the end of the day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if _minutes(self.start) >= self._end_minutes:
            raise ValueError(f"expected a span that ends after it begins, got {self}")

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @classmethod
    def parse(cls, text: str) -> "Span":
        """'09:00-17:00'; the end of the day may be written 24:00. Raises ValueError."""
        found = _SPAN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"expected hours such as 09:00-17:00, got {text!r}")
        hour, minute, end_hour, end_minute = map(int, found.groups())
        end = time(0) if (end_hour, end_minute) == (24, 0) else time(end_hour, end_minute)
        return cls(time(hour, minute), end)

    def holds(self, at: time) -> bool:
        return _minutes(self.start) <= _minutes(at) < self._end_minutes

    def overlap(self, other: "Span") -> "Span | None":
        start = max(self.start, other.start)
        end = min(self._end_minutes, other._end_minutes)
        return Span(start, _clock(end)) if _minutes(start) < end else None

    @property
    def minutes(self) -> int:
        return self._end_minutes - _minutes(self.start)

    @property
    def _end_minutes(self) -> int:
        return _minutes(self.end) or _DAY_MINUTES


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


@dataclass(frozen=True, slots=True)
class ClosingDay:
    """A day on which the municipality is closed by its own choice."""

    day: date
    name: Mapping[str, str]
    """Per language, what day it is in speech: 'de dag na Hemelvaartsdag'."""


Week = tuple[tuple[Span, ...], ...]
OFFICE_WEEK: Week = (*(((Span(time(9), time(17)),),) * 5), (), ())


@dataclass(frozen=True, slots=True)
class Hours:
    """When people are there. Every moment it is asked about has a time zone."""

    week: Week = OFFICE_WEEK
    """Seven days from Monday; the spans of a day in order, and apart."""
    closing_days: tuple[ClosingDay, ...] = ()
    open_on: tuple[str, ...] = (GOOD_FRIDAY,)
    """Public holidays, by their key in `holiday_keys`, on which people are there all the same."""
    time_zone: str = "Europe/Amsterdam"

    def local(self, moment: datetime) -> datetime:
        """Return the moment by the clock on the wall."""
        return moment.astimezone(ZoneInfo(self.time_zone))

    def open_at(self, moment: datetime) -> bool:
        here = self.local(moment)
        return any(span.holds(here.time()) for span in self.spans_on(here.date()))

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return when people are there on this day: nothing on a day that is closed."""
        return () if self.closed_by(day) else self.week[day.weekday()]

    def closed_by(self, day: date, language: str = "nl") -> str | None:
        """Return what day it is when that closes us: 'Koningsdag'; an own closing day first."""
        for closing in self.closing_days:
            if closing.day == day:
                return closing.name.get(language, closing.name["nl"])
        holiday = _public(day.year).get(day)
        if holiday is None or holiday.key in self.open_on:
            return None
        return holiday.name.get(language, holiday.name["nl"])

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return from when on people are there: `moment` itself when they are there now.

        None when nobody is there within SEARCH_DAYS.
        """
        here = self.local(moment)
        if self.open_at(here):
            return here
        days = (here.date() + timedelta(days=ahead) for ahead in range(SEARCH_DAYS + 1))
        starts = (
            self._moment(datetime.combine(day, span.start), fold)
            for day in days
            for span in self.spans_on(day)
            for fold in (0, 1)  # where an hour comes twice, the first may be over
        )
        later = (at for at in starts if _after(at, here) and self.open_at(at))
        return next(later, None)

    def _moment(self, wall: datetime, fold: int) -> datetime:
        """Find that time on the wall; where the clock skips it, what the wall shows then."""
        moment = wall.replace(tzinfo=ZoneInfo(self.time_zone), fold=fold)
        return self.local(moment.astimezone(UTC))


def _after(later: datetime, earlier: datetime) -> bool:
    return later.astimezone(UTC) > earlier.astimezone(UTC)  # in one zone the wall would count


@dataclass(frozen=True, slots=True)
class _Holiday:
    key: str
    name: Mapping[str, str]


def holiday_keys() -> tuple[str, ...]:
    """List the public holidays as content names them: 'goede_vrijdag', 'tweede_paasdag'."""
    return tuple(each.key for each in _public(_YEAR_WITH_ALL).values())


@cache
def _public(year: int) -> Mapping[date, _Holiday]:
    by_language = {
        ours: country_holidays("NL", years=year, language=theirs)
        for ours, theirs in _LANGUAGES.items()
    }
    return {
        day: _Holiday(
            by_language["nl"].get_list(day)[0].lower().replace(" ", "_"),
            {language: days.get_list(day)[0] for language, days in by_language.items()},
        )
        for day in sorted(by_language["nl"])
    }
