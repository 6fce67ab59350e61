"""One draft tried by text. The conversation, the search and the services are those of a call.

What differs stands around them: services work in a database in memory, nobody is rung, and nothing
is written down.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from loguru import logger

from belbalie.document_answers import reworded
from belbalie.known import Known
from belbalie.memory_desk import MemoryDesk
from belbalie.roster import staffed
from belbalie.text_call import DEMONSTRATION, Agents, TextCall, Turn
from belbalie.trial_grounds import Ground
from desk.studio.trying import MOST_LETTERS, CannotTry, Staff, Trial, TrialWish
from dialog.acts import Act
from dialog.conversation import Conversation
from dialog.crisis import CrisisMessage
from dialog.documents.rewriting import Rewriter
from dialog.events import Event, Findings, LooksUp
from dialog.explaining import Explanation, explained, turns
from dialog.knowledge import Knowledge
from dialog.titles import Titles
from voice.ears import Clock

_KEYS = frozenset("0123456789*#")
_BROKEN = "Er ging iets mis in dit proefgesprek. Begin opnieuw."
_AGENTS = {Staff.FREE: Agents.FREE, Staff.BUSY: Agents.BUSY, Staff.NONE: Agents.NONE}
Messages = tuple[CrisisMessage, ...]


def _as_they_are(messages: Messages) -> Messages:
    return messages


def _of_topics(known: Known) -> LooksUp:
    return known.search


@dataclass(frozen=True, slots=True)
class Around:
    """What trials have in common with calls."""

    clock: Clock
    searched: Callable[[Known], LooksUp] = _of_topics
    """How is searched beside the topics of a draft: news of a crisis, documents."""
    messages: Callable[[Messages], Messages] = _as_they_are
    """Those of a draft with those that were started in the house."""
    rewriter: Rewriter | None = None

    def desk(self, ground: Ground) -> MemoryDesk:
        """The services of one trial."""
        services = replace(ground.services, crisis=self.messages(ground.services.crisis))
        return MemoryDesk(ground.known.knowledge, services, self.clock.now())


class TextTrial:
    """Who made it closes it."""

    def __init__(
        self,
        where: str,
        ground: Ground,
        around: Around,
        wish: TrialWish,
        worker: ThreadPoolExecutor,
    ) -> None:
        """All of it works in the one thread of `worker`."""
        self.where, self.folder = where, ground.folder
        self.heard_at = around.clock.seconds()
        self._began = around.clock.now()
        self._around, self._worker = around, worker
        self._loop = asyncio.get_running_loop()
        self._looks_up = around.searched(ground.known)
        self._items: list[Event | Act] = []
        self._version = ground.known.knowledge.version
        self._titles = Titles.of(ground.known.knowledge)
        self._desk = around.desk(ground)
        self._turn = asyncio.Lock()
        self._call = TextCall(
            Conversation(_with(wish.staff, ground.known.knowledge)),
            self._search,
            self._began,
            _AGENTS[wish.staff],
            self._desk.perform,
            around.clock.now,
        )

    async def ring(self, is_open: bool | None) -> None:
        """In the words of the telephone: that is how most callers come."""
        await self._happen(self._call.ring(None, self._version, is_open, begun=DEMONSTRATION))

    async def say(self, words: str) -> None:
        words = " ".join(words.split())[:MOST_LETTERS]
        turn = Turn(keys=words) if words in _KEYS else Turn(say=words)
        async with self._turn:
            self.heard_at = self._around.clock.seconds()
            await self._happen(self._call.take(turn))

    def told(self) -> Trial:
        return Trial(
            where=self.where,
            began=self._began,
            turns=told_of(self._items, self._titles),
            over=self._call.over,
        )

    async def close(self) -> None:
        async with self._turn:
            await self._loop.run_in_executor(self._worker, self._desk.close)

    async def _happen(self, items: Iterator[Event | Act]) -> None:
        """What had happened before a fault can still be read."""

        def go_on() -> None:
            for item in items:
                self._items.append(item)

        try:
            await self._loop.run_in_executor(self._worker, go_on)
        except Exception as error:  # the edge of a trial: nothing of it may reach calls
            logger.opt(exception=error).error("a trial was ended by a fault")
            raise CannotTry(_BROKEN) from None

    def _search(self, query: str, language: str, day: date) -> Findings:
        """In the thread of the worker, while the loop goes on."""
        found = self._looks_up(query, language, day)
        words = reworded(found, query, self._around.rewriter)
        return asyncio.run_coroutine_threadsafe(words, self._loop).result()


def _with(staff: Staff, knowledge: Knowledge) -> Knowledge:
    """With a person to be had in every department, where somebody is there."""
    everywhere = knowledge.municipality.departments
    return staffed(knowledge, everywhere) if staff is not Staff.NONE else knowledge


def told_of(items: Sequence[Event | Act], titles: Titles) -> list[Explanation]:
    """Every turn explained."""
    return [explained(each, titles) for each in turns(items)]
