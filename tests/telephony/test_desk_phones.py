"""Browsers as telephones: they ring, talk, get lost, come back, and there is one for each agent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import numpy as np
import pytest

from audio.frames import AudioFrame, Key
from telephony.agent_line import FAULT, Down
from telephony.desk_line import (
    BROKEN_SECONDS,
    RATE_HZ,
    START_SECONDS,
    UNHEARD_SECONDS,
    DeskLine,
    Doing,
    Stage,
)
from telephony.desk_phones import (
    ANSWER_HEADER,
    CALL_HEADER,
    LEFT_SECONDS,
    MOST_FAULTS,
    DeskPhones,
    NoPhone,
)
from telephony.desk_window import ALIVE_SECONDS, MOST_SOUND, MOST_TEXTS
from telephony.media_socket import POLICY_VIOLATION
from telephony.media_socket import START_SECONDS as OPEN_SECONDS
from tests.telephony.browser import Browser
from tests.voice.simulated_time import passes, settled, simulated

SANNE = "desk:sanne"
CALL = {CALL_HEADER: "sip-1"}
FRAME = AudioFrame(np.full(RATE_HZ // 50, 500, np.int16), RATE_HZ)


@asynccontextmanager
async def phones() -> AsyncIterator[tuple[DeskPhones, list[str]]]:
    changed: list[str] = []
    made = DeskPhones(changed.append)
    yield made, changed
    await passes(LEFT_SECONDS + 0.1)


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[DeskPhones, Browser, DeskLine]]:
    """Sanne's browser is in a talk, and sends sound."""
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        line = await made.dial(SANNE, CALL)
        browser.says(event="accept", call="sip-1")
        browser.speaks()
        await settled()
        assert line.stage is Stage.TALKING
        yield made, browser, line
        line.drop()
        await browser.leaves()


# -- ringing -----------------------------------------------------------------------------------


@simulated
async def test_a_browser_rings_with_the_call_and_accepting_is_a_yes() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        line = await made.dial(SANNE, CALL)
        await settled()
        assert browser.told[-1] == {"event": "ringing", "call": "sip-1", "by": None}
        assert await line.wait_sign(1.0)
        assert not line.up.is_set()
        browser.says(event="accept", call="sip-1")
        assert await line.wait_up(1.0)
        assert await anext(line.receive()) == Key("1")
        assert browser.events == ["here", "idle", "ringing", "talking"]
        line.drop()
        await browser.leaves()


@simulated
async def test_declining_is_an_answer_of_a_person() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        line = await made.dial(SANNE, CALL)
        browser.says(event="decline", call="sip-1")
        await line.over.wait()
        assert line.down == Down("far", 603)
        assert made.can_ring("sanne")
        await browser.leaves()


@simulated
async def test_who_asked_for_the_call_need_not_answer() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        line = await made.dial(SANNE, CALL | {ANSWER_HEADER: "Auto"})
        await settled()
        assert line.stage is Stage.TALKING
        assert browser.events == ["here", "idle", "talking"]
        line.drop()
        await browser.leaves()


@simulated
async def test_a_browser_without_a_microphone_or_in_a_talk_cannot_be_rung() -> None:
    async with phones() as (made, changed):
        assert not made.can_ring("sanne")
        browser = await Browser(made).opens(ready=False)
        with pytest.raises(NoPhone):
            await made.dial(SANNE, CALL)
        browser.says(event="ready", microphone=True)
        await settled()
        assert made.can_ring("sanne")
        assert changed == ["sanne", "sanne"]
        line = await made.dial(SANNE, CALL)
        assert not made.can_ring("sanne")
        with pytest.raises(NoPhone):
            await made.dial(SANNE, CALL)
        line.drop()
        await browser.leaves()


@simulated
async def test_a_ring_that_stops_is_told_and_a_late_word_changes_nothing() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        line = await made.dial(SANNE, CALL)
        line.drop()
        line.drop()
        browser.says(event="accept", call="sip-1")
        await settled()
        assert browser.told[-1] == {"event": "over", "call": "sip-1", "by": "us"}
        assert browser.events.count("over") == 1
        assert not line.do(Doing.ACCEPT)
        await browser.leaves()


