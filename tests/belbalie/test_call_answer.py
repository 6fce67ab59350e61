"""A resident rings the running service over the Twilio socket and is heard and answered."""

import pytest

from dialog.acts import Say, Understand
from tests.belbalie.likeness import OTHER, SAME, find
from tests.belbalie.ringing import DISCLOSURE, Desk, Sounds, open_floor
from voice.sentences import sentences

pytestmark = pytest.mark.models

GROFVUIL = "Wij halen grofvuil bij u thuis op. U maakt daarvoor eerst een afspraak."
HOURS = "Wij zijn elke werkdag open, niet in het weekend."


def test_a_question_is_answered_with_the_very_words_of_the_record(
    desk: Desk, sounds: Sounds
) -> None:
    phone, record = desk.phone()
    with phone:
        phone.until(lambda: record.was_said("Waarvoor belt u?"))
        kept = desk.service.kept_prompts()
        phone.speak(sounds("paspoort"))
        phone.until(lambda: record.was_said("Zal ik een afspraak voor u maken?"))
        told = record.items()
        made = desk.service.kept_prompts() - kept
    taken = [item for item in told if isinstance(item, Understand)]
    assert [item.topic for item in taken] == ["paspoort"]
    answer = next(item for item in told if isinstance(item, Say) and item.source)
    assert answer.source == "Paspoort aanvragen (2026-01-05)"
    said = sentences(" ".join(record.texts()))
    assert len(made) <= len(said), "sentences were prepared while a caller waited"
    heard = phone.sound
    assert record.texts()[0] == DISCLOSURE
    assert find(desk.spoken(DISCLOSURE)[0], heard).at < 8000 // 10, "something was heard before it"
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


def test_two_calls_at_once_get_their_own_answers(desk: Desk, sounds: Sounds) -> None:
    first, first_record = desk.phone()
    second, second_record = desk.phone()
    with first, second:
        for phone, record in ((first, first_record), (second, second_record)):
            open_floor(phone, record)
        first.speak(sounds("paspoort"))
        second.speak(sounds("openingstijden"))
        for phone, record in ((first, first_record), (second, second_record)):
            phone.until(record.answers)
            phone.until_played(6.0)
    (passport,) = first_record.answers()
    (hours,) = second_record.answers()
    assert (passport.topic, hours.topic) == ("paspoort", "openingstijden")
    of_passport, of_hours = desk.spoken(passport.text)[0], desk.spoken(hours.text)[0]
    assert find(of_passport, first.sound).score > SAME
    assert find(of_hours, second.sound).score > SAME
    assert find(of_hours, first.sound).score < OTHER
    assert find(of_passport, second.sound).score < OTHER
    assert first_record.call_id != second_record.call_id
    for record in (first_record, second_record):
        desk.log.verify(record.call_id)
