"""Folders of documents, read again as soon as something in them changes."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from loguru import logger
from watchfiles import awatch

from belbalie.errors import WorkFailed
from belbalie.knowledge import limits, sync
from belbalie.settings import Settings
from connectors.sources.fetching import Limits
from connectors.sources.progress import unwatched
from dialog.documents.source import Kind, Source
from records.documents import Documents
from records.errors import RecordsError

_LOOK_MS = 5000
"""How often it is looked whether an editor added or removed a folder."""
_BACK_SECONDS = 5.0
"""After so long it is tried again when the records do not answer."""


@asynccontextmanager
async def watching(settings: Settings) -> AsyncIterator[None]:
    """Keep the folders in step while the service runs. Raises WorkFailed."""
    try:
        documents = await asyncio.to_thread(Documents, settings.database_url)
    except RecordsError as error:
        raise WorkFailed(str(error)) from None
    with closing(documents):
        task = asyncio.create_task(watch(documents, limits(settings)), name="sources")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def watch(documents: Documents, limits: Limits) -> None:
    """Read every folder once, and then whenever something in it changes; goes on for ever."""
    while True:
        try:
            folders = await asyncio.to_thread(_folders, documents)
            for source in folders:
                await _read(documents, source, limits)
            await _until_others(documents, folders, limits)
        except (RecordsError, OSError) as error:
            logger.error("folders of documents are not watched: {}", error)
            await asyncio.sleep(_BACK_SECONDS)


async def _until_others(documents: Documents, folders: Sequence[Source], limits: Limits) -> None:
    """Watch these folders until there are others to be watched."""
    if not folders:
        await asyncio.sleep(_LOOK_MS / 1000)
        return
    places = [source.location for source in folders]
    first = True
    async for changes in awatch(*places, rust_timeout=_LOOK_MS, yield_on_timeout=True):
        for source in folders:
            # What changed before the watch began is seen by reading once more.
            if first or any(Path(path).is_relative_to(source.location) for _, path in changes):
                await _read(documents, source, limits)
        first = False
        if await asyncio.to_thread(_folders, documents) != folders:
            return


def _folders(documents: Documents) -> list[Source]:
    """Those that are there."""
    sources = [state.source for state in documents.sources()]
    folders = [source for source in sources if source.kind is Kind.FOLDER]
    return [source for source in folders if Path(source.location).is_dir()]


async def _read(documents: Documents, source: Source, limits: Limits) -> None:
    try:
        done = await sync(documents, source, limits, unwatched)
    except LookupError:
        return  # the editor removed it meanwhile
    kept = done.kept
    if kept.new or kept.changed or kept.gone:
        logger.info(
            "source {}: {} new, {} changed, {} gone, {} faults",
            *(source.name, kept.new, kept.changed, kept.gone, done.faults),
        )