@simulated
async def test_a_word_about_another_call_is_none_about_this_one() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        line = await made.dial(SANNE, CALL)
        browser.says(event="accept", call="sip-0")
        await settled()
        assert line.stage is Stage.RINGING
        line.drop()
        await browser.leaves()


# -- talking -----------------------------------------------------------------------------------


@simulated
async def test_sound_goes_both_ways() -> None:
    async with talking() as (_, browser, line):
        for _ in range(50):
            await line.play(FRAME)
            await passes(0.02)
        assert browser.seconds_heard == pytest.approx(1.0, abs=0.05)
        heard = [event async for event in _first(line, 40) if isinstance(event, AudioFrame)]
        assert {int(frame.samples[0]) for frame in heard} == {1000}
        assert {len(frame.samples) for frame in heard} == {320}


async def _first(line: DeskLine, count: int) -> AsyncIterator[object]:
    left = count
    async for event in line.receive():
        yield event
        left -= 1
        if not left:
            return


@simulated
async def test_an_agent_hangs_up() -> None:
    async with talking() as (_, browser, line):
        browser.says(event="hangup", call="sip-1")
        events = [event async for event in line.receive()]
        assert events[0] == Key("1")
        assert line.down == Down("far", None)
        await line.play(FRAME)  # nobody hears it, and nothing breaks


@simulated
async def test_sound_at_another_rate_is_refused() -> None:
    async with talking() as (_, _, line):
        with pytest.raises(ValueError, match="expected sound at 16000 Hz, got 8000"):
            await line.play(AudioFrame(np.zeros(160, np.int16), 8000))


# -- lost and back -----------------------------------------------------------------------------


@simulated
async def test_a_page_that_follows_another_at_once_is_missed_by_nobody() -> None:
    async with talking() as (made, browser, line):
        await browser.leaves()
        await passes(UNHEARD_SECONDS * 0.8)
        again = await Browser(made).opens("w1")
        assert again.events[:2] == ["here", "talking"]
        again.speaks()
        await passes(3.0)
        assert not line.unheard.is_set()
        await again.leaves()


@simulated
async def test_a_lost_network_is_known_in_a_second_and_the_talk_goes_on_when_it_is_back() -> None:
    async with talking() as (made, browser, line):
        await passes(START_SECONDS)
        await browser.loses_network()
        await passes(UNHEARD_SECONDS + 0.05)
        assert line.unheard.is_set()
        back = asyncio.create_task(line.heard_again())
        await browser.leaves()
        await passes(BROKEN_SECONDS - 3.0)
        assert not back.done()
        again = await Browser(made).opens("w1")
        again.speaks()
        await settled()
        assert back.done()
        assert not line.unheard.is_set()
        assert line.stage is Stage.TALKING
        await passes(BROKEN_SECONDS)
        assert line.stage is Stage.TALKING
        await again.leaves()


@simulated
async def test_a_browser_that_stays_away_has_broken_the_line() -> None:
    async with talking() as (_, browser, line):
        await browser.leaves()
        await passes(BROKEN_SECONDS + 0.1)
        assert line.down == Down(FAULT, None)
        with pytest.raises(ConnectionError):
            [event async for event in line.receive()]


@simulated
async def test_a_microphone_that_never_sends_is_noticed_too() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        line = await made.dial(SANNE, CALL | {ANSWER_HEADER: "Auto"})
        await passes(START_SECONDS + UNHEARD_SECONDS + 0.1)
        assert line.unheard.is_set()
        line.drop()
        await browser.leaves()


@simulated
async def test_a_page_that_is_left_rings_on_when_another_follows() -> None:
    async with phones() as (made, changed):
        browser = await Browser(made).opens()
        await browser.leaves()
        assert made.can_ring("sanne")
        line = await made.dial(SANNE, CALL)
        again = await Browser(made).opens("w1", ready=False)
        assert again.events == ["here", "ringing"]
        assert line.stage is Stage.RINGING
        line.drop()
        changed.clear()
        await again.leaves()
        await passes(LEFT_SECONDS + 0.1)
        assert not made.can_ring("sanne")
        assert changed == ["sanne"]


