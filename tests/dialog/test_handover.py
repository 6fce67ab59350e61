"""A person now: who is rung, what the caller hears meanwhile, and what follows when nobody can."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialog.acts import (
    Act,
    CancelTransfer,
    Connect,
    Expectation,
    Hush,
    Listen,
    LookUp,
    RequestCallback,
    Transfer,
    Understand,
)
from dialog.events import Failed, OnHold, Rung, TransferStage
from dialog.hours import Hours, Span
from dialog.knowledge import Agent, Knowledge
from tests.dialog.staffed import (
    DESK,
    OFFERED,
    STAFFED_STATES,
    SWITCHBOARD,
    WAITING,
    WASTE,
    in_any_state,
    staffed,
)
from tests.dialog.talking import MONDAY, Talk, says, sentence, words

Stage = TransferStage
SUNDAY = MONDAY.replace(day=22)
KINGS_DAY = datetime(2026, 4, 27, 9, tzinfo=UTC)
EVENING = MONDAY.replace(hour=18)
BEGIN = sentence("transfer_begin", department="het team Burgerzaken")
STAYS = sentence("transfer_stays", department="het klantcontactcentrum")
ASKS_NUMBER = sentence("callback_ask_number")


def calling(
    known: Knowledge | None = None, begin: datetime = MONDAY, open: bool | None = None
) -> Talk:
    talk = Talk(known or staffed(), begin)
    talk.ring(open=open)
    return talk


def of(acts: Sequence[Act], *kinds: type[Act]) -> list[Act]:
    return [act for act in acts if isinstance(act, kinds)]


def transfers(acts: Sequence[Act]) -> list[str]:
    """The departments that are to be rung."""
    return [act.department for act in acts if isinstance(act, Transfer)]


def texts(acts: Sequence[Act]) -> list[str]:
    return [say.text for say in says(acts)]


# -- who is rung -------------------------------------------------------------------------------


def test_the_department_of_the_topic_is_rung() -> None:
    talk = calling()
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    acts = talk.say("medewerker")
    assert acts == [
        Hush(),
        Understand(topic="human", score=1.0),
        *says(acts),
        Transfer(department="burgerzaken", topic="paspoort"),
        Listen(),
    ]
    assert texts(acts) == [BEGIN]


@pytest.mark.parametrize(
    ("topic", "department", "title"),
    [
        (None, "klantcontact", "het klantcontactcentrum"),
        ("paspoort", "burgerzaken", "het team Burgerzaken"),
        ("grofvuil", "klantcontact", "het klantcontactcentrum"),
    ],
)
def test_where_a_department_has_nobody_to_ring_the_switchboard_takes_it(
    topic: str | None, department: str, title: str
) -> None:
    talk = calling()
    if topic:
        talk.ask("ik wil iets weten over dit onderwerp", {topic: 0.9})
    acts = talk.key("0")
    assert transfers(acts) == [department]
    assert texts(acts) == [sentence("transfer_begin", department=title)]


def test_where_a_department_is_closed_and_the_switchboard_is_not_it_takes_the_call() -> None:
    mornings = Hours(week=((Span.parse("09:00-10:00"),),) * 5 + ((), ()))
    talk = calling(staffed(replace(DESK, hours=mornings), SWITCHBOARD))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert transfers(talk.key("0")) == ["klantcontact"]


def test_without_a_switchboard_the_first_department_takes_what_no_other_takes() -> None:
    assert transfers(calling(staffed(DESK, WASTE)).key("0")) == ["burgerzaken"]


@pytest.mark.parametrize(
    "text",
    ["medewerker", "goedemiddag, ik wil een medewerker spreken", "zo snel mogelijk een medewerker",
     "mag ik een medewerker over mijn afspraak van dinsdag",
     "ik wil vandaag nog iemand spreken", "can I speak to a real person"],
)  # fmt: skip
def test_who_asks_for_a_person_gets_one_now(text: str) -> None:
    assert transfers(calling().say(text)) == ["klantcontact"]


@pytest.mark.parametrize(
    "text",
    ["bel mij terug", "bel me morgen maar terug", "kan iemand mij terugbellen",
     "ik wil liever teruggebeld worden", "call me back"],
)  # fmt: skip
def test_who_asks_to_be_rung_back_is_rung_back(text: str) -> None:
    acts = calling().say(text)
    assert transfers(acts) == []
    assert texts(acts)[-1] in (ASKS_NUMBER, sentence("callback_ask_number", "en"))


def test_a_number_with_the_wish_is_the_number_to_ring_back_on() -> None:
    acts = calling().say("een medewerker mag mij bellen op 06 12345678")
    assert texts(acts) == [sentence("callback_read_back", number="06-12345678")]


def test_a_yes_to_our_offer_of_a_person_rings_one() -> None:
    talk = calling()
    talk.ask("wat moet ik meenemen voor een paspoort", {"paspoort": 0.9})
    assert transfers(talk.say("ja graag")) == ["burgerzaken"]


def test_after_danger_the_agent_is_told_of_the_haste() -> None:
    talk = calling()
    (transfer,) = of(talk.say("er is brand"), Transfer)
    assert isinstance(transfer, Transfer)
    assert transfer.urgent


# -- when nobody is there ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "why"),
    [
        (EVENING, ["Het klantcontactcentrum is er nu niet.",
                   "Er is weer iemand vanaf morgen om 09:00."]),
        (SUNDAY, ["Het klantcontactcentrum is er nu niet.",
                  "Er is weer iemand vanaf morgen om 09:00."]),
        (KINGS_DAY, ["Vandaag is het Koningsdag.", "Het klantcontactcentrum is er nu niet.",
                     "Er is weer iemand vanaf morgen om 09:00."]),
    ],
)  # fmt: skip
def test_out_of_hours_that_is_said_and_a_callback_is_arranged(
    begin: datetime, why: list[str]
) -> None:
    acts = calling(begin=begin).key("0")
    assert transfers(acts) == []
    assert texts(acts) == [*why, ASKS_NUMBER]
    assert acts[-1] == Listen(expect=Expectation.NUMBER)


def test_out_of_hours_the_department_of_the_topic_is_named() -> None:
    talk = calling(begin=EVENING)
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert texts(talk.key("0"))[0] == "Het team Burgerzaken is er nu niet."


def test_out_of_hours_a_callback_that_was_asked_for_needs_no_reason() -> None:
    assert texts(calling(begin=EVENING).say("bel mij terug")) == [ASKS_NUMBER]


@pytest.mark.parametrize("begin", [EVENING, SUNDAY, KINGS_DAY])
def test_who_is_said_to_be_there_is_rung_whatever_the_hours_say(begin: datetime) -> None:
    assert transfers(calling(begin=begin, open=True).key("0")) == ["klantcontact"]


def test_who_is_said_not_to_be_there_is_not_rung_whatever_the_hours_say() -> None:
    acts = calling(open=False).key("0")
    assert transfers(acts) == []
    assert texts(acts) == ["Het klantcontactcentrum is er nu niet.", ASKS_NUMBER]


def test_where_nobody_has_a_telephone_a_callback_needs_no_reason() -> None:
    talk = calling(staffed(WASTE))
    assert texts(talk.key("0")) == [ASKS_NUMBER]


def test_where_no_telephone_can_be_rung_from_here_a_callback_needs_no_reason() -> None:
    talk = Talk(staffed())
    talk.receive(Rung(at=talk.now, can_transfer=False))
    assert texts(talk.key("0")) == [ASKS_NUMBER]


def test_a_callback_is_promised_within_the_hours_of_the_department() -> None:
    mornings = Hours(week=((Span.parse("09:00-12:00"),),) * 5 + ((), ()))
    talk = calling(staffed(replace(DESK, hours=mornings)), begin=EVENING)
    for turn in ("medewerker", "06 12345678", "ja"):
        talk.say(turn)
    assert texts(talk.say("morgenmiddag")) == [sentence("callback_closed", when="morgenmiddag")]
    (noted,) = of(talk.say("in de ochtend dan"), RequestCallback)
    assert isinstance(noted, RequestCallback)
    assert noted.window == "09:00-12:00"


# -- while the caller waits --------------------------------------------------------------------


def test_now_and_then_the_caller_hears_that_we_are_still_at_it() -> None:
    talk = in_any_state("waiting")
    acts = talk.moved(Stage.WAITING, None)
    assert texts(acts) == [STAYS]
    assert acts[-1] == Listen()


@pytest.mark.parametrize("state", WAITING)
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_who_waits_in_silence_is_left_in_peace(state: str, nth: int) -> None:
    assert in_any_state(state).silence(nth) == []


@pytest.mark.parametrize("turn", ["medewerker", "wacht even", "help", "hallo", "goedemiddag"])
def test_who_asks_how_far_it_is_is_told(turn: str) -> None:
    acts = in_any_state("waiting").say(turn)
    assert texts(acts) == [STAYS]
    assert of(acts, Hush, Transfer, CancelTransfer) == []


def test_nought_again_rings_nobody_twice() -> None:
    acts = in_any_state("waiting").key("0")
    assert texts(acts) == [STAYS]
    assert of(acts, Transfer, CancelTransfer) == []


@pytest.mark.parametrize("turn", ["ja", "ja hoor", "weet ik niet", "eh", ""])
def test_what_asks_for_nothing_is_listened_to(turn: str) -> None:
    acts = in_any_state("waiting").say(turn)
    assert says(acts) == []
    assert isinstance(acts[-1], Listen)


@pytest.mark.parametrize("over_us", [False, True])
@pytest.mark.parametrize("state", sorted(WAITING.keys() - {OFFERED}))
@pytest.mark.parametrize("turn", ["stop", "terug", "nee", "nee dank u", "tot ziens", "laat maar"])
def test_who_does_not_want_to_wait_is_back_with_us(state: str, turn: str, over_us: bool) -> None:
    talk = in_any_state(state)
    acts = talk.say(turn, over_us=over_us)
    assert of(acts, CancelTransfer) == [CancelTransfer()]
    assert Hush() in acts
    assert texts(acts) == [sentence("transfer_cancelled")]
    assert of(talk.say("medewerker"), Transfer) != []


@pytest.mark.parametrize("key", ["2"])
def test_a_key_for_no_ends_the_waiting_too(key: str) -> None:
    acts = in_any_state("waiting").key(key)
    assert of(acts, CancelTransfer) != []
    assert texts(acts) == [sentence("transfer_cancelled")]


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        ("bel mij maar terug", ASKS_NUMBER),
        ("bel mij maar terug op 06 12345678",
         sentence("callback_read_back", number="06-12345678")),
    ],
)  # fmt: skip
def test_who_would_rather_be_rung_back_is(turn: str, asked: str) -> None:
    talk = in_any_state("waiting")
    acts = talk.say(turn)
    assert of(acts, CancelTransfer) == [CancelTransfer()]
    assert texts(acts) == [asked]
    assert talk.moved(Stage.ACCEPTED) == []


def test_a_question_is_answered_and_the_waiting_goes_on() -> None:
    talk = in_any_state("waiting")
    acts = talk.ask("wat kost een paspoort", {"paspoort": 0.9})
    assert texts(acts)[-2:] == ["Een paspoort kost € 86,50.", STAYS]
    assert of(acts, Hush, CancelTransfer) == []


@pytest.mark.parametrize("likely", [{"paspoort": 0.1}, {"smalltalk": 0.9}, {"human": 0.9}])
def test_what_is_no_question_that_we_can_answer_is_met_with_where_we_are(
    likely: dict[str, float],
) -> None:
    assert texts(in_any_state("waiting").ask("de hond blaft zo hard", likely)) == [STAYS]


@pytest.mark.parametrize(("turn", "starts"), [("herhaal", ""), ("langzamer", "slower")])
def test_how_we_speak_can_be_asked_for_while_waiting(turn: str, starts: str) -> None:
    talk = in_any_state("waiting")
    acts = talk.say(turn)
    assert of(acts, CancelTransfer) == []
    assert texts(acts)[0].startswith(sentence(starts) if starts else "Ik bel")
    assert texts(talk.moved(Stage.ANSWERED)) == [sentence("transfer_picked_up")]


@pytest.mark.parametrize("state", [*WAITING, "agent accepted"])
def test_danger_ends_the_waiting_and_comes_first(state: str) -> None:
    talk = in_any_state(state)
    acts = talk.say("er is brand")
    assert acts[:2] == [CancelTransfer(), Hush()]
    assert words(acts).count("112") >= 2
    assert [isinstance(act, Transfer) and act.urgent for act in of(acts, Transfer)] == [True]
    assert talk.outcome() == "emergency"


def test_danger_that_the_search_finds_while_waiting_is_danger_too() -> None:
    acts = in_any_state("waiting").ask("het piepkastje gaat af", {"emergency": 0.9})
    assert acts[1:3] == [CancelTransfer(), Hush()]


@pytest.mark.parametrize("part", ["search", "speaking"])
def test_a_part_that_fails_ends_no_waiting(part: str) -> None:
    talk = in_any_state("waiting")
    assert texts(talk.receive(Failed(at=talk.now, part=part))) == [STAYS]


# -- what happens at the other end -------------------------------------------------------------


def test_the_caller_hears_that_somebody_picks_up() -> None:
    talk = in_any_state("waiting")
    assert talk.moved(Stage.RINGING) == []
    acts = talk.moved(Stage.ANSWERED)
    assert texts(acts) == [sentence("transfer_picked_up")]
    assert acts[-1] == Listen()


@pytest.mark.parametrize(
    "stage",
    [Stage.BUSY, Stage.DECLINED, Stage.NO_ANSWER, Stage.UNREACHABLE, Stage.AGENT_GONE],
)
def test_of_a_telephone_that_nobody_picked_up_the_caller_hears_nothing(stage: Stage) -> None:
    assert in_any_state("waiting").moved(stage) == []


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.NO_ANSWER, Stage.AGENT_GONE])
def test_of_somebody_who_picked_up_and_cannot_the_caller_hears_once(stage: Stage) -> None:
    talk = in_any_state("waiting, agent picked up")
    assert texts(talk.moved(stage)) == [sentence("transfer_not_this")]
    assert talk.moved(Stage.DECLINED, "Balie 2") == []


def test_who_accepts_is_connected_once_that_was_said() -> None:
    talk = in_any_state("waiting, agent picked up")
    acts = talk.moved(Stage.ACCEPTED)
    assert acts[0] == Hush()
    assert texts(acts) == [sentence("transfer_accepted")]
    assert acts[-1] == Connect()
    assert talk.outcome() == "transfer"


def test_nothing_protected_is_cut_off_by_who_accepts() -> None:
    talk = Talk(staffed())
    talk.ring(heard=False)
    talk.say("medewerker", over_us=True, heard=False)
    assert Hush() not in talk.moved(Stage.ACCEPTED)


@pytest.mark.parametrize("stage", [Stage.AGENT_GONE, Stage.DECLINED])
def test_an_agent_who_is_gone_before_the_caller_was_there_is_told_of(stage: Stage) -> None:
    talk = in_any_state("agent accepted")
    acts = talk.moved(stage)
    assert acts[0] == Hush()
    assert texts(acts) == [sentence("transfer_lost")]
    assert acts[-1] == Listen()
    assert texts(talk.moved(Stage.WAITING, None)) == [STAYS]
    assert talk.outcome() == "abandoned"


def test_another_agent_may_accept_after_one_who_was_lost() -> None:
    talk = in_any_state("waiting, agent lost")
    talk.moved(Stage.ANSWERED, "Balie 2")
    assert talk.moved(Stage.ACCEPTED, "Balie 2")[-1] == Connect()
    assert talk.outcome() == "transfer"


def test_when_nobody_can_be_had_that_is_said_and_a_callback_is_arranged() -> None:
    talk = in_any_state("waiting, about a topic")
    acts = talk.moved(Stage.FAILED, None)
    assert texts(acts) == [
        sentence("transfer_failed", department="het team Burgerzaken"),
        ASKS_NUMBER,
    ]
    for turn in ("06 12345678", "ja"):
        talk.say(turn)
    (noted,) = of(talk.say("ochtend"), RequestCallback)
    assert isinstance(noted, RequestCallback)
    assert noted.department == "burgerzaken"
    assert talk.outcome() == "callback"


@pytest.mark.parametrize("state", ["transfer cancelled", "transfer failed"])
@pytest.mark.parametrize("stage", TransferStage)
def test_of_a_transfer_that_is_over_nothing_is_told(state: str, stage: Stage) -> None:
    assert in_any_state(state).moved(stage) == []


def test_danger_stays_the_outcome_whoever_takes_over() -> None:
    talk = in_any_state("waiting, after danger")
    talk.moved(Stage.ANSWERED)
    talk.moved(Stage.ACCEPTED)
    assert talk.outcome() == "emergency"


# -- accepted, and not yet connected -----------------------------------------------------------


@pytest.mark.parametrize("over_us", [False, True])
@pytest.mark.parametrize(
    "turn", ["", "eh", "ja", "nee", "stop", "medewerker", "bel mij terug", "hallo", "herhaal",
             "dank u wel", "wat kost een paspoort", "mijn bsn is 111222333"],
)  # fmt: skip
def test_nothing_that_is_said_keeps_the_caller_from_who_accepted(turn: str, over_us: bool) -> None:
    talk = in_any_state("agent accepted")
    acts = talk.say(turn, over_us=over_us)
    assert says(acts) == []
    assert of(acts, Hush, CancelTransfer, LookUp) == []


@pytest.mark.parametrize("keys", [*"0123456789*#", "*0"])
def test_nor_does_a_key(keys: str) -> None:
    acts = in_any_state("agent accepted").key(keys)
    assert of(acts, Hush, CancelTransfer) == []
    assert says(acts) == []


def test_an_answer_that_comes_too_late_is_not_said_any_more() -> None:
    talk = in_any_state("waiting, looking up")
    talk.moved(Stage.ANSWERED)
    talk.moved(Stage.ACCEPTED)
    assert says(talk.find("wat kost een paspoort", {"paspoort": 0.9})) == []


# -- on hold -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [*WAITING, "agent accepted"])
def test_a_caller_who_puts_us_on_hold_is_still_waited_for(state: str) -> None:
    talk = in_any_state(state)
    assert talk.receive(OnHold(at=talk.now, held=True)) == []
    acts = talk.receive(OnHold(at=talk.now, held=False))
    assert of(acts, Hush, CancelTransfer) == []
    assert bool(says(acts)) == (state != "agent accepted")


def test_on_hold_we_are_silent_and_after_it_say_who_we_are_and_what_we_asked() -> None:
    talk = calling()
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert talk.receive(OnHold(at=talk.now, held=True)) == [Hush()]
    acts = talk.receive(OnHold(at=talk.now, held=False))
    assert texts(acts) == [sentence("machine_again"), sentence("more")]
    assert acts[-1] == Listen()


def test_after_a_hold_in_the_callback_its_question_is_asked_again() -> None:
    talk = in_any_state("callback, number")
    talk.receive(OnHold(at=talk.now, held=True))
    acts = talk.receive(OnHold(at=talk.now, held=False))
    assert texts(acts) == [sentence("machine_again"), ASKS_NUMBER]
    assert acts[-1] == Listen(expect=Expectation.NUMBER)


def test_on_hold_nothing_is_said_to_nobody() -> None:
    talk = Talk(staffed())
    talk.ring(heard=False)
    assert talk.receive(OnHold(at=talk.now, held=True)) == [Hush()]
    assert "computer" in words(talk.receive(OnHold(at=talk.now, held=False)))


# -- the whole way -----------------------------------------------------------------------------


def test_one_agent_after_the_other_until_one_accepts() -> None:
    two = replace(DESK, agents=(*DESK.agents, Agent("Balie 2", "sip:balie2@h")))
    talk = calling(staffed(two))
    told = [texts(talk.key("0"))]
    for stage, agent in (
        (Stage.RINGING, "Balie 1"),
        (Stage.BUSY, "Balie 1"),
        (Stage.RINGING, "Balie 2"),
        (Stage.ANSWERED, "Balie 2"),
        (Stage.ACCEPTED, "Balie 2"),
    ):
        told.append(texts(talk.moved(stage, agent)))
    assert told == [
        [BEGIN], [], [], [],
        [sentence("transfer_picked_up")],
        [sentence("transfer_accepted")],
    ]  # fmt: skip


@pytest.mark.parametrize("state", STAFFED_STATES)
def test_every_state_is_left_by_its_time(state: str) -> None:
    """Whatever the caller waits for, FAILED brings them back to us."""
    talk = in_any_state(state)
    talk.now += timedelta(minutes=2)
    talk.moved(Stage.AGENT_GONE)
    talk.moved(Stage.FAILED, None)
    assert talk.key("0") != []
