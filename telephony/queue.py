"""The one queue of the house: who waits, who can take a call, and who gets whom. Pure.

Two rules. Nothing here reads a clock: moments are seconds on whatever clock the caller keeps. And
nothing here rings anybody: `match` says who is to be rung, `belbalie/switchboard.py` has it done
and tells what came of it.

Who comes first. A caller's rank is the moment since when they wait; danger ranks as if it had
waited `urgent_ahead` seconds longer. So waiting raises everybody alike, nobody is passed by who
comes more than `urgent_ahead` seconds later, and no stream of alarms holds up a caller for ever.
A free agent gets the first of those they may serve.

Who is asked. Those of the caller's department; after a while, or where none of them is there,
those of the group that takes over. Who speaks the caller's language before who does not, and
others after a while rather than nobody. Who said that they are there before a telephone of which
nobody knows. Of equals, who has been idle longest. Who declined is
asked again when no other is free who was not asked, and not within `again_after` seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import inf

from telephony.queue_times import HandlingTimes

LONGEST_ESTIMATE_SECONDS = 1800.0
"""Beyond half an hour nobody can tell honestly."""


class SeatState(StrEnum):
    FREE = "free"
    RUNG = "rung"
    """A call is offered, or being told about."""
    BUSY = "busy"
    """In a call, finishing one, or not to be rung now."""
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """An agent and what they can take."""

    name: str
    departments: frozenset[str]
    languages: frozenset[str] = frozenset({"nl"})
    state: SeatState = SeatState.AWAY
    idle_since: float = 0.0
    until: float | None = None
    """Then a seat that is busy or away is free again by itself; None: it never is by itself."""
    together: bool = False
    """Rung at once with the others of its department that are rung so."""
    said_so: bool = True
    """Somebody said that they are there. A telephone of which nobody says so may ring in an empty
    room: it is rung after the others, and no estimate counts on it while there are others."""
    page: bool = True
    """Somebody reads and writes there; else it is a telephone and no more."""

    @property
    def there(self) -> bool:
        return self.state is not SeatState.AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A caller in the queue. Who is rung for a caller still waits, until they talk."""

    call: str
    department: str
    since: float
    language: str = "nl"
    urgent: bool = False
    typed: bool = False
    """Only who reads and writes can take it."""
    passed: frozenset[str] = frozenset()
    """Who declined or did not pick up, in this round."""
    refused_at: float | None = None
    rung: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overflow:
    """Another department's agents are asked too."""

    to: str
    after: float = 60.0
    """Seconds of waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All in seconds."""

    overflow: Mapping[str, Overflow] = field(default_factory=dict)
    """By department."""
    urgent_ahead: float = 600.0
    language_after: float = 20.0
    again_after: float = 30.0


