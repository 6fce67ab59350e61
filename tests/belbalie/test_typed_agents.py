"""Who types gets a person: the queue of the house, its desk, and both sides of what is written."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from belbalie.agent_phones import Phones
from belbalie.dialling import Dialling
from belbalie.metrics import Metrics
from belbalie.switchboard import HouseSwitchboard
from belbalie.typed_calls import TypedCalls
from desk.agents import Agent
from desk.switchboard import NotNow, Presence, Stage
from dialog.acts import Act
from dialog.events import Event, Exchanged, Findings, HungUp, SentBack
from dialog.services import FAILED, Outcome
from telephony.desk_phones import DeskPhones
from telephony.screen_line import Screens
from tests.dialog.staffed import staffed
from tests.telephony.answering import eventually
from voice.ears import Clock

SANNE = Agent(
    name="sanne",
    title="Sanne de Wit",
    departments=("klantcontact", "burgerzaken"),
    address="sip:sanne@h",
)
BSN = "111222333"
OPEN = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@dataclass
class Log:
    """Keeps what is recorded, in order."""

    items: list[Event | Act] = field(default_factory=list)

    async def open_call(self, call: str, kind: str) -> None:
        return

    async def append(self, call: str, *items: Event | Act) -> None:
        self.items += items


class NoServices:
    async def perform(self, *_: object, **__: object) -> Outcome:
        return Outcome(FAILED)


@dataclass
class House:
    typed: TypedCalls
    board: HouseSwitchboard
    log: Log
    now: Callable[[], datetime]

    @property
    def call(self) -> str:
        return self.board.calls()[0].call

    def words(self, page: str) -> str:
        return " ".join(line.text for line in self.typed.told(page).lines)

    async def with_sanne(self) -> str:
        """A caller who asked for a person, and has one."""
        page = await self.typed.begin()
        await self.typed.say(page, "0")
        await eventually(lambda: self.board.calls()[0].stage is Stage.RINGING)
        self.board.accept("sanne", self.call)
        await eventually(lambda: self.typed.told(page).agent)
        return page


@asynccontextmanager
async def house(*agents: Agent) -> AsyncIterator[House]:
    knowledge = staffed()
    began = time.monotonic()
    clock = Clock(
        now=lambda: OPEN + timedelta(seconds=time.monotonic() - began), seconds=time.monotonic
    )
    log, screens = Log(), Screens()
    household: Any = SimpleNamespace(
        known=SimpleNamespace(knowledge=knowledge, search=lambda *_: Findings()),
        settings=SimpleNamespace(text_calls=5),
        clock=clock,
        writer=log,
        speaking=None,
        rewriter=None,
        answers=None,
        service_desk=SimpleNamespace(
            messages=lambda *_: (), crisis=None, services=NoServices(), begun=lambda: None
        ),
    )
    board = HouseSwitchboard(clock, lambda: knowledge.municipality, Phones(screens=screens))
    desk: Any = SimpleNamespace(
        staffed=lambda content: content,
        switchboard=board,
        dialling=Dialling(DeskPhones(), None, screens),
    )
    typed = TypedCalls(household, Metrics(), None, desk)
    for agent in agents:
        board.sit_down(agent)
        board.be(agent.name, Presence.AVAILABLE)
    tidying = asyncio.create_task(typed.keep_tidy())
    await asyncio.sleep(0)
    yield House(typed, board, log, clock.now)
    tidying.cancel()
    await asyncio.gather(tidying, return_exceptions=True)


async def test_both_read_what_the_other_writes_and_it_is_kept_masked() -> None:
    async with house(SANNE) as desk:
        page = await desk.with_sanne()
        await desk.typed.say(page, f"mijn bsn is {BSN}")
        desk.board.write("sanne", desk.call, "Dag, ik help u.")
        seen = len(desk.typed.told(page).lines)
        news = await desk.typed.news(page, seen, 5)
        assert [(line.speaker, line.text) for line in news.lines] == [("agent", "Dag, ik help u.")]
        said = [item for item in desk.log.items if isinstance(item, Exchanged)]
        assert [(item.who, item.agent) for item in said] == [
            ("caller", ""),
            ("agent", "Sanne de Wit"),
        ]
        assert BSN not in said[0].text + desk.words(page)


async def test_who_is_given_back_goes_on_with_the_assistant() -> None:
    async with house(SANNE) as desk:
        page = await desk.with_sanne()
        desk.board.send_back("sanne", desk.call, None)
        await eventually(lambda: not desk.typed.told(page).awaits)
        await eventually(lambda: "weer met de computer" in desk.words(page))
        assert any(isinstance(item, SentBack) for item in desk.log.items)
        with pytest.raises(NotNow):
            desk.board.write("sanne", desk.call, "Nog iets.")
        assert (await desk.typed.say(page, "help")).lines[-1].speaker == "desk"


async def test_when_the_agent_hangs_up_it_is_over_for_both() -> None:
    async with house(SANNE) as desk:
        page = await desk.with_sanne()
        desk.board.hang_up("sanne", desk.call)
        await eventually(lambda: desk.typed.told(page).over)
        assert "De medewerker heeft het gesprek afgesloten." in desk.words(page)
        assert [item.by for item in desk.log.items if isinstance(item, HungUp)] == ["agent"]


async def test_when_the_caller_leaves_the_agent_can_finish() -> None:
    async with house(SANNE) as desk:
        page = await desk.with_sanne()
        call = desk.call
        await desk.typed.leave(page)
        await eventually(lambda: desk.board.calls()[0].stage is Stage.OVER)
        desk.board.finish("sanne", call)
        assert not desk.board.calls()


async def test_an_agent_whose_pages_are_all_closed_leaves_the_caller_first_in_line() -> None:
    other = Agent(name="piet", title="Piet", departments=SANNE.departments, address="sip:piet@h")
    async with house(SANNE) as desk:
        page = await desk.with_sanne()
        desk.board.sit_down(other)
        desk.board.be("piet", Presence.AVAILABLE)
        desk.board.stand_up("sanne")
        await eventually(lambda: desk.board.calls()[0].agent == "piet")
        assert "De medewerker viel weg." in desk.words(page)


async def test_an_agent_takes_over_a_conversation_by_text() -> None:
    async with house(SANNE) as desk:
        page = await desk.typed.begin()
        desk.board.take_over("sanne", desk.call)
        await eventually(lambda: desk.typed.told(page).agent)
        desk.board.write("sanne", desk.call, "Ik lees mee.")
        await eventually(lambda: "Ik lees mee." in desk.words(page))


async def test_a_telephone_without_a_page_is_not_rung_for_who_types() -> None:
    async with house() as desk:
        page = await desk.typed.begin()
        told = await desk.typed.say(page, "0")
        assert not told.awaits
        assert any("nummer" in line.text for line in told.lines)
