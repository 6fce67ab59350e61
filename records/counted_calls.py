"""What is counted of calls, kept: which calls are to be counted, and the figures of those that are.

A call is to be counted when somebody hung up and it has no row, when something was written after it
was counted, or when it was counted by older rules. Its row is written only if the log is still what
was read, so that what an agent writes meanwhile is not missed.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from dialog.endings import Ending
from records.call_figures import CallFigures, Place, Trouble
from records.callback_rows import last_number
from records.counting import RULES, CallToCount
from records.desk_tables import line_calls
from records.figure_tables import call_figures, extent, outdated, uncounted, written_since
from records.moments import moment
from records.opening import opened
from records.schema import Connection, call_keys, telling

AGAIN = timedelta(hours=24)
"""Whoever rings again so soon was perhaps not helped."""
Stamp = tuple[int, str]
"""Other whenever the rows of a period are: how many there are, and when the last was counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    figures: CallFigures
    entries: int
    """How many of the log they were counted from."""


class CountedCalls:
    """All of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str, rules: int = RULES) -> None:
        """Open the database, make it or bring it up to date. `rules` is how calls are counted."""
        self._url = url
        self._rules = rules
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    # -- counting ----------------------------------------------------------------------------

    def due(self, most: int, since: datetime, quiet: datetime) -> list[CallToCount]:
        """The next to be counted, of those that began from `since` on the latest first. A call
        without an end broke off when nothing was written of it since `quiet`.
        """
        given = {"since": moment(since), "quiet": moment(quiet), "rules": self._rules, "most": most}
        with telling(self._url), self._reading.connect() as connection:
            new = [_to_count(connection, row) for row in connection.execute(uncounted, given)]
            old = [
                _to_count(connection, row, json.loads(row.figures)["again"])
                for row in connection.execute(outdated, given)
            ]
        return [*new, *old][:most]

    def keep(self, counted: Iterable[Counted], now: datetime) -> int:
        """Write what was counted, in one step; how many. Where the log has more by now, or the
        call was erased, nothing is written: it is looked at again.
        """
        kept = 0
        with telling(self._url), self._engine.begin() as connection:
            for one in counted:
                key = one.figures.call
                if _written(connection, key) != one.entries:
                    continue
                connection.execute(call_figures.delete().where(call_figures.c.call_id == key))
                connection.execute(call_figures.insert(), _row(one, self._rules, now))
                kept += 1
        return kept

    def count_again(self) -> int:
        """Mark the rows of calls of which more was written than was counted; how many. It reads
        all envelopes: once, when the house begins.
        """
        stale = call_figures.update().where(written_since).values(rules=0)
        with telling(self._url), self._engine.begin() as connection:
            return connection.execute(stale).rowcount

    # -- reading -----------------------------------------------------------------------------

    def between(
        self, since: datetime, until: datetime, counted_from: str = ""
    ) -> list[CallFigures]:
        """Of the calls that began from `since` until just before `until`, the oldest first; only
        those that were counted from a moment of a `stamp` on.
        """
        table = call_figures.c
        chosen = call_figures.select().where(
            table.began >= moment(since),
            table.began < moment(until),
            table.counted_at >= counted_from,
        )
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen.order_by(table.began, table.call_id))
            return [_figures(row.figures) for row in rows]

    def stamp(self, since: datetime, until: datetime) -> Stamp:
        """Changes with what `between` gives."""
        given = {"since": moment(since), "until": moment(until)}
        with telling(self._url), self._reading.connect() as connection:
            row = connection.execute(extent, given).one()
        return row.calls, row.counted_at or ""

    def first(self) -> datetime | None:
        """When the oldest began; None: there are none."""
        oldest = call_figures.select().order_by(call_figures.c.began).limit(1)
        with telling(self._url), self._reading.connect() as connection:
            row = connection.execute(oldest).one_or_none()
        return datetime.fromisoformat(row.began) if row else None


def _to_count(connection: Connection, row: Any, again: bool = False) -> CallToCount:
    """`again` is what was known before: lines are forgotten before calls are."""
    call = row.call_id
    again = again or _rang_before(connection, call)
    return CallToCount(call, datetime.fromisoformat(row.opened_at), row.line_kind, again)


def _rang_before(connection: Connection, call: str) -> bool:
    this = connection.execute(line_calls.select().where(line_calls.c.call_id == call))
    own = this.one_or_none()
    if own is None:
        return False
    since = moment(datetime.fromisoformat(own.at) - AGAIN)
    others = line_calls.select().where(
        line_calls.c.line_mac == own.line_mac,
        line_calls.c.call_id != call,
        line_calls.c.at >= since,
        line_calls.c.at < own.at,
    )
    return connection.execute(others.limit(1)).one_or_none() is not None


def _written(connection: Connection, call: str) -> int | None:
    """How many entries its log has; None: its words are gone."""
    key = connection.execute(call_keys.select().where(call_keys.c.call_id == call)).one_or_none()
    return last_number(connection, call) if key is not None else None


# -- as it stands in the table ---------------------------------------------------------------


def _row(one: Counted, rules: int, now: datetime) -> dict[str, Any]:
    return {
        "call_id": one.figures.call,
        "began": moment(one.figures.began),
        "rules": rules,
        "entries": one.entries,
        "counted_at": moment(now),
        "figures": json.dumps(_fields(one.figures), ensure_ascii=False, separators=(",", ":")),
    }


def _fields(found: CallFigures) -> dict[str, Any]:
    told = asdict(found) | {"began": moment(found.began), "ending": found.ending.value}
    told["troubles"] = {str(number): one.value for number, one in found.troubles.items()}
    told["places"] = {str(number): [p.turn, p.topic] for number, p in found.places.items()}
    return told


def _figures(told: str) -> CallFigures:
    found = json.loads(told)
    found["topics"], found["departments"] = tuple(found["topics"]), tuple(found["departments"])
    found["began"] = datetime.fromisoformat(found["began"])
    found["ending"] = Ending(found["ending"])
    found["troubles"] = {int(n): Trouble(one) for n, one in found["troubles"].items()}
    found["places"] = {int(n): Place(*one) for n, one in found["places"].items()}
    return CallFigures(**found)
