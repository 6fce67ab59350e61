"""A draft tried by microphone: the pipeline of a call, and nobody's call."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audio.frames import Samples
from belbalie.spoken_trial import Engines, SpokenTrials
from desk.studio.content import PUBLISHED
from desk.studio.trying import CannotTry, NoTrial, Trial, TrialWish
from dialog.rules import Rule
from tests.belbalie.trying_house import TryingHouse
from tests.voice.small_house import CallerLine, LoudIsSpeech, SlowEars
from voice.prompt_store import PromptStore
from voice.speaker import Speaker

QUESTION = 3
MEANING = {str(QUESTION): "wat kost een paspoort"}


class QuickVoice:
    """Says anything within a twentieth of a second."""

    id, language, rate_hz, takes_ipa = "vlug", "nl", 16000, False

    def speak(self, text: str, rate: float) -> Samples:
        return np.full(800, 300, np.int16)


class SpeakingHouse:
    def __init__(self, folder: Path) -> None:
        self.trying = TryingHouse(folder)
        self.trials = self.trying.trials
        self.full = False
        self.speaker = Speaker({"nl": [QuickVoice()]}, PromptStore(folder / "prompts"))
        ears = SlowEars(meaning=MEANING)
        engines = Engines(ears, self.speaker, LoudIsSpeech)
        self.spoken = SpokenTrials(self.trials, lambda: engines, lambda: self.full)

    async def until(self, turns: int) -> Trial:
        """That many turns have an answer; a test that waits in vain is ended by its time limit."""
        async with asyncio.timeout(20):
            while True:
                try:
                    trial = await self.trials.trial(PUBLISHED, "edo")
                except NoTrial:
                    pass  # it is about to begin
                else:
                    if len(trial.turns) >= turns and trial.turns[turns - 1].says:
                        return trial
                await asyncio.sleep(0.02)

    def close(self) -> None:
        self.trying.close()
        self.speaker.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SpeakingHouse]:
    made = SpeakingHouse(tmp_path)
    yield made
    made.close()


async def test_what_is_said_is_heard_answered_and_explained(house: SpeakingHouse) -> None:
    line = CallerLine(16000)
    talking = asyncio.create_task(house.spoken.take(PUBLISHED, "edo", line))
    await house.until(1)
    line.say(QUESTION)
    trial = await house.until(2)
    turn = trial.turns[1]
    assert (turn.words, turn.confidence, turn.rule) == ("wat kost een paspoort", 0.9, Rule.CLEAR)
    assert "Een paspoort kost € 86,50." in [each.text for each in turn.says]
    assert "Paspoort aanvragen (2026-01-05)" in [each.source for each in turn.says]
    assert trial.by_voice
    with pytest.raises(CannotTry, match="via de microfoon"):
        await house.trials.say(PUBLISHED, "edo", "hallo")
    line.go()
    await talking
    ended = await house.trials.trial(PUBLISHED, "edo")
    assert (ended.over, ended.turns[-1].happened) == (True, "De beller hing op.")


async def test_it_ends_when_its_editor_begins_another(house: SpeakingHouse) -> None:
    talking = asyncio.create_task(house.spoken.take(PUBLISHED, "edo", CallerLine(16000)))
    await house.until(1)
    await house.trials.begin(PUBLISHED, "edo", TrialWish())
    await talking
    assert not (await house.trials.trial(PUBLISHED, "edo")).by_voice


async def test_one_editor_talks_at_a_time_and_callers_go_first(house: SpeakingHouse) -> None:
    line = CallerLine(16000)
    talking = asyncio.create_task(house.spoken.take(PUBLISHED, "edo", line))
    await house.until(1)
    with pytest.raises(CannotTry, match="al een redacteur"):
        await house.spoken.take(PUBLISHED, "els", CallerLine(16000))
    line.go()
    await talking
    house.full = True
    with pytest.raises(CannotTry, match="Bellers gaan voor"):
        await house.spoken.take(PUBLISHED, "els", CallerLine(16000))
