"""What is other, as the pages of drafts and versions show it."""

import asyncio
from collections.abc import Sequence
from urllib.parse import quote

from desk.studio.content import ContentDesk, FileChange
from desk.studio.room import of_draft
from dialog.content_difference import FileDifference, file_difference

_TOPICS, _YAML = "topics/", ".yaml"


async def differences(changes: Sequence[FileChange]) -> Sequence[FileDifference]:
    """By file, in the order of their titles; counting words takes a moment, beside the loop."""

    def compare() -> Sequence[FileDifference]:
        found = [file_difference(each.path, each.before, each.after) for each in changes]
        return sorted(found, key=lambda each: each.title)

    return await asyncio.to_thread(compare)


async def between(content: ContentDesk, before: str, after: str) -> Sequence[FileChange]:
    """What is other in `after`; both are drafts, versions, or what is published."""
    paths = dict.fromkeys((*await content.files(before), *await content.files(after)))
    found = []
    for path in paths:
        was, now = await content.text(before, path), await content.text(after, path)
        if was.tag != now.tag:
            texts = (text.text if text.there else None for text in (was, now))
            found.append(FileChange(path, *texts))
    return found


def file_address(draft: str, path: str) -> str:
    """Of the page on which this file of a draft is changed."""
    if path.startswith(_TOPICS) and path.endswith(_YAML):
        key = path.removeprefix(_TOPICS).removesuffix(_YAML)
        return of_draft(draft, f"/onderwerp/{quote(key)}")
    return of_draft(draft, f"/bestand?pad={quote(path)}")
