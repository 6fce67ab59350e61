"""The tables, the database that holds them, and what its errors mean.

SQLAlchemy lives here and in `records/migrations`; `records/log.py` asks tables for statements.
Moments are ISO texts in UTC of one width: they sort as they are, and hash the same everywhere.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine import Connection as Connection  # for annotations elsewhere
from sqlalchemy.engine import Engine as Engine
from sqlalchemy.pool import StaticPool

from records.errors import Clash, NotErased, RecordsError

metadata = sa.MetaData()

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("opened_at", sa.String(32), nullable=False, index=True),
    sa.Column("line_kind", sa.String(40), nullable=False),
    sa.Column("erased_at", sa.String(32)),
)
call_keys = sa.Table(
    "call_keys",
    metadata,
    sa.Column("call_id", sa.String(200), sa.ForeignKey("calls.call_id"), primary_key=True),
    sa.Column("key", sa.LargeBinary, nullable=False),
)
envelopes = sa.Table(
    "envelopes",
    metadata,
    sa.Column("call_id", sa.String(200), sa.ForeignKey("calls.call_id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("prev_hash", sa.String(64), nullable=False),
    sa.Column("payload_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
payloads = sa.Table(
    "payloads",
    metadata,
    sa.Column("call_id", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("nonce", sa.LargeBinary, nullable=False),
    sa.Column("ciphertext", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["call_id", "number"], ["envelopes.call_id", "envelopes.number"]),
)

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("number", sa.String(10), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("made_at", sa.String(32), nullable=False, index=True),
    sa.Column("day", sa.String(10), nullable=False, index=True),
    sa.Column("at", sa.String(5), nullable=False),
    sa.Column("callers", sa.Integer, nullable=False),
)
"""What callers had done: appointments, reports, pick-ups, complaints. Nothing personal: `subject`
is a key of the content, `callers` of how many people it is; `day` and `at` are when it happens, or
when it was made.
"""
case_words = sa.Table(
    "case_words",
    metadata,
    sa.Column("number", sa.String(10), sa.ForeignKey("cases.number"), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("call_id", sa.String(200), nullable=False, index=True),
    sa.Column("nonce", sa.LargeBinary, nullable=False),
    sa.Column("ciphertext", sa.LargeBinary, nullable=False),
)
"""What a caller said of a case, sealed; part 1 is who made it, later parts joined it."""
case_keys = sa.Table(
    "case_keys",
    metadata,
    sa.Column("number", sa.String(10), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["number", "part"], ["case_words.number", "case_words.part"]),
)
places = sa.Table(
    "places",
    metadata,
    sa.Column("calendar", sa.String(60), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("at", sa.String(5), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.String(10), sa.ForeignKey("cases.number"), nullable=False, index=True),
)
"""Who has which place. The key is the promise that no two callers ever get the same one."""

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("told", sa.Text, nullable=False),
    sa.Column("read_at", sa.String(32)),
    sa.Column("fault", sa.Text),
)
"""Where documents come from; `told` is what the editor told of it, as JSON."""
resources = sa.Table(
    "resources",
    metadata,
    sa.Column("source", sa.String(80), sa.ForeignKey("sources.name"), primary_key=True),
    sa.Column("resource", sa.String(500), primary_key=True),
    sa.Column("stamp", sa.Text),
    sa.Column("fault", sa.Text),
)
"""The pages and files of a source; `stamp` is what their reader knows them again by."""
documents = sa.Table(
    "documents",
    metadata,
    sa.Column("source", sa.String(80), primary_key=True),
    sa.Column("document", sa.String(500), primary_key=True),
    sa.Column("resource", sa.String(500), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("read_at", sa.String(32), nullable=False),
    sa.ForeignKeyConstraint(["source", "resource"], ["resources.source", "resources.resource"]),
)
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("key", sa.String(32), primary_key=True),
    sa.Column("source", sa.String(80), nullable=False),
    sa.Column("document", sa.String(500), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("told", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["source", "document"], ["documents.source", "documents.document"]),
    sa.Index("passages_of_document", "source", "document"),
)
"""What is searched and quoted: `told` is the rest of a DocumentPassage, as JSON."""

crises = sa.Table(
    "crises",
    metadata,
    sa.Column("key", sa.String(80), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("told", sa.Text, nullable=False),
    sa.Column("started_at", sa.String(32), nullable=False),
    sa.Column("started_by", sa.String(80), nullable=False),
    sa.Column("ended_at", sa.String(32)),
    sa.Column("ended_by", sa.String(80)),
)
"""Crisis pages that were started; `told` is the page as JSON, with when and where it holds. A row
is never deleted: who told the town what, and when, is asked afterwards.
"""

calm_lines = sa.Table(
    "calm_lines",
    metadata,
    sa.Column("line", sa.String(64), primary_key=True),
    sa.Column("kept_at", sa.String(32), nullable=False, index=True),
)
"""Who asked us to remember to take it slowly; `line` is a keyed hash of a telephone number."""

figures = sa.select(
    calls,
    sa.func.count(envelopes.c.number).label("entries"),
    sa.func.max(envelopes.c.at).label("last_at"),
    sa.func.max(sa.case((envelopes.c.kind == "hung_up", 1), else_=0)).label("ended"),
)
"""One row for each call, with what its envelopes add up to."""
figures = figures.select_from(calls.outerjoin(envelopes)).group_by(*calls.c)

counted = sa.select(
    sources,
    *(
        sa.select(sa.func.count())
        .where(table.c.source == sources.c.name)
        .scalar_subquery()
        .label(table.name)
        for table in (documents, passages)
    ),
)
"""One row for each source, with how many documents and passages it has."""

BUSY_MS = 5000
"""How long to wait for another process (a report, a backup) that holds the database."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # FULL: a commit is on the disk when it returns, also when the power goes.
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    # Sorting and VACUUM leave no file of their own behind.
    "PRAGMA temp_store=MEMORY",
)


