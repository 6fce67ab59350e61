import errno
import os
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from records.errors import RecordsError
from records.log import EventLog
from records.migrations import upgrade
from records.schema import metadata, open_engine, telling
from records.source_tables import source_trail


def test_the_migrations_make_the_tables_of_the_code(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    assert source_trail.metadata is metadata, "every file of tables is read here"
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def _heads(engine: sa.Engine) -> tuple[str, ...]:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_heads()


def test_upgrading_again_changes_nothing(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    heads = _heads(engine)
    upgrade(engine)
    assert len(heads) == 1, "the steps are one line"
    assert _heads(engine) == heads
    engine.dispose()


def test_a_path_may_hold_a_percent_sign_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "100%(x)s" / "nieuw" / "records.db"
    EventLog(f"sqlite:///{path}").close()
    assert path.exists()


def test_sqlite_commits_to_the_disk_and_wipes_what_it_deletes(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        }
    engine.dispose()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "secure_delete": 1,
        "busy_timeout": 5000,
    }


def test_a_database_of_newer_code_is_refused(path: Path) -> None:
    EventLog(f"sqlite:///{path}").close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.commit()
    connection.close()
    with pytest.raises(RecordsError, match=r"at step 0999, .* install the newer Belbalie"):
        EventLog(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("records.db", "Expected a database URL such as .* got one that begins with 'records.db'"),
        ("oracel://x", "Expected a database URL such as .* begins with 'oracel'"),
        ("postgres://u:geheim@h/d", "Expected a database URL such as"),
        ("", "Expected a database URL such as"),
        ("sqlite:////proc/nergens/records.db", "/proc/nergens/records.db cannot be opened"),
        ("sqlite:////proc", "/proc cannot be opened: check that its folder exists"),
    ],
)
def test_a_wrong_url_is_told_in_a_sentence_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(RecordsError, match=sentence) as caught:
        EventLog(url)
    assert "geheim" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_file_that_is_no_database_is_told(path: Path) -> None:
    path.write_text("Dit is een brief aan de gemeente. " * 100)
    with pytest.raises(RecordsError, match="is no SQLite database: name another file"):
        EventLog(f"sqlite:///{path}")


def test_a_full_disk_of_the_system_is_told(path: Path) -> None:
    with (
        pytest.raises(RecordsError, match="has no room left on its disk"),
        telling(f"sqlite:///{path}"),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_missing_table_is_told_without_the_callers_words(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}")
    statement = sa.text("SELECT :words FROM nowhere")
    with (
        pytest.raises(RecordsError, match=r"gave an error \(OperationalError\)") as caught,
        telling(f"sqlite:///{path}"),
        engine.connect() as connection,
    ):
        connection.execute(statement, {"words": "mijn naam is Truus"})
    engine.dispose()
    assert "Truus" not in str(caught.value.__cause__)
