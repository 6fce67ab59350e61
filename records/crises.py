"""Crises as they were started and stopped, for every process that shares the database."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from dialog.crisis import Crisis, CrisisMessage, CrisisPage, CrisisQuestion
from records.errors import Clash
from records.moments import moment
from records.opening import opened
from records.schema import Connection, crises, telling

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Started:
    """A crisis and who started it."""

    crisis: Crisis
    by: str


@dataclass(frozen=True, slots=True)
class Switched:
    """A crisis, who started it, and who stopped it where somebody did."""

    crisis: Crisis
    by: str
    ended_at: datetime | None
    ended_by: str | None


class Crises:
    """All of them in one database. Safe from any thread and beside other processes.

    Every method may raise RecordsError.
    """

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    def revision(self) -> str:
        """Another one whenever a crisis was started or stopped."""
        chosen = crises.select().order_by(crises.c.key, crises.c.number)
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen).all()
        states = [f"{row.key} {row.number} {row.ended_at}" for row in rows]
        return sha256("\n".join(states).encode()).hexdigest()[:16]

    def running(self, now: datetime) -> list[Started]:
        """Those that were not stopped and are not over at `now`, also if they begin later; the
        newest first.
        """
        chosen = crises.select().where(crises.c.ended_at.is_(None))
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen.order_by(crises.c.started_at.desc())).all()
        found = [Started(_crisis(row.key, row.told), row.started_by) for row in rows]
        return [each for each in found if now < each.crisis.message.until]

    def all(self) -> list[Switched]:
        """Every one that was ever started, the latest first."""
        chosen = crises.select().order_by(crises.c.started_at.desc(), crises.c.number.desc())
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen).all()
        return [_switched(row) for row in rows]

    def start(self, crisis: Crisis, by: str) -> None:
        """From now on this one; an earlier one of the same key ends."""

        def change(connection: Connection) -> None:
            _end(connection, crisis.key, by, crisis.told_at)
            rows = connection.execute(crises.select().where(crises.c.key == crisis.key)).all()
            row = {
                "key": crisis.key,
                "number": 1 + max((row.number for row in rows), default=0),
                "told": json.dumps(asdict(crisis), ensure_ascii=False, default=_plain),
                "started_at": moment(crisis.told_at),
                "started_by": by,
            }
            connection.execute(crises.insert(), row)

        for _ in range(_TRIES - 1):
            try:
                with telling(self._url), self._engine.begin() as connection:
                    change(connection)
                return
            except Clash:  # somebody started one of this key at the same moment
                continue
        with telling(self._url), self._engine.begin() as connection:
            change(connection)

    def stop(self, key: str, by: str, now: datetime) -> None:
        """End it. LookupError where none of this key runs."""
        with telling(self._url), self._engine.begin() as connection:
            if not _end(connection, key, by, now):
                raise LookupError(f"no crisis {key!r} runs")


def _end(connection: Connection, key: str, by: str, now: datetime) -> int:
    these = crises.update().where(crises.c.key == key, crises.c.ended_at.is_(None))
    return connection.execute(these.values(ended_at=moment(now), ended_by=by)).rowcount


def _switched(row: Any) -> Switched:
    ended = datetime.fromisoformat(row.ended_at) if row.ended_at else None
    return Switched(_crisis(row.key, row.told), row.started_by, ended, row.ended_by)


def _crisis(key: str, text: str) -> Crisis:
    told: dict[str, Any] = json.loads(text)
    page, message = told["page"], told["message"]
    return Crisis(
        key=key,
        page=CrisisPage(page["title"], page["opening"], tuple(map(_question, page["questions"]))),
        message=CrisisMessage(
            text=message["text"],
            since=datetime.fromisoformat(message["since"]),
            until=datetime.fromisoformat(message["until"]),
            postcodes=tuple(message["postcodes"]),
            streets=tuple(message["streets"]),
        ),
        told_at=datetime.fromisoformat(told["told_at"]),
    )


def _question(told: Mapping[str, Any]) -> CrisisQuestion:
    asked = {language: tuple(ways) for language, ways in told["asked"].items()}
    return CrisisQuestion(asked, told["answer"])


def _plain(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
