"""A message that comes into force while a call runs: told in it, once, before what we say next."""

from datetime import timedelta

import pytest

from dialog.acts import Connect, Transfer
from dialog.danger.words import IS_THERE_DANGER
from dialog.events import NewsCame, TransferStage
from tests.dialog.staffed import CONNECTING, STAFFED_STATES, in_any_state, staffed
from tests.dialog.talking import STATES, Talk, in_state, says, sentence, words

WATER = "In Noord komt nu geen water uit de kraan."
TOLD = f"{sentence('news_came')} {WATER}"
FIRE = "er is brand in mijn keuken"


def came(
    talk: Talk, minutes: float = 60, postcodes: tuple[str, ...] = (), **text: str
) -> list[object]:
    until = talk.now + timedelta(minutes=minutes)
    event = NewsCame(at=talk.now, text={"nl": WATER, **text}, until=until, postcodes=postcodes)
    return list(talk.receive(event))


def test_nobody_is_broken_off_for_it_and_it_goes_before_what_is_said_next() -> None:
    talk = in_state("fresh")
    assert came(talk) == []
    acts = talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert words(acts).startswith(TOLD)
    assert len(says(acts)) > 3


def test_it_is_told_once() -> None:
    talk = in_state("fresh")
    came(talk)
    talk.silence(1)
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert words(talk.everything).count(WATER) == 1


def test_of_two_both_are_told_in_order() -> None:
    talk = in_state("fresh")
    came(talk)
    came(talk, nl="Blijf binnen.")
    assert words(talk.silence(1)).startswith(f"{TOLD} {sentence('news_came')} Blijf binnen.")


def test_what_is_over_before_we_speak_is_not_told() -> None:
    talk = in_state("fresh")
    came(talk, minutes=0.1)
    assert WATER not in words(talk.say("dag mevrouw"))


@pytest.mark.parametrize(("postcode", "told"), [(None, True), ("4992AB", True), ("4991AB", False)])
def test_it_is_told_to_who_lives_there_or_may(postcode: str | None, told: bool) -> None:
    talk = in_state("fresh")
    talk.conversation._memory.postcode = postcode
    came(talk, postcodes=("4992",))
    assert (WATER in words(talk.silence(1))) is told


def test_in_english_where_somebody_wrote_that_and_else_announced() -> None:
    talk = in_state("english")
    came(talk, en="There is no water.")
    came(talk)
    told = [say.text for say in says(talk.silence(1))]
    assert told[:5] == [
        *(sentence("news_came", "en"), "There is no water."),
        *(sentence("news_came", "en"), sentence("only_dutch", "en"), WATER),
    ]


@pytest.mark.parametrize("state", [*STATES, *STAFFED_STATES])
def test_danger_waits_for_it_in_no_state(state: str) -> None:
    without = in_any_state(state).say(FIRE)
    talk = in_any_state(state)
    came(talk)
    assert talk.say(FIRE) == without


def test_nor_does_the_question_whether_there_is_danger() -> None:
    talk = in_state("fresh")
    came(talk)
    acts = talk.ask("mijn broer gaat onderuit", {"emergency": 0.3})
    assert IS_THERE_DANGER["nl"] in words(acts)
    assert WATER not in words(acts)


def test_who_asks_for_a_person_is_put_through_first_and_hears_it_while_waiting() -> None:
    talk = Talk(staffed())
    talk.ring()
    came(talk)
    acts = talk.say("medewerker")
    assert any(isinstance(act, Transfer) for act in acts)
    assert WATER not in words(acts)
    assert words(talk.moved(TransferStage.WAITING)).startswith(TOLD)


def test_an_agent_who_is_there_does_not_wait_for_it() -> None:
    talk = in_any_state(CONNECTING)
    came(talk)
    assert WATER not in words(talk.say("medewerker"))
    waiting = Talk(staffed())
    waiting.ring()
    waiting.say("medewerker")
    came(waiting)
    waiting.moved(TransferStage.RINGING)
    acts = waiting.moved(TransferStage.ACCEPTED)
    assert any(isinstance(act, Connect) for act in acts)
    assert WATER not in words(acts)
