"""The sources of documents, as editors keep them on a page (port `desk.studio.sources.Sources`).

What an editor names is read only from hosts that everybody can reach, or that a setting allows:
never from a folder, and never from inside the house. Reading takes minutes, so it goes on beside
the pages, one source after the other.
"""

import asyncio
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from loguru import logger

from belbalie.areas import postcode_starts
from belbalie.errors import WrongUse
from belbalie.knowledge import sync
from connectors.sources.fetching import Limits
from connectors.sources.files import form_of
from connectors.sources.outcomes import Unreadable
from connectors.sources.progress import unwatched
from connectors.sources.public_hosts import Resolve, machines_of, resolved
from desk.agents import Agent
from desk.studio.sources import NotRight, SourceDone, SourcesOut, SourceStep, WantedSource
from dialog.documents.source import Kind, Source, SourceState
from records.documents import Documents
from records.errors import RecordsError
from records.source_trail import SourceEntry, SourceTrail

_NAME = re.compile(r"[\w-]{1,80}")
_LONGEST_ADDRESS = 2000
_MOST_PAGES = 1000
_WRONG_NAME = "Geef de bron een korte naam, met letters, cijfers en streepjes. Zoals: afval-2026."
_TWICE = "Er is al een bron met deze naam. Kies een andere naam, of haal die bron eerst weg."
_WRONG_AREA = "‘{}’ is geen begin van een postcode. Schrijf 4992, 4993AB."


class StudioSources:
    """One for all pages; its maker closes it."""

    def __init__(
        self,
        database_url: str,
        limits: Limits,
        now: Callable[[], datetime],
        kept: timedelta = timedelta(days=365),
        resolve: Resolve = resolved,
    ) -> None:
        """`kept`: for so long it is known who did what. Raises RecordsError."""
        self._kept = kept
        self._documents, self._trail = Documents(database_url), SourceTrail(database_url)
        self._limits, self._now, self._resolve = limits, now, resolve
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def close(self) -> None:
        """What is being read is given up; what was read of it is kept."""
        for task in self._reading.values():
            task.cancel()
        await self.until_read()
        self._documents.close()
        self._trail.close()

    async def until_read(self) -> None:
        """Wait until nothing is being read."""
        await asyncio.gather(*self._reading.values(), return_exceptions=True)

    async def all(self) -> Sequence[SourceState]:
        with _out():
            return await asyncio.to_thread(self._documents.sources)

    def being_read(self) -> Collection[str]:
        return frozenset(self._reading)

    async def add(self, wanted: WantedSource, agent: Agent) -> str:
        source = await self._source(wanted)
        with _out():
            await self._note(source.name, SourceStep.ADDED, agent)
            await asyncio.to_thread(self._documents.add, source)
        self._begin(source)
        return source.name

    async def read_again(self, name: str, agent: Agent) -> None:
        with _out():
            source = await asyncio.to_thread(self._documents.source, name)
            if name in self._reading:
                return
            await self._note(name, SourceStep.READ, agent)
        self._begin(source)

    async def remove(self, name: str, agent: Agent) -> None:
        with _out():
            await asyncio.to_thread(self._documents.source, name)
            await self._note(name, SourceStep.REMOVED, agent)
            if name in self._reading:
                self._reading[name].cancel()
            await asyncio.to_thread(self._documents.remove, name)

    async def done(self, most: int = 20) -> Sequence[SourceDone]:
        with _out():
            entries = await asyncio.to_thread(self._trail.latest, most)
        return [
            SourceDone(at=each.at, agent=each.title, source=each.source, step=SourceStep(each.step))
            for each in entries
        ]

    # -- what an editor named ----------------------------------------------------------------

    async def _source(self, wanted: WantedSource) -> Source:
        """Raises NotRight."""
        name, address = wanted.name.strip(), wanted.address.strip()
        if not _NAME.fullmatch(name):
            raise NotRight("name", _WRONG_NAME)
        if name in {state.source.name for state in await self.all()}:
            raise NotRight("name", _TWICE)
        try:
            await machines_of(address[:_LONGEST_ADDRESS], self._limits.hosts, self._resolve)
        except Unreadable as error:
            raise NotRight("address", str(error)) from None
        return Source(
            name=name,
            kind=_kind(address, wanted.whole_site),
            location=address,
            max_pages=_MOST_PAGES,
            postcodes=_area(wanted.postcodes),
            only_public=True,
        )

    async def _note(self, name: str, step: SourceStep, agent: Agent) -> None:
        """Before it is done, so that nothing is done that nobody wrote down."""
        entry = SourceEntry(
            at=self._now(), agent=agent.name, title=agent.title, source=name, step=step.value
        )
        await asyncio.to_thread(self._trail.note, entry)
        await asyncio.to_thread(self._trail.forget_before, self._now() - self._kept)

    # -- reading -----------------------------------------------------------------------------

    def _begin(self, source: Source) -> None:
        task = asyncio.create_task(self._read(source), name=f"reading source {source.name}")
        self._reading[source.name] = task
        task.add_done_callback(lambda done: self._ended(source.name, done))

    def _ended(self, name: str, done: asyncio.Task[None]) -> None:
        if self._reading.get(name) is done:
            del self._reading[name]

    async def _read(self, source: Source) -> None:
        try:
            async with self._one_at_a_time:
                read = await sync(self._documents, source, self._limits, unwatched)
        except LookupError:
            return  # it was removed meanwhile
        except RecordsError as error:
            logger.error("source {}: {}", source.name, error)
            return
        logger.info("source {}: read, {} faults", source.name, read.faults)


def _kind(address: str, whole_site: bool) -> Kind:
    path = urlsplit(address).path.lower()
    if path.endswith((".xml", ".xml.gz")):
        return Kind.SITEMAP
    return Kind.SITE if whole_site and form_of(address) in (None, "html") else Kind.FILE


def _area(text: str) -> tuple[str, ...]:
    """Raises NotRight."""
    starts: list[str] = []
    for each in filter(None, map(str.strip, text.split(","))):
        try:
            starts += postcode_starts("postcodes", [each])
        except WrongUse:
            raise NotRight("postcodes", _WRONG_AREA.format(each)) from None
    return tuple(starts)


@contextmanager
def _out() -> Iterator[None]:
    try:
        yield
    except RecordsError as error:
        logger.error("sources of documents: {}", error)
        raise SourcesOut from None
