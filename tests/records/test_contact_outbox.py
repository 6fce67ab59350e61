from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from dialog.acts import Act, Conclude, OutcomeType, RequestCallback
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import Closed
from dialog.events import Event, TransferMoved, TransferStage
from records.contact_outbox import (
    CLAIM,
    FIRST_WAIT,
    GIVE_UP,
    GIVEN_UP,
    KEEP,
    KEEP_UNSENT,
    NOTHING,
    SENT,
    SET_ASIDE,
    ContactOutbox,
    Due,
)
from records.contact_rows import NEVER_ENDED, NOTE_WAIT, WAITING
from records.errors import RecordsError
from records.log import EventLog
from tests.records.conftest import START

CONNECTED = TransferMoved(at=START, stage=TransferStage.CONNECTED, agent="Afval 1")
CALLBACK = RequestCallback(
    telephone="0612345678", when="morgenochtend", topic="grofvuil", department="afval"
)
CONCLUDED = Conclude(outcome=OutcomeType.CALLBACK)
CLOSED = Closed(at=START, agent="Sanne de Wit", outcome=AgentOutcome.ANSWERED)


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    made = EventLog(database)
    yield made
    made.close()


@pytest.fixture
def outbox(database: str) -> Iterator[ContactOutbox]:
    made = ContactOutbox(database)
    yield made
    made.close()


def record(log: EventLog, call: str, *items: Event | Act, at: datetime = START) -> None:
    if not any(one.call_id == call for one in log.calls(START, START + timedelta(days=30))):
        log.open_call(call, at, "sip")
    log.append_all(call, items, at)


def taken(outbox: ContactOutbox, now: datetime = START) -> Due:
    due = outbox.take(now)
    assert due is not None
    return due


def test_a_callback_is_to_be_told_as_soon_as_the_call_is_over(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CALLBACK)
    assert outbox.take(START) is None
    record(log, "a", CONCLUDED)
    assert taken(outbox) == Due("a", 0, True, 0, {})


def test_a_call_that_was_taken_over_waits_for_what_the_agent_writes(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CONNECTED, CONCLUDED)
    assert outbox.take(START + NOTE_WAIT - timedelta(seconds=1)) is None
    record(log, "a", CLOSED, at=START + timedelta(seconds=30))
    assert not taken(outbox, START + timedelta(seconds=30)).task


def test_without_a_word_of_the_agent_it_is_told_all_the_same(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CONNECTED, CONCLUDED)
    assert taken(outbox, START + NOTE_WAIT).call == "a"


def test_a_call_in_which_the_process_was_killed_loses_no_callback(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CALLBACK)
    assert taken(outbox, START + NEVER_ENDED).task


def test_a_call_that_nobody_took_over_and_without_a_callback_is_no_contact(
    log: EventLog, outbox: ContactOutbox
) -> None:
    ringing = TransferMoved(at=START, stage=TransferStage.RINGING, agent="Afval 1")
    record(log, "a", ringing, Conclude(outcome=OutcomeType.ANSWERED))
    assert outbox.take(START + NEVER_ENDED) is None


def test_a_contact_is_there_exactly_when_its_entry_is(log: EventLog, outbox: ContactOutbox) -> None:
    log.open_call("a", START, "sip")
    log.erase("a")
    with pytest.raises(RecordsError):
        log.append_all("a", [CALLBACK], START)
    assert outbox.unsent() == []


def test_a_second_callback_has_a_contact_of_its_own_and_goes_behind_the_first(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CONNECTED, CALLBACK, CALLBACK, CONCLUDED)
    first = taken(outbox)
    outbox.later(first, START, "500")
    assert (first.part, first.task) == (0, True)
    assert outbox.take(START) is None, "a later part of the same call does not overtake"
    outbox.end(taken(outbox, START + FIRST_WAIT), SENT)
    assert taken(outbox, START + FIRST_WAIT).part == 1


