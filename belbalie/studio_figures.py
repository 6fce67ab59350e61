"""What was counted of calls, as the studio wants it (port `desk.studio.figures.Figures`)."""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from loguru import logger

from desk.studio.figures import FiguresOut
from records.call_figures import CallFigures
from records.counted_calls import CountedCalls, Stamp
from records.errors import RecordsError

KEPT = 6
"""Periods that are kept in memory: an editor looks at a few, and at each several times."""
Period = tuple[datetime, datetime]
Result = TypeVar("Result")


class StudioFigures:
    """One for all pages. Its maker closes what it is given."""

    def __init__(self, counted: CountedCalls) -> None:
        self._counted = counted
        self._lock = threading.Lock()
        self._kept: OrderedDict[Period, tuple[Stamp, Sequence[CallFigures]]] = OrderedDict()

    async def calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        return await _beside(self._calls, since, until)

    async def first(self) -> datetime | None:
        return await _beside(self._counted.first)

    def _calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        with self._lock:  # who looks at the same waits for the same
            stamp = self._counted.stamp(since, until)
            kept = self._kept.pop((since, until), None)
            if kept is None or kept[0] != stamp:
                kept = stamp, tuple(self._counted.between(since, until))
            self._kept[since, until] = kept
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return kept[1]


async def _beside(work: Callable[..., Result], *given: object) -> Result:
    try:
        return await asyncio.to_thread(work, *given)
    except RecordsError as error:
        logger.error("figures: {}", error)
        raise FiguresOut from error
