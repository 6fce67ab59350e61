import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.frames import Samples
from audio.loudness import SPEECH_LUFS, at_speech_level, loudness


def sine(hz: float, seconds: float, rate_hz: int = 16000, peak: float = 0.1) -> Samples:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return (peak * 32768 * np.sin(2 * np.pi * hz * at)).astype(np.int16)


@pytest.mark.parametrize("rate_hz", [8000, 16000, 22050])
def test_a_full_tone_of_997_hz_is_three_below_full_scale(rate_hz: int) -> None:
    """ITU-R BS.1770-4, annex 1: -3.01 LKFS in one channel, so 20 less at a tenth of it."""
    assert loudness(sine(997, 2, rate_hz), rate_hz) == pytest.approx(-23.01, abs=0.2)


def test_high_tones_count_for_more_and_the_lowest_for_less() -> None:
    low, middle, high = (loudness(sine(hz, 1), 16000) for hz in (50, 500, 3000))
    assert low < middle - 1 < middle < high - 2


def test_silence_has_no_loudness_and_is_left_alone() -> None:
    for samples in (np.zeros(8000, np.int16), np.zeros(0, np.int16)):
        assert loudness(samples, 8000) == -math.inf
        assert at_speech_level(samples, 8000) is samples


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.39, 0.4, 0.41, 1.0])
def test_a_short_word_is_as_loud_as_the_same_word_drawn_out(seconds: float) -> None:
    assert loudness(sine(500, seconds), 16000) == pytest.approx(
        loudness(sine(500, 3), 16000), abs=0.3
    )


@settings(deadline=None, max_examples=40)
@given(hz=st.floats(150, 3000), seconds=st.floats(0.1, 2), peak=st.floats(0.002, 0.9))
def test_everything_is_brought_to_the_same(hz: float, seconds: float, peak: float) -> None:
    made = at_speech_level(sine(hz, seconds, peak=peak), 16000)
    assert loudness(made, 16000) == pytest.approx(SPEECH_LUFS, abs=0.3)


def test_pauses_make_the_words_between_them_no_louder() -> None:
    word, pause = sine(500, 0.5), np.zeros(8000, np.int16)
    made = at_speech_level(np.concatenate([word, pause, word]), 16000, np.concatenate([word, word]))
    assert loudness(made[:8000], 16000) == pytest.approx(SPEECH_LUFS, abs=0.3)
