"""Expected calls and agents, from the figures of the calls (port `desk.studio.forecast`)."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

from belbalie.forecasting import FEWEST_DAYS, HOURS, ExpectedDay, History, TooShort, expected
from desk.studio.figures import Figures
from desk.studio.forecast import DayAhead, DayBefore, Hour, Outlook, TooFewDays
from dialog.endings import Ending
from dialog.hours import Hours
from dialog.knowledge import Municipality
from records.call_figures import CallFigures
from telephony.erlang import Service, agents_needed

DAYS = 14
_LOOKS_BACK_DAYS = 370
"""A year tells weeks and days off; what is older tells of another town."""
_FEWEST_TALKS = 30
"""With fewer the content's own handling time counts."""
_USUAL_SHARE = 0.5
_FEWEST_OPEN = 50
_WANTED_PERSON = frozenset({Ending.PERSON, Ending.WAITING})


class StudioForecasts:
    """One for all pages. What it told holds for a day."""

    def __init__(
        self,
        figures: Figures,
        town: Callable[[], Municipality],
        now: Callable[[], datetime],
        service: Service | None = None,
    ) -> None:
        self._figures, self._town, self._now = figures, town, now
        self._service = service or Service()
        self._kept: tuple[tuple[date, Municipality], Outlook] | None = None

    async def outlook(self) -> Outlook:
        town = self._town()
        zone = ZoneInfo(town.hours.time_zone)
        today = self._now().astimezone(zone).date()
        if self._kept is not None and self._kept[0] == (today, town):
            return self._kept[1]
        since = datetime.combine(today - timedelta(days=_LOOKS_BACK_DAYS), time(0), zone)
        calls = await self._figures.calls(since, datetime.combine(today, time(0), zone))
        made = await asyncio.to_thread(self._made, calls, town, today)
        self._kept = (today, town), made
        return made

    def _made(self, calls: Sequence[CallFigures], town: Municipality, today: date) -> Outlook:
        zone, hours = ZoneInfo(town.hours.time_zone), town.hours
        history = _history([call.began.astimezone(zone) for call in calls], today)
        talks = [call.talk_seconds for call in calls if call.talk_seconds]
        measured = len(talks) >= _FEWEST_TALKS
        handling = fmean(talks) if measured else town.queue.handling_seconds
        share = _person_share(calls, hours)
        try:
            days = expected(history, DAYS, lambda day: hours.closed_by(day) is not None)
        except TooShort:
            raise TooFewDays(len(history), FEWEST_DAYS) from None
        return Outlook(
            ahead=[self._ahead(day, hours, share, handling) for day in days],
            before=_before(history, hours),
            handling_seconds=handling,
            handling_measured=measured,
            person_share=share,
            within_seconds=self._service.within_seconds,
            answered_share=self._service.share,
            days_known=len(history),
        )

    def _ahead(self, day: ExpectedDay, hours: Hours, share: float, handling: float) -> DayAhead:
        spans = hours.spans_on(day.day)

        def staffed(calls: float) -> int:
            return agents_needed(calls * share, handling, self._service)

        told = []
        for each in day.hours:
            there = any(
                span.start < time(each.hour, 59) and _end(span.end) > time(each.hour)
                for span in spans
            )
            told.append(
                Hour(
                    hour=each.hour,
                    calls=each.calls,
                    low=each.low,
                    high=each.high,
                    agents=staffed(each.calls) if there else 0,
                    agents_busy=staffed(each.high) if there else 0,
                    open=there,
                )
            )
        return DayAhead(
            day=day.day,
            calls=day.calls,
            low=day.low,
            high=day.high,
            hours=told,
            closed_by=hours.closed_by(day.day),
        )


def _end(at: time) -> time:
    """Midnight ends a day."""
    return at if at > time(0) else time.max


def _history(moments: Sequence[datetime], today: date) -> History:
    """Whole days from that of the first call until yesterday."""
    if not moments:
        return {}
    first = min(moments).date()
    days = {first + timedelta(days=n): [0.0] * HOURS for n in range((today - first).days)}
    for at in moments:
        if at.date() in days:
            days[at.date()][at.hour] += 1
    return days


def _before(history: History, hours: Hours) -> Sequence[DayBefore]:
    """What would have been told two weeks ago, from what was known then, and what came."""
    known = sorted(history)
    then = {day: history[day] for day in known[:-DAYS]}
    try:
        days = expected(then, DAYS, lambda day: hours.closed_by(day) is not None)
    except TooShort:
        return []
    return [
        DayBefore(
            day=day.day,
            expected=day.calls,
            low=day.low,
            high=day.high,
            came=round(sum(history[day.day])),
        )
        for day in days
    ]


def _person_share(calls: Sequence[CallFigures], hours: Hours) -> float:
    """Of those who ring while people are there, how many want one."""
    there = [call for call in calls if hours.open_at(call.began)]
    if len(there) < _FEWEST_OPEN:
        return _USUAL_SHARE
    return sum(bool(call.departments) or call.ending in _WANTED_PERSON for call in there) / len(
        there
    )
