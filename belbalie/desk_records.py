"""The records as the desk's pages want them (port `desk.call_records.CallRecords`)."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol, TypeVar

from loguru import logger

from desk.agents import Agent
from desk.call_records import CallFile, Erased, NoSuchCall, Past, RecordsOut, ToRing, Wrong
from desk.call_view import outcome as closed_as
from desk.outcome_words import ended_in_words
from dialog.acts import Act
from dialog.desk_events import Corrected, DeskEvent
from dialog.events import Event, Rung
from dialog.summary import summarise
from dialog.titles import Titles
from records.callbacks import Callback, Callbacks
from records.corrections import Correction, Corrections
from records.counted_calls import CountedCalls
from records.errors import CallErased, RecordsError, UnknownCall
from records.line_calls import LineCall, LineCalls
from records.log import EventLog
from records.looks import Looks
from records.report import outcome

MOST_EARLIER = 10
"""More earlier calls of a line are not read at a glance."""
NO_SUBJECT = "geen onderwerp"
Result = TypeVar("Result")


class Writes(Protocol):
    async def append(self, call: str, *items: Event | Act) -> None:
        """Raises RecordsError."""


class DeskRecords:
    """One for all pages. Its maker closes it; the log and the lines are its maker's too."""

    def __init__(
        self,
        log: EventLog,
        writer: Writes,
        lines: LineCalls,
        url: str,
        titles: Callable[[], Titles],
        now: Callable[[], datetime],
    ) -> None:
        """`writer` writes to the log, beside the calls that go on. Raises RecordsError."""
        self._log = log
        self._writer = writer
        self._lines = lines
        self._titles = titles
        self._now = now
        self.callbacks = Callbacks(url)
        self._corrections = Corrections(url)
        self._looks = Looks(url)
        self.counted = CountedCalls(url)
        self._said: dict[tuple[str, int], Corrected] = {}
        """Of the answers that were wrong, by call and entry."""

    def close(self) -> None:
        self.callbacks.close()
        self._corrections.close()
        self._looks.close()
        self.counted.close()

    def forget_looks(self, then: datetime) -> int:
        """Those of before; how many. Raises RecordsError."""
        return self._looks.forget_before(then)

    # -- one call ----------------------------------------------------------------------------

    async def look(self, call: str, agent: Agent) -> CallFile:
        return await _beside(self._look, call, agent)

    async def keep(self, call: str, item: DeskEvent) -> None:
        with _telling():
            await self._writer.append(call, item)

    def _look(self, call: str, agent: Agent) -> CallFile:
        entries = self._log.read(call)
        now = self._now()
        self._looks.keep(agent.name, call, now)
        items = [entry.item for entry in entries if entry.item is not None]
        rung = next((item for item in items if isinstance(item, Rung)), None)
        return CallFile(
            call=call,
            line=rung.line if rung else "",
            began=entries[0].at if entries else now,
            items=items,
            erased=bool(entries) and not items,
            callbacks=self.callbacks.of_call(call, now),
            earlier=[self._past(one) for one in self._lines.same_line(call, now)[:MOST_EARLIER]],
        )

    def _past(self, one: LineCall) -> Past:
        entries = self._log.read(one.call)
        items = [entry.item for entry in entries if entry.item is not None]
        ended = ended_in_words(closed_as(items), outcome(entries))
        return Past(one.call, one.at, self._subject(items), ended)

    def _subject(self, items: Sequence[Event | Act]) -> str:
        """What it was about, by the title of the content."""
        summary = summarise(items)
        keys = (*reversed(summary.topics), *summary.maybe_topics)
        return self._titles().topic(keys[0]) if keys else NO_SUBJECT

    # -- callbacks ---------------------------------------------------------------------------

    async def to_ring(self) -> Sequence[ToRing]:
        return await _beside(self._to_ring)

    async def claim(self, callback: tuple[str, int], agent: Agent) -> ToRing:
        taken = await _beside(self.callbacks.claim, *callback, agent.name, self._now())
        if taken is None:
            raise NoSuchCall
        return await _beside(self._listed, taken)

    async def release(self, callback: tuple[str, int], agent: Agent) -> None:
        await _beside(self.callbacks.release, *callback, agent.name)

    def _to_ring(self) -> Sequence[ToRing]:
        return [self._listed(one) for one in self.callbacks.to_do(self._now())]

    def _listed(self, one: Callback) -> ToRing:
        items = [entry.item for entry in self._log.read(one.call) if entry.item is not None]
        return ToRing(callback=one, subject=self._subject(items))

    # -- answers that were wrong -------------------------------------------------------------

    async def wrong_answers(self) -> Sequence[Wrong]:
        return await _beside(self._wrong_answers)

    async def dealt_with(self, answer: tuple[str, int], agent: Agent) -> None:
        await _beside(self._corrections.deal, *answer, agent.name, self._now())

    def _wrong_answers(self) -> Sequence[Wrong]:
        rows = self._corrections.all()
        # An entry never changes, and what is erased has no row: each is read once, and let go.
        places = [(one.call, one.entry) for one in rows]
        read = {place: self._said.get(place) or self._corrected(*place) for place in places}
        self._said = {place: said for place, said in read.items() if said is not None}
        return [
            _wrong(one, said)
            for one, place in zip(rows, places, strict=True)
            if (said := read[place]) is not None
        ]

    def _corrected(self, call: str, entry: int) -> Corrected | None:
        """None where the call was erased just now."""
        said = next((e.item for e in self._log.read(call) if e.number == entry), None)
        return said if isinstance(said, Corrected) else None


def _wrong(one: Correction, said: Corrected) -> Wrong:
    return Wrong(
        call=one.call,
        entry=one.entry,
        made_at=one.made_at,
        said=said,
        dealt_at=one.dealt_at,
        dealt_by=one.dealt_by,
    )


async def _beside(work: Callable[..., Result], *given: object) -> Result:
    """Off the event loop. Raises what the port says."""
    with _telling():
        return await asyncio.to_thread(work, *given)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except UnknownCall:
        raise NoSuchCall from None
    except CallErased:
        raise Erased from None
    except RecordsError as error:
        logger.error("desk: {}", error)
        raise RecordsOut from error
