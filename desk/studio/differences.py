"""What is other, as the pages of drafts and versions show it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from desk.studio.content import FileChange
from desk.studio.forms.catalogue import FORMS
from desk.studio.room import of_draft
from dialog.content_difference import Change, FileDifference, file_difference
from dialog.content_titles import file_title
from dialog.text_names import heading
from dialog.titles import Titles

_YAML = ".yaml"
_MOST_NAMES = 3
_PAGES = {"topics": "/onderwerp", "scripts": "/script"}
_COUNT = Counter(kept.file for kept in FORMS.values())
_FORMS = {kept.file: address for address, kept in FORMS.items() if _COUNT[kept.file] == 1}
"""A file with several forms, such as that of the municipality, is shown by its lines."""


async def differences(changes: Sequence[FileChange]) -> Sequence[FileDifference]:
    """By file, in the order of their titles; counting words takes a moment, beside the loop."""

    def compare() -> Sequence[FileDifference]:
        found = [file_difference(each.path, each.before, each.after) for each in changes]
        return sorted(found, key=lambda each: each.title)

    return await asyncio.to_thread(compare)


def to_be_seen(file: FileDifference, change: Change, to_review: Sequence[str]) -> bool:
    """Whether this change is one of those that a second pair of eyes has to see
    (`dialog/needs_review.py`): its text, a fact in it, or its source.
    """
    text, _, rest = change.title.partition(" (")
    text = text.partition(", ")[0]
    if text == "bron":
        return f"{file.title}: {text}" in to_review
    names = (
        f"{file.title}, {text}",
        *(f"{file.title}, {place}: {text}" for place in _places(rest)),
    )
    return any(name in to_review for name in names)


def _places(rest: str) -> Sequence[str]:
    """'in kosten en duur)' -> the texts in which a fact stands."""
    return rest.removesuffix(")").removeprefix("in ").split(" en ") if rest[:3] == "in " else ()


def in_names(files: Sequence[str], titles: Titles) -> str:
    """'Paspoort, Keuzemenu en nog 2': what was changed, by name."""
    names = [_name(path, titles) for path in files]
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" en nog {more}" if more > 0 else "")


def _name(path: str, titles: Titles) -> str:
    folder, _, name = path.rpartition("/")
    if folder == "topics":
        return heading(titles.topic(name.removesuffix(_YAML)))
    return file_title(path, None)


def file_address(draft: str, path: str) -> str:
    """Of the page on which this file of a draft is changed: its form, else its lines."""
    folder, _, name = path.rpartition("/")
    key = quote(name.removesuffix(_YAML))
    if folder in _PAGES:
        return of_draft(draft, f"{_PAGES[folder]}/{key}")
    return of_draft(draft, _FORMS.get(path) or f"/bestand?pad={quote(path)}")
