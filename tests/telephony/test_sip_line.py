"""One SIP leg as the house sees it; the SIP process behind it is the test."""

import asyncio

import numpy as np
import pytest

from audio.frames import AudioFrame, Hold, Key, LineEvent, Played, Samples
from telephony.agent_line import Down
from telephony.sip_line import DOWN_SECONDS, SipLine
from telephony.sip_wire import Kind, Packet
from tests.telephony.switch import Leg, leg
from tests.voice.simulated_time import passes, settled, simulated

SECONDS = 5.0


def frame(rate_hz: int, level: int = 1000) -> AudioFrame:
    return AudioFrame(np.full(rate_hz // 50, level, np.int16), rate_hz)


def sound(leg: Leg) -> Samples:
    """All that was sent to be played, as it travels."""
    sent = b"".join(each.payload for each in leg.asked if each.kind is Kind.SOUND)
    return np.frombuffer(sent, "<i2").astype(np.int16)


async def received(leg: Leg) -> list[LineEvent]:
    """What came before the far end hung up."""
    leg.ends()
    return [event async for event in leg.line.receive()]


def up(rate_hz: int = 8000) -> Leg:
    made = leg()
    made.tells(Kind.UP, rate_hz=rate_hz)
    return made


# -- what comes --------------------------------------------------------------------------------


async def test_sound_keys_marks_and_hold_come_in_their_order() -> None:
    far = up()
    far.speaks(0.02)
    far.presses("5")
    far.tells(Kind.PLAYED, mark="s1")
    far.tells(Kind.HELD, held=True)
    far.tells(Kind.HELD, held=False)
    first, *others = await received(far)
    assert isinstance(first, AudioFrame)
    assert (first.rate_hz, len(first.samples), int(first.samples[0])) == (8000, 160, 1000)
    assert others == [Key("5"), Played("s1"), Hold(True), Hold(False)]


async def test_sound_has_the_rate_that_was_agreed_on_last() -> None:
    far = up(8000)
    far.speaks(0.02)
    far.tells(Kind.UP, rate_hz=16000)
    far.speaks(0.02)
    assert [event.rate_hz for event in await received(far) if isinstance(event, AudioFrame)] == [
        8000,
        16000,
    ]


@pytest.mark.parametrize("digit", ["A", "D", "", "12"])
async def test_a_key_that_no_telephone_has_is_passed_over(digit: str) -> None:
    far = up()
    far.presses(digit)
    assert await received(far) == []


async def test_what_comes_can_be_read_on_by_another_reader() -> None:
    far = up()
    far.presses("1")
    first = aiter(far.line.receive())
    assert await anext(first) == Key("1")
    waiting = asyncio.ensure_future(anext(first))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    far.presses("2")
    assert await received(far) == [Key("2")]


def test_a_kind_that_is_not_for_a_line_is_an_error() -> None:
    with pytest.raises(KeyError):
        leg().tells(Kind.READY)


def test_a_line_tells_who_calls_and_has_a_name_of_its_own() -> None:
    line = SipLine(1, lambda _: None, caller="+31612345678", called="140999")
    assert (line.kind, line.caller, line.called) == ("sip", "+31612345678", "140999")
    assert line.id != leg().line.id
    assert "316" not in line.id


# -- what goes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rate_hz", [8000, 16000])
async def test_sound_goes_at_the_rate_of_the_codec(rate_hz: int) -> None:
    far = up(rate_hz)
    assert far.line.out_rate_hz == rate_hz
    await far.line.play(frame(rate_hz))
    assert sound(far).tolist() == [1000] * (rate_hz // 50)


async def test_sound_at_another_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="expected sound at 8000 Hz, got 16000"):
        await up().line.play(frame(16000))


@pytest.mark.parametrize(("first", "then"), [(8000, 16000), (16000, 8000)])
async def test_when_the_codec_changes_the_house_speaks_on_at_its_first_rate(
    first: int, then: int
) -> None:
    far = up(first)
    far.tells(Kind.UP, rate_hz=then)
    assert far.line.out_rate_hz == first
    for _ in range(50):
        await far.line.play(frame(first))
    assert len(sound(far)) == then
    assert np.abs(sound(far)[then // 2 :] - 1000).max() < 20


async def test_marks_and_clears_go_in_their_order_with_the_sound() -> None:
    far = up()
    await far.line.play(frame(8000))
    await far.line.mark("s1")
    await far.line.clear()
    await far.line.caption("desk", "Goedemiddag")
    assert far.kinds == [Kind.SOUND, Kind.MARK, Kind.CLEAR]
    assert far.asked[1].fields == {"mark": "s1"}


async def test_after_the_end_nothing_goes_and_nothing_raises() -> None:
    far = up()
    far.ends()
    await far.line.play(frame(8000))
    await far.line.mark("s1")
    await far.line.clear()
    far.line.refuse()
    await far.line.hang_up()
    far.line.drop()
    assert far.asked == []


# -- up and down -------------------------------------------------------------------------------


@simulated
async def test_an_answer_is_asked_for_and_waits_until_sound_can_go() -> None:
    far = leg(1)
    answering = asyncio.create_task(far.line.answer())
    await settled()
    assert far.kinds == [Kind.ANSWER]
    assert not answering.done()
    far.picks_up()
    assert await answering


@simulated
async def test_who_hangs_up_before_sound_could_go_was_not_answered() -> None:
    far = leg(1)
    answering = asyncio.create_task(far.line.answer())
    await passes(1)
    far.ends()
    assert not await answering


@simulated
async def test_an_answer_without_sound_is_none() -> None:
    assert not await leg(1).line.answer()


@simulated
async def test_waiting_for_a_pick_up_ends_with_it_with_the_leg_or_with_the_time() -> None:
    for happens, picked_up in ((Leg.picks_up, True), (Leg.ends, False), (Leg.rings, False)):
        far = leg()
        waiting = asyncio.create_task(far.line.wait_up(SECONDS))
        await passes(1)
        happens(far)
        assert await waiting is picked_up
        assert far.line.ringing.is_set() is (happens is Leg.rings)


async def test_a_refusal_is_asked_for() -> None:
    far = leg(1)
    far.line.refuse()
    assert far.kinds == [Kind.REFUSE]


@pytest.mark.parametrize(
    ("by", "status"), [("far", None), ("far", 486), ("us", None), ("fault", None)]
)
async def test_how_a_leg_ended_is_told(by: str, status: int | None) -> None:
    far = leg()
    far.ends(status, by)
    assert far.line.over.is_set()
    assert far.line.down == Down(by, status)


async def test_a_leg_that_goes_with_the_sip_process_was_a_fault_unless_it_was_over() -> None:
    lost, over = leg(), leg()
    over.ends(486)
    for each in (lost, over):
        each.line.lost()
    assert (lost.line.down, over.line.down) == (Down("fault", None), Down("far", 486))
    assert lost.line.over.is_set()


async def test_a_line_that_was_lost_tells_so_to_who_reads_it_after_what_had_come() -> None:
    far = up()
    far.presses("1")
    far.line.lost()
    coming = aiter(far.line.receive())
    assert await anext(coming) == Key("1")
    with pytest.raises(ConnectionError):
        await anext(coming)


async def test_a_hang_up_is_asked_for_and_known() -> None:
    far = up()
    far.speaks(0.02)
    await far.line.hang_up()
    await far.line.hang_up()
    assert far.kinds == [Kind.HANG_UP]
    assert far.line.over.is_set()
    assert [event async for event in far.line.receive()] == []


@simulated
async def test_a_hang_up_that_nobody_follows_keeps_nobody_waiting() -> None:
    far = up()
    far.deaf = True
    began = asyncio.get_running_loop().time()
    await far.line.hang_up()
    assert asyncio.get_running_loop().time() - began == pytest.approx(DOWN_SECONDS)


# -- passing on --------------------------------------------------------------------------------


@pytest.mark.parametrize("done", [True, False])
@simulated
async def test_two_far_ends_are_joined_or_cannot_be(done: bool) -> None:
    caller, agent = leg(1), leg(2)
    joining = asyncio.create_task(caller.line.join(agent.line, SECONDS))
    await settled()
    assert caller.asked == [Packet(Kind.TRANSFER, 1, b'{"with":2}')]
    caller.tells(Kind.TRANSFERRED, done=done, status=200)
    assert await joining is done


@simulated
async def test_a_far_end_that_says_nothing_cannot_be_joined() -> None:
    assert not await leg(1).line.join(leg(2).line, SECONDS)


async def test_word_of_a_join_that_nobody_waits_for_is_passed_over() -> None:
    leg(1).tells(Kind.TRANSFERRED, done=True, status=200)
