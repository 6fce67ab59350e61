"""How long somebody waits who tried too often."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from records.access_tables import failed_tries
from records.moments import moment
from records.schema import Connection

FREE_TRIES, FREE_OF_AN_ADDRESS = 5, 20
"""Of an account; of an address, behind which there may be a whole office."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tries:
    """Failed ones, one after the other, of one account or from one address."""

    tries: int = 0
    last_at: datetime | None = None
    locked_until: datetime | None = None

    def wait(self, now: datetime) -> timedelta | None:
        """How long until the next try counts; None: it counts now."""
        if self.locked_until is None or now >= self.locked_until:
            return None
        return self.locked_until - now

    def failed(self, now: datetime, free: int = FREE_TRIES) -> "Tries":
        """One more. After the last free one a minute, doubled by each after it, up to an hour."""
        old = self.last_at is None or now - self.last_at >= FORGOTTEN_AFTER
        tries = 1 if old else self.tries + 1
        if tries < free:
            return Tries(tries, now)
        doubled = min(tries - free, 10)
        return Tries(tries, now, now + min(FIRST_WAIT * 2**doubled, LONGEST_WAIT))


def tries_of(connection: Connection, subject_mac: str) -> Tries:
    chosen = failed_tries.select().where(failed_tries.c.subject_mac == subject_mac)
    row = connection.execute(chosen).first()
    if row is None:
        return Tries()
    until = datetime.fromisoformat(row.locked_until) if row.locked_until else None
    return Tries(row.tries, datetime.fromisoformat(row.last_at), until)


def keep_tries(connection: Connection, subject_mac: str, tries: Tries, now: datetime) -> None:
    """In place of what was kept; what is older than a day goes."""
    old = failed_tries.c.last_at < moment(now - FORGOTTEN_AFTER)
    mine = failed_tries.c.subject_mac == subject_mac
    connection.execute(failed_tries.delete().where(mine | old))
    if tries.last_at is None:
        return
    row = {
        "subject_mac": subject_mac,
        "tries": tries.tries,
        "last_at": moment(tries.last_at),
        "locked_until": moment(tries.locked_until) if tries.locked_until else None,
    }
    connection.execute(failed_tries.insert(), row)
