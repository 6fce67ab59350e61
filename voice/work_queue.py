"""Who goes first: work of many calls for few workers.

Pure, and not for several threads at once: `voice/workers.py` holds the lock.

The urgency is read when work is picked, not when it was put in. So what was begun on a guess,
in the first pause, moves up by itself when the caller's turn turns out to have ended.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Urgency(IntEnum):
    """Smaller goes first."""

    FINAL = 0
    """The caller's turn has ended and an answer is waited for."""
    OVERLAP = 1
    """We paused because the caller talks over us, and must know what was said."""
    EARLY = 2
    """On a guess: thrown away if the caller goes on."""


@dataclass(slots=True)
class Claim:
    """How urgent a piece of work is now. Not frozen: who asked for the work raises it while the
    work waits, and says when it is not wanted any more.
    """

    urgency: Urgency = Urgency.FINAL
    wanted: bool = True
    """Work that was begun looks at this between its steps."""


class QueueFull(Exception):
    """No place, and nothing less urgent that could give way."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting(Generic[T]):
    work: T
    claim: Claim


class WorkQueue(Generic[T]):
    """At most `places` pieces of work, each put in once. Oldest first within an urgency."""

    def __init__(self, places: int) -> None:
        assert places > 0, "a queue without places takes nothing"
        self._places = places
        self._waiting: list[_Waiting[T]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, work: T, claim: Claim) -> T | None:
        """Take work in. Returns what had to give way for it: the youngest of the least urgent.

        Raises QueueFull when every place is taken by work that is as urgent.
        """
        given_way = self._make_room(claim.urgency) if len(self) >= self._places else None
        self._waiting.append(_Waiting(work, claim))
        return given_way

    def take(self) -> tuple[T, Claim] | None:
        """Give out what is most urgent now; None when nothing waits."""
        if not self._waiting:
            return None
        first = min(self._waiting, key=lambda each: each.claim.urgency)  # the oldest of equals
        self._waiting.remove(first)
        return first.work, first.claim

    def drop(self, work: T) -> bool:
        """Forget work that nobody wants any more. Returns whether it was still waiting."""
        for each in self._waiting:
            if each.work is work:
                self._waiting.remove(each)
                return True
        return False

    def _make_room(self, urgency: Urgency) -> T:
        least = max(reversed(self._waiting), key=lambda each: each.claim.urgency)
        if least.claim.urgency <= urgency:
            raise QueueFull(f"expected at most {self._places} to wait, and all are as urgent")
        self._waiting.remove(least)
        return least.work
