"""Documents of the municipality: read from their sources into the records, again and again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from belbalie.settings import Settings
from connectors.sources.fetching import Limits
from connectors.sources.outcomes import Ended, Failed, Outcome, Read, Same
from connectors.sources.progress import Progress
from connectors.sources.reading import read
from dialog.documents.document import Document
from dialog.documents.source import Fault, Source
from records.documents import Documents, Kept

_NOTHING = (
    "De bron gaf geen enkel document meer. Wij houden wat wij hadden. "
    "Is de bron echt leeg? Haal hem dan weg."
)


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of reading a source once."""

    kept: Kept
    faults: int
    complete: bool
    """All that the source has was looked at."""


def limits(settings: Settings) -> Limits:
    return Limits(
        page_seconds=settings.knowledge_page_seconds,
        total_seconds=settings.knowledge_source_seconds,
        largest_bytes=settings.knowledge_page_bytes,
        delay_seconds=settings.knowledge_delay_seconds,
        hosts=frozenset(settings.knowledge_hosts.lower().replace(",", " ").split()),
    )


async def sync(documents: Documents, source: Source, limits: Limits, progress: Progress) -> Synced:
    """Read what changed at the source. What cannot be read is listed and keeps what it had.

    Raises RecordsError, and LookupError when the source is removed meanwhile.
    """
    had = (await asyncio.to_thread(_state, documents, source.name)) > 0
    stamps = await asyncio.to_thread(documents.stamps, source.name)
    return await _Syncing(documents, source, had).run(read(source, stamps, limits, progress))


def _state(documents: Documents, name: str) -> int:
    """How many documents there are of it now. Raises LookupError."""
    states = {state.source.name: state for state in documents.sources()}
    if name not in states:
        raise LookupError(f"There is no source {name!r}.")
    return states[name].documents


class _Syncing:
    """One reading, as it is written down."""

    def __init__(self, documents: Documents, source: Source, had: bool) -> None:
        self._documents = documents
        self._source = source
        self._had = had
        self._kept = Kept()
        self._seen: set[str] = set()
        self._faults = 0
        self._given = 0

    async def run(self, outcomes: AsyncIterator[Outcome]) -> Synced:
        complete = False
        async for outcome in outcomes:
            if isinstance(outcome, Ended):
                complete = await asyncio.to_thread(self._end, outcome)
            else:
                self._kept += await asyncio.to_thread(self._write, outcome)
                self._seen.add(outcome.resource)
        return Synced(self._kept, self._faults, complete)

    def _write(self, outcome: Read | Same | Failed) -> Kept:
        name, resource = self._source.name, outcome.resource
        if isinstance(outcome, Same):
            kept = self._documents.same(name, resource)
            self._given += kept.same
            return kept
        if isinstance(outcome, Failed):
            kept = self._gone(resource) if outcome.gone else Kept()
            self._fail(resource, outcome.sentence)
            return kept
        ours = [one for one in outcome.documents if self._is_ours(one)]
        self._given += len(ours)
        others = len(ours) < len(outcome.documents)
        # Without a stamp it is read again the next time, and listed again.
        stamp = "" if others else outcome.stamp
        kept = self._documents.keep(self._source, resource, ours, stamp, datetime.now(UTC))
        if others:
            self._fail(resource, "Dit is van een andere gemeente. Wij lezen het niet voor.")
        return kept

    def _gone(self, resource: str) -> Kept:
        """It said itself that it is gone, so what it gave goes at once."""
        return self._documents.keep(self._source, resource, [], "", datetime.now(UTC))

    def _fail(self, resource: str, sentence: str) -> None:
        self._faults += 1
        self._documents.fail(self._source.name, Fault(resource, sentence))

    def _is_ours(self, document: Document) -> bool:
        wanted = self._source.municipality
        owner = document.facts.get("municipality")
        return wanted is None or owner is None or owner.casefold() == wanted.casefold()

    def _end(self, outcome: Ended) -> bool:
        sentence, complete = outcome.sentence, outcome.complete
        if complete and self._had and not self._given:
            sentence, complete = _NOTHING, False
        self._faults += sentence is not None
        seen = self._seen if complete else None
        self._kept += self._documents.finish(self._source.name, datetime.now(UTC), seen, sentence)
        return complete
