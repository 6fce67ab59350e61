"""What we would say if the caller's turn ended here, found out and rendered while it may go on.

The conversation is pure, so a fork of it can be told the words of a pause: what it looks up is
searched, what it asks of services that change nothing is asked, and the first sentence of its
answer is made. If the turn does end there, search and
sound are ready; if the caller goes on, nothing of it has happened.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol, Self

from loguru import logger

from dialog.acts import Act, LookUp, Perform, Say
from dialog.events import Event, Findings, Found, Heard, Performed
from voice.performing import may_be_tried

Search = Callable[[str, str], Awaitable[Findings]]


class Receives(Protocol):
    """The conversation, as the pipeline sees it."""

    def masked(self, event: Event) -> Event:
        """The event as it may be written down, before it is received."""

    def receive(self, event: Event) -> list[Act]: ...

    def fork(self) -> Self: ...


Tries = Callable[[Perform], Awaitable[Performed]]
"""Asks a service that leaves nothing behind."""


class Rehearsal:
    """One call's. Who made it calls `drop` at the end and awaits `close`."""

    def __init__(
        self,
        search: Search,
        prepare: Callable[[Say], Awaitable[None]],
        tries: Tries | None = None,
    ) -> None:
        """`prepare` begins the sound of what may be said; each call replaces the one before."""
        self._search = search
        self._tries = tries
        self._prepare = prepare
        self._asked: tuple[str, str] | None = None
        self._found: asyncio.Task[Findings] | None = None
        self._trying: asyncio.Task[None] | None = None

    def begin(self, conversation: Receives, heard: Heard) -> None:
        """Try these words out, and forget the ones before."""
        self.drop()
        self._trying = asyncio.create_task(self._try(conversation.fork(), heard), name="rehearse")

    def drop(self) -> None:
        """The caller went on."""
        for task in (self._trying, self._found):
            if task is not None:
                task.cancel()
        self._asked = self._found = None

    async def close(self) -> None:
        """Let go of everything."""
        tasks = [task for task in (self._trying, self._found) if task is not None]
        self.drop()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def search(self, query: str, language: str) -> Findings:
        """As the search itself; what was looked up in rehearsal is there, or nearly."""
        found = self._found
        if found is None or self._asked != (query, language) or _failed(found):
            return await self._search(query, language)
        return await asyncio.shield(found)

    async def _try(self, fork: Receives, heard: Heard) -> None:
        try:
            acts = deque(fork.receive(heard))
            while acts:
                act = acts.popleft()
                if isinstance(act, Say):
                    await self._prepare(act)
                    return
                event = await self._answer(act, heard)
                if event is not None:
                    acts.extend(fork.receive(event))
        except Exception:  # it is only a rehearsal: what is wrong shows when it counts
            logger.opt(exception=True).debug("a rehearsal failed")

    async def _answer(self, act: Act, heard: Heard) -> Event | None:
        """What comes of an act that leaves nothing behind; nothing is made up for the others."""
        if isinstance(act, LookUp):
            return await self._look_up(act, heard)
        if isinstance(act, Perform) and self._tries is not None and may_be_tried(act):
            return await self._tries(act)
        return None

    async def _look_up(self, act: LookUp, heard: Heard) -> Found:
        self._asked = (act.query, act.language)
        self._found = asyncio.create_task(self._searched(act), name="look up in rehearsal")
        self._found.add_done_callback(_failed)  # looked at, also where nobody waits for it
        findings = await asyncio.shield(self._found)
        return findings.found(heard.at, act.query)

    async def _searched(self, act: LookUp) -> Findings:
        return await self._search(act.query, act.language)


def _failed(task: "asyncio.Task[Findings]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
