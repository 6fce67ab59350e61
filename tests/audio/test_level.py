import math

import numpy as np
import pytest

from audio.level import dbfs, gain


def sine(peak: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return (peak * 32767 * np.sin(np.arange(8000) / 8)).astype(np.int16)


def test_a_full_sine_is_three_below_full_scale() -> None:
    assert dbfs(sine(1.0)) == pytest.approx(-3.01, abs=0.02)
    assert dbfs(np.full(100, -32768, np.int16)) == 0


@pytest.mark.parametrize("silence", [np.zeros(160, np.int16), np.zeros(0, np.int16)])
def test_silence_has_no_level(silence: np.ndarray[tuple[int], np.dtype[np.int16]]) -> None:
    assert dbfs(silence) == -math.inf


@pytest.mark.parametrize("db", [-20.0, -6.0, 3.0, 6.0])
def test_gain_moves_the_level_by_so_much(db: float) -> None:
    assert dbfs(gain(sine(0.2), db)) == pytest.approx(dbfs(sine(0.2)) + db, abs=0.05)


def test_no_gain_touches_nothing() -> None:
    sound = sine(1.0)
    assert gain(sound, 0) is sound


def test_loud_sound_bends_and_never_clips() -> None:
    louder = gain(sine(0.6), 9).astype(int)  # would be 1.7 times full scale
    assert np.abs(louder).max() <= 32767
    # Clipped sound stands still at the top; bent sound still moves there.
    top = louder[np.abs(louder) > 0.9 * 32767]
    assert len(np.unique(top)) > len(top) / 20
    assert dbfs(gain(sine(0.6), 9)) > dbfs(sine(0.6)) + 4


def test_louder_never_turns_the_order_of_samples_round() -> None:
    rising = np.arange(-32768, 32768, 16).astype(np.int16)
    assert (np.diff(gain(rising, 12).astype(int)) >= 0).all()
