"""Callbacks to be done: who takes which, and what became of it.

What the caller wants and on which number stands in the log of the call; how an attempt ended is
written there (`CalledBack`), and moves the row on. Two who claim the same one: the database lets
one have it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dialog.callback_states import STEPS, CallbackKind, CallbackState, Step
from records.callback_rows import add_broken
from records.desk_tables import callbacks
from records.moments import moment
from records.opening import opened
from records.schema import Connection, telling

CLAIM_LASTS = timedelta(minutes=30)
"""Longer than a talk takes: who claimed it and forgot it loses it by then."""
_TO_DO = (CallbackState.OPEN.value, CallbackState.CLAIMED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    call: str
    entry: int
    """The number of the entry that asked for it; 0: the call broke off."""
    kind: CallbackKind
    department: str
    urgent: bool
    made_at: datetime
    due_from: datetime
    due_until: datetime | None
    state: CallbackState
    claimed_by: str | None
    tries: int


class Callbacks:
    """All of one house. Safe from any thread and beside other processes. Every method may raise
    RecordsError.
    """

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)

    def close(self) -> None:
        self._engine.dispose()

    def to_do(self, now: datetime) -> list[Callback]:
        """What is open or taken: with haste first, then by the moment until which was promised."""
        with telling(self._url), self._engine.connect() as connection:
            rows = connection.execute(callbacks.select().where(callbacks.c.state.in_(_TO_DO))).all()
        return sorted((_callback(row, now) for row in rows), key=_order)

    def of_call(self, call: str, now: datetime) -> list[Callback]:
        """All of this call, also those that are done; what is doubtful is left out."""
        chosen = callbacks.select().where(
            callbacks.c.call_id == call, callbacks.c.state != CallbackState.DOUBTFUL.value
        )
        with telling(self._url), self._engine.connect() as connection:
            rows = connection.execute(chosen.order_by(callbacks.c.number)).all()
        return [_callback(row, now) for row in rows]

    def claim(self, call: str, entry: int, name: str, now: datetime) -> Callback | None:
        """Give it to this account, if nobody else has it; else as it is. None: it is not there."""
        old = moment(now - CLAIM_LASTS)
        is_open = callbacks.c.state == CallbackState.OPEN.value
        lapsed = (callbacks.c.state == CallbackState.CLAIMED.value) & (callbacks.c.claimed_at < old)
        mine = _this(call, entry) & (is_open | lapsed)
        new = {"state": CallbackState.CLAIMED.value, "claimed_by": name, "claimed_at": moment(now)}
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(callbacks.update().where(mine).values(**new))
            return _found(connection, call, entry, now)

    def release(self, call: str, entry: int, name: str) -> None:
        """Leave it to somebody else, if this account has it."""
        mine = (
            _this(call, entry)
            & (callbacks.c.state == CallbackState.CLAIMED.value)
            & (callbacks.c.claimed_by == name)
        )
        new = {
            "state": STEPS[CallbackState.CLAIMED, Step.RELEASE].value,
            "claimed_by": None,
            "claimed_at": None,
        }
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(callbacks.update().where(mine).values(**new))

    # -- calls that broke off ----------------------------------------------------------------

    def broke_off(self, call: str, at: datetime) -> None:
        """Note a call that has no end in the records and goes on nowhere."""
        with telling(self._url), self._engine.begin() as connection:
            add_broken(connection, call, at)

    def doubtful(self) -> Sequence[str]:
        """Calls of which somebody has to find out whether there is anybody to ring."""
        chosen = callbacks.select().where(callbacks.c.state == CallbackState.DOUBTFUL.value)
        with telling(self._url), self._engine.connect() as connection:
            return [row.call_id for row in connection.execute(chosen)]

    def decide(self, call: str, department: str | None) -> None:
        """Ring this caller, of whom this department is to take care; None: there is nobody to
        ring.
        """
        step = Step.DROP if department is None else Step.CONFIRM
        state = STEPS[CallbackState.DOUBTFUL, step].value
        these = (callbacks.c.call_id == call) & (callbacks.c.state == CallbackState.DOUBTFUL.value)
        new = {"state": state, "department": department or ""}
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(callbacks.update().where(these).values(**new))


def _this(call: str, entry: int) -> Any:
    return (callbacks.c.call_id == call) & (callbacks.c.number == entry)


def _found(connection: Connection, call: str, entry: int, now: datetime) -> Callback | None:
    row = connection.execute(callbacks.select().where(_this(call, entry))).one_or_none()
    return _callback(row, now) if row is not None else None


def _order(one: Callback) -> tuple[bool, datetime, datetime]:
    return not one.urgent, one.due_until or one.due_from, one.made_at


def _callback(row: Any, now: datetime) -> Callback:
    lapsed = row.claimed_at is not None and row.claimed_at < moment(now - CLAIM_LASTS)
    state = CallbackState(row.state)
    if state is CallbackState.CLAIMED and lapsed:
        state = CallbackState.OPEN
    return Callback(
        call=row.call_id,
        entry=row.number,
        kind=CallbackKind(row.kind),
        department=row.department,
        urgent=row.urgent,
        made_at=datetime.fromisoformat(row.made_at),
        due_from=datetime.fromisoformat(row.due_from),
        due_until=datetime.fromisoformat(row.due_until) if row.due_until else None,
        state=state,
        claimed_by=row.claimed_by if state is CallbackState.CLAIMED else None,
        tries=row.tries,
    )
