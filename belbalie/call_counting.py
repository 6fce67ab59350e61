"""Counts calls once they have ended, beside the calls that go on.

A worker, and not a step in the transaction of the last entry: that one must be quick and must never
fail for a figure. What it needs to know stands in the tables, so a crash, an agent who closes a
call an hour later, and rules that changed are all the same to it: calls that are to be counted. It
works a third of the time at most, so that a great many of them keep nobody waiting.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from loguru import logger

from records.counted_calls import Counted, CountedCalls
from records.counting import CallToCount, figures_of
from records.errors import RecordsError
from records.log import Entry, EventLog

LOOK_SECONDS = 5.0
AT_ONCE = 20
"""Rows that are written in one step: calls that go on write between two steps."""
QUIET = timedelta(hours=2)
"""A call of which nothing was written for so long, and that has no end, was broken off."""
LOOK_BACK = timedelta(days=3)
"""What began before that was found when the house began, or is counted again for another reason."""
RESTS = 2.0
"""Times as long as it worked."""
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


class CallCounting:
    """Its maker closes what it is given."""

    def __init__(self, log: EventLog, counted: CountedCalls) -> None:
        self._log = log
        self._counted = counted
        self._unreadable: set[str] = set()
        self._since = _EVER

    def look(self, now: datetime) -> int:
        """Count some of those that are to be counted; how many. Raises RecordsError."""
        most = AT_ONCE + len(self._unreadable)
        due = self._counted.due(most, self._since, now - QUIET)
        readable = [call for call in due if call.call not in self._unreadable]
        counted = [self._counted_of(call) for call in readable]
        self._counted.keep((one for one in counted if one is not None), now)
        if not readable:
            self._since = now - LOOK_BACK
        return len(readable)

    def begin(self) -> None:
        """Find what was written while nobody looked. Raises RecordsError."""
        stale = self._counted.count_again()
        if stale:
            logger.info("{} calls are to be counted again", stale)

    async def keep_counting(self, now: Callable[[], datetime]) -> None:
        """Until cancelled."""
        ready = False
        while True:
            found, began = 0, time.monotonic()
            try:
                if not ready:
                    await asyncio.to_thread(self.begin)
                    ready = True
                found = await asyncio.to_thread(self.look, now())
            except RecordsError as error:  # the next round is soon
                logger.error("calls were not counted: {}", error)
            worked = time.monotonic() - began
            await asyncio.sleep(worked * RESTS if found else LOOK_SECONDS)

    def _counted_of(self, call: CallToCount) -> Counted | None:
        try:
            entries = self._log.read(call.call)
        except RecordsError as error:  # what was changed from outside counts in no figure
            self._unreadable.add(call.call)
            logger.error("call {} was not counted: {}", call.call, error)
            return None
        return Counted(figures_of(call, entries), _last(entries))


def _last(entries: Sequence[Entry]) -> int:
    return entries[-1].number if entries else 0
