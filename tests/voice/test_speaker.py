import asyncio
import threading
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest
from loguru import logger

from audio.frames import Samples
from audio.level import dbfs
from dialog.knowledge import Pronunciation
from voice.manner import GAP_SECONDS, Manner
from voice.prompt_store import PromptStore
from voice.pronunciation import Pronunciations
from voice.speaker import Speaker, _read
from voice.voices import SpeakingError

RATE_HZ = 16000


class ToneVoice:
    """Says each text as a tone of its own pitch, a tenth of a second a word."""

    def __init__(self, name: str = "toon", language: str = "nl") -> None:
        self.id = name
        self.language = language
        self.rate_hz = RATE_HZ
        self.takes_ipa = False
        self.said: list[str] = []
        self.may_speak = threading.Event()
        self.may_speak.set()
        self.began = threading.Event()

    def speak(self, text: str, rate: float) -> Samples:
        self.said.append(text)
        self.began.set()
        assert self.may_speak.wait(10), "the test never let the voice speak"
        at = np.arange(round(len(text.split()) * 0.1 / rate * RATE_HZ))
        pitch = 300 + sum(text.encode()) % 700
        return (4000 * np.sin(2 * np.pi * pitch * at / RATE_HZ)).astype(np.int16)


class MuteVoice(ToneVoice):
    """An engine that fails on every sentence."""

    def speak(self, text: str, rate: float) -> Samples:
        self.said.append(text)
        raise RuntimeError(f"cannot say {text}")


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    found: list[str] = []
    sink = logger.add(lambda message: found.append(str(message)), level="WARNING")
    yield found
    logger.remove(sink)


@pytest.fixture
def voice() -> ToneVoice:
    return ToneVoice()


@pytest.fixture
def speaker(voice: ToneVoice, tmp_path: Path) -> Iterator[Speaker]:
    made = Speaker({"nl": [voice]}, PromptStore(tmp_path))
    yield made
    voice.may_speak.set()
    made.close()


def files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


async def test_sound_is_at_the_speakers_rate(speaker: Speaker) -> None:
    sound = await speaker.render("een twee drie vier vijf")
    assert len(sound) == pytest.approx(0.5 * 16000, abs=80)
    spectrum = np.abs(np.fft.rfft(sound.astype(float)))
    pitch = 300 + sum(b"een twee drie vier vijf") % 700
    assert np.argmax(spectrum) * 16000 / len(sound) == pytest.approx(pitch, abs=3)


async def test_the_voice_gets_words_and_the_listener_the_written_text(
    speaker: Speaker, voice: ToneVoice
) -> None:
    async with aclosing(speaker.stream("Dat kost € 77,85. Komt u langs?")) as spoken:
        texts = [each.text async for each in spoken]
    assert texts == ["Dat kost € 77,85.", "Komt u langs?"]
    assert voice.said == ["Dat kost zevenenzeventig euro vijfentachtig.", "Komt u langs?"]


async def test_a_rendered_text_is_its_sentences_with_silence_between(speaker: Speaker) -> None:
    async with aclosing(speaker.stream("Een twee. Drie vier.")) as spoken:
        parts = [each.samples async for each in spoken]
    gap = np.zeros(round(GAP_SECONDS * 16000), np.int16)
    whole = await speaker.render("Een twee. Drie vier.")
    assert np.array_equal(whole, np.concatenate([parts[0], gap, parts[1]]))


async def test_the_next_sentence_is_made_while_the_first_is_played(
    speaker: Speaker, voice: ToneVoice
) -> None:
    async with aclosing(speaker.stream("Een. Twee. Drie.")) as spoken:
        first = await anext(spoken)
        voice.began.clear()
        await asyncio.to_thread(voice.began.wait, 10)
        assert first.text == "Een."
        assert voice.said == ["Een.", "Twee."]


