from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from records.log import EventLog

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def moment(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def log(path: Path) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{path}")
    yield log
    log.close()
