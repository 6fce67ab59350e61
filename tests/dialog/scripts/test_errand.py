"""What a whole call does not show: services that fail, answers that come late, people who ask."""

from dataclasses import replace

import pytest

from dialog.acts import Conclude, Fill, Listen, LookUp, OutcomeType, Perform, Settle, Transfer
from dialog.events import Failed, HungUp, Performed
from dialog.knowledge import Agent, Knowledge
from dialog.memory import Need
from dialog.summary import summarise
from tests.dialog.errand_calls import ErrandTalk, Steps, follow, town
from tests.dialog.small_services import SmallServices
from tests.dialog.talking import Talk, sentence, words

FIRST = "afspraak_maken|ik wil dinsdag om tien uur een afspraak voor een paspoort"
PHONE = "nul zes twaalf vierendertig zesenvijftig achtenzeventig"


def staffed() -> Knowledge:
    known = town()
    desk = known.municipality.departments["burgerzaken"]
    there = replace(desk, agents=(Agent("Balie 1", "sip:balie1@h"),))
    teams = {**known.municipality.departments, "burgerzaken": there}
    return replace(known, municipality=replace(known.municipality, departments=teams))


@pytest.mark.parametrize("service", ["agenda.products", "agenda.free"])
def test_a_service_that_fails_leads_to_a_person(service: str) -> None:
    talk = ErrandTalk(SmallServices(broken={service}))
    talk.ring()
    follow(talk, [(FIRST, [sentence("errand_failed"), Listen])])


def test_a_transfer_out_of_an_errand_carries_what_was_filled() -> None:
    talk = ErrandTalk(known=staffed())
    talk.ring()
    follow(talk, [(FIRST, ["Op welke naam"]), ("Jansen", []), ("medewerker", [Transfer])])
    known = {fact.slot: fact.value for fact in summarise(talk.everything).facts}
    assert known["product"] == "paspoort"
    assert (known["datum"], known["tijd"], known["naam"]) == ("2026-12-01", "10:00", "Jansen")


def test_danger_in_public_space_is_urgent_for_a_person() -> None:
    talk = ErrandTalk(known=staffed())
    talk.ring()
    acts = []
    for turn in ("melding|er ligt een paal over de stoep in de Dorpsstraat", "sla over", "ja"):
        acts = talk.turn(turn)
    assert [act.urgent for act in acts if isinstance(act, Transfer)] == [True]


class LateTalk(Talk):
    """Services answer when the test says so."""

    def __init__(self) -> None:
        super().__init__(town())

    def answered(self, service: str, status: str = "ok", **values: str) -> list[object]:
        event = Performed(at=self.now, service=service, status=status, values=tuple(values.items()))
        return list(self.receive(event))


def _asked_for_product() -> LateTalk:
    talk = LateTalk()
    talk.ring()
    talk.ask("ik wil een afspraak maken", {"afspraak_maken": 0.9})
    assert isinstance(talk.say("een paspoort")[-1], Perform)
    return talk


def test_words_while_a_service_looks_are_kept_and_nothing_is_asked_twice() -> None:
    talk = _asked_for_product()
    acts = talk.say("dinsdag om tien uur graag")
    assert {act.slot for act in acts if isinstance(act, Fill)} == {"datum", "tijd"}
    acts = talk.receive(
        Performed(at=talk.now, service="agenda.products", status="ok",
                  values=(("product", "paspoort"), ("title", "een paspoort")))
    )  # fmt: skip
    assert [act.service for act in acts if isinstance(act, Perform)] == ["agenda.free"]


def test_what_nobody_waits_for_is_passed_over() -> None:
    talk = _asked_for_product()
    assert talk.answered("waste.dates") == []
    talk.say("stop")
    assert talk.answered("agenda.products", product="paspoort") == []


def test_a_booking_under_way_is_not_broken_off() -> None:
    services = SmallServices()
    talk = ErrandTalk(services)
    talk.ring()
    follow(talk, [(FIRST, []), ("Jansen", []), (PHONE, ["vastleggen?"])])
    late = talk.conversation.fork()
    before = Talk(town())
    before.conversation, before.now = late, talk.now
    assert isinstance(before.say("ja")[-1], Perform)
    assert words(before.say("stop")) == ""
    acts = before.receive(
        Performed(at=before.now, service="agenda.book", status="ok", values=(("code", "12345"),))
    )
    assert "Uw code is 1, 2, 3, 4, 5" in words(acts)
    assert any(isinstance(act, Settle) for act in acts)


def test_a_place_that_was_just_taken_is_told_and_others_are_offered() -> None:
    talk = ErrandTalk()
    talk.ring()
    follow(talk, [(FIRST, []), ("Jansen", []), (PHONE, ["vastleggen?"])])
    talk.services.full.add(("2026-12-01", "10:00"))
    follow(
        talk,
        [
            ("ja", ["Die plek is net bezet", "Welke wilt u?"]),
            ("de eerste", ["vastleggen?"]),
            ("ja", ["Uw afspraak staat"]),
        ],
    )
    assert len(talk.services.booked) == 1


def test_the_number_of_the_line_is_read_back_and_not_asked() -> None:
    talk = ErrandTalk()
    talk.ring("0612345678")
    follow(talk, [(FIRST, []), ("Jansen", ["Uw nummer is 06-12345678."])])


def test_a_second_need_is_served_after_the_first() -> None:
    """The search tells two needs of one sentence apart (`dialog/decision.py`)."""
    talk = ErrandTalk()
    talk.ring()
    talk.conversation._subjects.later(Need("kwijtschelding"))
    steps: Steps = [
        ("afvalkalender|op welke dag komen jullie de bakken legen", []),
        ("4991AB 12", []),
    ]
    follow(talk, steps)
    acts = talk.turn("ja")
    assert sentence("second_need", second="kwijtschelding") in words(acts)
    assert "Dit is het antwoord over kwijtschelding." in words(acts)


def test_a_fork_leaves_the_errand_where_it_is() -> None:
    talk = ErrandTalk()
    talk.ring()
    talk.turn(FIRST)
    other = Talk(town())
    other.conversation, other.now = talk.conversation.fork(), talk.now
    other.say("Jansen")
    assert "Op welke naam" in words(talk.turn("help"))


def test_what_an_errand_came_to_is_the_outcome_of_the_call() -> None:
    talk = ErrandTalk()
    talk.ring()
    follow(talk, [(FIRST, []), ("Jansen", []), (PHONE, []), ("ja", [Settle])])
    acts = talk.receive(HungUp(at=talk.now, by="caller"))
    assert acts == [Conclude(outcome=OutcomeType.APPOINTMENT)]


def test_who_leaves_halfway_has_arranged_nothing() -> None:
    talk = ErrandTalk()
    talk.ring()
    follow(talk, [(FIRST, []), ("Jansen", [])])
    acts = talk.receive(HungUp(at=talk.now, by="caller"))
    assert acts == [Conclude(outcome=OutcomeType.ABANDONED)]
    assert talk.services.booked == {}


def test_a_search_that_fails_in_an_errand_asks_again() -> None:
    talk = ErrandTalk()
    talk.ring()
    talk.turn("afvalkalender|op welke dag komen jullie de bakken legen")
    assert isinstance(talk.say("wat is de hoofdstad van Frankrijk")[-1], LookUp)
    acts = talk.receive(Failed(at=talk.now, part="search"))
    assert "postcode?" in words(acts)
