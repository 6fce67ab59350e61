from dataclasses import fields

from dialog.decision import Certainty
from dialog.fitted import THRESHOLDS, WEIGHTS
from dialog.search import Weights


def test_every_threshold_is_a_probability_and_has_a_use() -> None:
    assert set(THRESHOLDS) == {each.name for each in fields(Certainty)}
    assert all(0 < value < 1 for value in THRESHOLDS.values())


def test_every_language_has_all_weights_and_none_counts_backwards() -> None:
    assert set(WEIGHTS) == {"nl", "en"}
    for weights in WEIGHTS.values():
        assert set(weights) == {each.name for each in fields(Weights)}
        assert all(value >= 0 for value in weights.values())


def test_danger_is_met_before_a_topic_would_be_answered() -> None:
    assert THRESHOLDS["danger"] <= THRESHOLDS["answer"]
