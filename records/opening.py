"""The database as its users want it: there, and as new as this house."""

from records.errors import RecordsError
from records.migrations import upgrade
from records.schema import BUSY_MS, Engine, open_engine, telling


def opened(url: str, busy_ms: int = BUSY_MS) -> Engine:
    """Open the database, make it or bring it up to date. Raises RecordsError."""
    engine = open_engine(url, busy_ms)
    try:
        with telling(url):
            upgrade(engine)
    except RecordsError:
        engine.dispose()
        raise
    return engine