async def test_what_is_not_wanted_any_more_is_not_made(speaker: Speaker, voice: ToneVoice) -> None:
    async with aclosing(speaker.stream("Een. Twee. Drie. Vier.")) as spoken:
        await anext(spoken)
    assert "Drie." not in voice.said
    assert len(await speaker.render("Een.")) > 0


async def test_the_same_words_asked_twice_at_once_are_made_once(
    speaker: Speaker, voice: ToneVoice
) -> None:
    voice.may_speak.clear()
    first = asyncio.create_task(speaker.render("Uw naam?", fixed=False))
    second = asyncio.create_task(speaker.render("Uw naam?", fixed=False))
    await asyncio.to_thread(voice.began.wait, 10)
    voice.may_speak.set()
    assert np.array_equal(await first, await second)
    assert voice.said == ["Uw naam?"]


async def test_one_who_leaves_does_not_silence_the_other(
    speaker: Speaker, voice: ToneVoice
) -> None:
    voice.may_speak.clear()
    leaves = asyncio.create_task(speaker.render("Uw naam?"))
    stays = asyncio.create_task(speaker.render("Uw naam?"))
    await asyncio.to_thread(voice.began.wait, 10)
    leaves.cancel()
    await asyncio.gather(leaves, return_exceptions=True)
    voice.may_speak.set()
    assert len(await stays) > 0


async def test_words_that_all_gave_up_are_made_again_when_asked_again(
    speaker: Speaker, voice: ToneVoice
) -> None:
    voice.may_speak.clear()
    leaves = asyncio.create_task(speaker.render("Uw naam?"))
    await asyncio.to_thread(voice.began.wait, 10)
    leaves.cancel()
    await asyncio.gather(leaves, return_exceptions=True)
    again = asyncio.create_task(speaker.render("Uw naam?"))
    voice.may_speak.set()
    assert len(await again) > 0


async def test_fixed_sentences_come_bit_equal_from_the_folder(
    speaker: Speaker, tmp_path: Path
) -> None:
    made = await speaker.render("Waarvoor belt u?")
    later_voice = ToneVoice()
    later = Speaker({"nl": [later_voice]}, PromptStore(tmp_path))
    assert np.array_equal(await later.render("Waarvoor belt u?"), made)
    assert later_voice.said == []
    later.close()


async def test_what_a_caller_said_leaves_no_file_and_no_memory(
    speaker: Speaker, voice: ToneVoice, tmp_path: Path
) -> None:
    await speaker.render("U bent Jansen.", fixed=False)
    await speaker.render("U bent Jansen.", fixed=False)
    assert files(tmp_path) == []
    assert len(voice.said) == 2


async def test_sound_that_is_there_does_not_wait_for_sound_that_is_made(
    speaker: Speaker, voice: ToneVoice, tmp_path: Path
) -> None:
    await speaker.render("Welkom.")
    voice.may_speak.clear()
    busy = [asyncio.create_task(speaker.render(f"Naam {n}.", fixed=False)) for n in "abc"]
    fresh = Speaker({"nl": [voice]}, PromptStore(tmp_path))
    assert len(await asyncio.wait_for(speaker.render("Welkom."), 5)) > 0
    assert len(await asyncio.wait_for(fresh.render("Welkom."), 5)) > 0
    voice.may_speak.set()
    await asyncio.gather(*busy)
    fresh.close()


async def test_louder_is_louder_by_as_much_as_asked(speaker: Speaker) -> None:
    plain = await speaker.render("Een twee drie.")
    louder = await speaker.render("Een twee drie.", manner=Manner(gain_db=4))
    assert dbfs(louder) - dbfs(plain) == pytest.approx(4, abs=0.5)


async def test_slower_is_another_sound_also_in_the_folder(speaker: Speaker) -> None:
    plain = await speaker.render("Een twee drie.")
    slower = await speaker.render("Een twee drie.", manner=Manner(rate=0.5))
    assert len(slower) == pytest.approx(2 * len(plain), abs=80)


