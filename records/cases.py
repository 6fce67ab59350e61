"""What callers had done, kept: its number, its state, its places, and sealed what they said of it.

A case is an open row of closed words (kind, state, a key of the content, day and time) and words
that are sealed under a key of their own. So a place stays taken when the words are forgotten.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from dialog.agenda import Taken
from records.case import KEEP_DAYS, OPEN, STATES, Asking, Case, Choose, NewCase
from records.case_rows import (
    add_caller,
    add_case,
    add_words,
    cases_of,
    destroy_words,
    free_seats,
    row_of,
    take_seats,
    taken,
)
from records.errors import Clash, RecordsError, TooLate
from records.moments import moment
from records.opening import opened
from records.schema import Connection, case_words, cases, telling
from records.scrub import wipe

BUSY_MS = 2000
"""A caller waits for it: the database gets less time than for a record."""
_DIGITS = 5
"""Short enough to say and to write down; with the numbers of years in use a sixth is added."""
_DRAWS = 20
_TRIES = 20
"""Who is overtaken looks again. More often in a row than there are places nobody is."""

Done = TypeVar("Done")


class Cases:
    """All of them in one database. Safe from any thread and beside other processes.

    Every method may raise RecordsError; what takes an `Asking` may raise TooLate. A number that
    nobody has is a LookupError.
    """

    def __init__(self, url: str, draw: Callable[[int], int] = secrets.randbelow) -> None:
        """Open the database, make it or bring it up to date. `draw(n)` gives a number below n."""
        self._url = url
        self._draw = draw
        self._engine = opened(url, BUSY_MS)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    # -- making and changing -------------------------------------------------------------------

    def open(self, new: NewCase, asking: Asking) -> str:
        """Keep a case that takes no place; returns its number."""

        def change(connection: Connection) -> str:
            return self._keep(connection, new, asking)

        return self._change(change, asking)

    def open_at(self, new: NewCase, calendar: str, choose: Choose, asking: Asking) -> str | None:
        """Keep a case that takes places on its day; None when `choose` finds none."""

        def change(connection: Connection) -> str | None:
            seats = choose(taken(connection, calendar, (new.day, new.day)))
            if seats is None:
                return None
            number = self._keep(connection, new, asking)
            take_seats(connection, calendar, number, seats)
            return number

        return self._change(change, asking)

    def move(
        self, number: str, calendar: str, to: tuple[date, time], choose: Choose, asking: Asking
    ) -> bool:
        """Give its places up for others, in one step; False, and all as it was, without others."""

        def change(connection: Connection) -> bool:
            _wanted(connection, number)
            seats = choose(taken(connection, calendar, (to[0], to[0]), but=number))
            if seats is None:
                return False
            free_seats(connection, number)
            take_seats(connection, calendar, number, seats)
            here = cases.update().where(cases.c.number == number)
            connection.execute(here.values(day=to[0].isoformat(), at=f"{to[1]:%H:%M}"))
            return True

        return self._change(change, asking)

    def set_state(self, number: str, state: str, asking: Asking) -> bool:
        """Write down how far it is; who is done with it gives the places back.

        False when that state cannot follow the one that it is in.
        """

        def change(connection: Connection) -> bool:
            row = _wanted(connection, number)
            if state not in STATES[row.kind][row.state]:
                return False
            connection.execute(cases.update().where(cases.c.number == number).values(state=state))
            if state not in OPEN[row.kind]:
                free_seats(connection, number)
            return True

        return self._change(change, asking)

    def join(self, number: str, words: Mapping[str, str], asking: Asking) -> int:
        """Add what another caller said; returns of how many callers it is now."""

        def change(connection: Connection) -> int:
            _wanted(connection, number)
            callers = add_caller(connection, number)
            add_words(connection, (number, callers), words, asking.call)
            return callers

        return self._change(change, asking)

    def forget_old(self, now: datetime) -> int:
        """Destroy the words of cases whose time is over (KEEP_DAYS); returns of how many.

        Raises NotErased when another process keeps their bytes in use.
        """
        gone: list[bytes] = []
        with telling(self._url), self._engine.begin() as connection:
            for kind, days in KEEP_DAYS.items():
                last = (now.date() - timedelta(days=days)).isoformat()
                old = cases.select().where(cases.c.kind == kind, cases.c.day < last)
                for row in connection.execute(old).all():
                    gone += destroy_words(connection, case_words.c.number == row.number)
        if gone:
            with telling(self._url):
                wipe(self._engine, gone, "old cases")
        return len(gone) // 2

    # -- reading -------------------------------------------------------------------------------

    def find(self, number: str) -> Case | None:
        with self._looking() as connection:
            row = row_of(connection, number)
            return None if row is None else cases_of(connection, [row])[0]

    def open_ones(self, kind: str, since: date = date.min) -> list[Case]:
        """Those of a kind that are not over, of this day or later, in order of day and time."""
        chosen = cases.select().where(
            cases.c.kind == kind, cases.c.state.in_(OPEN[kind]), cases.c.day >= since.isoformat()
        )
        with self._looking() as connection:
            ordered = chosen.order_by(cases.c.day, cases.c.at, cases.c.number)
            return cases_of(connection, connection.execute(ordered).all())

    def taken(self, calendar: str, days: tuple[date, date], but: str = "") -> Taken:
        """What is taken from the one day until the other, but for the places of case `but`."""
        with self._looking() as connection:
            return taken(connection, calendar, days, but)

    def counts(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """How many were made from `since` until just before `until`, by kind; also of none."""
        made = cases.c.made_at
        chosen = cases.select().where(made >= moment(since), made < moment(until))
        with self._looking() as connection:
            counted = Counter(row.kind for row in connection.execute(chosen))
        return {kind: counted[kind] for kind in STATES}

    # -- inside --------------------------------------------------------------------------------

    def _keep(self, connection: Connection, new: NewCase, asking: Asking) -> str:
        number = self._free_number(connection)
        add_case(connection, number, new, asking.now)
        add_words(connection, (number, 1), new.words, asking.call)
        return number

    def _free_number(self, connection: Connection) -> str:
        """Not counted up: a number tells nobody how many there are, or what the next one is."""
        for turn in range(2 * _DRAWS):
            digits = _DIGITS if turn < _DRAWS else _DIGITS + 1
            number = str(10 ** (digits - 1) + self._draw(9 * 10 ** (digits - 1)))
            if row_of(connection, number) is None:
                return number
        raise RecordsError("Every number that was drawn for a case is in use: forget old cases.")

    def _change(self, change: Callable[[Connection], Done], asking: Asking) -> Done:
        """In one transaction. PostgreSQL tells who was overtaken only afterwards: look again."""
        for _ in range(_TRIES - 1):
            try:
                return self._once(change, asking)
            except Clash:
                continue
        return self._once(change, asking)

    def _once(self, change: Callable[[Connection], Done], asking: Asking) -> Done:
        with telling(self._url), self._engine.begin() as connection:
            done = change(connection)
            if not asking.in_time():
                raise TooLate
        return done

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        with telling(self._url), self._reading.connect() as connection:
            yield connection


def _wanted(connection: Connection, number: str) -> Any:
    row = row_of(connection, number)
    if row is None:
        raise LookupError(f"expected the number of a case, got {number}: nobody has that one")
    return row
