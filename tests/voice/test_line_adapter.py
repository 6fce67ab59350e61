"""What pipecat does with the frames that reach the line's end of the pipeline."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from audio.frames import AudioFrame
from tests.voice.simulated_time import passes, settled, simulated
from tests.voice.small_house import CallerLine, sound
from voice.line_adapter import (
    CaptionFrame,
    ClearFrame,
    HangUpFrame,
    LineOut,
    MarkFrame,
    SpeechFrame,
)
from voice.pipeline import ready


class SlowLine(CallerLine):
    """Takes half a second to take a frame, as a socket does whose far end does not read."""

    async def play(self, frame: AudioFrame) -> None:
        await passes(0.5)
        await super().play(frame)


def speech(word: int, take: int) -> SpeechFrame:
    audio = sound(word, 0.02, 8000).tobytes()
    return SpeechFrame(audio=audio, sample_rate=8000, num_channels=1, take=take)


@asynccontextmanager
async def line_out(line: CallerLine) -> AsyncIterator[LineOut]:
    out = LineOut(line, asyncio.Event())
    worker, runner = await ready([out], line.out_rate_hz)
    running = asyncio.create_task(runner.run())
    await settled()
    try:
        yield out
    finally:
        await worker.cancel()
        await running


def heard(line: CallerLine) -> list[int]:
    return [int(item[0]) for item in line.waiting]


@simulated
async def test_sound_that_was_on_its_way_when_we_were_cut_off_is_not_played_after_it() -> None:
    line = CallerLine()
    async with line_out(line) as out:
        for frame in (speech(1, take=0), ClearFrame(take=1), speech(2, take=1)):
            await out.queue_frame(frame)
        await settled()
    assert heard(line) == [2000]


@simulated
async def test_sound_that_waits_for_a_slow_line_is_dropped_when_we_are_cut_off() -> None:
    line = SlowLine()
    async with line_out(line) as out:
        for _ in range(5):
            await out.queue_frame(speech(1, take=0))
        await passes(0.7)
        await out.queue_frame(ClearFrame(take=1))
        await passes(5)
    assert len(line.arrivals) == 1
    assert ("clear", "") in line.told


@simulated
async def test_a_hang_up_and_a_caption_outlive_a_cut() -> None:
    line = SlowLine()
    async with line_out(line) as out:
        for frame in (
            speech(1, take=0),
            MarkFrame(mark="s1"),
            CaptionFrame(speaker="desk", text="1"),
            HangUpFrame(),
        ):
            await out.queue_frame(frame)
        await passes(0.1)
        await out.queue_frame(ClearFrame(take=1))
        await passes(2)
    assert line.told == [("clear", ""), ("desk", "1"), ("hang up", "")]


@simulated
async def test_our_sound_keeps_its_length_and_order() -> None:
    line = CallerLine()
    async with line_out(line) as out:
        for word in (1, 2, 3):
            await out.queue_frame(speech(word, take=0))
        await settled()
    assert heard(line) == [1000, 2000, 3000]
