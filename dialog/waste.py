"""When waste is collected: which rounds come through an area, and on which days they really come.

A round has a weekday, or comes every so many weeks. On a public holiday no lorry drives: the
round moves to the day that the editor names, or else to the next day that is none and no Sunday.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from dialog.hours import Hours
from dialog.phrases import plain

_SEARCH_DAYS = 366
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Round:
    """One fraction in one area."""

    fraction: str
    first: date
    """A day on which it came or comes; later ones follow from it."""
    weeks: int = 1
    """1 is every week, 2 every other week."""


@dataclass(frozen=True, slots=True)
class BulkyRound:
    """The pick-up of bulky waste by appointment."""

    weekdays: tuple[int, ...]
    daypart: str
    """'ochtend', 'middag' or 'avond'."""
    capacity: int
    """Addresses that one lorry can do on a day."""


@dataclass(frozen=True, slots=True)
class Area:
    key: str
    postcodes: tuple[str, ...]
    """Beginnings of a postcode: '4991', '4992A', '4993AB'."""
    streets: tuple[str, ...] = ()
    """Streets that belong here whatever their postcode, as `plain` text."""
    rounds: tuple[Round, ...] = ()
    bulky: BulkyRound | None = None


@dataclass(frozen=True, slots=True)
class Waste:
    areas: tuple[Area, ...]
    fractions: Mapping[str, tuple[str, ...]]
    """Per fraction the words for it and for its bin, as `plain` text."""
    moved: Mapping[date, date]
    """Rounds of the one day come on the other."""
    holidays: Hours = field(default_factory=Hours)
    """Only its public holidays count."""
    over_by: time = time(17)
    """When today's rounds are over."""
    bulky_notice_days: int = 2
    bulky_days_ahead: int = 42

    def area(self, postcode: str, street: str | None = None) -> Area | None:
        """The area of an address; a street goes before a postcode, a longer postcode before a
        shorter one.
        """
        if street is not None:
            for area in self.areas:
                if plain(street) in area.streets:
                    return area
        wanted = re.sub(r"\s", "", postcode).upper()
        fitting = [
            (len(start), area)
            for area in self.areas
            for start in area.postcodes
            if wanted.startswith(start)
        ]
        return max(fitting, key=lambda found: found[0])[1] if fitting else None

    def fraction(self, said: str) -> str | None:
        """The fraction that these words name: 'de groene bak' -> 'gft'."""
        words = plain(said)
        named = [
            (len(name), fraction)
            for fraction, names in self.fractions.items()
            for name in (plain(fraction), *names)
            if re.search(rf"\b{re.escape(name)}", words)
        ]
        return max(named)[1] if named else None

    def dates(self, area: Area, fraction: str, since: date) -> Iterator[date]:
        """The days, from `since` on, on which this fraction is collected, holidays reckoned in."""
        # A round of last week may have been moved into this one.
        begin = since - timedelta(days=7)
        days = sorted(
            {
                self.really(day)
                for each in area.rounds
                if each.fraction == fraction
                for day in _planned(each, begin)
            }
        )
        return (day for day in days if day >= since)

    def really(self, day: date) -> date:
        """When a round that was planned on this day comes."""
        if day in self.moved:
            return self.moved[day]
        while self._is_holiday(day) or day.weekday() == _SUNDAY:
            day += timedelta(days=1)
        return day

    def bulky_days(self, area: Area, today: date) -> Iterator[date]:
        """The days on which bulky waste can still be fetched in this area."""
        if area.bulky is None:
            return
        for ahead in range(self.bulky_notice_days, self.bulky_days_ahead + 1):
            day = today + timedelta(days=ahead)
            if day.weekday() in area.bulky.weekdays and not self._is_holiday(day):
                yield day

    def _is_holiday(self, day: date) -> bool:
        return self.holidays.closed_by(day) is not None


def _planned(each: Round, since: date) -> Iterator[date]:
    step = 7 * each.weeks
    behind = (each.first - since).days % step
    for ahead in range(behind, _SEARCH_DAYS, step):
        yield since + timedelta(days=ahead)
