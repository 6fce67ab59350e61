"""The models of the pinned pipecat, behind the two internal names we use of it."""

import threading
from collections.abc import Callable
from importlib.metadata import version
from importlib.resources import files

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.activity import Activity
from audio.frames import AudioFrame, Samples
from tests.voice.conftest import Say
from voice.floor import OurVoice
from voice.shipped import Silero, SmartTurn
from voice.turns import Signal, Turns

RATE_HZ = 16000


@pytest.fixture(scope="module")
def silero() -> Silero:
    return Silero()


@pytest.fixture(scope="module")
def smart_turn() -> SmartTurn:
    return SmartTurn()


def at(sound: AudioFrame, db: float) -> NDArray[np.float64]:
    samples = sound.samples.astype(np.float64)
    return samples * float(32768 * 10 ** (db / 20) / np.sqrt(np.mean(samples**2)))


def noise(seconds: float, db: float) -> NDArray[np.float64]:
    rng = np.random.default_rng(11)
    return rng.standard_normal(round(seconds * RATE_HZ)) * 32768 * 10 ** (db / 20)


def on_a_line(sound: NDArray[np.float64], noise_db: float = -70) -> Samples:
    """The sound after 2 s and before 2 s of a line's noise, with that noise throughout."""
    gap = np.zeros(2 * RATE_HZ)
    mixed = np.concatenate((gap, sound, gap))
    mixed += noise(len(mixed) / RATE_HZ, noise_db)
    return np.clip(np.rint(mixed), -32767, 32767).astype(np.int16)


def signals(silero: Silero, sound: Samples) -> list[tuple[float, Signal | OurVoice]]:
    """Signals with the second at which they came; the end-of-turn model stays silent."""
    activity, turns = Activity(silero.fresh()), Turns()
    heard = []
    for start in range(0, len(sound) - 319, 320):
        speaking = activity.feed(AudioFrame(sound[start : start + 320], RATE_HZ))
        heard += [((start + 320) / RATE_HZ, signal) for signal in turns.feed(speaking, 320)]
    return heard


def test_pipecat_is_the_version_whose_internals_we_know() -> None:
    assert version("pipecat-ai") == "1.14.0"
    assert (files("pipecat.audio.vad.data") / "silero_vad.onnx").is_file()
    data = files("pipecat.audio.turn.smart_turn.data")
    assert (data / "smart-turn-v3.2-cpu.onnx").is_file()


def test_the_end_of_turn_model_still_answers_with_a_probability(smart_turn: SmartTurn) -> None:
    answer = smart_turn._analyser._predict_endpoint(np.zeros(RATE_HZ, np.float32))
    assert set(answer) == {"prediction", "probability"}
    assert 0 <= answer["probability"] <= 1


def test_no_setting_of_the_environment_has_callers_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PIPECAT_SMART_TURN_LOG_DATA", "true")
    assert SmartTurn()._analyser._log_data is False


def test_calls_share_the_model_and_not_its_memory(silero: Silero) -> None:
    one, other = silero.fresh(), silero.fresh()
    window = (0.1 * np.sin(np.arange(512) / 9)).astype(np.float32)
    first = [one(window) for _ in range(10)]
    assert [other(window) for _ in range(10)] == first
    assert one(window) != first[0]
    one.reset()
    assert one(window) == first[0]


@pytest.mark.parametrize(
    "window",
    [np.zeros(256, np.float32), np.zeros(512, np.int16), np.zeros((1, 512), np.float32)],
)
def test_a_wrong_window_is_refused(silero: Silero, window: NDArray[np.float32]) -> None:
    with pytest.raises(ValueError, match="expected 512 float32 samples, got"):
        silero.fresh()(window)


def test_the_end_of_turn_model_refuses_telephone_sound(smart_turn: SmartTurn) -> None:
    with pytest.raises(ValueError, match="expected sound at 16000 Hz, got 8000 Hz"):
        smart_turn.completeness(AudioFrame(np.zeros(8000, np.int16), 8000))


