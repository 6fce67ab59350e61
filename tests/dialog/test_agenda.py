from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from dialog.agenda import Agenda, Product, Taken, beginnings, half_hours, openings
from dialog.hours import ClosingDay, Hours, Span

WEEK = (
    *[(Span(time(9), time(12)),)] * 3,
    (Span(time(9), time(12)), Span(time(17), time(20))),
    (Span(time(9), time(10, 15)),),
    (),
    (),
)
SHORT = Product("paspoort", {"nl": "een paspoort"}, 15, {}, ("pas", "reisdocument"))
LONG = Product("trouwen", {"nl": "een trouwerij"}, 60, {}, ("huwelijk",))
CLOSED = ClosingDay(date(2026, 12, 2), {"nl": "een studiedag"})
AGENDA = Agenda(
    products={"paspoort": SHORT, "trouwen": LONG},
    hours=Hours(week=WEEK, closing_days=(CLOSED,)),
    capacity=2,
    location={"nl": "het gemeentehuis"},
    notice_minutes=60,
    days_ahead=30,
)
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""A Thursday."""


def told(product: Product, taken: Taken | None = None, now: datetime = NOON) -> list[str]:
    return [f"{o.day} {o.at:%H:%M} {o.place}" for o in openings(AGENDA, product, taken or {}, now)]


def times(moments: Iterable[time]) -> list[str]:
    return [f"{at:%H:%M}" for at in moments]


def test_a_place_begins_on_the_half_hours_within_the_hours_of_the_day() -> None:
    assert times(beginnings(AGENDA, SHORT, date(2026, 11, 27))) == ["09:00", "09:30", "10:00"]
    evening = times(beginnings(AGENDA, SHORT, date(2026, 11, 26)))[-2:]
    assert evening == ["19:00", "19:30"]


def test_what_takes_an_hour_ends_before_the_desk_closes() -> None:
    assert times(beginnings(AGENDA, LONG, date(2026, 11, 27))) == ["09:00"]
    assert times(half_hours(LONG, time(9))) == ["09:00", "09:30"]


def test_nothing_begins_in_the_past_or_within_the_notice() -> None:
    assert told(SHORT)[0] == "2026-11-26 17:00 1"
    late = NOON.replace(hour=16, minute=15)
    assert told(SHORT, now=late)[0] == "2026-11-26 17:30 1"


def test_the_clock_on_the_wall_counts_whatever_zone_the_moment_is_in() -> None:
    assert told(SHORT, now=NOON.astimezone(ZoneInfo("Asia/Tokyo"))) == told(SHORT)


@pytest.mark.parametrize("day", ["2026-12-02", "2026-12-05", "2026-12-06", "2026-12-25"])
def test_nothing_begins_on_closing_days_weekends_and_holidays(day: str) -> None:
    assert not [each for each in told(SHORT) if each.startswith(day)]


def test_nothing_begins_later_than_the_agenda_goes() -> None:
    assert told(SHORT)[-1].startswith("2026-12-24")


def test_who_comes_second_gets_the_second_place_and_who_comes_third_gets_none() -> None:
    nine = (date(2026, 11, 27), time(9))
    assert "2026-11-27 09:00 2" in told(SHORT, {nine: frozenset({1})})
    assert "2026-11-27 09:00 1" in told(SHORT, {nine: frozenset({2})})
    assert not [each for each in told(SHORT, {nine: frozenset({1, 2})}) if "27 09:00" in each]


def test_what_takes_an_hour_keeps_one_place_for_all_of_it() -> None:
    day = date(2026, 11, 27)
    crossed = {(day, time(9)): frozenset({1}), (day, time(9, 30)): frozenset({2})}
    assert not [each for each in told(LONG, crossed) if "27 09:00" in each]
    beside = {(day, time(9)): frozenset({1}), (day, time(9, 30)): frozenset({1})}
    assert "2026-11-27 09:00 2" in told(LONG, beside)


@pytest.mark.parametrize(
    ("said", "product"),
    [
        ("paspoort", "paspoort"),
        ("Ik wil nieuwe paspoorten", "paspoort"),
        ("een reisdocument", "paspoort"),
        ("voor ons huwelijk", "trouwen"),
        ("een kopje koffie", None),
        ("", None),
    ],
)
def test_a_product_is_found_by_what_callers_call_it(said: str, product: str | None) -> None:
    found = AGENDA.product(said)
    assert (found.key if found else None) == product
