"""The queue at work: it has agents rung for those who wait, and keeps what becomes of it.

Who gets whom is decided in `telephony/queue.py`; the ringing is done by each call's transfer.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from loguru import logger

from telephony.queue import Queue, Rules, Seat, SeatState, Waiter
from telephony.transfer import Signal, State, Transfer
from telephony.transfer_plan import Phone

TICK_SECONDS = 1.0
"""Some things come with time alone: an overflow, another language, the end of a pause."""
BUSY_SECONDS = 30.0
"""A telephone that was in use is tried again after that."""
REST_SECONDS = 60.0
"""A telephone that stands on a desk, without anybody signed in, and was not picked up."""
WRAP_UP_SECONDS = 120.0
"""Nobody is kept from the next call longer than this by what they write about the last one."""
BREATH_SECONDS = 10.0
"""The same where nobody is signed in who could say that they are done."""


class Rings(Protocol):
    """The transfer of one call, as the queue needs it."""

    @property
    def state(self) -> State: ...

    def offer(self, phone: Phone) -> None: ...

    def stand_in_line(self) -> None: ...

    def give_up(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Talk:
    """An agent has, or had, this call."""

    call: str
    waiter: Waiter
    rung_at: float
    over_at: float | None = None
    """Since then the agent finishes it."""


class QueueRoom:
    """One for the house. Who made it runs `run` beside it, or calls `settle` now and then."""

    def __init__(
        self,
        queue: Queue,
        seconds: Callable[[], float],
        phone: Callable[[str, str], Phone | None],
        changed: Callable[[Queue, Queue], None],
    ) -> None:
        """`phone` gives the telephone of a seat, to be rung for a call; `changed` hears of every
        state of the queue: the one before and the one after.
        """
        self._queue, self._seconds = queue, seconds
        self._phone, self._changed = phone, changed
        self._transfers: dict[str, Rings] = {}
        self._stood: set[str] = set()
        """Calls whose callers were told that they stand in line."""
        self._rung_at: dict[str, float] = {}
        self._leaving: set[str] = set()
        """Agents who are not there any more, and have a talk still."""
        self.talks: dict[str, Talk] = {}
        """By the name of the agent."""
        self.fixed: frozenset[str] = frozenset()
        """Telephones where nobody signs in."""

    @property
    def queue(self) -> Queue:
        return self._queue

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                self.settle()
            except Exception as error:  # callers wait: the next moment it is tried again
                logger.opt(exception=error).error("the queue was not settled")

    def obey(self, rules: Rules) -> None:
        """From now on go by these."""
        self._set(replace(self._queue, rules=rules))

    # -- callers -----------------------------------------------------------------------------

    def join(self, waiter: Waiter, transfer: Rings, name: str | None = None) -> None:
        """A transfer begins; `name` is rung by it already, and nobody else is to be."""
        self._transfers[waiter.call] = transfer
        self._stood.discard(waiter.call)
        joined = self._queue.joined(waiter)
        if name is not None:
            self._rung_at[name] = self._seconds()
            joined = joined.picked_up(waiter.call, name)
        self._set(joined)
        self.settle()

    def take(self, call: str, name: str, phone: Phone) -> None:
        """Give a caller who stands in line to this agent, whoever would be next."""
        self._rung_at[name] = self._seconds()
        self._set(self._queue.picked_up(call, name))
        self._transfers[call].offer(phone)

    def heard(self, call: str, signal: Signal, agent: str | None, transfer: Transfer) -> None:
        """What a transfer that joined went through."""
        if agent is not None:
            self._of_agent(call, signal, agent)
        if signal is Signal.JOINED and transfer.agent is not None:
            self._talks(call, transfer.agent)
        elif transfer.state is not State.CONNECTED:
            self._talk_ended(call)
            if signal is Signal.LINE_LOST and transfer.in_line:
                self._again(call)
        if transfer.over:
            self._transfers.pop(call, None)
            self._stood.discard(call)
            self._set(self._queue.gave_up(call))
        self.settle()

    def _of_agent(self, call: str, signal: Signal, agent: str) -> None:
        waiter = self._queue.waiters.get(call)
        if waiter is None or agent not in waiter.rung:
            return
        if signal in (Signal.PICKED_UP, Signal.SAID_YES):
            self._set(self._queue.picked_up(call, agent))
        elif signal in _LOST:
            now = self._seconds()
            self._set(self._queue.refused(call, agent, now))
            state = _LOST[signal]
            if state is not SeatState.FREE:
                self._set(self._queue.became(agent, state, now, self._back_at(agent, state, now)))

    def _back_at(self, name: str, state: SeatState, now: float) -> float | None:
        if state is SeatState.BUSY:
            return now + BUSY_SECONDS
        return now + REST_SECONDS if name in self.fixed else None

    def _talks(self, call: str, name: str) -> None:
        waiter = self._queue.waiters.get(call)
        if waiter is not None:
            rung_at = self._rung_at.get(name, self._seconds())
            self.talks[name] = Talk(call, waiter, rung_at)
            self._set(self._queue.connected(call, name))

    def _talk_ended(self, call: str) -> None:
        for name, talk in self.talks.items():
            if talk.call == call and talk.over_at is None:
                self.talks[name] = replace(talk, over_at=self._seconds())

    def _again(self, call: str) -> None:
        """The agent was lost in mid-talk: the caller is first in line."""
        last = next((talk.waiter for talk in self.talks.values() if talk.call == call), None)
        if last is not None:
            since = last.since - self._queue.rules.urgent_ahead
            self._set(self._queue.joined(replace(last, since=since, rung=(), passed=frozenset())))

    # -- agents ------------------------------------------------------------------------------

    def sit(self, seat: Seat) -> None:
        self._leaving.discard(seat.name)
        self._set(self._queue.sat_down(seat))
        self.settle()

    def rise(self, name: str) -> None:
        """Whoever talks there talks on; the seat is gone when that is over."""
        if name in self.talks:
            self._leaving.add(name)
            return
        self._set(self._queue.stood_up(name))
        self.settle()

    def become(self, name: str, state: SeatState) -> None:
        self._set(self._queue.became(name, state, self._seconds()))
        self.settle()

    def finish(self, name: str) -> None:
        """The agent is done with a call that is over."""
        self._finish(name)
        self.settle()

    def _finish(self, name: str) -> None:
        talk, now = self.talks.pop(name), self._seconds()
        seconds = max(0.0, now - talk.rung_at)
        free = self._queue.finished(name, now, talk.waiter.department, seconds)
        if name in self._leaving:
            self._leaving.discard(name)
            free = free.stood_up(name)
        elif self._phone(name, talk.call) is None:
            free = free.became(name, SeatState.AWAY, now)
        self._set(free)

    # -- what is to be done ------------------------------------------------------------------

    def settle(self) -> None:
        """Have those rung who can be, and tell the others where they stand."""
        now = self._seconds()
        for name, talk in list(self.talks.items()):
            seconds = BREATH_SECONDS if name in self.fixed else WRAP_UP_SECONDS
            if talk.over_at is not None and now - talk.over_at >= seconds:
                self._finish(name)
        matched, offers = self._queue.match(now)
        self._set(matched)
        for offer in offers:
            for name in offer.seats:
                self._offer(offer.call, name, now)
        for call in list(self._queue.waiters):
            self._stand(call)

    def _offer(self, call: str, name: str, now: float) -> None:
        phone, transfer = self._phone(name, call), self._transfers.get(call)
        if phone is None:  # it went in this very moment
            self._set(self._queue.refused(call, name, now).became(name, SeatState.AWAY, now))
        elif transfer is None:
            self._set(self._queue.left(call))
        else:
            self._rung_at[name] = now
            transfer.offer(phone)

    def _stand(self, call: str) -> None:
        waiter, transfer = self._queue.waiters.get(call), self._transfers.get(call)
        if waiter is None or transfer is None or transfer.state is not State.QUEUED:
            return
        if waiter.rung:
            self._stood.discard(call)
        elif self._queue.hopeless(call):
            transfer.give_up()
        elif call not in self._stood:
            self._stood.add(call)
            transfer.stand_in_line()

    def standing(self, call: str) -> tuple[int, float | None] | None:
        """Position, and the seconds that it will still take where that can be told; None for who
        does not stand in line, or is in danger: they hear neither.
        """
        waiter = self._queue.waiters.get(call)
        if waiter is None or waiter.rung or waiter.urgent:
            return None
        return self._queue.position(call), self._queue.estimate(call)

    def _set(self, queue: Queue) -> None:
        before, self._queue = self._queue, queue
        if queue is not before:
            self._changed(before, queue)


_LOST: Mapping[Signal, SeatState] = {
    Signal.BUSY: SeatState.BUSY,
    Signal.REFUSED: SeatState.FREE,
    Signal.SAID_NO: SeatState.FREE,
    Signal.AGENT_GONE: SeatState.FREE,
    Signal.NOT_PICKED_UP: SeatState.AWAY,
    Signal.SAID_NOTHING: SeatState.AWAY,
    Signal.UNREACHABLE: SeatState.AWAY,
}
"""What becomes of an agent who was rung in vain. No desk that nobody sits at rings on and on."""