def faded(voice: NDArray[np.float64]) -> float:
    """Second at which the voice has fallen 15 dB below its level for good."""
    blocks = voice[: len(voice) // 320 * 320].reshape(-1, 320)
    loud = np.mean(blocks**2, axis=1) > np.mean(voice**2) / 10**1.5
    return float(np.flatnonzero(loud)[-1] + 1) * 320 / RATE_HZ


def tone(seconds: float, hz: float) -> NDArray[np.float64]:
    wave: NDArray[np.float64] = np.sin(2 * np.pi * hz * np.arange(seconds * RATE_HZ) / RATE_HZ)
    return 3000 * wave


def hum(seconds: float) -> NDArray[np.float64]:
    return tone(seconds, 50) + tone(seconds, 150) / 2


def music(seconds: float) -> NDArray[np.float64]:
    """Five notes that come and go."""
    sound = np.zeros(round(seconds * RATE_HZ))
    for nth, hz in enumerate((262, 330, 392, 523, 659), start=1):
        sound += tone(seconds, hz) / 2 * (tone(seconds, nth / 2) > 0)
    return sound


def cut(sound: NDArray[np.float64], on_seconds: float, off_seconds: float) -> NDArray[np.float64]:
    times = np.arange(len(sound)) / RATE_HZ
    return sound * (times % (on_seconds + off_seconds) < on_seconds)


Noise = Callable[[float], NDArray[np.float64]]


@pytest.mark.models
@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(lambda seconds: np.zeros(seconds * RATE_HZ), id="silence"),
        pytest.param(lambda seconds: noise(seconds, -30), id="noise"),
        pytest.param(lambda seconds: cut(noise(seconds, -25), 0.3, 2.7), id="bursts of noise"),
        pytest.param(hum, id="hum"),
        pytest.param(lambda seconds: cut(tone(seconds, 425), 1, 4), id="ring tone"),
        pytest.param(music, id="music"),
    ],
)
def test_ten_minutes_without_a_voice_begin_no_turn(silero: Silero, sound: Noise) -> None:
    assert signals(silero, sound(600).astype(np.int16)) == []


@pytest.mark.models
@pytest.mark.parametrize(("voice_db", "noise_db"), [(-12, -70), (-25, -35), (-45, -70), (-45, -58)])
def test_a_voice_is_one_turn_however_soft_or_noisy(
    silero: Silero, say: Say, voice_db: float, noise_db: float
) -> None:
    spoken = at(say("What does a driving licence cost?"), voice_db)
    heard = signals(silero, on_a_line(spoken, noise_db))
    assert [signal for _, signal in heard] == [Signal.STARTED, Signal.PAUSED, Signal.ENDED]
    assert heard[0][0] <= 2.5
    assert 0 < heard[1][0] - (2 + faded(spoken)) <= 0.3


@pytest.mark.models
def test_music_does_not_deafen_us_to_the_caller(silero: Silero, say: Say) -> None:
    spoken = at(say("What does a driving licence cost?"), -20)
    heard = signals(silero, on_a_line(np.concatenate((music(60), spoken))))
    assert heard[0][1] is Signal.STARTED
    assert 62 <= heard[0][0] <= 63


@pytest.mark.models
def test_a_finished_question_sounds_finished_and_a_half_one_does_not(
    smart_turn: SmartTurn, say: Say
) -> None:
    whole = say("What does a driving licence cost?").samples
    half = whole[: len(whole) // 2]
    pause = np.zeros(RATE_HZ // 5, np.int16)
    assert smart_turn.completeness(AudioFrame(np.concatenate((whole, pause)), RATE_HZ)) > 0.5
    assert smart_turn.completeness(AudioFrame(np.concatenate((half, pause)), RATE_HZ)) < 0.5


@pytest.mark.models
def test_only_the_last_eight_seconds_count(smart_turn: SmartTurn, say: Say) -> None:
    spoken = say("What does a driving licence cost?").samples
    last = np.concatenate((np.zeros(8 * RATE_HZ - len(spoken), np.int16), spoken))
    longer = np.concatenate((spoken, last))
    alone = smart_turn.completeness(AudioFrame(last, RATE_HZ))
    assert smart_turn.completeness(AudioFrame(longer, RATE_HZ)) == alone


@pytest.mark.models
def test_threads_that_ask_at_once_get_their_own_answer(smart_turn: SmartTurn, say: Say) -> None:
    sounds = [
        say("What does a driving licence cost?"),
        say("I would like to speak to the"),
        say("Yes."),
    ]
    expected = [smart_turn.completeness(sound) for sound in sounds]
    answers = [0.0] * len(sounds)

    def ask(nth: int) -> None:
        answers[nth] = smart_turn.completeness(sounds[nth])

    threads = [threading.Thread(target=ask, args=(nth,)) for nth in range(len(sounds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == pytest.approx(expected)
