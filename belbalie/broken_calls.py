"""Calls that broke off: who was in one is rung back, where the number is known.

A call broke off when its line failed, when an agent lost the caller, or when the process was killed
in it. The last leaves no end in the records: a call from before our start that has none, and of
which nothing was written for `QUIET`, goes on nowhere. Where several processes share a database it
may go on in another, with an agent; its end then takes it off the list again.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from loguru import logger

from desk.call_view import number_to_ring
from dialog.acts import Act
from dialog.events import TYPED, Event, Rung
from dialog.handover import SWITCHBOARD
from dialog.summary import summarise
from records.callbacks import Callbacks
from records.errors import RecordsError
from records.log import EventLog

LOOK_SECONDS = 15.0
QUIET = timedelta(minutes=2)
"""In a call with the assistant something is written more often than that."""
SETTLED = timedelta(minutes=10)
"""So long after our start all that was cut off by it is found; looking costs time of the log."""
LOOK_BACK = timedelta(hours=24)
"""Who rang before that has rung again, or has found help elsewhere."""


class BrokenCalls:
    def __init__(self, log: EventLog, callbacks: Callbacks, started: datetime) -> None:
        """`started` is when this process began to take calls."""
        self._log = log
        self._callbacks = callbacks
        self._started = started

    def look(self, now: datetime) -> int:
        """Put those who are to be rung back on the list; how many. Raises RecordsError."""
        if now < self._started + SETTLED:
            self._look_at_those_before(now)
        return sum(self._decide(call) for call in self._callbacks.doubtful())

    async def keep_looking(self, now: Callable[[], datetime]) -> None:
        """Until cancelled."""
        while True:
            try:
                found = await asyncio.to_thread(self.look, now())
            except RecordsError as error:  # the next round is soon
                logger.error("calls that broke off were not looked for: {}", error)
            else:
                if found:
                    logger.info("{} calls broke off and are to be rung back", found)
            await asyncio.sleep(LOOK_SECONDS)

    def _look_at_those_before(self, now: datetime) -> None:
        """Note the calls from before our start that have no end."""
        for call in self._log.calls(self._started - LOOK_BACK, self._started):
            if not call.ended and not call.erased and call.last_at < now - QUIET:
                self._callbacks.broke_off(call.call_id, now)

    def _decide(self, call: str) -> bool:
        items = [entry.item for entry in self._log.read(call) if entry.item is not None]
        department = _department(items) if _can_be_rung(items) else None
        self._callbacks.decide(call, department)
        return department is not None


def _can_be_rung(items: list[Event | Act]) -> bool:
    typed = any(isinstance(item, Rung) and item.line == TYPED for item in items)
    return not typed and number_to_ring(items, 0) is not None


def _department(items: list[Event | Act]) -> str:
    """Who had the call or was to have it, else the switchboard."""
    handover = summarise(items).handover
    return (handover.department if handover else None) or SWITCHBOARD
