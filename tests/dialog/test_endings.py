"""How calls ended, on real conversations: nobody's hanging up is a success."""

import pytest
from hypothesis import given

from dialog.acts import Act
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import Closed
from dialog.endings import HELPED, RULES, TITLES, UNKNOWN, Ending, Helped, ending, helped
from dialog.events import Event, HungUp, Rung, SentBack, TransferStage
from tests.dialog.errand_calls import ErrandTalk, town
from tests.dialog.logs import Recorded, RecordedTalk, logs
from tests.dialog.staffed import staffed
from tests.dialog.talking import said, says

PASSPORT = {"paspoort": 0.9}


def ended(talk: RecordedTalk, by: str = "caller") -> Ending:
    talk.receive(HungUp(at=talk.now, by=by))
    return ending(talk.log)


def rung() -> RecordedTalk:
    talk = RecordedTalk()
    talk.ring()
    return talk


def answered() -> RecordedTalk:
    talk = rung()
    talk.ask("ik wil een paspoort", PASSPORT)
    return talk


def test_who_says_no_to_another_question_said_that_the_answer_was_enough() -> None:
    talk = answered()
    talk.say("nee")
    assert ended(talk, "desk") is Ending.CONFIRMED


@pytest.mark.parametrize("farewell", ["dank u wel, tot ziens", "dat was het", "prima, doei"])
def test_thanks_and_goodbye_say_that_it_was_enough(farewell: str) -> None:
    talk = answered()
    talk.say(farewell)
    assert ended(talk) is Ending.CONFIRMED


def test_a_bare_goodbye_after_an_answer_says_nothing_of_it() -> None:
    talk = answered()
    talk.say("doei")
    assert ended(talk, "desk") is Ending.AFTER_ANSWER


def test_who_hangs_up_after_an_answer_may_or_may_not_be_helped() -> None:
    assert ended(answered()) is Ending.AFTER_ANSWER
    assert helped(Ending.AFTER_ANSWER) is Helped.UNKNOWN


def test_who_said_not_to_be_helped_was_not() -> None:
    assert helped(Ending.ARRANGED, said=False) is Helped.NO
    assert helped(Ending.AFTER_ANSWER, said=True) is Helped.YES
    assert helped(Ending.BROKEN) is Helped.NO


def test_an_answer_that_was_not_heard_to_its_end_is_none() -> None:
    talk = rung()
    acts = talk.ask("ik wil een paspoort", PASSPORT, heard=False)
    told = next(say for say in says(acts) if say.source)
    talk.receive(said(told, talk.now, 0.4, "Een paspoort vraagt u"))
    assert ended(talk) is Ending.WITHOUT


def test_thanks_after_a_question_that_got_no_answer_confirm_nothing() -> None:
    talk = answered()
    talk.ask("fluitketel", {"paspoort": 0.1})
    talk.say("laat maar, dank u wel, tot ziens")
    assert ended(talk) is Ending.AFTER_ANSWER


def test_who_stops_did_not_say_that_it_was_enough() -> None:
    talk = answered()
    talk.say("stop")
    talk.say("ja")
    assert ended(talk, "desk") is Ending.AFTER_ANSWER


def test_our_own_goodbye_after_silence_confirms_nothing() -> None:
    talk = answered()
    for nth in (1, 2, 3, 4):
        talk.silence(nth)
    assert ended(talk, "desk") is Ending.AFTER_ANSWER


def rated(*answers: str) -> RecordedTalk:
    talk = RecordedTalk()
    talk.receive(Rung(at=talk.now, asks_rating=True))
    talk.ask("ik wil een paspoort", PASSPORT)
    for words in ("nee", *answers):
        talk.say(words)
    return talk


def test_what_the_caller_says_to_our_question_at_the_end_is_what_counts() -> None:
    assert ended(rated("ja")) is Ending.CONFIRMED
    assert ended(rated("nee")) is Ending.AFTER_ANSWER
    assert ended(rated()) is Ending.CONFIRMED, "the no to another question was said before"


def test_nothing_said_is_no_answer() -> None:
    assert ended(rung()) is Ending.WITHOUT


def test_who_asked_for_a_person_and_hung_up_was_waiting() -> None:
    talk = answered()
    talk.key("0")
    assert ended(talk) is Ending.WAITING


def test_a_number_that_was_noted_is_rung_back() -> None:
    talk = rung()
    talk.key("0")
    for words in ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "ja", "ochtend"):
        talk.say(words)
    assert ended(talk) is Ending.CALLBACK


