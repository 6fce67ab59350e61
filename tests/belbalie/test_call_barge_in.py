"""A caller who talks over the answer is heard, and we fall silent."""

import pytest

from audio.frames import Samples
from dialog.acts import Understand
from dialog.events import Said
from tests.belbalie.likeness import SAME, find
from tests.belbalie.ringing import Desk, Sounds, open_floor
from tests.belbalie.twilio_phone import TwilioPhone

pytestmark = pytest.mark.models

HUSHED = "Goed, ik ben stil. Wat kan ik voor u doen?"
FRAMES_PER_SECOND = 50
SILENT_WITHIN_SECONDS = 1.5
"""Generous, for a busy machine: it takes 0.2 s of speech to count as talking over us."""


def test_talking_over_the_answer_silences_it_and_is_answered(desk: Desk, sounds: Sounds) -> None:
    phone, record = desk.phone()
    with phone:
        open_floor(phone, record)
        phone.speak(sounds("paspoort"))
        phone.until(record.answers)
        phone.until_played(3.0)
        at = _talk_over(phone, sounds("kosten"))
        phone.until(lambda: len(record.answers()) == 2)
        phone.until_played(4.0)
        _talk_over(phone, sounds("stop"))
        phone.until(lambda: record.was_said(HUSHED))
    resumed = next(each for each in phone.seen("sound after none") if each.frames >= at)
    assert resumed.frames - at > FRAMES_PER_SECOND // 2, "we were not silent"

    answer, costs = record.answers()
    taken = [item.command or item.topic for item in record.all(Understand)]
    assert taken[-3:] == ["paspoort", costs.topic, "stop"]
    assert costs.topic == "paspoort"
    assert "kost" in costs.text
    for text in (answer.text, costs.text):
        (cut,) = [said for said in record.all(Said) if said.text == text]
        assert not cut.complete
        assert len(cut.heard_text) < len(text)
        assert text.startswith(cut.heard_text)
    heard = phone.sound
    for text, last_is_heard in ((answer.text, False), (costs.text, False), (HUSHED, True)):
        sentences = desk.spoken(text)
        assert (find(sentences[-1], heard).score > SAME) == last_is_heard, text
        assert find(sentences[0][: 2 * 8000], heard).score > SAME, text


def _talk_over(phone: TwilioPhone, samples: Samples) -> int:
    """Speak while we are heard; the frame of the line at which we were silenced."""
    before = len(phone.seen("clear"))
    begun = phone.speak(samples)
    phone.until(lambda: len(phone.seen("clear")) > before)
    cleared = phone.seen("clear")[before].frames
    assert cleared - begun < SILENT_WITHIN_SECONDS * FRAMES_PER_SECOND
    return cleared
