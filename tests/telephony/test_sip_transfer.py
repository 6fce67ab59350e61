"""Warm transfers between telephones that are programs of others, each in its own process.

The assistant's part is small here: it says a tone while the caller is with us, another one as the
brief. What the conversation makes of it is tested in `tests/dialog` and `tests/belbalie`.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from audio.frames import AudioFrame, Samples
from telephony import transferring
from telephony.agent_line import AgentLine
from telephony.sip_endpoint import SipEndpoint
from telephony.sip_line import SipLine
from telephony.sip_settings import SipSettings
from telephony.transfer import State, Step
from telephony.transfer_plan import Phone, Plan
from telephony.transferring import Transferring
from tests.telephony import sipp
from tests.telephony.answering import eventually
from tests.telephony.ports import free_port_pair
from tests.telephony.softphone import Habits, Softphone, softphone
from tests.telephony.tones import heard_seconds, tone

pytestmark = [
    pytest.mark.telephones,
    pytest.mark.skipif(shutil.which("sipp") is None, reason="Debian's sip-tester is missing"),
    pytest.mark.skipif(shutil.which("baresip") is None, reason="Debian's baresip is missing"),
]
CALLER_HZ, AGENT_HZ, BRIEF_HZ, EXPLAIN_HZ = 500, 900, 1300, 1700
RINGING, ANSWERED = Step.TELL_RINGING, Step.TELL_ANSWERED


@dataclass
class Tones:
    """Port `telephony.transferring.Briefing`: a tone says it all."""

    brief_seconds: float = 3.0

    async def brief(self, agent: str, line: AgentLine) -> None:
        await _play(line, tone(BRIEF_HZ, self.brief_seconds, line.out_rate_hz))

    async def thank(self, line: AgentLine) -> None:
        await _play(line, tone(BRIEF_HZ, 1.0, line.out_rate_hz))

    async def explain(self, line: AgentLine) -> None:
        await _play(line, tone(EXPLAIN_HZ, 1.0, line.out_rate_hz))

    def spoke(self, who: str, seconds: float) -> None:
        """It does not matter here."""

    async def hold_on(self) -> None:
        """A telephone's line does not come back."""


@dataclass
class House:
    """An endpoint that picks up one caller and then transfers them when the test says so."""

    endpoint: SipEndpoint
    target: str
    told: list[Step] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    by: str | None = None
    caller: SipLine | None = None
    transfer: Transferring | None = None
    _go: asyncio.Event = field(default_factory=asyncio.Event)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, line: SipLine) -> None:
        self.caller = line
        if not await line.answer():
            return
        await self._go.wait()
        transfer = self.transfer
        assert transfer is not None
        transfer.start()
        gone = asyncio.create_task(_hang_up_of(line))
        try:
            await self._follow(line, transfer, gone)
        finally:
            gone.cancel()
            await transfer.close()
            self._ended.set()

    async def _follow(
        self, line: SipLine, transfer: Transferring, gone: "asyncio.Task[None]"
    ) -> None:
        """As the pipeline does: the caller is ours until an agent says yes."""
        while transfer.state != State.ACCEPTED:
            if gone.done() or transfer.state in (State.FAILED, State.CANCELLED):
                return
            await asyncio.sleep(0.01)
        gone.cancel()
        if await transfer.join(line):
            self.by = await transfer.talk()

    def tell(self, step: Step, agent: str | None, seconds: float) -> None:
        self.told.append(step)
        self.names.append(agent)

    def begin(self, agents: dict[str, str], *, together: bool = False) -> None:
        """Ring these; the caller is, or will be, on the line."""
        plan = Plan(tuple(Phone(*each) for each in agents.items()), together)
        self.transfer = Transferring(plan, self.endpoint, Tones(), self.tell)
        self._go.set()

    async def ended(self) -> None:
        async with asyncio.timeout(20):
            await self._ended.wait()

    async def no_leg_is_left(self) -> None:
        """The stack counts none, and we have none."""
        await eventually(lambda: not self.endpoint.lines and self.endpoint.native_calls == 0)


async def _hang_up_of(line: SipLine) -> None:
    async for _ in line.receive():
        pass


