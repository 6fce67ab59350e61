"""Words to somebody who is not the caller, in simulated time."""

import asyncio

import pytest

from dialog.acts import Say
from dialog.events import Said
from tests.voice.simulated_time import clock, passes, settled, simulated
from tests.voice.small_house import CallerLine, NumberVoices
from voice.aside import tell
from voice.voices import SPEAKING_HZ

BRIEF = Say(text="1 2. 3 4", fixed=False)
"""1.2 s and a breath."""


class Agent:
    """Somebody on a line of their own, who is told something."""

    def __init__(self, rate_hz: int = 8000, voices: NumberVoices | None = None) -> None:
        self.line = CallerLine(rate_hz)
        self.said: list[Said] = []
        self._voices = voices or NumberVoices(rate_hz=SPEAKING_HZ)
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for _ in self.line.receive():
            """The line plays while it is read."""

    def told(self, say: Say = BRIEF) -> "asyncio.Task[None]":
        work = tell(self.line, say, self._voices, clock(), self.said.append)
        return asyncio.create_task(work)

    async def leaves(self) -> None:
        self.line.go()
        await self._listening


@pytest.mark.parametrize("rate_hz", [8000, 16000])
@simulated
async def test_it_is_said_to_its_end_at_the_rate_of_the_line(rate_hz: int) -> None:
    agent = Agent(rate_hz)
    telling = agent.told()
    await passes(1.0)
    assert not telling.done()
    await passes(1.0)
    assert telling.done()
    assert agent.line.words_heard == [1, 2, 3, 4]
    (said,) = agent.said
    assert said.complete
    assert said.heard_text == "1 2 3 4"
    assert ("hang up", "") not in agent.line.told
    await agent.leaves()


@pytest.mark.parametrize("moment", [0.0, 0.3, 0.9, 1.2])
@simulated
async def test_cancelled_it_falls_silent_at_once_and_tells_what_was_heard(moment: float) -> None:
    agent = Agent()
    telling = agent.told()
    await passes(moment)
    telling.cancel()
    await asyncio.wait([telling])
    assert telling.cancelled()
    (said,) = agent.said
    assert said.played_seconds == pytest.approx(moment, abs=0.05)
    assert not said.complete
    await passes(1)
    spoken = sum(map(bool, (sample for frame in agent.line.heard for sample in frame[:1])))
    assert spoken <= moment * 50 + 2
    await agent.leaves()


@simulated
async def test_a_new_one_after_it_is_heard_from_its_beginning() -> None:
    agent = Agent()
    first = agent.told()
    await passes(0.7)
    first.cancel()
    second = agent.told(Say(text="5 6"))
    await passes(2)
    assert agent.line.words_heard[-2:] == [5, 6]
    assert (first.cancelled(), second.done()) == (True, True)
    await agent.leaves()


@simulated
async def test_a_voice_that_fails_ends_it_early_and_raises_nothing() -> None:
    agent = Agent(voices=NumberVoices(broken=lambda text: True))
    await agent.told()
    assert [said.played_seconds for said in agent.said] == [0.0]
    await agent.leaves()


@simulated
async def test_a_line_that_is_gone_is_told_all_the_same() -> None:
    agent = Agent()
    await agent.leaves()
    await agent.told()
    assert len(agent.said) == 1


@simulated
async def test_who_cannot_take_in_what_was_heard_is_told_so_and_nobody_waits() -> None:
    def full(said: Said) -> None:
        raise asyncio.QueueFull

    agent = Agent()
    telling = asyncio.create_task(tell(agent.line, BRIEF, NumberVoices(), clock(), full))
    await passes(3)
    await settled()
    with pytest.raises(asyncio.QueueFull):
        await telling
    await agent.leaves()
