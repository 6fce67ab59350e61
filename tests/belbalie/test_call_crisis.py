"""A crisis that is started while the service runs: the next caller hears it within seconds."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from dialog.acts import Say
from tests.belbalie.command import belbalie
from tests.belbalie.ringing import Desk
from tests.belbalie.running_service import RunningService
from tests.dialog.crises import PAGE

pytestmark = pytest.mark.models

OPENING = "In Noord komt nu geen water uit de kraan."
SECONDS = 5.0


def test_a_caller_hears_what_was_started_five_seconds_ago_until_it_is_stopped(
    own_service: Callable[..., RunningService], tmp_path: Path
) -> None:
    service = own_service()
    database = ("--database", f"sqlite:///{service.database}")
    page = tmp_path / "water.md"
    page.write_text(PAGE, encoding="utf-8")
    until = (datetime.now().astimezone() + timedelta(hours=1)).isoformat()
    with closing(service.records()) as log:
        desk = Desk(service, log)
        assert OPENING not in greeting(desk)
        started = belbalie("crisis", "start", page, "--until", until, *database, data=tmp_path)
        assert started.code == 0, started.err
        service.until(lambda: "1 crises are in force" in service.log, SECONDS)
        assert OPENING in greeting(desk)
        listed = belbalie("crisis", "list", "--json", *database, data=tmp_path)
        key = json.loads(listed.out)["key"]
        assert belbalie("crisis", "stop", key, *database, data=tmp_path).code == 0
        service.until(lambda: "0 crises are in force" in service.log, SECONDS)
        assert OPENING not in greeting(desk)


def test_who_was_on_the_line_already_or_typing_is_told_in_that_call(
    own_service: Callable[..., RunningService], tmp_path: Path
) -> None:
    service = own_service()
    page = tmp_path / "water.md"
    page.write_text(PAGE, encoding="utf-8")
    until = (datetime.now().astimezone() + timedelta(hours=1)).isoformat()
    start = ("crisis", "start", page, "--until", until)
    with (
        closing(service.records()) as log,
        httpx.Client(base_url=f"http://{service.http}", timeout=30) as typing,
    ):
        phone, record = Desk(service, log).phone()
        with phone:
            phone.until(lambda: len(record.all(Say)) >= 3)
            typed = typing.post("/tekst", follow_redirects=True).url.path
            database = ("--database", f"sqlite:///{service.database}")
            assert belbalie(*start, *database, data=tmp_path).code == 0
            phone.until(lambda: OPENING in record.texts())
        assert OPENING not in typing.get(typed).text
        assert typing.post(typed, data={"words": "dag mevrouw"}).is_success
        assert OPENING in typing.get(typed).text
    assert record.texts().count(OPENING) == 1


def greeting(desk: Desk) -> list[str]:
    """All that a caller is told before saying anything."""
    phone, record = desk.phone()
    with phone:
        phone.until(lambda: len(record.all(Say)) >= 3)
        return record.texts()
