"""Lines of calls are embedded once, and what was kept is what was made."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from belbalie.heard_vectors import HeardLine, HeardVectors
from dialog.events import Heard, HungUp
from records.log import EventLog
from tests.dialog.letter_embedder import LetterEmbedder

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SAID = {"een": ["ik wil een paspoort", "ja"], "twee": ["mijn oude bank", "ja"], "drie": []}


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    log = EventLog(database)
    for call, texts in SAID.items():
        log.open_call(call, NOW, "text")
        heard = [Heard(at=NOW, text=text) for text in texts]
        log.append_all(call, [*heard, HungUp(at=NOW, by="caller")], NOW)
    yield log
    log.close()


def _lines() -> list[HeardLine]:
    return [HeardLine(call, text) for call, texts in SAID.items() for text in texts]


def test_each_line_is_embedded_once(database: str, log: EventLog) -> None:
    embedder = LetterEmbedder()
    vectors = HeardVectors(database, embedder)
    first = vectors.vectors_of(_lines())
    assert sorted(embedder.embedded) == ["ik wil een paspoort", "ja", "mijn oude bank"]
    again = vectors.vectors_of(_lines()[::-1])[::-1]
    vectors.close()
    assert len(embedder.embedded) == 3
    assert np.array_equal(first, again)
    assert first == pytest.approx(
        LetterEmbedder().embed([x.text for x in _lines()], True), abs=1e-3
    )


def test_no_line_has_no_vectors(database: str, log: EventLog) -> None:
    vectors = HeardVectors(database, LetterEmbedder())
    assert vectors.vectors_of([]).shape == (0, LetterEmbedder.dimensions)
    vectors.close()


def test_lines_of_an_erased_call_are_told_and_not_kept(database: str, log: EventLog) -> None:
    embedder = LetterEmbedder()
    vectors = HeardVectors(database, embedder)
    log.erase("een")
    vectors.vectors_of(_lines())
    vectors.vectors_of(_lines())
    vectors.close()
    assert embedder.embedded.count("ik wil een paspoort") == 2
    assert embedder.embedded.count("mijn oude bank") == 1


def test_while_nobody_calls_the_lines_of_calls_are_embedded(database: str, log: EventLog) -> None:
    embedder = LetterEmbedder()
    vectors = HeardVectors(database, embedder)

    async def filled() -> list[bool]:
        idle = asyncio.Event()
        idle.set()
        return [await vectors.fill(log, idle), await vectors.fill(log, idle)]

    assert asyncio.run(filled()) == [True, False]
    assert sorted(set(embedder.embedded)) == ["ik wil een paspoort", "ja", "mijn oude bank"]
    vectors.close()


def test_nothing_is_embedded_while_somebody_calls(database: str, log: EventLog) -> None:
    embedder = LetterEmbedder()
    vectors = HeardVectors(database, embedder)

    async def filled() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await vectors.fill(log, asyncio.Event())

    asyncio.run(filled())
    assert embedder.embedded == []
    vectors.close()
