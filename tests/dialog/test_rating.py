"""One question at the end of some calls; a 'no' is met with a person."""

import pytest

from dialog.acts import Act, HangUp, OutcomeType, Rate
from dialog.events import HungUp, Rung
from dialog.rating import is_asked
from tests.dialog.talking import Talk, says, sentence

QUESTION = sentence("rating")


def texts(acts: list[Act]) -> list[str]:
    return [say.text for say in says(acts)]


def asked_talk(*, asks: bool = True) -> Talk:
    """Somebody who got an answer."""
    talk = Talk()
    talk.receive(Rung(at=talk.now, asks_rating=asks))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    return talk


def rates(talk: Talk) -> list[bool | None]:
    return [act.helped for act in talk.everything if isinstance(act, Rate)]


def test_who_got_an_answer_is_asked_before_goodbye() -> None:
    talk = asked_talk()
    acts = talk.say("nee dank u wel")
    assert texts(acts)[-1] == QUESTION
    assert not any(isinstance(act, HangUp) for act in acts)
    assert rates(talk) == [None]


def test_a_yes_is_written_down_and_then_we_say_goodbye() -> None:
    talk = asked_talk()
    talk.say("nee")
    acts = talk.say("ja hoor")
    assert texts(acts) == [sentence("rating_thanks"), sentence("goodbye")]
    assert isinstance(acts[-1], HangUp)
    assert rates(talk) == [None, True]


def test_a_no_is_met_with_a_person() -> None:
    talk = asked_talk()
    talk.say("nee")
    assert texts(talk.say("nee")) == [sentence("rating_person")]
    assert rates(talk) == [None, False]
    assert texts(talk.say("ja")) == [sentence("callback_ask_number")]


def test_the_keys_answer_too() -> None:
    talk = asked_talk()
    talk.say("nee")
    assert sentence("rating_thanks") in texts(talk.key("1"))


def test_another_question_is_answered_and_nobody_is_asked_twice() -> None:
    talk = asked_talk()
    talk.say("nee")
    talk.ask("en een rijbewijs", {"grofvuil": 0.9})
    assert texts(talk.say("nee dank u")) == [sentence("goodbye")]
    assert rates(talk) == [None]


def test_who_was_not_chosen_is_not_asked() -> None:
    assert texts(asked_talk(asks=False).say("nee dank u wel")) == [sentence("goodbye")]


def test_who_got_no_answer_is_not_asked() -> None:
    talk = Talk()
    talk.receive(Rung(at=talk.now, asks_rating=True))
    assert QUESTION not in texts(talk.say("laat maar, tot ziens"))


def test_nobody_is_asked_after_danger() -> None:
    talk = asked_talk()
    talk.say("er is brand in mijn huis")
    assert talk.conversation.receive(HungUp(at=talk.now, by="caller"))
    assert rates(talk) == []


def test_a_relay_is_not_asked() -> None:
    talk = Talk()
    talk.receive(Rung(at=talk.now, asks_rating=True))
    talk.say("goedemiddag met teletolk")
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert QUESTION not in texts(talk.say("nee dank u wel"))


@pytest.mark.parametrize("percent", [0, 10, 100])
def test_so_many_in_a_hundred_are_asked(percent: int) -> None:
    asked = sum(is_asked(f"call {number}", percent) for number in range(1000))
    assert abs(asked / 10 - percent) < 3
    assert is_asked("een", percent) == is_asked("een", percent)


def test_the_outcome_stays_what_it_was() -> None:
    talk = asked_talk()
    talk.say("nee")
    talk.say("ja")
    concluded = talk.conversation.receive(HungUp(at=talk.now, by="desk"))
    assert [getattr(act, "outcome", None) for act in concluded] == [OutcomeType.ANSWERED]
