"""Contacts on their way to the municipality's register: in order, once each, and never lost.

A contact waits until it was taken, is set aside when the register will never take it, and is given
up after a week. Rows hold no words: what is told is read from the log when it is sent. What was
made over there is kept step by step, so that whoever goes on does not make it again. One contact
at a time is worked on, by one process at a time: that keeps the order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from records.contact_rows import SENT as SENT
from records.contact_rows import UNCLAIMED, WAITING
from records.contact_tables import contact_steps, contacts
from records.moments import moment
from records.opening import opened
from records.schema import Connection, telling

SET_ASIDE, GIVEN_UP, NOTHING = "set_aside", "given_up", "nothing"
"""`NOTHING`: there was nothing to tell, because the call was erased or is not to be told."""
NEXT_STATES: Mapping[str, frozenset[str]] = {
    WAITING: frozenset({SENT, SET_ASIDE, GIVEN_UP, NOTHING}),
    SET_ASIDE: frozenset({WAITING}),
    GIVEN_UP: frozenset({WAITING}),
    SENT: frozenset({WAITING}),  # who was rung back is told as well
    NOTHING: frozenset(),
}
CLAIM = timedelta(minutes=5)
"""Longer than all steps of a contact take: who died in one loses it by then."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP = timedelta(days=7)
KEEP = timedelta(days=13)
"""So long is kept that a contact was sent."""
KEEP_UNSENT = timedelta(days=90)
"""So long can somebody look after what was not taken."""
REASON_LENGTH = 200
BUSY_MS = 5000


@dataclass(frozen=True, slots=True)
class Due:
    """A contact whose turn it is, for one caller of `take` only."""

    call: str
    part: int
    task: bool
    tries: int
    steps: Mapping[str, str]
    """What was made already: the id that came back, by step."""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as an administrator sees it."""

    call: str
    part: int
    task: bool
    state: str
    made_at: datetime
    next_at: datetime
    tries: int
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How it goes, in figures."""

    waiting: int
    oldest: datetime | None
    """Since when the first of those who wait could have been sent."""
    set_aside: int
    given_up: int


