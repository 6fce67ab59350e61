"""Two people through us: their sound both ways, at the rate of each, until one is gone."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest
from loguru import logger

from audio.frames import AudioFrame, Key, LineEvent
from telephony.bridge import LATE_SECONDS, bridge
from tests.voice.simulated_time import passes, simulated

FRAME_SECONDS = 0.02


class Telephone:
    """A side of the bridge: says a tone of its own from the start, and keeps what it hears."""

    def __init__(self, level: int, rate_hz: int = 8000, *, goes_after: float = 1e9) -> None:
        self.out_rate_hz = self.rate_hz = rate_hz
        self.heard: list[AudioFrame] = []
        self.level = level
        self.lay_waiting = 0
        """Frames that came in before the two were connected."""
        self.broken: Exception | None = None
        self._goes_after = goes_after

    async def receive(self) -> AsyncIterator[LineEvent]:
        for _ in range(self.lay_waiting):
            yield self._frame(-self.level)
        sent = 0
        while sent * FRAME_SECONDS < self._goes_after:
            await passes(FRAME_SECONDS)
            sent += 1
            yield Key("5")
            yield self._frame(self.level)

    def _frame(self, level: int) -> AudioFrame:
        return AudioFrame(np.full(self.rate_hz // 50, level, np.int16), self.rate_hz)

    async def play(self, frame: AudioFrame) -> None:
        if self.broken is not None:
            raise self.broken
        self.heard.append(frame)

    @property
    def seconds(self) -> float:
        return sum(frame.seconds for frame in self.heard)

    @property
    def levels(self) -> set[int]:
        sound = np.concatenate([frame.samples for frame in self.heard])
        return set(np.rint(sound[-len(sound) // 4 :] / 1000).astype(int))


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    lines: list[str] = []
    sink = logger.add(lines.append, level="WARNING", format="{message}")
    yield lines
    logger.remove(sink)


@pytest.mark.parametrize("caller_hz", [8000, 16000])
@pytest.mark.parametrize("agent_hz", [8000, 16000])
@simulated
async def test_each_hears_the_other_at_its_own_rate(caller_hz: int, agent_hz: int) -> None:
    caller = Telephone(1000, caller_hz, goes_after=2.0)
    agent = Telephone(2000, agent_hz)
    assert await bridge(caller, agent) == "caller"
    assert {frame.rate_hz for frame in caller.heard} == {caller_hz}
    assert {frame.rate_hz for frame in agent.heard} == {agent_hz}
    assert (caller.levels, agent.levels) == ({2}, {1})
    assert caller.seconds == pytest.approx(2.0, abs=0.05)
    assert agent.seconds == pytest.approx(2.0, abs=0.05)


@simulated
async def test_a_codec_that_changes_in_mid_talk_is_followed() -> None:
    caller, agent = Telephone(1000, 8000, goes_after=2.0), Telephone(2000, 8000)
    talking = asyncio.create_task(bridge(caller, agent))
    await passes(1.0)
    caller.rate_hz = 16000
    await talking
    assert agent.seconds == pytest.approx(2.0, abs=0.05)
    assert agent.levels == {1}


@pytest.mark.parametrize(("caller_goes", "agent_goes"), [(1.0, 9.0), (9.0, 1.0), (1.0, 1.0)])
@simulated
async def test_who_hangs_up_first_is_told_and_the_other_is_still_there(
    caller_goes: float, agent_goes: float
) -> None:
    caller = Telephone(1000, goes_after=caller_goes)
    agent = Telephone(2000, goes_after=agent_goes)
    by = await bridge(caller, agent)
    assert by == ("agent" if agent_goes < caller_goes else "caller")
    heard = len(caller.heard)
    await passes(1.0)
    assert len(caller.heard) == heard


@simulated
async def test_what_lay_waiting_does_not_keep_them_apart() -> None:
    caller, agent = Telephone(1000, goes_after=2.0), Telephone(2000)
    caller.lay_waiting = 300
    await bridge(caller, agent)
    assert agent.seconds <= 2.0 + LATE_SECONDS + 2 * FRAME_SECONDS
    assert agent.levels == {1}


@simulated
async def test_a_line_that_is_lost_ends_the_talk(complaints: list[str]) -> None:
    caller, agent = Telephone(1000), Telephone(2000)
    talking = asyncio.create_task(bridge(caller, agent))
    await passes(1.0)
    agent.broken = ConnectionError("the SIP process is gone")
    assert await talking == "fault"
    assert complaints == []


@simulated
async def test_a_line_that_breaks_ends_the_talk_and_is_logged(complaints: list[str]) -> None:
    caller, agent = Telephone(1000), Telephone(2000)
    talking = asyncio.create_task(bridge(caller, agent))
    await passes(1.0)
    agent.broken = RuntimeError("expected sound, got none")
    assert await talking == "fault"
    assert len(complaints) == 1
    assert "caller to agent failed" in complaints[0]


@simulated
async def test_cancelling_leaves_no_task() -> None:
    talking = asyncio.create_task(bridge(Telephone(1000), Telephone(2000)))
    await passes(1.0)
    talking.cancel()
    await asyncio.wait([talking])
    assert talking.cancelled()
