"""The days to come as callers would meet them, to check opening hours by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dialog.hours import Hours
from dialog.slots.calendar_words import WEEKDAYS

AHEAD = 14
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Day:
    day: str
    """'vrijdag 27 november'."""
    hours: str
    """'09:00-17:00', or why there are none."""
    closed: bool


def days_ahead(hours: Hours, today: date, count: int = AHEAD) -> Sequence[Day]:
    return [_day(hours, today + timedelta(days=ahead)) for ahead in range(count)]


def _day(hours: Hours, day: date) -> Day:
    named = f"{WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    reason, spans = hours.closed_by(day), hours.spans_on(day)
    if spans:
        return Day(named, " en ".join(map(str, spans)), False)
    return Day(named, f"dicht: {reason}" if reason else "dicht", True)
