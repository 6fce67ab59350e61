"""A stretch of a day at the desk, with the real queue and people of chance."""

import heapq
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from telephony.queue import Offer, Overflow, Queue, Rules, Seat, SeatState, Waiter
from telephony.queue_times import HandlingTimes

TICK_SECONDS = 1.0
RING_SECONDS = 20.0
PICK_UP_SECONDS = (2.0, 8.0)
AWAY_SECONDS = 60.0
"""So soon somebody who did not pick up says that they are back."""


@dataclass(frozen=True, kw_only=True)
class People:
    """How agents and callers behave; shares are of one."""

    declines: float = 0.0
    no_answers: float = 0.0
    hangs_up: float = 0.0
    """Callers who hang up before long while they wait."""
    handling: float = 240.0
    """Seconds until free for the next, mean."""
    shape: float = 4.0
    """Of a gamma distribution: at 1 most calls are short and some very long, at 4 less so."""


@dataclass
class Caller:
    waiter: Waiter
    first_position: int = 0
    estimate: float | None = None
    talked_at: float | None = None
    talked_with: str | None = None
    gone_at: float | None = None
    offers: list[tuple[float, str]] = field(default_factory=list)

    @property
    def waited(self) -> float:
        assert self.talked_at is not None
        return self.talked_at - self.waiter.since

    @property
    def over(self) -> bool:
        return self.talked_at is not None or self.gone_at is not None


class Day:
    """Run it to its end: each caller has talked with one agent, or hung up."""

    def __init__(
        self,
        callers: Sequence[Waiter],
        seats: Sequence[Seat],
        people: People,
        seed: int,
        rules: Rules | None = None,
        watch: Callable[["Day", Offer], None] = lambda day, offer: None,
    ) -> None:
        self.now = 0.0
        self.before = Queue()
        """The queue as it was when the last offers were made."""
        self.queue = Queue(rules=rules or Rules(), times=HandlingTimes(people.handling))
        for seat in seats:
            self.queue = self.queue.sat_down(seat)
        self.callers = {each.call: Caller(each) for each in callers}
        self.talking: dict[str, str] = {}
        """Who talks with whom, by agent."""
        self._people, self._chance, self._watch = people, Random(seed), watch
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._rung_at: dict[str, float] = {}
        for each in callers:
            self._at(each.since, partial(self._rings_us, each))

    def run(self, most_seconds: float = 20_000.0) -> "Day":
        while not all(each.over for each in self.callers.values()):
            assert self.now < most_seconds, "somebody waits for ever"
            while self._events and self._events[0][0] <= self.now:
                heapq.heappop(self._events)[2]()
            self._match()
            self.now += TICK_SECONDS
        return self

    @property
    def order(self) -> list[str]:
        """Calls in the order in which they were connected."""
        talked = [each for each in self.callers.values() if each.talked_at is not None]
        return [each.waiter.call for each in sorted(talked, key=lambda each: each.talked_at or 0)]

    # -- what happens ------------------------------------------------------------------------

    def _at(self, when: float, what: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._order), what))

    def _rings_us(self, waiter: Waiter) -> None:
        self.queue = self.queue.joined(waiter)
        self._match()
        caller = self.callers[waiter.call]
        if not self.queue.waiters[waiter.call].rung:
            caller.first_position = self.queue.position(waiter.call)
            caller.estimate = self.queue.estimate(waiter.call)
        if self._chance.random() < self._people.hangs_up:
            self._at(self.now + self._chance.uniform(10, 600), lambda: self._hangs_up(caller))

    def _hangs_up(self, caller: Caller) -> None:
        if not caller.over:
            caller.gone_at = self.now
            self.queue = self.queue.gave_up(caller.waiter.call)

    def _match(self) -> None:
        self.before = self.queue
        self.queue, offers = self.queue.match(self.now)
        for offer in offers:
            self._watch(self, offer)
            for name in offer.seats:
                self.callers[offer.call].offers.append((self.now, name))
                self._is_rung(offer.call, name)

    def _is_rung(self, call: str, name: str) -> None:
        self._rung_at[name] = self.now
        drawn = self._chance.random()
        if drawn < self._people.no_answers:
            self._at(self.now + RING_SECONDS, lambda: self._no_answer(call, name))
        elif drawn < self._people.no_answers + self._people.declines:
            self._at(self.now + 4.0, lambda: self._declines(call, name))
        else:
            seconds = self._chance.uniform(*PICK_UP_SECONDS)
            self._at(self.now + seconds, lambda: self._talks(call, name))

    def _still_rung(self, call: str, name: str) -> bool:
        waiter = self.queue.waiters.get(call)
        return waiter is not None and name in waiter.rung

    def _no_answer(self, call: str, name: str) -> None:
        if self._still_rung(call, name):
            self.queue = self.queue.refused(call, name, self.now)
            self.queue = self.queue.became(name, SeatState.AWAY, self.now, self.now + AWAY_SECONDS)

    def _declines(self, call: str, name: str) -> None:
        if self._still_rung(call, name):
            self.queue = self.queue.refused(call, name, self.now)

    def _talks(self, call: str, name: str) -> None:
        if not self._still_rung(call, name):
            return
        caller = self.callers[call]
        assert caller.talked_at is None, "one caller, two agents"
        assert name not in self.talking, "one agent, two callers"
        caller.talked_at, caller.talked_with = self.now, name
        self.talking[name] = call
        self.queue = self.queue.connected(call, name)
        people = self._people
        talk = self._chance.gammavariate(people.shape, people.handling / people.shape)
        self._at(self.now + talk, lambda: self._finishes(call, name))

    def _finishes(self, call: str, name: str) -> None:
        del self.talking[name]
        department = self.callers[call].waiter.department
        seconds = self.now - self._rung_at[name]
        self.queue = self.queue.finished(name, self.now, department, seconds)


def seat(name: str, *departments: str, languages: tuple[str, ...] = ("nl",)) -> Seat:
    """Somebody who is free."""
    return Seat(
        name=name,
        departments=frozenset(departments or ("klantcontact",)),
        languages=frozenset(languages),
        state=SeatState.FREE,
    )


def waiting(call: str, since: float = 0.0, department: str = "klantcontact") -> Waiter:
    return Waiter(call=call, department=department, since=since)


OVERFLOW = Rules(overflow={"burgerzaken": Overflow("klantcontact", 60.0)})
