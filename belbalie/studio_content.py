"""The content as versions and drafts (port `desk.studio.content.ContentDesk`), in this house."""

import asyncio
import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from belbalie.content_folder import ContentFolder
from belbalie.content_names import name_of, read, written
from belbalie.content_trees import ContentTrees, relative
from belbalie.drafts import Drafts
from belbalie.publishing import NeedsReview, Plan, Publishing
from desk.agents import Agent
from desk.studio.content import (
    PUBLISHED,
    ByHand,
    Checked,
    Draft,
    FileChange,
    FileText,
    NoSuchDraft,
    Readiness,
    Refused,
    Saved,
    StudioOut,
    Version,
)
from dialog.content import Content, checked
from dialog.draft_states import DraftStep
from dialog.needs_review import needs_review
from records.content_versions import ContentVersions

Made = TypeVar("Made")


class StudioContent:
    """One for the house; its maker closes it. May be asked from any task."""

    def __init__(
        self,
        content: Path,
        data: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        needs_review: NeedsReview = needs_review,
    ) -> None:
        """`content` is the municipality's own folder, `data` where versions are kept.

        Raises StudioOut.
        """
        self._content, self._data, self._now = content, data, now
        with self._telling():
            self._versions = ContentVersions(data / "studio" / "content.git")
            self._drafts = Drafts(self._versions, now)
            self._trees = ContentTrees(self._versions, data / "studio" / "trees", content)
            folder = ContentFolder(content)
            self._publishing = Publishing(
                self._versions, self._drafts, folder, self._trees, now, needs_review
            )

    def close(self) -> None:
        self._versions.close()

    # -- reading -----------------------------------------------------------------------------

    async def published(self) -> Version:
        return await self._read(self._published_version, by_hand=True)

    async def versions(self, most: int = 50) -> Sequence[Version]:
        return await self._read(lambda: self._publishing.versions(most))

    async def version(self, key: str) -> Version:
        return await self._read(lambda: self._publishing.version(self._publishing.entry(key)))

    async def drafts(self) -> Sequence[Draft]:
        return await self._read(self._drafts.all)

    async def dropped(self) -> Sequence[Draft]:
        return await self._read(self._drafts.dropped)

    async def draft(self, key: str) -> Draft:
        return await self._read(lambda: self._drafts.draft(key))

    async def files(self, where: str) -> Sequence[str]:
        return await self._read(lambda: sorted(self._versions.files(self._tree(where))))

    async def text(self, where: str, path: str) -> FileText:
        def look() -> FileText:
            return self._drafts.file(self._versions.files(self._tree(where)), path)

        return await self._read(look)

    async def tagged(self, tag: str) -> str:
        def look() -> str | None:
            try:
                return read(self._versions.text(tag)) if tag else ""
            except LookupError:
                return None

        text = await self._read(look)
        if text is None:
            raise LookupError(tag)
        return text

    async def folder(self, where: str) -> Path:
        return await self._read(lambda: self._trees.folder(self._tree(where)))

    async def checked(self, where: str) -> Checked:
        def look() -> Checked:
            return _checked(self._publishing.read(self._tree(where)))

        return await self._read(look)

    async def check(self, where: str, path: str, text: str) -> Checked:
        def look() -> Checked:
            name, tree = name_of(path), self._tree(where)
            with self._trees.with_file(tree, name, written(text)) as folder:
                return _checked(relative(checked(folder, self._now().date()), folder))

        return await self._read(look)

    async def changes(self, draft: str) -> Sequence[FileChange]:
        return await self._read(lambda: self._drafts.changes(draft))

    async def changes_since(self, draft: str, agent: Agent) -> Sequence[FileChange] | None:
        return await self._read(lambda: self._drafts.changes_since(draft, agent.name))

    async def changes_of(self, version: str) -> Sequence[FileChange]:
        return await self._read(lambda: self._publishing.changes_of(version))

    # -- writing -----------------------------------------------------------------------------

    async def begin(self, title: str, agent: Agent) -> Draft:
        return await self._write(lambda: self._drafts.begin(title, agent))

    async def save(self, draft: str, path: str, text: str | None, tag: str, agent: Agent) -> Saved:
        return await self._write(lambda: self._drafts.save(draft, path, text, tag, agent))

    async def take_step(self, draft: str, step: DraftStep, agent: Agent, remark: str = "") -> Draft:
        return await self._write(lambda: self._drafts.take_step(draft, step, agent, remark))

    # -- publishing --------------------------------------------------------------------------

    async def readiness(self, draft: str) -> Readiness:
        def look() -> Readiness:
            content = self._publishing.read(self._tree(draft))
            to_review = self._publishing.to_review(content)
            return Readiness(errors=_checked(content).errors, to_review=to_review, prepared=True)

        return await self._read(look)

    async def publish(self, draft: str, agent: Agent, reason: str) -> Version:
        return await self._put(lambda: self._publishing.plan(draft), agent, reason)

    async def back_to(self, version: str, agent: Agent, reason: str) -> Version:
        return await self._put(lambda: self._publishing.plan_back(version), agent, reason)

    async def _put(self, plan: Callable[[], Plan], agent: Agent, reason: str) -> Version:
        words = " ".join(reason.split())
        if not words:
            raise Refused("Zeg in een paar woorden waarom u dit publiceert.")
        return await self._write(lambda: self._publishing.put(plan(), agent, words), by_hand=True)

    # -- the thread that works ---------------------------------------------------------------

    def _tree(self, where: str) -> str:
        """Raises NoSuchDraft."""
        if where == PUBLISHED:
            return self._publishing.head.tree
        try:
            return self._drafts.entry(where).tree
        except NoSuchDraft:
            return self._publishing.entry(where).tree

    def _published_version(self) -> Version:
        return self._publishing.version(self._publishing.head)

    async def _read(self, look: Callable[[], Made], by_hand: bool = False) -> Made:
        def work() -> Made:
            if not self._publishing.untouched:
                with self._versions.alone():
                    self._take_over(by_hand)
            return look()

        return await self._run(work)

    async def _write(self, write: Callable[[], Made], by_hand: bool = False) -> Made:
        def work() -> Made:
            with self._versions.alone():
                self._take_over(by_hand)
                return write()

        return await self._run(work)

    async def _run(self, work: Callable[[], Made]) -> Made:
        def told() -> Made:
            with self._telling():
                return work()

        return await asyncio.to_thread(told)

    def _take_over(self, by_hand: bool) -> None:
        if self._publishing.untouched:
            return
        try:
            self._publishing.take_over()
        except ByHand as broken:
            if by_hand:
                raise
            if not self._publishing.begun:
                raise StudioOut(f"De teksten zijn niet goed te lezen. {broken}") from None

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except NoSuchDraft:
            raise
        except OSError as error:
            raise StudioOut(_sentence(error, self._data)) from error
        except LookupError as error:
            raise StudioOut(_sentence(OSError(f"{error} ontbreekt"), self._data)) from error


def _checked(content: Content) -> Checked:
    return Checked(content=content, problems=content.problems)


def _sentence(error: OSError, data: Path) -> str:
    where = error.filename or data
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            "De schijf is vol. Er is niets veranderd. Vraag de beheerder van de server om ruimte "
            f"te maken bij {where}."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Wij mogen niet schrijven bij {where}. Er is niets veranderd. Vraag de beheerder van "
            "de server om die map schrijfbaar te maken."
        )
    return (
        "De versies van de teksten zijn nu niet te lezen of te bewaren "
        f"({error.strerror or error}). Er is niets veranderd. Vraag de beheerder van de server om "
        f"te kijken bij {where}."
    )
