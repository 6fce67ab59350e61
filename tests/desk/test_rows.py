"""What the overview tells of calls and people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.agents import Agent
from desk.rows import Cards, call_row, called, department_rows
from desk.spans import estimate_in_words
from desk.switchboard import Presence, Seat, Stage
from dialog.acts import Understand
from dialog.events import Heard
from dialog.titles import Titles
from tests.desk.board import KEES, NINE, live_call
from tests.desk.signed import SANNE

TITLES = Titles({"paspoort": "Paspoort"}, {"burgerzaken": "Burgerzaken"})


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "niet te zeggen"),
        (20, "minder dan een minuut"),
        (70, "ongeveer 1 minuut"),
        (200, "ongeveer 3 minuten"),
    ],
)
def test_an_estimate_is_no_more_precise_than_it_is_known(seconds: float | None, words: str) -> None:
    assert estimate_in_words(seconds) == words


def test_a_call_tells_what_it_is_about_and_where_it_is() -> None:
    call = live_call(
        stage=Stage.RINGING, department="burgerzaken", language="en", kind="typed", urgent=True
    )
    row = call_row(call, Cards(lambda: TITLES).of(call), TITLES, "Kees Bakker")
    assert (row.subject, row.department) == ("Paspoort", "Burgerzaken")
    assert row.told == "gaat over bij Kees Bakker"
    assert (row.language, row.typed, row.urgent) == ("Engels", True, True)


def test_a_call_without_a_question_says_so() -> None:
    call = live_call(items=[])
    assert (
        call_row(call, Cards(lambda: TITLES).of(call), TITLES, "").subject
        == "Vraag nog niet gesteld"
    )


def test_mood_is_told_as_what_was_counted() -> None:
    asked = [
        item
        for _ in range(3)
        for item in (Heard(at=NINE, text="medewerker"), Understand(topic="human", score=1.0))
    ]
    call = live_call(items=asked)
    row = call_row(call, Cards(lambda: TITLES).of(call), TITLES, "")
    assert row.remarks == ("vroeg 3 keer om een medewerker",)


def test_who_waits_is_counted_from_when_they_began_to_wait() -> None:
    since = NINE - timedelta(seconds=40)
    call = live_call(queued_since=since)
    assert call_row(call, Cards(lambda: TITLES).of(call), TITLES, "").since == since


def test_a_card_is_made_anew_only_when_its_call_went_on() -> None:
    cards, call = Cards(lambda: TITLES), live_call()
    first = cards.of(call)
    assert cards.of(replace(call, stage=Stage.QUEUED)) is first
    longer = replace(call, items=[*call.items, Heard(at=NINE, text="hallo")])
    assert cards.of(longer) is not first
    cards.keep([])
    assert cards.of(call) is not first


def seat(agent: Agent, presence: Presence, call: str | None = None) -> Seat:
    return Seat(agent=agent, presence=presence, since=NINE, call=call)


def test_people_stand_with_each_department_they_answer_for() -> None:
    loose = Agent(name="loes", title="Loes Vrij")
    seats = [
        seat(SANNE, Presence.BUSY, "c-1"),
        seat(KEES, Presence.AVAILABLE),
        seat(loose, Presence.AWAY),
    ]
    rows = department_rows(seats, TITLES)
    assert [(row.title, row.available) for row in rows] == [
        ("Burgerzaken", 1),
        ("openbare ruimte", 1),
        ("Zonder afdeling", 0),
    ]
    told = [(row.title, row.told) for row in rows[0].seats]
    assert told == [("Kees Bakker", "beschikbaar"), ("Sanne de Wit", "bezet met een gesprek")]


def test_somebody_is_called_by_name_where_the_account_is_known() -> None:
    seats = [seat(SANNE, Presence.AWAY)]
    assert called("sanne", seats) == "Sanne de Wit"
    assert called("wie", seats) == "wie"
    assert called(None, seats) == "een medewerker"


def test_of_a_telephone_that_just_stands_somewhere_nobody_is_said_to_be_there() -> None:
    phone = Agent(name="Anna", title="Anna", departments=("burgerzaken",), address="sip:a@b")
    seat = Seat(agent=phone, presence=Presence.AVAILABLE, since=NINE, signed_in=False)
    (row,) = department_rows([seat], Titles())
    assert (row.available, row.seats[0].told, row.seats[0].since) == (0, "vaste telefoon", None)
