import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dialog.acts import Act, LookUp, Say
from dialog.events import Event, Heard, HungUp, Keyed, Rung
from records.errors import ChainBroken, NotErased, RecordsError
from records.log import Entry, EventLog
from records.scrub import database_files
from records.seal import Sealed, seal, unseal
from tests.records.conftest import moment

WORDS = "mijn hond heet Wodan van Berkum"


def heard(text: str, seconds: float = 1) -> Heard:
    return Heard(at=moment(seconds), text=text)


def a_call(log: EventLog, call_id: str = "call-1", turns: int = 3) -> None:
    log.open_call(call_id, moment(0), "twilio")
    log.append(call_id, Rung(at=moment(0), line="twilio"), moment(0))
    for turn in range(turns):
        log.append(call_id, heard(f"{WORDS} {turn}"), moment(turn))
    log.append(call_id, HungUp(at=moment(90), by="caller"), moment(90))


def query(path: Path, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def every_byte(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in database_files(path))


def test_what_went_in_comes_out_in_order(log: EventLog) -> None:
    log.open_call("call-1", moment(0), "file")
    items: list[Event | Act] = [
        Rung(at=moment(0)),
        heard("hallo"),
        LookUp(query="hallo"),
        Say(text="Goedemorgen."),
    ]
    numbers = [log.append("call-1", item, moment(n)) for n, item in enumerate(items)]
    assert numbers == [1, 2, 3, 4]
    assert log.read("call-1") == [
        Entry(1, "rung", moment(0), items[0]),
        Entry(2, "heard", moment(1), items[1]),
        Entry(3, "look_up", moment(2), items[2]),
        Entry(4, "say", moment(3), items[3]),
    ]
    log.verify("call-1")


def test_what_belongs_together_is_written_together(log: EventLog) -> None:
    log.open_call("call-1", moment(0), "raw")
    items = [heard("ja"), heard("nee"), heard("ja")]
    assert log.append_all("call-1", items[:1], moment(1)) == 1
    assert log.append_all("call-1", items[1:], moment(2)) == 3
    assert [entry.item for entry in log.read("call-1")] == items
    log.verify("call-1")


def test_of_what_belongs_together_nothing_is_written_when_one_cannot_be(log: EventLog) -> None:
    log.open_call("call-1", moment(0), "raw")
    with pytest.raises(ValueError, match="expected an event or act"):
        log.append_all("call-1", [heard("ja"), object()], moment(1))  # type: ignore[list-item]
    assert log.read("call-1") == []


def test_records_outlive_the_process_that_wrote_them(log: EventLog, path: Path) -> None:
    a_call(log)
    before = log.read("call-1")
    log.close()
    again = EventLog(f"sqlite:///{path}")
    assert again.read("call-1") == before
    assert again.append("call-1", heard("nog iets"), moment(99)) == len(before) + 1
    again.close()


def test_a_call_without_an_entry_is_read_as_empty(log: EventLog) -> None:
    log.open_call("call-1", moment(0), "file")
    assert log.read("call-1") == []
    log.verify("call-1")
    (call,) = log.calls(moment(0), moment(1))
    assert (call.entries, call.last_at, call.ended) == (0, moment(0), False)


def test_calls_are_listed_by_when_they_were_opened(log: EventLog) -> None:
    a_call(log, "call-1")
    log.open_call("call-2", moment(3600), "raw")
    assert [call.call_id for call in log.calls(moment(0), moment(3600))] == ["call-1"]
    first, second = log.calls(moment(0), moment(3601))
    assert (first.entries, first.last_at, first.ended, first.erased) == (5, moment(90), True, False)
    assert (second.line_kind, second.ended) == ("raw", False)


def test_a_bsn_is_masked_before_it_is_sealed(log: EventLog, path: Path) -> None:
    log.open_call("call-1", moment(0), "file")
    log.append("call-1", heard("mijn bsn is een een een twee 22 333"), moment(1))
    log.append("call-1", Keyed(at=moment(2), keys="111222333"), moment(2))
    ((key,),) = query(path, "SELECT key FROM call_keys")
    rows = query(path, "SELECT number, nonce, ciphertext FROM payloads ORDER BY number")
    for (number, nonce, ciphertext), kind in zip(rows, ("heard", "keyed"), strict=True):
        place = f'["call-1", {number}, "{kind}"]'.encode()
        words = unseal(key, Sealed(nonce, ciphertext), place)
        assert b"[BSN]" in words
        assert b"333" not in words
    assert log.read("call-1")[1].item == Keyed(at=moment(2), keys="[BSN]")


def test_no_word_stands_readable_in_the_files(log: EventLog, path: Path) -> None:
    a_call(log)
    assert b"Wodan" not in every_byte(path)


def test_one_cannot_write_without_a_time_zone(log: EventLog) -> None:
    with pytest.raises(ValueError, match="expected a moment with a time zone"):
        log.open_call("call-1", datetime(2026, 11, 22), "file")


def test_a_call_is_opened_once(log: EventLog) -> None:
    log.open_call("call-1", moment(0), "file")
    with pytest.raises(RecordsError, match="Call call-1 was recorded before"):
        log.open_call("call-1", moment(1), "file")


def test_an_unknown_call_is_told(log: EventLog) -> None:
    for ask in (log.read, log.verify, log.erase):
        with pytest.raises(RecordsError, match="no record of call call-9"):
            ask("call-9")
    with pytest.raises(RecordsError, match="no record of call call-9"):
        log.append("call-9", heard("hallo"), moment(0))


def test_threads_write_their_calls_at_once(log: EventLog) -> None:
    def write(call_id: str) -> None:
        a_call(log, call_id, turns=10)

    threads = [threading.Thread(target=write, args=(f"call-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n in range(4):
        assert [entry.number for entry in log.read(f"call-{n}")] == list(range(1, 13))
        log.verify(f"call-{n}")


def test_records_in_memory_are_those_of_one_log() -> None:
    log = EventLog("sqlite://")
    a_call(log)
    thread = threading.Thread(target=log.append, args=("call-1", heard("x"), moment(99)))
    thread.start()
    thread.join()
    assert len(log.read("call-1")) == 6
    log.erase("call-1")
    log.verify("call-1")
    log.close()


CHILD = """
import sys
from datetime import UTC, datetime
from dialog.events import Heard
from records.log import EventLog

now = datetime(2026, 11, 22, tzinfo=UTC)
log = EventLog(sys.argv[1])
log.open_call("call-1", now, "file")
while True:
    print(log.append("call-1", Heard(at=now, text="ik ben er nog"), now), flush=True)
"""


def test_a_killed_process_loses_nothing_that_it_wrote(path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, f"sqlite:///{path}"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    written = [int(child.stdout.readline()) for _ in range(25)]
    child.kill()
    # Between the last line we read and its end it may have written more.
    written += [int(line) for line in child.stdout.read().split()]
    child.stdout.close()
    assert child.wait() == -9

    log = EventLog(f"sqlite:///{path}")
    entries = log.read("call-1")
    assert [entry.number for entry in entries][: len(written)] == written
    assert len(entries) - len(written) <= 1
    assert all(isinstance(entry.item, Heard) for entry in entries)
    log.verify("call-1")
    assert not log.calls(moment(-86400), moment(86400))[0].ended
    log.close()


def test_an_erased_call_leaves_none_of_its_bytes(log: EventLog, path: Path) -> None:
    a_call(log, "call-1", turns=40)
    log.append("call-1", heard("een lang verhaal " * 2000), moment(91))
    a_call(log, "call-2", turns=40)
    ((key,),) = query(path, "SELECT key FROM call_keys WHERE call_id = 'call-1'")
    sealed = query(path, "SELECT ciphertext FROM payloads WHERE call_id = 'call-1'")
    assert key in every_byte(path)

    log.erase("call-1")

    left = every_byte(path)
    assert key not in left
    assert len(sealed) == 43
    for (ciphertext,) in sealed:
        assert not any(
            ciphertext[at : at + 24] in left for at in range(0, len(ciphertext) - 23, 512)
        )
    assert query(path, "SELECT count(*) FROM payloads WHERE call_id = 'call-1'") == [(0,)]
    assert len(log.read("call-2")) == 42


def test_an_erased_call_keeps_its_envelopes_and_its_chain(log: EventLog) -> None:
    a_call(log)
    log.erase("call-1")
    assert [(entry.number, entry.kind, entry.item) for entry in log.read("call-1")] == [
        (1, "rung", None),
        *((n, "heard", None) for n in (2, 3, 4)),
        (5, "hung_up", None),
    ]
    log.verify("call-1")
    assert log.calls(moment(0), moment(1))[0].erased
    with pytest.raises(RecordsError, match="Call call-1 was erased at 20"):
        log.append("call-1", heard("nog iets"), moment(99))


def test_a_call_may_be_erased_again(log: EventLog) -> None:
    a_call(log)
    log.erase("call-1")
    log.erase("call-1")
    log.verify("call-1")


def test_a_reader_that_holds_the_bytes_is_told_and_the_next_erase_ends_it(
    log: EventLog, path: Path
) -> None:
    a_call(log)
    ((key,),) = query(path, "SELECT key FROM call_keys")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM payloads").fetchall()
    with pytest.raises(NotErased, match="close that process and erase the call again"):
        log.erase("call-1")
    reader.close()
    log.erase("call-1")
    assert key not in every_byte(path)


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE envelopes SET kind = 'said' WHERE number = 3", 3),
        ("UPDATE envelopes SET at = '2020-01-01T00:00:00.000000+00:00' WHERE number = 2", 2),
        ("UPDATE envelopes SET prev_hash = hash WHERE number = 4", 4),
        ("DELETE FROM envelopes WHERE number = 2", 2),
        ("DELETE FROM envelopes WHERE number = 5", 5),
        ("DELETE FROM payloads WHERE number = 3", 3),
        ("UPDATE payloads SET ciphertext = x'00' WHERE number = 3", 3),
        ("UPDATE calls SET opened_at = '2020-01-01T00:00:00.000000+00:00'", 1),
        ("UPDATE calls SET line_kind = 'raw'", 1),
    ],
)
def test_what_was_changed_from_outside_is_found(
    log: EventLog, path: Path, statement: str, number: int
) -> None:
    a_call(log)
    query(path, statement)
    with pytest.raises(ChainBroken, match=f"was changed at entry {number}: ") as caught:
        log.verify("call-1")
    assert caught.value.number == number


def test_words_of_another_entry_are_not_read_as_these(log: EventLog, path: Path) -> None:
    a_call(log)
    (other,) = query(path, "SELECT nonce, ciphertext FROM payloads WHERE number = 2")
    query(path, "UPDATE payloads SET nonce = ?, ciphertext = ? WHERE number = 3", *other)
    with pytest.raises(ChainBroken, match="changed at entry 3: its words"):
        log.read("call-1")


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Every SQLite database opened meanwhile may grow to 150 pages: the limit is SQLite's own."""

    def limit(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=150")

    sa.event.listen(sa.Engine, "connect", limit)
    yield
    sa.event.remove(sa.Engine, "connect", limit)


def test_a_full_disk_is_told_and_keeps_what_was_written(small_disk: None, path: Path) -> None:
    log = EventLog(f"sqlite:///{path}")
    log.open_call("call-1", moment(0), "file")
    written = 0

    def write_on() -> None:
        nonlocal written
        while True:
            written = log.append("call-1", heard("woorden " * 200), moment(1))

    with pytest.raises(RecordsError, match="has no room left on its disk: free some space"):
        write_on()
    assert len(log.read("call-1")) == written > 0
    log.verify("call-1")
    log.close()


def test_an_entry_of_another_version_is_told(log: EventLog, path: Path) -> None:
    log.open_call("call-1", moment(0), "file")
    ((key,),) = query(path, "SELECT key FROM call_keys")
    sealed = seal(key, b'{"loud": true}', b'["call-1", 1, "sneezed"]')
    at = "2026-11-22T09:00:00.000000+00:00"
    query(path, f"INSERT INTO envelopes VALUES ('call-1', 1, 'sneezed', '{at}', '', '', '')")
    query(
        path,
        "INSERT INTO payloads VALUES ('call-1', 1, ?, ?)",
        *(sealed.nonce, sealed.ciphertext),
    )
    with pytest.raises(RecordsError, match=r"Entry 1 of call call-1 .* 'sneezed'"):
        log.read("call-1")
