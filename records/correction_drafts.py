"""In which draft an editor works on an answer that an agent called wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from records.moments import moment
from records.opening import opened
from records.question_tables import correction_drafts
from records.schema import telling


@dataclass(frozen=True, slots=True)
class TakenUp:
    draft: str
    """The key of the draft."""
    agent: str
    """The name of the account that took it up."""
    at: datetime


class CorrectionDrafts:
    """All of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    def keep(self, answer: tuple[str, int], draft: str, agent: str, now: datetime) -> None:
        """`answer` is the call and the entry that says why it was wrong. The latest counts."""
        call, entry = answer
        here = (correction_drafts.c.call_id == call) & (correction_drafts.c.number == entry)
        new = {"call_id": call, "number": entry, "draft": draft, "agent": agent, "at": moment(now)}
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(correction_drafts.delete().where(here))
            connection.execute(correction_drafts.insert(), new)

    def all(self) -> Mapping[tuple[str, int], TakenUp]:
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(correction_drafts.select()).all()
        return {
            (row.call_id, row.number): TakenUp(row.draft, row.agent, datetime.fromisoformat(row.at))
            for row in rows
        }
