"""An errand that was left for a person, a second one in the middle, and a caller to be rung."""

from dataclasses import replace
from functools import cache

import pytest

from dialog.acts import (
    Conclude,
    HangUp,
    OutcomeType,
    Perform,
    RequestCallback,
    Settle,
    Transfer,
)
from dialog.events import Heard, HungUp, Performed, TransferStage
from dialog.knowledge import Knowledge
from tests.dialog.errand_calls import ErrandTalk, Steps, follow, town
from tests.dialog.staffed import DESK
from tests.dialog.talking import Talk, sentence, words

WASTE = "afvalkalender|op welke dag komen jullie de bakken legen"
APPOINTMENT = "afspraak_maken|ik wil dinsdag om tien uur een afspraak voor een paspoort"
PHONE = "nul zes twaalf vierendertig zesenvijftig achtenzeventig"
RESUME = "Ik was bezig met de ophaaldagen voor uw adres. Zullen we daarmee verdergaan?"


@cache
def staffed_town() -> Knowledge:
    known = town()
    return replace(known, municipality=replace(known.municipality, departments={DESK.key: DESK}))


def waiting() -> ErrandTalk:
    """Half an errand, and then a person was asked for."""
    talk = ErrandTalk(known=staffed_town())
    talk.ring()
    follow(talk, [(WASTE, []), ("4991 AB", ["huisnummer"]), ("medewerker", [Transfer])])
    return talk


def test_after_a_person_who_was_not_had_it_goes_on_where_it_was() -> None:
    talk = waiting()
    assert RESUME in words(talk.moved(TransferStage.FAILED, None))
    follow(talk, [("ja graag", ["Wat is uw huisnummer?"]), ("12", ["Dorpsstraat 12"])])


def test_who_does_not_want_to_go_on_is_rung_back() -> None:
    talk = waiting()
    talk.moved(TransferStage.FAILED, None)
    follow(talk, [("nee", [sentence("callback_ask_number", department="Het team Burgerzaken")])])


def test_who_takes_the_transfer_back_may_go_on() -> None:
    talk = waiting()
    follow(talk, [("stop", [sentence("transfer_cancelled_errand"), RESUME])])
    follow(talk, [("nee", [sentence("more")]), ("nee", [HangUp])])


def test_who_declines_a_callback_may_go_on() -> None:
    talk = ErrandTalk()
    talk.ring()
    follow(talk, [(WASTE, []), ("medewerker", [])])
    follow(talk, [("stop", [sentence("callback_cancelled_errand"), RESUME]), ("ja", ["postcode?"])])


def test_after_danger_nothing_is_resumed() -> None:
    talk = waiting()
    talk.turn("er is brand in de keuken")
    assert "verdergaan" not in words(talk.moved(TransferStage.FAILED, None))


def test_what_was_being_booked_is_told_and_not_booked_again() -> None:
    talk = ErrandTalk(known=staffed_town())
    talk.ring()
    follow(talk, [(APPOINTMENT, []), ("Jansen", []), (PHONE, ["vastleggen?"])])
    yes = Heard(at=talk.now, text="ja")
    booking = next(each for each in Talk.receive(talk, yes) if isinstance(each, Perform))
    assert booking.service == "agenda.book"
    Talk.say(talk, "medewerker")
    came = talk.services.perform(booking.service, dict(booking.values))
    event = Performed(at=talk.now, service="agenda.book", status="ok", values=came.values)
    told = Talk.receive(talk, event)
    assert "Uw afspraak staat" in words(told)
    assert any(isinstance(act, Settle) for act in told)
    assert "verdergaan" not in words(talk.moved(TransferStage.FAILED, None))


def test_a_second_errand_is_answered_and_offered_after_the_first() -> None:
    talk = ErrandTalk()
    talk.ring()
    steps: Steps = [
        (WASTE, ["postcode?"]),
        ("grofvuil|wat kost het om grofvuil te laten ophalen", ["Dat is gratis.", "postcode?"]),
        ("4991AB 12", ["Dorpsstraat 12"]),
        ("ja", ["Restafval is op", "Zal ik het ophalen voor u regelen?"]),
        ("ja", ["Ik regel het ophalen voor u."]),
    ]
    follow(talk, steps)


def test_another_errand_than_the_one_that_has_only_begun_takes_its_place() -> None:
    talk = ErrandTalk()
    talk.ring()
    steps: Steps = [
        ("afspraak_maken|het gaat om een afspraak", ["Waarvoor wilt u langskomen?"]),
        ("afspraak_wijzigen|nee ik wil mijn afspraak verzetten", ["Ik zoek uw afspraak op."]),
        ("Jansen", ["Op welke dag"]),
    ]
    known = replace(town(), commands={"ja": {"nl": ("jazeker",)}})
    talk = ErrandTalk(known=known)
    talk.ring()
    follow(talk, steps)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("bel mij maar, " + PHONE, "06-12345678"),
        ("laat mij maar door iemand opbellen", ""),
        ("kan iemand mij daarover bellen", ""),
    ],
)
def test_who_wants_to_be_rung_gives_no_answer(said: str, number: str) -> None:
    talk = ErrandTalk()
    talk.ring()
    talk.turn("afspraak_maken|ik wil een afspraak maken")
    acts = talk.turn(said)
    assert not any(isinstance(act, Perform) for act in acts)
    assert ("Op welk nummer" in words(acts)) is not bool(number)
    assert number in words(acts)


def test_when_it_suits_is_kept_while_the_number_is_read_back() -> None:
    talk = Talk()
    talk.ring()
    talk.say("kunt u mij terugbellen op " + PHONE)
    talk.say("morgenmiddag graag")
    assert any(isinstance(act, RequestCallback) for act in talk.say("ja"))


def test_a_number_that_was_agreed_on_is_rung_when_the_caller_hangs_up() -> None:
    talk = Talk()
    talk.ring()
    talk.say("kunt u mij terugbellen op " + PHONE)
    talk.say("ja")
    acts = talk.receive(HungUp(at=talk.now, by="caller"))
    assert any(isinstance(act, RequestCallback) for act in acts)
    assert acts[-1] == Conclude(outcome=OutcomeType.CALLBACK)


def test_a_number_that_was_not_agreed_on_is_not() -> None:
    talk = Talk()
    talk.ring()
    talk.say("kunt u mij terugbellen op " + PHONE)
    acts = talk.receive(HungUp(at=talk.now, by="caller"))
    assert acts == [Conclude(outcome=OutcomeType.ABANDONED)]


def test_danger_told_behind_our_offer_is_no_answer_to_it() -> None:
    talk = ErrandTalk()
    talk.ring()
    follow(talk, [("verhuizing|wat moet ik doen als ik verhuis", ["Zal ik een afspraak"])])
    follow(talk, [("emergency|vannacht was hij er weer", ["112", "~Ik maak een afspraak"])])


@pytest.mark.parametrize("soonest", ["zo snel mogelijk", "de vroegste dag die er is", "!1"])
def test_as_soon_as_possible_is_the_first_there_is(soonest: str) -> None:
    talk = ErrandTalk()
    talk.ring()
    steps: Steps = [
        ("afspraak_maken|een afspraak voor een paspoort", ["Welke dag"]),
        (soonest, ["Op welke naam", "~Welke wilt u?"]),
        ("Jansen", []),
        (PHONE, ["vrijdag 27 november om 09:00", "vastleggen?"]),
    ]
    follow(talk, steps)
