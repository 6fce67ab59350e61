from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from dialog.events import Heard, HungUp
from records.errors import CallErased
from records.line_vectors import LineVectors, digest
from records.log import EventLog
from records.opening import opened
from records.vector_tables import line_vectors

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LINE = "ik wil een nieuw paspoort"
VECTOR = np.array([0.6, 0.0, 0.8], np.float32)


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    log = EventLog(database)
    for call in ("een", "twee"):
        log.open_call(call, NOW, "text")
        log.append_all(call, [Heard(at=NOW, text=LINE), HungUp(at=NOW, by="caller")], NOW)
    yield log
    log.close()


@pytest.fixture
def vectors(database: str, log: EventLog) -> Iterator[LineVectors]:
    vectors = LineVectors(database, "letters-1", 3)
    yield vectors
    vectors.close()


def test_what_is_kept_of_a_call_is_read_again(vectors: LineVectors) -> None:
    vectors.keep("een", {digest(LINE): VECTOR})
    known = vectors.known(["een", "twee", "drie"])
    assert list(known) == ["een"]
    assert known["een"][digest(LINE)] == pytest.approx(VECTOR, abs=1e-3)


def test_nothing_can_be_read_of_it_without_the_key(database: str, vectors: LineVectors) -> None:
    vectors.keep("een", {digest(LINE): VECTOR})
    engine = opened(database)
    with engine.connect() as connection:
        (row,) = connection.execute(line_vectors.select()).all()
    engine.dispose()
    assert digest(LINE) not in bytes(row.ciphertext)
    assert VECTOR.astype(np.float16).tobytes() not in bytes(row.ciphertext)


def test_it_is_forgotten_with_its_call(vectors: LineVectors, log: EventLog) -> None:
    vectors.keep("een", {digest(LINE): VECTOR})
    vectors.keep("twee", {digest(LINE): VECTOR})
    log.erase("een")
    assert list(vectors.known(["een", "twee"])) == ["twee"]
    with pytest.raises(CallErased):
        vectors.keep("een", {digest(LINE): VECTOR})


def test_those_without_vectors_of_this_model_are_missing(
    database: str, vectors: LineVectors, log: EventLog
) -> None:
    log.open_call("gaat door", NOW, "text")
    vectors.keep("een", {})
    assert vectors.missing(10) == ["twee"]
    other = LineVectors(database, "letters-2", 3)
    assert set(other.missing(10)) == {"een", "twee"}
    assert other.known(["een"]) == {}
    other.close()


def test_vectors_of_another_shape_count_as_missing(database: str, vectors: LineVectors) -> None:
    vectors.keep("een", {digest(LINE): VECTOR})
    wider = LineVectors(database, "letters-1", 4)
    assert wider.known(["een"]) == {}
    wider.close()
