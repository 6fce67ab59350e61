"""Which entries of a call make a contact that the municipality's register is to be told, and when
it is ready to be told. Rows are written in the transaction of the entry itself.
"""

from datetime import datetime, timedelta

from dialog.acts import Conclude, RequestCallback
from dialog.desk_events import CalledBack, Closed
from dialog.events import TransferMoved, TransferStage
from records.contact_tables import contacts
from records.moments import moment
from records.schema import Connection

WAITING, SENT = "waiting", "sent"
NEVER_ENDED = timedelta(hours=2)
"""When the end of a call is not written down, because the process was killed in it, what was
agreed in it is told all the same."""
NOTE_WAIT = timedelta(minutes=10)
"""How long an agent may write about a call before it is told without a note."""
UNCLAIMED = ""


def handed_over(connection: Connection, call_id: str, item: TransferMoved, at: datetime) -> None:
    """A call that an agent took over is a contact; one is enough, however often that happens."""
    if item.stage is TransferStage.CONNECTED and not _parts(connection, call_id):
        _add(connection, call_id, 0, False, at)


def rung_back(connection: Connection, call_id: str, _: RequestCallback, at: datetime) -> None:
    """A callback is a task of the call's own contact; a second one has a contact of its own."""
    parts = _parts(connection, call_id)
    bare = contacts.update().where(contacts.c.call_id == call_id, ~contacts.c.task)
    if not connection.execute(bare.values(task=True)).rowcount:
        _add(connection, call_id, parts, True, at)


def ended(connection: Connection, call_id: str, _: Conclude, at: datetime) -> None:
    """Callbacks are told at once; what an agent may still write about waits for that."""
    _ready(connection, call_id, at, contacts.c.task)
    _ready(connection, call_id, at + NOTE_WAIT, ~contacts.c.task)


def closed(connection: Connection, call_id: str, _: Closed, at: datetime) -> None:
    """The agent has written what there is to write."""
    _ready(connection, call_id, at, contacts.c.call_id == call_id)


def called_back(connection: Connection, call_id: str, item: CalledBack, at: datetime) -> None:
    """Who was rung back at our desk is told too, so that nobody rings twice; what waits tells it
    along.
    """
    if item.again_at is not None:
        return
    told = contacts.update().where(
        contacts.c.call_id == call_id, contacts.c.task, contacts.c.state == SENT
    )
    again = {"ready_at": moment(at), "next_at": moment(at), "tries": 0, "reason": ""}
    connection.execute(told.values(state=WAITING, claimed_until=UNCLAIMED, **again))


def _parts(connection: Connection, call_id: str) -> int:
    return len(connection.execute(contacts.select().where(contacts.c.call_id == call_id)).all())


def _add(connection: Connection, call_id: str, part: int, task: bool, at: datetime) -> None:
    ready = moment(at + NEVER_ENDED)
    row = {
        "call_id": call_id,
        "part": part,
        "task": task,
        "state": WAITING,
        "made_at": moment(at),
        "ready_at": ready,
        "next_at": ready,
        "claimed_until": UNCLAIMED,
        "tries": 0,
        "reason": "",
    }
    connection.execute(contacts.insert(), row)


def _ready(connection: Connection, call_id: str, at: datetime, which: object) -> None:
    """Never later than it was to be: a contact that waits for the register keeps its turn."""
    ready = moment(at)
    rows = contacts.update().where(
        contacts.c.call_id == call_id,
        contacts.c.state == WAITING,
        contacts.c.ready_at > ready,
        which,  # type: ignore[arg-type]  # a condition; its type is the engine's own
    )
    connection.execute(rows.values(ready_at=ready, next_at=ready))
