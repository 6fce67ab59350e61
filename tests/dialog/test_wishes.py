from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.wishes import DAYPARTS, OFFERS, Wish, daypart, nearest

MONDAY = date(2026, 11, 30)
HALF_HOURS = [
    (MONDAY + timedelta(days=day), time(hour, minute))
    for day in range(12)
    for hour in range(9, 17)
    for minute in (0, 30)
]
"""Every half hour from nine to five, twelve days long."""


def offered(**values: str) -> tuple[list[str], bool]:
    places, exact = nearest(HALF_HOURS, Wish.of(values), lambda place: place)
    return [f"{day:%a} {day.day} {at:%H:%M}" for day, at in places], exact


@pytest.mark.parametrize(
    ("values", "first", "exact"),
    [
        ({}, "Mon 30 09:00", True),
        ({"datum": "2026-12-01"}, "Tue 1 09:00", True),
        ({"datum": "2026-12-01", "tijd": "10:30"}, "Tue 1 10:30", True),
        ({"datum": "2026-12-01", "tijd": "10:40"}, "Tue 1 10:30", False),
        ({"datum": "2026-12-01", "tijd": "19:00"}, "Tue 1 16:30", False),
        ({"weekdag": "donderdag"}, "Thu 3 09:00", True),
        ({"weekdag": "donderdag", "dagdeel": "middag"}, "Thu 3 12:00", True),
        ({"dagdeel": "avond"}, "Mon 30 16:30", False),
        ({"dagdeel": "nacht"}, "Mon 30 09:00", True),
        ({"tijd_vanaf": "14:00"}, "Mon 30 14:00", True),
        ({"tijd_vanaf": "14:00", "tijd_tot": "15:00", "weekdag": "dinsdag"}, "Tue 1 14:00", True),
        ({"periode": "2026-W50"}, "Mon 7 09:00", True),
        ({"periode": "2026-12"}, "Tue 1 09:00", True),
        ({"periode": "2027-03"}, "Fri 11 09:00", False),
        ({"periode": "R/P2W"}, "Mon 30 09:00", True),
        ({"datum": "2026-12-25"}, "Fri 11 09:00", False),
        ({"datum": "2026-12-03", "weekdag": "dinsdag"}, "Thu 3 09:00", True),
    ],
)
def test_the_nearest_place_comes_first(values: Mapping[str, str], first: str, exact: bool) -> None:
    places, fits = offered(**values)
    assert places[0] == first
    assert fits is exact


def test_who_wishes_nothing_hears_parts_of_days_and_not_one_morning() -> None:
    places, _ = offered()
    assert places[:4] == ["Mon 30 09:00", "Mon 30 12:00", "Tue 1 09:00", "Tue 1 12:00"]


def test_who_names_a_part_of_a_day_hears_its_hours() -> None:
    places, _ = offered(weekdag="dinsdag", dagdeel="middag")
    assert places[:3] == ["Tue 1 12:00", "Tue 1 13:00", "Tue 1 14:00"]


def test_the_same_day_goes_before_the_same_time() -> None:
    free = [(MONDAY, time(15)), (MONDAY + timedelta(days=1), time(10))]
    wish = Wish.of({"datum": "2026-11-30", "tijd": "10:00"})
    places, exact = nearest(free, wish, lambda place: place)
    assert places == free
    assert not exact


def test_where_nothing_is_free_nothing_is_offered() -> None:
    assert nearest([], Wish(), lambda place: place) == ([], False)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"datum": "dinsdag"}, "datum: expected a day such as 2026-12-01"),
        ({"tijd": "half elf"}, "tijd: expected a time such as 14:30"),
        ({"tijd_vanaf": "9"}, "tijd_vanaf: expected a time"),
        ({"weekdag": "tuesday"}, "weekdag: expected one of maandag"),
    ],
)
def test_a_value_of_another_form_is_told(values: Mapping[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Wish.of(values)


@given(st.integers(0, 24 * 60 - 1))
def test_every_minute_is_in_one_part_of_the_day(minute: int) -> None:
    at = time(minute // 60, minute % 60)
    holds = [name for name, (since, until) in DAYPARTS.items() if since <= at < until]
    assert holds == [daypart(at)]


@given(
    st.sampled_from(HALF_HOURS),
    st.lists(st.sampled_from(HALF_HOURS), unique=True, min_size=1),
)
def test_the_first_offer_is_never_farther_than_another(
    wished: tuple[date, time], free: list[tuple[date, time]]
) -> None:
    wish = Wish.of({"datum": wished[0].isoformat(), "tijd": f"{wished[1]:%H:%M}"})
    places, exact = nearest(free, wish, lambda place: place)
    assert exact == (wished in free)
    assert len(places) == min(OFFERS, len(free))
    here = datetime.combine(*wished)
    days_off = {abs((day - wished[0]).days) for day, _ in free}
    assert abs((places[0][0] - wished[0]).days) == min(days_off)
    assert here in [datetime.combine(*place) for place in places] or not exact
