"""What goes out on a line, and at which rate."""

import numpy as np
import pytest

from audio.frames import AudioFrame
from tests.voice.simulated_time import passes, simulated
from tests.voice.small_house import CallerLine, sound
from voice.line_adapter import LINE_SECONDS, LineOut


class StuckLine(CallerLine):
    """Takes nothing any more, as a socket does whose far end does not read."""

    async def play(self, frame: AudioFrame) -> None:
        await passes(1000)


def speech(word: int, rate_hz: int = 8000) -> AudioFrame:
    return AudioFrame(sound(word, 0.02, rate_hz), rate_hz)


@simulated
async def test_our_sound_keeps_its_length_and_order() -> None:
    line = CallerLine()
    out = LineOut(line)
    for word in (1, 2, 3):
        await out.play(speech(word))
    assert [int(item[0]) for item in line.waiting] == [1000, 2000, 3000]


@simulated
async def test_sound_of_another_rate_is_brought_to_that_of_the_line() -> None:
    line = CallerLine(16000)
    out = LineOut(line)
    for _ in range(10):
        await out.play(speech(1))
    played = [item for item in line.waiting if isinstance(item, np.ndarray)]
    assert [len(item) for item in played] == [320] * 10


@simulated
async def test_a_line_that_takes_nothing_any_more_is_given_up() -> None:
    out = LineOut(StuckLine())
    with pytest.raises(TimeoutError):
        await out.play(speech(1))
    assert LINE_SECONDS < 10


@simulated
async def test_what_waits_on_the_line_is_dropped() -> None:
    line = CallerLine()
    out = LineOut(line)
    await out.play(speech(1))
    await out.clear()
    await out.play(speech(2))
    assert [int(item[0]) for item in line.waiting] == [2000]
