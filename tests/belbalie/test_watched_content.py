"""Folders of content that are watched, while layers come and go."""

import asyncio
from pathlib import Path

from belbalie.watched_content import content_changes

LONGEST_SECONDS = 30


async def test_a_layer_that_is_added_is_watched_from_then_on(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    folders = [own]
    changes = content_changes(lambda: tuple(folders))
    async with asyncio.timeout(LONGEST_SECONDS):
        seen = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)  # it begins to watch
        folders.append(other)
        (own / "layers.yaml").write_text("ander: ../other\n", "utf-8")
        await seen
        seen = asyncio.ensure_future(anext(changes))
        while not seen.done():  # it begins to watch again, at some turn of the loop
            (other / "facts.yaml").write_text("paspoort: {}\n", "utf-8")
            await asyncio.wait({seen}, timeout=0.1)
        await seen
    await changes.aclose()  # type: ignore[attr-defined]  # it is a generator
