"""The content as versions and drafts (port `desk.studio.content.ContentDesk`), in this house."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from belbalie.content_names import name_of, read, written
from belbalie.content_storage import ContentStorage, Opened
from belbalie.content_trees import relative
from belbalie.effect import Effect, LearningFailed, NoHouse
from belbalie.known import Known
from belbalie.publishing import Plan
from belbalie.threads import step_back
from desk.agents import Agent
from desk.studio.content import (
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
from dialog.knowledge import Knowledge

Made = TypeVar("Made")

PATIENCE_SECONDS = 45.0
"""For a draft to be learned, while the page of who publishes it waits: browsers and the servers
before us give up after a minute."""
_TRIES = 3
_READERS = 2
"""Threads of their own, so that no caller's search waits for a page of an editor."""
_NO_REASON = "Zeg in een paar woorden waarom u dit publiceert."
_STILL_LEARNING = (
    "De computer leert dit concept nog. Dat duurt soms een minuut. Probeer het zo weer."
)
_NOT_LEARNED = (
    "De computer kon dit concept niet leren. Er is niets veranderd. Vraag de beheerder van de "
    "server om in het logboek te kijken."
)
_OTHERS_TOO = "Er werd intussen ook iets anders gepubliceerd. Probeer het nog eens."


class StudioContent:
    """One for the house; its maker closes it. May be asked from any task."""

    def __init__(
        self,
        content: Path,
        data: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        effect: Effect | None = None,
    ) -> None:
        """`content` is the municipality's own folder, `data` where versions are kept; `effect` is
        what publishing does to a house that runs.
        """
        self._store = ContentStorage(content, data, now)
        self._effect = effect or NoHouse()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._reading = ThreadPoolExecutor(_READERS, "reading content", initializer=step_back)
        self._writing = ThreadPoolExecutor(1, "writing content")

    def close(self) -> None:
        for threads in (self._reading, self._writing):
            threads.shutdown(cancel_futures=True)
        self._store.close()

    # -- reading -----------------------------------------------------------------------------

    async def published(self) -> Version:
        def look(opened: Opened) -> Version:
            return opened.publishing.version(opened.publishing.head)

        return await self._read(look, by_hand=True)

    async def versions(self, most: int = 50) -> Sequence[Version]:
        return await self._read(lambda opened: opened.publishing.versions(most))

    async def version(self, key: str) -> Version:
        def look(opened: Opened) -> Version:
            return opened.publishing.version(opened.publishing.entry(key))

        return await self._read(look)

    async def drafts(self) -> Sequence[Draft]:
        return await self._read(lambda opened: opened.drafts.all())

    async def dropped(self) -> Sequence[Draft]:
        return await self._read(lambda opened: opened.drafts.dropped())

    async def draft(self, key: str) -> Draft:
        return await self._read(lambda opened: opened.drafts.draft(key))

    async def files(self, where: str) -> Sequence[str]:
        return await self._read(lambda opened: sorted(opened.versions.files(opened.tree(where))))

    async def text(self, where: str, path: str) -> FileText:
        def look(opened: Opened) -> FileText:
            return opened.drafts.file(opened.versions.files(opened.tree(where)), path)

        return await self._read(look)

    async def tagged(self, tag: str) -> str:
        def look(opened: Opened) -> str | None:
            try:
                return read(opened.versions.text(tag)) if tag else ""
            except LookupError:
                return None

        text = await self._read(look)
        if text is None:
            raise LookupError(tag)
        return text

    async def folder(self, where: str) -> Path:
        return await self._read(lambda opened: opened.trees.folder(opened.tree(where)))

    async def checked(self, where: str) -> Checked:
        return _checked(await self._read(lambda opened: opened.read(where)))

    async def check(self, where: str, path: str, text: str) -> Checked:
        def look(opened: Opened) -> Content:
            name, tree = name_of(path), opened.tree(where)
            with opened.trees.with_file(tree, name, written(text)) as folder:
                return relative(checked(folder, opened.today), folder)

        return _checked(await self._read(look))

    async def changes(self, draft: str) -> Sequence[FileChange]:
        return await self._read(lambda opened: opened.drafts.changes(draft))

    async def changes_since(self, draft: str, agent: Agent) -> Sequence[FileChange] | None:
        return await self._read(lambda opened: opened.drafts.changes_since(draft, agent.name))

    async def changes_of(self, version: str) -> Sequence[FileChange]:
        return await self._read(lambda opened: opened.publishing.changes_of(version))

    async def changes_between(self, before: str, after: str) -> Sequence[FileChange]:
        def look(opened: Opened) -> Sequence[FileChange]:
            return opened.publishing.changes_between(opened.tree(before), opened.tree(after))

        return await self._read(look)

    # -- writing -----------------------------------------------------------------------------

    async def begin(self, title: str, agent: Agent) -> Draft:
        return await self._write(lambda opened: opened.drafts.begin(title, agent))

    async def save(self, draft: str, path: str, text: str | None, tag: str, agent: Agent) -> Saved:
        saved = await self._write(lambda opened: opened.drafts.save(draft, path, text, tag, agent))
        self._soon(self._want(draft))
        return saved

    async def take_step(self, draft: str, step: DraftStep, agent: Agent, remark: str = "") -> Draft:
        return await self._write(lambda opened: opened.drafts.take_step(draft, step, agent, remark))

    # -- publishing --------------------------------------------------------------------------

    async def readiness(self, draft: str) -> Readiness:
        def look(opened: Opened) -> tuple[Content, Sequence[str], Path]:
            tree = opened.drafts.entry(draft).tree
            content = opened.trees.checked(tree, opened.today)
            return content, opened.publishing.to_review(content), opened.trees.folder(tree)

        content, to_review, folder = await self._read(look)
        if content.knowledge is None:
            return Readiness(
                errors=_checked(content).errors, to_review=to_review, prepared=False, share=0.0
            )
        how_far = await self._effect.progress(content.knowledge)
        if not how_far.done:
            self._effect.want(draft, content.knowledge, folder)
        return Readiness(
            errors=_checked(content).errors,
            to_review=to_review,
            prepared=how_far.done,
            share=how_far.share,
            fault=how_far.fault,
        )

    async def known(self, where: str) -> Known:
        """What callers of a draft, a version, or now would be answered from; it is learned first
        where that has to be. Raises Refused, and as the port says.
        """

        def look(opened: Opened) -> tuple[Content, Path]:
            return opened.read(where), opened.trees.folder(opened.tree(where))

        content, folder = await self._read(look)
        if content.knowledge is None:
            raise Refused("Er zit nog een fout in deze teksten. Verbeter die eerst.")
        return await self._learned(where, content.knowledge, folder)

    async def publish(self, draft: str, agent: Agent, reason: str) -> Version:
        return await self._put(
            lambda opened: opened.publishing.plan(draft), draft, agent, reason, by_hand=True
        )

    async def back_to(self, version: str, agent: Agent, reason: str) -> Version:
        def plan(opened: Opened) -> Plan:
            return opened.publishing.plan_back(version)

        return await self._put(plan, version, agent, reason)

    async def _put(
        self,
        plan: Callable[[Opened], Plan],
        key: str,
        agent: Agent,
        reason: str,
        by_hand: bool = False,
    ) -> Version:
        """Learn what is planned, then put it in force, unless the plan is another by then."""
        words = " ".join(reason.split())
        if not words:
            raise Refused(_NO_REASON)

        def planned(opened: Opened) -> tuple[Plan, Knowledge, Path]:
            made = plan(opened)
            knowledge = opened.trees.checked(made.tree, opened.today).knowledge
            assert knowledge is not None, "what is planned can be used"
            return made, knowledge, opened.trees.folder(made.tree)

        for _ in range(_TRIES):
            first, knowledge, folder = await self._write(planned, by_hand)
            known = await self._learned(key, knowledge, folder)

            def put(opened: Opened, first: Plan = first) -> Version | None:
                publishing = opened.publishing
                return publishing.put(first, agent, words) if publishing.holds(first) else None

            # A page that is left does not leave the folder and what callers hear apart.
            version = await asyncio.shield(self._soon(self._in_force(put, known, by_hand)))
            if version is not None:
                return version
        raise Refused(_OTHERS_TOO)

    async def _in_force(
        self, put: Callable[[Opened], Version | None], known: Known, by_hand: bool
    ) -> Version | None:
        async with self._effect.changing():
            version = await self._write(put, by_hand)
            if version is not None:
                await self._effect.put(known)
            return version

    async def _learned(self, key: str, knowledge: Knowledge, folder: Path) -> Known:
        """Raises Refused."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._effect.known(key, knowledge, folder)
        except TimeoutError:
            raise Refused(_STILL_LEARNING) from None
        except LearningFailed:
            raise Refused(_NOT_LEARNED) from None

    async def _want(self, draft: str) -> None:
        """A draft that was saved may be published soon."""

        def look(opened: Opened) -> tuple[Knowledge | None, Path]:
            return opened.read(draft).knowledge, opened.trees.folder(opened.tree(draft))

        try:
            knowledge, folder = await self._read(look)
        except (StudioOut, NoSuchDraft):  # told to whoever asks for it next
            return
        if knowledge is not None:
            self._effect.want(draft, knowledge, folder)

    # -- threads and tasks -------------------------------------------------------------------

    async def _read(self, look: Callable[[Opened], Made], by_hand: bool = False) -> Made:
        work = partial(self._store.read, look, by_hand=by_hand)
        return await asyncio.get_running_loop().run_in_executor(self._reading, work)

    async def _write(self, write: Callable[[Opened], Made], by_hand: bool = False) -> Made:
        work = partial(self._store.write, write, by_hand=by_hand)
        return await asyncio.get_running_loop().run_in_executor(self._writing, work)

    def _soon(self, work: Coroutine[Any, Any, Made]) -> "asyncio.Task[Made]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _checked(content: Content) -> Checked:
    return Checked(content=content, problems=content.problems)
