"""The studio of a small municipality: real versions and drafts in a folder of the test."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from belbalie.studio_content import StudioContent
from desk.access.pages import DeskPages
from desk.agents import Agent, Role
from desk.pages import Pages
from desk.studio.room import StudioRoom
from dialog.content import load
from dialog.titles import Titles
from tests.desk.signed import EDITOR
from tests.dialog import small_content

Made = TypeVar("Made")
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COLLEAGUE = Agent(name="els", title="Els Smit", roles=frozenset({Role.EDITOR}))
"""Another editor than `EDITOR`: a second pair of eyes."""


@dataclass
class Watch:
    """A clock that goes on by a minute each time somebody looks."""

    at: datetime = BEGAN

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@dataclass
class StudioHouse:
    """`folder` is where the content of callers stands."""

    folder: Path
    content: StudioContent
    room: StudioRoom
    now: Watch = field(default_factory=Watch)

    async def draft(self, title: str = "Paspoort korter", agent: Agent = EDITOR) -> str:
        """The key of a new draft."""
        return (await self.content.begin(title, agent)).key

    async def write(self, draft: str, path: str, old: str, new: str, agent: Agent = EDITOR) -> None:
        """Replace words in a file of a draft, as an editor does on a page."""
        there = await self.content.text(draft, path)
        assert old in there.text, f"{path} holds no {old!r}"
        await self.content.save(draft, path, there.text.replace(old, new), there.tag, agent)


@contextmanager
def studio_house(
    folder: Path, changed: Mapping[str, str | bytes | None] | None = None
) -> Iterator[StudioHouse]:
    """`folder` is empty; `changed` replaces files of `small_content`, None leaves one out."""
    own, now = small_content.write(folder / "content", changed), Watch()
    content = StudioContent(own, folder / "data", now)
    pages = DeskPages(Pages("Zonnedael", "14 0999"))
    room = StudioRoom(pages=pages, content=content, titles=lambda: Titles.of(load(own)), now=now)
    try:
        yield StudioHouse(own, content, room, now)
    finally:
        content.close()


def done(work: Coroutine[Any, Any, Made]) -> Made:
    """What came of this work, for a test that drives a browser: that has a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
