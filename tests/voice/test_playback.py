"""What is heard of our sound, however often it is held."""

import asyncio
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.frames import AudioFrame, Samples
from tests.voice.simulated_time import SimulatedLoop, passes, simulated
from voice.playback import HOLD_SECONDS, LEAD_SECONDS, Playback

RATE_HZ = 8000
FRAME = 160


class Ear:
    """A far end that plays sample by sample, in order, and honours `clear`."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._began: list[tuple[float, Samples]] = []
        self.heard: list[Samples] = []

    async def play(self, frame: AudioFrame) -> None:
        self._listen()
        last = self._began[-1] if self._began else None
        free = last[0] + len(last[1]) / RATE_HZ if last else 0.0
        self._began.append((max(free, self._loop.time()), frame.samples))

    async def clear(self) -> None:
        self._listen()
        if self._began:
            began, samples = self._began[0]
            self.heard.append(samples[: max(0, round((self._loop.time() - began) * RATE_HZ))])
        self._began.clear()

    def _listen(self) -> None:
        """What was played to its end."""
        while self._began and self._began[0][0] + len(self._began[0][1]) / RATE_HZ <= (
            self._loop.time() + 1e-9
        ):
            self.heard.append(self._began.pop(0)[1])

    def all(self) -> Samples:
        self._listen()
        return np.concatenate([*self.heard, np.zeros(0, np.int16)])


def numbered(seconds: float) -> Samples:
    """No two samples alike, so that one heard twice or not at all is seen."""
    return np.arange(1, round(seconds * RATE_HZ) + 1).astype(np.int16)


def frames(samples: Samples) -> Iterator[Samples]:
    for at in range(0, len(samples), FRAME):
        yield samples[at : at + FRAME]


async def say(playback: Playback, samples: Samples) -> None:
    for frame in frames(samples):
        await playback.play(frame)
    await playback.heard()


Pauses = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), max_size=6)
"""So long we speak, and so long we are held, in ms."""


@settings(max_examples=60, deadline=None)
@given(Pauses)
def test_every_sample_is_heard_once_and_in_order_however_often_we_hold(
    pauses: list[tuple[int, int]],
) -> None:
    async def run() -> tuple[Samples, Samples]:
        ear, sound = Ear(), numbered(2.0)
        playback = Playback(ear, asyncio.get_running_loop().time, RATE_HZ)
        saying = asyncio.create_task(say(playback, sound))
        for spoken_ms, held_ms in pauses:
            await passes(spoken_ms / 1000)
            await playback.hold()
            await passes(held_ms / 1000)
            playback.go_on()
        await saying
        return ear.all(), sound

    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        heard, sound = runner.run(run())
    assert np.array_equal(heard, sound)


@simulated
async def test_held_it_is_silent_at_once_and_nothing_is_heard_meanwhile() -> None:
    ear = Ear()
    playback = Playback(ear, asyncio.get_running_loop().time, RATE_HZ)
    saying = asyncio.create_task(say(playback, numbered(2.0)))
    await passes(0.51)
    await playback.hold()
    assert len(ear.all()) == pytest.approx(0.51 * RATE_HZ, abs=1)
    await passes(1.0)
    assert len(ear.all()) == pytest.approx(0.51 * RATE_HZ, abs=1)
    assert playback.unheard_seconds == pytest.approx(LEAD_SECONDS, abs=0.021)
    playback.go_on()
    await saying


@simulated
async def test_cut_while_it_is_held_it_has_nothing_left_to_say() -> None:
    ear = Ear()
    playback = Playback(ear, asyncio.get_running_loop().time, RATE_HZ)
    saying = asyncio.create_task(say(playback, numbered(2.0)))
    await passes(0.5)
    await playback.hold()
    saying.cancel()
    await playback.cut()
    assert playback.unheard_seconds == 0
    await say(playback, numbered(0.1))
    assert len(ear.all()) == pytest.approx(0.6 * RATE_HZ, abs=1)


@simulated
async def test_a_hold_that_nobody_ends_ends_by_itself() -> None:
    ear = Ear()
    playback = Playback(ear, asyncio.get_running_loop().time, RATE_HZ)
    saying = asyncio.create_task(say(playback, numbered(1.0)))
    await passes(0.5)
    await playback.hold()
    await passes(HOLD_SECONDS + 1)
    assert saying.done()
    assert np.array_equal(ear.all(), numbered(1.0))
