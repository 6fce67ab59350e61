"""The switchboard of the house: who is rung, who takes a call, and what agents may do with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from belbalie.queue_room import BREATH_SECONDS, REST_SECONDS, WRAP_UP_SECONDS
from desk.agents import Agent
from desk.switchboard import Change, NotNow, Presence, Stage, What
from dialog.acts import CancelTransfer
from dialog.agent_outcomes import AgentOutcome
from dialog.events import SentBack, TakenOver
from telephony.queue import SeatState
from telephony.transferring import RING_SECONDS
from tests.belbalie.switchboard_house import CENTRE, DESK, Call, House, agent, house, with_phone
from tests.voice.simulated_time import clock, passes, settled, simulated
from tests.voice.small_house import CallerLine

SANNE, KEES = agent("sanne"), agent("kees", "klantcontact", "burgerzaken")


@asynccontextmanager
async def staffed(*agents: Agent) -> AsyncIterator[House]:
    """A house with these, free; its queue runs."""
    async with house() as made:
        for each in agents:
            made.board.sit_down(each)
            made.board.be(each.name, Presence.AVAILABLE)
        running = asyncio.create_task(made.board.run())
        yield made
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def talks(made: House, name: str = "sanne", call: Call | None = None) -> Call:
    """This agent talks with a caller."""
    call = call or made.call()
    if not call.stages:
        call.wants()
    await made.picks_up(name, "1")
    assert await call.transfers.join(CallerLine())
    await passes(1)
    return call


# -- who is rung -------------------------------------------------------------------------------


@simulated
async def test_who_is_available_is_rung_and_the_caller_never_stands_in_line() -> None:
    async with staffed(SANNE) as made:
        call = made.call()
        call.wants()
        await made.picks_up("sanne", "1")
        assert call.stages == ["ringing", "answered", "accepted"]
        assert call.moved.agent == "Sanne"
        assert made.board.seat("sanne").presence is Presence.BUSY  # type: ignore[union-attr]


@simulated
async def test_where_nobody_is_there_it_has_failed_at_once() -> None:
    async with staffed() as made:
        made.board.sit_down(SANNE)  # away until she says otherwise
        call = made.call()
        call.wants()
        assert call.stages == ["failed"]


@simulated
async def test_who_is_busy_keeps_the_caller_in_line_with_position_and_estimate() -> None:
    async with staffed(SANNE) as made:
        await talks(made)
        callers = [made.call(f"call {n}") for n in (2, 3)]
        for each in callers:
            each.wants()
        told = [(each.moved.stage, each.moved.position) for each in callers]
        assert told == [("queued", 1), ("queued", 2)]
        assert callers[0].moved.estimate_seconds == 240
        assert [each.call for each in made.board.queue()] == ["call 2", "call 3"]
        assert made.board.queue()[1].position == 2


@simulated
async def test_danger_is_told_no_position_and_is_rung_first() -> None:
    async with staffed(SANNE) as made:
        await talks(made)
        waits, alarm = made.call("call 2"), made.call("call 3")
        waits.wants()
        alarm.wants(urgent=True)
        assert (alarm.moved.stage, alarm.moved.position) == ("queued", None)
        await made.calls[0].ends()
        made.board.finish("sanne", "call 1")
        await made.picks_up("sanne")
        assert alarm.stages[-1] == "answered"


@simulated
async def test_who_does_not_pick_up_is_away_and_the_next_is_rung() -> None:
    async with staffed(SANNE, KEES) as made:
        call = made.call()
        call.wants()
        await settled()
        first, second = ("sanne", "kees") if "sanne" in str(made.switch.legs) else ("kees", "sanne")
        made.leg(first).rings()
        await passes(RING_SECONDS + 0.1)
        assert made.board.seat(first).presence is Presence.AWAY  # type: ignore[union-attr]
        await made.picks_up(second, "1")
        assert call.stages[-1] == "accepted"


@simulated
async def test_when_the_last_does_not_pick_up_nobody_is_left() -> None:
    async with staffed(SANNE) as made:
        call = made.call()
        call.wants()
        await settled()
        made.leg("sanne").rings()
        await passes(RING_SECONDS + 0.1)
        assert call.stages == ["ringing", "waiting", "no_answer", "failed"]


@simulated
async def test_who_declines_is_asked_again_only_after_a_while() -> None:
    async with staffed(SANNE) as made:
        call = made.call()
        call.wants()
        await settled()
        made.board.decline("sanne", "call 1")
        await settled()
        assert call.stages == ["declined", "queued"]
        assert made.leg("sanne").hung_up()
        await passes(32)
        assert not made.leg("sanne").hung_up()


@simulated
async def test_a_caller_who_takes_it_back_or_hangs_up_frees_the_agent() -> None:
    async with staffed(SANNE) as made:
        call = made.call()
        call.wants()
        await settled()
        call.transfers.cancel()
        assert made.board.seat("sanne").presence is Presence.AVAILABLE  # type: ignore[union-attr]
        call.wants()
        await settled()
        await call.ends()
        assert made.board.seat("sanne").presence is Presence.AVAILABLE  # type: ignore[union-attr]
        assert made.board.queue() == []


@simulated
async def test_telephones_of_the_content_are_rung_unless_they_are_an_accounts() -> None:
    async with house(with_phone(DESK), CENTRE) as made:
        call = made.call()
        call.wants("burgerzaken")
        await settled()
        assert "sip:balie1@h" in made.switch.legs
        made.switch.legs["sip:balie1@h"][-1].ends(486)
        await settled()
        assert call.stages == ["busy", "queued"]
    async with house(with_phone(DESK), CENTRE) as made:
        made.board.sit_down(Agent(name="els", title="Els", address="sip:balie1@h"))
        call = made.call()
        call.wants("burgerzaken")
        assert call.stages == ["failed"]


@simulated
async def test_a_telephone_of_the_content_that_was_not_picked_up_rests_for_a_while() -> None:
    async with house(with_phone(DESK), CENTRE) as made:
        first, second = made.call(), made.call("call 2")
        first.wants("burgerzaken")
        await settled()
        made.switch.legs["sip:balie1@h"][-1].ends(404)
        await settled()
        assert first.stages == ["unreachable", "failed"]
        await passes(REST_SECONDS + 1)
        made.board.room.settle()
        second.wants("burgerzaken")
        await settled()
        assert second.stages == []
        assert len(made.switch.legs["sip:balie1@h"]) == 2


# -- what agents do ----------------------------------------------------------------------------


@simulated
async def test_a_yes_on_the_screen_takes_the_call_without_a_brief() -> None:
    async with staffed(SANNE) as made:
        call = made.call()
        call.wants()
        await settled()
        made.board.accept("sanne", "call 1")
        await made.picks_up("sanne")
        assert call.stages == ["ringing", "accepted"]


@simulated
async def test_after_a_call_the_agent_is_busy_until_they_are_done() -> None:
    async with staffed(SANNE) as made:
        call = await talks(made)
        assert made.board.call("call 1").stage is Stage.AGENT  # type: ignore[union-attr]
        with pytest.raises(NotNow):
            made.board.be("sanne", Presence.AWAY)
        with pytest.raises(NotNow):
            made.board.finish("sanne", "call 1")
        await call.ends()
        assert made.board.call("call 1").stage is Stage.OVER  # type: ignore[union-attr]
        assert made.board.seat("sanne").call == "call 1"  # type: ignore[union-attr]
        made.board.finish("sanne", "call 1")
        assert made.board.seat("sanne").presence is Presence.AVAILABLE  # type: ignore[union-attr]
        assert made.board.call("call 1") is None


@simulated
async def test_who_forgets_to_say_that_they_are_done_is_free_after_two_minutes() -> None:
    async with staffed(SANNE) as made:
        await (await talks(made)).ends()
        await passes(WRAP_UP_SECONDS - 2)
        assert made.board.seat("sanne").presence is Presence.BUSY  # type: ignore[union-attr]
        await passes(4)
        assert made.board.seat("sanne").presence is Presence.AVAILABLE  # type: ignore[union-attr]
        assert made.board.calls() == []


@simulated
async def test_the_agent_may_hang_up_or_send_the_caller_back() -> None:
    async with staffed(SANNE) as made:
        call = await talks(made)
        talk = asyncio.create_task(call.transfers.talk())
        await settled()
        made.board.send_back("sanne", "call 1", AgentOutcome.ANSWERED)
        await settled()
        assert await talk == "back"
        back = call.told[-1]
        assert isinstance(back, SentBack)
        assert (back.agent, back.outcome) == ("Sanne", AgentOutcome.ANSWERED)
        assert made.board.call("call 1").stage is Stage.ASSISTANT  # type: ignore[union-attr]
        made.board.finish("sanne", "call 1")
        call.wants()
        await talks(made, call=call)
        talk = asyncio.create_task(call.transfers.talk())
        await settled()
        made.board.hang_up("sanne", "call 1")
        made.leg("sanne").ends()
        await settled()
        assert await talk == "agent"


@simulated
async def test_a_call_with_the_assistant_is_taken_over_and_only_who_took_it_is_rung() -> None:
    async with staffed(SANNE, KEES) as made:
        call = made.call()
        made.board.take_over("kees", "call 1")
        assert call.asked == [TakenOver(at=clock().now(), agent="kees", department="klantcontact")]
        call.wants(agent="kees")
        await made.picks_up("kees")
        assert call.stages == ["ringing", "accepted"]
        assert list(made.switch.legs) == ["sip:kees@h"]


@simulated
async def test_who_took_over_and_is_lost_leaves_nobody_else_ringing() -> None:
    async with staffed(SANNE, KEES) as made:
        call = made.call()
        call.wants(agent="kees")
        await settled()
        made.leg("kees").ends(603)
        await settled()
        assert call.stages == ["declined", "failed"]
        assert list(made.switch.legs) == ["sip:kees@h"]
        assert made.board.seat("kees").presence is Presence.AVAILABLE  # type: ignore[union-attr]


@simulated
async def test_a_caller_who_waits_can_be_taken_by_who_would_not_be_asked() -> None:
    async with staffed(SANNE) as made:
        await talks(made)
        made.board.sit_down(KEES)  # away, and still
        call = made.call("call 2")
        call.wants()
        made.board.take_over("kees", "call 2")
        await made.picks_up("kees")
        assert call.stages == ["queued", "ringing", "accepted"]


@simulated
async def test_what_is_too_late_is_said() -> None:
    async with staffed(SANNE, KEES) as made:
        for what in (made.board.accept, made.board.decline, made.board.take_over,
                     made.board.hang_up, made.board.finish):  # fmt: skip
            with pytest.raises(NotNow):
                what("sanne", "call 9")
        call = await talks(made, "kees")
        with pytest.raises(NotNow):
            made.board.take_over("sanne", "call 1")
        with pytest.raises(NotNow):
            made.board.send_back("sanne", "call 1", None)
        await call.ends()


@simulated
async def test_nobody_is_available_without_a_telephone() -> None:
    async with staffed() as made:
        made.board.sit_down(Agent(name="els", title="Els"))
        with pytest.raises(NotNow):
            made.board.be("els", Presence.AVAILABLE)


@simulated
async def test_who_stands_up_in_mid_talk_is_gone_when_it_is_over() -> None:
    async with staffed(SANNE) as made:
        call = await talks(made)
        made.board.stand_up("sanne")
        assert made.board.room.queue.seats["sanne"].state is SeatState.BUSY
        await call.ends()
        await passes(WRAP_UP_SECONDS + 2)
        assert made.board.room.queue.seats == {}


@simulated
async def test_a_telephone_without_an_account_is_free_soon_after_a_call() -> None:
    async with house(with_phone(DESK), CENTRE) as made:
        call = made.call()
        call.wants("burgerzaken")
        await settled()
        leg = made.switch.legs["sip:balie1@h"][-1]
        leg.rings()
        leg.picks_up()
        await settled()
        leg.presses("1")
        await settled()
        assert await call.transfers.join(CallerLine())
        await passes(1)
        await call.ends()
        await passes(BREATH_SECONDS + 0.1)
        made.board.room.settle()
        assert made.board.room.queue.seats["Balie 1"].state is SeatState.FREE


# -- who watches -------------------------------------------------------------------------------


@simulated
async def test_a_watcher_misses_nothing_and_gets_what_is_equal_once() -> None:
    async with staffed(SANNE) as made:
        watch = made.board.watch()
        call = made.call()
        for _ in range(3):
            made.board.see("call 1", CancelTransfer())
        changes = [await anext(watch) for _ in range(1)]
        assert changes == [Change(What.CALL, "call 1")]
        call.wants()
        await settled()
        kinds = {(await anext(watch)).what for _ in range(3)}
        assert kinds == {What.CALL, What.QUEUE, What.SEATS}
