"""Time that passes when nobody has anything left to do: an hour of silence takes no time."""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec

from voice.ears import Clock

_P = ParamSpec("_P")


class _Jumping(selectors.DefaultSelector):
    """Nothing comes from outside; so instead of waiting, it is later."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if timeout is None and not ready:
            raise RuntimeError("deadlock: everybody waits and nobody will ever go on")
        if not ready:
            self.now += max(0.0, timeout or 0.0)
        return ready


class SimulatedLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._selector_of_time = _Jumping()
        super().__init__(self._selector_of_time)

    def time(self) -> float:
        return self._selector_of_time.now

    def stall(self, seconds: float) -> None:
        """Be busy with something else for so long, as a loop is that runs many calls."""
        self._selector_of_time.now += seconds


def simulated(
    test: Callable[_P, Coroutine[Any, Any, None]],
) -> Callable[_P, None]:
    """Run a test in simulated time; it fails when it leaves a task behind."""

    @functools.wraps(test)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
            runner.run(_alone(test(*args, **kwargs)))

    return run


async def _alone(test: Coroutine[Any, Any, None]) -> None:
    await test
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, f"tasks left behind: {sorted(task.get_name() for task in left)}"


async def passes(seconds: float) -> None:
    """Let so much time pass."""
    loop = asyncio.get_running_loop()
    moment = loop.create_future()
    alarm = loop.call_later(seconds, moment.set_result, None)
    try:
        await moment
    finally:
        alarm.cancel()


async def settled() -> None:
    """Let everybody do all that can be done now."""
    await passes(1e-6)


def clock() -> Clock:
    """The clock of the loop that runs; its day begins on 22 November 2026, at nine."""
    loop = asyncio.get_running_loop()
    morning = datetime(2026, 11, 22, 9, tzinfo=UTC)
    return Clock(now=lambda: morning + timedelta(seconds=loop.time()), seconds=loop.time)


def stall(seconds: float) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SimulatedLoop)
    loop.stall(seconds)