@dataclass(frozen=True, slots=True)
class Offer:
    """Ring these for this call: one, or a group that is rung together."""

    call: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One state of it; every change gives a new one. Unknown calls and names change nothing."""

    rules: Rules = field(default_factory=Rules)
    waiters: Mapping[str, Waiter] = field(default_factory=dict)
    seats: Mapping[str, Seat] = field(default_factory=dict)
    times: HandlingTimes = field(default_factory=HandlingTimes)

    # -- callers -----------------------------------------------------------------------------

    def joined(self, waiter: Waiter) -> "Queue":
        """A caller waits. Who waits already keeps their place, whatever they wait for now."""
        before = self.waiters.get(waiter.call)
        if before is not None:
            self = self.left(waiter.call)
            waiter = replace(waiter, since=min(before.since, waiter.since))
        return replace(self, waiters={**self.waiters, waiter.call: waiter})

    def gave_up(self, call: str) -> "Queue":
        """The caller left because it took too long, or for another reason of their own."""
        if call not in self.waiters:
            return self
        return replace(self.left(call), times=self.times.waited(to_the_end=False))

    def left(self, call: str) -> "Queue":
        """The caller waits no more; who was rung for them is free."""
        waiter = self.waiters.get(call)
        if waiter is None:
            return self
        return self._without(call)._freed(waiter.rung)

    def picked_up(self, call: str, name: str) -> "Queue":
        """Give the call to this agent, who is told about it; others rung for it are free."""
        waiter = self.waiters.get(call)
        if waiter is None or name not in self.seats:
            return self
        freed = self._not_rung(name)._freed(tuple(each for each in waiter.rung if each != name))
        return freed._with(replace(waiter, rung=(name,)))._be(name, SeatState.RUNG)

    def connected(self, call: str, name: str) -> "Queue":
        """They talk: the caller waits no more, the agent is busy until `finished`."""
        if call not in self.waiters or name not in self.seats:
            return self
        talks = self.picked_up(call, name)._without(call)._be(name, SeatState.BUSY)
        return replace(talks, times=self.times.waited(to_the_end=True))

    # -- agents ------------------------------------------------------------------------------

    def sat_down(self, seat: Seat) -> "Queue":
        """A new seat; of one that is there already only what it can take changes."""
        before = self.seats.get(seat.name)
        if before is not None:
            seat = replace(
                before,
                departments=seat.departments,
                languages=seat.languages,
                together=seat.together,
            )
        return replace(self, seats={**self.seats, seat.name: seat})

    def stood_up(self, name: str) -> "Queue":
        """The seat is gone; whoever it was rung for waits on."""
        others = {key: each for key, each in self.seats.items() if key != name}
        return replace(self._not_rung(name), seats=others)

    def became(
        self, name: str, state: SeatState, now: float, until: float | None = None
    ) -> "Queue":
        """What the agent says of themselves, or the house of them."""
        seat = self.seats.get(name)
        if seat is None:
            return self
        idle = now if state is SeatState.FREE and seat.state is not SeatState.FREE else None
        changed = replace(
            seat, state=state, until=until, idle_since=seat.idle_since if idle is None else idle
        )
        return replace(self._not_rung(name), seats={**self.seats, name: changed})

    def refused(self, call: str, name: str, now: float) -> "Queue":
        """Note that this agent does not take this call; who did not pick up is then made
        away with `became`.
        """
        waiter = self.waiters.get(call)
        if waiter is None or name not in waiter.rung:
            return self
        rung = tuple(each for each in waiter.rung if each != name)
        passed = waiter.passed | {name}
        told = replace(waiter, rung=rung, passed=passed, refused_at=now)
        return self._with(told)._freed((name,))

    def finished(self, name: str, now: float, department: str, seconds: float) -> "Queue":
        """The agent is free after a call that took `seconds` from the first ring to now."""
        return replace(
            self.became(name, SeatState.FREE, now), times=self.times.measured(department, seconds)
        )

    # -- who gets whom -----------------------------------------------------------------------

    def match(self, now: float) -> tuple["Queue", tuple[Offer, ...]]:
        """Who is to be rung for whom, now; they are rung from here on."""
        queue, offers = self._come_back(now), list[Offer]()
        for waiter in queue.in_order():
            if waiter.rung:
                continue
            names = queue._whom(waiter, now)
            if names:
                offers.append(Offer(waiter.call, names))
                queue = queue._rings(waiter, names, now)
        return queue, tuple(offers)

    def in_order(self) -> list[Waiter]:
        """Those who wait, who comes next first."""
        return sorted(self.waiters.values(), key=self._rank)

    def hopeless(self, call: str) -> bool:
        """Nobody is there who could ever take this call."""
        waiter = self.waiters[call]
        groups = {waiter.department}
        overflow = self.rules.overflow.get(waiter.department)
        if overflow is not None:
            groups.add(overflow.to)
        return not any(
            seat.there and _can_read(seat, waiter) and seat.departments & groups
            for seat in self.seats.values()
        )

    # -- what a caller may know --------------------------------------------------------------

    def position(self, call: str) -> int:
        """1 is who comes next: of those before this caller only who wait for the same agents.

        Those of the group that takes over are counted from the first: so nobody is told a worse
        place when that time has come.
        """
        return 1 + len(self._before(self.waiters[call]))

    def estimate(self, call: str) -> float | None:
        """Seconds until somebody has time; None where it cannot be told, or is too long.

        What the calls before this one will take, as far as those callers stay, and one more that
        is to be ended first, shared by the agents that are there.
        """
        waiter = self.waiters[call]
        mine = self._able(waiter)
        if not mine:
            return None
        ahead = sum(self._share(each, mine) for each in self._before(waiter))
        own = self.times.of(waiter.department)
        sure = sum(self.seats[name].said_so for name in mine) or len(mine)
        seconds = (ahead * self.times.stay + own) / sure
        return seconds if seconds <= LONGEST_ESTIMATE_SECONDS else None

    # -- inside ------------------------------------------------------------------------------

    def _rank(self, waiter: Waiter) -> tuple[float, str]:
        ahead = self.rules.urgent_ahead if waiter.urgent else 0.0
        return (waiter.since - ahead, waiter.call)

    def _before(self, waiter: Waiter) -> list[Waiter]:
        mine, rank = self._able(waiter), self._rank(waiter)
        return [
            each
            for each in self.in_order()
            if self._rank(each) < rank and not mine.isdisjoint(self._able(each))
        ]

    def _share(self, waiter: Waiter, mine: frozenset[str]) -> float:
        """The seconds that this caller takes of these agents, where others may serve them too."""
        theirs = self._able(waiter)
        return self.times.of(waiter.department) * len(mine & theirs) / len(theirs)

    def _able(self, waiter: Waiter) -> frozenset[str]:
        """Who is there and may take this caller, in time."""
        return frozenset(name for name, seat in self.seats.items() if self._may(seat, waiter, inf))

    def _may(self, seat: Seat, waiter: Waiter, now: float) -> bool:
        """Whether this seat, which is there, may take this caller now; languages aside."""
        able = seat.there and _can_read(seat, waiter)
        return able and bool(seat.departments & self._groups(waiter, now))

    def _groups(self, waiter: Waiter, now: float) -> frozenset[str]:
        own, overflow = waiter.department, self.rules.overflow.get(waiter.department)
        if overflow is None:
            return frozenset({own})
        there = any(seat.there and own in seat.departments for seat in self.seats.values())
        late = now - waiter.since >= overflow.after
        return frozenset({own, overflow.to}) if late or not there else frozenset({own})

    def _whom(self, waiter: Waiter, now: float) -> tuple[str, ...]:
        able = [seat for seat in self.seats.values() if self._may(seat, waiter, now)]
        speaking = [seat for seat in able if waiter.language in seat.languages]
        late = now - waiter.since >= self.rules.language_after
        free = [
            seat
            for seat in (able if late or not speaking else speaking)
            if seat.state is SeatState.FREE
        ]
        fresh = [seat for seat in free if seat.name not in waiter.passed]
        if not fresh and waiter.refused_at is not None:
            again = now - waiter.refused_at >= self.rules.again_after
            fresh = free if again else []
        if not fresh:
            return ()
        first = min(fresh, key=lambda seat: self._preference(seat, waiter))
        group = [first.name] if not first.together else _rung_with(first, fresh)
        return tuple(group)

    def _preference(self, seat: Seat, waiter: Waiter) -> tuple[bool, bool, bool, float, str]:
        return (
            not seat.said_so,
            waiter.language not in seat.languages,
            waiter.department not in seat.departments,
            seat.idle_since,
            seat.name,
        )

    def _rings(self, waiter: Waiter, names: tuple[str, ...], now: float) -> "Queue":
        again = any(name in waiter.passed for name in names)
        passed = frozenset[str]() if again else waiter.passed
        queue = self._with(replace(waiter, rung=names, passed=passed))
        for name in names:
            queue = queue._be(name, SeatState.RUNG)
        return queue

    def _come_back(self, now: float) -> "Queue":
        """Seats that were busy or away for a while only."""
        queue = self
        for name, seat in self.seats.items():
            if seat.until is not None and seat.until <= now:
                queue = queue.became(name, SeatState.FREE, now)
        return queue

    def _freed(self, names: tuple[str, ...]) -> "Queue":
        """Those of them who were rung are free; idle as long as they were."""
        rung = [name for name in names if self._is(name, SeatState.RUNG)]
        queue = self
        for name in rung:
            queue = queue._be(name, SeatState.FREE)
        return queue

    def _is(self, name: str, state: SeatState) -> bool:
        return name in self.seats and self.seats[name].state is state

    def _be(self, name: str, state: SeatState) -> "Queue":
        changed = replace(self.seats[name], state=state, until=None)
        return replace(self, seats={**self.seats, name: changed})

    def _without(self, call: str) -> "Queue":
        others = {key: each for key, each in self.waiters.items() if key != call}
        return replace(self, waiters=others)

    def _with(self, waiter: Waiter) -> "Queue":
        return replace(self, waiters={**self.waiters, waiter.call: waiter})

    def _not_rung(self, name: str) -> "Queue":
        """Whoever this agent is rung for waits for another."""
        queue = self
        for waiter in self.waiters.values():
            if name in waiter.rung:
                rung = tuple(each for each in waiter.rung if each != name)
                queue = queue._with(replace(waiter, rung=rung))
        return queue


def _can_read(seat: Seat, waiter: Waiter) -> bool:
    return seat.page or not waiter.typed


def _rung_with(first: Seat, others: list[Seat]) -> list[str]:
    """Those of its department that are rung together with it."""
    return [seat.name for seat in others if seat.together and seat.departments & first.departments]
