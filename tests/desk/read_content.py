"""Content that can be read and not written: enough of `ContentDesk` for pages that only look."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.studio.content import PUBLISHED, Checked, NoSuchDraft
from dialog.content import checked


@dataclass
class ReadContent:
    """`folders` by the key of a draft; `PUBLISHED` is one of them."""

    folders: dict[str, Path]

    async def folder(self, where: str) -> Path:
        if where not in self.folders:
            raise NoSuchDraft(where)
        return self.folders[where]

    async def checked(self, where: str) -> Checked:
        content = await asyncio.to_thread(checked, await self.folder(where))
        return Checked(content=content, problems=content.problems)


def content_of(published: Path, **drafts: Path) -> Any:
    """As a `ContentDesk`; who writes in it finds nothing to call."""
    return ReadContent({PUBLISHED: published, **drafts})
