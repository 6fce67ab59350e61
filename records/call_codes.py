"""The codes of calls: with one a call can be taken up again within a day.

A code has six digits, so that it can be said; a million are soon tried. That is why a code opens
nothing by itself: it counts only from the line of its call, or with a fact that was told in that
call; five facts in vain and it opens nothing any more. Code and line are kept as HMAC under a key
that does not stand in the database, because six digits under a bare hash are no secret at all.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from records.call_tables import call_codes
from records.errors import Clash, RecordsError
from records.moments import moment
from records.opening import opened
from records.schema import Connection, telling
from records.seal import keyed_hash

DIGITS = 6
HOLDS = timedelta(hours=24)
MOST_TRIES = 5
BUSY_MS = 2000
_DRAWS = 40


@dataclass(frozen=True, slots=True)
class Begun:
    code: str
    left: str | None
    """The key of the errand that was left in the last call of this line; None: nothing was."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A call that somebody asks for."""

    call: str
    same_line: bool
    tries: int
    left: str | None
    """The errand that was left in it; empty: none, or it was taken up; None: it never ended."""

    @property
    def locked(self) -> bool:
        return self.tries >= MOST_TRIES


class CallCodes:
    """All of them in one database. Safe from any thread and beside other processes.

    Every method may raise RecordsError. A line is a telephone number; None is an unknown one,
    which is never the same as another.
    """

    def __init__(
        self, url: str, key: bytes, draw: Callable[[int], int] = secrets.randbelow
    ) -> None:
        """Open the database, make it or bring it up to date. `draw(n)` gives a number below n."""
        self._url = url
        self._key = key
        self._draw = draw
        self._engine = opened(url, BUSY_MS)

    def close(self) -> None:
        self._engine.dispose()

    def begin(self, call: str, line: str | None, now: datetime) -> Begun:
        """Give this call a code that no other call of the last day has."""
        for _ in range(_DRAWS):
            code = f"{self._draw(10**DIGITS):0{DIGITS}}"
            try:
                with telling(self._url), self._engine.begin() as connection:
                    left = self._left(connection, line, now)
                    connection.execute(call_codes.insert(), self._row(call, code, line, now))
            except Clash:  # another call has it, perhaps from this moment on
                continue
            return Begun(code, left)
        raise RecordsError("Every code that was drawn for a call is in use: purge old ones.")

    def end(self, call: str, left: str) -> None:
        """Keep which errand was left in it; empty: none, or somebody goes on with it."""
        with telling(self._url), self._engine.begin() as connection:
            here = call_codes.c.call_id == call
            connection.execute(call_codes.update().where(here).values(left=left))

    def by_code(self, code: str, asking: str, now: datetime) -> Earlier | None:
        """The call of this code, asked for by the call `asking`; None: no call has it now."""
        with telling(self._url), self._engine.begin() as connection:
            chosen = call_codes.c.code_mac == self._mac("code", code)
            row = connection.execute(_valid(now).where(chosen)).one_or_none()
            return self._earlier(connection, row, asking)

    def last_of_line(self, asking: str, now: datetime) -> Earlier | None:
        """The call before this one from the same line, where something was left in it."""
        with telling(self._url), self._engine.begin() as connection:
            own = _row(connection, asking)
            if own is None or own.line_mac is None:
                return None
            row = _last(connection, own.line_mac, now, but=asking)
            return self._earlier(connection, row, asking) if row and row.left else None

    def failed(self, call: str) -> int:
        """Count a fact that was wrong; returns how many were."""
        with telling(self._url), self._engine.begin() as connection:
            here = call_codes.c.call_id == call
            more = call_codes.update().where(here).values(tries=call_codes.c.tries + 1)
            connection.execute(more)
            row = _row(connection, call)
            return MOST_TRIES if row is None else int(row.tries)

    def forget(self, call: str, now: datetime) -> None:
        """From now on nothing opens this call; it is marked for its words to be destroyed."""
        with telling(self._url), self._engine.begin() as connection:
            here = call_codes.c.call_id == call
            gone = {"code_mac": None, "line_mac": None, "left": None, "forget": True}
            if connection.execute(call_codes.update().where(here).values(**gone)).rowcount == 0:
                row = self._row(call, "", None, now) | gone  # a call that never had a code
                connection.execute(call_codes.insert(), row)

    def to_forget(self, now: datetime) -> dict[str, bool]:
        """The calls that are marked so, and whether they began more than a day ago."""
        with telling(self._url), self._engine.begin() as connection:
            rows = connection.execute(call_codes.select().where(call_codes.c.forget)).all()
        return {row.call_id: row.expires_at <= moment(now) for row in rows}

    def forgotten(self, call: str) -> None:
        """Its words are destroyed: nothing about it stays here either."""
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(call_codes.delete().where(call_codes.c.call_id == call))

    def purge(self, now: datetime) -> int:
        """Remove what has expired, but for what is still to be forgotten; returns how many."""
        old = call_codes.c.expires_at <= moment(now)
        with telling(self._url), self._engine.begin() as connection:
            gone = connection.execute(call_codes.delete().where(old, ~call_codes.c.forget))
        return gone.rowcount

    # -- inside --------------------------------------------------------------------------------

    def _row(self, call: str, code: str, line: str | None, now: datetime) -> dict[str, object]:
        return {
            "call_id": call,
            "code_mac": self._mac("code", code),
            "line_mac": self._mac("line", line) if line else None,
            "begun_at": moment(now),
            "expires_at": moment(now + HOLDS),
            "tries": 0,
            "left": None,
            "forget": False,
        }

    def _left(self, connection: Connection, line: str | None, now: datetime) -> str | None:
        row = _last(connection, self._mac("line", line), now) if line else None
        return (row.left or None) if row is not None else None

    def _earlier(self, connection: Connection, row: Any, asking: str) -> Earlier | None:
        own = _row(connection, asking)
        if row is None or row.call_id == asking:
            return None
        lines = (row.line_mac, own.line_mac if own is not None else None)
        same = all(lines) and hmac.compare_digest(*lines)
        return Earlier(row.call_id, same, row.tries, row.left)

    def _mac(self, kind: str, text: str) -> str:
        return keyed_hash(self._key, kind, text)


def _valid(now: datetime) -> Any:
    return call_codes.select().where(call_codes.c.expires_at > moment(now), ~call_codes.c.forget)


def _row(connection: Connection, call: str) -> Any:
    chosen = call_codes.select().where(call_codes.c.call_id == call)
    return connection.execute(chosen).one_or_none()


def _last(connection: Connection, line_mac: str, now: datetime, but: str = "") -> Any:
    chosen = _valid(now).where(call_codes.c.line_mac == line_mac, call_codes.c.call_id != but)
    newest = chosen.order_by(call_codes.c.begun_at.desc(), call_codes.c.call_id).limit(1)
    return connection.execute(newest).one_or_none()
