"""Port: what publishing does to the house. `belbalie/preparing.py` fills it where one runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from belbalie.known import Known
from dialog.knowledge import Knowledge
from dialog.search import Index


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is learned."""

    done: bool
    share: float = 1.0
    """From 0 to 1."""
    fault: str = ""
    """In Dutch, why it could not be; empty: nothing is wrong."""


class LearningFailed(Exception):
    """The message is what the log may say."""


class Effect(Protocol):
    """Content is named by what it says (`Knowledge.version`); `folder` is where it can be read."""

    def want(self, draft: str, knowledge: Knowledge, folder: Path) -> None:
        """It may be published: learn it when there is time, in the place of what this draft was."""

    async def progress(self, knowledge: Knowledge) -> Progress: ...

    async def known(self, draft: str, knowledge: Knowledge, folder: Path) -> Known:
        """All of it, learned first where that has to be. Raises LearningFailed."""

    def changing(self) -> AbstractAsyncContextManager[None]:
        """Held while files change and what they hold is put in force; one at a time."""

    async def put(self, known: Known) -> None:
        """Callers who ring from now on are answered from this; within `changing`."""


class NoHouse:
    """Nobody calls: nothing is learned but words, and only for who asks."""

    def __init__(self) -> None:
        self._changing = asyncio.Lock()

    def want(self, draft: str, knowledge: Knowledge, folder: Path) -> None:
        """Nobody waits for it."""

    async def progress(self, knowledge: Knowledge) -> Progress:
        return Progress(done=True)

    async def known(self, draft: str, knowledge: Knowledge, folder: Path) -> Known:
        return Known(knowledge, await asyncio.to_thread(Index.build, knowledge, None))

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[None]:
        async with self._changing:
            yield

    async def put(self, known: Known) -> None:
        """The folder is all there is."""
