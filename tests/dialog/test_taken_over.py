"""An agent at the desk takes a call over, does not come after all, or gives the caller back."""

import pytest

from dialog.acts import Act, CancelTransfer, Connect, Hush, Listen, OutcomeType, Pace, Transfer
from dialog.agent_outcomes import COUNTS_AS, AgentOutcome
from dialog.events import SentBack, TakenOver, TransferStage
from tests.dialog.errand_calls import ErrandTalk, follow
from tests.dialog.staffed import CONNECTING, STAFFED_STATES, in_any_state, staffed
from tests.dialog.talking import STATES, Talk, says, sentence, well_formed, words
from tests.dialog.test_resuming import RESUME, WASTE, staffed_town

AGENT, TEAM = "Sanne de Wit", "burgerzaken"
TAKEN, LOST = sentence("taken_over"), sentence("taken_lost")
BACK = sentence("sent_back")
Stage = TransferStage


def takes_over(talk: Talk) -> list[Act]:
    return talk.receive(TakenOver(at=talk.now, agent=AGENT, department=TEAM))


def sends_back(talk: Talk, outcome: AgentOutcome | None = None) -> list[Act]:
    return talk.receive(SentBack(at=talk.now, agent=AGENT, outcome=outcome))


def talking_with_an_agent(talk: Talk) -> Talk:
    talk.moved(Stage.ACCEPTED)
    talk.moved(Stage.CONNECTED)
    return talk


def transfers(acts: list[Act]) -> list[tuple[str, str | None]]:
    return [(act.department, act.agent) for act in acts if isinstance(act, Transfer)]


def errand() -> Talk:
    """In the middle of a callback that is being arranged."""
    return in_any_state("callback, time")


# -- taking over -------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [*STATES, *(s for s in STAFFED_STATES if s != CONNECTING)])
def test_in_every_state_the_caller_is_told_and_only_that_agent_is_rung(state: str) -> None:
    acts = takes_over(in_any_state(state))
    assert [say.text for say in says(acts)] in ([TAKEN], [sentence("taken_over", "en")])
    assert transfers(acts) == [(TEAM, AGENT)]
    assert acts[-1] == Listen()


@pytest.mark.parametrize("state", [*STATES, *(s for s in STAFFED_STATES if s != CONNECTING)])
def test_from_every_state_the_agent_gets_the_caller(state: str) -> None:
    talk = in_any_state(state)
    takes_over(talk)
    assert talk.moved(Stage.RINGING, AGENT) == []
    assert talk.moved(Stage.ANSWERED, AGENT) == []
    assert talk.moved(Stage.ACCEPTED, AGENT) == [Connect()]
    assert talk.moved(Stage.CONNECTED, AGENT) == []


@pytest.mark.parametrize("state", [*STATES, *(s for s in STAFFED_STATES if s != CONNECTING)])
def test_in_every_state_we_go_on_where_that_agent_does_not_come(state: str) -> None:
    talk = in_any_state(state)
    takes_over(talk)
    acts = talk.moved(Stage.FAILED, None)
    assert well_formed(acts)
    assert words(acts).startswith((LOST, sentence("taken_lost", "en")))


def test_a_number_for_danger_is_said_to_its_end_first() -> None:
    talk = Talk(staffed())
    talk.ring()
    talk.say("er is brand in de keuken", heard=False)
    assert Hush() not in takes_over(talk)


def test_who_waits_already_is_not_rung_for_any_more_elsewhere() -> None:
    acts = takes_over(in_any_state("waiting"))
    assert acts[:2] == [CancelTransfer(), Hush()]


def test_where_another_agent_said_yes_already_nothing_changes() -> None:
    assert takes_over(in_any_state(CONNECTING)) == []


def test_a_callback_goes_on_where_it_was() -> None:
    talk = errand()
    takes_over(talk)
    acts = talk.moved(Stage.FAILED, None)
    assert words(acts).startswith(f"{LOST} ")
    talk.say("in de ochtend")
    assert talk.outcome() == OutcomeType.CALLBACK


def test_who_waited_for_a_person_waits_on() -> None:
    talk = in_any_state("waiting, about a topic")
    takes_over(talk)
    acts = talk.moved(Stage.FAILED, None)
    assert transfers(acts) == [("burgerzaken", None)]


