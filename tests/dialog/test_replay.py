"""What a record holds of a caller, what a conversation came to, and what is worse or better."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialog.acts import (
    Act,
    Conclude,
    Expectation,
    Listen,
    OutcomeType,
    Perform,
    Say,
    Settle,
    Transfer,
    Understand,
)
from dialog.addresses import Addresses
from dialog.desk_events import Corrected
from dialog.events import (
    Event,
    Heard,
    HungUp,
    Keyed,
    Performed,
    Rung,
    Silence,
    TransferMoved,
    TransferStage,
)
from dialog.inventing import Inventor
from dialog.replay_case import Agents, Case, case_of
from dialog.replay_change import RULES, TITLES, Change, compare, first_words
from dialog.replay_run import RANKS, Kind, Reply, Run, reply_of, run_of
from dialog.slots.lexicon import NO_WORDS

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RUNG = Rung(at=AT, caller="0612345678", open=True, code="123456")
ASKED = Heard(at=AT, text="ik wil een paspoort", over_us=True)
CASE = Case(key="een", rung=RUNG, turns=(ASKED,))
TOLD = Say(text="Kom langs.", topic="paspoort", source="Paspoort (2026-01-05)")


def _case(*entries: Event | Act) -> Case | None:
    return case_of("een", entries, Inventor("een", Addresses(), NO_WORDS))


def _made(*entries: Event | Act) -> Case:
    case = _case(RUNG, *entries, HungUp(at=AT, by="caller"))
    assert case is not None
    return case


def test_of_a_record_only_what_the_caller_did_is_kept() -> None:
    keyed, silence = Keyed(at=AT, keys="1"), Silence(at=AT, seconds=6)
    case = _made(ASKED, Understand(topic="paspoort", score=1.0), TOLD, keyed, silence)
    assert case.turns == (replace(ASKED, over_us=False), keyed, silence)
    assert case.rung.caller not in (None, "0612345678")
    assert case.rung.code not in (None, "123456")


@pytest.mark.parametrize("entries", [(), (RUNG,), (RUNG, HungUp(at=AT, by="caller")), (ASKED,)])
def test_where_nobody_said_anything_there_is_no_case(entries: Sequence[Event | Act]) -> None:
    assert _case(*entries) is None


def test_what_was_asked_for_tells_what_is_said() -> None:
    case = _made(
        Listen(slot="naam"), Heard(at=AT, text="verbeek"),
        Listen(expect=Expectation.NUMBER), Keyed(at=AT, keys="0618273645"),
    )  # fmt: skip
    name, number = case.turns
    assert isinstance(name, Heard)
    assert name.text not in ("", "verbeek")
    assert isinstance(number, Keyed)
    assert len(number.keys) == 10
    assert number.keys != "0618273645"


@pytest.mark.parametrize(
    ("stages", "agents"),
    [
        ((), Agents.TAKE),
        ((TransferStage.RINGING, TransferStage.CONNECTED), Agents.TAKE),
        ((TransferStage.BUSY,), Agents.BUSY),
        ((TransferStage.BUSY, TransferStage.FAILED), Agents.NONE),
    ],
)
def test_transfers_end_as_they_did(stages: Sequence[TransferStage], agents: Agents) -> None:
    moves = [TransferMoved(at=AT, stage=stage) for stage in stages]
    assert _made(ASKED, *moves).agents is agents


def test_what_is_said_to_an_agent_is_not_the_conversation_s() -> None:
    connected = TransferMoved(at=AT, stage=TransferStage.CONNECTED)
    assert len(_made(ASKED, connected, Heard(at=AT, text="dag mevrouw")).turns) == 1


def test_what_records_told_that_day_is_part_of_the_case() -> None:
    found = Performed(at=AT, service="agenda.find", status="ok", values=(("datum", "2026-12-01"),))
    looked_up = Performed(at=AT, service="waste.dates", status="ok")
    case = _made(ASKED, found, looked_up)
    assert [each.service for each in case.answers] == ["agenda.find"]


def test_answers_that_an_agent_called_wrong_are_remembered() -> None:
    wrong = Corrected(at=AT, agent="edo", answer="x", topic="paspoort", source=None, reason="oud")
    assert _case(RUNG, ASKED, HungUp(at=AT, by="caller"), wrong).wrong == {"paspoort"}  # type: ignore[union-attr]


@pytest.mark.parametrize("days", [-20, -7, 0, 3, 40])
def test_it_is_had_again_in_the_week_that_begins_now(days: int) -> None:
    now = AT + timedelta(days=days, hours=5)
    moved = CASE.at(now)
    assert now <= moved.rung.at < now + timedelta(weeks=1)
    assert moved.rung.at.weekday() == AT.weekday()
    assert moved.turns[0].at - moved.rung.at == timedelta(0)


@pytest.mark.parametrize(
    ("items", "kind", "subject"),
    [
        ((Understand(topic="paspoort", score=1.0), TOLD), Kind.ANSWERED, "paspoort"),
        ((Understand(topic="trouwen", score=1.0), replace(TOLD, topic="trouwen")),
         Kind.PERSON, "trouwen"),
        ((Understand(topic="a", score=0.4, second_topic="b"), Say(text="A of B?")),
         Kind.ASKED, "a, b"),
        ((Understand(topic="unknown", score=0.1), Say(text="Hoe bedoelt u?")),
         Kind.NOT_UNDERSTOOD, ""),
        ((Understand(topic="municipal", score=0.9),), Kind.PERSON, ""),
        ((Understand(topic="human", score=1.0), Transfer(department="afval")),
         Kind.PERSON, "afval"),
        ((Understand(topic="emergency", score=1.0), Transfer(department="afval")), Kind.ALARM, ""),
        ((Understand(topic="out_of_scope", score=1.0),), Kind.REFUSED, ""),
        ((Understand(topic="paspoort", score=1.0), Listen(slot="datum")), Kind.STEP, ""),
        ((Perform(service="agenda.free"),), Kind.STEP, ""),
        ((Understand(topic="command", score=1.0, command="herhaal"), Say(text="x")),
         Kind.OTHER, ""),
        ((replace(TOLD, topic=None),), Kind.ANSWERED, "document"),
        ((), Kind.OTHER, ""),
    ],
)  # fmt: skip
def test_what_came_of_a_turn(items: Sequence[Event | Act], kind: Kind, subject: str) -> None:
    reply = reply_of(items, frozenset({"trouwen"}))
    assert reply.about == (kind, subject)


def test_a_run_is_the_ringing_the_turns_and_the_end() -> None:
    greeting = Say(text="Goedemorgen.")
    ended = Conclude(outcome=OutcomeType.APPOINTMENT)
    settled = Settle(script="afspraak_maken", outcome=OutcomeType.APPOINTMENT)
    run = run_of([[greeting], [TOLD, settled], [ended]])
    assert [each.texts for each in run.replies] == [("Goedemorgen.",), ("Kom langs.",)]
    assert (run.outcome, run.settled) == (OutcomeType.APPOINTMENT, ("afspraak_maken",))


def _run(reply: Reply, outcome: OutcomeType = OutcomeType.ANSWERED, *settled: str) -> Run:
    return Run((Reply(Kind.OTHER), reply), outcome, settled)


ANSWER = Reply(Kind.ANSWERED, "paspoort", ("Kom langs.",), (), ("paspoort",))
OTHER = Reply(Kind.ANSWERED, "hond", ("Aan de lijn.",), (), ("hond",))
NOTHING = Reply(Kind.NOT_UNDERSTOOD, "", ("Hoe bedoelt u?",), (), ("unknown",))
WHICH = Reply(Kind.ASKED, "hond, paspoort", ("Of?",))
PERSON = Reply(Kind.PERSON, "burgerzaken", ("Ik verbind u door.",))
WORDS = replace(ANSWER, texts=("Kom bij ons langs.",))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (ANSWER, ANSWER, Change.SAME),
        (ANSWER, WORDS, Change.WORDING),
        (ANSWER, OTHER, Change.OTHER_SUBJECT),
        (ANSWER, WHICH, Change.WORSE),
        (ANSWER, NOTHING, Change.WORSE),
        (WHICH, NOTHING, Change.WORSE),
        (ANSWER, PERSON, Change.PERSON),
        (NOTHING, PERSON, Change.PERSON),
        (PERSON, ANSWER, Change.BETTER),
        (PERSON, NOTHING, Change.WORSE),
        (NOTHING, ANSWER, Change.BETTER),
        (NOTHING, WHICH, Change.BETTER),
    ],
)
def test_what_is_better_and_worse(before: Reply, after: Reply, change: Change) -> None:
    changed = compare(CASE, _run(before), _run(after))
    assert changed.change is change
    assert bool(changed.reason) == (change is not Change.SAME)
    assert changed.parted == (1 if before.about != after.about else None)


def test_what_an_agent_called_wrong_is_better_in_other_words() -> None:
    wrong = replace(CASE, wrong=frozenset({"paspoort"}))
    assert compare(wrong, _run(ANSWER), _run(WORDS)).change is Change.BETTER
    assert compare(wrong, _run(ANSWER), _run(NOTHING)).change is Change.WORSE
    assert compare(wrong, _run(ANSWER), _run(ANSWER)).change is Change.SAME


def test_a_scripted_caller_is_understood_as_expected_or_not() -> None:
    expects = replace(CASE, title="Paspoort", expected={0: "hond"})
    assert compare(expects, _run(ANSWER), _run(OTHER)).change is Change.BETTER
    assert compare(expects, _run(OTHER), _run(ANSWER)).change is Change.WORSE
    assert compare(expects, _run(ANSWER), _run(ANSWER)).change is Change.SAME


def test_what_is_settled_no_more_is_worse() -> None:
    step = Reply(Kind.STEP, "", ("Op welke dag?",))
    done = _run(step, OutcomeType.APPOINTMENT, "afspraak_maken")
    assert compare(CASE, done, _run(step, OutcomeType.ABANDONED)).change is Change.WORSE
    assert compare(CASE, _run(step, OutcomeType.ABANDONED), done).change is Change.BETTER


def test_the_first_words_that_are_other_are_told() -> None:
    changed = compare(CASE, _run(ANSWER), _run(WORDS))
    assert first_words(changed) == (("Kom langs.",), ("Kom bij ons langs.",))
    assert first_words(compare(CASE, _run(ANSWER), _run(ANSWER))) == ((), ())


def test_every_kind_has_its_rank_and_every_change_its_rule_and_name() -> None:
    assert set(RANKS) == set(Kind) - {Kind.OTHER}
    assert {change for _, change, _ in RULES} == set(Change) - {Change.SAME}
    assert set(TITLES) == set(Change)
