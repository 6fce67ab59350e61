"""Databases for the tests that keep records: each has one of its own, also where many run."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import psycopg
import pytest

from records.opening import opened

POSTGRESQL = os.environ.get("BELBALIE_TEST_POSTGRESQL", "")
"""A database that may be written to: postgresql+psycopg://user@host/name."""
needs_postgresql = pytest.mark.skipif(
    not POSTGRESQL, reason="BELBALIE_TEST_POSTGRESQL names no PostgreSQL database"
)


@contextmanager
def schema() -> Iterator[str]:
    """The address of an empty schema in the PostgreSQL database that is named; gone afterwards.

    Tests run side by side: in one schema they would take each other's places in the calendar.
    """
    name = f"test_{uuid.uuid4().hex}"
    server = POSTGRESQL.replace("+psycopg", "", 1)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    try:
        yield f"{POSTGRESQL}?options=-csearch_path%3D{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


@pytest.fixture
def postgresql() -> Iterator[str]:
    """An empty PostgreSQL database. The test carries the mark `needs_postgresql`."""
    with schema() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with empty tables: SQLite, and PostgreSQL where one is named."""
    with schema() if request.param == "postgresql" else nullcontext(_sqlite(tmp_path)) as address:
        opened(address).dispose()
        yield address


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder}/records.db"
