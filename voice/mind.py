"""Events into acts, each recorded before it has any effect; one event after the other.

It works in a task of its own, so that an interruption never waits for a slow record. Looking up
goes on beside it, so that a key or an alarm never waits for a slow search: what is found comes
back as an event, after whatever has happened in the meantime.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from loguru import logger

from dialog.acts import Act, CancelTransfer, HangUp, LookUp, Perform, Say, Transfer
from dialog.commands import Command, command
from dialog.events import Event, Failed, Heard, HungUp, Keyed, Measured, Performed, Said
from dialog.safety import danger
from voice.ears import Clock, TurnTimes
from voice.line import Line
from voice.performing import Performing, Performs, nobody
from voice.rehearsal import Receives, Rehearsal, Search

EVENTS_WAITING = 100
"""A call has some five events a second at most; with so many waiting, the record stands still."""
RECORD_SECONDS = 5.0
"""A record that takes longer has failed: the caller cannot be kept waiting for it."""
SEARCH_SECONDS = 5.0
"""A search takes 50 ms; one that takes so long will not come back in time for anybody."""


class Record(Protocol):
    """Where a call is kept."""

    async def __call__(self, *items: Event | Act) -> None:
        """Write these down, in order: all of them or none. Raises when that cannot be done."""


Tell = Callable[[Event], None]
BACK = frozenset({"back", "lost"})
"""How a talk ends after which the caller is ours again: the agent gave them back, or was lost."""


class Transfers(Protocol):
    """The transfer of one call: how far it came it reports as events, to whoever listens.

    While nobody listens they are kept. Nothing here raises for what goes wrong on the way.
    """

    def report_to(self, tell: Tell | None) -> None:
        """Give what is kept and all that follows to `tell`; with None keep it."""

    def reports(self) -> list[Event]:
        """Give what is kept."""

    def tell(self, event: Event) -> None:
        """Report this too; the first event of a call comes in this way."""

    def begin(self, asked: Transfer) -> None: ...

    def cancel(self) -> None: ...

    async def join(self, line: Line) -> bool:
        """Let the caller on this line and the agent hear each other; False when that is not to
        be: then the transfer goes on, or has failed.
        """

    async def talk(self) -> str:
        """Until one of them hangs up; who: 'caller' or 'agent'; 'fault' where the caller's line
        broke. One of BACK where the caller is ours again: what that is about is reported.
        """

    async def leave(self) -> None:
        """The caller is gone: what an agent is being told stops, and is reported."""

    async def close(self) -> None:
        """The call is over, and with it every leg of it."""


class Hands(Protocol):
    """Who carries out what was decided."""

    async def do(self, act: Act, times: TurnTimes | None) -> None: ...

    async def prepare(self, say: Say) -> None:
        """Begin its sound: it may be said in a moment, or never."""

    async def caption(self, speaker: str, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Files:
    """Where it keeps, and where it finds. Both may raise: then the call goes a step down."""

    record: Record
    search: Search
    transfers: Transfers
    performs: Performs = nobody


class Mind:
    """Who made it runs `run`; and `conclude` at the very end, whatever has happened."""

    def __init__(
        self, name: str, conversation: Receives, files: Files, hands: Hands, clock: Clock
    ) -> None:
        self._name = name
        self._conversation = conversation
        self._files = files
        self._hands = hands
        self._clock = clock
        self._waiting: asyncio.Queue[tuple[Event, TurnTimes | None]] = asyncio.Queue(EVENTS_WAITING)
        self._looking_up: asyncio.Task[None] | None = None
        self._performing = Performing(name, files.performs, clock, self.take)
        self._rehearsal = Rehearsal(files.search, hands.prepare, self._performing.tried)
        self._key_answered = -1.0
        """When a key was last answered, on the monotonic clock."""
        self._given_up = False
        """The record failed: nothing is recorded or done any more, but the end of the call."""
        self._concluded = False

    def take(self, event: Event, times: TurnTimes | None = None) -> None:
        """Think about this after what came before. Raises asyncio.QueueFull."""
        self._waiting.put_nowait((event, times))

    def likely(self, event: Heard) -> None:
        """So the caller's turn sounds at a pause: be ready, should it end there."""
        if not self._given_up and not self._concluded:
            self._rehearsal.begin(self._conversation, event)

    def unlikely(self) -> None:
        """The caller goes on: what was tried is void."""
        self._rehearsal.drop()

    @property
    def concluded(self) -> bool:
        return self._concluded

    async def settle(self, later: Tell) -> None:
        """After `run` was stopped: take in what has been said and that the line is gone; what
        wants an answer is told to `later`.
        """
        await self._performing.finish()
        while not self._waiting.empty():
            event, _ = self._waiting.get_nowait()
            if isinstance(event, HungUp):
                await self.conclude(event)
            elif isinstance(event, Said | Measured | Performed):
                await self.note(event)
            else:
                later(event)

    async def note(self, event: Event) -> None:
        """Record what happens while others talk; there is nothing to be done about it."""
        if not self._concluded and not self._given_up and await self._kept(event):
            self._decide(event)

    async def run(self) -> None:
        """Think until the line is gone."""
        while not self._concluded:
            event, times = await self._waiting.get()
            if isinstance(event, HungUp):
                await self.conclude(event)
            elif self._given_up:
                continue
            elif self._overtaken(event, times):
                logger.info("{}: words were overtaken by a key", self._name)
            else:
                await self._think(event, times)

    async def conclude(self, event: HungUp) -> None:
        """The last word of the record. A second one is none."""
        if self._concluded:
            return
        self._concluded = True
        await self._stop_looking()
        await self._rehearsal.close()
        done = await self._last_done()
        last = await self._last_of_transfers()
        if self._given_up:
            return
        if await self._kept(*done, *last, event):
            for each in done:  # what it would say to it nobody hears; how the call ended it knows
                self._decide(each)
            await self._kept(*self._decide(event))

    async def _last_done(self) -> list[Event]:
        """What services did and was not thought about: the caller hung up too soon to hear it."""
        await self._performing.finish()
        left = [self._waiting.get_nowait()[0] for _ in range(self._waiting.qsize())]
        return [event for event in left if isinstance(event, Performed)]

    async def _last_of_transfers(self) -> list[Event]:
        """What became known of them and was not thought about; it belongs before the end."""
        transfers = self._files.transfers
        transfers.report_to(None)
        await transfers.leave()
        return transfers.reports()

    # -- one event ---------------------------------------------------------------------------

    async def _think(self, event: Event, times: TurnTimes | None) -> None:
        event = self._conversation.masked(event)
        if not await self._kept(event):
            await self._give_up(())
            return
        if isinstance(event, Heard) and event.text:
            await self._hands.caption("caller", event.text)
        acts = self._decide(event)
        if isinstance(event, Keyed) and any(isinstance(act, Say) for act in acts):
            self._key_answered = self._clock.seconds()
            await self._stop_looking()
        if not await self._kept(*acts):
            await self._give_up(acts)
            return
        for act in acts:
            times = await self._do(act, times)

    def _overtaken(self, event: Event, times: TurnTimes | None) -> bool:
        """Words from before a key that was answered: too late, unless they call for help."""
        if not isinstance(event, Heard) or times is None or times.ended > self._key_answered:
            return False
        return not calls_for_help(event.text)

    def _decide(self, event: Event) -> Sequence[Act]:
        try:
            return self._conversation.receive(event)
        except Exception as error:  # a fault of ours: a person is offered; after that we stop
            self._warn("conversation", error)
            if isinstance(event, Failed):
                return (HangUp(),)
            if not isinstance(event, HungUp):
                self.take(Failed(at=self._clock.now(), part="search"))
            return ()

    async def _do(self, act: Act, times: TurnTimes | None) -> TurnTimes | None:
        """Carry one act out; the turn's times travel with the first words that answer it."""
        if isinstance(act, LookUp):
            await self._stop_looking()
            self._looking_up = asyncio.create_task(self._look_up(act, times), name="look up")
            return None
        if isinstance(act, Perform):
            self._performing.begin(act, times)
            return None
        if isinstance(act, Transfer):
            self._files.transfers.begin(act)
            return times
        if isinstance(act, CancelTransfer):
            self._files.transfers.cancel()
            return times
        if isinstance(act, Say):
            await self._hands.caption("desk", act.text)
            await self._hands.do(act, times)
            return None
        await self._hands.do(act, None)
        return times

    # -- searching -----------------------------------------------------------------------------

    async def _look_up(self, act: LookUp, times: TurnTimes | None) -> None:
        try:
            async with asyncio.timeout(SEARCH_SECONDS):
                findings = await self._rehearsal.search(act.query, act.language)
        except Exception as error:  # whatever breaks in there, the caller gets a person
            self._warn("search", error)
            self.take(Failed(at=self._clock.now(), part="search"), times)
        else:
            self.take(findings.found(self._clock.now(), act.query), times)

    async def _stop_looking(self) -> None:
        """What was being looked up is not wanted any more."""
        task, self._looking_up = self._looking_up, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    # -- the record ------------------------------------------------------------------------------

    async def _kept(self, *items: Event | Act) -> bool:
        """Recorded, in one step: each costs a caller the time of a disk."""
        try:
            async with asyncio.timeout(RECORD_SECONDS):
                if items:
                    await self._files.record(*items)
        except Exception as error:
            self._given_up = True
            self._warn("record", error)
            return False
        return True

    async def _give_up(self, decided: Sequence[Act]) -> None:
        """Say goodbye and hang up, and do nothing else that was decided.

        When that was our goodbye already, there is no better one.
        """
        await self._stop_looking()
        left = decided
        if not any(isinstance(act, HangUp) for act in left):
            left = self._decide(Failed(at=self._clock.now(), part="record"))
        for act in left:
            if isinstance(act, Say):
                await self._hands.do(act, None)
        await self._hands.do(HangUp(), None)

    def _warn(self, part: str, error: Exception) -> None:
        logger.opt(exception=error).error("{}: {} failed", self._name, part)


def calls_for_help(text: str) -> bool:
    """Words that count whatever else happens: danger, and a person."""
    return danger(text) is not None or command(text) is Command.PERSON
