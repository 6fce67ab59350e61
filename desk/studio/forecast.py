"""Port: the calls and the agents that the next two weeks ask for. `belbalie` fills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    hour: int
    """0 to 23, by the wall clock."""
    calls: float
    low: float
    high: float
    """Eight hours in ten lie from `low` to `high`."""
    agents: int
    """To keep what is promised to who wants a person; 0 where nobody is there."""
    agents_busy: int
    """The same on a busy day, with `high` calls."""
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAhead:
    day: date
    calls: float
    low: float
    high: float
    hours: Sequence[Hour]
    closed_by: str | None = None
    """What day it is when that closes us: 'Koningsdag'."""

    @property
    def busiest(self) -> Hour | None:
        """The open hour that asks for the most agents; None: nobody is there."""
        there = [hour for hour in self.hours if hour.open]
        return max(there, key=lambda hour: (hour.agents, hour.calls), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBefore:
    """What was to be expected a while ago, from what was known then, and what came."""

    day: date
    expected: float
    low: float
    high: float
    came: int

    @property
    def within(self) -> bool:
        return self.low <= self.came <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    ahead: Sequence[DayAhead]
    before: Sequence[DayBefore]
    """Empty: there was too little to go by then."""
    handling_seconds: float
    """How long an agent has a caller."""
    handling_measured: bool
    """False: that is what the content says, for lack of talks."""
    person_share: float
    """Of the calls in open hours, who want a person."""
    within_seconds: float
    answered_share: float
    """What is promised: this share is answered within so many seconds."""
    days_known: int

    @property
    def error(self) -> float | None:
        """By how much of what came it was off, over all days before; None: nothing came."""
        came = sum(day.came for day in self.before)
        off = sum(abs(day.came - day.expected) for day in self.before)
        return off / came if came else None


class TooFewDays(Exception):
    """Nothing can be expected yet."""

    def __init__(self, days: int, needed: int) -> None:
        self.days, self.needed = days, needed
        super().__init__(f"{days} of {needed} days")


class Forecasts(Protocol):
    async def outlook(self) -> Outlook:
        """Two weeks from tomorrow on. Raises TooFewDays, and FiguresOut."""