async def test_a_second_voice_says_what_the_first_cannot(
    tmp_path: Path, warnings: list[str]
) -> None:
    second = ToneVoice("tweede")
    speaker = Speaker({"nl": [MuteVoice("eerste"), second]}, PromptStore(tmp_path))
    assert len(await speaker.render("Goedemorgen.")) > 0
    assert second.said == ["Goedemorgen."]
    assert "eerste" in warnings[0]
    assert not any("Goedemorgen" in each for each in warnings)
    assert files(tmp_path) == []  # the first voice's place stays free for the first voice
    speaker.close()


async def test_when_every_voice_fails_the_error_says_what_to_do(tmp_path: Path) -> None:
    speaker = Speaker({"nl": [MuteVoice("eerste"), MuteVoice("tweede")]}, PromptStore(tmp_path))
    with pytest.raises(SpeakingError, match=r"eerste, tweede .* belbalie models verify"):
        await speaker.render("Goedemorgen. Tot ziens.")
    with pytest.raises(SpeakingError):
        await speaker.render("Goedemorgen.")
    speaker.close()


async def test_english_without_an_english_voice_is_spoken_and_logged_once(
    speaker: Speaker, voice: ToneVoice, warnings: list[str]
) -> None:
    await speaker.render("It costs 5 euros.", "en")
    await speaker.render("It costs 6 euros.", "en")
    assert voice.said == ["It costs five euros.", "It costs six euros."]
    assert len(warnings) == 1
    assert "'en'" in warnings[0]


