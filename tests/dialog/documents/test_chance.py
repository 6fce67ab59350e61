"""Passages that compete with each other and with none of them."""

import numpy as np
import pytest

from dialog.documents.chance import NAMES, WITH_MEANING, WITHOUT, Slopes, chances


def test_what_is_left_to_one_is_that_none_answers() -> None:
    assert chances(np.array([0.0])) == pytest.approx([0.5])
    assert chances(np.array([0.0, 0.0])) == pytest.approx([1 / 3, 1 / 3])
    assert chances(np.zeros(0)).shape == (0,)


def test_far_odds_overflow_nothing() -> None:
    assert chances(np.array([900.0, -900.0])) == pytest.approx([1, 0])
    assert chances(np.array([-900.0])) == pytest.approx([0])


def test_an_input_without_a_slope_adds_nothing() -> None:
    features = np.ones((1, len(NAMES)), np.float32)
    assert Slopes(-1.0, {"covered": 3.0}).odds(features) == pytest.approx([2.0])


@pytest.mark.parametrize("slopes", [WITH_MEANING, WITHOUT])
def test_more_of_anything_never_makes_an_answer_less_likely(slopes: Slopes) -> None:
    assert set(slopes.by_name) <= set(NAMES)
    assert min(slopes.by_name.values()) >= 0
