"""The database as its users want it: there, and as new as this house."""

from records.errors import RecordsError
from records.migrations import upgrade
from records.schema import BUSY_MS, Engine, metadata, open_engine, sqlite_file, telling


def opened(url: str, busy_ms: int = BUSY_MS) -> Engine:
    """Open the database, make it or bring it up to date. Raises RecordsError."""
    engine = open_engine(url, busy_ms)
    try:
        with telling(url):
            if _in_memory(engine):
                metadata.create_all(engine)
            else:
                upgrade(engine)
    except RecordsError:
        engine.dispose()
        raise
    return engine


def _in_memory(engine: Engine) -> bool:
    """It is empty whoever opens it: all migrations take 60 ms, and each conversation in text that
    looks something up has such a one.
    """
    return engine.dialect.name == "sqlite" and sqlite_file(engine.url) is None
