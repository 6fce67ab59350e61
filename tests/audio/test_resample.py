import numpy as np
import pytest

from audio.frames import Samples
from audio.level import dbfs, levels_db
from audio.resample import Resampler

DIRECTIONS = [
    (8000, 16000),
    (16000, 8000),
    (24000, 8000),
    (48000, 16000),
    (22050, 8000),
    (44100, 16000),
    (16000, 44100),
]


def tone(hz: float, rate_hz: int, seconds: float = 1.0) -> Samples:
    at = np.arange(round(rate_hz * seconds)) / rate_hz
    return (10000 * np.sin(2 * np.pi * hz * at)).astype(np.int16)


def convert(sound: Samples, from_hz: int, to_hz: int) -> Samples:
    resampler = Resampler(from_hz, to_hz)
    return np.concatenate(
        [resampler.feed(part) for part in np.split(sound, range(from_hz // 50, len(sound), 441))]
    )


@pytest.mark.parametrize(("from_hz", "to_hz"), DIRECTIONS)
def test_a_tone_keeps_its_pitch_and_level(from_hz: int, to_hz: int) -> None:
    resampler = Resampler(from_hz, to_hz)
    out = resampler.feed(tone(1000, from_hz))
    at = np.arange(len(out)) / to_hz - resampler.delay_seconds
    expected = 10000 * np.sin(2 * np.pi * 1000 * at)
    settled = slice(to_hz // 10, None)
    assert np.abs(out - expected)[settled].max() < 30


@pytest.mark.parametrize(("from_hz", "to_hz"), [d for d in DIRECTIONS if d[0] > d[1]])
def test_what_the_lower_rate_cannot_carry_is_gone(from_hz: int, to_hz: int) -> None:
    assert dbfs(convert(tone(to_hz * 0.51, from_hz), from_hz, to_hz)[to_hz // 10 :]) < -75


@pytest.mark.parametrize(("from_hz", "to_hz"), [d for d in DIRECTIONS if d[0] > d[1]])
def test_a_sweep_leaves_no_alias_above_minus_fifty_db(from_hz: int, to_hz: int) -> None:
    """All of a sweep above half the lower rate would come out as a tone that was never there."""
    seconds, nyquist = 2.0, to_hz / 2
    at = np.arange(round(from_hz * seconds)) / from_hz
    phase = 2 * np.pi * (nyquist * at + (from_hz / 2 - nyquist) * at**2 / (2 * seconds))
    above = (20000 * np.sin(phase)).astype(np.int16)
    out = convert(above, from_hz, to_hz)[to_hz // 20 :]
    levels = levels_db(out, to_hz // 50, -120)
    assert levels.max() < dbfs(above) - 50


@pytest.mark.parametrize(("from_hz", "to_hz"), DIRECTIONS)
def test_twenty_milliseconds_in_is_twenty_milliseconds_out(from_hz: int, to_hz: int) -> None:
    resampler = Resampler(from_hz, to_hz)
    for _ in range(50):
        assert len(resampler.feed(np.zeros(from_hz // 50, np.int16))) == to_hz // 50


@pytest.mark.parametrize(("from_hz", "to_hz"), DIRECTIONS)
def test_nothing_is_heard_later_than_four_milliseconds(from_hz: int, to_hz: int) -> None:
    assert Resampler(from_hz, to_hz).delay_seconds <= 0.004


@pytest.mark.parametrize("size", [1, 2, 7, 160, 1001])
@pytest.mark.parametrize("from_hz", [8000, 44100])
def test_the_size_of_the_parts_does_not_matter(from_hz: int, size: int) -> None:
    sound = tone(440, from_hz, 0.1)
    whole = Resampler(from_hz, 16000).feed(sound)
    resampler = Resampler(from_hz, 16000)
    parts = [resampler.feed(sound[at : at + size]) for at in range(0, len(sound), size)]
    assert np.array_equal(np.concatenate(parts), whole)


def test_equal_rates_pass_through_untouched() -> None:
    sound = tone(440, 8000)
    resampler = Resampler(8000, 8000)
    assert resampler.feed(sound) is sound
    assert len(resampler.flush()) == 0
    assert resampler.delay_seconds == 0


def test_flush_brings_out_the_end() -> None:
    resampler = Resampler(8000, 16000)
    sound = np.zeros(160, np.int16)
    sound[-1] = 20000
    before, after = resampler.feed(sound), resampler.flush()
    assert np.abs(before).max() < 20
    assert np.abs(after).max() > 10000


def test_a_full_scale_square_saturates_instead_of_turning_over() -> None:
    square = np.where(tone(300, 8000) >= 0, 32767, -32768).astype(np.int16)
    out = convert(square, 8000, 16000).astype(int)
    assert np.abs(np.diff(out)).max() < 50000  # a sample that wrapped would jump by 65535


@pytest.mark.parametrize("rates", [(0, 8000), (8000, -1)])
def test_a_rate_that_is_none_is_refused(rates: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="expected rates above 0 Hz"):
        Resampler(*rates)
