from datetime import UTC, datetime
from typing import Any

import pytest

from belbalie.sound_call import HOPS, Turns
from dialog.acts import Act, Conclude, Listen, LookUp, OutcomeType, Say, Understand
from dialog.events import Event, Heard, HungUp, Keyed, Measured, Rung, Silence

AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
KEYS = [
    "turn", "heard", "confidence", "language", "said", "topic", "acts", "sources", "latency_ms",
]  # fmt: skip
GREETING = (Rung(at=AT), Say(text="Welkom."), Listen())
ANSWER = (
    Heard(at=AT, text="wat kost een paspoort", confidence=0.91239),
    LookUp(query="wat kost een paspoort"),
    Understand(topic="paspoort", score=0.9),
    Say(text="Een paspoort."),
    Say(text="Het kost geld.", source="Paspoort (2026-01-05)", topic="paspoort"),
    Listen(),
    Measured(at=AT, endpoint=1, recognise=2, think=3, speak=4, first_audio=10),
)


def lines(*items: Event | Act) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    turns = Turns(told.append)
    for item in items:
        turns.see(item)
    turns.finish()
    return told


def test_the_greeting_is_no_turn() -> None:
    assert lines(*GREETING) == []


def test_a_turn_is_told_with_the_keys_of_the_contract() -> None:
    (line,) = lines(*GREETING, *ANSWER)
    assert list(line) == KEYS
    assert list(line["latency_ms"]) == list(HOPS)


def test_a_turn_is_told_with_its_values() -> None:
    (line,) = lines(*GREETING, *ANSWER)
    assert line == {
        "turn": 1,
        "heard": "wat kost een paspoort",
        "confidence": 0.912,
        "language": "nl",
        "said": "Een paspoort. Het kost geld.",
        "topic": "paspoort",
        "acts": ["look_up", "understand", "say", "say", "listen"],
        "sources": ["Paspoort (2026-01-05)"],
        "latency_ms": {"endpoint": 1, "recognise": 2, "think": 3, "speak": 4, "first_audio": 10},
    }


def test_turns_are_counted_and_do_not_mix() -> None:
    first, second = lines(*ANSWER, Keyed(at=AT, keys="9"), Say(text="Nog eens."))
    assert (first["turn"], second["turn"]) == (1, 2)
    assert (second["heard"], second["confidence"], second["said"]) == ("9", 1.0, "Nog eens.")
    assert second["topic"] == "unknown"
    assert set(second["latency_ms"].values()) == {None}


def test_a_file_in_which_nothing_is_heard_has_its_line() -> None:
    silent, answered = lines(Silence(at=AT, seconds=7), Say(text="Ik luister."), *ANSWER)
    assert (silent["turn"], silent["heard"], silent["confidence"]) == (1, "", 0.0)
    assert silent["said"] == "Ik luister."
    assert answered["turn"] == 2


def test_a_bsn_is_masked_as_in_the_record() -> None:
    (line,) = lines(Heard(at=AT, text="mijn bsn is 123456782"))
    assert line["heard"] == "mijn bsn is [BSN]"


@pytest.mark.parametrize(("by", "ended"), [("caller", True), ("desk", True), ("fault", False)])
def test_a_call_has_ended_when_somebody_hung_up(by: str, ended: bool) -> None:
    turns = Turns(lambda _: None)
    assert not turns.ended
    turns.see(HungUp(at=AT, by=by))
    turns.see(Conclude(outcome=OutcomeType.ANSWERED))
    assert turns.ended is ended
