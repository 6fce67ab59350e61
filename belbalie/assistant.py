"""Answers a line: one conversation, one record, one pipeline; their end is the end of the call."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from loguru import logger

from belbalie.cards import Cards
from belbalie.desk_house import DeskHouse
from belbalie.household import Household
from belbalie.metrics import Metrics
from belbalie.running_news import RunningNews
from belbalie.searching import found_in, searching
from belbalie.transfers import CallTransfers, Ways
from connectors.webhook import Webhook
from dialog.acts import Act, Perform
from dialog.conversation import Conversation
from dialog.crisis import over_at, told_at_once
from dialog.events import Event, Rung
from dialog.knowledge import Knowledge
from dialog.rating import is_asked
from dialog.services import FAILED, Outcome
from dialog.titles import Titles
from records.call_codes import Begun
from telephony.agent_line import Dialler
from voice.ears import Clock
from voice.line import Line
from voice.mind import Record
from voice.performing import Performs
from voice.pipeline import converse
from voice.processors import House
from voice.rehearsal import Receives

CODE_SECONDS = 2.0
"""Nobody waits longer for the greeting because of a code."""

Result = TypeVar("Result")
Witness = Callable[[Event | Act], None]
"""Sees every event and act after it was recorded."""
Converses = Callable[[Knowledge, str], Receives]
"""Begins a call's conversation, from what is known and the language it starts in."""


def conversation(knowledge: Knowledge, language: str) -> Receives:
    return Conversation(knowledge, language=language)


