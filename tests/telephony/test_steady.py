"""A caller's sound at an even pace, whatever the network does to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.steady import FRAME_SECONDS, HOLE_SECONDS, Steady

RATE_HZ = 8000
FRAME = b"\1\0" * 160
SILENCE = bytes(len(FRAME))


def ticks(steady: Steady, *sounds: bytes, start: int = 1) -> list[list[bytes]]:
    """What comes out when this comes in, 20 ms after 20 ms; an empty sound is none."""
    return [steady.feed(sound, (start + nth) * FRAME_SECONDS) for nth, sound in enumerate(sounds)]


def test_what_comes_goes_on_at_once() -> None:
    assert ticks(Steady(RATE_HZ, 0.0), FRAME, FRAME + FRAME) == [[FRAME], [FRAME, FRAME]]


@pytest.mark.parametrize("size", [1, 2, 100, 321, 1600])
def test_frames_are_of_twenty_milliseconds_however_it_was_cut(size: int) -> None:
    sound = bytes(range(256)) * 10
    steady = Steady(RATE_HZ, 0.0)
    found = [
        frame
        for at in range(0, len(sound), size)
        for frame in steady.feed(sound[at : at + size], 0.0)
    ]
    assert b"".join(found) == sound[: len(sound) // 320 * 320]
    assert {len(frame) for frame in found} == {320}


def test_a_frame_at_16_khz_is_twice_as_large() -> None:
    assert Steady(16000, 0.0).feed(bytes(640), 0.0) == [bytes(640)]


def test_a_hole_is_filled_with_silence_once_it_is_longer_than_jitter() -> None:
    out = ticks(Steady(RATE_HZ, 0.0), FRAME, *[b""] * 20)
    assert out[:5] == [[FRAME], [], [], [], []]
    assert sum(map(len, out)) == pytest.approx(len(out), abs=1)
    assert all(frame == SILENCE for frames in out[1:] for frame in frames)


def test_sound_before_its_beginning_is_silence_too() -> None:
    out = ticks(Steady(RATE_HZ, 0.0), *[b""] * 50)
    assert sum(map(len, out)) == pytest.approx(50, abs=1)


def test_a_short_hole_is_left_as_it_is() -> None:
    out = ticks(Steady(RATE_HZ, 0.0), FRAME, b"", b"", b"", FRAME)
    assert [len(frames) for frames in out] == [1, 0, 0, 0, 1]


def test_on_hold_time_stands_still() -> None:
    steady = Steady(RATE_HZ, 0.0)
    steady.hold(True, 1.0)
    assert steady.feed(b"", 100.0) == []
    assert steady.silent_seconds(100.0) == 0.0
    steady.hold(False, 100.0)
    assert steady.feed(b"", 100.0 + HOLE_SECONDS / 2) == []
    assert steady.silent_seconds(101.0) == pytest.approx(1.0)
    assert len(steady.feed(b"", 101.0)) == pytest.approx(50, abs=1)


def test_how_long_nothing_came_is_counted_through_the_silence_that_fills_it() -> None:
    steady = Steady(RATE_HZ, 0.0)
    ticks(steady, FRAME, *[b""] * 49)
    assert steady.silent_seconds(1.0) == pytest.approx(1.0 - FRAME_SECONDS)
    steady.feed(FRAME, 1.0)
    assert steady.silent_seconds(1.0) == 0.0


_SPURTS = st.lists(st.tuples(st.integers(1, 60), st.integers(9, 100)), min_size=1, max_size=12)
"""Frames that somebody speaks, and then frames for which nothing is sent: longer than a hole even
where jitter eats three of them. Shorter ones are jitter, and are not filled."""
_JITTER = st.lists(st.integers(0, 3), min_size=1, max_size=50)
"""How many ticks late each frame is, over and over; order is kept."""


@given(_SPURTS, _JITTER)
def test_as_much_comes_out_as_time_has_passed_whenever_sound_comes_in(
    spurts: list[tuple[int, int]], jitter: list[int]
) -> None:
    arrivals: dict[int, int] = {}
    sent = last = 0
    for speaks, pauses in spurts:
        for _ in range(speaks):
            last = max(last, sent + jitter[sent % len(jitter)])
            arrivals[last] = arrivals.get(last, 0) + 1
            sent += 1
        sent += pauses
    steady, frames = Steady(RATE_HZ, 0.0), 0
    for tick in range(sent):
        frames += len(steady.feed(FRAME * arrivals.get(tick, 0), tick * FRAME_SECONDS))
    hole = HOLE_SECONDS / FRAME_SECONDS
    late = (max(jitter) + 1) * len(spurts)  # of each hole, as much as its ends are late
    assert sent - hole - late <= frames <= sent + late
