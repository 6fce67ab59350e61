"""Stretches of speech by how loud it is."""

import pytest

from telephony.stretches import LONGEST_SECONDS, LOUD_DB, PAUSE_SECONDS, Stretches

LOUD, SOFT, PART = LOUD_DB + 10, LOUD_DB - 10, 0.02


def told(*parts: tuple[float, float]) -> list[float]:
    """What is told of so many seconds at each level, with a long silence behind them."""
    stretches, found = Stretches(), []
    for level, seconds in (*parts, (SOFT, 3.0)):
        for _ in range(round(seconds / PART)):
            spoken = stretches.feed(level, PART)
            found += [] if spoken is None else [spoken]
    return found


def test_a_stretch_is_told_with_its_breaths_and_without_the_silence_behind_it() -> None:
    assert told((SOFT, 1), (LOUD, 2), (SOFT, 0.5), (LOUD, 1)) == [pytest.approx(3.5, abs=0.03)]


def test_a_pause_makes_two_of_it() -> None:
    assert len(told((LOUD, 1), (SOFT, PAUSE_SECONDS + 0.1), (LOUD, 1))) == 2


def test_a_click_is_nobody_who_speaks() -> None:
    assert told((LOUD, 0.1)) == []


def test_silence_is_told_of_by_nothing() -> None:
    assert told((float("-inf"), 60)) == []


def test_who_goes_on_is_told_of_in_parts() -> None:
    assert len(told((LOUD, 2.5 * LONGEST_SECONDS))) == 3
