"""Who added, read again or removed which source of documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from records.moments import moment
from records.opening import opened
from records.schema import telling
from records.source_tables import source_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    at: datetime
    agent: str
    """The name of the account."""
    title: str
    source: str
    step: str


class SourceTrail:
    """Safe from any thread; its maker closes it. Every method may raise RecordsError."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine = opened(url)

    def close(self) -> None:
        self._engine.dispose()

    def note(self, entry: SourceEntry) -> None:
        row = {
            "at": moment(entry.at),
            "agent": entry.agent,
            "title": entry.title,
            "source": entry.source,
            "step": entry.step,
        }
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(source_trail.insert(), row)

    def latest(self, most: int) -> Sequence[SourceEntry]:
        """The newest first."""
        chosen = source_trail.select().order_by(source_trail.c.number.desc()).limit(most)
        reading = self._engine.execution_options(writes=False)
        with telling(self._url), reading.connect() as connection:
            rows = connection.execute(chosen).all()
        return [
            SourceEntry(
                at=datetime.fromisoformat(row.at),
                agent=row.agent,
                title=row.title,
                source=row.source,
                step=row.step,
            )
            for row in rows
        ]

    def forget_before(self, then: datetime) -> int:
        """Remove what is older than anybody may ask about; how many."""
        old = source_trail.delete().where(source_trail.c.at < moment(then))
        with telling(self._url), self._engine.begin() as connection:
            return connection.execute(old).rowcount
