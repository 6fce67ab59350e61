from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.activity import WINDOW, Activity, few_tones
from audio.frames import AudioFrame, Samples

RATE_HZ = 16000
FRAME = 320

Sound = NDArray[np.float64]


def level(sound: Sound, db: float) -> Samples:
    """The sound at this RMS level below full scale."""
    rms = float(np.sqrt(np.mean(sound**2)))
    scaled = sound / rms * 10 ** (db / 20) * 32768
    return np.clip(np.rint(scaled), -32767, 32767).astype(np.int16)


def noise(seconds: float, db: float) -> Samples:
    rng = np.random.default_rng(7)
    return level(rng.standard_normal(round(seconds * RATE_HZ)), db)


def hum(seconds: float, db: float) -> Samples:
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    waves = [np.sin(2 * np.pi * 50 * k * times) / k for k in (1, 3, 5, 7)]
    return level(np.sum(waves, axis=0), db)


def vowel(seconds: float, db: float) -> Samples:
    """A voice of 120 Hz saying 'aaa': pulses through resonances at 700 and 1200 Hz."""
    pulses = np.zeros(round(seconds * RATE_HZ))
    pulses[:: RATE_HZ // 120] = 1
    times = np.arange(RATE_HZ // 20) / RATE_HZ
    ringing = np.exp(-200 * times) * (
        np.sin(2 * np.pi * 700 * times) + np.sin(2 * np.pi * 1200 * times)
    )
    return level(np.convolve(pulses, ringing)[: len(pulses)], db)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.int16)


def verdicts(activity: Activity, sound: Samples, frame: int = FRAME) -> list[bool]:
    frames = [sound[i : i + frame] for i in range(0, len(sound), frame)]
    return [activity.feed(AudioFrame(each, RATE_HZ)) for each in frames]


class Told:
    """A score that says what it is told, window after window, and counts what it is asked."""

    def __init__(self, scores: Iterator[float]) -> None:
        self.scores = scores
        self.windows: list[NDArray[np.float32]] = []
        self.resets = 0

    def __call__(self, window: NDArray[np.float32]) -> float:
        self.windows.append(window)
        return next(self.scores)

    def reset(self) -> None:
        self.resets += 1


def always(score: float) -> Told:
    return Told(iter(lambda: score, None))


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(silence, id="silence"),
        pytest.param(lambda seconds: noise(seconds, -60), id="faint noise"),
        pytest.param(lambda seconds: noise(seconds, -30), id="noise"),
        pytest.param(lambda seconds: noise(seconds, -15), id="loud noise"),
        pytest.param(lambda seconds: hum(seconds, -30), id="hum"),
    ],
)
def test_ten_minutes_of_a_steady_sound_never_reach_the_model(
    sound: Callable[[float], Samples],
) -> None:
    score = always(1.0)
    assert not any(verdicts(Activity(score), sound(600)))
    assert score.windows == []


@pytest.mark.parametrize("db", [-12, -25, -45])
def test_a_voice_is_heard_at_this_level(db: int) -> None:
    activity = Activity(always(0.9))
    before = verdicts(activity, noise(2, -70))
    during = verdicts(activity, vowel(1, db))
    assert not any(before)
    assert during.index(True) * 20 <= 100
    assert all(during[5:])


def test_a_voice_ten_decibel_above_noise_is_heard_by_the_gate_alone() -> None:
    activity = Activity(None)
    mixed = noise(1, -35) + vowel(1, -25)
    assert not any(verdicts(activity, noise(2, -35)))
    assert any(verdicts(activity, mixed))


def test_the_gate_alone_falls_shut_soon_after_the_voice() -> None:
    activity = Activity(None)
    verdicts(activity, np.concatenate((noise(1, -70), vowel(1, -25))))
    after = verdicts(activity, noise(2, -70))
    assert after.index(False) * 20 <= 320
    assert not any(after[20:])


def test_a_noise_that_begins_in_a_call_is_soon_taken_for_the_floor() -> None:
    activity = Activity(None)
    verdicts(activity, noise(5, -70))
    assert not any(verdicts(activity, hum(10, -25))[100:])


def test_the_model_has_the_last_word() -> None:
    score = always(0.1)
    assert not any(verdicts(Activity(score), np.concatenate((noise(1, -70), vowel(2, -25)))))
    assert len(score.windows) > 50


def test_a_doubtful_score_keeps_up_speech_and_does_not_begin_it() -> None:
    sound = np.concatenate((noise(1, -70), vowel(3, -25)))
    assert not any(verdicts(Activity(always(0.4)), sound))
    begun = Activity(Told(iter([0.9] * 20 + [0.4] * 200)))
    assert verdicts(begun, sound)[-1]


