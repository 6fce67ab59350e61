import numpy as np
import pytest

from audio.frames import Samples
from audio.level import dbfs
from voice.manner import GAP_SECONDS, Manner, in_manner

RATE_HZ = 16000
SOUND = (3000 * np.random.default_rng(7).normal(0, 0.3, RATE_HZ)).astype(np.int16)


def high_part(samples: Samples) -> float:
    power = np.abs(np.fft.rfft(samples.astype(float))) ** 2
    return float(power[2000:].sum() / power.sum())


def test_a_plain_manner_leaves_the_sound_as_it_is() -> None:
    assert in_manner(SOUND, Manner(rate=0.6), RATE_HZ) is SOUND


def test_clearer_has_more_high_tones_and_no_less_level() -> None:
    clear = in_manner(SOUND, Manner(clear=True), RATE_HZ)
    assert high_part(clear) > high_part(SOUND)
    assert dbfs(clear) == pytest.approx(dbfs(SOUND), abs=0.1)


def test_clearer_and_louder_go_together() -> None:
    both = in_manner(SOUND, Manner(gain_db=6, clear=True), RATE_HZ)
    assert dbfs(both) == pytest.approx(dbfs(SOUND) + 6, abs=0.1)


def test_the_silence_between_sentences_grows_as_we_slow_down() -> None:
    gaps = [Manner(rate).gap_seconds for rate in (1.3, 1.0, 0.85, 0.72, 0.6)]
    assert gaps == sorted(gaps)
    assert gaps[1] == GAP_SECONDS
    assert gaps[2] > GAP_SECONDS / 0.85
    assert 0.15 < gaps[0] < gaps[-1] < 1


def test_a_sentence_of_no_sound_stays_one() -> None:
    assert len(in_manner(SOUND[:0], Manner(gain_db=6, clear=True), RATE_HZ)) == 0
