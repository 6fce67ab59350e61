import numpy as np
import pytest

from bench.pitch import pitch_hz


@pytest.mark.parametrize("rate_hz", [8000, 22050])
@pytest.mark.parametrize("hz", [80.0, 110.0, 203.0, 310.0])
def test_the_pitch_of_a_hum_is_found(hz: float, rate_hz: int) -> None:
    at = np.arange(rate_hz) / rate_hz
    hum = sum(np.sin(2 * np.pi * hz * part * at) / part for part in range(1, 8))
    assert pitch_hz((3000 * np.asarray(hum)).astype(np.int16), rate_hz) == pytest.approx(
        hz, rel=0.03
    )


def test_hissing_has_no_pitch() -> None:
    hiss = np.random.default_rng(1).normal(0, 3000, 8000).astype(np.int16)
    with pytest.raises(ValueError, match="without any pitch"):
        pitch_hz(hiss, 8000)
