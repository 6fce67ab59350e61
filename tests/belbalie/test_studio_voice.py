"""What an editor hears is what a caller would hear, and no caller waits for it."""

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audio.frames import Samples
from audio.g711 import through_alaw
from audio.wav import read_wav
from belbalie.studio_voice import StudioVoice, filled_in
from desk.studio.listening import CannotSay, Sounds, SoundWish
from dialog.content import read
from tests.desk.read_content import content_of
from tests.dialog import small_content
from tests.voice.test_speaker import ToneVoice
from voice.prompt_store import PromptStore
from voice.roles import Engine, VoiceChoice
from voice.speaker import Speaker
from voice.voices import Voice

LEXICON = "nl: {Marktplein: {say_as: markt plijn}}"


class Heard(ToneVoice):
    """Keeps the threads that spoke and their priority."""

    def __init__(self, name: str = "piper:nl_NL-pim-medium:abc:1") -> None:
        super().__init__(name)
        self.nice: list[int] = []

    def speak(self, text: str, rate: float) -> Samples:
        self.nice.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return super().speak(text, rate)


class House:
    def __init__(self, folder: Path, voice: Voice) -> None:
        published = small_content.write(folder / "published")
        draft = small_content.write(
            folder / "draft",
            {
                "topics/paspoort.yaml": small_content.PASPOORT.replace("86,50", "90,00"),
                "pronunciation.yaml": LEXICON,
            },
        )
        store = PromptStore(folder / "prompts")
        self.callers = Speaker(
            {"nl": [voice], "en": [ToneVoice("espeak-ng:en:155:1", "en")]}, store
        )
        content = content_of(published, a1=draft)
        others = [VoiceChoice("nl", Engine.PIPER, "nl_BE-rdh-medium", folder / "weg.onnx")]
        self.editors = StudioVoice(self.callers, content, store, others)
        self.prompts = folder / "prompts"

    def close(self) -> None:
        self.editors.close()
        self.callers.close()


@pytest.fixture
def voice() -> Heard:
    return Heard()


@pytest.fixture
def house(tmp_path: Path, voice: Heard) -> Iterator[House]:
    made = House(tmp_path, voice)
    yield made
    made.close()


def rate_of(file: bytes) -> int:
    return int.from_bytes(file[24:28], "little")  # WAVE: bytes 24 to 27 are samples a second


def samples_of(file: bytes, folder: Path) -> Samples:
    path = folder / "heard.wav"
    path.write_bytes(file)
    return read_wav(path, rate_of(file))


async def test_a_text_is_said_with_its_facts_filled_in(house: House, voice: Heard) -> None:
    wish = SoundWish(text="Kom naar {adres}. Dat kost {tarief}.", topic="paspoort")
    await house.editors.speak(wish, "edo")
    assert voice.said == ["Kom naar Marktplein één.", "Dat kost zesentachtig euro vijftig."]


async def test_the_draft_decides_what_is_filled_in_and_how_names_sound(
    house: House, voice: Heard
) -> None:
    wish = SoundWish(text="Kom naar {adres}. Dat kost {tarief}.", topic="paspoort", where="a1")
    await house.editors.speak(wish, "edo")
    assert voice.said == ["Kom naar markt plijn één.", "Dat kost negentig euro."]
    await house.callers.render("Kom naar Marktplein.")
    assert voice.said[-1] == "Kom naar Marktplein."  # callers hear what is published


def test_what_a_caller_would_say_is_an_example(tmp_path: Path) -> None:
    content = read(small_content.write(tmp_path), None)
    wish = SoundWish(text="Ik bel {number} over {subject}. {zomaar} en {naam}")
    said = filled_in(wish, content)
    assert "06-12345678" in said
    assert "{" not in said


async def test_on_a_telephone_it_is_narrow_and_went_through_g711(
    house: House, tmp_path: Path
) -> None:
    heard = await house.editors.speak(SoundWish(text="Goedemorgen, met de gemeente."), "edo")
    assert rate_of(heard) == 8000
    sound = samples_of(heard, tmp_path)
    assert np.array_equal(through_alaw(sound), sound)
    wide = await house.editors.speak(SoundWish(text="Goedemorgen.", sounds=Sounds.WIDE), "edo")
    assert rate_of(wide) == 16000


async def test_slower_takes_longer(house: House, tmp_path: Path) -> None:
    plain = await house.editors.speak(SoundWish(text="Een twee drie."), "edo")
    slow = await house.editors.speak(SoundWish(text="Een twee drie.", rate=0.7), "edo")
    assert len(slow) > 1.3 * len(plain)


async def test_it_steps_back_for_callers_and_keeps_nothing(house: House, voice: Heard) -> None:
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    await house.editors.speak(SoundWish(text="Voor een redacteur."), "edo")
    await house.callers.render("Voor een beller.", fixed=False)
    assert voice.nice == [min(own + 10, 19), own]
    assert not house.prompts.exists() or not any(house.prompts.rglob("*.*"))


async def test_it_begins_when_no_caller_waits_for_a_sentence(house: House, voice: Heard) -> None:
    voice.may_speak.clear()
    caller = asyncio.create_task(house.callers.render("Voor een beller.", fixed=False))
    assert await asyncio.to_thread(voice.began.wait, 10)
    editor = asyncio.create_task(house.editors.speak(SoundWish(text="Voor een redacteur."), "edo"))
    await asyncio.wait([editor], timeout=0.3)
    assert voice.said == ["Voor een beller."]
    voice.may_speak.set()
    await caller
    await editor
    assert voice.said == ["Voor een beller.", "Voor een redacteur."]


async def test_who_asks_for_the_next_sentence_does_not_want_the_last(
    house: House, voice: Heard
) -> None:
    voice.may_speak.clear()
    first = asyncio.create_task(house.editors.speak(SoundWish(text="De eerste."), "edo"))
    assert await asyncio.to_thread(voice.began.wait, 10)
    second = asyncio.create_task(house.editors.speak(SoundWish(text="De tweede."), "edo"))
    with pytest.raises(CannotSay, match="andere zin"):
        await first
    voice.may_speak.set()
    assert await second


async def test_the_voices_are_listed_that_of_callers_first(house: House) -> None:
    listed = [(each.key, each.title, each.callers_hear) for each in house.editors.voices]
    assert listed == [
        ("piper:nl_NL-pim-medium", "Pim", True),
        ("espeak-ng:en", "eSpeak", True),
        ("piper:nl_BE-rdh-medium", "Rdh (Vlaams)", False),
    ]


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (SoundWish(text="Ja.", language="xx"), "geen stem voor de taal 'xx'"),
        (SoundWish(text="Ja.", where="weg"), "Dit concept is er niet meer"),
        (SoundWish(text="Ja.", voice="piper:nl_BE-rdh-medium"), "Geen stem kan deze zin"),
    ],
)
async def test_what_cannot_be_said_is_told_in_dutch(
    house: House, wish: SoundWish, sentence: str
) -> None:
    with pytest.raises(CannotSay, match=sentence):
        await house.editors.speak(wish, "edo")