async def test_prepared_sentences_are_there_before_they_are_asked_for(
    speaker: Speaker, voice: ToneVoice
) -> None:
    steps: list[tuple[int, int]] = []
    await speaker.prepare(
        [("nl", "Een. Twee."), ("nl", "Drie.")],
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    voice.said.clear()
    await speaker.render("Een. Twee. Drie.")
    assert voice.said == []


async def test_preparing_waits_while_a_caller_waits(speaker: Speaker, voice: ToneVoice) -> None:
    voice.may_speak.clear()
    caller = asyncio.create_task(speaker.render("Uw naam?", fixed=False))
    await asyncio.to_thread(voice.began.wait, 10)
    preparing = asyncio.create_task(speaker.prepare([("nl", "Een.")]))
    await asyncio.sleep(0)
    assert voice.said == ["Uw naam?"]
    voice.may_speak.set()
    await asyncio.gather(caller, preparing)
    assert voice.said == ["Uw naam?", "Een."]


async def test_a_sentence_that_cannot_be_prepared_is_left_out(
    tmp_path: Path, warnings: list[str]
) -> None:
    speaker = Speaker({"nl": [MuteVoice()]}, PromptStore(tmp_path))
    await speaker.prepare([("nl", "Een.")])
    assert "could not be prepared" in warnings[-1]
    speaker.close()


async def test_no_words_are_no_sound(speaker: Speaker) -> None:
    assert len(await speaker.render("")) == 0


def test_a_speaker_without_any_voice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one voice"):
        Speaker({"nl": []}, PromptStore(tmp_path))


# -- ahead of time -----------------------------------------------------------------------------


async def made(speaker: Speaker, voice: ToneVoice) -> None:
    """Whatever was begun is done."""
    await asyncio.to_thread(voice.began.wait, 10)
    await speaker.render("Tot slot.", fixed=False)


async def test_what_was_begun_ahead_is_not_made_again(speaker: Speaker, voice: ToneVoice) -> None:
    ahead = speaker.ahead("Uw naam is Jansen. Klopt dat?", fixed=False)
    await made(speaker, voice)
    await speaker.render("Uw naam is Jansen.", fixed=False)
    ahead.drop()
    assert voice.said.count("Uw naam is Jansen.") == 1
    assert "Klopt dat?" not in voice.said


async def test_what_was_dropped_is_forgotten(
    speaker: Speaker, voice: ToneVoice, tmp_path: Path
) -> None:
    ahead = speaker.ahead("Uw naam is Jansen.", fixed=False)
    await made(speaker, voice)
    ahead.drop()
    ahead.drop()
    await speaker.render("Uw naam is Jansen.", fixed=False)
    assert voice.said.count("Uw naam is Jansen.") == 2
    assert files(tmp_path) == []


async def test_what_is_dropped_before_its_turn_is_never_made(
    speaker: Speaker, voice: ToneVoice
) -> None:
    voice.may_speak.clear()
    busy = [speaker.ahead(text, fixed=False) for text in ("Een.", "Twee.")]
    speaker.ahead("Drie.", fixed=False).drop()
    voice.may_speak.set()
    await speaker.render("Vier.", fixed=False)
    for each in busy:
        each.drop()
    assert "Drie." not in voice.said


async def test_a_fault_ahead_of_time_is_no_fault_of_the_sentence(tmp_path: Path) -> None:
    voice = MuteVoice()
    speaker = Speaker({"nl": [voice]}, PromptStore(tmp_path))
    ahead = speaker.ahead("Een.", fixed=False)
    with pytest.raises(SpeakingError):
        await speaker.render("Een.", fixed=False)
    with pytest.raises(SpeakingError):
        await speaker.render("Een.", fixed=False)
    ahead.drop()
    assert voice.said.count("Een.") == 2
    speaker.close()


async def test_nothing_to_say_is_nothing_ahead(speaker: Speaker) -> None:
    speaker.ahead("").drop()


async def test_a_name_is_said_as_the_editor_wants_and_made_anew_when_that_changes(
    tmp_path: Path,
) -> None:
    voice = ToneVoice()
    speaker = Speaker({"nl": [voice]}, PromptStore(tmp_path))
    for say_as in ("gok", "goch", "goch"):
        speaker.pronounce(Pronunciations({"nl": (Pronunciation("Gogh", say_as),)}))
        await speaker.render("Van Gogh.")
        await speaker.render("Van Beek.")
    speaker.close()
    assert voice.said == ["Van gok.", "Van Beek.", "Van goch."]


async def test_a_voice_that_takes_ipa_gets_it(tmp_path: Path) -> None:
    voice = ToneVoice()
    voice.takes_ipa = True
    speaker = Speaker({"nl": [voice]}, PromptStore(tmp_path))
    speaker.pronounce(Pronunciations({"nl": (Pronunciation("Gogh", "goch", "ɣɔx"),)}))
    await speaker.render("Van Gogh.")
    speaker.close()
    assert voice.said == ["Van [[ɣɔx]]."]


# -- never a stale sound -----------------------------------------------------------------------


async def test_another_voice_of_the_same_language_says_it_anew_and_the_old_sound_goes(
    speaker: Speaker, tmp_path: Path
) -> None:
    await speaker.render("Waarvoor belt u?")
    (old,) = files(tmp_path)
    new = ToneVoice("andere toon")
    later = Speaker({"nl": [new]}, PromptStore(tmp_path))
    await later.tidy()
    assert not old.exists()
    await later.render("Waarvoor belt u?")
    assert new.said == ["Waarvoor belt u?"]
    later.close()


async def test_tidying_leaves_what_our_own_voices_say(speaker: Speaker, voice: ToneVoice) -> None:
    await speaker.render("Waarvoor belt u?")
    await speaker.render("What is it about?", "en")  # in the one voice that there is
    await speaker.tidy()
    fresh = Speaker({"nl": [voice]}, speaker._store)
    voice.said.clear()
    await fresh.render("Waarvoor belt u?")
    await fresh.render("What is it about?", "en")
    assert voice.said == []
    fresh.close()


async def test_the_same_text_read_otherwise_is_another_sound(
    speaker: Speaker, voice: ToneVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    await speaker.render("Kamer 5.")
    monkeypatch.setattr("voice.speaker.speakable", lambda text, language: "Kamer vijf, boven.")
    _read.cache_clear()
    await speaker.render("Kamer 5.")
    _read.cache_clear()
    assert voice.said == ["Kamer vijf.", "Kamer vijf, boven."]
