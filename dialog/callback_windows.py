"""In which hours of a day a person can ring back, by part of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialog.hours import Hours, Span
from dialog.slots.daypart import ANY

NOTICE = timedelta(minutes=30)
"""A request that is noted now has reached somebody by then."""
LEAST_MINUTES = 30
"""Less than this is no time to wait for at the telephone."""
_HALF_HOUR = timedelta(minutes=30)
_WORKING_PARTS = ("ochtend", "middag")
"""Who has no preference is not rung in the evening."""

Windows = Mapping[str, Span]
"""By part of the day, in the order of the day: 'ochtend', 'middag', 'avond'."""


@dataclass(frozen=True, slots=True)
class CallbackWindows:
    """The hours of one department and the parts of the day in which it rings back.

    A `part` that is asked about is one of them, ANY, or None for all of them.
    """

    hours: Hours
    parts: Windows
    now: datetime
    """With a time zone."""

    @property
    def today(self) -> date:
        return self.hours.local(self.now).date()

    def left(self, day: date, part: str | None) -> Windows:
        """Return what of this day can still be promised, on full and half hours."""
        wall = self.hours.local(self.now).replace(tzinfo=None)
        midnight = datetime.combine(wall, time(0))
        first = midnight - (midnight - wall - NOTICE) // _HALF_HOUR * _HALF_HOUR
        if day < first.date():
            return {}
        rest = Span(first.time() if day == first.date() else time(0), time(0))
        cut = (span.overlap(rest) for span in self.hours.spans_on(day))
        return self._by_part(part, [span for span in cut if span])

    def whole(self, day: date, part: str | None) -> Windows:
        """Return what can be promised of this day when it has not begun."""
        return self._by_part(part, self.hours.spans_on(day))

    def ever(self, part: str) -> bool:
        """Whether somebody rings in this part of any day of the week."""
        return any(self._by_part(part, spans) for spans in self.hours.week)

    def _by_part(self, part: str | None, spans: Iterable[Span]) -> Windows:
        wanted = self.parts if part is None else _WORKING_PARTS if part == ANY else (part,)
        return {
            name: longest
            for name, whole in self.parts.items()
            if name in wanted and (longest := _longest(span.overlap(whole) for span in spans))
        }


def _longest(spans: Iterable[Span | None]) -> Span | None:
    enough = [span for span in spans if span and span.minutes >= LEAST_MINUTES]
    return max(enough, key=lambda span: span.minutes, default=None)
