"""The steps by which the database grew, run from code: no alembic.ini, no command line."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from records.errors import RecordsError

_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps what it works on in one place of the process."""
_STEPS_OF_THE_RECORDS = 7_231_008
"""Any number that nothing else in the database locks."""


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest step; does nothing where it is there already.

    Raises RecordsError when a newer version of Belbalie has written to it.
    """
    config = Config()
    # Alembic fills in %(…)s: a percent sign in the path is to stay one.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with _ONE_AT_A_TIME, engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # as SQLite's BEGIN IMMEDIATE does
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_STEPS_OF_THE_RECORDS})")
        current = MigrationContext.configure(connection).get_current_heads()
        known = {script.revision for script in scripts.walk_revisions()}
        strange = sorted(set(current) - known)
        if strange:
            raise RecordsError(
                f"The records database is at step {strange[0]}, newest known here is "
                f"{scripts.get_current_head()}: install the newer Belbalie that wrote it, "
                "or name another database."
            )
        if set(current) != set(scripts.get_heads()):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
