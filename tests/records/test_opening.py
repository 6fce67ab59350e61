"""Whether there is a database to read, without making one."""

from pathlib import Path

from records.opening import opened
from records.schema import is_there


def test_a_file_that_nobody_made_is_not_there_and_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "belbalie.db"
    assert not is_there(f"sqlite:///{file}")
    assert not file.parent.exists()
    opened(f"sqlite:///{file}").dispose()
    assert is_there(f"sqlite:///{file}")


def test_a_database_in_memory_holds_nothing_yet_and_a_server_may() -> None:
    assert not is_there("sqlite:///:memory:")
    assert is_there("postgresql+psycopg://nobody@127.0.0.1/none")
