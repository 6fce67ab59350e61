"""What the pages of questions without an answer have in common, and the page of one group."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fastapi import Request, Response

from desk.agents import Agent
from desk.call_page import moment_in_words
from desk.studio.draft_choice import NEW, own_drafts
from desk.studio.faults import fault
from desk.studio.figure_choice import day_words, local
from desk.studio.question_choice import QuestionChoice, choice_of
from desk.studio.question_words import (
    DONE,
    WHY,
    calls_in_words,
    language_in_words,
    proposed_title,
    trend_in_words,
)
from desk.studio.questions import (
    WAIT_SECONDS,
    Asked,
    NoSuchCall,
    Questions,
    QuestionsOut,
    Standings,
)
from desk.studio.room import GONE, STUDIO, UNAVAILABLE, StudioRoom, of_draft
from desk.transcript import SPEAKERS, Line
from dialog.endings import TITLES
from records.troubled_lines import TroubledLine

QUESTIONS = f"{STUDIO}/vragen"
UNPROCESSABLE, ACCEPTED = 422, 202
LINES = 5
PATIENT_SECONDS = 20.0
_OUT = "De gesprekken zijn nu niet te lezen. Probeer het zo nog eens."
NO_GROUP = (
    "Deze groep vragen is er niet meer. De gesprekken zijn gewist, of de vragen zijn intussen "
    "anders gegroepeerd. Kies een groep in de lijst."
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What an editor filled in, and by field what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    lines: frozenset[str] | None = None
    """That were ticked; None: all of them are."""
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionDesk:
    room: StudioRoom
    questions: Questions

    def today(self) -> date:
        return local(self.room.now()).date()

    async def asked(self, choice: QuestionChoice, patient: bool = False) -> Asked | None:
        """`patient`: what was sent is not to be sent again. Raises QuestionsOut."""
        wait = PATIENT_SECONDS if patient else WAIT_SECONDS
        return await self.questions.asked(*choice.days.moments, wait_seconds=wait)

    def answer(self, request: Request, name: str, status: int = 200, **given: Any) -> Response:
        now = self.room.now()
        words = {
            "calls": calls_in_words,
            "language": language_in_words,
            "why": WHY,
            "endings": TITLES,
            "done": DONE,
            "titles": self.room.titles(),
            "in_words": lambda at: moment_in_words(at, now),
            "day_words": lambda at: day_words(local(at).date()),
            "address": QUESTIONS,
            "of_draft": of_draft,
        }
        return self.room.answer(request, name, status, here=QUESTIONS, **(words | given))

    def busy(self, request: Request) -> Response:
        """It is being worked out; the page asks again by itself."""
        again = str(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
        return self.answer(request, "studio/questions_busy.html", ACCEPTED, again=again)

    async def group_page(
        self,
        request: Request,
        agent: Agent,
        key: str,
        typed: Typed | None = None,
    ) -> Response:
        choice, _ = choice_of(request.query_params, self.today())
        asked = await self.asked(choice)
        if asked is None:
            return self.busy(request)
        found = next((each for each in asked.groups if each.group.key == key), None)
        if found is None:
            return fault(self.room, request, GONE, NO_GROUP)
        typed = typed or Typed()
        lines = found.group.lines
        first = min(number(request.query_params.get("vanaf", "")), max(0, len(lines) - 1))
        return self.answer(
            request,
            "studio/question_group.html",
            UNPROCESSABLE if typed.wrong else 200,
            found=found,
            group=found.group,
            choice=choice,
            trend=trend_in_words(*found.group.halves(middle(asked))),
            shown=await self._with_turns(lines[first : first + LINES], agent),
            first=first,
            step=LINES,
            once=list(dict.fromkeys(line.text for line in lines)),
            title=proposed_title(found.group, [each.group for each in asked.groups]),
            topics=self._topics(found),
            drafts=await own_drafts(self.room.content, agent),
            new=NEW,
            typed=typed,
            speakers=SPEAKERS,
        )

    async def _with_turns(
        self, lines: Sequence[TroubledLine], agent: Agent
    ) -> Sequence[tuple[TroubledLine, Sequence[Line]]]:
        found = []
        for line in lines:
            try:
                found.append((line, await self.questions.around(line.key, agent)))
            except NoSuchCall:  # erased just now
                continue
        return found

    def _topics(self, found: Standings) -> Sequence[tuple[str, str]]:
        """All subjects by key and title, those that come nearest on top."""
        titles = self.room.titles()
        near = [each.topic for each in found.group.nearest]
        rest = sorted(set(titles.topics) - set(near), key=titles.topic)
        return [(key, titles.topic(key)) for key in (*near, *rest)]


async def telling(
    desk: QuestionDesk, request: Request, page: Callable[[], Awaitable[Response]]
) -> Response:
    try:
        return await page()
    except QuestionsOut:
        return fault(desk.room, request, UNAVAILABLE, _OUT)


def middle(asked: Asked) -> datetime:
    return asked.since + (asked.until - asked.since) / 2


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