async def _play(line: AgentLine, sound: Samples) -> None:
    size = line.out_rate_hz // 50
    due = asyncio.get_running_loop().time() - 0.2
    for at in range(0, len(sound) - size + 1, size):
        await line.play(AudioFrame(sound[at : at + size], line.out_rate_hz))
        due += 0.02
        await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    port = free_port_pair()
    endpoint = SipEndpoint(SipSettings("127.0.0.1", port))
    found = House(endpoint, f"127.0.0.1:{port}")
    await endpoint.start(found.take)
    running = asyncio.create_task(endpoint.run(), name="endpoint")
    try:
        yield found
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await endpoint.close()


@asynccontextmanager
async def caller_and_agent(
    folder: Path, house: House
) -> AsyncIterator[tuple[Softphone, Softphone]]:
    """A caller who talks to the house, and an agent whose telephone rings."""
    async with (
        softphone(folder / "caller", tone(CALLER_HZ, 40), Habits(user="0612345678")) as caller,
        softphone(folder / "agent", tone(AGENT_HZ, 40), Habits(user="anna")) as agent,
    ):
        house.begin({"Anna": agent.address})
        await caller.dial(f"sip:14123@{house.target}")
        await caller.happens("CALL_ESTABLISHED")
        await agent.happens("CALL_INCOMING")
        yield caller, agent


async def test_accepted_each_hears_the_other(tmp_path: Path) -> None:
    async with house() as desk, caller_and_agent(tmp_path, desk) as (caller, agent):
        await _is_put_through(agent, desk)
        await _talk_seconds(desk, 3.0)
        await agent.tell("hangup")
        await caller.happens("CALL_CLOSED")
        await desk.ended()
        assert desk.by == "agent"
        assert desk.told == [
            RINGING, ANSWERED, Step.TELL_ACCEPTED, Step.TELL_CONNECTED,
        ]  # fmt: skip
        assert heard_seconds(agent.heard(), CALLER_HZ) > 2.0
        assert heard_seconds(caller.heard(), AGENT_HZ) > 2.0
        assert heard_seconds(caller.heard(), BRIEF_HZ) == 0.0, "the brief is for the agent"
        assert heard_seconds(agent.heard(), BRIEF_HZ) > 0.0
        await desk.no_leg_is_left()


async def test_the_caller_hangs_up_in_the_talk_and_the_agent_is_free(tmp_path: Path) -> None:
    async with house() as desk, caller_and_agent(tmp_path, desk) as (caller, agent):
        await _is_put_through(agent, desk)
        await caller.tell("hangup")
        await agent.happens("CALL_CLOSED")
        await desk.ended()
        assert desk.by == "caller"
        await desk.no_leg_is_left()


async def test_hold_by_the_agent_in_the_talk_is_survived(tmp_path: Path) -> None:
    async with house() as desk, caller_and_agent(tmp_path, desk) as (caller, agent):
        await _is_put_through(agent, desk)
        await _talk_seconds(desk, 1.0)
        await agent.tell("hold")
        await _talk_seconds(desk, 1.0)
        await agent.tell("resume")
        await _talk_seconds(desk, 2.0)
        await agent.tell("hangup")
        await caller.happens("CALL_CLOSED")
        await desk.ended()
        heard = caller.heard()
        assert heard_seconds(heard[-8000 * 3 :], AGENT_HZ) > 1.0, "nothing came after the hold"
        await desk.no_leg_is_left()


async def test_declined_by_key_the_next_one_is_rung(tmp_path: Path) -> None:
    bert = softphone(tmp_path / "bert", tone(AGENT_HZ, 40), Habits(user="bert"))
    anna = softphone(tmp_path / "anna", tone(700, 40), Habits(user="anna"))
    async with house() as desk, bert as second, anna as first, _caller(tmp_path, desk) as caller:
        desk.begin({"Anna": first.address, "Bert": second.address})
        await first.happens("CALL_INCOMING")
        await _picks_up(first)
        await first.press("2")
        await first.happens("CALL_CLOSED")
        await second.happens("CALL_INCOMING")
        await eventually(lambda: desk.told.count(RINGING) == 2)
        await caller.tell("hangup")
        await second.happens("CALL_CLOSED")
        await desk.ended()
        assert desk.told == [RINGING, ANSWERED, Step.TELL_DECLINED, RINGING]
        assert desk.names == ["Anna", "Anna", "Anna", "Bert"]
        await desk.no_leg_is_left()


