"""The drafts of the content: begun, written in by anybody, brought up to what is published."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import takewhile

from belbalie.content_names import name_of, read, written
from belbalie.content_notes import DRAFT_LINES, PUBLISHED_LINE, DraftNote, VersionNote, draft_of
from desk.agents import Agent
from desk.studio.content import (
    Clash,
    Draft,
    FileChange,
    FileText,
    NoSuchDraft,
    Refused,
    Saved,
)
from dialog.draft_states import STEPS, DraftState, DraftStep
from records.content_versions import ContentVersions, Entry, Files
from records.merging import merged

_KEY_BYTES = 5
_REFUSED: Mapping[DraftState, str] = {
    DraftState.OPEN: "Dit concept ligt niet bij een collega om na te kijken.",
    DraftState.REVIEW: "Dit concept ligt bij een collega om na te kijken.",
    DraftState.APPROVED: "Dit concept is al nagekeken en goed bevonden.",
    DraftState.PUBLISHED: "Dit concept is al gepubliceerd. Begin een nieuw concept.",
    DraftState.DROPPED: "Dit concept is weggelegd. Neem het eerst weer op.",
}
_OWN_EYES = (
    "U schreef zelf aan dit concept mee. Vraag een collega die er niet aan schreef om het na te "
    "kijken."
)
NOTHING_CHANGED = "Er is in dit concept nog niets veranderd. Verander eerst iets."
_OLD_FORM = "Dit formulier is te oud. Open de pagina opnieuw en vul uw wijziging nog eens in."


@dataclass(frozen=True, slots=True)
class UpToDate:
    """A draft with all that was published since."""

    files: Files
    note: DraftNote
    clash: str | None = None
    """A file in which both changed the same lines: it stands as in the draft."""


class Drafts:
    """Reading is safe from any thread; whatever writes is called within `versions.alone`."""

    def __init__(self, versions: ContentVersions, now: Callable[[], datetime]) -> None:
        self._versions, self._now = versions, now
        self._published: Callable[[str | None], frozenset[str]] = lru_cache(2)(self._drafts_of)

    # -- reading -----------------------------------------------------------------------------

    def entry(self, key: str) -> Entry:
        """Raises NoSuchDraft."""
        latest = self._versions.line(f"{DRAFT_LINES}/{key}") if key.isalnum() else None
        if latest is None:
            raise NoSuchDraft(key)
        return self._versions.entry(latest)

    def draft(self, key: str) -> Draft:
        entry = self.entry(key)
        return draft_of(entry, self._files(entry), self._is_published(entry))

    def all(self) -> Sequence[Draft]:
        """Those that are neither published nor dropped, the latest changed first."""
        return [draft for draft in self._unpublished() if draft.state is not DraftState.DROPPED]

    def dropped(self) -> Sequence[Draft]:
        return [draft for draft in self._unpublished() if draft.state is DraftState.DROPPED]

    def _unpublished(self) -> Sequence[Draft]:
        keys = self._versions.lines(DRAFT_LINES)
        over = self._published(self._versions.line(PUBLISHED_LINE))
        drafts = [self.draft(key) for key in keys if key not in over]
        return sorted(drafts, key=lambda draft: draft.changed, reverse=True)

    def changes(self, key: str) -> Sequence[FileChange]:
        """Against what is published."""
        entry = self.entry(key)
        now, mine = self._published_files(), self._versions.files(entry.tree)
        return [
            FileChange(path, self._text(now.get(path)), self._text(mine.get(path)))
            for path in self._files(entry)
        ]

    def changes_since(self, key: str, reviewer: str) -> Sequence[FileChange] | None:
        """Since this account judged it; an edit forgets who did, so the entry before it knows."""
        entry = self.entry(key)
        line = takewhile(lambda each: "draft" in each.told, self._versions.back(entry.key))
        judged = next((each for each in line if DraftNote.of(each).reviewer == reviewer), None)
        if judged is None:
            return None
        was, now = self._versions.files(judged.tree), self._versions.files(entry.tree)
        return [
            FileChange(path, self._text(was.get(path)), self._text(now.get(path)))
            for path in self._files(entry)
            if was.get(path) != now.get(path)
        ]

    def up_to_date(self, entry: Entry) -> UpToDate:
        """Files that others published stand in it too; lines of one file are put together."""
        note, published = DraftNote.of(entry), self._versions.line(PUBLISHED_LINE)
        mine = dict(self._versions.files(entry.tree))
        if published is None or note.base == published:
            return UpToDate(mine, note, min(note.seen, default=None))
        theirs, seen, clash = self._published_files(), dict(note.seen), None
        for path in sorted(mine.keys() | theirs.keys()):
            one = self._together(self._base(note, path), mine.get(path), theirs.get(path))
            if one is _CLASH:
                clash = clash or path
                seen[path] = self._base(note, path)
                continue
            seen.pop(path, None)
            _put(mine, path, one)
        return UpToDate(mine, replace(note, base=published, seen=seen), clash)

    def clash(self, entry: Entry, path: str) -> Clash:
        """What was written here against what was published since."""
        base = self._text(self._base(DraftNote.of(entry), path)) or ""
        ours = self._text(self._versions.files(entry.tree).get(path)) or ""
        published = self._versions.line(PUBLISHED_LINE)
        theirs = self.file(self._published_files(), path)
        return Clash(path, ours, theirs, base, self._who(published, path))

    def file(self, files: Files, path: str) -> FileText:
        key = files.get(name_of(path))
        return FileText(name_of(path), self._text(key) or "", key or "", key is not None)

    def _files(self, entry: Entry) -> Sequence[str]:
        """What is other in it than in the published content."""
        note, mine = DraftNote.of(entry), self._versions.files(entry.tree)
        theirs = self._published_files()
        base = self._versions.files(self._versions.entry(note.base).tree)
        return [
            path
            for path in sorted(mine.keys() | base.keys())
            if mine.get(path) not in (self._base(note, path), theirs.get(path))
        ]

    def _is_published(self, entry: Entry) -> bool:
        """The published line knows it by its name."""
        return DraftNote.of(entry).key in self._published(self._versions.line(PUBLISHED_LINE))

    def _drafts_of(self, version: str | None) -> frozenset[str]:
        notes = (VersionNote.of(entry) for entry in self._versions.back(version))
        return frozenset(note.draft for note in notes if note.draft is not None)

    def _published_files(self) -> Files:
        published = self._versions.line(PUBLISHED_LINE)
        return {} if published is None else self._versions.files(self._tree(published))

    def _tree(self, key: str) -> str:
        return self._versions.entry(key).tree

    def _base(self, note: DraftNote, path: str) -> str | None:
        if path in note.seen:
            return note.seen[path]
        return self._versions.files(self._tree(note.base)).get(path)

    def _text(self, key: str | None) -> str | None:
        return None if key is None else read(self._versions.text(key))

    def _who(self, latest: str | None, path: str) -> str:
        """Whoever changed this file last."""
        before: Entry | None = None
        for entry in self._versions.back(latest):
            if before is not None and self._at(entry, path) != self._at(before, path):
                return before.author
            before = entry
        return before.author if before is not None else ""

    def _at(self, entry: Entry, path: str) -> str | None:
        return self._versions.files(entry.tree).get(path)

    def _together(self, base: str | None, mine: str | None, theirs: str | None) -> str | None:
        """The key of one text of two, None for no file, `_CLASH` where that cannot be."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        if mine is None or theirs is None:
            return _CLASH
        texts = (self._text(base) or "", self._text(mine) or "", self._text(theirs) or "")
        both = merged(*texts)
        return _CLASH if both is None else self._versions.keep(both.encode())

    # -- writing -----------------------------------------------------------------------------

    def begin(self, title: str, agent: Agent) -> Draft:
        published = self._versions.line(PUBLISHED_LINE)
        assert published is not None, "there is a version before there are drafts"
        key = secrets.token_hex(_KEY_BYTES)
        note = DraftNote(
            key=key,
            title=" ".join(title.split()),
            author=agent.name,
            author_title=agent.title,
            began=self._now().isoformat(),
            changed=self._now().isoformat(),
            base=published,
        )
        words = f"Begonnen: {note.title}"
        self._write(note, self._tree(published), published, agent.title, words)
        return self.draft(key)

    def save(self, key: str, path: str, text: str | None, tag: str, agent: Agent) -> Saved:
        """As the port says."""
        path, entry = name_of(path), self.entry(key)
        self.state_after(entry, DraftStep.EDIT)
        current = self.up_to_date(entry)
        theirs = self.file(current.files, path)
        note = current.note
        if path in note.seen and tag == (self._published_files().get(path) or ""):
            note = replace(note, seen={each: of for each, of in note.seen.items() if each != path})
            theirs = replace(theirs, tag=tag)  # the editor saw what was published, and decided
        ours = None if text is None else read(written(text, theirs.text))
        kept = self._kept(entry, path, ours, tag, theirs)
        files = dict(current.files)
        _put(files, path, kept)
        self._save(entry, note, files, agent, path)
        asked = None if ours is None else self._versions.keep(ours.encode())
        return Saved(self.file(files, path), merged=kept != asked)

    def _kept(
        self, entry: Entry, path: str, ours: str | None, tag: str, theirs: FileText
    ) -> str | None:
        """The key of what is to stand there. Raises Clash, Refused."""
        mine = None if ours is None else self._versions.keep(ours.encode())
        try:
            base = read(self._versions.text(tag)) if tag else ""
        except LookupError:
            raise Refused(_OLD_FORM) from None
        one = self._together(tag or None, mine, theirs.tag or None)
        if one is _CLASH:
            raise Clash(path, ours or "", theirs, base, self._who(entry.key, path))
        return one

    def _save(self, entry: Entry, note: DraftNote, files: Files, agent: Agent, path: str) -> None:
        tree = self._versions.tree(files)
        if tree == entry.tree and note == DraftNote.of(entry):
            return
        edited = replace(
            note,
            state=self.state_after(entry, DraftStep.EDIT),
            writers=list(dict.fromkeys([*note.writers, agent.name])),
            reviewer=None,
            reviewer_title=None,
            changed=self._now().isoformat(),
        )
        self._write(edited, tree, entry.key, agent.title, f"Bewaard: {path}")

    def take_step(self, key: str, step: DraftStep, agent: Agent, remark: str = "") -> Draft:
        """As the port says."""
        assert step not in (DraftStep.EDIT, DraftStep.PUBLISH), "these have methods of their own"
        entry = self.entry(key)
        note = DraftNote.of(entry)
        state, now = self.state_after(entry, step), self._now().isoformat()
        changed = replace(note, state=state, changed=now)
        if step is DraftStep.ASK and not self._files(entry):
            raise Refused(NOTHING_CHANGED)
        if step in (DraftStep.APPROVE, DraftStep.RETURN):
            if step is DraftStep.APPROVE and agent.name in note.writers:
                raise Refused(_OWN_EYES)
            changed = replace(changed, reviewer=agent.name, reviewer_title=agent.title)
        if remark or step is not DraftStep.DROP:
            changed = replace(changed, remark=" ".join(remark.split()))
        self._write(changed, entry.tree, entry.key, agent.title, f"Stap: {step.value}")
        return self.draft(key)

    def bring_up_to_date(self) -> None:
        """Take into every draft what was published since; what clashes waits for an editor."""
        for draft in self.all():
            entry = self.entry(draft.key)
            current = self.up_to_date(entry)
            if current.note != DraftNote.of(entry):
                tree = self._versions.tree(current.files)
                self._write(current.note, tree, entry.key, draft.author_title, "Bijgewerkt")

    def state_after(self, entry: Entry, step: DraftStep) -> DraftState:
        """Raises Refused where it cannot be taken."""
        published = self._is_published(entry)
        state = DraftState.PUBLISHED if published else DraftNote.of(entry).state
        if (state, step) not in STEPS:
            raise Refused(_REFUSED[state])
        return STEPS[state, step]

    def _write(self, note: DraftNote, tree: str, parent: str, author: str, words: str) -> None:
        entry = self._versions.write(
            tree, [parent], author=author, at=self._now(), words=words, told=note.told()
        )
        self._versions.move(f"{DRAFT_LINES}/{note.key}", entry)


_CLASH = "clash"
"""In the place of a key."""


def _put(files: dict[str, str], path: str, key: str | None) -> None:
    if key is None:
        files.pop(path, None)
    else:
        files[path] = key
