"""What is expected, against calls that were drawn from a known town."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from belbalie.forecasting import FEWEST_DAYS, History, TooShort, expected

FIRST = date(2026, 6, 1)  # a Monday
WEEK = np.array([300, 240, 220, 230, 200, 40, 20])
OPEN = np.array([1] * 8 + [40, 90, 100, 80, 50, 70, 80, 70, 40, 15] + [6] * 6)
DAYS = 14


def nobody_off(_: date) -> bool:
    return False


def drawn(days: int, level: Callable[[int], float] = lambda day: 1.0, seed: int = 1) -> History:
    random = np.random.default_rng(seed)
    shares = OPEN / OPEN.sum()
    return {
        FIRST + timedelta(days=day): random.poisson(WEEK[day % 7] * level(day) * shares).tolist()
        for day in range(days)
    }


def test_weekdays_and_hours_come_back() -> None:
    days = expected(drawn(91), DAYS, nobody_off)
    assert [day.day for day in days] == [FIRST + timedelta(days=91 + n) for n in range(DAYS)]
    wanted = WEEK[[day.day.weekday() for day in days]]
    assert [day.calls for day in days] == pytest.approx(wanted, rel=0.2)
    monday = np.array([hour.calls for hour in days[0].hours])
    assert monday == pytest.approx(300 * OPEN / OPEN.sum(), rel=0.35, abs=3)


def test_hours_add_up_to_their_day_and_lie_within_their_bounds() -> None:
    for day in expected(drawn(60), DAYS, nobody_off):
        assert sum(hour.calls for hour in day.hours) == pytest.approx(day.calls)
        assert day.low <= day.calls <= day.high
        assert all(0 <= hour.low <= hour.calls <= hour.high for hour in day.hours)


def test_eight_days_in_ten_lie_within_the_bounds() -> None:
    inside = []
    for seed in range(8):
        town = drawn(91 + DAYS, seed=seed)
        known = {day: town[day] for day in sorted(town)[:91]}
        for day in expected(known, DAYS, nobody_off):
            inside.append(day.low <= sum(town[day.day]) <= day.high)
    assert 0.7 < float(np.mean(inside)) < 0.92


def test_a_town_that_rings_more_and_more_is_followed() -> None:
    days = expected(drawn(120, lambda day: 1 + day / 120), DAYS, nobody_off)
    assert sum(day.calls for day in days) > 1.7 * 2 * WEEK.sum()


def test_a_day_off_is_not_learned_and_is_expected_as_one() -> None:
    town = dict(drawn(91))
    off = {FIRST + timedelta(days=84), FIRST + timedelta(days=91)}  # two Mondays
    town[FIRST + timedelta(days=84)] = [1.0] * 24
    days = expected(town, DAYS, off.__contains__)
    assert days[0].calls < 40
    assert days[7].calls == pytest.approx(300, rel=0.2)


def test_a_quiet_town_gives_no_negative_calls() -> None:
    town = {FIRST + timedelta(days=day): [0.0] * 24 for day in range(40)}
    for day in expected(town, DAYS, nobody_off):
        assert 0 <= day.low <= day.calls < 1


def test_too_few_days_tell_nothing() -> None:
    with pytest.raises(TooShort, match="at least 21 days"):
        expected(drawn(FEWEST_DAYS - 1), DAYS, nobody_off)
