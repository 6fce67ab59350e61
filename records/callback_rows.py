"""Callbacks as rows, moved on by the entries of their call, within the entry's transaction."""

from datetime import datetime
from typing import Any

from dialog.acts import RequestCallback
from dialog.agent_outcomes import AgentOutcome
from dialog.callback_states import (
    SOON,
    STEPS,
    CallbackKind,
    CallbackState,
    Step,
    due,
    step_of,
)
from dialog.desk_events import CallbackResult, CalledBack, Closed
from dialog.events import HungUp
from records.desk_tables import callbacks
from records.moments import moment
from records.schema import Connection, envelopes

BROKEN = 0
"""The number of a row that no entry asked for: the call itself broke off."""


def asked(connection: Connection, call_id: str, item: RequestCallback, at: datetime) -> None:
    """Somebody is to ring; a call that was thought to have broken off has its callback now."""
    promised = due(item, at)
    number = last_number(connection, call_id)
    row = _row(call_id, number, CallbackKind.ASKED, at, CallbackState.OPEN)
    row |= {
        "department": item.department,
        "urgent": item.urgent,
        "due_from": moment(promised.since),
        "due_until": moment(promised.until) if promised.until else None,
    }
    connection.execute(callbacks.insert(), row)
    _drop_broken(connection, call_id)


def called_back(connection: Connection, call_id: str, item: CalledBack, at: datetime) -> None:
    """All that this call has open, unless the entry names one."""
    chosen = callbacks.select().where(callbacks.c.call_id == call_id)
    if item.entry is not None:
        chosen = chosen.where(callbacks.c.number == item.entry)
    for row in connection.execute(chosen).all():
        state = STEPS.get((CallbackState(row.state), step_of(item)))
        if state is not None:
            _move(connection, row, state, item)


def hung_up(connection: Connection, call_id: str, item: HungUp, at: datetime) -> None:
    """The call came to an end after all, or broke off."""
    if item.by == "fault":
        add_broken(connection, call_id, at)
    else:
        _drop_broken(connection, call_id)


def closed(connection: Connection, call_id: str, item: Closed, at: datetime) -> None:
    """An agent lost the caller; another outcome later tells that it was done."""
    if item.outcome is AgentOutcome.LOST:
        add_broken(connection, call_id, at)
    else:
        _drop_broken(connection, call_id)


def add_broken(connection: Connection, call_id: str, at: datetime) -> None:
    """A call may have broken off; one that has a callback needs no other."""
    known = callbacks.select().where(callbacks.c.call_id == call_id)
    if connection.execute(known.limit(1)).one_or_none() is not None:
        return
    row = _row(call_id, BROKEN, CallbackKind.BROKEN, at, CallbackState.DOUBTFUL)
    connection.execute(callbacks.insert(), row | {"due_until": moment(at + SOON)})


def last_number(connection: Connection, call_id: str) -> int:
    """The number of the entry that is being written."""
    of_call = envelopes.select().where(envelopes.c.call_id == call_id)
    newest = of_call.order_by(envelopes.c.number.desc()).limit(1)
    number: int = connection.execute(newest).one().number
    return number


def here(row: Any) -> Any:
    """The condition that names this row."""
    return (callbacks.c.call_id == row.call_id) & (callbacks.c.number == row.number)


def _row(
    call_id: str, number: int, kind: CallbackKind, at: datetime, state: CallbackState
) -> dict[str, object]:
    return {
        "call_id": call_id,
        "number": number,
        "kind": kind.value,
        "department": "",
        "urgent": False,
        "made_at": moment(at),
        "due_from": moment(at),
        "due_until": None,
        "state": state.value,
        "tries": 0,
    }


def _move(connection: Connection, row: Any, state: CallbackState, item: CalledBack) -> None:
    tried = item.result is not CallbackResult.NOT_NEEDED
    new: dict[str, object] = {
        "state": state.value,
        "claimed_by": None,
        "claimed_at": None,
        "tries": row.tries + tried,
    }
    if step_of(item) is Step.RETRY and item.again_at is not None:
        new |= {"due_from": moment(item.again_at), "due_until": moment(item.again_at + SOON)}
    connection.execute(callbacks.update().where(here(row)).values(**new))


def _drop_broken(connection: Connection, call_id: str) -> None:
    """Nobody has to ring after all, unless somebody is at it or has tried."""
    untouched = (
        (callbacks.c.call_id == call_id)
        & (callbacks.c.number == BROKEN)
        & (callbacks.c.tries == 0)
        & callbacks.c.state.in_([CallbackState.DOUBTFUL.value, CallbackState.OPEN.value])
    )
    connection.execute(callbacks.delete().where(untouched))
