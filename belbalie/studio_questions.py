"""What callers asked, as the studio wants it (port `desk.studio.questions.Questions`)."""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from loguru import logger

from belbalie.beside import Beside
from belbalie.known import Known
from belbalie.question_reading import Engines, QuestionReading, Reading
from belbalie.threads import step_back
from desk.agents import Agent
from desk.studio.content import ContentDesk, Draft, NoSuchDraft, StudioOut
from desk.studio.figures import Figures, FiguresOut
from desk.studio.question_standing import standing
from desk.studio.questions import WAIT_SECONDS, Asked, NoSuchCall, QuestionsOut
from desk.transcript import Line, transcript
from dialog.invented_call import invented
from records.call_figures import CallFigures
from records.errors import RecordsError, UnknownCall
from records.looks import Looks
from records.question_marks import LineKey, QuestionMark, QuestionMarks

_FRESH_SECONDS = 60.0
"""So long calls that ended meanwhile may be missing; what was erased never stays."""
_PERIODS = 4
_BEFORE, _BEHIND = 4, 4
"""Lines of a conversation that are shown around one."""
Period = tuple[datetime, datetime]
_beside = Beside("questions", QuestionsOut)


@dataclass(frozen=True, slots=True)
class _Made:
    reading: "Future[Reading]"
    calls: Sequence[CallFigures]
    known: Known
    began: float


class StudioQuestions:
    """One for all pages. Its maker closes it, and what it is given."""

    def __init__(
        self,
        engines: Engines,
        figures: Figures,
        content: ContentDesk,
        url: str,
        now: Callable[[], datetime],
        distance: float | None = None,
    ) -> None:
        """Raises RecordsError."""
        self._engines, self._figures, self._content, self._now = engines, figures, content, now
        self._reading = QuestionReading(engines, distance)
        self._marks, self._looks = QuestionMarks(url), Looks(url)
        self._worker = ThreadPoolExecutor(1, "questions", initializer=step_back)
        self._lock = threading.Lock()
        self._made: OrderedDict[Period, _Made] = OrderedDict()

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._marks.close()
        self._looks.close()

    async def asked(
        self, since: datetime, until: datetime, wait_seconds: float = WAIT_SECONDS
    ) -> Asked | None:
        try:
            calls = await self._figures.calls(since, until)
        except FiguresOut as error:
            raise QuestionsOut from error
        made = self._making((since, until), calls)
        await asyncio.to_thread(wait, [made], wait_seconds)
        if not made.done():
            return None
        try:
            reading = made.result()
        except (RecordsError, OSError) as error:
            logger.error("questions: {}", error)
            raise QuestionsOut from error
        return await self._with_standings(since, until, reading)

    async def around(self, line: LineKey, agent: Agent) -> Sequence[Line]:
        return await _beside(self._around, line, agent)

    async def keep(self, mark: QuestionMark, lines: Sequence[LineKey]) -> None:
        await _beside(self._marks.keep, mark, lines)

    # -- what was asked ----------------------------------------------------------------------

    def _making(self, period: Period, calls: Sequence[CallFigures]) -> "Future[Reading]":
        """What is being read, or was: anew when there is something new to read."""
        with self._lock:
            made = self._made.get(period)
            if made is None or self._is_old(made, calls):
                future = self._worker.submit(self._reading.read, calls)
                made = _Made(future, calls, self._engines.known(), time.monotonic())
                self._made[period] = made
            self._made.move_to_end(period)
            while len(self._made) > _PERIODS:
                self._made.popitem(last=False)
        return made.reading

    def _is_old(self, made: _Made, calls: Sequence[CallFigures]) -> bool:
        """A period that is read now is waited for, unless a call in it was erased."""
        if {each.call for each in made.calls} - {each.call for each in calls}:
            return True
        if not made.reading.done():
            return False
        if made.reading.exception() is not None or made.known is not self._engines.known():
            return True
        old = time.monotonic() - made.began > _FRESH_SECONDS
        return old and made.calls is not calls and made.calls != calls

    async def _with_standings(self, since: datetime, until: datetime, reading: Reading) -> Asked:
        marks = await _beside(self._marks.by_line)
        drafts = await self._drafts(marks)
        return Asked(
            since=since,
            until=until,
            groups=[standing(group, marks, drafts) for group in reading.groups],
            spots=reading.spots,
            passed_over=reading.passed_over,
        )

    async def _drafts(self, marks: Mapping[LineKey, Sequence[QuestionMark]]) -> Mapping[str, Draft]:
        named = {mark.draft for own in marks.values() for mark in own if mark.draft}
        found = {}
        for key in named:
            try:
                found[key] = await self._content.draft(key)
            except NoSuchDraft:
                continue
            except StudioOut as error:
                raise QuestionsOut from error
        return found

    # -- one line ----------------------------------------------------------------------------

    def _around(self, line: LineKey, agent: Agent) -> Sequence[Line]:
        call, entry = line
        try:
            entries = self._engines.log.read(call)
        except UnknownCall as error:
            raise NoSuchCall(call) from error
        items = [each.item for each in entries if each.item is not None]
        if len(items) < entry:
            raise NoSuchCall(call)
        self._looks.keep(agent.name, call, self._now())
        told = transcript(invented(items, self._reading.inventor(call)))
        place = next((n for n, each in enumerate(told) if each.number >= entry - 1), len(told))
        return told[max(0, place - _BEFORE) : place + _BEHIND + 1]
