"""A new house is opened by its service and its commands at the same moment."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from records.opening import opened
from tests.conftest import needs_postgresql

OPENERS = 6


def open_it(url: str) -> str:
    opened(url).dispose()
    return "opened"


def threads() -> Executor:
    return ThreadPoolExecutor(OPENERS)


def processes() -> Executor:
    return ProcessPoolExecutor(OPENERS, mp_context=multiprocessing.get_context("forkserver"))


@pytest.mark.parametrize("openers", [threads, processes])
def test_a_new_sqlite_file_is_there_for_all_who_open_it(
    tmp_path: Path, openers: Callable[[], Executor]
) -> None:
    with openers() as pool:
        url = f"sqlite:///{tmp_path}/records.db"
        assert [*pool.map(open_it, [url] * OPENERS)] == ["opened"] * OPENERS


@needs_postgresql
@pytest.mark.parametrize("openers", [threads, processes])
def test_a_new_postgresql_database_is_there_for_all_who_open_it(
    postgresql: str, openers: Callable[[], Executor]
) -> None:
    with openers() as pool:
        assert [*pool.map(open_it, [postgresql] * OPENERS)] == ["opened"] * OPENERS
