"""Which telephones are to be spoken to slowly: for each a keyed hash of its number, and a date.

HMAC-SHA-256 (RFC 2104) under a key that does not stand in the database: there are few enough
telephone numbers to try them all under a bare hash.
"""

from datetime import datetime, timedelta

from records.moments import moment
from records.opening import opened
from records.schema import calm_lines, telling
from records.seal import keyed_hash


class Wishes:
    """All of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str, key: bytes, days: int) -> None:
        """Open the database, make it or bring it up to date. `days` is how long a wish is kept."""
        self._url = url
        self._key = key
        self._days = days
        self._engine = opened(url)

    def close(self) -> None:
        self._engine.dispose()

    def keep(self, telephone: str, now: datetime) -> None:
        """From now on; a wish of before is kept from today."""
        line = self._line(telephone)
        with telling(self._url), self._engine.begin() as connection:
            connection.execute(calm_lines.delete().where(calm_lines.c.line == line))
            connection.execute(calm_lines.insert(), {"line": line, "kept_at": moment(now)})

    def kept(self, telephone: str, now: datetime) -> bool:
        """Whether this telephone has one that is not too old."""
        line, since = self._line(telephone), moment(now - timedelta(days=self._days))
        these = calm_lines.select().where(calm_lines.c.line == line, calm_lines.c.kept_at >= since)
        with telling(self._url), self._engine.connect() as connection:
            return connection.execute(these).first() is not None

    def forget(self, telephone: str) -> bool:
        """Whether there was something to forget."""
        these = calm_lines.delete().where(calm_lines.c.line == self._line(telephone))
        with telling(self._url), self._engine.begin() as connection:
            return connection.execute(these).rowcount > 0

    def forget_old(self, now: datetime) -> int:
        """Delete those that are too old; how many."""
        since = moment(now - timedelta(days=self._days))
        with telling(self._url), self._engine.begin() as connection:
            return connection.execute(
                calm_lines.delete().where(calm_lines.c.kept_at < since)
            ).rowcount

    def _line(self, telephone: str) -> str:
        return keyed_hash(self._key, "calm", telephone)
