"""Crises over HTTP: who may do what, what is refused, and that the desk knows at once."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from loguru import logger

from belbalie.crisis_desk import CrisisDesk
from belbalie.crisis_routes import crisis_router
from belbalie.tokens import tokens_of
from records.crises import Crises
from tests.dialog.crises import PAGE

NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
START, LOOK = "s" * 24, "l" * 24
TOKENS = tokens_of(f"anna:start:{START},wacht:look:{LOOK}")
KEY = "geen-water-in-noord"
GOOD = {"faq": PAGE, "area": ["4992"], "until": "2026-11-26T22:00:00+01:00"}


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CrisisDesk]:
    desk = CrisisDesk(Crises(f"sqlite:///{tmp_path / 'records.db'}"))
    yield desk
    desk.close()


class Client:
    """Asks the routes as somebody with a token does."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def __call__(
        self, method: str, path: str = "/crisis", token: str | None = START, **given: Any
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        return asyncio.run(self._ask(method, path, headers, **given))

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], **given: Any
    ) -> httpx.Response:
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return await client.request(method, path, headers=headers, **given)


@pytest.fixture
def client(desk: CrisisDesk, clock: Clock) -> Client:
    app = FastAPI()
    app.include_router(crisis_router(desk, TOKENS, clock))
    return Client(app)


def found(desk: CrisisDesk) -> list[str]:
    return [each.title for each in desk.find("wanneer is er weer water", "nl", NOW.date())]


def test_a_started_crisis_is_answered_from_at_once_and_listed_until_it_is_stopped(
    client: Client, desk: CrisisDesk
) -> None:
    assert found(desk) == []
    told = client("POST", json=GOOD)
    assert told.status_code == 201
    assert told.json() == {
        "key": KEY,
        "title": "Geen water in Noord",
        "state": "running",
        "from": "2026-11-26T12:00+01:00",
        "until": "2026-11-26T22:00+01:00",
        "area": ["4992"],
        "streets": [],
        "questions": 3,
        "started_at": "2026-11-26T12:00:00+01:00",
        "started_by": "anna",
        "remarks": [],
    }
    assert found(desk) == ["Geen water in Noord"]
    (listed,) = client("GET", token=LOOK).json()
    assert listed == told.json()
    assert client("DELETE", f"/crisis/{KEY}").status_code == 204
    assert found(desk) == []
    assert client("GET").json() == []


def test_it_is_gone_from_the_list_when_its_time_is_over(client: Client, clock: Clock) -> None:
    client("POST", json={**GOOD, "from": "2026-11-26T13:00:00+01:00"})
    assert client("GET").json()[0]["state"] == "waiting"
    clock.now += timedelta(hours=2)
    assert client("GET").json()[0]["state"] == "running"
    clock.now += timedelta(hours=8)
    assert client("GET").json() == []


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/crisis"), ("POST", "/crisis"), ("DELETE", f"/crisis/{KEY}")]
)
@pytest.mark.parametrize("token", [None, "", "x" * 24, START[:-1], START + "s"])
def test_who_has_no_token_is_refused_before_anything_is_read(
    client: Client, method: str, path: str, token: str | None
) -> None:
    told = client(method, path, token)
    assert told.status_code == 401
    assert told.headers["WWW-Authenticate"] == "Bearer"


def test_who_may_only_look_changes_nothing(client: Client, desk: CrisisDesk) -> None:
    assert client("POST", token=LOOK, json=GOOD).status_code == 403
    client("POST", json=GOOD)
    assert client("DELETE", f"/crisis/{KEY}", LOOK).status_code == 403
    assert found(desk) == ["Geen water in Noord"]


def test_a_wrong_page_is_refused_with_its_lines(client: Client, desk: CrisisDesk) -> None:
    told = client("POST", json={**GOOD, "faq": PAGE.replace("weer water?", "weer water")})
    assert told.status_code == 422
    assert told.json()["detail"][0].startswith("faq:15: Dit hoort één vraag te zijn")
    assert found(desk) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "2026-11-26T11:00:00+01:00"},
        {"until": "2026-11-26T22:00:00"},
        {"until": "morgen"},
        {"from": "2026-11-27T22:00:00+01:00"},
        {"area": ["noord"]},
        {"faq": "#" * 100_001},
        {"message": "dit " * 20 + "is te lang."},
    ],
)
def test_what_is_wrong_beside_the_page_is_refused_too(
    client: Client, wrong: dict[str, object]
) -> None:
    assert client("POST", json={**GOOD, **wrong}).status_code == 422


def test_what_does_not_run_is_not_stopped(client: Client) -> None:
    assert client("DELETE", "/crisis/rook").status_code == 404


def test_every_change_is_logged_with_its_name_and_never_with_its_token(client: Client) -> None:
    lines: list[str] = []
    sink = logger.add(lines.append, format="{message}")
    client("POST", json=GOOD)
    client("DELETE", f"/crisis/{KEY}", LOOK)
    client("DELETE", f"/crisis/{KEY}")
    logger.remove(sink)
    told = "".join(lines)
    assert f"crisis {KEY} was started by anna" in told
    assert "wacht may not change crises" in told
    assert f"crisis {KEY} was stopped by anna" in told
    assert START not in told
    assert LOOK not in told


def test_the_description_tells_of_tokens_and_of_what_is_refused(client: Client) -> None:
    told = client("GET", "/openapi.json").json()
    start = told["paths"]["/crisis"]["post"]
    assert {"201", "401", "403", "422"} <= set(start["responses"])
    assert start["security"] == [{"HTTPBearer": []}]
