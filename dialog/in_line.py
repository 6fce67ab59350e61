"""What a caller in the queue hears: their place, how long it takes, and that we can ring back.

Told when they come in line, and from then on only what changed, at most every half minute; and
after a minute without a change that we are still there. Who is in danger hears none of it.
"""

from dataclasses import replace
from datetime import timedelta

from dialog.acts import Act, Expectation, Listen, Say
from dialog.events import TransferMoved
from dialog.memory import Memory
from dialog.waiting import LONG_SECONDS, Waiting, place_in_words, time_in_words

CALLBACK_KEY = "4"
"""While a caller waits: ring me back. Elsewhere it chooses in the menu."""
SELDOM = timedelta(seconds=30)
AT_LEAST = timedelta(seconds=60)


class InLine:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def queued(self, event: TransferMoved) -> list[Act]:
        """The caller stands in line, for the first time or once more."""
        waiting = self._waiting
        if event.position is None:
            return []
        if waiting.told_at is not None:
            return self.waits(event) or []
        self._told(event)
        long = event.estimate_seconds is not None and event.estimate_seconds > LONG_SECONDS
        if long:
            return [*self._offer(event), Listen(expect=Expectation.YES_NO)]
        return [*self._first_words(event), self._memory.listen()]

    def waits(self, event: TransferMoved) -> list[Act] | None:
        """Some time has passed; None: there is no line to tell of."""
        waiting, now = self._waiting, self._memory.now
        if waiting.told_at is None:
            return None
        passed = now - waiting.told_at
        if event.position is None:  # somebody is rung just now
            return [] if passed < SELDOM else self._passed_on()
        if passed < SELDOM:
            return []
        changed = self._changed(event)
        if not changed and passed < AT_LEAST:
            return []
        self._told(event)
        return [*(changed or self._still(event.position)), self._memory.listen()]

    def again(self) -> list[Act] | None:
        """Who asks how far it is hears it all once more; None: there is no line."""
        waiting = self._waiting
        if waiting.told_at is None or waiting.place is None:
            return None
        time = self._time("queue_time", waiting.seconds)
        return [*self._still(waiting.place), *time, self._memory.listen()]

    def stays(self) -> list[Act]:
        """The caller would rather wait than be rung back."""
        return [self._memory.sentence("queue_waits"), self._memory.listen()]

    # -- words -------------------------------------------------------------------------------

    def _first_words(self, event: TransferMoved) -> list[Act]:
        return [
            *self._place("queue", event.position),
            *self._time("queue_time", event.estimate_seconds),
            self._memory.sentence("queue_callback"),
        ]

    def _offer(self, event: TransferMoved) -> list[Act]:
        """So long a wait is not asked of anybody: we offer to ring back, and they may choose."""
        memory = self._memory
        memory.waiting = replace(self._waiting, asked=True, offered=True)
        return [
            *self._place("queue", event.position),
            *self._time("queue_time", event.estimate_seconds),
            memory.sentence("queue_offer"),
        ]

    def _changed(self, event: TransferMoved) -> list[Act]:
        waiting = self._waiting
        told: list[Act] = []
        if event.position != waiting.place:
            told += self._place("queue_now", event.position)
        before, now = self._in_words(waiting.seconds), self._in_words(event.estimate_seconds)
        if now is not None and now != before:
            told += self._time("queue_now_time", event.estimate_seconds)
        return told

    def _still(self, place: int) -> list[Act]:
        return self._place("queue_still", place)

    def _passed_on(self) -> list[Act]:
        waiting = self._memory.waiting = replace(self._waiting, told_at=self._memory.now)
        title = self._memory.knowledge.municipality.departments[waiting.department].title
        return [self._say("transfer_stays", department=title), self._memory.listen()]

    def _place(self, name: str, place: int | None) -> list[Act]:
        if place is None:
            return []
        if place == 1:
            return [self._memory.sentence(f"{name}_first")]
        words = place_in_words(place, self._memory.language)
        if words is None:
            return [self._memory.sentence("queue_far")]
        return [self._say(f"{name}_place", place=words)]

    def _time(self, name: str, seconds: float | None) -> list[Act]:
        words = self._in_words(seconds)
        return [] if words is None else [self._say(name, wait=words)]

    def _in_words(self, seconds: float | None) -> str | None:
        return None if seconds is None else time_in_words(seconds, self._memory.language)

    def _say(self, name: str, **values: str) -> Say:
        memory = self._memory
        return Say(text=memory.words(name, memory.language, **values), language=memory.language)

    # -- what they know ----------------------------------------------------------------------

    @property
    def _waiting(self) -> Waiting:
        assert self._memory.waiting is not None
        return self._memory.waiting

    def _told(self, event: TransferMoved) -> None:
        self._memory.waiting = replace(
            self._waiting,
            told_at=self._memory.now,
            place=event.position,
            seconds=event.estimate_seconds,
            offered=False,
        )