def test_an_agent_who_says_yes_and_is_gone_brings_the_call_back_too() -> None:
    talk = in_any_state("after an answer")
    takes_over(talk)
    talk.moved(Stage.ACCEPTED, AGENT)
    assert talk.moved(Stage.AGENT_GONE, AGENT) == [Hush()]
    assert words(talk.moved(Stage.FAILED, None)).startswith(LOST)
    assert talk.outcome() == OutcomeType.ANSWERED


def test_where_they_have_talked_and_the_agent_is_lost_others_are_rung() -> None:
    talk = Talk(staffed())
    talk.ring()
    takes_over(talk)
    talking_with_an_agent(talk)
    assert words(talk.moved(Stage.AGENT_GONE, AGENT)) == sentence("transfer_lost")
    assert transfers(talk.moved(Stage.FAILED, None)) == [(TEAM, None)]


def test_the_caller_may_still_stay_with_us() -> None:
    talk = in_any_state("after an answer")
    takes_over(talk)
    assert CancelTransfer() in talk.say("stop")
    assert talk.moved(Stage.CANCELLED, None) == []


# -- giving back -------------------------------------------------------------------------------


def given_to_an_agent(state: str = "waiting") -> Talk:
    return talking_with_an_agent(in_any_state(state))


def test_who_is_given_back_hears_whom_they_speak_with_and_may_ask_on() -> None:
    talk = given_to_an_agent()
    acts = sends_back(talk)
    assert words(acts) == BACK
    assert acts[-1] == Listen()
    assert "paspoort" in words(talk.ask("wat kost een paspoort", {"paspoort": 0.9}))


def test_a_no_to_anything_else_is_a_goodbye() -> None:
    talk = given_to_an_agent()
    sends_back(talk)
    assert sentence("goodbye") in words(talk.say("nee"))


@pytest.mark.parametrize("outcome", AgentOutcome)
def test_what_the_agent_reached_is_the_outcome(outcome: AgentOutcome) -> None:
    talk = given_to_an_agent()
    sends_back(talk, outcome)
    assert talk.outcome() == COUNTS_AS[outcome]


def test_without_an_outcome_the_caller_was_put_through() -> None:
    talk = given_to_an_agent()
    sends_back(talk)
    assert talk.outcome() == OutcomeType.TRANSFER


def test_danger_stays_the_outcome_whatever_the_agent_says() -> None:
    talk = given_to_an_agent("waiting, after danger")
    sends_back(talk, AgentOutcome.ANSWERED)
    assert talk.outcome() == OutcomeType.EMERGENCY


def test_a_caller_for_whom_we_spoke_slowly_hears_us_slowly_again() -> None:
    talk = Talk(staffed())
    talk.ring()
    talk.key("7")
    talk.key("0")
    talking_with_an_agent(talk)
    assert sends_back(talk)[0] == Pace(rate=0.85)


def test_a_person_can_be_asked_for_once_more() -> None:
    talk = given_to_an_agent()
    sends_back(talk)
    assert transfers(talk.key("0")) == [("klantcontact", None)]


# -- an errand that was left -------------------------------------------------------------------


def half_an_errand() -> ErrandTalk:
    talk = ErrandTalk(known=staffed_town())
    talk.ring()
    follow(talk, [(WASTE, []), ("4991 AB", ["huisnummer"])])
    return talk


def test_an_errand_goes_on_where_it_was_when_the_agent_does_not_come() -> None:
    talk = half_an_errand()
    takes_over(talk)
    assert words(talk.moved(Stage.FAILED, None)) == f"{LOST} Wat is uw huisnummer?"
    follow(talk, [("12", ["Dorpsstraat 12"])])


def test_an_errand_that_was_left_is_offered_again_to_who_is_given_back() -> None:
    talk = half_an_errand()
    takes_over(talk)
    talking_with_an_agent(talk)
    assert words(sends_back(talk)) == f"{sentence('sent_back_errand')} {RESUME}"
    follow(talk, [("ja graag", ["Wat is uw huisnummer?"]), ("12", ["Dorpsstraat 12"])])
