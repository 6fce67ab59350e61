"""What is other, as the pages of drafts and versions show it."""

import asyncio
from collections.abc import Sequence
from urllib.parse import quote

from desk.studio.content import FileChange
from desk.studio.room import of_draft
from dialog.content_difference import FileDifference, file_difference

_TOPICS, _YAML = "topics/", ".yaml"


async def differences(changes: Sequence[FileChange]) -> Sequence[FileDifference]:
    """By file, in the order of their titles; counting words takes a moment, beside the loop."""

    def compare() -> Sequence[FileDifference]:
        found = [file_difference(each.path, each.before, each.after) for each in changes]
        return sorted(found, key=lambda each: each.title)

    return await asyncio.to_thread(compare)


def file_address(draft: str, path: str) -> str:
    """Of the page on which this file of a draft is changed."""
    if path.startswith(_TOPICS) and path.endswith(_YAML):
        key = path.removeprefix(_TOPICS).removesuffix(_YAML)
        return of_draft(draft, f"/onderwerp/{quote(key)}")
    return of_draft(draft, f"/bestand?pad={quote(path)}")
