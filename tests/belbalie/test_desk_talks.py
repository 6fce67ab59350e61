"""A caller talks with an agent in a browser, and comes back to us: given back, or lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial

import pytest

from belbalie.agent_phones import Phones
from belbalie.dialling import Dialling, NoTelephone
from belbalie.switchboard import HouseSwitchboard
from belbalie.transfers import HOLD_ON, CallTransfers, Ways
from desk.agents import Agent as Account
from dialog.acts import Act, Conclude, OutcomeType
from dialog.agent_outcomes import AgentOutcome
from dialog.conversation import Conversation
from dialog.events import (
    Event,
    HungUp,
    Rung,
    SentBack,
    TakenOver,
    Talked,
    TransferMoved,
    TransferStage,
)
from dialog.knowledge import Agent
from telephony.desk_line import BROKEN_SECONDS, RATE_HZ
from telephony.desk_phones import LEFT_SECONDS, DeskPhones
from tests.belbalie.test_transfers import Voices
from tests.dialog.staffed import SWITCHBOARD, staffed
from tests.dialog.talking import sentence
from tests.telephony.browser import Browser
from tests.telephony.switch import Switch
from tests.voice.simulated_time import clock, passes, simulated
from tests.voice.small_house import CallerLine, ListRecord, house
from voice.pipeline import converse
from voice.voices import SPEAKING_HZ

SANNE = Agent("Sanne de Wit", "desk:sanne")
TOLD_SECONDS = 2.0
"""Within which the caller is to hear that the agent is lost."""


@dataclass
class Call:
    line: CallerLine
    record: ListRecord
    phones: DeskPhones
    browser: Browser
    switch: Switch
    voices: Voices
    transfers: CallTransfers
    task: "asyncio.Task[None]"

    @property
    def stages(self) -> list[TransferStage]:
        return [item.stage for item in self.record.items if isinstance(item, TransferMoved)]

    @property
    def log(self) -> list[Event | Act]:
        return self.record.items

    def said(self, name: str, **values: str) -> bool:
        return sentence(name, **values) in self.voices.texts

    async def connected(self) -> None:
        """The caller asks for a person, and Sanne accepts in the browser."""
        self.line.press("0")
        await passes(2)
        assert self.browser.events[-1] == "ringing"
        self.browser.says(event="accept", call="")
        self.browser.speaks()
        await passes(5)
        assert self.stages[-1] is TransferStage.CONNECTED


@asynccontextmanager
async def calling(*others: Agent) -> AsyncIterator[Call]:
    """A caller who was greeted; Sanne sits at her browser, and rings first."""
    known = staffed(replace(SWITCHBOARD, agents=(SANNE, *others)))
    line, record, voices = CallerLine(), ListRecord(), Voices()
    phones, switch = DeskPhones(), Switch()
    transfers = CallTransfers(
        Ways(Dialling(phones, switch), voices, clock(), known, lambda: record.items, caller=None)
    )
    the_house = replace(
        house(record, transfers=transfers), voices=voices, voice_rate_hz=SPEAKING_HZ
    )
    browser = await Browser(phones).opens()
    rung = Rung(at=the_house.clock.now(), open=True)
    task = asyncio.create_task(converse(line, Conversation(known), the_house, rung))
    await passes(8)
    yield Call(line, record, phones, browser, switch, voices, transfers, task)
    line.go()
    await passes(20)
    await browser.leaves()
    await passes(LEFT_SECONDS + 1)
    assert task.done()
    assert phones.line("sanne") is None
    assert all(each.hung_up() for each in switch.all)
    assert [type(item) for item in record.items[-2:]] == [HungUp, Conclude]


@simulated
async def test_caller_and_browser_hear_each_other_and_the_agent_hears_no_brief() -> None:
    async with calling() as call:
        await call.connected()
        assert call.said("transfer_accepted")
        before = call.browser.seconds_heard
        call.line.say(2, 3)
        await passes(2)
        assert call.browser.seconds_heard == pytest.approx(before + 2.0, abs=0.1)
        assert 1 in call.line.words_heard
        call.browser.says(event="hangup", call="")
        await passes(1)
        assert call.task.done()
    assert [item.by for item in call.log if isinstance(item, HungUp)] == ["agent"]
    assert call.log[-1] == Conclude(outcome=OutcomeType.TRANSFER)


@simulated
async def test_who_talks_when_is_on_record_while_they_talk() -> None:
    async with calling() as call:
        await call.connected()
        call.line.say(8, 8, 8, 8)
        await passes(4)
        (caller,) = [item for item in call.log if isinstance(item, Talked) and item.who == "caller"]
        assert caller.seconds == pytest.approx(1.2, abs=0.1)
        await passes(32)
        assert any(isinstance(item, Talked) and item.who == "agent" for item in call.log)
        assert not call.task.done()


@simulated
async def test_a_caller_who_is_given_back_goes_on_with_us_and_may_ask_for_a_person_again() -> None:
    async with calling() as call:
        await call.connected()
        assert call.transfers.send_back("Sanne de Wit", AgentOutcome.APPOINTMENT)
        assert not call.transfers.send_back("Sanne de Wit", None)
        await passes(8)
        assert call.said("sent_back")
        assert call.browser.events[-1] == "over"
        assert not call.task.done()
        await call.connected()
    assert [type(item) for item in call.log].count(SentBack) == 1


@simulated
async def test_what_the_agent_reached_before_giving_back_is_the_outcome() -> None:
    async with calling() as call:
        await call.connected()
        call.transfers.send_back("Sanne de Wit", AgentOutcome.APPOINTMENT)
        await passes(8)
        call.line.go()
    assert call.log[-1] == Conclude(outcome=OutcomeType.APPOINTMENT)


@simulated
async def test_nobody_is_given_back_who_is_not_talked_with() -> None:
    async with calling() as call:
        assert not call.transfers.send_back("Sanne de Wit", None)
        call.line.press("0")
        await passes(2)
        assert not call.transfers.send_back("Sanne de Wit", None)


@simulated
async def test_a_lost_network_is_told_to_the_caller_in_time_and_the_talk_goes_on() -> None:
    async with calling() as call:
        await call.connected()
        await call.browser.leaves()
        await passes(TOLD_SECONDS)
        assert HOLD_ON["nl"] in call.voices.texts
        await passes(8)
        again = await Browser(call.phones).opens()
        again.speaks(2000)
        await passes(2)
        assert again.events[:2] == ["here", "talking"]
        assert call.line.words_heard[-1] == 2
        assert call.stages[-1] is TransferStage.CONNECTED
        assert again.seconds_heard > 1.5
        await again.leaves()


@simulated
async def test_an_agent_who_does_not_come_back_is_replaced_and_the_caller_is_not_left() -> None:
    async with calling(Agent("Centrale", "sip:centrale@h")) as call:
        await call.connected()
        await call.browser.leaves()
        await passes(BROKEN_SECONDS + 3)
        assert call.said("transfer_lost")
        leg = call.switch.legs["sip:centrale@h"][-1]
        leg.rings()
        leg.picks_up()
        await passes(1)
        leg.presses("1")
        await passes(6)
        assert call.stages[-1] is TransferStage.CONNECTED
        assert TransferStage.AGENT_GONE in call.stages


@simulated
async def test_where_nobody_else_is_there_a_callback_is_arranged() -> None:
    async with calling() as call:
        await call.connected()
        await call.browser.leaves()
        await passes(BROKEN_SECONDS + 12)
        assert call.said("transfer_lost")
        assert call.said("callback_ask_number")


@simulated
async def test_a_caller_may_hang_up_while_the_agent_is_lost() -> None:
    async with calling() as call:
        await call.connected()
        await call.browser.leaves()
        await passes(TOLD_SECONDS)
        call.line.go()
        await passes(2)
        assert call.task.done()
    assert [item.by for item in call.log if isinstance(item, HungUp)] == ["caller"]


@simulated
async def test_a_call_that_is_taken_over_and_lost_goes_on_with_us() -> None:
    async with calling() as call:
        await call.browser.leaves()
        await passes(LEFT_SECONDS + 1)
        taken = TakenOver(at=clock().now(), agent="Sanne de Wit", department="klantcontact")
        call.transfers.tell(taken)
        await passes(8)
        assert call.said("taken_over")
        assert call.said("taken_lost")
        assert not call.task.done()


@simulated
async def test_a_browser_needs_no_sip_and_an_address_on_it_cannot_be_rung_without() -> None:
    phones = DeskPhones()
    browser = await Browser(phones).opens()
    line = await Dialling(phones, None).dial("desk:sanne")
    assert line.out_rate_hz == RATE_HZ
    with pytest.raises(NoTelephone):
        await Dialling(phones, None).dial("sip:balie1@h")
    line.drop()
    await browser.leaves()
    await passes(LEFT_SECONDS + 1)


# -- taking over -------------------------------------------------------------------------------


@dataclass
class Controls:
    """Port `belbalie.live_calls.Controls`."""

    transfers: CallTransfers

    def tell(self, event: Event) -> None:
        self.transfers.tell(event)

    def send_back(self, agent: str, outcome: AgentOutcome | None) -> bool:
        return self.transfers.send_back(agent, outcome)


@dataclass
class Seen(ListRecord):
    """What is recorded, the desk sees."""

    sees: Callable[[str, Event | Act], None] = lambda call, item: None

    async def __call__(self, *items: Event | Act) -> None:
        await super().__call__(*items)
        for item in items:
            self.sees("call 1", item)


@simulated
async def test_an_agent_takes_a_call_over_without_ringing_and_gives_it_back() -> None:
    known, phones, voices, line = staffed(), DeskPhones(), Voices(), CallerLine()
    board = HouseSwitchboard(clock(), lambda: known.municipality, Phones(phones))
    record = Seen(sees=board.see)
    ways = Ways(
        Dialling(phones, None), voices, clock(), known, lambda: record.items, caller=None,
        standing=partial(board.standing, "call 1"),
    )  # fmt: skip
    transfers = CallTransfers(ways)
    the_house = replace(
        house(record, transfers=transfers), voices=voices, voice_rate_hz=SPEAKING_HZ
    )
    browser = await Browser(phones).opens()
    board.sit_down(Account(name="sanne", title="Sanne de Wit", departments=("klantcontact",)))
    board.begin("call 1", "test", clock().now(), Controls(transfers))
    rung = Rung(at=clock().now(), open=True)
    task = asyncio.create_task(converse(line, Conversation(known), the_house, rung))
    await passes(8)

    board.take_over("sanne", "call 1")
    await passes(1)
    assert browser.events[-1] == "talking"
    assert "ringing" not in browser.events
    browser.speaks()
    await passes(4)
    assert sentence("taken_over") in voices.texts
    assert 1 in line.words_heard
    board.send_back("sanne", "call 1", None)
    await passes(6)
    assert sentence("sent_back") in voices.texts
    assert browser.events[-1] == "over"
    stages = [item.stage for item in record.items if isinstance(item, TransferMoved)]
    assert stages[-1] is TransferStage.CONNECTED
    assert not task.done()

    line.go()
    await passes(20)
    assert task.done()
    board.ended("call 1")
    await browser.leaves()
    await passes(LEFT_SECONDS + 1)
