"""Conversations by text in the service (port `desk.typed.Typed`): recorded like every call.

The conversation itself works in a thread, a step at a time; each step is on disk before it has
any effect.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeVar

from loguru import logger

from belbalie.cards import Cards
from belbalie.desk_house import DeskHouse
from belbalie.document_answers import reworded
from belbalie.household import Household
from belbalie.live_calls import stage_after
from belbalie.metrics import Metrics
from belbalie.running_news import RunningNews
from belbalie.searching import found_in
from belbalie.text_call import Agents, TextCall, Turn
from belbalie.typed_agents import Together, together
from connectors.webhook import Webhook
from desk.switchboard import Stage
from desk.typed import Full, Gone, Line, Told
from dialog.acts import Act, Connect, Expectation, Listen, Say
from dialog.agent_outcomes import AgentOutcome
from dialog.conversation import Conversation
from dialog.events import TYPED, Event, Exchanged, Findings, Heard, HungUp
from dialog.rating import is_asked
from dialog.services import Outcome
from dialog.titles import Titles

MOST_LETTERS = 1000
"""In one turn; what is longer is cut: nobody says more in one breath."""
IDLE_SECONDS = 3600.0
"""So long a conversation waits for somebody who types slowly, or has to find a paper."""
_LOOK_SECONDS = 60.0
_KEYS = frozenset("0123456789*#")
_SECRET_BYTES = 24
_ENDED = 100
"""Conversations that are over and can still be read by who had them."""
_DONE = object()
_AWAITS = frozenset({Stage.QUEUED, Stage.RINGING, Stage.AGENT})
_AGENT_LEFT = {
    "nl": "De medewerker heeft het gesprek afgesloten.",
    "en": "The person has ended the conversation.",
}

Result = TypeVar("Result")


class TypedCalls:
    """All of them. `keep_tidy` is run beside them by who made this."""

    def __init__(
        self,
        household: Household,
        metrics: Metrics,
        webhook: Webhook | None = None,
        desk: DeskHouse | None = None,
    ) -> None:
        """Without a `desk` nobody can be had now, and a person gets in touch later."""
        self._desk = desk
        self._household = household
        self._metrics = metrics
        self._webhook = webhook
        self._calls: dict[str, _TypedCall] = {}
        self._ended: OrderedDict[str, Told] = OrderedDict()
        self._beginning = 0

    async def begin(self) -> str:
        if len(self._calls) + self._beginning >= self._household.settings.text_calls:
            self._metrics.refused.inc()
            logger.info("a conversation by text was refused: all places are taken")
            raise Full
        self._beginning += 1
        try:
            call = _TypedCall(self._household, self._metrics, self._webhook, self._desk)
            await call.begin()
        finally:
            self._beginning -= 1
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        self._calls[secret] = call
        self._metrics.calls.inc()
        return secret

    def told(self, call: str, since: int = 0) -> Told:
        if call in self._ended:
            ended = self._ended[call]
            return replace(ended, lines=ended.lines[since:], first=since)
        return self._of(call).told(since)

    async def news(self, call: str, since: int, seconds: float) -> Told:
        if call not in self._ended:
            await self._of(call).news(since, seconds)
        return self.told(call, since)

    async def say(self, call: str, words: str) -> Told:
        if call in self._ended:
            return replace(self._ended[call], lines=())
        talk = self._of(call)
        new = await talk.say(words)
        if new.over:
            await self._end(call)
        return new

    async def leave(self, call: str) -> Told:
        if call not in self._ended:
            self._of(call)
            await self._end(call)
        return self._ended[call]

    async def keep_tidy(self) -> None:
        """End what nobody has answered for an hour; until cancelled, then all of them."""
        try:
            while True:
                await asyncio.sleep(_LOOK_SECONDS)
                now = self._household.clock.seconds()
                for call in [key for key, each in self._calls.items() if each.may_end(now)]:
                    await self._end(call)
        finally:
            for call in list(self._calls):
                await self._end(call)

    def _of(self, call: str) -> "_TypedCall":
        found = self._calls.get(call)
        if found is None:
            raise Gone
        return found

    async def _end(self, call: str) -> None:
        """What was said can be read for a while; the place is free."""
        talk = self._calls.pop(call, None)
        if talk is None:
            return
        self._metrics.calls.dec()
        await talk.hang_up()
        self._ended[call] = talk.told()
        if len(self._ended) > _ENDED:
            self._ended.popitem(last=False)


class _TypedCall:
    """One conversation: turns one after the other."""

    def __init__(
        self,
        household: Household,
        metrics: Metrics,
        webhook: Webhook | None,
        desk: DeskHouse | None,
    ) -> None:
        self.id = f"text-{secrets.token_hex(8)}"
        self._household, self._metrics = household, metrics
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._lines: list[Line] = []
        self._asks_yes_no = self._over = self._hung_up = False
        self._heard_at = household.clock.seconds()
        known = household.known
        self._version = known.knowledge.version
        self._asks_rating = is_asked(self.id, known.knowledge.municipality.rating_percent)
        self._sorry = known.knowledge.sentences["failed_record"]
        self._looks_up = found_in(household)
        self._room = household.service_desk.begun()
        self._news = RunningNews(household.service_desk.messages, household.clock.now)
        self._happened: list[Event | Act] = []
        self._cards = Cards(webhook, self.id, Titles.of(known.knowledge))
        self._stage = Stage.ASSISTANT
        self._language = "nl"
        self._changed = asyncio.Event()
        self._conversation = Conversation(
            known.knowledge if desk is None else desk.staffed(known.knowledge)
        )
        self._board = desk.switchboard if desk is not None else None
        self._agents: Together | None = None
        if desk is not None:
            self._agents = together(self.id, household, desk, self._happened, self)
        self._call = TextCall(
            self._conversation,
            self._search,
            household.clock.now(),
            Agents.REAL if desk is not None else Agents.NONE,
            self._perform,
            household.clock.now,
        )

    async def begin(self) -> None:
        await self._household.writer.open_call(self.id, TYPED)
        if self._board is not None:
            self._board.begin(self.id, TYPED, self._household.clock.now(), self)
        if self._agents is not None:
            self._agents.begin()
        can = self._agents is not None
        rings = self._call.ring(
            None, self._version, can_transfer=can, line=TYPED, asks_rating=self._asks_rating
        )
        await self._happen(rings)

    def told(self, since: int = 0) -> Told:
        lines, stage = tuple(self._lines[since:]), self._stage
        awaits = stage in _AWAITS and not self._over
        asks = self._asks_yes_no and stage is not Stage.AGENT
        agent = awaits and stage is Stage.AGENT
        return Told(lines, asks, self._over, since, awaits, agent)

    async def news(self, since: int, seconds: float) -> None:
        """Wait until there is a line of that number, or it is over; no longer than so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(self._lines) <= since and not self._over:
                    await self._changed.wait()

    def may_end(self, now: float) -> bool:
        return self._over or now - self._heard_at > IDLE_SECONDS

    # -- from the desk (port `belbalie.live_calls.Controls`) ---------------------------------------

    def tell(self, event: Event) -> None:
        if self._agents is not None:
            self._agents.tell(event)

    def send_back(self, agent: str, outcome: AgentOutcome | None) -> bool:
        return self._agents is not None and self._agents.send_back(agent, outcome)

    def write(self, agent: str, words: str) -> bool:
        if self._stage is not Stage.AGENT or self._over:
            return False
        now = self._household.clock.now()
        self.tell(Exchanged(at=now, who="agent", text=words[:MOST_LETTERS], agent=agent))
        return True

    async def catch_up(self) -> None:
        async with self._turn:
            await self._catch_up()

    async def _catch_up(self) -> None:
        """Take in what came from outside: of the desk, or of a transfer."""
        while self._agents is not None and not self._over:
            event = self._agents.next()
            if event is None:
                return
            await self._take_in(event)

    async def _take_in(self, event: Event) -> None:
        if isinstance(event, Exchanged):
            await self._happen(iter((self._conversation.masked(event),)))
        else:
            await self._happen(self._call.tell(event))
        self._heard_at = self._household.clock.seconds()

    async def say(self, words: str) -> Told:
        async with self._turn:
            self._heard_at = self._household.clock.seconds()
            before = len(self._lines)
            words = " ".join(words.split())[:MOST_LETTERS]
            if words and not self._over and self._stage is Stage.AGENT:
                now = self._household.clock.now()
                await self._take_in(Exchanged(at=now, who="caller", text=words))
            elif words and not self._over:
                turn = Turn(keys=words) if words in _KEYS else Turn(say=words)
                if turn.keys:
                    self._lines.append(Line("caller", words))
                await self._happen(chain(self._news_came(), self._call.take(turn)))
                await self._catch_up()
            return self.told(before)

    def _news_came(self) -> Iterator[Event | Act]:
        """Crisis messages that came into force since the last turn."""
        came: list[Event] = []
        self._news.look(came.append)
        return chain.from_iterable(self._call.tell(event) for event in came)

    async def hang_up(self, by: str | None = None) -> None:
        async with self._turn:
            if self._hung_up:
                return
            self._hung_up = True
            if self._agents is not None:
                await self._agents.leave()
                await self._catch_up()
            await self._happen(self._call.hang_up(by))
            self._over = True
        await self._let_go()

    async def _let_go(self) -> None:
        """Nothing of the house holds on to it any more."""
        self._tell_news()
        if self._agents is not None:
            await self._agents.close()
        if self._board is not None:
            self._board.ended(self.id)

    def _tell_news(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _happen(self, items: Iterator[Event | Act]) -> None:
        """Let it go on, step by step. When a step cannot be recorded there is no further one."""
        try:
            connects = False
            while (item := await asyncio.to_thread(next, items, _DONE)) is not _DONE:
                await self._household.writer.append(self.id, item)  # type: ignore[arg-type]
                self._see(item)  # type: ignore[arg-type]
                connects = connects or isinstance(item, Connect)
            if connects and self._agents is not None:
                await self._agents.join()
        except Exception as error:  # the edge of a call: nothing of it may reach another
            self._metrics.faults.inc()
            logger.error("call {}: ended by a fault, {}", self.id, type(error).__name__)
            self._over = self._hung_up = True
            self._lines.append(Line("desk", self._sorry["nl"]))
            await self._let_go()
            return
        self._over = self._over or self._call.over
        self._tell_news()

    def _see(self, item: Event | Act) -> None:
        self._metrics.count(item)
        self._happened.append(item)
        self._cards.see(item, self._happened)
        self._stage = stage_after(self._stage, item)
        if self._board is not None:
            self._board.see(self.id, item)
        if self._agents is not None:
            self._agents.see(item)
        if isinstance(item, Heard) and item.text:
            self._lines.append(Line("caller", item.text, item.language))
        elif isinstance(item, Say):
            self._language = item.language
            self._lines.append(Line("desk", item.text, item.language))
        elif isinstance(item, Exchanged):
            self._lines.append(Line("agent" if item.who == "agent" else "caller", item.text))
        elif isinstance(item, HungUp) and item.by == "agent":
            language = self._language if self._language in _AGENT_LEFT else "nl"
            self._lines.append(Line("desk", _AGENT_LEFT[language], language))
        elif isinstance(item, Listen):
            self._asks_yes_no = item.expect is Expectation.YES_NO

    # -- in the thread -------------------------------------------------------------------------

    def _search(self, query: str, language: str, day: date) -> Findings:
        found = self._looks_up(query, language, day)
        return self._wait_for(reworded(found, query, self._household.rewriter))

    def _perform(self, service: str, values: Mapping[str, str], now: datetime) -> Outcome:
        services = self._household.service_desk.services
        return self._wait_for(
            services.perform(service, values, now=now, call=self.id, room=self._room)
        )

    def _wait_for(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()
