"""A folder of documents that is edited while the service runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

from belbalie.watched_sources import watch
from connectors.sources.fetching import Limits
from dialog.documents.source import Kind, Source
from records.documents import Documents

LONGEST_SECONDS = 30


async def until(documents: Documents, titles: set[str]) -> None:
    """Look until the titles of what is kept are these."""
    async with asyncio.timeout(LONGEST_SECONDS):
        async for _ in _looks():
            if {passage.title for passage in documents.passages()} == titles:
                return


async def _looks() -> AsyncIterator[None]:
    while True:
        yield
        await asyncio.sleep(0.05)


async def test_what_changes_in_a_folder_is_there_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "een.md").write_text("# Een\n\nDit is de tekst.", "utf-8")
    with closing(Documents(f"sqlite:///{tmp_path / 'belbalie.db'}")) as documents:
        documents.add(Source(name="map", kind=Kind.FOLDER, location=str(folder)))
        watching = asyncio.create_task(watch(documents, Limits()))
        await until(documents, {"Een"})
        (folder / "twee.md").write_text("# Twee\n\nDit is de tekst.", "utf-8")
        await until(documents, {"Een", "Twee"})
        (folder / "een.md").unlink()
        await until(documents, {"Twee"})
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
