"""What goes out on a line, and at which rate."""

import numpy as np
import pytest

from audio.frames import AudioFrame, Samples
from audio.level import dbfs
from tests.voice.simulated_time import passes, simulated
from tests.voice.small_house import CallerLine, sound
from voice.line_adapter import LINE_SECONDS, LineOut
from voice.voices import SPEAKING_HZ


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


def frames(samples: Samples) -> list[AudioFrame]:
    size = SPEAKING_HZ // 50
    return [AudioFrame(samples[at : at + size], SPEAKING_HZ) for at in range(0, len(samples), size)]


async def played_on(line: CallerLine, samples: Samples) -> Samples:
    out = LineOut(line)
    for frame in frames(samples):
        await out.play(frame)
    return np.concatenate(line.waiting)


def sweep(from_hz: float, to_hz: float) -> Samples:
    at = np.arange(SPEAKING_HZ) / SPEAKING_HZ
    return (15000 * np.sin(2 * np.pi * (from_hz * at + (to_hz - from_hz) * at**2 / 2))).astype(
        np.int16
    )


@simulated
async def test_a_wideband_line_gets_all_that_we_speak() -> None:
    sound = sweep(4000, 7900)
    assert np.array_equal(await played_on(CallerLine(SPEAKING_HZ), sound), sound)


@simulated
async def test_a_narrow_line_gets_what_it_can_carry_and_no_alias_of_the_rest() -> None:
    low, high = sweep(300, 3200), sweep(4000, 7900)
    assert dbfs(await played_on(CallerLine(8000), low)) == pytest.approx(dbfs(low), abs=0.2)
    assert dbfs((await played_on(CallerLine(8000), high))[400:]) < dbfs(high) - 50
