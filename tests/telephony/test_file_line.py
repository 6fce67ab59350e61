"""A caller made of sound files, in simulated time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import numpy as np
import pytest

from audio.frames import AudioFrame, LineEvent, Played, Samples
from telephony.file_line import PATIENCE_SECONDS, QUIET_SECONDS, RATE_HZ, FileLine
from tests.voice.simulated_time import passes, simulated, stall


def sound(level: int, seconds: float) -> Samples:
    return np.full(round(seconds * RATE_HZ), level, np.int16)


class Desk:
    """What has come from the line, and when."""

    def __init__(self, line: FileLine) -> None:
        self.line = line
        self.came: list[tuple[float, LineEvent]] = []
        self.reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for item in self.line.receive():
            self.came.append((asyncio.get_running_loop().time(), item))

    async def says(self, level: int, seconds: float, mark: str = "") -> None:
        """Send a second's worth at once, as the line must take it."""
        await self.line.play(AudioFrame(sound(level, seconds), RATE_HZ))
        if mark:
            await self.line.mark(mark)

    @property
    def frames(self) -> list[AudioFrame]:
        return [item for _, item in self.came if isinstance(item, AudioFrame)]

    @property
    def marks(self) -> list[tuple[float, str]]:
        return [(round(at, 2), item.mark) for at, item in self.came if isinstance(item, Played)]

    def heard_from(self, least: int = 1000) -> list[float]:
        """Begin and end of the caller's speech, in seconds."""
        loud = [at for at, item in self.came if isinstance(item, AudioFrame) and _loud(item, least)]
        return [round(loud[0] - 0.02, 2), round(loud[-1], 2)] if loud else []


def _loud(frame: AudioFrame, least: int) -> bool:
    return int(np.abs(frame.samples).max()) >= least


@asynccontextmanager
async def answered(*turns: Samples) -> AsyncIterator[Desk]:
    desk = Desk(FileLine(turns))
    try:
        yield desk
    finally:
        await desk.line.hang_up()
        await desk.reading


@simulated
async def test_frames_of_20_ms_come_at_the_pace_of_time() -> None:
    async with answered() as desk:
        await passes(10.001)
        assert len(desk.frames) == 500
        assert {(len(frame.samples), frame.rate_hz) for frame in desk.frames} == {(160, 8000)}


@simulated
async def test_a_busy_loop_loses_no_frame() -> None:
    async with answered() as desk:
        await passes(1)
        stall(0.5)
        await passes(1.001)
        assert len(desk.frames) == 125


@simulated
async def test_the_caller_speaks_once_the_desk_has_spoken_and_is_quiet() -> None:
    async with answered(sound(5000, 1.0)) as desk:
        await passes(3)
        await desk.says(3000, 2.0)
        await passes(5)
        begin, end = desk.heard_from()
        assert begin == pytest.approx(3 + 2 + QUIET_SECONDS, abs=0.05)
        assert end - begin == pytest.approx(1.0, abs=0.03)


@simulated
async def test_a_pause_between_our_sentences_is_not_taken_for_the_end() -> None:
    async with answered(sound(5000, 1.0)) as desk:
        for _ in range(3):
            await desk.says(3000, 0.5)
            await passes(0.5 + QUIET_SECONDS - 0.2)
        assert desk.heard_from() == []


@simulated
async def test_a_caller_who_hears_nothing_speaks_in_the_end_and_then_hangs_up() -> None:
    async with answered(sound(5000, 1.0)) as desk:
        await passes(PATIENCE_SECONDS + 0.1)
        assert desk.heard_from()
        assert not desk.reading.done()
        await passes(PATIENCE_SECONDS + 1.1)
        assert desk.reading.done()


@simulated
async def test_turns_come_one_after_the_other_and_the_caller_hangs_up_after_the_last_answer() -> (
    None
):
    async with answered(sound(5000, 0.5), sound(9000, 0.5)) as desk:
        for _ in range(3):
            assert not desk.reading.done()
            await desk.says(3000, 0.2)
            await passes(2.2)
        levels = [int(frame.samples.max()) for frame in desk.frames]
        heard = [level for level in (5000, 9000) if any(abs(level - got) < 200 for got in levels)]
        assert heard == [5000, 9000]
        assert desk.reading.done()


@simulated
async def test_what_is_played_is_heard_from_the_moment_of_answering_as_on_a_telephone() -> None:
    async with answered() as desk:
        await passes(1.001)
        await desk.says(3000, 0.5)
        await passes(1)
        heard = desk.line.heard
        loud = np.flatnonzero(np.abs(heard) > 1000) / RATE_HZ
        assert loud[0] == pytest.approx(1.0, abs=0.03)
        assert loud[-1] - loud[0] == pytest.approx(0.5, abs=0.001)
        # A-law keeps it to within a few per cent, and does not keep it exactly
        level = int(np.median(heard[np.abs(heard) > 1000]))
        assert level != 3000
        assert level == pytest.approx(3000, rel=0.03)


@pytest.mark.parametrize("samples", [1, 80, 160, 161, 4000])
@simulated
async def test_sound_of_any_length_is_played_at_its_own_pace(samples: int) -> None:
    async with answered() as desk:
        for _ in range(8000 // samples):
            await desk.line.play(AudioFrame(np.full(samples, 3000, np.int16), RATE_HZ))
        await passes(1.5)
        heard = np.count_nonzero(np.abs(desk.line.heard) > 1000)
        assert heard == 8000 // samples * samples


@simulated
async def test_a_mark_comes_back_when_all_before_it_was_played() -> None:
    async with answered() as desk:
        await desk.says(3000, 0.5, "first")
        await desk.says(3000, 0.3, "second")
        await passes(1)
        assert desk.marks == [(0.5, "first"), (0.8, "second")]


@simulated
async def test_clear_drops_what_was_not_played_and_gives_its_marks_back() -> None:
    async with answered() as desk:
        await desk.says(3000, 2.0, "dropped")
        await passes(0.501)
        await desk.line.clear()
        await desk.says(6000, 0.2, "kept")
        await passes(1)
        assert desk.marks == [(0.52, "dropped"), (0.7, "kept")]
        heard = np.abs(desk.line.heard.astype(int))
        assert np.count_nonzero(heard > 1000) / RATE_HZ == pytest.approx(0.7, abs=0.001)


@simulated
async def test_sound_of_another_rate_is_refused() -> None:
    async with answered() as desk:
        with pytest.raises(ValueError, match="8000 Hz, got 16000 Hz"):
            await desk.line.play(AudioFrame(np.zeros(320, np.int16), 16000))


@simulated
async def test_hanging_up_ends_the_call_within_a_frame() -> None:
    async with answered(sound(5000, 1.0)) as desk:
        await passes(0.5)
        await desk.line.hang_up()
        await passes(0.03)
        assert desk.reading.done()
