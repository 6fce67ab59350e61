from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.acts import Expectation
from voice.patience import Patience, Signs, probability

OPEN, YES_NO, NUMBER = Expectation
PATIENCE = Patience()

chances = st.floats(0, 1)
maybe = st.none() | chances
expectations = st.sampled_from(Expectation)
paces = st.none() | st.floats(0, 3)


@pytest.mark.parametrize(
    ("expectation", "signs", "seconds"),
    [
        pytest.param(OPEN, Signs(), 1.3, id="nothing is known"),
        pytest.param(OPEN, Signs(sense=0.99), 1.3, id="the sound alone ends nothing"),
        pytest.param(OPEN, Signs(words=0.01), 1.3, id="half a sentence"),
        pytest.param(OPEN, Signs(words=0.01, sense=0.99), 1.3, id="half a sentence that falls"),
        pytest.param(OPEN, Signs(words=0.5, sense=0.5), 1.0, id="perhaps whole"),
        pytest.param(OPEN, Signs(words=0.95, sense=0.98), 0.5, id="whole in words and sound"),
        pytest.param(OPEN, Signs(words=0.95, sense=0.02), 1.0, id="whole words, held voice"),
        pytest.param(OPEN, Signs(words=0.95), 0.7, id="whole words, the sound not heard yet"),
        pytest.param(OPEN, Signs(words=0.98, sense=0.02), 0.5, id="a command in any voice"),
        pytest.param(OPEN, Signs(words=0.95, sense=0.98, pace=0.9), 0.6, id="a slow caller"),
        pytest.param(OPEN, Signs(words=0.95, sense=0.98, pace=0.4), 0.5, id="a quick caller"),
        pytest.param(YES_NO, Signs(words=0.98), 0.3, id="yes"),
        pytest.param(YES_NO, Signs(words=0.02), 1.3, id="yes, but"),
        pytest.param(NUMBER, Signs(words=0.98), 0.5, id="ten digits"),
        pytest.param(NUMBER, Signs(words=0.02, sense=0.99), 2.5, id="half a number that falls"),
        pytest.param(NUMBER, Signs(sense=0.99), 2.5, id="a number not heard yet"),
    ],
)
def test_the_wait_follows_what_is_known(
    expectation: Expectation, signs: Signs, seconds: float
) -> None:
    assert PATIENCE.ending_seconds(expectation, signs) == pytest.approx(seconds)


@given(expectations, maybe, chances, chances, paces)
def test_surer_words_never_lengthen_the_wait(
    expectation: Expectation, sense: float | None, one: float, other: float, pace: float | None
) -> None:
    less, more = sorted((one, other))
    known = Signs(sense=sense, words=less, pace=pace)
    wait = PATIENCE.ending_seconds(expectation, known)
    assert PATIENCE.ending_seconds(expectation, replace(known, words=more)) <= wait + 1e-9


@given(expectations, chances, chances, chances)
def test_a_surer_sound_never_lengthens_the_wait(
    expectation: Expectation, words: float, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    wait = PATIENCE.ending_seconds(expectation, Signs(sense=less, words=words))
    assert PATIENCE.ending_seconds(expectation, Signs(sense=more, words=words)) <= wait + 1e-9


@given(expectations, maybe, maybe, paces)
def test_the_wait_keeps_between_its_floor_and_its_ceiling(
    expectation: Expectation, sense: float | None, words: float | None, pace: float | None
) -> None:
    floor = PATIENCE.yes_no_seconds if expectation is YES_NO else PATIENCE.shortest_seconds
    ceiling = PATIENCE.number_seconds if expectation is NUMBER else PATIENCE.open_seconds
    wait = PATIENCE.ending_seconds(expectation, Signs(sense, words, pace))
    assert floor <= wait <= ceiling


@given(expectations, maybe, maybe)
def test_a_slow_caller_waits_no_shorter(
    expectation: Expectation, sense: float | None, words: float | None
) -> None:
    quick = PATIENCE.ending_seconds(expectation, Signs(sense, words))
    assert PATIENCE.ending_seconds(expectation, Signs(sense, words, pace=2.0)) >= quick


@given(maybe, maybe)
def test_a_probability_is_one(sense: float | None, words: float | None) -> None:
    assert 0 <= probability(Signs(sense, words)) <= 1


@pytest.mark.parametrize("name", [each.name for each in fields(Patience)])
def test_a_patience_of_nothing_is_refused(name: str) -> None:
    wrong = {each.name: getattr(PATIENCE, each.name) for each in fields(Patience)} | {name: 0.0}
    with pytest.raises(ValueError, match=f"expected {name} above 0"):
        Patience(**wrong)
