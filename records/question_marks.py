"""What editors did about questions of callers that were not answered: which line, who, when, why.

A group of lines is made anew whenever somebody looks, so what was done stands with its lines.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from records.moments import moment
from records.opening import opened
from records.question_tables import marked_lines, question_marks
from records.schema import telling

LineKey = tuple[str, int]
"""The call, and the number of the entry in it."""


class Step(StrEnum):
    TOPIC = "topic"
    """A new subject was made of it, in a draft."""
    SAMPLES = "samples"
    """Its lines were added to a subject, in a draft."""
    NOT_OURS = "not_ours"
    """Its lines were added to what is no task of the municipality, in a draft."""
    LEFT = "left"
    """It stays as it is, for a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMark:
    at: datetime
    agent: str
    """The name of the account."""
    step: Step
    reason: str = ""
    draft: str | None = None
    topic: str | None = None
    """The key of the subject; None also where the new one has no key yet."""


class QuestionMarks:
    """All of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    def keep(self, mark: QuestionMark, lines: Iterable[LineKey]) -> None:
        """Note that this was done about these lines."""
        key = uuid.uuid4().hex
        row = {
            "id": key, "at": moment(mark.at), "agent": mark.agent, "step": mark.step.value,
            "reason": mark.reason, "draft": mark.draft, "topic": mark.topic,
        }  # fmt: skip
        rows = [{"mark": key, "call_id": call, "number": number} for call, number in set(lines)]
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(question_marks.insert(), row)
            if rows:
                connection.execute(marked_lines.insert(), rows)

    def by_line(self) -> Mapping[LineKey, tuple[QuestionMark, ...]]:
        """Of every line of which something was noted, the latest first."""
        both = marked_lines.join(question_marks, marked_lines.c.mark == question_marks.c.id)
        chosen = marked_lines.select().select_from(both).add_columns(*question_marks.c)
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen.order_by(question_marks.c.at.desc())).all()
        found: dict[LineKey, tuple[QuestionMark, ...]] = {}
        for row in rows:
            mark = QuestionMark(
                at=datetime.fromisoformat(row.at),
                agent=row.agent,
                step=Step(row.step),
                reason=row.reason,
                draft=row.draft,
                topic=row.topic,
            )
            line = (row.call_id, row.number)
            found[line] = (*found.get(line, ()), mark)
        return found
