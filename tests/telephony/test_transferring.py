"""A warm transfer carried out: lines are real, the switch is the test, and time is simulated."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from loguru import logger

from telephony import transferring as module
from telephony.agent_line import AgentLine
from telephony.sip_wire import Kind
from telephony.transfer import Signal, State, Step
from telephony.transfer_plan import MOST_SECONDS, Phone, Plan
from telephony.transferring import (
    ANSWER_SECONDS,
    ATTENDED_SECONDS,
    EXPLAIN_SECONDS,
    RING_SECONDS,
    SETTLE_SECONDS,
    SIGN_SECONDS,
    TELL_EVERY_SECONDS,
    Transferring,
)
from tests.telephony.switch import Leg, Switch, leg
from tests.voice.simulated_time import passes, settled, simulated
from tests.voice.small_house import CallerLine

A, B = "Balie 1", "Balie 2"
AGENTS = {f"Balie {n}": f"sip:balie{n}@h" for n in range(1, 10)}
BRIEF_SECONDS = 8.0
WAITING = Step.TELL_WAITING


@dataclass
class Brief:
    """Tells each agent for a while; keeps who was told, and how long."""

    seconds: float = BRIEF_SECONDS
    broken: bool = False
    told: list[tuple[str, str, float]] = field(default_factory=list)
    """'brief' or 'explain', whom (a SIP address), and how many seconds of it."""

    async def brief(self, agent: str, line: AgentLine) -> None:
        if self.broken:
            raise RuntimeError("expected a summary, got none")
        await self._tell("brief", line)

    async def thank(self, line: AgentLine) -> None:
        await self._tell("thank", line)

    async def explain(self, line: AgentLine) -> None:
        await self._tell("explain", line)

    def spoke(self, who: str, seconds: float) -> None:
        """It does not matter here."""

    async def hold_on(self) -> None:
        self.told.append(("hold on", "", 0.0))

    async def _tell(self, what: str, line: AgentLine) -> None:
        begun = asyncio.get_running_loop().time()
        try:
            await passes(self.seconds)
        finally:
            seconds = asyncio.get_running_loop().time() - begun
            self.told.append((what, line.called or line.id, round(seconds, 3)))

    @property
    def kinds(self) -> list[str]:
        return [what for what, _, _ in self.told]


@dataclass
class Desk:
    transferring: Transferring
    switch: Switch
    briefing: Brief
    steps: list[tuple[Step, str | None, float]]

    @property
    def state(self) -> State:
        return self.transferring.state

    @property
    def told(self) -> list[str]:
        """'ringing Balie 1', 'failed' …; 'waiting' left out."""
        lines = [
            f"{step.removeprefix('tell_')} {agent or ''}".strip() for step, agent, _ in self.steps
        ]
        return [line for line in lines if line != "waiting"]

    def leg(self, agent: str = A, nth: int = -1) -> Leg:
        return self.switch.legs[AGENTS[agent]][nth]

    async def picked_up(self, agent: str = A) -> Leg:
        await settled()
        self.leg(agent).rings()
        self.leg(agent).picks_up()
        await settled()
        return self.leg(agent)

    async def accepted(self, agent: str = A) -> Leg:
        picked = await self.picked_up(agent)
        picked.presses("1")
        await settled()
        return picked


@asynccontextmanager
async def transferring(
    *agents: str,
    together: bool = False,
    switch: Switch | None = None,
    agreed: bool = False,
    stays: frozenset[str] = frozenset(),
) -> AsyncIterator[Desk]:
    """A transfer that was begun; at its end it is closed, and no leg may be left."""
    switch, briefing = switch or Switch(), Brief()
    steps: list[tuple[Step, str | None, float]] = []
    phones = [Phone(each, AGENTS[each], agreed, each in stays) for each in agents or (A, B)]
    plan = Plan(tuple(phones), together, {"X-Who": "me"})
    work = Transferring(
        plan, switch, briefing, lambda step, who, seconds: steps.append((step, who, seconds))
    )
    work.start()
    yield Desk(work, switch, briefing, steps)
    await work.close()
    assert all(each.hung_up() for each in switch.all), "a leg was left behind"


@pytest.fixture(autouse=True)
def complaints() -> Iterator[list[str]]:
    """What was logged as an error: in these tests nothing, or what a test takes out."""
    lines: list[str] = []
    sink = logger.add(lines.append, level="ERROR", format="{message}")
    yield lines
    logger.remove(sink)
    assert lines == []


# -- ringing -----------------------------------------------------------------------------------


@simulated
async def test_an_agent_is_dialled_with_what_the_telephone_may_show() -> None:
    async with transferring() as desk:
        await settled()
        assert desk.leg().headers == {"X-Who": "me"}
        desk.leg().rings()
        await settled()
        assert desk.told == [f"ringing {A}"]
        assert B not in desk.switch.legs


LOST = {
    486: "busy", 600: "busy", 603: "declined", 607: "declined", 480: "declined",
    404: "unreachable", 503: "unreachable", None: "unreachable",
}  # fmt: skip


@pytest.mark.parametrize(("status", "told"), LOST.items())
@simulated
async def test_who_cannot_or_will_not_is_told_and_the_next_is_rung(
    status: int | None, told: str
) -> None:
    async with transferring() as desk:
        await settled()
        desk.leg().ends(status)
        await settled()
        assert desk.told == [f"{told} {A}"]
        assert (await desk.picked_up(B)).line.up.is_set()
        assert desk.told[1:] == [f"ringing {B}", f"answered {B}"]


@simulated
async def test_after_twenty_seconds_without_an_answer_the_next_is_rung() -> None:
    async with transferring() as desk:
        await settled()
        desk.leg().rings()
        await passes(RING_SECONDS - 0.1)
        assert not desk.leg().hung_up()
        await passes(0.2)
        assert desk.leg(A).hung_up()
        assert desk.told == [f"ringing {A}", f"no_answer {A}"]
        assert not desk.leg(B).hung_up()
        await passes(RING_SECONDS)
        assert desk.told[2:] == [f"unreachable {B}", "failed"]
        assert desk.leg(B).hung_up()


@simulated
async def test_who_picks_up_and_hangs_up_at_once_is_gone() -> None:
    async with transferring() as desk:
        await settled()
        desk.leg().picks_up()
        desk.leg().ends()
        await settled()
        assert desk.told == [f"agent_gone {A}"]


@simulated
async def test_a_telephone_that_cannot_be_dialled_is_passed_over() -> None:
    switch = Switch()
    switch.down = True
    async with transferring(switch=switch) as desk:
        await settled()
        assert desk.told == [f"unreachable {A}", f"unreachable {B}", "failed"]
        assert desk.state is State.FAILED


@simulated
async def test_together_all_ring_and_the_first_has_it() -> None:
    async with transferring(together=True) as desk:
        await settled()
        assert set(desk.switch.legs) == {AGENTS[A], AGENTS[B]}
        await desk.picked_up(B)
        assert desk.leg(A).hung_up()
        assert desk.state is State.BRIEFING
        desk.leg(B).presses("2")
        await settled()
        assert not desk.leg(A).hung_up()
        assert len(desk.switch.legs[AGENTS[A]]) == 2


@simulated
async def test_together_who_picks_up_second_in_the_same_moment_is_hung_up() -> None:
    async with transferring(together=True) as desk:
        await settled()
        desk.leg(A).picks_up()
        desk.leg(B).picks_up()
        await settled()
        assert [desk.leg(agent).hung_up() for agent in (A, B)] == [False, True]
        assert desk.told == [f"answered {A}"]


@simulated
async def test_the_caller_is_told_now_and_then_and_not_kept_for_ever() -> None:
    async with transferring(A, B) as desk:
        await settled()
        for agent in (A, B):
            desk.leg(agent).rings()
            await passes(RING_SECONDS + 0.1)
        assert desk.state is State.FAILED
        waited = [seconds for step, _, seconds in desk.steps if step is WAITING]
        assert waited == [TELL_EVERY_SECONDS, 2 * TELL_EVERY_SECONDS]


@simulated
async def test_a_telephone_that_gives_no_sign_is_not_waited_for() -> None:
    async with transferring(A, B) as desk:
        await passes(SIGN_SECONDS + 0.1)
        assert desk.told == [f"unreachable {A}"]
        assert desk.leg(A).hung_up()
        desk.leg(B).rings()
        await passes(SIGN_SECONDS + 1)
        assert desk.told[-1] == f"ringing {B}"


@simulated
async def test_after_two_minutes_it_is_given_up_though_others_could_be_rung(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "SIGN_SECONDS", RING_SECONDS)
    async with transferring(*AGENTS) as desk:
        await passes(MOST_SECONDS - 1)
        assert desk.state is State.RINGING
        await passes(2)
        assert desk.told[-1] == "failed"
        assert len(desk.switch.legs) < len(AGENTS)
        assert all(each.hung_up() for each in desk.switch.all)


# -- somebody picked up ------------------------------------------------------------------------


@simulated
async def test_one_accepts_and_the_brief_stops() -> None:
    async with transferring() as desk:
        picked = await desk.picked_up()
        await passes(3)
        picked.presses("1")
        await settled()
        assert desk.state is State.ACCEPTED
        assert [round(seconds) for _, _, seconds in desk.briefing.told] == [3]
        assert desk.told == [f"ringing {A}", f"answered {A}", f"accepted {A}"]
        await passes(MOST_SECONDS)
        assert desk.state is State.ACCEPTED


@simulated
async def test_two_refuses_and_the_next_is_rung() -> None:
    async with transferring() as desk:
        picked = await desk.picked_up()
        picked.presses("2")
        await settled()
        assert picked.hung_up()
        assert desk.told[-1] == f"declined {A}"
        assert (await desk.picked_up(B)).line.up.is_set()


@simulated
async def test_nine_repeats_the_brief_as_often_as_wanted() -> None:
    async with transferring() as desk:
        picked = await desk.picked_up()
        for _ in range(3):
            await passes(2)
            picked.presses("9")
            await settled()
        await passes(BRIEF_SECONDS + 1)
        picked.presses("1")
        await settled()
        assert [round(seconds) for _, _, seconds in desk.briefing.told] == [2, 2, 2, BRIEF_SECONDS]
        assert desk.state is State.ACCEPTED


@pytest.mark.parametrize("digit", ["0", "3", "*", "#"])
@simulated
async def test_other_keys_mean_nothing(digit: str) -> None:
    async with transferring() as desk:
        (await desk.picked_up()).presses(digit)
        await settled()
        assert desk.state is State.BRIEFING


@simulated
async def test_a_voice_mail_presses_no_key_and_is_no_answer() -> None:
    async with transferring() as desk:
        picked = await desk.picked_up()
        picked.speaks(5)
        await passes(BRIEF_SECONDS + ANSWER_SECONDS - 0.1)
        assert not picked.hung_up()
        await passes(0.2)
        assert picked.hung_up()
        assert desk.told[-1] == f"no_answer {A}"
        assert not desk.leg(B).hung_up()


@simulated
async def test_an_agent_who_hangs_up_in_mid_brief_is_gone_and_the_next_is_rung() -> None:
    async with transferring() as desk:
        picked = await desk.picked_up()
        await passes(3)
        picked.ends()
        await settled()
        assert desk.told[-1] == f"agent_gone {A}"
        assert [round(seconds) for _, _, seconds in desk.briefing.told] == [3]
        assert not desk.leg(B).hung_up()


@simulated
async def test_an_agent_whose_leg_is_lost_is_gone() -> None:
    async with transferring() as desk:
        (await desk.picked_up()).line.lost()
        await settled()
        assert desk.told[-1] == f"agent_gone {A}"


@simulated
async def test_an_agent_who_hangs_up_before_the_caller_is_there_is_gone() -> None:
    async with transferring() as desk:
        (await desk.accepted()).ends()
        await settled()
        assert desk.told[-1] == f"agent_gone {A}"
        assert not await desk.transferring.join(leg(1).line)
        assert desk.state is State.RINGING


@simulated
async def test_a_yes_may_be_taken_back_until_the_caller_is_there() -> None:
    async with transferring() as desk:
        accepted = await desk.accepted()
        accepted.presses("2")
        await settled()
        assert accepted.hung_up()
        assert desk.told[-1] == f"declined {A}"


@simulated
async def test_an_agent_who_could_not_be_briefed_can_still_say_yes(complaints: list[str]) -> None:
    async with transferring() as desk:
        desk.briefing.broken = True
        picked = await desk.picked_up()
        await passes(5)
        assert len(complaints) == 1
        complaints.clear()
        picked.presses("1")
        await settled()
        assert desk.state is State.ACCEPTED


@simulated
async def test_nobody_hears_of_an_agent_who_was_never_briefed_and_says_nothing(
    complaints: list[str],
) -> None:
    async with transferring(A) as desk:
        desk.briefing.broken = True
        await desk.picked_up()
        await passes(ANSWER_SECONDS + 0.1)
        complaints.clear()
        assert desk.told[-2:] == [f"no_answer {A}", "failed"]


# -- the caller takes it back, or hangs up -----------------------------------------------------

Moment = Callable[[Desk], Awaitable[None]]


async def _begun(desk: Desk) -> None:
    """Before the telephone was even dialled."""


async def _dialled(desk: Desk) -> None:
    await settled()


async def _ringing(desk: Desk) -> None:
    await settled()
    desk.leg().rings()
    await passes(5)


async def _up(desk: Desk) -> None:
    await settled()
    desk.leg().picks_up()


async def _briefing(desk: Desk) -> None:
    await desk.picked_up()
    await passes(2)


async def _choosing(desk: Desk) -> None:
    await desk.picked_up()
    await passes(BRIEF_SECONDS + 1)


async def _accepted(desk: Desk) -> None:
    await desk.accepted()


MOMENTS = [_begun, _dialled, _ringing, _up, _briefing, _choosing, _accepted]
TOLD_WHY = (_briefing, _choosing, _accepted)
"""With these an agent waits who is owed a word."""


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("together", [False, True])
@simulated
async def test_a_caller_who_hangs_up_leaves_no_telephone_ringing(
    moment: Moment, together: bool
) -> None:
    async with transferring(together=together) as desk:
        await moment(desk)
        await desk.transferring.close()
        assert all(each.hung_up() for each in desk.switch.all)
        assert desk.state is State.OVER
        assert ("explain" in desk.briefing.kinds) is (moment in TOLD_WHY)
        asked = [len(each.asked) for each in desk.switch.all]
        await passes(MOST_SECONDS)
        assert [len(each.asked) for each in desk.switch.all] == asked


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("together", [False, True])
@simulated
async def test_a_caller_who_takes_it_back_leaves_no_telephone_ringing(
    moment: Moment, together: bool
) -> None:
    async with transferring(together=together) as desk:
        await moment(desk)
        desk.transferring.cancel()
        await passes(BRIEF_SECONDS + EXPLAIN_SECONDS)
        assert all(each.hung_up() for each in desk.switch.all)
        assert desk.told[-1] == "cancelled"
        assert ("explain" in desk.briefing.kinds) is (moment in TOLD_WHY)
        await passes(MOST_SECONDS)
        assert desk.told[-1] == "cancelled"


@simulated
async def test_a_call_that_is_placed_after_it_was_taken_back_is_ended_at_once() -> None:
    switch = Switch()
    switch.slow.clear()
    async with transferring(switch=switch) as desk:
        await settled()
        desk.transferring.cancel()
        switch.slow.set()
        await settled()
        assert desk.leg().kinds == [Kind.HANG_UP]
        assert desk.told == ["cancelled"]


@simulated
async def test_an_agent_is_told_why_for_some_seconds_at_most() -> None:
    async with transferring() as desk:
        await desk.accepted()
        desk.briefing.seconds = 1000.0
        began = asyncio.get_running_loop().time()
        await desk.transferring.close()
        assert asyncio.get_running_loop().time() - began == pytest.approx(EXPLAIN_SECONDS, abs=0.1)
        assert desk.leg().hung_up()


@simulated
async def test_a_leg_that_does_not_end_keeps_nobody_waiting() -> None:
    async with transferring() as desk:
        await settled()
        desk.leg().deaf = True
        began = asyncio.get_running_loop().time()
        await desk.transferring.close()
        assert asyncio.get_running_loop().time() - began < 0.1


@pytest.mark.parametrize("turns", range(0, 40, 3))
@pytest.mark.parametrize("moment", [_ringing, _briefing, _accepted])
@simulated
async def test_closing_that_is_cancelled_ends_every_leg_all_the_same(
    moment: Moment, turns: int
) -> None:
    async with transferring(together=True) as desk:
        await moment(desk)
        closing = asyncio.create_task(desk.transferring.close())
        for _ in range(turns + 1):
            await asyncio.sleep(0)
        closing.cancel()
        await asyncio.wait([closing])
        assert all(each.hung_up() for each in desk.switch.all)


# -- connected ---------------------------------------------------------------------------------


@asynccontextmanager
async def talking(desk: Desk, caller: Leg) -> AsyncIterator["asyncio.Task[str]"]:
    """Caller and agent, connected through us."""
    await desk.accepted()
    caller.picks_up()
    assert await desk.transferring.join(caller.line)
    talk = asyncio.create_task(desk.transferring.talk())
    await settled()
    assert desk.told[-1] == f"connected {A}"
    yield talk
    assert talk.done()


@simulated
async def test_they_hear_each_other_and_the_caller_hangs_up() -> None:
    caller = leg(1)
    async with transferring() as desk:
        async with talking(desk, caller) as talk:
            for _ in range(50):
                caller.speaks(0.02)
                desk.leg().speaks(0.02)
                await passes(0.02)
            assert caller.sound_seconds == pytest.approx(1.0, abs=0.05)
            assert desk.leg().sound_seconds == pytest.approx(1.0, abs=0.05)
            caller.ends()
            await settled()
            assert await talk == "caller"
        await settled()
        assert desk.leg().hung_up()
        assert desk.state is State.OVER
        assert desk.briefing.kinds == ["brief", "thank"]


@simulated
async def test_the_agent_hangs_up_and_the_caller_is_still_there() -> None:
    caller = leg(1)
    async with transferring() as desk:
        async with talking(desk, caller) as talk:
            caller.tells(Kind.TRANSFERRED, done=False, status=501)
            desk.leg().ends()
            await settled()
            assert await talk == "agent"
        assert desk.state is State.OVER
        assert not caller.hung_up()


@simulated
async def test_where_the_callers_telephone_can_the_two_are_connected_without_us() -> None:
    caller = leg(1)
    async with transferring() as desk, talking(desk, caller) as talk:
        asked = next(each for each in caller.asked if each.kind is Kind.TRANSFER)
        assert asked.fields == {"with": desk.leg().line.number}
        desk.leg().ends()  # replaced by the caller's own
        await passes(0.5)
        assert not talk.done()
        caller.tells(Kind.TRANSFERRED, done=True, status=200)
        await settled()
        assert desk.told[-1] == f"passed_on {A}"
        assert await talk == "agent"


@pytest.mark.parametrize("refused", [True, False])
@simulated
async def test_where_it_cannot_they_talk_on_through_us(refused: bool) -> None:
    caller = leg(1)
    async with transferring() as desk, talking(desk, caller) as talk:
        if refused:
            caller.tells(Kind.TRANSFERRED, done=False, status=501)
        await passes(ATTENDED_SECONDS + 1)
        before = caller.sound_seconds
        desk.leg().speaks(0.1)
        await settled()
        assert caller.sound_seconds > before
        assert desk.told[-1] == f"connected {A}"
        caller.ends()
        await settled()
        assert await talk == "caller"


@simulated
async def test_an_agent_who_hangs_up_while_they_are_being_connected_leaves_no_dead_line() -> None:
    caller = leg(1)
    async with transferring() as desk, talking(desk, caller) as talk:
        desk.leg().ends()
        await passes(SETTLE_SECONDS + 0.1)
        assert await talk == "agent"


@simulated
async def test_a_callers_leg_that_is_lost_while_they_talk_is_a_fault_and_nobodys_hang_up() -> None:
    caller = leg(1)
    async with transferring() as desk, talking(desk, caller) as talk:
        caller.line.lost()
        await settled()
        assert await talk == "fault"


@simulated
async def test_an_agents_leg_that_is_lost_while_they_talk_has_the_next_one_rung() -> None:
    caller = leg(1)
    async with transferring() as desk:
        async with talking(desk, caller) as talk:
            await passes(MOST_SECONDS)
            desk.leg().line.lost()
            await settled()
            assert await talk == "lost"
        assert desk.told[-1] == f"agent_gone {A}"
        assert desk.state is State.RINGING
        await desk.accepted(B)  # the patience of the caller begins anew
        assert await desk.transferring.join(caller.line)


@simulated
async def test_an_agent_sends_the_caller_back_and_is_let_go() -> None:
    caller = leg(1)
    async with transferring() as desk:
        assert not desk.transferring.send_back()
        async with talking(desk, caller) as talk:
            assert desk.transferring.send_back()
            await passes(SETTLE_SECONDS)
            assert await talk == "back"
        assert desk.leg().hung_up()
        assert not caller.hung_up()
        assert desk.state is State.OVER
        assert not desk.transferring.send_back()


@simulated
async def test_the_call_of_an_agent_who_may_send_it_back_stays_with_us() -> None:
    caller = leg(1)
    async with transferring(stays=frozenset({A})) as desk, talking(desk, caller) as talk:
        await passes(1)
        assert Kind.TRANSFER not in caller.kinds
        caller.ends()
        await settled()
        assert await talk == "caller"


@simulated
async def test_who_asked_for_the_call_says_yes_by_picking_up_and_is_told_nothing() -> None:
    async with transferring(agreed=True) as desk:
        await settled()
        desk.leg().rings()
        desk.leg().picks_up()
        await settled()
        assert desk.state is State.ACCEPTED
        assert desk.told == [f"ringing {A}", f"accepted {A}"]
        assert desk.briefing.kinds == []


# -- from the queue ----------------------------------------------------------------------------

Heard = tuple[Signal, str | None, State]


@asynccontextmanager
async def in_line(most_seconds: float = 900.0) -> AsyncIterator[tuple[Desk, list[Heard]]]:
    """A transfer that waits for whom the queue offers; and what the queue hears of it."""
    switch, briefing, steps = Switch(), Brief(), list[tuple[Step, str | None, float]]()
    heard: list[Heard] = []
    work = Transferring(
        Plan(in_line=True, most_seconds=most_seconds),
        switch,
        briefing,
        lambda step, who, seconds: steps.append((step, who, seconds)),
        lambda signal, agent, transfer: heard.append((signal, agent, transfer.state)),
    )
    work.start()
    yield Desk(work, switch, briefing, steps), heard
    await work.close()
    assert all(each.hung_up() for each in switch.all), "a leg was left behind"


PHONE = Phone(A, AGENTS[A])
SCREEN = Phone(A, AGENTS[A], agreed=True)


@simulated
async def test_in_line_nobody_is_rung_until_the_queue_offers_somebody() -> None:
    async with in_line() as (desk, heard):
        desk.transferring.stand_in_line()
        await passes(MOST_SECONDS + 1)
        assert (desk.state, desk.switch.all) == (State.QUEUED, [])
        desk.transferring.offer(PHONE)
        await desk.accepted()
        assert desk.told == ["queued", f"ringing {A}", f"answered {A}", f"accepted {A}"]
        assert (Signal.SAID_YES, A, State.ACCEPTED) in heard


@simulated
async def test_who_is_lost_brings_the_caller_back_in_line_and_the_queue_hears_why() -> None:
    async with in_line() as (desk, heard):
        desk.transferring.offer(PHONE)
        await settled()
        desk.leg().ends(486)
        await settled()
        assert desk.state is State.QUEUED
        assert heard[-1] == (Signal.BUSY, A, State.QUEUED)
        desk.transferring.offer(PHONE)
        (await desk.picked_up()).presses("2")
        await settled()
        assert heard[-1] == (Signal.SAID_NO, A, State.QUEUED)


@simulated
async def test_who_is_rung_together_and_not_first_is_dropped_for_good() -> None:
    async with in_line() as (desk, _):
        desk.transferring.offer(PHONE)
        desk.transferring.offer(Phone(B, AGENTS[B]))
        await desk.picked_up(B)
        assert desk.leg(A).hung_up()
        desk.leg(B).presses("2")
        await settled()
        assert desk.state is State.QUEUED


@simulated
async def test_where_the_queue_has_nobody_or_after_the_longest_wait_it_has_failed() -> None:
    async with in_line() as (desk, _):
        desk.transferring.give_up()
        assert desk.told == ["failed"]
    async with in_line(most_seconds=60) as (desk, _):
        await passes(61)
        assert desk.told == ["failed"]


@simulated
async def test_a_yes_on_the_screen_needs_no_brief() -> None:
    async with in_line() as (desk, _):
        desk.transferring.offer(SCREEN)
        await settled()
        desk.leg().rings()
        desk.leg().picks_up()
        await settled()
        assert desk.state is State.ACCEPTED
        assert desk.briefing.kinds == []


@pytest.mark.parametrize("picked_up", [False, True])
@simulated
async def test_a_yes_on_the_screen_counts_once_the_telephone_is_picked_up(picked_up: bool) -> None:
    async with in_line() as (desk, _):
        desk.transferring.offer(PHONE)
        await settled()
        if picked_up:
            await desk.picked_up()
        desk.transferring.agree(A)
        if not picked_up:
            assert desk.state is State.RINGING
            await desk.picked_up()
        assert desk.state is State.ACCEPTED


@pytest.mark.parametrize("picked_up", [False, True])
@simulated
async def test_a_no_on_the_screen_stops_the_ringing(picked_up: bool) -> None:
    async with in_line() as (desk, heard):
        desk.transferring.offer(PHONE)
        await settled()
        if picked_up:
            await desk.picked_up()
        desk.transferring.decline(A)
        await settled()
        assert desk.leg().hung_up()
        assert heard[-1] == (Signal.SAID_NO, A, State.QUEUED)


@simulated
async def test_an_agent_may_hang_up_on_the_screen() -> None:
    caller = leg(1)
    async with transferring(stays=frozenset({A})) as desk, talking(desk, caller) as talk:
        desk.transferring.hang_up()
        await settled()
        assert desk.leg().hung_up()
        desk.leg().ends()
        await settled()
        assert await talk == "agent"


@simulated
async def test_with_another_kind_of_line_nothing_is_passed_on() -> None:
    caller = CallerLine()
    async with transferring() as desk:
        agent = await desk.accepted()
        assert await desk.transferring.join(caller)
        talk = asyncio.create_task(desk.transferring.talk())
        caller.say(2, 3)
        await passes(1)
        agent.speaks(0.1)
        await passes(1)
        assert agent.sound_seconds == pytest.approx(2.0, abs=0.1)
        assert 1 in caller.words_heard
        caller.go()
        await passes(0.1)
        assert await talk == "caller"
        await settled()
        assert agent.hung_up()


@simulated
async def test_a_talk_that_is_cancelled_ends_both() -> None:
    caller = leg(1)
    async with transferring() as desk, talking(desk, caller) as talk:
        talk.cancel()
        await asyncio.wait([talk])
        await desk.transferring.close()
        assert desk.leg().hung_up()
