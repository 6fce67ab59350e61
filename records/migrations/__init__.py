"""The steps by which the database grew, run from code: no alembic.ini, no command line."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from records.errors import RecordsError


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest step; does nothing where it is there already.

    Raises RecordsError when a newer version of Belbalie has written to it.
    """
    config = Config()
    # Alembic fills in %(…)s: a percent sign in the path is to stay one.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
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