def open_engine(url: str, busy_ms: int = BUSY_MS) -> Engine:
    """Make the engine, and the folder that SQLite needs. `busy_ms` is how long to wait for others
    that hold the database; PostgreSQL waits as it is set up, unless that is given.

    Raises RecordsError for a wrong URL, a missing driver or a folder that cannot be made.
    """
    parsed = _parsed(url)
    options: dict[str, Any] = {"hide_parameters": True}  # errors never quote a caller
    if parsed.get_backend_name() == "sqlite":
        options["connect_args"] = {"check_same_thread": False, "timeout": busy_ms / 1000}
        path = sqlite_file(parsed)
        if path is None:
            options["poolclass"] = StaticPool  # one connection is the database
        else:
            with telling(url):
                path.parent.mkdir(parents=True, exist_ok=True)
    elif busy_ms != BUSY_MS:
        given = parsed.query.get("options", "")  # the address may name a schema
        waits = f"{given} -c statement_timeout={busy_ms} -c lock_timeout={busy_ms}"
        options["connect_args"] = {"options": waits}
        options["pool_pre_ping"] = True  # the server may have been started again meanwhile
    engine = _created(parsed, options)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "connect", _waiting(busy_ms))
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def compact(engine: Engine) -> None:
    """Write out every page anew, so that nothing of a deleted row stays between the rows.

    Raises RecordsError when another process keeps the write-ahead log in use.
    """
    if engine.dialect.name == "sqlite":
        _autocommit(engine, "VACUUM")
        truncate_wal(engine)
    else:
        # The keys make the payloads readable, so they are moved out; the rest may be reused.
        moved = (f"VACUUM FULL {table}" for table in ("call_keys", "case_keys", "message_words"))
        _autocommit(engine, *moved, "VACUUM payloads, case_words")


def truncate_wal(engine: Engine) -> None:
    """Move SQLite's write-ahead log into the database and cut it to nothing."""
    if engine.dialect.name != "sqlite":
        return
    (busy, _, _) = _autocommit(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
    if busy:
        raise NotErased(
            "The words are erased, but another process still reads the records database and "
            "keeps them in its write-ahead log: close that process and erase the call again."
        )


def _autocommit(engine: Engine, *statements: str) -> Any:
    """Run outside any transaction; return the first row of the last statement, if any."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in statements:
                connection.exec_driver_sql(statement)
            return None
        # Past SQLAlchemy, which would begin a transaction first.
        cursor = connection.connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchone()


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory or another kind of database."""
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name)


