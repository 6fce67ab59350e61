"""Which calls came from the same line, so that an agent sees what was asked before.

A line is kept as HMAC-SHA-256 (RFC 2104) under a key that does not stand in the database: there
are few enough telephone numbers to try them all under a bare hash.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dialog.slots.digits import telephone
from records.desk_tables import line_calls
from records.errors import Clash
from records.moments import moment
from records.opening import opened
from records.schema import telling
from records.seal import keyed_hash

BUSY_MS = 2000
"""A caller waits for it."""


@dataclass(frozen=True, slots=True)
class LineCall:
    call: str
    at: datetime


class LineCalls:
    """All of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str, key: bytes, days: int) -> None:
        """Open the database, make it or bring it up to date. `days` is how long it is kept."""
        self._url = url
        self._key = key
        self._days = days
        self._engine = opened(url, BUSY_MS)

    def close(self) -> None:
        self._engine.dispose()

    def keep(self, call: str, caller: str | None, now: datetime) -> None:
        """Note which line this call comes from, where its number is known."""
        number = telephone(caller) if caller else None
        if number is None:
            return
        row = {"call_id": call, "line_mac": self._line(number), "at": moment(now)}
        try:
            with telling(self._url), self._engine.begin() as connection:
                connection.execute(line_calls.insert(), row)
        except Clash:  # it was kept already, and a call has one line
            return

    def same_line(self, call: str, now: datetime) -> list[LineCall]:
        """The other calls of this call's line, the latest first; none where it is not known."""
        since = moment(now - timedelta(days=self._days))
        with telling(self._url), self._engine.connect() as connection:
            this = line_calls.select().where(line_calls.c.call_id == call)
            own = connection.execute(this).one_or_none()
            if own is None:
                return []
            others = line_calls.select().where(
                line_calls.c.line_mac == own.line_mac,
                line_calls.c.call_id != call,
                line_calls.c.at >= since,
            )
            rows = connection.execute(others.order_by(line_calls.c.at.desc())).all()
        return [LineCall(row.call_id, datetime.fromisoformat(row.at)) for row in rows]

    def forget_old(self, now: datetime) -> int:
        """Delete what was kept long enough; how many."""
        old = line_calls.c.at < moment(now - timedelta(days=self._days))
        with telling(self._url), self._engine.begin() as connection:
            return connection.execute(line_calls.delete().where(old)).rowcount

    def _line(self, number: str) -> str:
        return keyed_hash(self._key, "contact", number)
