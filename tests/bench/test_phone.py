"""The caller's telephone by given moments; a block is 20 ms."""

import pytest

from bench.phone import Phone
from tests.bench.sounds import noise, tone


def test_sound_that_comes_faster_than_it_is_played_waits_its_turn() -> None:
    phone = Phone()
    phone.play(1.0, tone(2))
    phone.play(1.0, tone(1))
    assert [block.began for block in phone.audible] == pytest.approx([1.0, 1.02, 1.04])
    assert [block.arrived for block in phone.audible] == [1.0, 1.0, 1.0]


def test_a_quiet_run_up_is_not_the_first_sound() -> None:
    phone = Phone()
    phone.play(1.0, noise(3))
    phone.play(1.01, tone(1))
    onset = phone.onset(0.9)
    assert onset is not None
    assert (onset.arrived, onset.began) == pytest.approx((1.01, 1.06))


def test_an_onset_is_what_arrived_after_the_callers_end() -> None:
    phone = Phone()
    phone.play(1.0, tone(10))
    assert phone.onset(1.05) is None
    phone.play(2.0, tone(1))
    onset = phone.onset(1.05)
    assert onset is not None
    assert onset.arrived == 2.0


def test_what_a_clear_takes_away_was_never_heard() -> None:
    phone = Phone()
    phone.play(1.0, tone(50))
    phone.clear(1.11)
    assert phone.heard_until(0.0) == pytest.approx(1.11)
    assert phone.cuts == [1.11]
    phone.play(1.5, tone(1))
    assert phone.audible[-1].began == 1.5


def test_a_clear_in_silence_cuts_nothing() -> None:
    phone = Phone()
    phone.play(1.0, tone(5))
    phone.clear(3.0)
    assert (phone.clears, phone.cuts) == (1, [])


def test_a_clear_that_takes_only_silence_away_cuts_nothing() -> None:
    phone = Phone()
    phone.play(1.0, tone(1))
    phone.play(1.0, noise(50))
    phone.clear(1.5)
    assert phone.cuts == []


def test_a_mark_is_reached_when_the_sound_before_it_was_played() -> None:
    phone = Phone()
    phone.play(1.0, tone(10))
    phone.mark(1.0, "end")
    assert phone.reached(1.19) == []
    assert phone.reached(1.21) == ["end"]
    assert phone.reached(1.3) == []


def test_a_clear_gives_the_marks_back_at_once() -> None:
    phone = Phone()
    phone.play(1.0, tone(50))
    phone.mark(1.0, "end")
    phone.clear(1.1)
    assert phone.reached(1.1) == ["end"]


def test_we_fell_silent_at_the_first_long_gap_and_not_between_two_sentences() -> None:
    phone = Phone()
    phone.play(1.0, tone(10))
    phone.play(1.45, tone(10))  # a quarter second later: the next sentence
    phone.play(3.0, tone(10))  # the answer to what the caller said over us
    assert phone.fell_silent(1.1) == pytest.approx(1.65)


def test_what_sounded_is_known_for_any_stretch() -> None:
    phone = Phone()
    phone.play(1.0, tone(10))
    assert phone.sounded(1.1, 5.0)
    assert not phone.sounded(1.3, 5.0)
    assert phone.quiet_for(1.7) == pytest.approx(0.5)