def test_calls_go_in_the_order_in_which_they_were_ready(
    log: EventLog, outbox: ContactOutbox
) -> None:
    for minute, call in enumerate(("c", "a", "b")):
        record(log, call, CALLBACK, CONCLUDED, at=START + timedelta(minutes=minute))
    later, order = START + timedelta(hours=1), []
    while (due := outbox.take(later)) is not None:
        order.append(due.call)
        outbox.end(due, SENT)
    assert order == ["c", "a", "b"]


def test_only_one_contact_is_worked_on_and_who_died_in_it_loses_it(
    log: EventLog, outbox: ContactOutbox, database: str
) -> None:
    record(log, "a", CALLBACK, CONCLUDED)
    record(log, "b", CALLBACK, CONCLUDED)
    outbox.keep_step(taken(outbox), "contact", "c0ffee")
    other = ContactOutbox(database)
    assert other.take(START) is None
    assert taken(other, START + CLAIM).steps == {"contact": "c0ffee"}
    other.close()


def test_one_that_is_not_taken_lets_others_pass_and_waits_twice_as_long_each_time(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CALLBACK, CONCLUDED)
    record(log, "b", CALLBACK, CONCLUDED)
    outbox.later(taken(outbox), START, "500")
    outbox.end(taken(outbox), SENT)
    outbox.later(taken(outbox, START + FIRST_WAIT), START + FIRST_WAIT, "500")
    assert outbox.take(START + 3 * FIRST_WAIT - timedelta(seconds=1)) is None
    assert taken(outbox, START + 3 * FIRST_WAIT).tries == 2


def test_nothing_is_given_up_within_a_week_and_then_it_is_seen(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CALLBACK, CONCLUDED)
    outbox.put_back(taken(outbox), "ConnectError")
    assert outbox.give_up_old(START + GIVE_UP) == 0
    assert outbox.give_up_old(START + GIVE_UP + timedelta(seconds=1)) == 1
    assert outbox.standing(START + GIVE_UP).given_up == 1
    assert [(row.state, row.reason) for row in outbox.unsent()] == [(GIVEN_UP, "ConnectError")]


def test_what_was_set_aside_is_seen_and_tried_again_on_command(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CALLBACK, CONCLUDED)
    due = taken(outbox)
    outbox.keep_step(due, "contact", "c0ffee")
    outbox.end(due, SET_ASIDE, "status 400: kanaal invalid")
    assert outbox.standing(START).set_aside == 1
    assert outbox.take(START + timedelta(days=1)) is None
    assert outbox.retry(START, "another") == 0
    assert outbox.retry(START, "a") == 1
    assert taken(outbox).steps == {}, "what was made is looked up anew"


def test_the_standing_tells_how_many_wait_and_since_when(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CALLBACK, CONCLUDED)
    record(log, "b", CALLBACK, CONCLUDED, at=START + timedelta(minutes=1))
    record(log, "c", CALLBACK)
    standing = outbox.standing(START + timedelta(minutes=5))
    assert (standing.waiting, standing.oldest) == (2, START)


@pytest.mark.parametrize(
    ("state", "keep"), [(SENT, KEEP), (NOTHING, KEEP), (SET_ASIDE, KEEP_UNSENT)]
)
def test_what_nobody_asks_about_any_more_is_forgotten(
    log: EventLog, outbox: ContactOutbox, state: str, keep: timedelta
) -> None:
    record(log, "a", CALLBACK, CONCLUDED)
    due = taken(outbox)
    outbox.keep_step(due, "contact", "c0ffee")
    outbox.end(due, state)
    outbox.forget_old(START + keep)
    assert outbox.state("a") == state
    outbox.forget_old(START + keep + timedelta(seconds=1))
    assert outbox.state("a") is None


def test_without_a_register_what_waits_is_forgotten_after_a_day(
    log: EventLog, outbox: ContactOutbox
) -> None:
    record(log, "a", CALLBACK, CONCLUDED)
    outbox.forget_waiting(START + timedelta(days=1))
    assert outbox.state("a") == WAITING
    outbox.forget_waiting(START + timedelta(days=1, seconds=1))
    assert outbox.state("a") is None
