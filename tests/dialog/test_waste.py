from datetime import date, time
from itertools import islice

import pytest

from dialog.hours import Hours
from dialog.waste import Area, BulkyRound, Round, Waste

NORTH = Area(
    key="noord",
    postcodes=("4992", "4993A"),
    streets=("molenweg",),
    rounds=(Round("gft", date(2026, 1, 6), 2), Round("restafval", date(2026, 1, 2))),
    bulky=BulkyRound((0, 4), "ochtend", 8),
)
ELSEWHERE = Area("zuid", ("4993", "4993AB"))
WASTE = Waste(
    areas=(NORTH, ELSEWHERE),
    fractions={"gft": ("groene bak", "groen"), "restafval": ("grijze bak",), "pmd": ()},
    moved={date(2026, 12, 25): date(2026, 12, 24)},
    holidays=Hours(),
    over_by=time(17),
)


def days(fraction: str, since: str, count: int = 3) -> list[str]:
    found = WASTE.dates(NORTH, fraction, date.fromisoformat(since))
    return [day.isoformat() for day in islice(found, count)]


def test_a_round_comes_every_so_many_weeks() -> None:
    assert days("gft", "2026-11-26") == ["2026-12-08", "2026-12-22", "2027-01-05"]


def test_today_counts() -> None:
    assert days("gft", "2026-12-08", 1) == ["2026-12-08"]


def test_a_round_may_begin_after_today() -> None:
    assert days("gft", "2025-12-30", 1) == ["2026-01-06"]


def test_a_holiday_moves_to_the_day_that_is_named() -> None:
    assert days("restafval", "2026-12-21", 2) == ["2026-12-24", "2027-01-02"]


def test_a_holiday_that_nobody_named_moves_to_the_next_day_but_sunday() -> None:
    assert WASTE.really(date(2027, 1, 1)) == date(2027, 1, 2)
    assert WASTE.really(date(2026, 4, 6)) == date(2026, 4, 7)  # Easter Monday
    assert WASTE.really(date(2026, 12, 26)) == date(2026, 12, 28)  # a Saturday, then Sunday


def test_a_round_that_was_moved_into_this_week_is_not_lost() -> None:
    assert days("restafval", "2027-01-02", 1) == ["2027-01-02"]


def test_a_fraction_that_is_not_collected_there_has_no_days() -> None:
    assert days("pmd", "2026-11-26") == []


@pytest.mark.parametrize(
    ("postcode", "street", "area"),
    [
        ("4992 ZZ", None, "noord"),
        ("4993AC", None, "noord"),
        ("4993ab", None, "zuid"),
        ("4993XX", None, "zuid"),
        ("4993XX", "Molenweg", "noord"),
        ("1012AB", None, None),
        ("", None, None),
    ],
)
def test_an_address_has_the_area_of_its_street_or_longest_postcode(
    postcode: str, street: str | None, area: str | None
) -> None:
    found = WASTE.area(postcode, street)
    assert (found.key if found else None) == area


@pytest.mark.parametrize(
    ("said", "fraction"),
    [
        ("de groene bak", "gft"),
        ("GFT", "gft"),
        ("wanneer komt de grijze bak", "restafval"),
        ("de bak", None),
        ("", None),
    ],
)
def test_a_bin_has_the_names_that_people_give_it(said: str, fraction: str | None) -> None:
    assert WASTE.fraction(said) == fraction


def test_bulky_waste_is_fetched_on_its_weekdays_after_notice_and_on_no_holiday() -> None:
    found = [day.isoformat() for day in WASTE.bulky_days(NORTH, date(2026, 12, 17))]
    assert found[:3] == ["2026-12-21", "2026-12-28", "2027-01-04"]  # not Christmas, not New Year
    assert all(date.fromisoformat(day).weekday() in (0, 4) for day in found)
    assert list(WASTE.bulky_days(ELSEWHERE, date(2026, 12, 17))) == []
