"""The time machine of the studio (port `desk.studio.time_machine`): who compares what, one draft
after the other, and what the latest comparison of each found.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from belbalie.comparing import Job
from belbalie.errors import WrongUse
from belbalie.machine_process import MachineBroke, compared_beside
from belbalie.script import Script, read_scripts
from belbalie.scripted_callers import CALLERS, with_caller, without_caller
from belbalie.settings import Settings
from desk.agents import Agent
from desk.studio.content import PUBLISHED, ContentDesk, Refused
from desk.studio.time_machine import Caller, MachineState
from dialog.replay_change import Comparison
from records.caller_turns import CallerTurns

_KEPT = 8
"""Drafts of which the latest comparison is kept: each holds its conversations in memory."""
_WAITS = "Er loopt nog een andere vergelijking. Daarna begint deze"

_NOTHING = MachineState()

Compares = Callable[[Job, Callable[[str, float], None]], Awaitable[Comparison]]


@dataclass(slots=True)
class _Work:
    """The comparison of one draft: the running one, and what was found last."""

    state: MachineState = _NOTHING
    of: tuple[Path, Path] | None = None
    """What was compared: the folders of both, which never change."""
    task: asyncio.Task[None] | None = None


class DraftMachine:
    """One for the house. For one event loop; `close` ends it."""

    def __init__(
        self,
        content: ContentDesk,
        settings: Settings,
        turns: CallerTurns,
        now: Callable[[], datetime],
        compares: Compares = compared_beside,
    ) -> None:
        """`turns` is closed by its maker."""
        self._content, self._settings, self._turns = content, settings, turns
        self._now, self._compares = now, compares
        self._works: OrderedDict[str, _Work] = OrderedDict()
        self._alone = asyncio.Lock()

    async def close(self) -> None:
        for draft in list(self._works):
            await self.cancel(draft)

    async def start(self, draft: str) -> None:
        errors = (await self._content.checked(draft)).errors
        if errors:
            raise Refused(f"Er staan nog fouten in dit concept. Los die eerst op: {errors[0]}")
        work = self._work(draft)
        if work.task is None or work.task.done():
            work.state = replace(work.state, running=True, what=_WAITS, share=0.0, fault="")
            work.task = asyncio.create_task(self._compare(draft, work), name=f"compare {draft}")

    async def cancel(self, draft: str) -> None:
        work = self._works.get(draft)
        if work is None or work.task is None:
            return
        work.task.cancel()
        with suppress(asyncio.CancelledError):
            await work.task
        work.state = replace(work.state, running=False)

    async def finished(self, draft: str) -> None:
        """Returns once the comparison that runs has ended, where one does."""
        work = self._works.get(draft)
        if work is not None and work.task is not None:
            await asyncio.wait([work.task])

    async def state(self, draft: str) -> MachineState:
        await self._content.draft(draft)
        work = self._works.get(draft)
        if work is None:
            return MachineState()
        found = work.state.found
        there = await self._without_erased(found) if found is not None else None
        stale = found is not None and work.of != await self._folders(draft)
        return replace(work.state, found=there, stale=stale)

    async def callers(self, where: str) -> Sequence[Caller]:
        folder = await self._content.folder(where)
        try:
            scripts = await asyncio.to_thread(_scripts, folder / CALLERS)
        except WrongUse as error:
            raise Refused(f"De proefbellers zijn niet te lezen. {error}") from None
        return [_caller(script) for script in scripts]

    async def add_caller(
        self, draft: str, title: str, turns: Sequence[str], topic: str, agent: Agent
    ) -> None:
        await self.callers(draft)  # a file that cannot be read is not written in
        file = await self._content.text(draft, CALLERS)
        text = with_caller(file.text, title, turns, topic)
        await self._content.save(draft, CALLERS, text, file.tag, agent)

    async def remove_caller(self, draft: str, key: str, agent: Agent) -> None:
        await self.callers(draft)
        file = await self._content.text(draft, CALLERS)
        text = without_caller(file.text, key)
        if text != file.text:
            await self._content.save(draft, CALLERS, text, file.tag, agent)

    def _work(self, draft: str) -> _Work:
        work = self._works.setdefault(draft, _Work())
        self._works.move_to_end(draft)
        idle = [key for key, each in self._works.items() if not each.state.running]
        for key in idle[: max(len(self._works) - _KEPT, 0)]:
            if key != draft:
                del self._works[key]
        return work

    async def _folders(self, draft: str) -> tuple[Path, Path]:
        return await self._content.folder(PUBLISHED), await self._content.folder(draft)

    async def _compare(self, draft: str, work: _Work) -> None:
        def watch(what: str, share: float) -> None:
            work.state = replace(work.state, what=what, share=share)

        try:
            async with self._alone:
                published, folder = await self._folders(draft)
                job = Job(
                    published=published, draft=folder, settings=self._settings, now=self._now()
                )
                found = await self._compares(job, watch)
            work.of = published, folder
            work.state = MachineState(found=found, at=job.now)
        except MachineBroke as broke:
            work.state = replace(work.state, running=False, fault=str(broke))
        except Exception as error:  # the task is nobody's: its end is told on the page
            work.state = replace(work.state, running=False, fault=f"Het lukt nu niet. {error}")

    async def _without_erased(self, found: Comparison) -> Comparison:
        calls = [each.case.key for each in found.changed if not each.case.scripted]
        there = await asyncio.to_thread(self._turns.there, calls)
        changed = [each for each in found.changed if each.case.scripted or each.case.key in there]
        return replace(found, changed=changed)


def _scripts(file: Path) -> list[Script]:
    return read_scripts(file) if file.exists() else []


def _caller(script: Script) -> Caller:
    turns = [line.turn.keys or line.turn.say for line in script.lines]
    topic = next((line.expect_topic for line in script.lines if line.expect_topic), "")
    key = str(script.identity)
    return Caller(key, script.title or key, turns, topic)