class ContactOutbox:
    """All contacts in one database. Safe from any thread and beside other processes.

    Every method may raise RecordsError.
    """

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url, BUSY_MS)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    def take(self, now: datetime) -> Due | None:
        """The contact whose turn it is; None when there is none, or somebody works on one."""
        with telling(self._url), self._reading.begin() as connection:
            if connection.execute(_due(now)).first() is None:
                return None  # most rounds find nothing, and calls are being written
        with telling(self._url), self._engine.begin() as connection:
            waiting = contacts.select().where(contacts.c.state == WAITING)
            if connection.execute(waiting.where(contacts.c.claimed_until > moment(now))).first():
                return None
            row = connection.execute(_due(now)).first()
            return None if row is None else _claimed(connection, row, now)

    def keep_step(self, due: Due, step: str, uuid: str) -> None:
        """Write down what was made over there."""
        row = {"call_id": due.call, "part": due.part, "step": step, "uuid": uuid}
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(contact_steps.insert(), row)

    def end(self, due: Due, state: str, reason: str = "") -> None:
        """It was sent, is set aside, or there is nothing to send. Steps of what was sent are not
        needed any more.
        """
        assert state in NEXT_STATES[WAITING]
        with telling(self._url), self._engine.begin() as connection:
            _change(connection, due, state=state, reason=reason[:REASON_LENGTH])
            if state in (SENT, NOTHING):
                connection.execute(contact_steps.delete().where(*_here(contact_steps, due)))

    def later(self, due: Due, now: datetime, reason: str) -> None:
        """It was not taken, others may be: try it again, each time after twice as long."""
        wait = min(FIRST_WAIT * 2 ** min(due.tries, 20), LONGEST_WAIT)
        self._put_back(due, reason, next_at=moment(now + wait))

    def put_back(self, due: Due, reason: str) -> None:
        """The register takes nothing now; this contact stays the first."""
        self._put_back(due, reason)

    def _put_back(self, due: Due, reason: str, **values: str) -> None:
        values |= {"reason": reason[:REASON_LENGTH], "claimed_until": UNCLAIMED}
        with telling(self._url), self._engine.begin() as connection:
            _change(connection, due, tries=due.tries + 1, **values)

    def give_up_old(self, now: datetime) -> int:
        """Give up what waits for a week; call it after a try. How many those are."""
        old = contacts.update().where(
            contacts.c.state == WAITING, contacts.c.ready_at < moment(now - GIVE_UP)
        )
        with telling(self._url), self._engine.begin() as connection:
            return connection.execute(old.values(state=GIVEN_UP, claimed_until=UNCLAIMED)).rowcount

    def retry(self, now: datetime, call: str | None = None) -> int:
        """Have what was set aside or given up tried again, of one call or of all. How many.

        What was made of it is looked up anew: somebody may have removed that over there.
        """
        wanted: list[Any] = [contacts.c.state.in_((SET_ASIDE, GIVEN_UP))]
        if call is not None:
            wanted.append(contacts.c.call_id == call)
        new = {"state": WAITING, "tries": 0, "ready_at": moment(now), "next_at": moment(now)}
        again = contacts.update().where(*wanted).values(**new, claimed_until=UNCLAIMED)
        with telling(self._url), self._engine.begin() as connection:
            for row in connection.execute(contacts.select().where(*wanted)).all():
                due = Due(row.call_id, row.part, row.task, row.tries, {})
                connection.execute(contact_steps.delete().where(*_here(contact_steps, due)))
            return connection.execute(again).rowcount

    def unsent(self) -> Sequence[ContactRow]:
        """Those who wait, were set aside or given up, in the order in which they were made."""
        kept = contacts.select().where(contacts.c.state.not_in((SENT, NOTHING)))
        ordered = kept.order_by(contacts.c.made_at, contacts.c.call_id, contacts.c.part)
        with telling(self._url), self._reading.begin() as connection:
            return [_shown(row) for row in connection.execute(ordered)]

    def state(self, call: str, part: int = 0) -> str | None:
        """What became of it; None when nothing is known of it."""
        here = contacts.select().where(contacts.c.call_id == call, contacts.c.part == part)
        with telling(self._url), self._reading.begin() as connection:
            row = connection.execute(here).one_or_none()
        return None if row is None else str(row.state)

    def standing(self, now: datetime) -> Standing:
        """What could have been sent by now counts as waiting."""
        with telling(self._url), self._reading.begin() as connection:
            unsent = contacts.select().where(contacts.c.state.not_in((SENT, NOTHING)))
            rows = connection.execute(unsent).all()
        ready = [row.ready_at for row in rows if row.state == WAITING]
        due = [each for each in ready if each <= moment(now)]
        return Standing(
            waiting=len(due),
            oldest=datetime.fromisoformat(min(due)) if due else None,
            set_aside=sum(row.state == SET_ASIDE for row in rows),
            given_up=sum(row.state == GIVEN_UP for row in rows),
        )

    def forget_old(self, now: datetime) -> None:
        """Remove what nobody asks about any more."""
        ended = contacts.c.state.in_((SENT, NOTHING))
        self._remove(ended, contacts.c.made_at < moment(now - KEEP))
        self._remove(contacts.c.state != WAITING, contacts.c.made_at < moment(now - KEEP_UNSENT))

    def forget_waiting(self, now: datetime) -> None:
        """Remove what waits since more than a day, where there is no register to tell it to."""
        old = contacts.c.made_at < moment(now - timedelta(days=1))
        self._remove(contacts.c.state == WAITING, old)

    def _remove(self, *which: Any) -> None:
        with telling(self._url), self._engine.begin() as connection:
            for row in connection.execute(contacts.select().where(*which)).all():
                due = Due(row.call_id, row.part, row.task, row.tries, {})
                connection.execute(contact_steps.delete().where(*_here(contact_steps, due)))
                connection.execute(contacts.delete().where(*_here(contacts, due)))


def _due(now: datetime) -> Any:
    """The first whose moment has come; none of a call of which an earlier part waits."""
    before = contacts.alias()
    blocked = before.select().where(
        before.c.call_id == contacts.c.call_id,
        before.c.part < contacts.c.part,
        before.c.state == WAITING,
    )
    due = contacts.select().where(
        contacts.c.state == WAITING,
        contacts.c.ready_at <= moment(now),
        contacts.c.next_at <= moment(now),
        ~blocked.exists(),
    )
    return due.order_by(contacts.c.ready_at, contacts.c.call_id, contacts.c.part).limit(1)


def _claimed(connection: Connection, row: Any, now: datetime) -> Due | None:
    due = Due(row.call_id, row.part, bool(row.task), row.tries, {})
    mine = contacts.update().where(
        *_here(contacts, due),
        contacts.c.state == WAITING,
        contacts.c.claimed_until == row.claimed_until,
    )
    if connection.execute(mine.values(claimed_until=moment(now + CLAIM))).rowcount != 1:
        return None
    steps = connection.execute(contact_steps.select().where(*_here(contact_steps, due)))
    return Due(due.call, due.part, due.task, due.tries, {each.step: each.uuid for each in steps})


def _here(table: Any, due: Due) -> tuple[Any, Any]:
    return table.c.call_id == due.call, table.c.part == due.part


def _change(connection: Connection, due: Due, **values: object) -> None:
    connection.execute(contacts.update().where(*_here(contacts, due)).values(**values))


def _shown(row: Any) -> ContactRow:
    return ContactRow(
        call=row.call_id,
        part=row.part,
        task=bool(row.task),
        state=row.state,
        made_at=datetime.fromisoformat(row.made_at),
        next_at=datetime.fromisoformat(row.next_at),
        tries=row.tries,
        reason=row.reason,
    )
