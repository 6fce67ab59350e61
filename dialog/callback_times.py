"""When a person can ring back: what the caller wishes, held against the hours of a department."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from dialog.callback_windows import CallbackWindows, Windows
from dialog.hours import Hours, Span
from dialog.promise import Promise, Refusal
from dialog.slots.calendar_words import WEEKDAYS
from dialog.slots.daypart import ANY, NO_WISH, Wish

SEARCH_DAYS = 60
"""What lies further ahead is no promise."""
_AHEAD = {"vandaag": 0, "morgen": 1, "overmorgen": 2}
_WEEKEND = "weekend"
_EVENING = "avond"


class CallbackTimes:
    """What one department can promise at one moment (with a time zone)."""

    def __init__(self, hours: Hours, parts: Mapping[str, Span], now: datetime) -> None:
        self._hours = hours
        self._windows = CallbackWindows(hours, parts, now)
        self._today = self._windows.today

    def arrange(self, wish: Wish, language: str) -> Promise | Refusal | None:
        """Return what is promised, or why nothing is; None when the part of the day is missing.

        'Vandaag', said at two, needs no part: only the afternoon is left.
        """
        if wish == NO_WISH:
            return None
        for day in self._days(wish.day):
            windows = self._windows.left(day, wish.part)
            if windows:
                missing = wish.part is None and len(windows) > 1
                return None if missing else self._promise(day, windows, wish.day)
        return self._refusal(wish, language)

    def soonest(self) -> Promise:
        """Return the first time at which somebody rings, whatever the caller wishes."""
        for part in (ANY, None):
            for day in self._days(None):
                if windows := self._windows.left(day, part):
                    return self._promise(day, windows, None)
        return Promise()

    def _promise(self, day: date, windows: Windows, word: str | None) -> Promise:
        spans = list(windows.values())
        return Promise(
            part=next(iter(windows)) if len(windows) == 1 else ANY,
            day=day,
            today=self._today,
            word=None if word == _WEEKEND else word,
            window=Span(spans[0].start, spans[-1].end),
        )

    def _days(self, word: str | None) -> Iterator[date]:
        """List the days that a word may mean; 'maandag', said on a Monday, is next week's."""
        if word in _AHEAD:
            yield self._today + timedelta(days=_AHEAD[word])
            return
        ahead = range(SEARCH_DAYS) if word is None else range(1, len(WEEKDAYS) + 1)
        for day in (self._today + timedelta(days=each) for each in ahead):
            weekend = word == _WEEKEND and _at_weekend(day)
            if word is None or weekend or word == WEEKDAYS[day.weekday()]:
                yield day

    # -- why not -----------------------------------------------------------------------------

    def _refusal(self, wish: Wish, language: str) -> Refusal:
        days = list(self._days(wish.day)) if wish.day else []
        day = next((each for each in days if self._hours.spans_on(each)), None)
        if days and day is None:
            return self._closed(days[0], wish, language)
        if day == self._today and self._windows.whole(day, wish.part):
            return Refusal("callback_too_late", kept=Wish(wish.part))
        kept = Wish(day=wish.day if day and self._windows.left(day, None) else None)
        if wish.part == _EVENING and not self._windows.ever(_EVENING):
            return Refusal("callback_evening", kept=kept)
        return Refusal("callback_closed", {"when": self._when(day, wish, language)}, kept)

    def _closed(self, day: date, wish: Wish, language: str) -> Refusal:
        """Nobody is there all day."""
        kept = Wish(wish.part)
        when = self._when(day, Wish(day=wish.day), language)
        holiday = self._hours.closed_by(day, language)
        if holiday is not None:
            return Refusal("callback_holiday", {"day": when, "holiday": holiday}, kept)
        if _at_weekend(day) and not any(self._hours.week[5:]):
            return Refusal("callback_weekend", kept=kept)
        return Refusal("callback_closed", {"when": when}, kept)

    def _when(self, day: date | None, wish: Wish, language: str) -> str:
        word = None if wish.day == _WEEKEND else wish.day
        return Promise(wish.part, day, self._today, word).when(language)


def _at_weekend(day: date) -> bool:
    return day.weekday() > 4
