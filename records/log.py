"""The event log: every event and act of a call, in order, as it happens.

An entry is an envelope that stays and a payload that can be forgotten. The payload is masked,
then sealed with the key of its call; to erase a call is to destroy that key and its payloads.
"""

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from dialog.acts import Act
from dialog.events import Event
from dialog.masking import mask_fields
from dialog.wire import decode, encode
from records.case_rows import destroy_words
from records.chain import Envelope, fault, link, opening_hash, payload_hash
from records.desk_tables import FORGOTTEN_WITH_CALL
from records.errors import CallErased, ChainBroken, RecordsError, UnknownCall
from records.following import follow
from records.moments import moment
from records.opening import opened
from records.schema import (
    Connection,
    call_keys,
    calls,
    case_words,
    envelopes,
    figures,
    payloads,
    telling,
)
from records.scrub import wipe
from records.seal import Sealed, new_key, seal, unseal


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    kind: str
    at: datetime
    """UTC."""
    item: Event | Act | None
    """None once the call was erased."""


@dataclass(frozen=True, slots=True)
class CallSummary:
    call_id: str
    opened_at: datetime
    line_kind: str
    entries: int
    last_at: datetime
    ended: bool
    """Somebody hung up; if not, the call is going on or the process was killed in it."""
    erased: bool


class EventLog:
    """The records of all calls in one database. Safe from any thread, one step at a time.

    Every method may raise RecordsError, whose message is a sentence for whoever runs the house.
    """

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._lock = threading.RLock()
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        with self._lock:
            self._engine.dispose()

    def open_call(self, call_id: str, at: datetime, line_kind: str) -> None:
        """Begin the record of a call and make its key. `call_id` is never used twice."""
        row = {"call_id": call_id, "opened_at": moment(at), "line_kind": line_kind}
        with self._lock, telling(self._url), self._engine.begin() as connection:
            if _call(connection, call_id) is not None:
                raise RecordsError(f"Call {call_id} was recorded before: give it an id of its own.")
            connection.execute(calls.insert(), row)
            connection.execute(call_keys.insert(), {"call_id": call_id, "key": new_key()})

    def append(self, call_id: str, item: Event | Act, at: datetime) -> int:
        """Write down what happened, and return its number; it is on the disk when this returns."""
        return self.append_all(call_id, [item], at)

    def append_all(self, call_id: str, items: Sequence[Event | Act], at: datetime) -> int:
        """As `append`, for what belongs together: all of it is written or nothing. Returns the
        last number.
        """
        written = [_masked(item) for item in items]
        with self._lock, telling(self._url), self._engine.begin() as connection:
            key = _key(connection, call_id)
            prev = _head(connection, call_id)
            for item, (kind, words) in zip(items, written, strict=True):
                sealed = seal(key, words, entry_place(call_id, prev[0] + 1, kind))
                envelope = link(prev, call_id, kind, moment(at), sealed)
                connection.execute(envelopes.insert(), asdict(envelope))
                place = {"call_id": call_id, "number": envelope.number}
                connection.execute(payloads.insert(), place | asdict(sealed))
                follow(connection, call_id, item, at)
                prev = envelope.number, envelope.hash
        return prev[0]

    def read(self, call_id: str) -> list[Entry]:
        """Every entry in order, also of a call that never ended. Raises ChainBroken."""
        with self._lock, telling(self._url), self._reading.connect() as connection:
            _known_call(connection, call_id)
            key = _stored_key(connection, call_id)
            rows = _envelopes(connection, call_id)
            sealed = _sealed(connection, call_id)
        return [_entry(row, key, sealed.get(row.number)) for row in rows]

    def calls(self, since: datetime, until: datetime) -> list[CallSummary]:
        """Calls that were opened from `since` until just before `until`, oldest first."""
        opened = calls.c.opened_at
        chosen = figures.where(opened >= moment(since), opened < moment(until))
        with self._lock, telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen.order_by(opened, calls.c.call_id)).all()
        return [_summary(row) for row in rows]

    def verify(self, call_id: str) -> None:
        """Walk the chain; an erased call passes as well. Raises ChainBroken."""
        with self._lock, telling(self._url), self._reading.connect() as connection:
            call = _known_call(connection, call_id)
            rows = _envelopes(connection, call_id)
            sealed = _sealed(connection, call_id)
        _verify(call, rows, sealed)

    def erase(self, call_id: str) -> None:
        """Destroy the key and the payloads, in the tables and in the files' bytes, and what the
        caller said of the cases of that call; the cases themselves stay.

        Raises NotErased when another process keeps the bytes in use; erase again then. What
        PostgreSQL keeps in its write-ahead log and archives is its administrator's to remove.
        """
        with self._lock, telling(self._url):
            secrets = self._delete(call_id)
            wipe(self._engine, secrets, f"call {call_id}")

    def _delete(self, call_id: str) -> list[bytes]:
        """Delete the rows, and return what must not be found in any file from now on."""
        with self._engine.begin() as connection:
            call = _known_call(connection, call_id)
            key = _stored_key(connection, call_id)
            secrets = [key] if key else []
            secrets += [one.ciphertext for one in _sealed(connection, call_id).values()]
            secrets += destroy_words(connection, case_words.c.call_id == call_id)
            for table in (payloads, call_keys, *FORGOTTEN_WITH_CALL):
                connection.execute(table.delete().where(table.c.call_id == call_id))
            erased_at = call.erased_at or moment(datetime.now(UTC))
            here = calls.c.call_id == call_id
            connection.execute(calls.update().where(here).values(erased_at=erased_at))
        return secrets


