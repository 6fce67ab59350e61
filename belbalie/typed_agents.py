"""The way from a conversation by text to a person at the desk: the same queue, without sound."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Protocol

from loguru import logger

from belbalie.desk_house import DeskHouse
from belbalie.household import Household
from belbalie.transfers import CallTransfers, Ways
from dialog.acts import Act, CancelTransfer, Transfer
from dialog.agent_outcomes import AgentOutcome
from dialog.events import TYPED, Event, Said
from telephony.agent_line import AgentLine
from telephony.screen_line import SilentLine
from voice.mind import BACK


class Typing(Protocol):
    """The conversation, as this needs it."""

    async def catch_up(self) -> None:
        """Take what came from outside, in its turn."""

    async def hang_up(self, by: str | None = None) -> None:
        """It is over."""


class _ReadTransfers(CallTransfers):
    """Nothing is said to an agent on a line without sound: the card is on the page."""

    async def _say(self, line: AgentLine, text: str, said: Callable[[Said], None]) -> None:
        return


class Together:
    """Of one conversation. `close` ends all that it began."""

    def __init__(self, call: str, transfers: CallTransfers, typing: Typing) -> None:
        self._call, self._transfers, self._typing = call, transfers, typing
        self._caller = SilentLine(call, TYPED)
        self._came: deque[Event] = deque()
        self._some = asyncio.Event()
        self._closed = False
        self._following: asyncio.Task[None] | None = None
        self._talking: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._transfers.report_to(self.tell)
        self._following = self._start(self._follow(), "what comes from the desk")

    def tell(self, event: Event) -> None:
        self._came.append(event)
        self._some.set()

    def next(self) -> Event | None:
        """What came first of all that was not taken in yet; None: nothing."""
        return self._came.popleft() if self._came else None

    def send_back(self, agent: str, outcome: AgentOutcome | None) -> bool:
        return self._transfers.send_back(agent, outcome)

    def see(self, item: Event | Act) -> None:
        """What the conversation did: it may want a person, or no more."""
        if isinstance(item, Transfer):
            self._transfers.begin(item)
        elif isinstance(item, CancelTransfer):
            self._transfers.cancel()

    async def join(self) -> None:
        """Bring the caller together with who said yes. Where that agent went, a report follows."""
        if await self._transfers.join(self._caller):
            self._talking = self._start(self._talk(), "with an agent")

    async def leave(self) -> None:
        """The caller is gone, or the agent is."""
        self._caller.drop()
        await self._transfers.leave()

    async def close(self) -> None:
        self._closed = True
        self._some.set()
        self._caller.drop()
        await self._transfers.close()

    async def _follow(self) -> None:
        while not self._closed:
            await self._some.wait()
            self._some.clear()
            await self._typing.catch_up()

    async def _talk(self) -> None:
        by = await self._transfers.talk()
        if by not in BACK:
            await self._typing.hang_up(by)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
        task = asyncio.create_task(work, name=f"{name} for {self._call}")
        task.add_done_callback(self._done)
        return task

    def _done(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and task.exception() is not None:
            logger.error("{}: failed, {}", task.get_name(), type(task.exception()).__name__)


def together(
    call: str,
    household: Household,
    desk: DeskHouse,
    happened: Sequence[Event | Act],
    typing: Typing,
) -> Together:
    ways = Ways(
        dialler=desk.dialling,
        voices=household.speaking,
        clock=household.clock,
        knowledge=household.known.knowledge,
        happened=lambda: happened,
        caller=None,
        standing=partial(desk.switchboard.standing, call),
    )
    return Together(call, _ReadTransfers(ways), typing)
