"""Drafts tried as conversations (port `desk.studio.trying.Trials`), one at a time for an editor."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from belbalie.text_trial import Around, TextTrial
from belbalie.threads import step_back
from belbalie.trial_grounds import Ground, Grounds, NotLearned
from desk.studio.trying import IDLE_MINUTES, CannotTry, NoTrial, Trial, TrialWish

MOST_TRIALS = 12
"""At the same time; each is a conversation and its agenda in memory."""
_FULL = "Er zijn nu te veel proefgesprekken tegelijk. Probeer het straks nog eens."
_NOT_YET = "De computer leert dit concept nog. Probeer het over een halve minuut nog eens."


class Running(Protocol):
    """A trial that goes on."""

    @property
    def where(self) -> str: ...

    @property
    def folder(self) -> Path:
        """Of the content that answers in it."""

    @property
    def heard_at(self) -> float:
        """When the caller did something last, in seconds of the house's clock."""

    def told(self) -> Trial: ...

    async def say(self, words: str) -> None: ...

    async def close(self) -> None: ...


class HouseTrials:
    """All of them. Its maker closes it."""

    def __init__(self, grounds: Grounds, around: Around) -> None:
        self.around = around
        self._grounds = grounds
        self._running: dict[str, Running] = {}
        # One thread: a database in memory belongs to the thread that made it.
        self.worker = ThreadPoolExecutor(1, "trials", step_back)

    def close(self) -> None:
        self.worker.shutdown(wait=True, cancel_futures=True)

    async def learned(self, where: str) -> float:
        try:
            await self._grounds.known(where)
        except NotLearned as error:
            return min(error.share, 0.99)
        return 1.0

    async def begin(self, where: str, editor: str, wish: TrialWish) -> None:
        trial = TextTrial(where, await self.ground(where), self.around, wish, self.worker)
        await self.take_up(editor, trial)
        await trial.ring(wish.open)

    async def trial(self, where: str, editor: str) -> Trial:
        running = self._of(where, editor)
        now = await self._grounds.folder(where)
        return replace(running.told(), outdated=now != running.folder)

    async def say(self, where: str, editor: str, words: str) -> None:
        await self._of(where, editor).say(words)

    async def end(self, editor: str) -> None:
        running = self._running.pop(editor, None)
        if running is not None:
            await running.close()

    async def ground(self, where: str) -> Ground:
        """Raises CannotTry."""
        try:
            return await self._grounds.ground(where)
        except NotLearned:
            raise CannotTry(_NOT_YET) from None

    async def take_up(self, editor: str, trial: Running) -> None:
        """In place of the one that this editor had. Raises CannotTry."""
        await self._end_idle()
        await self.end(editor)
        if len(self._running) >= MOST_TRIALS:
            raise CannotTry(_FULL)
        self._running[editor] = trial

    def _of(self, where: str, editor: str) -> Running:
        running = self._running.get(editor)
        if running is None or running.where != where or self._is_idle(running):
            raise NoTrial(where)
        return running

    def _is_idle(self, running: Running) -> bool:
        return self.around.clock.seconds() - running.heard_at > IDLE_MINUTES * 60

    async def _end_idle(self) -> None:
        idle = [editor for editor, each in self._running.items() if self._is_idle(each)]
        for editor in idle:
            await self.end(editor)
