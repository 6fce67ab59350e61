import pytest

from bench.figures import delay, percentile
from bench.turns import ANSWER_SECONDS
from tests.bench.seen import turn


def test_percentiles_are_of_the_answered_turns() -> None:
    found = delay([turn(wire=0.4, heard=0.5), turn(wire=0.6, heard=0.7), turn(wire=None)])
    assert (found.turns, found.answered, found.p50) == (3, 2, 0.5)
    assert found.heard_p50 == 0.6


def test_an_unanswered_turn_counts_as_the_time_out_in_the_percentile_of_all() -> None:
    found = delay([turn(wire=0.5)] * 5 + [turn(wire=None, heard=None)] * 5)
    assert (found.p95, found.p95_all) == (0.5, ANSWER_SECONDS)


def test_a_turn_that_was_cut_into_is_answered_and_in_no_percentile() -> None:
    found = delay([turn(wire=0.5), turn(wire=9.0, cut_in=True)])
    assert (found.answered, found.p95_all) == (2, 0.5)


def test_a_turn_that_a_lost_call_never_asked_is_unanswered() -> None:
    found = delay([turn(wire=0.5)], never_asked=1)
    assert found.p95_all is not None
    assert found.p95_all > 10


def test_of_nothing_there_is_no_percentile() -> None:
    assert delay([]).p50 is None
    assert percentile([], 95) is None


@pytest.mark.parametrize(("share", "expected"), [(0, 1.0), (50, 2.0), (75, 2.5), (100, 3.0)])
def test_a_percentile_lies_between_the_two_nearest(share: float, expected: float) -> None:
    assert percentile([3.0, 1.0, 2.0], share) == expected