def test_soft_endings_are_the_models_to_judge_once_speech_has_begun() -> None:
    activity = Activity(always(0.9))
    verdicts(activity, np.concatenate((noise(1, -70), vowel(1, -45))))
    assert all(verdicts(activity, noise(1, -55)))


def test_a_word_that_has_faded_is_over_before_the_model_says_so() -> None:
    activity = Activity(always(0.9))
    verdicts(activity, np.concatenate((noise(1, -70), vowel(1, -25))))
    after = verdicts(activity, noise(1, -45))
    assert after.index(False) * 20 <= 80
    assert not any(after[4:])


def test_a_voice_far_behind_the_caller_is_no_speech() -> None:
    activity = Activity(always(0.9))
    verdicts(activity, np.concatenate((noise(1, -70), vowel(1, -20), noise(1, -70))))
    assert not any(verdicts(activity, vowel(1, -40)))
    assert any(verdicts(activity, vowel(1, -28)))


def test_after_long_loud_sound_that_is_none_speech_must_be_sure() -> None:
    drums = np.concatenate([noise(0.1, -70), vowel(0.5, -25)] * 8)
    for score, expected in ((0.8, False), (0.95, True)):
        activity = Activity(Told(iter([0.02] * 80 + [score] * 30 + [0.02] * 200)))
        assert any(verdicts(activity, drums)) is expected


def test_the_tones_of_keys_are_no_speech_however_doubtful_the_model() -> None:
    times = np.arange(RATE_HZ) / RATE_HZ
    key = level(np.sin(2 * np.pi * 770 * times) + np.sin(2 * np.pi * 1336 * times), -20)
    assert few_tones(key[:WINDOW].astype(np.float32))
    assert not few_tones(vowel(1, -20)[:WINDOW].astype(np.float32))
    assert not any(verdicts(Activity(always(0.7)), np.concatenate((key, key))))


class Ours:
    """An echo that explains everything until it is told otherwise."""

    explained = True

    def explains(self, block: Samples) -> bool:
        return self.explained


def test_our_own_voice_coming_back_is_no_speech_and_the_caller_over_it_is() -> None:
    ours = Ours()
    activity = Activity(always(0.9), ours)
    assert not any(verdicts(activity, np.concatenate((noise(1, -70), vowel(1, -25)))))
    assert activity.nearness.caller_db is None
    ours.explained = False
    assert all(verdicts(activity, vowel(0.5, -25)))


def test_the_end_of_speech_is_the_models_to_judge_too() -> None:
    windows_of_speech = 60
    activity = Activity(Told(iter([0.9] * windows_of_speech + [0.0] * 100)))
    verdicts(activity, np.concatenate((noise(1, -70), vowel(1, -45))))
    assert not any(verdicts(activity, noise(2, -62))[-20:])


def test_the_model_hears_a_run_up_from_before_the_gate_opened() -> None:
    score = always(0.9)
    verdicts(Activity(score), np.concatenate((noise(1, -70), vowel(0.1, -25))))
    levels = [float(np.sqrt(np.mean(window**2))) for window in score.windows]
    assert score.resets == 1
    assert max(levels[:3]) < 0.001
    assert max(levels) > 0.02
    assert {len(window) for window in score.windows} == {WINDOW}
    assert all(window.dtype == np.float32 for window in score.windows)


def test_long_sound_that_is_no_speech_resets_the_model_every_two_seconds() -> None:
    score = always(0.02)
    pulsing = np.concatenate([vowel(0.5, -25), noise(0.1, -70)] * 20)
    verdicts(Activity(score), pulsing)
    assert 5 <= score.resets <= 7


def test_the_model_is_not_reset_while_someone_speaks() -> None:
    score = always(0.9)
    pulsing = np.concatenate([vowel(0.5, -25), noise(0.1, -70)] * 20)
    verdicts(Activity(score), pulsing)
    assert score.resets == 1


@pytest.mark.parametrize("frame", [1, 100, 320, 333, 1600, 48000])
def test_the_length_of_frames_does_not_matter(frame: int) -> None:
    sound = np.concatenate((noise(0.5, -70), vowel(0.5, -25)))
    score = always(0.9)
    assert verdicts(Activity(score), sound, frame)[-1]
    reference = always(0.9)
    verdicts(Activity(reference), sound)
    assert np.array_equal(score.windows, reference.windows)


def test_an_empty_frame_changes_nothing() -> None:
    assert Activity(None).feed(AudioFrame(silence(0), RATE_HZ)) is False


def test_telephone_sound_is_not_taken_for_sixteen_kilohertz() -> None:
    with pytest.raises(ValueError, match="expected sound at 16000 Hz, got 8000 Hz"):
        Activity(None).feed(AudioFrame(silence(0.02), 8000))
