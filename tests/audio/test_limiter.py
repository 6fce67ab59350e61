import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly  # type: ignore[import-untyped]

from audio.frames import Samples
from audio.level import dbfs
from audio.limiter import CEILING_DBFS, louder

RATE_HZ = 8000
CEILING = 32768 * 10 ** (CEILING_DBFS / 20)


def sine(peak: float, hz: float = 203.0, seconds: float = 0.5) -> Samples:
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (peak * 32767 * np.sin(2 * np.pi * hz * at)).astype(np.int16)


def true_peak(samples: Samples) -> float:
    """Without the first and last moment: a tone's sudden ends ring in every converter."""
    return float(np.abs(resample_poly(samples.astype(float), 8, 1))[3200:-3200].max())


@pytest.mark.parametrize("db", [-20.0, -6.0, 3.0, 6.0])
def test_the_level_moves_by_so_much_where_there_is_room(db: float) -> None:
    assert dbfs(louder(sine(0.2), db, RATE_HZ)) == pytest.approx(dbfs(sine(0.2)) + db, abs=0.05)


def test_nothing_asked_touches_nothing() -> None:
    sound = sine(1.0)
    assert louder(sound, 0, RATE_HZ) is sound
    assert len(louder(sound[:0], 6, RATE_HZ)) == 0


@settings(deadline=None)
@given(
    parts=st.lists(
        st.tuples(st.integers(-32768, 32767), st.integers(1, 400)), min_size=1, max_size=12
    ),
    db=st.floats(-12, 30).filter(bool),
    seed=st.integers(0, 2**32 - 1),
)
def test_no_sample_comes_above_the_ceiling_and_none_wraps_around(
    parts: list[tuple[int, int]], db: float, seed: int
) -> None:
    noise = np.random.default_rng(seed)
    steps = np.concatenate([np.full(size, level, np.int16) for level, size in parts])
    sound = (steps * noise.uniform(0, 1, len(steps))).astype(np.int16)
    made = louder(sound, db, RATE_HZ)
    assert len(made) == len(sound)
    assert np.abs(made.astype(int)).max() <= CEILING
    signs = np.sign(made.astype(int)) * np.sign(sound.astype(int))
    assert (signs >= 0).all()


@settings(deadline=None)
@given(hz=st.floats(80, 3400), db=st.floats(0, 20))
def test_the_wave_between_the_samples_keeps_below_the_ceiling_too(hz: float, db: float) -> None:
    made = louder(sine(0.5, hz), db, RATE_HZ)
    assert true_peak(made) <= CEILING * 10 ** (0.1 / 20)


def test_a_tone_that_is_turned_down_stays_a_pure_tone() -> None:
    made = louder(sine(0.6), 9, RATE_HZ)[800:-800].astype(float)  # would be 1.7 times full scale
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made))))
    tone = int(np.argmax(spectrum))
    beside = np.delete(spectrum, range(tone - 4, tone + 5))
    assert 20 * np.log10(beside.max() / spectrum[tone]) < -50


def test_a_peak_is_turned_down_and_what_is_far_from_it_is_not() -> None:
    sound = sine(0.1, seconds=1.0)
    sound[4000:4040] = 32000
    made = louder(sound, 6, RATE_HZ)
    assert dbfs(made[:3600]) == pytest.approx(dbfs(sound[:3600]) + 6, abs=0.05)
    assert dbfs(made[4400:]) == pytest.approx(dbfs(sound[4400:]) + 6, abs=0.05)
    assert made[4020] < CEILING
