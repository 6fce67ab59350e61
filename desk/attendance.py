"""Who has a page open. Whose pages are all closed for some time is no longer there."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from desk.agents import Agent
from desk.switchboard import Switchboard

GONE_SECONDS = 45.0
"""A page that is loaded anew, or a network that is away for a moment, is no leaving."""


class Attendance:
    def __init__(self, board: Switchboard, gone_seconds: float = GONE_SECONDS) -> None:
        self._board = board
        self._gone_seconds = gone_seconds
        self._open: Counter[str] = Counter()
        self._leaving: dict[str, asyncio.TimerHandle] = {}

    @contextmanager
    def present(self, agent: Agent) -> Iterator[None]:
        """While a page of theirs is open."""
        self._came(agent)
        try:
            yield
        finally:
            self._went(agent)

    def _came(self, agent: Agent) -> None:
        self._open[agent.name] += 1
        leaving = self._leaving.pop(agent.name, None)
        if leaving is not None:
            leaving.cancel()
        self._board.sit_down(agent)

    def _went(self, agent: Agent) -> None:
        self._open[agent.name] -= 1
        if self._open[agent.name] > 0:
            return
        del self._open[agent.name]
        loop = asyncio.get_running_loop()
        self._leaving[agent.name] = loop.call_later(self._gone_seconds, self._gone, agent)

    def _gone(self, agent: Agent) -> None:
        """Whose telephone stands on their desk can be rung without a page."""
        self._leaving.pop(agent.name, None)
        if agent.address is None:
            self._board.stand_up(agent.name)