class Assistant:
    """The desk's computer. One for all calls."""

    def __init__(
        self,
        household: Household,
        metrics: Metrics | None = None,
        dialler: Dialler | None = None,
        webhook: Webhook | None = None,
        converses: Converses = conversation,
        desk: DeskHouse | None = None,
    ) -> None:
        """`dialler` rings agents; without one a person rings back. `webhook` gets the cards. With a
        `desk` callers wait in its queue, and its agents see the calls.
        """
        self._desk = desk
        self._converses = converses
        self._household = household
        self._dialler, self._webhook = dialler, webhook
        self._metrics = metrics or Metrics()
        self._calls = 0
        self.idle = asyncio.Event()
        """Set while there is no call: the time for work that can wait."""
        self.idle.set()

    def is_full(self) -> bool:
        return self._calls >= self._household.settings.calls

    @property
    def free(self) -> int:
        """Calls that can still be taken."""
        return self._household.settings.calls - self._calls

    @property
    def calls(self) -> int:
        """Calls in progress."""
        return self._calls

    async def answer(
        self, line: Line, witness: Witness | None = None, *, language: str = "nl",
        now: datetime | None = None,
    ) -> None:  # fmt: skip
        """Carry the call on this line to its end. `now` sets the clock that the call begins with.

        What goes wrong in the call is logged and ends this call only.
        """
        self._calls += 1
        self.idle.clear()
        self._metrics.calls.inc()
        logger.info("call {} {}: answered", line.kind, line.id)
        try:
            await self._converse(line, witness, language, now)
        except asyncio.CancelledError:
            raise
        except Exception:  # the edge of a call: nothing of it may reach another
            self._metrics.faults.inc()
            logger.exception("call {}: ended by a fault", line.id)
        finally:
            self._calls -= 1
            if self._calls == 0:
                self.idle.set()
            self._metrics.calls.dec()
            await line.hang_up()
            logger.info("call {} {}: over", line.kind, line.id)

    async def _converse(
        self, line: Line, witness: Witness | None, language: str, now: datetime | None
    ) -> None:
        household, known = self._household, self._household.known
        looks_up = found_in(household)  # before the first wait: content may change in it
        clock = household.clock if now is None else _clock_from(now, household.clock)
        performs = self._performing(line.id, clock)
        desk = self._desk
        content = known.knowledge if desk is None else desk.staffed(known.knowledge)
        talk = self._converses(content, language)
        await household.writer.open_call(line.id, line.kind)
        board = desk.switchboard if desk is not None else None
        news = RunningNews(household.service_desk.messages, clock.now)
        rung = await self._rung(line, clock, known.knowledge)
        happened: list[Event | Act] = []
        cards = Cards(self._webhook, line.id, Titles.of(known.knowledge))

        def see(item: Event | Act) -> None:
            happened.append(item)
            if board is not None:
                board.see(line.id, item)
            cards.see(item, happened)
            if witness is not None:
                witness(item)

        ways = Ways(
            dialler=self._dialler,
            voices=household.speaking,
            clock=clock,
            knowledge=known.knowledge,
            happened=lambda: happened,
            caller=line.caller,
            standing=partial(board.standing, line.id) if board is not None else None,
        )
        transfers = CallTransfers(ways)
        house = House(
            ears=household.listening,
            voices=household.speaking,
            activity=household.activity,
            search=searching(looks_up, clock.now, household.rewriter),
            record=self._recording(line.id, see),
            transfers=transfers,
            clock=clock,
            voice_rate_hz=household.speaking.speaker.out_rate_hz,
            performs=performs,
        )
        following = asyncio.create_task(news.follow(transfers.tell), name=f"news for {line.id}")
        keeping = asyncio.create_task(self._keep_line(line, rung.at), name=f"line of {line.id}")
        try:
            if board is not None:
                board.begin(line.id, line.kind, clock.now(), transfers)
            await converse(line, talk, house, rung, language)
        finally:
            following.cancel()
            await asyncio.gather(following, keeping, return_exceptions=True)
            if board is not None:
                board.ended(line.id)
            left = talk.after.unfinished if isinstance(talk, Conversation) else None
            await self._ended(line.id, left.script if left else None, clock)

    async def _keep_line(self, line: Line, now: datetime) -> None:
        """For the agent who wants to know of earlier calls; the greeting does not wait for it."""
        lines = self._household.service_desk.lines
        await self._looked_up(
            line.id, "line not kept", None, lambda: lines.keep(line.id, line.caller, now)
        )

    async def _rung(self, line: Line, clock: Clock, knowledge: Knowledge) -> Rung:
        """The call begins: with what is known of the line, looked up all at once."""
        calls = self._household.service_desk.calls
        wishes = self._household.service_desk.wishes
        now = clock.now()
        no_code: Begun | None = None
        came, begun, calm = await asyncio.gather(
            self._crisis(line.id, clock),
            self._looked_up(
                line.id, "no code", no_code, lambda: calls.begin(line.id, line.caller, now)
            ),
            self._looked_up(
                line.id, "wishes not read", False, lambda: wishes.calm(line.caller, now)
            ),
        )
        told = told_at_once(came)
        return Rung(
            at=clock.now(),
            caller=line.caller,
            called=line.called,
            can_transfer=self._dialler is not None,
            line=line.kind,
            content_version=knowledge.version,
            asks_rating=is_asked(line.id, knowledge.municipality.rating_percent),
            crisis=told.get("nl"),
            crisis_en=told.get("en"),
            crisis_until=over_at(came),
            code=begun.code if begun else None,
            left=begun.left if begun else None,
            calm=calm,
        )

    async def _looked_up(
        self, call: str, what: str, otherwise: Result, look: Callable[[], Result]
    ) -> Result:
        """What the records hold of this caller; a call does not wait for a fault in them."""
        try:
            async with asyncio.timeout(CODE_SECONDS):
                return await asyncio.to_thread(look)
        except Exception as error:  # the call matters more than what was kept of another
            logger.error("call {}: {}, {}", call, what, type(error).__name__)
            return otherwise

    async def _ended(self, call: str, left: str | None, clock: Clock) -> None:
        """Keep what was left, and forget what is to be forgotten."""
        calls = self._household.service_desk.calls
        try:
            await asyncio.to_thread(calls.end, call, left, clock.now())
        except Exception as error:  # what is to be forgotten is tried again every minute
            logger.error("call {}: not ended as it should, {}", call, type(error).__name__)

    def _performing(self, call: str, clock: Clock) -> Performs:
        """By the content that is in force as the call begins."""
        desk = self._household.service_desk
        services, room = desk.services, desk.begun()

        async def perform(act: Perform) -> Outcome:
            values, now = dict(act.values), clock.now()
            return await services.perform(act.service, values, now=now, call=call, room=room)

        return perform

    async def _crisis(self, call: str, clock: Clock) -> Outcome:
        """What everybody is to hear as the call begins; a call does not wait for a fault in it."""
        try:
            return await self._performing(call, clock)(Perform(service="crisis.active"))
        except Exception as error:  # the call matters more than the message
            logger.error("call {}: no crisis message, {}", call, type(error).__name__)
            return Outcome(FAILED)

    def _recording(self, call: str, see: Witness) -> Record:
        async def record(*items: Event | Act) -> None:
            await self._household.writer.append(call, *items)
            for item in items:
                self._metrics.count(item)
                see(item)

        return record


def _clock_from(now: datetime, clock: Clock) -> Clock:
    """A clock that stood at `now` when it was made and goes on in real time."""
    began = clock.now()
    return Clock(now=lambda: now + (clock.now() - began), seconds=clock.seconds)
