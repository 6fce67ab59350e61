"""What was counted of calls, as the studio wants it (port `desk.studio.figures.Figures`)."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from belbalie.beside import Beside
from desk.studio.figures import FiguresOut
from records.call_figures import CallFigures
from records.counted_calls import CountedCalls, Stamp

KEPT = 6
"""Periods that are kept in memory: an editor looks at a few, and at each several times."""
Period = tuple[datetime, datetime]
Kept = tuple[Stamp, Sequence[CallFigures]]
_beside = Beside("figures", FiguresOut)


class StudioFigures:
    """One for all pages. Its maker closes what it is given."""

    def __init__(self, counted: CountedCalls) -> None:
        self._counted = counted
        self._lock = threading.Lock()
        self._kept: OrderedDict[Period, Kept] = OrderedDict()

    async def calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        return await _beside(self._calls, since, until)

    async def first(self) -> datetime | None:
        return await _beside(self._counted.first)

    def _calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        with self._lock:  # who looks at the same waits for the same
            stamp = self._counted.stamp(since, until)
            kept = self._kept.pop((since, until), None)
            if kept is None or kept[0] != stamp:
                kept = stamp, self._read(since, until, stamp, kept)
            self._kept[since, until] = kept
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return kept[1]

    def _read(
        self, since: datetime, until: datetime, stamp: Stamp, kept: Kept | None
    ) -> Sequence[CallFigures]:
        """While calls go on, one or two come to those that are kept: the others are not read
        again, unless some of them are gone.
        """
        if kept is not None:
            (_, latest), known = kept
            new = self._counted.between(since, until, latest)
            both = {call.call: call for call in (*known, *new)}
            if len(both) == stamp[0]:
                return sorted(both.values(), key=lambda call: (call.began, call.call))
        return self._counted.between(since, until)
