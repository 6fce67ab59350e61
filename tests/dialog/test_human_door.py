"""The human door: from every state that a call can be in, a person is reached.

By reachability and not by a list: `door_walk.py` finds the states, `door_events.py` what happens
in them, `human_door.py` tries the way to a person from each, to its end. The figures of all walks
stand in docs/measurements.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from dialog.acts import Transfer
from dialog.commands import Command, command
from dialog.conversation import Conversation
from dialog.events import TYPED, Candidate, Event, Found, Heard, Keyed, Rung
from tests.dialog.demonstration import demonstration
from tests.dialog.door_events import (
    ALL,
    COMMANDS,
    EACH_COMMAND,
    EACH_SCRIPT,
    FEWEST,
    NOW,
    UNTIL,
    Alphabet,
)
from tests.dialog.door_walk import Bookmark, Walk
from tests.dialog.human_door import WORDINGS, Door
from tests.dialog.staffed import staffed
from tests.dialog.talking import CERTAINTY, Talk, asks_for_number_or_time, words


@dataclass(frozen=True, slots=True)
class Call:
    """How a call begins, and what is tried in its states."""

    begin: tuple[Event, ...]
    alphabet: Alphabet = FEWEST


def _rung(**more: object) -> Rung:
    return Rung(at=NOW, **more)  # type: ignore[arg-type]


CALLS = {
    "people are there": Call((_rung(),), EACH_SCRIPT),
    "nobody is there": Call((_rung(open=False),), EACH_SCRIPT),
    "every command": Call((_rung(),), EACH_COMMAND),
    "a known number": Call((_rung(caller="0612345678", code="482913"),)),
    "a known number, nobody there": Call((_rung(caller="0612345678", open=False),)),
    "nobody can be rung": Call((_rung(can_transfer=False),)),
    "in English": Call((_rung(), Heard(at=NOW, text="can we speak english"))),
    "taken slowly": Call((_rung(calm=True, caller="0612345678"),)),
    "through a relay": Call((_rung(), Heard(at=NOW, text="u spreekt met teletolk"))),
    "typed": Call((_rung(line=TYPED),)),
    "in danger": Call((_rung(), Heard(at=NOW, text="er is brand"))),
    "in danger, nobody there": Call((_rung(open=False), Heard(at=NOW, text="er is brand"))),
    "during a crisis": Call((_rung(crisis="Er is geen water.", crisis_until=UNTIL),)),
    "asked how it was": Call((_rung(asks_rating=True),)),
    "an errand left": Call((_rung(caller="0612345678", left="grofvuil"),)),
}

USUAL = "people are there"
"""Of all calls the one that comes most; its shortest walk is in `make test`."""


def _shut(walk: Walk, *, every_wording: bool) -> tuple[list[str], Door]:
    """Where no person is reached, in words; empty is the proof."""
    door = Door(walk.conversation, walk.bookmark)
    problems = []
    for nth, arrival in enumerate(walk.arrivals()):
        whole = arrival.new and every_wording
        if arrival.new or every_wording:
            found = door.closed(arrival) if whole else door.glimpsed(arrival, nth)
            problems += [f"{problem} after {arrival.path}" for problem in found]
    return problems, door


def _walk(call: Call, alphabet: Alphabet, ways: int = 1) -> Walk:
    return Walk(Conversation(demonstration(), CERTAINTY), call.begin, alphabet, ways)


def test_a_person_is_reached_from_every_state_of_a_call() -> None:
    walk = _walk(CALLS[USUAL], FEWEST)
    problems, door = _shut(walk, every_wording=False)
    assert problems == []
    assert door.tried > 1.5 * len(walk.states), "a wording and a key in each that goes on"
    assert len(walk.states) > 400, "the walk must have come through the errand and the transfer"


@pytest.mark.walks
def test_a_person_is_reached_in_six_wordings_and_by_key() -> None:
    problems, _ = _shut(_walk(CALLS[USUAL], FEWEST), every_wording=True)
    assert problems == []


@pytest.mark.other_walks
@pytest.mark.parametrize("name", CALLS)
def test_a_person_is_reached_in_six_wordings_and_by_key_in_every_call(name: str) -> None:
    call = CALLS[name]
    walk = _walk(call, call.alphabet)
    problems, door = _shut(walk, every_wording=True)
    print(f"\n{name}: {len(walk.states)} states, {walk.steps} steps, {door.tried} tries")
    assert problems == []


@pytest.mark.other_walks
def test_a_second_way_into_a_state_leads_nowhere_that_the_first_does_not() -> None:
    walk = _walk(CALLS[USUAL], FEWEST, ways=2)
    for _ in walk.arrivals():
        pass
    print(f"\n{walk.found_second} of {len(walk.states)} states by the second way only")
    assert walk.found_second <= len(walk.states) * 0.02


# -- that the walk is honest -------------------------------------------------------------------


def test_every_command_is_tried_in_words_that_are_one() -> None:
    assert {order: command(text) for order, text in COMMANDS.items()} == {
        order: order for order in Command
    }


def test_each_wording_asks_for_a_person() -> None:
    assert {command(text) for text in WORDINGS} == {Command.PERSON}


def test_going_back_to_a_bookmark_is_as_good_as_a_fork() -> None:
    conversation = Conversation(demonstration(), CERTAINTY)
    conversation.receive(_rung())
    bookmark = Bookmark(conversation)
    start = bookmark.here()
    for text in ALL.spoken:
        turns = [Heard(at=NOW, text=text), Heard(at=NOW, text="ja"), Heard(at=NOW, text="herhaal")]
        expected = [conversation.fork().receive(turns[0])]
        fork = conversation.fork()
        expected = [fork.receive(turn) for turn in turns]
        assert [conversation.receive(turn) for turn in turns] == expected, text
        bookmark.back(start)


def test_the_walk_finds_a_door_that_is_shut() -> None:
    """Whoever says no to everybody is found out: the tries themselves must be able to fail."""
    deaf = Walk(_Deaf(demonstration(), CERTAINTY), (_rung(),), FEWEST, most=20)
    problems, _ = _shut(deaf, every_wording=False)
    assert problems


class _Deaf(Conversation):
    """Rings nobody."""

    def receive(self, event: Event) -> list[object]:  # type: ignore[override]
        acts = super().receive(event)
        self._memory.waiting = None
        return [act for act in acts if not isinstance(act, Transfer)]


# -- doors that were found shut ----------------------------------------------------------------


def _arranging() -> Talk:
    """A callback was asked for, although agents are at work."""
    talk = Talk(staffed())
    talk.ring()
    talk.say("bel mij morgen terug")
    return talk


@pytest.mark.parametrize("text", WORDINGS)
@pytest.mark.parametrize("said", [(), ("06 12 34 56 78",), ("06 12 34 56 78", "ja")])
def test_whoever_wants_a_person_after_all_is_not_kept_to_a_callback(
    text: str, said: Sequence[str]
) -> None:
    talk = _arranging()
    for each in said:
        talk.say(each)
    assert any(isinstance(act, Transfer) for act in talk.say(text))


def test_the_number_key_prefixed_by_a_star_rings_a_person_in_the_middle_of_a_callback() -> None:
    assert any(isinstance(act, Transfer) for act in _arranging().key("*0"))


def test_whoever_asks_to_be_rung_again_stays_with_the_callback() -> None:
    acts = _arranging().say("kan iemand mij terugbellen")
    assert asks_for_number_or_time(acts)


def test_a_number_that_was_agreed_on_is_offered_when_nobody_can_be_had() -> None:
    talk = _arranging()
    for said in ("06 12 34 56 78", "ja", "medewerker"):
        talk.say(said)
    acts = talk.say("bel mij toch maar terug")
    assert "06-12345678" in words(acts)


@pytest.mark.parametrize("asks", ["ik ruik iets raars", "I have a question about something"])
def test_a_yes_after_the_person_key_no_longer_answers_what_we_asked_before_it(asks: str) -> None:
    conversation = Conversation(demonstration(), CERTAINTY)
    conversation.receive(_rung(open=False))
    conversation.receive(Heard(at=NOW, text=asks))
    unsure = (Candidate("emergency", 0.3), Candidate("grofvuil", 0.5))
    conversation.receive(Found(at=NOW, query=asks, candidates=unsure))
    conversation.receive(Keyed(at=NOW, keys="0"))
    conversation.receive(Keyed(at=NOW, keys="0612345678"))
    acts = conversation.receive(Heard(at=NOW, text="ja"))
    assert words(acts).startswith("Wanneer"), words(acts)