def test_danger_goes_before_what_was_answered() -> None:
    talk = answered()
    talk.say("er is brand in de keuken")
    assert ended(talk) is Ending.EMERGENCY


def test_what_is_not_for_the_municipality() -> None:
    talk = rung()
    talk.ask("repareert u mijn fiets", {"out_of_scope": 0.9})
    assert ended(talk) is Ending.REFUSED


def test_a_fault_is_ours_unless_the_caller_was_done() -> None:
    assert ended(answered(), "fault") is Ending.BROKEN
    talk = answered()
    talk.say("nee")
    assert ended(talk, "fault") is Ending.CONFIRMED


def test_a_call_without_an_end_was_broken_off() -> None:
    assert ending(answered().log) is Ending.BROKEN
    assert ending([]) is Ending.BROKEN


# -- people --------------------------------------------------------------------------------------


def connected() -> RecordedTalk:
    talk = RecordedTalk(staffed())
    talk.ring()
    talk.say("medewerker")
    for stage in (TransferStage.ACCEPTED, TransferStage.CONNECTED):
        talk.moved(stage)
    return talk


def test_who_spoke_to_a_person_did_whatever_came_after() -> None:
    assert ended(connected()) is Ending.PERSON
    talk = connected()
    talk.receive(SentBack(at=talk.now, agent="Balie 1"))
    assert ended(talk) is Ending.PERSON


@pytest.mark.parametrize(
    ("told", "becomes"),
    [
        (AgentOutcome.ANSWERED, Ending.PERSON),
        (AgentOutcome.CALLBACK, Ending.CALLBACK),
        (AgentOutcome.LOST, Ending.WITHOUT),
        (AgentOutcome.PASSED_ON, Ending.PERSON),
        (AgentOutcome.NOT_PASSED_ON, Ending.WAITING),
    ],
)
def test_what_the_agent_says_of_it_goes_first(told: AgentOutcome, becomes: Ending) -> None:
    talk = connected()
    ended(talk)
    assert ending([*talk.log, Closed(at=talk.now, agent="Sanne", outcome=told)]) is becomes


def test_what_is_said_of_a_call_that_no_agent_had_counts_for_nothing() -> None:
    talk = answered()
    ended(talk)
    closed = Closed(at=talk.now, agent="Sanne", outcome=AgentOutcome.ANSWERED)
    assert ending([*talk.log, closed]) is Ending.AFTER_ANSWER


def test_who_hangs_up_while_telephones_ring_was_waiting() -> None:
    talk = RecordedTalk(staffed())
    talk.ring()
    talk.say("medewerker")
    talk.moved(TransferStage.RINGING)
    talk.ask("wat kost een paspoort", PASSPORT)  # answered meanwhile, and that is not a person
    assert ended(talk) is Ending.WAITING


def test_who_would_rather_go_on_with_us_does_not_wait_any_more() -> None:
    talk = RecordedTalk(staffed())
    talk.ring()
    talk.say("medewerker")
    talk.say("stop")
    assert ended(talk) is Ending.WITHOUT


# -- errands -------------------------------------------------------------------------------------


def errand(*turns: str) -> Ending:
    talk, kept = ErrandTalk(), Recorded(town())
    talk.conversation = kept
    talk.ring()
    for turn in turns:
        talk.turn(turn)
    talk.receive(HungUp(at=talk.now, by="caller"))
    return ending(kept.log)


PHONE = "nul zes twaalf vierendertig zesenvijftig achtenzeventig"
BOOKED = (
    "afspraak_maken|ik wil dinsdag om tien uur een afspraak voor een paspoort", "Jansen", PHONE,
    "ja",
)  # fmt: skip


def test_an_appointment_that_was_made_is_arranged_and_one_that_was_not_is_not() -> None:
    assert errand(*BOOKED) is Ending.ARRANGED
    assert errand(*BOOKED[:3]) is Ending.WITHOUT


def test_what_a_service_found_is_an_answer() -> None:
    bin_day = "afvalkalender|wanneer wordt de groene bak geleegd"
    assert errand(bin_day, "4991 AB", "12", "ja") is Ending.AFTER_ANSWER
    assert errand(bin_day, "4991 AB", "12", "ja", "nee") is Ending.CONFIRMED


# -- the table -----------------------------------------------------------------------------------


@given(logs())
def test_every_call_ended_in_one_way_and_no_log_is_too_strange(log: list[Event | Act]) -> None:
    assert ending(log) in TITLES


def test_every_ending_has_a_title_and_a_rule() -> None:
    assert set(TITLES) == set(Ending) == {given for given, _ in RULES}
    assert not HELPED & UNKNOWN