# -- several windows ---------------------------------------------------------------------------


@simulated
async def test_a_second_window_is_told_that_the_telephone_is_elsewhere() -> None:
    async with talking() as (made, first, line):
        second = await Browser(made).opens("w2")
        assert second.events == ["elsewhere"]
        second.sends(b"\0\0")
        second.says(event="hangup", call="sip-1")
        await settled()
        assert line.stage is Stage.TALKING
        await second.leaves()
        assert "taken" not in first.events


@simulated
async def test_a_talk_goes_on_in_the_window_that_takes_it() -> None:
    async with talking() as (made, first, line):
        second = await Browser(made).opens("w2")
        second.says(event="take")
        second.says(event="ready", microphone=True)
        await settled()
        assert first.events[-1] == "taken"
        assert second.events == ["elsewhere", "here", "talking"]
        await first.loses_network()
        second.speaks(2000)
        await passes(5.0)
        assert not line.unheard.is_set()
        await line.play(FRAME)
        await settled()
        assert second.sound
        assert not first.sound
        first.says(event="take")
        await settled()
        assert second.events[-1] == "taken"
        await second.leaves()


@simulated
async def test_when_the_telephone_is_closed_the_other_windows_are_told() -> None:
    async with phones() as (made, _):
        first = await Browser(made).opens("w1")
        second = await Browser(made).opens("w2")
        await first.leaves()
        third = await Browser(made).opens("w3")
        assert third.events == ["elsewhere"]
        await passes(LEFT_SECONDS + 0.1)
        assert second.events == ["elsewhere", "free"]
        assert not made.can_ring("sanne")
        for each in (second, third):
            await each.leaves()


# -- what is wrong on the wire -----------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    ["", "[]", '{"event":"sing"}', '{"event":7}', b"\0", "x" * 300_000],
    ids=["empty", "list", "unknown", "number", "half a sample", "large"],
)
@simulated
async def test_a_message_that_is_wrong_is_answered_and_dropped(message: str | bytes) -> None:
    async with talking() as (_, browser, line):
        browser.sends(message)
        await settled()
        assert browser.events[-1] == "error"
        assert line.stage is Stage.TALKING


@simulated
async def test_a_window_that_only_sends_nonsense_is_closed() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        for _ in range(MOST_FAULTS):
            browser.sends("nonsense")
        await settled()
        assert browser.closed is not None


@pytest.mark.parametrize("first", ['{"event":"take"}', "nonsense", b"\0\0", '{"event":"open"}'])
@simulated
async def test_a_window_opens_with_its_name_or_not_at_all(first: str | bytes) -> None:
    async with phones() as (made, _):
        browser = Browser(made)
        browser.sends(first)
        await made.serve("sanne", browser)
        assert browser.closed == POLICY_VIOLATION


@simulated
async def test_a_window_that_says_nothing_is_closed() -> None:
    async with phones() as (made, _):
        browser = Browser(made)
        serving = asyncio.create_task(made.serve("sanne", browser))
        await passes(OPEN_SECONDS + 0.1)
        assert serving.done()
        assert browser.closed == POLICY_VIOLATION


@simulated
async def test_a_window_always_knows_that_its_network_is_there() -> None:
    async with phones() as (made, _):
        browser = await Browser(made).opens()
        await passes(10 * ALIVE_SECONDS)
        assert len([each for each in browser.told if each["event"] == "alive"]) >= 9
        await browser.leaves()


@simulated
async def test_sound_that_a_network_does_not_take_is_dropped_the_oldest_first() -> None:
    async with talking() as (_, browser, line):
        browser.slow.clear()
        for _ in range(5 * MOST_SOUND):
            await line.play(FRAME)
        browser.slow.set()
        await passes(0.1)
        assert len(browser.sound) <= MOST_SOUND + 2


@simulated
async def test_a_window_that_takes_nothing_at_all_is_let_go() -> None:
    async with talking() as (_, browser, line):
        browser.slow.clear()
        await line.play(FRAME)
        await settled()
        for _ in range(MOST_TEXTS + 5):
            await line.clear()
        browser.slow.set()
        await settled()
        assert browser.closed is not None