def is_there(url: str) -> bool:
    """Whether there may be anything to read: a SQLite file that nobody made yet holds nothing, and
    a command that only asks should not make it.
    """
    parsed = make_url(url)
    file = sqlite_file(parsed)
    return file.exists() if file is not None else parsed.get_backend_name() != "sqlite"


@contextmanager
def telling(url: str) -> Iterator[None]:
    """Turn the database's errors into one sentence. A row that is there already is a Clash."""
    try:
        yield
    except exc.IntegrityError as error:
        raise Clash(f"The records database {_shown(url)} has such a row already.") from error
    except exc.DBAPIError as error:
        raise RecordsError(_sentence(error.orig, _shown(url))) from error
    except exc.SQLAlchemyError as error:
        raise RecordsError(
            f"The records database {_shown(url)} gave an error ({type(error).__name__}): "
            "check its URL and that nothing else changed its tables."
        ) from error
    except (sqlite3.Error, OSError) as error:
        raise RecordsError(_sentence(error, _shown(url))) from error


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except exc.ArgumentError as error:
        # What could not be read may hold a password: only the part before it is shown.
        raise _wrong_url(url.partition(":")[0][:20]) from error


def _created(url: URL, options: dict[str, Any]) -> Engine:
    try:
        return sa.create_engine(url, **options)
    except (exc.NoSuchModuleError, exc.ArgumentError) as error:
        raise _wrong_url(url.drivername) from error
    except ModuleNotFoundError as error:
        raise RecordsError(
            f"The records database {url.drivername} needs the Python package {error.name}: "
            "install it beside Belbalie (for postgresql+psycopg: psycopg[binary])."
        ) from error


def _wrong_url(start: str) -> RecordsError:
    return RecordsError(
        "Expected a database URL such as sqlite:///records.db or "
        f"postgresql+psycopg://user@host/name, got one that begins with {start!r}."
    )


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin at the first write; ours begin where we say.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _waiting(busy_ms: int) -> Callable[[Any, object], None]:
    def wait(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={busy_ms}")

    return wait


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its place at once: a read that turns into a write could be refused.
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_FULL = "has no room left on its disk: free some space; calls cannot be recorded until then"
_SQLITE_SENTENCES = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that its folder exists and may be written to",
    sqlite3.SQLITE_READONLY: "may only be read: give this user the right to write to it",
    sqlite3.SQLITE_PERM: "may not be opened: give this user the right to it",
    sqlite3.SQLITE_NOTADB: "is no SQLite database: name another file or move this one away",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore it from a backup",
    sqlite3.SQLITE_BUSY: "is held by another process: close that one or wait",
    sqlite3.SQLITE_IOERR: "cannot be read or written: check its disk",
}
_OS_SENTENCES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _SQLITE_SENTENCES[sqlite3.SQLITE_PERM],
    errno.ENOENT: _SQLITE_SENTENCES[sqlite3.SQLITE_CANTOPEN],
    errno.ENOTDIR: _SQLITE_SENTENCES[sqlite3.SQLITE_CANTOPEN],
    errno.EEXIST: _SQLITE_SENTENCES[sqlite3.SQLITE_CANTOPEN],
    errno.EROFS: _SQLITE_SENTENCES[sqlite3.SQLITE_READONLY],
}
_STATE_SENTENCES = {
    "53100": _FULL,  # SQLSTATE disk_full
    "3D000": "does not exist: make it first (createdb)",
    "28": "refuses this user: check name and password in the URL",
    "08": "cannot be reached: check that the server runs, the database exists and the URL is right",
}


def _sentence(error: BaseException | None, shown: str) -> str:
    if isinstance(error, sqlite3.Error):
        # The low byte is the kind; the rest says where inside SQLite it happened.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        found = _SQLITE_SENTENCES.get(code)
    elif isinstance(error, OSError):
        found = _OS_SENTENCES.get(error.errno or 0, f"cannot be opened ({error.strerror})")
    else:
        state = str(getattr(error, "sqlstate", None) or "08")
        found = _STATE_SENTENCES.get(state) or _STATE_SENTENCES.get(state[:2])
    return f"The records database {shown} {found or f'gave an error ({type(error).__name__})'}."
