"""What happened to accounts: who did what, and when. No secrets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from records.access_tables import access_trail
from records.moments import moment
from records.schema import Connection


class Happened(StrEnum):
    SIGNED_IN = "signed_in"
    REFUSED = "refused"
    """A wrong password or code, a closed account, or a role that is none of ours."""
    LOCKED = "locked"
    SIGNED_OUT = "signed_out"
    ADDED = "added"
    CHANGED = "changed"
    RESET = "reset"
    CLOSED = "closed"
    PASSWORD = "password"
    """They chose a password."""
    APP = "app"
    """They set up the app that gives codes."""
    RECOVERY = "recovery"
    """A recovery code was used in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    at: datetime
    account: str
    """Whom it is about; '' where the name is none that we know."""
    happened: Happened
    by: str
    told: str = ""
    """What changed, or why not."""


def note(connection: Connection, entry: Entry) -> None:
    """Write it with what it tells of: both, or neither."""
    row = {
        "at": moment(entry.at),
        "account": entry.account,
        "happened": entry.happened.value,
        "by": entry.by,
        "told": entry.told,
    }
    connection.execute(access_trail.insert(), row)


def forget_before(connection: Connection, then: datetime) -> int:
    """Remove what is older than anybody may ask about; how many."""
    old = access_trail.delete().where(access_trail.c.at < moment(then))
    return connection.execute(old).rowcount


def trail(connection: Connection, account: str, most: int = 100) -> Sequence[Entry]:
    """What happened to this account, the newest first."""
    chosen = access_trail.select().where(access_trail.c.account == account)
    rows = connection.execute(chosen.order_by(access_trail.c.number.desc()).limit(most)).all()
    return [
        Entry(
            at=datetime.fromisoformat(row.at),
            account=row.account,
            happened=Happened(row.happened),
            by=row.by,
            told=row.told,
        )
        for row in rows
    ]