def _masked(item: Event | Act) -> tuple[str, bytes]:
    """Its kind, and its fields as they may be sealed."""
    kind, fields = encode(item)
    return kind, json.dumps(mask_fields(fields), ensure_ascii=False).encode()


def entry_place(call_id: str, number: int, kind: str) -> bytes:
    """What the words of an entry are bound to."""
    return json.dumps([call_id, number, kind]).encode()


def _call(connection: Connection, call_id: str) -> Any:
    return connection.execute(calls.select().where(calls.c.call_id == call_id)).one_or_none()


def _known_call(connection: Connection, call_id: str) -> Any:
    call = _call(connection, call_id)
    if call is None:
        raise UnknownCall(call_id)
    return call


def _key(connection: Connection, call_id: str) -> bytes:
    key = _stored_key(connection, call_id)
    if key is None:
        call = _known_call(connection, call_id)
        raise CallErased(call_id, call.erased_at)
    return key


def _stored_key(connection: Connection, call_id: str) -> bytes | None:
    row = connection.execute(call_keys.select().where(call_keys.c.call_id == call_id)).one_or_none()
    return bytes(row.key) if row else None


def _head(connection: Connection, call_id: str) -> tuple[int, str]:
    """Number and hash of the last entry, or of the opening where there is none."""
    last = envelopes.select().where(envelopes.c.call_id == call_id)
    row = connection.execute(last.order_by(envelopes.c.number.desc()).limit(1)).one_or_none()
    return (row.number, row.hash) if row else _opening(_known_call(connection, call_id))


def _opening(call: Any) -> tuple[int, str]:
    return 0, opening_hash(call.call_id, call.opened_at, call.line_kind)


def _envelopes(connection: Connection, call_id: str) -> list[Envelope]:
    chosen = envelopes.select().where(envelopes.c.call_id == call_id)
    rows = connection.execute(chosen.order_by(envelopes.c.number))
    return [Envelope(**row._mapping) for row in rows]


def _sealed(connection: Connection, call_id: str) -> dict[int, Sealed]:
    rows = connection.execute(payloads.select().where(payloads.c.call_id == call_id))
    return {row.number: Sealed(bytes(row.nonce), bytes(row.ciphertext)) for row in rows}


def _entry(envelope: Envelope, key: bytes | None, sealed: Sealed | None) -> Entry:
    at = datetime.fromisoformat(envelope.at)
    item = _opened(envelope, key, sealed) if key and sealed else None
    return Entry(envelope.number, envelope.kind, at, item)


def _opened(envelope: Envelope, key: bytes, sealed: Sealed) -> Event | Act:
    call_id, number, kind = envelope.call_id, envelope.number, envelope.kind
    try:
        words = unseal(key, sealed, entry_place(call_id, number, kind))
    except ValueError as error:
        raise ChainBroken(call_id, number, "its words are not those that were sealed") from error
    try:
        return decode(kind, json.loads(words))
    except ValueError as error:
        raise RecordsError(
            f"Entry {number} of call {call_id} cannot be read ({error}): "
            "read it with the version of Belbalie that wrote it."
        ) from error


def _summary(row: Any) -> CallSummary:
    return CallSummary(
        call_id=row.call_id,
        opened_at=datetime.fromisoformat(row.opened_at),
        line_kind=row.line_kind,
        entries=row.entries,
        last_at=datetime.fromisoformat(row.last_at or row.opened_at),
        ended=bool(row.ended),
        erased=row.erased_at is not None,
    )


def _verify(call: Any, rows: Sequence[Envelope], sealed: dict[int, Sealed]) -> None:
    prev = _opening(call)
    for envelope in rows:
        reason = fault(envelope, prev)
        found = sealed.pop(envelope.number, None)
        if reason is None and found is None and call.erased_at is None:
            reason = "its words are gone although the call was not erased"
        if reason is None and found is not None and payload_hash(found) != envelope.payload_hash:
            reason = "its words are not those that were sealed"
        if reason is not None:
            raise ChainBroken(call.call_id, prev[0] + 1, reason)
        prev = (envelope.number, envelope.hash)
    if sealed:
        raise ChainBroken(call.call_id, min(sealed), "its envelope is missing")
