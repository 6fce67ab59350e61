"""Calls and agents of the next two weeks, from calls that were counted, and how far off it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from belbalie.studio_forecast import DAYS, StudioForecasts
from desk.access.pages import DeskPages
from desk.desk_files import desk_files_router
from desk.pages import Pages
from desk.studio.figures import FiguresOut
from desk.studio.forecast import TooFewDays
from desk.studio.forecast_pages import FORECAST, forecast_router
from desk.studio.room import StudioRoom
from dialog.callback_states import ZONE
from dialog.hours import ClosingDay, Hours
from dialog.knowledge import Municipality
from dialog.titles import NO_TITLES
from records.call_figures import CallFigures
from tests.desk.signed import EDITOR, app_with, client_of
from tests.records.many_calls import figures

NOW = datetime.combine(datetime(2026, 11, 27), time(9), ZONE)
TOWN = Municipality("Zonnedael", "14 0999", {}, {})
CALLS = figures(4000, until=NOW, days=70)


class Counted:
    """Figures of calls that are there."""

    def __init__(self, calls: Sequence[CallFigures]) -> None:
        self._calls = calls
        self.out = False

    async def calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        if self.out:
            raise FiguresOut
        return [call for call in self._calls if since <= call.began < until]

    async def first(self) -> datetime | None:
        return min((call.began for call in self._calls), default=None)


def forecasts(calls: Sequence[CallFigures] = CALLS, town: Municipality = TOWN) -> StudioForecasts:
    return StudioForecasts(Counted(calls), lambda: town, lambda: NOW)


def pages(made: StudioForecasts) -> FastAPI:
    content: Any = None  # the page asks nothing of it
    desk = DeskPages(Pages("Zonnedael", "14 0123"))
    room = StudioRoom(pages=desk, content=content, titles=lambda: NO_TITLES, now=lambda: NOW)
    return app_with(forecast_router(room, made), desk_files_router())


async def test_two_weeks_from_today_on() -> None:
    outlook = await forecasts().outlook()
    assert [day.day for day in outlook.ahead] == [
        NOW.date() + timedelta(days=number) for number in range(DAYS)
    ]
    assert outlook.days_known == pytest.approx(70, abs=1)


async def test_what_came_is_set_beside_what_was_to_be_expected_from_days_before() -> None:
    outlook = await forecasts().outlook()
    last = NOW.date() - timedelta(days=1)
    assert (outlook.before[-1].day, len(outlook.before)) == (last, DAYS)
    came = [call for call in CALLS if call.began.astimezone(ZONE).date() == last]
    assert outlook.before[-1].came == len(came)
    assert outlook.error is not None
    assert outlook.error < 0.35
    without = [call for call in CALLS if call.began.astimezone(ZONE).date() != last]
    again = await forecasts(without).outlook()
    assert again.before[0].expected == pytest.approx(outlook.before[0].expected)


async def test_agents_are_needed_while_people_are_there_and_at_no_other_hour() -> None:
    outlook = await forecasts().outlook()
    monday = next(day for day in outlook.ahead if day.day.weekday() == 0)
    assert [hour.hour for hour in monday.hours if hour.open] == list(range(9, 17))
    assert all(hour.agents >= 1 for hour in monday.hours if hour.open)
    assert all(hour.agents == 0 for hour in monday.hours if not hour.open)
    assert all(hour.agents <= hour.agents_busy for hour in monday.hours)
    sunday = next(day for day in outlook.ahead if day.day.weekday() == 6)
    assert sunday.busiest is None


async def test_a_day_off_of_our_own_is_told() -> None:
    day = NOW.date() + timedelta(days=3)
    hours = Hours(closing_days=(ClosingDay(day, {"nl": "de dag van de verhuizing"}),))
    outlook = await forecasts(town=replace(TOWN, hours=hours)).outlook()
    assert outlook.ahead[3].closed_by == "de dag van de verhuizing"
    assert outlook.ahead[3].busiest is None


async def test_handling_is_measured_where_there_are_talks_enough() -> None:
    assert (await forecasts().outlook()).handling_measured
    silent = [replace(call, talk_seconds=None) for call in CALLS]
    outlook = await forecasts(silent).outlook()
    assert (outlook.handling_measured, outlook.handling_seconds) == (False, 240.0)


async def test_too_few_days_are_told_in_numbers() -> None:
    few = [call for call in CALLS if call.began > NOW - timedelta(days=10)]
    with pytest.raises(TooFewDays) as error:
        await forecasts(few).outlook()
    assert error.value.needed == 21
    page = client_of(pages(forecasts(few)), EDITOR).get(FORECAST)
    assert page.status_code == 200
    assert "Daarvoor zijn 21 dagen met gesprekken nodig" in page.text


def test_the_page_and_its_file_tell_the_same() -> None:
    client = client_of(pages(forecasts()), EDITOR)
    page, file = client.get(FORECAST), client.get(FORECAST + ".csv")
    assert page.status_code == 200
    assert "Klopte het?" in page.text
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "dag;uur;gesprekken;van;tot;medewerkers;medewerkers_druk"
    assert len(lines) == 1 + DAYS * 24


def test_there_are_pictures_of_both() -> None:
    client = client_of(pages(forecasts()), EDITOR)
    for name in ("dagen", "klopte"):
        assert client.get(f"{FORECAST}/{name}.svg").text.startswith("<svg")
    assert client.get(f"{FORECAST}/anders.svg").status_code == 404


def test_records_that_are_out_are_told() -> None:
    counted = Counted(CALLS)
    counted.out = True
    made = StudioForecasts(counted, lambda: TOWN, lambda: NOW)
    page = client_of(pages(made), EDITOR).get(FORECAST)
    assert page.status_code == 503
    assert "niet te lezen" in page.text
