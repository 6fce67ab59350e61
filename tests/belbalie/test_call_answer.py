"""A resident rings the running service over the Twilio socket and is heard and answered."""

import pytest

from dialog.acts import Say, Understand
from tests.belbalie.likeness import find
from tests.belbalie.ringing import Desk, Sounds

pytestmark = pytest.mark.models

SAME, OTHER = 0.9, 0.6
GROFVUIL = "Wij halen grofvuil bij u thuis op. U maakt daarvoor eerst een afspraak."
HOURS = "Wij zijn elke werkdag open, niet in het weekend."


def test_a_question_is_answered_with_the_very_words_of_the_record(
    desk: Desk, sounds: Sounds
) -> None:
    phone, record = desk.phone()
    with phone:
        phone.until(lambda: record.was_said("Waarvoor belt u?"))
        phone.speak(sounds("paspoort"))
        phone.until(lambda: record.was_said("Heeft u nog een vraag?"))
        told = record.items()
    taken = [item for item in told if isinstance(item, Understand)]
    assert [item.topic for item in taken] == ["paspoort"]
    answer = next(item for item in told if isinstance(item, Say) and item.source)
    assert answer.source == "Paspoort aanvragen (2026-01-05)"
    heard = phone.sound
    ends = 0
    for text in record.texts():  # greeting and answer, all of it, in this order
        for sentence in desk.spoken(text):
            match = find(sentence, heard)
            assert match.score > SAME, text
            assert match.at >= ends, f"{text!r} was heard before what was said first"
            ends = match.at + len(sentence)
    others = [*desk.spoken(GROFVUIL), *desk.spoken(HOURS)]
    best = [find(each, heard).score for each in others]
    assert max(best) < OTHER, "another answer fits as well: the comparison tells nothing"
