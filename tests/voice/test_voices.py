import numpy as np
import pytest

from audio.frames import Samples
from audio.loudness import SPEECH_LUFS, loudness
from voice.voices import speak_with_pauses, trimmed

RATE_HZ = 16000


def tone(seconds: float, amplitude: float = 3000.0) -> Samples:
    at = np.arange(round(seconds * RATE_HZ))
    return (amplitude * np.sin(2 * np.pi * 440 * at / RATE_HZ)).astype(np.int16)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.int16)


def test_silence_before_the_first_word_is_cut_to_twenty_milliseconds() -> None:
    sound = np.concatenate([silence(0.2), tone(0.5), silence(0.5)])
    loud = np.flatnonzero(np.abs(trimmed(sound, RATE_HZ)) > 100)
    assert loud[0] / RATE_HZ == pytest.approx(0.02, abs=0.002)


def test_silence_after_the_last_word_is_brought_to_what_is_asked() -> None:
    for behind in (0.0, 0.02, 0.5):
        sound = trimmed(np.concatenate([tone(0.5), silence(behind)]), RATE_HZ, 0.1)
        assert len(sound) / RATE_HZ == pytest.approx(0.6, abs=0.005)


def test_sound_without_speech_is_trimmed_to_nothing() -> None:
    assert len(trimmed(silence(0.3), RATE_HZ)) == 0
    assert len(trimmed(silence(0), RATE_HZ)) == 0


def test_a_pause_is_300_milliseconds_whatever_the_engine_leaves_around_words() -> None:
    def utter(words: str) -> Samples:
        return np.concatenate([silence(0.1), tone(0.4), silence(0.4)])

    sound = speak_with_pauses("nul zes … twaalf", RATE_HZ, utter)
    loud = np.flatnonzero(np.abs(sound) > 100)
    longest = np.max(np.diff(loud)) / RATE_HZ
    assert longest == pytest.approx(0.34, abs=0.01)  # 20 ms of either word's edge beside it


def test_stretches_are_spoken_in_order_and_empty_ones_are_not_asked_for() -> None:
    asked: list[str] = []

    def utter(words: str) -> Samples:
        asked.append(words)
        return tone(0.1)

    speak_with_pauses("een … … twee … .", RATE_HZ, utter)
    assert asked == ["een", "twee"]


def test_no_words_give_no_sound() -> None:
    assert len(speak_with_pauses("", RATE_HZ, lambda words: tone(1))) == 0


@pytest.mark.parametrize("amplitude", [50.0, 1000.0, 30000.0])
def test_speech_comes_out_equally_loud(amplitude: float) -> None:
    sound = speak_with_pauses("een … twee", RATE_HZ, lambda words: tone(0.5, amplitude))
    words = np.concatenate([sound[: RATE_HZ // 2], sound[-RATE_HZ // 2 :]])
    assert loudness(words, RATE_HZ) == pytest.approx(SPEECH_LUFS, abs=0.5)


@pytest.mark.parametrize("rate", [0.6, 0.85, 1.3])
def test_a_pause_grows_as_the_voice_slows_down(rate: float) -> None:
    sound = speak_with_pauses("nul zes … twaalf", RATE_HZ, lambda words: tone(0.4), rate)
    loud = np.flatnonzero(np.abs(sound) > 100)
    assert np.max(np.diff(loud)) / RATE_HZ == pytest.approx(0.3 / rate + 0.02, abs=0.005)


def test_peaks_are_turned_down_and_do_not_wrap_around() -> None:
    def clicks(words: str) -> Samples:
        sound = tone(1.0, 500.0)
        sound[::800] = 32000
        return sound

    sound = speak_with_pauses("tik", RATE_HZ, clicks)
    assert np.min(sound) > -20000
    assert np.max(sound) > 29000
