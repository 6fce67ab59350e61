"""The folders of all layers, watched while the service runs."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch


async def content_changes(folders: Callable[[], tuple[Path, ...]]) -> AsyncIterator[None]:
    """Each time that something changed in one of them.

    `folders` is asked again after each change: layers come and go.
    """
    while True:
        watched = folders()
        async with aclosing(awatch(*watched, recursive=True)) as changes:
            async for _ in changes:
                yield
                if folders() != watched:
                    break
            else:
                return
