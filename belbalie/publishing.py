"""What is in force: taken over from the folder of content, published to it, and taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from belbalie.content_folder import ContentFolder, Unfinished
from belbalie.content_notes import (
    ASIDE_LINES,
    BY_HAND,
    PUBLISHED_LINE,
    DraftNote,
    VersionNote,
    version_of,
)
from belbalie.content_trees import ContentTrees, relative
from belbalie.drafts import NOTHING_CHANGED, Drafts
from desk.agents import Agent
from desk.studio.content import ByHand, FileChange, NoSuchDraft, Refused, Version
from dialog.content import Content, checked
from dialog.content_file import Problem
from dialog.draft_states import DraftState, DraftStep
from dialog.knowledge import Knowledge
from records.content_versions import ContentVersions, Entry, Files

NeedsReview = Callable[[Knowledge, Knowledge], Sequence[str]]
_FIRST = "Zo stond het er toen de studio begon."
_CHANGED = "Veranderd in de map zelf."
_ASIDE = "Opzij gezet: hier zat een fout in."
_TOLD = 3
"""Problems in one sentence; the page of the draft shows all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to come in force."""

    tree: str
    parents: tuple[str, ...]
    note: VersionNote


class Publishing:
    """Reading is safe from any thread; whatever writes is called within `versions.alone`.

    Every method may raise OSError.
    """

    def __init__(
        self,
        versions: ContentVersions,
        drafts: Drafts,
        folder: ContentFolder,
        trees: ContentTrees,
        now: Callable[[], datetime],
        needs_review: NeedsReview,
    ) -> None:
        self._versions, self._drafts = versions, drafts
        self._folder, self._trees, self._now = folder, trees, now
        self._needs_review = needs_review
        self._seen: object = None
        """The stamp of the folder as it was when it was the published version."""
        self._broken: tuple[object, ByHand] | None = None
        """The stamp of the folder with mistakes, and what they are."""

    # -- reading -----------------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        """There is a version."""
        return self._versions.line(PUBLISHED_LINE) is not None

    @property
    def head(self) -> Entry:
        latest = self._versions.line(PUBLISHED_LINE)
        assert latest is not None, "the folder was taken over before anything is read"
        return self._versions.entry(latest)

    def entry(self, key: str) -> Entry:
        """Raises NoSuchDraft where no version is called so."""
        for entry in self._versions.back(self.head.key):
            if entry.key == key:
                return entry
        raise NoSuchDraft(key)

    def version(self, entry: Entry) -> Version:
        return version_of(entry, self._changed(entry))

    def versions(self, most: int) -> Sequence[Version]:
        line = self._versions.back(self.head.key)
        return [self.version(entry) for entry, _ in zip(line, range(most), strict=False)]

    def changes_of(self, key: str) -> Sequence[FileChange]:
        entry = self.entry(key)
        return self._changes(self._before(entry), self._versions.files(entry.tree))

    def changes_between(self, before: str, after: str) -> Sequence[FileChange]:
        """Both are keys of trees."""
        return self._changes(self._versions.files(before), self._versions.files(after))

    def _changes(self, before: Files, after: Files) -> Sequence[FileChange]:
        def text(files: Files, path: str) -> str | None:
            return self._drafts.file(files, path).text if path in files else None

        return [
            FileChange(path, text(before, path), text(after, path))
            for path in _others(before, after)
        ]

    def _changed(self, entry: Entry) -> Sequence[str]:
        return _others(self._before(entry), self._versions.files(entry.tree))

    def _before(self, entry: Entry) -> Files:
        if not entry.parents:
            return {}
        return self._versions.files(self._versions.entry(entry.parents[0]).tree)

    # -- the folder --------------------------------------------------------------------------

    @property
    def untouched(self) -> bool:
        """Nobody changed the folder since it was looked at, and nobody was killed half-way."""
        return self._seen is not None and self._folder.stamp() == self._seen

    def take_over(self) -> None:
        """Finish what was begun, and make a version of what was changed by hand.

        Raises ByHand where that has mistakes; the last good version stays in force.
        """
        finish(self._folder, self._versions)
        stamp = self._folder.stamp()
        if self._broken is not None and self._broken[0] == stamp:
            raise self._broken[1]
        files = {path: self._versions.keep(text) for path, text in self._folder.files().items()}
        tree, latest = self._versions.tree(files), self._versions.line(PUBLISHED_LINE)
        if latest is None or self._versions.entry(latest).tree != tree:
            found = relative(checked(self._folder.folder), self._folder.folder)
            self._refuse_errors(found, stamp)
            words = _FIRST if latest is None else _CHANGED
            parents = () if latest is None else (latest,)
            entry = self._write(Plan(tree, parents, VersionNote()), BY_HAND, words)
            self._versions.move(PUBLISHED_LINE, entry)
            self._drafts.bring_up_to_date()
        self._seen = stamp

    def _refuse_errors(self, content: Content, stamp: object) -> None:
        errors = [problem for problem in content.problems if not problem.warning]
        if errors:
            self._broken = (stamp, ByHand(errors))
            raise self._broken[1]

    # -- publishing --------------------------------------------------------------------------

    def plan(self, key: str) -> Plan:
        """A draft as it would come in force. Raises Refused, Clash."""
        entry = self._drafts.entry(key)
        state = DraftNote.of(entry).state
        self._drafts.state_after(entry, DraftStep.PUBLISH)
        current = self._drafts.up_to_date(entry)
        if current.clash is not None:
            raise self._drafts.clash(entry, current.clash)
        tree = self._versions.tree(current.files)
        if tree == self.head.tree:
            raise Refused(NOTHING_CHANGED)
        content = self.read(tree)
        errors = [problem for problem in content.problems if not problem.warning]
        if errors or content.knowledge is None:
            raise Refused(f"Er zit nog een fout in dit concept. {_first(errors)}")
        unseen = self.to_review(content) if state is not DraftState.APPROVED else []
        if unseen:
            raise Refused(f"Een collega moet dit eerst nakijken: {', '.join(unseen)}.")
        note = VersionNote(draft=key, reviewer=current.note.reviewer_title)
        if state is not DraftState.APPROVED:
            note = VersionNote(draft=key)
        return Plan(tree, (self.head.key, entry.key), note)

    def plan_back(self, key: str) -> Plan:
        """A version as it would come in force again. Raises Refused."""
        entry = self.entry(key)
        if entry.tree == self.head.tree and not self._is_broken:
            raise Refused("Deze teksten gelden nu al. Er is niets om terug te zetten.")
        errors = [problem for problem in self.read(entry.tree).problems if not problem.warning]
        if errors:
            raise Refused(f"Deze versie kan niet meer gelden. {_first(errors)}")
        return Plan(entry.tree, (self.head.key,), VersionNote(back_to=key))

    def holds(self, plan: Plan) -> bool:
        """Nothing was published, and nothing of its draft changed, since it was made."""
        draft = plan.note.draft
        same = draft is None or self._drafts.entry(draft).key == plan.parents[-1]
        return same and self.head.key == plan.parents[0]

    def put(self, plan: Plan, agent: Agent, reason: str) -> Version:
        """Put it in force: all of it or, where this raises, nothing."""
        changes = self._to_write(plan.tree)
        entry = self._write(plan, agent.title, reason)
        self._versions.ready_to_move(PUBLISHED_LINE, entry)
        self._folder.write(changes, entry, lambda _: self._versions.moved(PUBLISHED_LINE))
        self._seen = self._folder.stamp()
        self._drafts.bring_up_to_date()
        return self.version(self.head)

    def read(self, tree: str) -> Content:
        return self._trees.checked(tree, self._now().date())

    def to_review(self, content: Content) -> Sequence[str]:
        """What in it a second pair of eyes has to see."""
        before = self.read(self.head.tree).knowledge
        if before is None or content.knowledge is None:
            return []
        return self._needs_review(before, content.knowledge)

    def _to_write(self, tree: str) -> dict[str, bytes | None]:
        now, then = self._standing(), self._versions.files(tree)
        return {
            path: self._versions.text(then[path]) if path in then else None
            for path in sorted(now.keys() | then.keys())
            if now.get(path) != then.get(path)
        }

    @property
    def _is_broken(self) -> bool:
        """What stands in the folder has mistakes, and somebody was told so."""
        return self._broken is not None and self._broken[0] == self._folder.stamp()

    def _standing(self) -> Files:
        """What is in the folder: the version in force, or what was broken, which is kept aside."""
        if not self._is_broken:
            return self._versions.files(self.head.tree)
        files = {path: self._versions.keep(text) for path, text in self._folder.files().items()}
        tree, head = self._versions.tree(files), self.head.key
        aside = self._versions.write(
            tree, [head], author=BY_HAND, at=self._now(), words=_ASIDE, told={}
        )
        self._versions.move(f"{ASIDE_LINES}/{aside}", aside)
        return files

    def _write(self, plan: Plan, author: str, words: str) -> str:
        return self._versions.write(
            plan.tree,
            plan.parents,
            author=author,
            at=self._now(),
            words=words,
            told=plan.note.told(),
        )


def finish(folder: ContentFolder, versions: ContentVersions) -> None:
    """Finish what somebody began who was killed, within `alone`: with the marker it counts."""

    def then(begun: Unfinished) -> None:
        if versions.has(begun.version):  # else it is of another house: taken over as it stands
            versions.move(PUBLISHED_LINE, begun.version)

    folder.finish(then)


def _first(errors: Sequence[Problem]) -> str:
    return " ".join(map(str, errors[:_TOLD]))


def _others(before: Files, after: Files) -> Sequence[str]:
    paths = sorted(before.keys() | after.keys())
    return [path for path in paths if before.get(path) != after.get(path)]
