"""Cases as rows: sealing what was said, opening it, and destroying it, within a transaction."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from dialog.agenda import Taken
from dialog.masking import mask
from records.case import Case, NewCase, Seat
from records.errors import RecordsError
from records.moments import moment
from records.schema import Connection, case_keys, case_words, cases, places
from records.seal import Sealed, new_key, seal, unseal

_CHUNK = 500
"""So many numbers in one question; SQLite takes no more than some thousands."""


def row_of(connection: Connection, number: str) -> Any:
    return connection.execute(cases.select().where(cases.c.number == number)).one_or_none()


def add_case(connection: Connection, number: str, new: NewCase, now: datetime) -> None:
    row = {
        "number": number,
        "kind": new.kind,
        "state": new.state,
        "subject": new.subject,
        "made_at": moment(now),
        "day": new.day.isoformat(),
        "at": f"{new.at:%H:%M}" if new.at is not None else "",
        "callers": 1,
    }
    connection.execute(cases.insert(), row)


def add_words(
    connection: Connection, part: tuple[str, int], words: Mapping[str, str], call: str
) -> None:
    """Seal them under a key of their own, without a BSN that was said in between."""
    kept = {name: mask(text) for name, text in words.items() if text}
    key = new_key()
    sealed = seal(key, json.dumps(kept, ensure_ascii=False).encode(), _bound(*part))
    place = {"number": part[0], "part": part[1]}
    row = {**place, "call_id": call, "nonce": sealed.nonce, "ciphertext": sealed.ciphertext}
    connection.execute(case_words.insert(), row)
    connection.execute(case_keys.insert(), {**place, "key": key})


def add_caller(connection: Connection, number: str) -> int:
    """Count one more caller; returns of how many the case is now."""
    here = cases.c.number == number
    # The row is held by who writes it first, so that no two callers are counted as one.
    connection.execute(cases.update().where(here).values(callers=cases.c.callers + 1))
    callers: int = connection.execute(cases.select().where(here)).one().callers
    return callers


def cases_of(connection: Connection, rows: Sequence[Any]) -> list[Case]:
    """Rows with what their makers said; what was forgotten is left empty."""
    words: dict[str, Mapping[str, str]] = {}
    for start in range(0, len(rows), _CHUNK):
        numbers = [row.number for row in rows[start : start + _CHUNK]]
        chosen = case_words.c.number.in_(numbers) & (case_words.c.part == 1)
        for row in connection.execute(case_words.join(case_keys).select().where(chosen)):
            words[row.number] = _opened(row)
    return [_case(row, words.get(row.number, {})) for row in rows]


def destroy_words(connection: Connection, which: Any) -> list[bytes]:
    """Delete these words and their keys; returns what must not be found in any file from now on.

    `which` is a condition on `case_words`.
    """
    rows = connection.execute(case_words.select().where(which)).all()
    gone: list[bytes] = [bytes(row.ciphertext) for row in rows]
    for row in rows:
        here = (case_keys.c.number == row.number) & (case_keys.c.part == row.part)
        gone += [bytes(key.key) for key in connection.execute(case_keys.select().where(here))]
        connection.execute(case_keys.delete().where(here))
        this = (case_words.c.number == row.number) & (case_words.c.part == row.part)
        connection.execute(case_words.delete().where(this))
    return gone


def taken(connection: Connection, calendar: str, days: tuple[date, date], but: str = "") -> Taken:
    """What is taken from the one day until the other; places of the case `but` count as free."""
    first, last = (day.isoformat() for day in days)
    chosen = places.select().where(
        places.c.calendar == calendar,
        places.c.day >= first,
        places.c.day <= last,
        places.c.number != but,
    )
    found: dict[tuple[date, time], set[int]] = defaultdict(set)
    for row in connection.execute(chosen):
        found[date.fromisoformat(row.day), time.fromisoformat(row.at)].add(row.place)
    return {at: frozenset(those) for at, those in found.items()}


def take_seats(connection: Connection, calendar: str, number: str, seats: Sequence[Seat]) -> None:
    connection.execute(places.insert(), list(_seat_rows(calendar, number, seats)))


def free_seats(connection: Connection, number: str) -> None:
    connection.execute(places.delete().where(places.c.number == number))


def _seat_rows(calendar: str, number: str, seats: Sequence[Seat]) -> Iterator[dict[str, Any]]:
    for seat in seats:
        yield {
            "calendar": calendar,
            "day": seat.day.isoformat(),
            "at": f"{seat.at:%H:%M}",
            "place": seat.place,
            "number": number,
        }


def _opened(row: Any) -> Mapping[str, str]:
    sealed = Sealed(bytes(row.nonce), bytes(row.ciphertext))
    try:
        opened = unseal(bytes(row.key), sealed, _bound(row.number, row.part))
    except ValueError as error:
        raise RecordsError(
            f"The words of case {row.number} are not those that were sealed: "
            "restore the database from a backup, and find out who wrote to it."
        ) from error
    words: Mapping[str, str] = json.loads(opened)
    return words


def _case(row: Any, words: Mapping[str, str]) -> Case:
    return Case(
        number=row.number,
        kind=row.kind,
        state=row.state,
        subject=row.subject,
        made_at=datetime.fromisoformat(row.made_at),
        day=date.fromisoformat(row.day),
        at=time.fromisoformat(row.at) if row.at else None,
        words=words,
    )


def _bound(number: str, part: int) -> bytes:
    return json.dumps(["case", number, part]).encode()
