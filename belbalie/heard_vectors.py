"""What callers' lines mean: from the records where it is kept, else embedded now and kept."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from loguru import logger

from dialog.events import Heard
from dialog.vectors import Embedder, Vectors
from records.errors import CallErased, RecordsError
from records.line_vectors import LineVectors, Vector, digest
from records.log import EventLog

_PORTION = 8
"""Lines at once while nobody calls: who rings meanwhile waits a fifth of a second for them."""
_CALLS_AT_ONCE = 50
_LOOK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class HeardLine:
    call: str
    text: str
    """As it stands in the record."""


class HeardVectors:
    """The vectors of heard lines. Callable from any thread."""

    def __init__(self, url: str, embedder: Embedder) -> None:
        """Raises RecordsError."""
        self._embedder = embedder
        self._kept = LineVectors(url, embedder.model, embedder.dimensions)

    def close(self) -> None:
        self._kept.close()

    def vectors_of(self, lines: Sequence[HeardLine]) -> Vectors:
        """Shape (lines, dimensions), as of questions. What is made is kept. Raises RecordsError.

        All go through half precision: kept ones and new ones are the same.
        """
        known = self._kept.known(list(dict.fromkeys(line.call for line in lines)))
        missing = {
            line: digest(line.text)
            for line in dict.fromkeys(lines)
            if digest(line.text) not in known.get(line.call, {})
        }
        made = self._made(dict.fromkeys(line.text for line in missing))
        for call in dict.fromkeys(line.call for line in missing):
            new = {mark: made[line.text] for line, mark in missing.items() if line.call == call}
            known[call] = {**known.get(call, {}), **new}
            self._keep(call, known[call])
        rows = [known[line.call][digest(line.text)] for line in lines]
        return np.array(rows, np.float32).reshape(-1, self._embedder.dimensions)

    async def keep_filled(self, log: EventLog, idle: asyncio.Event) -> None:
        """While nobody calls, embed what was said in calls that ended. Until cancelled."""
        while True:
            try:
                done = await self.fill(log, idle)
            except RecordsError as error:
                logger.warning("the lines of calls were not embedded: {}", error)
                done = False
            await asyncio.sleep(0 if done else _LOOK_SECONDS)

    async def fill(self, log: EventLog, idle: asyncio.Event) -> bool:
        """One round of that; whether there was anything to do. Raises RecordsError."""
        calls = await asyncio.to_thread(self._kept.missing, _CALLS_AT_ONCE)
        for call in calls:
            entries = await asyncio.to_thread(log.read, call)
            said = (entry.item for entry in entries)
            texts = [item.text for item in said if isinstance(item, Heard) and item.text.strip()]
            if not texts:
                await asyncio.to_thread(self._keep, call, {})
            for at in range(0, len(texts), _PORTION):
                await idle.wait()
                lines = [HeardLine(call, text) for text in texts[at : at + _PORTION]]
                await asyncio.to_thread(self.vectors_of, lines)
        return bool(calls)

    def _made(self, texts: Iterable[str]) -> dict[str, Vector]:
        wanted = list(texts)
        if not wanted:
            return {}
        rows = self._embedder.embed(wanted, query=True).astype(np.float16).astype(np.float32)
        return dict(zip(wanted, rows, strict=True))

    def _keep(self, call: str, vectors: Mapping[bytes, Vector]) -> None:
        with suppress(CallErased):  # forgotten meanwhile: nothing of it is kept here either
            self._kept.keep(call, vectors)
