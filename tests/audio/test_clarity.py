import numpy as np
import pytest

from audio.clarity import clearer


def lift_db(hz: float, rate_hz: int) -> float:
    """How much a tone is lifted beside one of 700 Hz that sounds with it."""
    at = np.arange(rate_hz) / rate_hz
    made = clearer(np.sin(2 * np.pi * hz * at) + np.sin(2 * np.pi * 700 * at), rate_hz)
    spectrum = np.abs(np.fft.rfft(made[rate_hz // 4 :] * np.hanning(len(made) - rate_hz // 4)))
    tone, beside = spectrum[round(hz * 0.75)], spectrum[round(700 * 0.75)]
    return float(20 * np.log10(tone / beside))


@pytest.mark.parametrize("rate_hz", [8000, 16000])
def test_consonants_are_lifted_and_the_lowest_tones_are_less(rate_hz: int) -> None:
    assert -6 < lift_db(200, rate_hz) < -3
    assert 0 < lift_db(1000, rate_hz) < 2
    assert 3 < lift_db(2000, rate_hz) < 5
    assert 4.5 < lift_db(3000, rate_hz) < 6.5


@pytest.mark.parametrize("rate_hz", [8000, 16000])
def test_the_lift_never_rises_by_more_than_six_db_an_octave(rate_hz: int) -> None:
    lifts = [lift_db(hz, rate_hz) for hz in (250, 500, 1000, 2000, 3400)]
    assert max(np.diff(lifts)) < 6


def test_the_power_of_the_whole_stays() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 8000)
    assert np.sum(clearer(noise, 8000) ** 2) == pytest.approx(np.sum(noise**2))


def test_silence_stays_silent() -> None:
    assert not clearer(np.zeros(800), 8000).any()
