"""What an entry of the versions tells beside its files: of a draft, and of what was published.

The entries are the only truth: each step of a draft is one, with who took it and when. That a
draft is published is not written in the draft but read from the published line, so nothing has to
happen twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from desk.studio.content import Draft, Version
from dialog.draft_states import DraftState
from records.content_versions import Entry

PUBLISHED_LINE = "published"
DRAFT_LINES = "draft"
ASIDE_LINES = "aside"
"""What somebody broke in the folder, and a version was put over it."""
BY_HAND = "buiten de studio"
"""Who published what was changed in the folder itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNote:
    """How far a draft is; stands in each entry of its line."""

    key: str
    title: str
    author: str
    author_title: str
    began: str
    """ISO 8601."""
    changed: str
    """When somebody last wrote in it, or took a step."""
    base: str
    """The published version that all of it was brought up to."""
    state: DraftState = DraftState.OPEN
    writers: Sequence[str] = ()
    reviewer: str | None = None
    reviewer_title: str | None = None
    remark: str = ""
    seen: Mapping[str, str | None] = field(default_factory=dict)
    """By path, the text that a file was brought up to where that is not the one in `base`."""

    @classmethod
    def of(cls, entry: Entry) -> "DraftNote":
        told = dict(entry.told["draft"])
        return cls(**told | {"state": DraftState(told["state"])})

    def told(self) -> Mapping[str, object]:
        return {"draft": asdict(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionNote:
    """How a version came to be."""

    reviewer: str | None = None
    draft: str | None = None
    """The key of the draft that it was."""
    back_to: str | None = None

    @classmethod
    def of(cls, entry: Entry) -> "VersionNote":
        return cls(**entry.told["version"])

    def told(self) -> Mapping[str, object]:
        return {"version": asdict(self)}


def version_of(entry: Entry, files: Sequence[str]) -> Version:
    note = VersionNote.of(entry)
    return Version(
        key=entry.key,
        at=entry.at,
        author=entry.author,
        reason=entry.words,
        reviewer=note.reviewer,
        files=files,
        back_to=note.back_to,
    )


def draft_of(entry: Entry, files: Sequence[str], published: bool) -> Draft:
    note = DraftNote.of(entry)
    return Draft(
        key=note.key,
        title=note.title,
        author=note.author,
        author_title=note.author_title,
        state=DraftState.PUBLISHED if published else note.state,
        began=datetime.fromisoformat(note.began),
        changed=datetime.fromisoformat(note.changed),
        files=files,
        writers=tuple(note.writers),
        reviewer=note.reviewer,
        reviewer_title=note.reviewer_title,
        remark=note.remark,
    )
