"""Who looked at which call, and when: the audit of the desk. It holds no words, and outlives the
call.
"""

from dataclasses import dataclass
from datetime import datetime

from records.desk_tables import looks
from records.moments import moment
from records.opening import opened
from records.schema import telling


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    agent: str
    call: str


class Looks:
    """All of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)

    def close(self) -> None:
        self._engine.dispose()

    def keep(self, agent: str, call: str, now: datetime) -> None:
        row = {"at": moment(now), "agent": agent, "call_id": call}
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(looks.insert(), row)

    def forget_before(self, then: datetime) -> int:
        """Remove what is older than anybody may ask about; how many."""
        with telling(self._url), self._engine.begin() as connection:
            return connection.execute(looks.delete().where(looks.c.at < moment(then))).rowcount

    def at_call(self, call: str) -> list[Look]:
        """Who looked at this call, the first first."""
        chosen = looks.select().where(looks.c.call_id == call).order_by(looks.c.at, looks.c.id)
        with telling(self._url), self._engine.connect() as connection:
            rows = connection.execute(chosen).all()
        return [Look(datetime.fromisoformat(row.at), row.agent, row.call_id) for row in rows]
