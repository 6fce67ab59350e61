"""An earlier call is played again from its events, and tells where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.acts import Act
from dialog.events import Event, HungUp, Performed, Rung
from dialog.taking_up import PERSONAL, PROOFS, Left, left_in
from tests.dialog.errand_calls import ErrandTalk, town

BOOKING = "afspraak_maken|ik wil een afspraak maken voor mijn paspoort"


class Recorded(ErrandTalk):
    """A call that keeps what would stand in its record."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Event | Act] = []

    def receive(self, event: Event, *, heard: bool = True) -> list[Act]:
        self.items.append(event)
        place = len(self.items)
        acts = super().receive(event, heard=heard)
        self.items[place:place] = [each for each in acts if each not in self.items[place:]]
        return acts


def call(*turns: str) -> Recorded:
    made = Recorded()
    made.receive(Rung(at=made.now, caller="0612345678"))
    for turn in turns:
        made.turn(turn)
    made.receive(HungUp(at=made.now, by="caller"))
    return made


def test_an_errand_that_was_left_comes_back_with_what_was_told() -> None:
    left = left_in(town(), call(BOOKING, "dinsdag om 10 uur", "Jansen").items)
    assert left.script == "afspraak_maken"
    assert left.values["product"] == "paspoort"
    assert left.values["datum"] == "2026-12-01"
    assert left.values["tijd"] == "10:00"
    assert left.values["naam"] == "Jansen"
    assert left.values.keys() <= town().scripts["afspraak_maken"].slots.keys()


@pytest.mark.parametrize("at", range(3))
def test_wherever_a_call_drops_what_was_told_is_there(at: int) -> None:
    turns = (BOOKING, "dinsdag om 10 uur", "Jansen")[: at + 1]
    left = left_in(town(), call(*turns).items)
    told = ("product", "datum", "naam")[: at + 1]
    assert set(told) <= left.values.keys()


@pytest.mark.parametrize(
    "turns",
    [
        ("kwijtschelding|hoe zit het met kwijtschelding",),
        (BOOKING, "stop"),
        (BOOKING, "dinsdag om 10 uur", "Jansen", "ja"),
    ],
)
def test_what_was_finished_or_stopped_is_not_left(turns: tuple[str, ...]) -> None:
    left = left_in(town(), call(*turns).items)
    assert (left.script, left.values) == ("", {})


def test_a_finished_call_tells_what_was_noted() -> None:
    left = left_in(town(), call(BOOKING, "dinsdag om 10 uur", "Jansen", "ja").items)
    assert left.noted["naam"] == "Jansen"
    assert left.proves({"datum": "2026-12-01"})
    assert left.proves({"telefoon": "0612345678"})


def test_playing_it_again_does_nothing_again() -> None:
    made = call(BOOKING, "dinsdag om 10 uur", "Jansen", "ja")
    before = len(made.services.asked)
    left_in(town(), made.items)
    assert len(made.services.asked) == before
    assert sum(isinstance(item, Performed) for item in made.items) == before


def test_who_only_has_the_same_telephone_is_told_no_names() -> None:
    left = left_in(town(), call(BOOKING, "dinsdag om 10 uur", "Jansen").items).without_names()
    assert left.values.keys() & PERSONAL == set()
    assert left.values["datum"] == "2026-12-01"
    assert left.noted == {}


@given(st.dictionaries(st.sampled_from([*PROOFS, "naam", "product"]), st.text(max_size=5)))
def test_what_was_not_told_in_a_call_proves_nothing(given_facts: dict[str, str]) -> None:
    noted = {"telefoon": "0612345678", "naam": "Jansen"}
    proven = Left(noted=noted).proves(given_facts)
    assert proven is (given_facts.get("telefoon") == "0612345678")
    assert not Left().proves(given_facts)
