import math

import numpy as np
import pytest

from audio.level import dbfs


def sine(peak: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return (peak * 32767 * np.sin(np.arange(8000) / 8)).astype(np.int16)


def test_a_full_sine_is_three_below_full_scale() -> None:
    assert dbfs(sine(1.0)) == pytest.approx(-3.01, abs=0.02)
    assert dbfs(np.full(100, -32768, np.int16)) == 0


@pytest.mark.parametrize("silence", [np.zeros(160, np.int16), np.zeros(0, np.int16)])
def test_silence_has_no_level(silence: np.ndarray[tuple[int], np.dtype[np.int16]]) -> None:
    assert dbfs(silence) == -math.inf
