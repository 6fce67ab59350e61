"""What a trial stands on: the draft as it was read, learned, and its services."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from belbalie.known import Known, Progress
from belbalie.threads import step_back
from desk.studio.content import PUBLISHED, ContentDesk, NoSuchDraft, StudioOut
from desk.studio.trying import CannotTry
from dialog.content_services import ServiceContent, ServiceStore
from dialog.knowledge import Knowledge

KEPT = 2
"""Drafts whose lines stay learned: each takes tens of megabytes."""
_WRONG = "In dit concept staan nog fouten. Los die eerst op: dan kunt u het proberen."


class NotLearned(Exception):
    """The lines of this draft are being learned; `share` of that is done, from 0 to 1."""

    def __init__(self, share: float) -> None:
        self.share = share
        super().__init__(f"{share:.0%} was learned")


KnownOf = Callable[[str], Awaitable[Known]]
"""Gives a draft, a version or `PUBLISHED` as it is searched. Raises NotLearned, CannotTry."""
Learn = Callable[[Knowledge, Progress], Known]


@dataclass(frozen=True, slots=True)
class Ground:
    known: Known
    services: ServiceContent
    folder: Path
    """Of this state of the draft: a change makes another."""


class Grounds:
    """Of all that can be tried."""

    def __init__(self, content: ContentDesk, known_of: KnownOf) -> None:
        self._content, self._known_of = content, known_of

    async def ground(self, where: str) -> Ground:
        """Raises NotLearned, CannotTry."""
        known = await self._known_of(where)
        folder = await self.folder(where)
        town = known.knowledge.municipality
        services = await asyncio.to_thread(lambda: ServiceStore(folder, town).content)
        return Ground(known, services, folder)

    async def folder(self, where: str) -> Path:
        """Raises CannotTry."""
        try:
            return await self._content.folder(where)
        except (NoSuchDraft, StudioOut) as error:
            raise as_told(error) from None


@dataclass(slots=True)
class _Learning:
    task: "asyncio.Future[Known]"
    share: float = 0.0


@dataclass(slots=True)
class LearnedDrafts:
    """Learns drafts when they are asked for, one at a time and behind callers (`KnownOf`)."""

    content: ContentDesk
    published: Callable[[], Known]
    learn: Learn
    _under_way: OrderedDict[str, _Learning] = field(default_factory=OrderedDict)
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, "learning drafts", step_back)
    )

    async def known_of(self, where: str) -> Known:
        known = self.published()
        if where == PUBLISHED:
            return known
        knowledge = await self._read(where)
        if knowledge.version == known.knowledge.version:
            return known
        learning = self._learning(knowledge)
        if not learning.task.done():
            raise NotLearned(learning.share)
        return learning.task.result()

    def close(self) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def _read(self, where: str) -> Knowledge:
        try:
            checked = await self.content.checked(where)
        except (NoSuchDraft, StudioOut) as error:
            raise as_told(error) from None
        if checked.content.knowledge is None:
            raise CannotTry(_WRONG)
        return checked.content.knowledge

    def _learning(self, knowledge: Knowledge) -> _Learning:
        found = self._under_way.get(knowledge.version)
        if found is None or _failed(found.task):
            found = self._begin(knowledge)
        self._under_way.move_to_end(knowledge.version)
        while len(self._under_way) > KEPT:
            _, dropped = self._under_way.popitem(last=False)
            dropped.task.cancel()
        return found

    def _begin(self, knowledge: Knowledge) -> _Learning:
        def progress(what: str, done: int, total: int) -> None:
            learning.share = done / total if total else 0.0

        loop = asyncio.get_running_loop()
        task = loop.run_in_executor(self._thread, self.learn, knowledge, progress)
        learning = self._under_way[knowledge.version] = _Learning(task)
        return learning


def as_told(error: NoSuchDraft | StudioOut) -> CannotTry:
    if isinstance(error, NoSuchDraft):
        return CannotTry("Dit concept is er niet meer.")
    return CannotTry(str(error))


def _failed(task: "asyncio.Future[Known]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
