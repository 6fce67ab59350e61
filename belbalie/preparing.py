"""Drafts learned before they are published: one at a time, and of each the latest text.

Learning takes half a minute where lines changed. It goes on in a process of its own, behind the
calls; publishing is then a matter of pointing at what is known.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loguru import logger

from belbalie.effect import LearningFailed, Progress
from belbalie.errors import WorkFailed
from belbalie.in_force import InForce
from belbalie.known import Known
from dialog.knowledge import Knowledge

Learns = Callable[[Path, Path, Callable[[float], None]], Coroutine[Any, Any, None]]
"""Learn the content of a folder into another, telling the share that is done."""

REST_SECONDS = 3.0
"""After a text is saved: who saves again meanwhile is waited for."""
FAILED = (
    "De computer kon dit concept niet leren. Probeer het later nog eens. Blijft het zo? Vraag de "
    "beheerder van de server om in het logboek te kijken."
)


@dataclass(eq=False, slots=True)
class _Work:
    draft: str
    knowledge: Knowledge
    folder: Path
    share: float = 0.0
    failed: bool = False
    waited_for: int = 0
    """By so many who are about to use it: it is not given up for another."""
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[Known] | None" = None


class Preparing:
    """The effect of publishing on a running house (port `belbalie.effect.Effect`).

    Its maker ends it.
    """

    def __init__(
        self,
        in_force: InForce,
        embeddings: Path,
        learns: Learns,
        rest_seconds: float = REST_SECONDS,
    ) -> None:
        """`embeddings` is where is kept what was learned; `rest_seconds` how long a text that was
        saved is left alone.
        """
        self._in_force, self._embeddings, self._learns = in_force, embeddings, learns
        self._rest_seconds = rest_seconds
        self._one = asyncio.Lock()
        self._work: dict[str, _Work] = {}
        """By the version of the content."""

    def want(self, draft: str, knowledge: Knowledge, folder: Path) -> None:
        for work in list(self._work.values()):
            if work.draft == draft and work.knowledge.version != knowledge.version:
                self._give_up(work)
        self._begun(draft, knowledge, folder)

    async def progress(self, knowledge: Knowledge) -> Progress:
        if await self._in_force.at_hand(knowledge) is not None:
            return Progress(done=True)
        work = self._work.get(knowledge.version)
        if work is None:
            return Progress(done=False, share=0.0)
        return Progress(done=False, share=work.share, fault=FAILED if work.failed else "")

    async def known(self, draft: str, knowledge: Knowledge, folder: Path) -> Known:
        at_hand = await self._in_force.at_hand(knowledge)
        if at_hand is not None:
            return at_hand
        work = self._begun(draft, knowledge, folder, again=True)
        work.waited_for += 1
        work.hurry.set()
        for other in list(self._work.values()):  # they are begun again when somebody looks at them
            if other is not work:
                self._give_up(other)
        assert work.task is not None
        try:
            return await asyncio.shield(work.task)
        except WorkFailed as error:
            raise LearningFailed(str(error)) from None
        finally:
            work.waited_for -= 1

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[None]:
        async with self._in_force.changing():
            yield

    async def put(self, known: Known) -> None:
        await self._in_force.put(known)

    async def end(self) -> None:
        """Give up what is being learned."""
        tasks = [work.task for work in self._work.values() if work.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begun(self, draft: str, knowledge: Knowledge, folder: Path, again: bool = False) -> _Work:
        """The work on this content; one that failed is begun `again` where somebody asks so."""
        work = self._work.get(knowledge.version)
        if work is None or (work.failed and again):
            work = self._work[knowledge.version] = _Work(draft, knowledge, folder)
            work.task = asyncio.create_task(self._prepare(work), name=f"preparing draft {draft}")
            work.task.add_done_callback(lambda task: self._done(work, task))
        return work

    async def _prepare(self, work: _Work) -> Known:
        with suppress(TimeoutError):
            await asyncio.wait_for(work.hurry.wait(), self._rest_seconds)
        at_hand = await self._in_force.at_hand(work.knowledge)
        if at_hand is not None:
            return at_hand

        def share(done: float) -> None:
            work.share = done

        async with self._one:
            self._in_force.still_used()
            await self._learns(work.folder, self._embeddings, share)
            return await self._in_force.build(work.knowledge)

    def _done(self, work: _Work, task: "asyncio.Task[Known]") -> None:
        if task.cancelled() or (error := task.exception()) is None:
            self._forget(work)
            return
        work.failed = True
        expected = isinstance(error, LearningFailed | WorkFailed)
        told = logger if expected else logger.opt(exception=error)
        told.error("a draft was not learned: {}", error)

    def _give_up(self, work: _Work) -> None:
        if work.task is not None and not work.waited_for:
            work.task.cancel()
            self._forget(work)

    def _forget(self, work: _Work) -> None:
        if self._work.get(work.knowledge.version) is work:
            del self._work[work.knowledge.version]
