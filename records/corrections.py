"""Answers of ours that an agent called wrong, until an editor has dealt with them.

What was said and why it was wrong stands in the log of the call.
"""

from dataclasses import dataclass
from datetime import datetime

from records.desk_tables import corrections
from records.moments import moment
from records.opening import opened
from records.schema import telling


@dataclass(frozen=True, slots=True)
class Correction:
    call: str
    entry: int
    made_at: datetime
    dealt_at: datetime | None
    dealt_by: str | None


class Corrections:
    """All of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)

    def close(self) -> None:
        self._engine.dispose()

    def all(self) -> list[Correction]:
        """Those that nobody has dealt with first, the oldest first; then the latest first."""
        with telling(self._url), self._engine.connect() as connection:
            rows = connection.execute(corrections.select().order_by(corrections.c.made_at)).all()
        kept = [
            Correction(
                row.call_id,
                row.number,
                datetime.fromisoformat(row.made_at),
                datetime.fromisoformat(row.dealt_at) if row.dealt_at else None,
                row.dealt_by,
            )
            for row in rows
        ]
        waiting = [one for one in kept if one.dealt_at is None]
        return waiting + [one for one in reversed(kept) if one.dealt_at is not None]

    def deal(self, call: str, entry: int, name: str, now: datetime) -> None:
        """Note that this account has dealt with it; who was first stays."""
        this = (
            (corrections.c.call_id == call)
            & (corrections.c.number == entry)
            & corrections.c.dealt_at.is_(None)
        )
        new = {"dealt_at": moment(now), "dealt_by": name}
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(corrections.update().where(this).values(**new))
