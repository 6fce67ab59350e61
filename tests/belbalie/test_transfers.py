"""The transfers of one call, from the conversation to an agent's telephone and back."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from belbalie.transfers import _STAGES, CALLER_COMES, CALLER_GONE, CallTransfers, Ways
from dialog.acts import Act, Conclude, OutcomeType, Say, Transfer, Understand
from dialog.brief import CHOICE
from dialog.conversation import Conversation
from dialog.events import Briefed, Event, Heard, HungUp, Rung, TransferMoved, TransferStage
from dialog.knowledge import Agent, Knowledge, Ring
from telephony.transfer import Step
from telephony.transfer_plan import MOST_SECONDS
from telephony.transferring import ANSWER_SECONDS
from tests.dialog.staffed import DESK, SWITCHBOARD, staffed
from tests.dialog.talking import sentence
from tests.telephony.switch import Leg, Switch
from tests.voice.simulated_time import clock, passes, settled, simulated
from tests.voice.small_house import Begun, CallerLine, ListRecord, house
from voice.manner import Manner
from voice.pipeline import converse
from voice.speaker import Spoken
from voice.voices import SPEAKING_HZ

ADDRESS = "sip:balie1@h"
ASKED = Transfer(department="burgerzaken", topic="paspoort")
WORD_SECONDS = 0.2


@dataclass
class Voices:
    """Says each text in one breath, 0.2 s a word."""

    asked: list[Say] = field(default_factory=list)

    def ahead(self, say: Say, manner: Manner) -> Begun:
        return Begun(say.text)

    async def speak(self, say: Say, manner: Manner) -> AsyncGenerator[Spoken, None]:
        self.asked.append(say)
        seconds = WORD_SECONDS * len(say.text.split())
        yield Spoken(say.text, np.full(round(seconds * SPEAKING_HZ), 1000, np.int16))

    @property
    def texts(self) -> list[str]:
        return [say.text for say in self.asked]


def happened() -> list[Event | Act]:
    at = clock().now()
    return [
        Rung(at=at, caller="+31612345678"),
        Heard(at=at, text="ik wil een nieuw paspoort"),
        Understand(topic="paspoort", score=0.9),
    ]


@dataclass
class Desk:
    transfers: CallTransfers
    switch: Switch
    voices: Voices
    told: list[Event]

    @property
    def stages(self) -> list[TransferStage]:
        return [event.stage for event in self.told if isinstance(event, TransferMoved)]

    @property
    def briefed(self) -> list[Briefed]:
        return [event for event in self.told if isinstance(event, Briefed)]

    @property
    def leg(self) -> Leg:
        return self.switch.legs[ADDRESS][-1]

    async def picked_up(self) -> Leg:
        await settled()
        self.leg.rings()
        self.leg.picks_up()
        await settled()
        return self.leg


@asynccontextmanager
async def desk(
    known: Knowledge | None = None, caller: str | None = "+31612345678", *, dials: bool = True
) -> AsyncIterator[Desk]:
    switch, voices, told = Switch(), Voices(), list[Event]()
    items = happened()
    ways = Ways(
        dialler=switch if dials else None,
        voices=voices,
        clock=clock(),
        knowledge=known or staffed(),
        happened=lambda: items,
        caller=caller,
    )
    transfers = CallTransfers(ways)
    transfers.report_to(told.append)
    yield Desk(transfers, switch, voices, told)
    await transfers.close()
    assert all(each.hung_up() for each in switch.all)


# -- whom to ring ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caller", "headers"),
    [
        ("+31612345678", {"P-Asserted-Identity": "<tel:+31612345678>"}),
        ("0612345678", {"P-Asserted-Identity": "<tel:+31612345678>"}),
        ("+32470123456", {"P-Asserted-Identity": "<tel:+32470123456>"}),
        ("geen nummer", {}),
        (None, {}),
    ],
)
@simulated
async def test_an_agents_telephone_may_show_the_number_unless_it_is_withheld(
    caller: str | None, headers: dict[str, str]
) -> None:
    async with desk(caller=caller) as call:
        call.transfers.begin(ASKED)
        await settled()
        assert call.leg.headers == headers


@pytest.mark.parametrize(("ring", "count"), [(Ring.IN_TURN, 1), (Ring.TOGETHER, 2)])
@simulated
async def test_the_agents_of_a_department_are_rung_as_the_content_says(
    ring: Ring, count: int
) -> None:
    agents = (*DESK.agents, Agent("Balie 2", "sip:balie2@h"))
    async with desk(staffed(replace(DESK, agents=agents, ring=ring))) as call:
        call.transfers.begin(ASKED)
        await settled()
        assert list(call.switch.legs) == [agent.address for agent in agents[:count]]


@simulated
async def test_where_nobody_can_be_rung_it_has_failed_at_once() -> None:
    for known, dials in ((staffed(replace(DESK, agents=())), True), (staffed(), False)):
        async with desk(known, dials=dials) as call:
            call.transfers.begin(ASKED)
            assert call.stages == [TransferStage.FAILED]
            assert not await call.transfers.join(CallerLine())
            call.transfers.cancel()


@simulated
async def test_a_new_transfer_ends_the_one_before_it() -> None:
    async with desk() as call:
        call.transfers.begin(ASKED)
        await settled()
        first = call.leg
        call.transfers.begin(Transfer(department="klantcontact"))
        await settled()
        assert first.hung_up()
        assert not call.switch.legs["sip:centrale@h"][0].hung_up()


# -- what is reported --------------------------------------------------------------------------


def test_every_step_that_is_told_has_its_stage() -> None:
    assert set(_STAGES) == {step for step in Step if step.startswith("tell_")}
    assert set(_STAGES.values()) == set(TransferStage)


@simulated
async def test_a_transfer_is_reported_step_by_step_with_who_and_when() -> None:
    async with desk() as call:
        call.transfers.begin(ASKED)
        await passes(2.5)
        picked = await call.picked_up()
        picked.presses("1")
        await settled()
        assert call.stages == ["ringing", "answered", "accepted"]
        moved = [event for event in call.told if isinstance(event, TransferMoved)]
        assert {(event.agent, event.seconds) for event in moved} == {("Balie 1", 2.5)}
        caller = CallerLine()
        assert await call.transfers.join(caller)
        talk = asyncio.create_task(call.transfers.talk())
        await passes(1)
        caller.go()
        assert await talk == "caller"
        last = call.told[-1]
        assert isinstance(last, TransferMoved)
        assert (last.stage, last.how) == (TransferStage.CONNECTED, "bridged")


@simulated
async def test_what_nobody_listens_to_is_kept_and_told_in_its_order() -> None:
    async with desk() as call:
        call.transfers.report_to(None)
        call.transfers.begin(ASKED)
        await call.picked_up()
        assert call.told == []
        call.transfers.report_to(call.told.append)
        assert call.stages == ["ringing", "answered"]
        call.transfers.report_to(None)
        call.leg.presses("1")
        await settled()
        kept = call.transfers.reports()
        assert [type(event) for event in kept] == [TransferMoved, Briefed]
        assert call.transfers.reports() == []


# -- what an agent is told ---------------------------------------------------------------------


@simulated
async def test_an_agent_is_told_who_calls_and_why_and_what_to_press() -> None:
    async with desk() as call:
        call.transfers.begin(ASKED)
        await call.picked_up()
        await passes(10)
        (briefed,) = call.briefed
        assert briefed.agent == "Balie 1"
        assert "paspoort" in briefed.text
        assert briefed.text.endswith(CHOICE)
        assert briefed.share == 1.0
        assert call.voices.texts == [briefed.text]
        assert call.leg.sound_seconds == pytest.approx(
            WORD_SECONDS * len(briefed.text.split()), abs=0.1
        )


@simulated
async def test_how_much_of_it_was_heard_before_the_yes_is_told() -> None:
    async with desk() as call:
        call.transfers.begin(ASKED)
        picked = await call.picked_up()
        await passes(1)
        picked.presses("1")
        await settled()
        (briefed,) = call.briefed
        whole = WORD_SECONDS * len(briefed.text.split())
        assert briefed.share == pytest.approx(1 / whole, abs=0.05)


@simulated
async def test_an_agent_who_waits_for_a_caller_who_is_gone_is_told_so() -> None:
    async with desk() as call:
        call.transfers.begin(ASKED)
        (await call.picked_up()).presses("1")
        await settled()
        await call.transfers.close()
        assert call.voices.texts[-1] == CALLER_GONE


@simulated
async def test_a_callers_words_are_never_kept_as_sound() -> None:
    async with desk() as call:
        call.transfers.begin(ASKED)
        (await call.picked_up()).presses("1")
        await settled()
        await call.transfers.close()
        brief, *ours = call.voices.asked
        assert not brief.fixed
        assert [(say.text, say.fixed) for say in ours] == [
            (CALLER_COMES, True),
            (CALLER_GONE, True),
        ]


# -- a whole call ------------------------------------------------------------------------------


@dataclass
class Call:
    line: CallerLine
    record: ListRecord
    switch: Switch
    voices: Voices
    task: "asyncio.Task[None]"

    @property
    def log(self) -> list[Event | Act]:
        return self.record.items

    def leg(self, address: str = ADDRESS) -> Leg:
        return self.switch.legs[address][-1]

    async def agent(self, address: str = ADDRESS, *digits: str) -> Leg:
        """The agent picks up and presses these."""
        await passes(1)
        self.leg(address).rings()
        self.leg(address).picks_up()
        for digit in digits:
            await passes(2)
            self.leg(address).presses(digit)
        await settled()
        return self.leg(address)

    def said(self, name: str, **values: str) -> bool:
        return sentence(name, **values) in self.voices.texts


@asynccontextmanager
async def calling() -> AsyncIterator[Call]:
    """A call to the municipality, after 'nul' was pressed."""
    known = staffed(replace(SWITCHBOARD, agents=(*DESK.agents, *SWITCHBOARD.agents)))
    line, record, switch, voices = CallerLine(), ListRecord(), Switch(), Voices()
    transfers = CallTransfers(
        Ways(switch, voices, clock(), known, lambda: record.items, caller=None)
    )
    the_house = replace(
        house(record, transfers=transfers), voices=voices, voice_rate_hz=SPEAKING_HZ
    )
    rung = Rung(at=the_house.clock.now(), open=True)
    call = Call(
        line, record, switch, voices,
        asyncio.create_task(converse(line, Conversation(known), the_house, rung)),
    )  # fmt: skip
    await passes(8)
    line.press("0")
    try:
        yield call
    finally:
        line.go()
        await passes(20)
    assert call.task.done()
    assert all(each.hung_up() for each in switch.all)
    assert [type(item) for item in record.items[-2:]] == [HungUp, Conclude]


@simulated
async def test_a_caller_is_walked_to_an_agent() -> None:
    async with calling() as call:
        agent = await call.agent(ADDRESS, "1")
        await passes(5)
        assert call.said("transfer_begin", department="het klantcontactcentrum")
        assert call.said("transfer_picked_up")
        assert call.said("transfer_accepted")
        before = agent.sound_seconds
        call.line.say(2, 3)
        await passes(2)
        assert agent.sound_seconds == pytest.approx(before + 2.0, abs=0.1)
        agent.ends()
        await passes(1)
        assert call.task.done()
        assert [item.by for item in call.log if isinstance(item, HungUp)] == ["agent"]
        assert call.log[-1] == Conclude(outcome=OutcomeType.TRANSFER)


@simulated
async def test_after_a_no_the_next_agent_is_rung_and_the_caller_hears_of_it() -> None:
    async with calling() as call:
        await call.agent(ADDRESS, "2")
        await passes(3)
        assert call.said("transfer_not_this")
        await call.agent("sip:centrale@h", "1")
        await passes(5)
        assert call.said("transfer_accepted")
    assert call.log[-1] == Conclude(outcome=OutcomeType.TRANSFER)


@simulated
async def test_an_agent_who_is_gone_while_we_say_so_brings_the_caller_back() -> None:
    async with calling() as call:
        agent = await call.agent(ADDRESS, "1")
        await passes(0.5)
        agent.ends()
        await passes(4)
        assert call.said("transfer_lost")
        await call.agent("sip:centrale@h", "1")
        await passes(5)
        stages = [item.stage for item in call.log if isinstance(item, TransferMoved)]
        assert stages[-2:] == [TransferStage.ACCEPTED, TransferStage.CONNECTED]


@simulated
async def test_when_nobody_says_yes_a_callback_is_arranged() -> None:
    async with calling() as call:
        await passes(1)
        for address in (ADDRESS, "sip:centrale@h"):
            call.leg(address).ends(486)
            await passes(5)
        assert call.said("transfer_failed", department="het klantcontactcentrum")
        assert call.said("callback_ask_number")
    assert call.log[-1] == Conclude(outcome=OutcomeType.ABANDONED)


@simulated
async def test_a_voice_mail_is_passed_over_and_the_caller_is_not_left_waiting() -> None:
    async with calling() as call:
        await call.agent(ADDRESS)
        await passes(ANSWER_SECONDS + 12)
        assert call.said("transfer_stays", department="het klantcontactcentrum")
        assert call.leg(ADDRESS).hung_up()
        await passes(MOST_SECONDS)
        assert call.said("transfer_failed", department="het klantcontactcentrum")


@pytest.mark.parametrize("seconds", [0.1, 1.0, 2.0, 4.0, 5.0, 9.0])
@simulated
async def test_a_caller_may_hang_up_at_any_moment(seconds: float) -> None:
    async with calling() as call:
        agent = asyncio.create_task(call.agent(ADDRESS, "1"))
        await passes(seconds)
        call.line.go()
        await passes(20)
        assert call.task.done()
        assert all(each.hung_up() for each in call.switch.all)
        await asyncio.gather(agent, return_exceptions=True)
    assert [item.by for item in call.log if isinstance(item, HungUp)] == ["caller"]


@simulated
async def test_what_an_agent_heard_before_the_caller_hung_up_is_on_record() -> None:
    async with calling() as call:
        await call.agent()
        await passes(1)
        call.line.go()
        await passes(20)
    (brief,) = [item for item in call.log if isinstance(item, Briefed)]
    assert 0 < brief.share < 1
    kinds = [type(item) for item in call.log]
    assert kinds.index(Briefed) < kinds.index(HungUp)