async def test_busy_then_nobody_left(tmp_path: Path) -> None:
    async with house() as desk, caller_and_agent(tmp_path, desk) as (caller, agent):
        await agent.tell("hangup")  # while it rings: 486
        await desk.ended()
        assert desk.told == [RINGING, Step.TELL_BUSY, Step.TELL_FAILED]
        await caller.happens("CALL_CLOSED")
        await desk.no_leg_is_left()


async def test_an_agent_who_never_answers_stops_ringing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transferring, "RING_SECONDS", 1.5)
    async with house() as desk, caller_and_agent(tmp_path, desk) as (_, agent):
        await agent.happens("CALL_CLOSED")
        await desk.ended()
        assert desk.told == [RINGING, Step.TELL_NO_ANSWER, Step.TELL_FAILED]
        await desk.no_leg_is_left()


async def test_a_telephone_that_is_not_there_is_unreachable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transferring, "RING_SECONDS", 1.0)
    async with house() as desk:
        desk.begin({"Niemand": f"sip:niemand@127.0.0.1:{free_port_pair()}"})
        async with _caller(tmp_path, desk):
            await desk.ended()
            assert desk.told == [Step.TELL_UNREACHABLE, Step.TELL_FAILED]
            await desk.no_leg_is_left()


async def test_the_agent_hangs_up_in_mid_brief(tmp_path: Path) -> None:
    async with house() as desk, caller_and_agent(tmp_path, desk) as (_, agent):
        await _picks_up(agent)
        await eventually(lambda: ANSWERED in desk.told)
        await agent.tell("hangup")
        await desk.ended()
        assert desk.told == [RINGING, ANSWERED, Step.TELL_AGENT_GONE, Step.TELL_FAILED]
        await desk.no_leg_is_left()


async def test_the_caller_hangs_up_while_it_rings(tmp_path: Path) -> None:
    async with house() as desk, caller_and_agent(tmp_path, desk) as (caller, agent):
        await caller.tell("hangup")
        await agent.happens("CALL_CLOSED")
        await desk.ended()
        assert desk.told == [RINGING]
        await desk.no_leg_is_left()


async def test_the_caller_hangs_up_in_mid_brief_and_the_agent_is_told(tmp_path: Path) -> None:
    async with house() as desk, caller_and_agent(tmp_path, desk) as (caller, agent):
        await _picks_up(agent)
        await eventually(lambda: ANSWERED in desk.told)
        await caller.tell("hangup")
        await agent.happens("CALL_CLOSED")
        await desk.ended()
        assert heard_seconds(agent.heard(), EXPLAIN_HZ) >= 0.5
        await desk.no_leg_is_left()


async def test_a_voice_mail_gets_no_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transferring, "ANSWER_SECONDS", 0.5)
    async with house() as desk, caller_and_agent(tmp_path, desk) as (_, agent):
        await agent.tell("accept")
        await agent.happens("CALL_CLOSED")
        await desk.ended()
        assert desk.told == [RINGING, ANSWERED, Step.TELL_NO_ANSWER, Step.TELL_FAILED]
        await desk.no_leg_is_left()


async def test_together_the_first_to_pick_up_has_it(tmp_path: Path) -> None:
    bert = softphone(tmp_path / "bert", tone(700, 40), Habits(user="bert"))
    anna = softphone(tmp_path / "anna", tone(AGENT_HZ, 40), Habits(user="anna"))
    async with house() as desk, bert as second, anna as first, _caller(tmp_path, desk) as caller:
        desk.begin({"Anna": first.address, "Bert": second.address}, together=True)
        await first.happens("CALL_INCOMING")
        await second.happens("CALL_INCOMING")
        await second.tell("accept")
        await first.happens("CALL_CLOSED")
        await second.press("1")
        await eventually(lambda: Step.TELL_CONNECTED in desk.told)
        await caller.tell("hangup")
        await second.happens("CALL_CLOSED")
        await desk.ended()
        await desk.no_leg_is_left()


