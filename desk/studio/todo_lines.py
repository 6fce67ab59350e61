"""What waits for an editor in questions without an answer, and in answers that were wrong."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from desk.call_records import RecordsOut
from desk.studio.content import StudioOut
from desk.studio.corrections import Corrections
from desk.studio.corrections_page import LIST
from desk.studio.figure_choice import local
from desk.studio.question_choice import choice_of, shelves
from desk.studio.question_desk import QUESTIONS
from desk.studio.questions import Questions, QuestionsOut
from desk.studio.todo import Todo, TodoLine


def todo_of(questions: Questions, corrections: Corrections, now: Callable[[], datetime]) -> Todo:
    """Counts of the last thirty days; no page waits for questions that are still being read."""

    async def todo() -> Sequence[TodoLine]:
        counted = (
            TodoLine("Antwoorden die niet klopten", await _wrong(corrections), LIST),
            TodoLine(
                "Vragen zonder antwoord", await _asked(questions, local(now()).date()), QUESTIONS
            ),
        )
        return [line for line in counted if line.count]

    return todo


async def _wrong(corrections: Corrections) -> int:
    try:
        found = await corrections.all()
    except (RecordsOut, StudioOut):  # its own page tells that
        return 0
    return sum(1 for one in found if one.wrong.dealt_at is None)


async def _asked(questions: Questions, today: date) -> int:
    choice, _ = choice_of({}, today)
    try:
        asked = await questions.asked(*choice.days.moments, wait_seconds=0)
    except QuestionsOut:
        return 0
    return len(shelves(asked, choice).todo) if asked else 0
