"""When it would suit a caller: a day, a time, or less than that; and how near a moment comes to it.

Nearness is literal: the days and minutes between what was wished and what is there. So the same
day at another time goes before another day at the same time, as people at a desk would offer it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from dialog.slots.calendar_words import WEEKDAYS

DAYPARTS: Mapping[str, tuple[time, time]] = {
    "ochtend": (time(0), time(12)),
    "middag": (time(12), time(17)),
    "avond": (time(17), time.max),
}
"""From, and until just before. The evening begins when offices close."""

OFFERS = 6
"""So many places are given to choose from; a caller is told fewer at once."""

_DAY_MINUTES = 24 * 60
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{1,2})")

Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Wish:
    """Nothing is wished where a field is None."""

    first: date | None = None
    last: date | None = None
    weekday: int | None = None
    """0 is Monday."""
    at: time | None = None
    since: time | None = None
    until: time | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Wish":
        """Read datum, weekdag, dagdeel, tijd, tijd_vanaf, tijd_tot and periode.

        Raises ValueError for a value of another form than the contract's.
        """
        first, last = _days(values)
        since, until = _part(values.get("dagdeel"))
        return cls(
            first=first,
            last=last,
            weekday=None if "datum" in values else _weekday(values.get("weekdag")),
            at=clock(values["tijd"], "tijd") if values.get("tijd") else None,
            since=clock(values["tijd_vanaf"], "tijd_vanaf") if values.get("tijd_vanaf") else since,
            until=clock(values["tijd_tot"], "tijd_tot") if values.get("tijd_tot") else until,
        )

    @property
    def bounds_time(self) -> bool:
        """Whether a part of the day was wished, or a time from or until when."""
        return self.since is not None or self.until is not None

    def minutes_off(self, day: date, at: time | None) -> int:
        """How far a moment is from the wish; 0 fits. Without `at` only the day counts."""
        away = self._days_off(day) * _DAY_MINUTES
        return away if at is None else away + self._minutes_off(at)

    def _days_off(self, day: date) -> int:
        if self.weekday is not None:
            near = (day.weekday() - self.weekday) % 7
            off = min(near, 7 - near)
        else:
            off = 0
        if self.first is not None and day < self.first:
            return off + (self.first - day).days
        if self.last is not None and day > self.last:
            return off + (day - self.last).days
        return off

    def _minutes_off(self, at: time) -> int:
        minutes = _minutes(at)
        if self.at is not None:
            return abs(minutes - _minutes(self.at))
        if self.since is not None and at < self.since:
            return _minutes(self.since) - minutes
        if self.until is not None and at >= self.until:
            return minutes - _minutes(self.until) + 1
        return 0


def nearest(
    places: Iterable[Place], wish: Wish, when: Callable[[Place], tuple[date, time | None]]
) -> tuple[list[Place], bool]:
    """The best OFFERS of these, best first, and whether the first is what was wished.

    What fits the wish equally well is spread: over days and parts of the day, so that who only
    says "graag een afspraak" does not hear six half hours of one morning; over the hours of a
    day where the caller did say which part of it.
    """
    ranked = sorted(places, key=lambda place: (wish.minutes_off(*when(place)), when(place)))
    fitting = [place for place in ranked if wish.minutes_off(*when(place)) == 0]
    chosen = [*_spread(fitting, wish, when), *ranked[len(fitting) :]][:OFFERS]
    return chosen, bool(fitting)


def day_of(text: str, slot: str = "datum") -> date:
    """'2026-12-01'. Raises ValueError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{slot}: expected a day such as 2026-12-01, got {text!r}") from None


def clock(text: str, slot: str = "tijd") -> time:
    """'14:30'. Raises ValueError."""
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise ValueError(f"{slot}: expected a time such as 14:30, got {text!r}") from None


def daypart(at: time) -> str:
    """The part of the day that a time falls in."""
    return next(name for name, (since, until) in DAYPARTS.items() if since <= at < until)


def _spread(
    places: list[Place], wish: Wish, when: Callable[[Place], tuple[date, time | None]]
) -> Iterable[Place]:
    """The first of each part of each day, and after those the others."""
    seen: set[tuple[date, str | int]] = set()
    later = []
    for place in places:
        day, at = when(place)
        part = (day, "" if at is None else at.hour if wish.bounds_time else daypart(at))
        if part in seen:
            later.append(place)
        else:
            seen.add(part)
            yield place
    yield from later


def _days(values: Mapping[str, str]) -> tuple[date | None, date | None]:
    if values.get("datum"):
        day = day_of(values["datum"])
        return day, day
    period = values.get("periode", "")
    if found := _WEEK.fullmatch(period):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday, monday + timedelta(days=6)
    if found := _MONTH.fullmatch(period):
        first = date(int(found[1]), int(found[2]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return None, None  # 'R/P2W', every other week, is no wish for one place


def _weekday(name: str | None) -> int | None:
    if not name:
        return None
    if name not in WEEKDAYS:
        raise ValueError(f"weekdag: expected one of {', '.join(WEEKDAYS)}, got {name!r}")
    return WEEKDAYS.index(name)


def _part(name: str | None) -> tuple[time | None, time | None]:
    """A part of the day that we do not know ('ochtend of middag', 'nacht') is no wish."""
    return DAYPARTS.get(name or "", (None, None))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