async def test_a_telephone_that_is_given_up_while_it_is_dialled_does_not_ring_on(
    tmp_path: Path,
) -> None:
    anna = softphone(tmp_path / "anna", tone(AGENT_HZ, 1), Habits(user="anna"))
    async with house() as desk, anna as agent:
        line = await desk.endpoint.dial(agent.address)
        line.drop()  # both orders are there before the stack has placed the call
        async with asyncio.timeout(10):
            await line.over.wait()
        await desk.no_leg_is_left()
        await eventually(lambda: _count(agent, "CALL_CLOSED") == _count(agent, "CALL_INCOMING"))


async def _picks_up(agent: Softphone) -> None:
    await agent.tell("accept")
    await agent.happens("CALL_ESTABLISHED")


async def _is_put_through(agent: Softphone, desk: House) -> None:
    await _picks_up(agent)
    await agent.press("1")
    await eventually(lambda: Step.TELL_CONNECTED in desk.told)


def _count(phone: Softphone, kind: str) -> int:
    return sum(event.get("type") == kind for event in phone.events)


# -- attended transfer: the caller's telephone takes a call that replaces ours -------------------

REPLACES = sipp.Caller(headers=("Supported: replaces, norefersub",))


def _refer_taken() -> str:
    """The caller's PBX follows: 202, then word that the agent has picked up there."""
    return sipp.expect("REFER") + sipp.accept_refer() + sipp.notify("SIP/2.0 200 OK")


async def test_connected_without_us_where_the_caller_can(tmp_path: Path) -> None:
    steps = sipp.opening(REPLACES) + _refer_taken() + sipp.expect("BYE") + sipp.ok_without_body()
    async with house() as desk:
        agent = softphone(tmp_path / "agent", tone(AGENT_HZ, 40), Habits(user="anna"))
        async with agent as anna, sipp.running(tmp_path / "sipp", desk.target, steps) as caller:
            desk.begin({"Anna": anna.address})
            await anna.happens("CALL_INCOMING")
            await _picks_up(anna)
            await anna.press("1")
            await desk.ended()
            assert desk.told[-2:] == [Step.TELL_CONNECTED, Step.TELL_PASSED_ON]
            assert await caller.wait() == 0
            await desk.no_leg_is_left()


async def test_where_the_caller_refuses_to_be_passed_on_we_stay_between(tmp_path: Path) -> None:
    sound = sipp.write_alaw(tmp_path / "toon", tone(CALLER_HZ, 4))
    steps = (
        sipp.opening(REPLACES, sound) + sipp.expect("REFER") + sipp.refuse_refer()
        + sipp.pause(2500) + sipp.bye(REPLACES)
    )  # fmt: skip
    async with house() as desk:
        agent = softphone(tmp_path / "agent", tone(AGENT_HZ, 40), Habits(user="anna"))
        async with agent as anna, sipp.running(tmp_path / "sipp", desk.target, steps) as caller:
            desk.begin({"Anna": anna.address})
            await anna.happens("CALL_INCOMING")
            await _picks_up(anna)
            await anna.press("1")
            assert await caller.wait() == 0
            await anna.happens("CALL_CLOSED")
            await desk.ended()
            assert desk.by == "caller"
            assert Step.TELL_PASSED_ON not in desk.told
            assert heard_seconds(anna.heard(), CALLER_HZ) > 1.5
            await desk.no_leg_is_left()


@asynccontextmanager
async def _caller(folder: Path, desk: House) -> AsyncIterator[Softphone]:
    habits = Habits(user="0612345678")
    async with softphone(folder / "caller", tone(CALLER_HZ, 40), habits) as caller:
        await caller.dial(f"sip:14123@{desk.target}")
        await caller.happens("CALL_ESTABLISHED")
        yield caller


async def _talk_seconds(desk: House, seconds: float) -> None:
    """Let the two talk: counted in sound that came from the caller, not by the clock."""
    assert desk.caller is not None
    until = desk.caller.frames_in + round(seconds * 50)
    await eventually(lambda: desk.caller is not None and desk.caller.frames_in >= until)
