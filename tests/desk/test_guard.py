"""Who is let through to a page of the desk, and who is not."""

import asyncio
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, Request, WebSocket
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from desk.access.guard import agent_of, signed_in, while_signed_in
from desk.access.origin import is_ours
from desk.agents import Agent, Role
from tests.desk.signed import BOSS, CSRF, EDITOR, HOST, SANNE, app_with, client_of

router = APIRouter()
SOCKET = "wss://balie.test/balie/socket"
ForAgents = Annotated[Agent, Depends(signed_in(Role.AGENT))]


@router.get("/balie/lezen")
def read(agent: ForAgents) -> str:
    return agent.title


@router.post("/balie/doen")
def do(agent: ForAgents) -> str:
    return agent.name


@router.get("/balie/iedereen")
def anybody(agent: Annotated[Agent, Depends(signed_in())]) -> str:
    return agent.name


@router.websocket("/balie/socket")
async def socket(websocket: WebSocket) -> None:
    agent = await agent_of(websocket)
    if agent is None:
        await websocket.close()
        return
    await websocket.accept()
    await websocket.send_text(agent.name)


def browser(agent: Agent | None) -> TestClient:
    return client_of(app_with(router), agent)


def test_who_is_signed_in_with_the_role_is_let_through() -> None:
    assert browser(SANNE).get("/balie/lezen").json() == "Sanne de Wit"


def test_who_is_not_signed_in_is_sent_to_the_page_to_do_so() -> None:
    sent = browser(None).get("/balie/lezen")
    assert (sent.status_code, sent.headers["location"]) == (303, "/balie/aanmelden")


@pytest.mark.parametrize("header", [{"HX-Request": "true"}, {"Accept": "text/event-stream"}])
def test_a_script_is_told_that_nobody_is_signed_in(header: dict[str, str]) -> None:
    assert browser(None).get("/balie/lezen", headers=header).status_code == 401


@pytest.mark.parametrize("agent", [EDITOR, BOSS])
def test_another_role_is_refused(agent: Agent) -> None:
    assert browser(agent).get("/balie/lezen").status_code == 403
    assert browser(agent).get("/balie/iedereen").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"X-CSRF": "een-ander"}, 403),
        ({"X-CSRF": ""}, 403),
        ({"Origin": "https://elders.test"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_change_must_come_from_a_page_of_ours(headers: dict[str, str], status: int) -> None:
    assert browser(SANNE).post("/balie/doen", headers=headers).status_code == status


def test_a_form_holds_the_token_in_a_field() -> None:
    client = browser(SANNE)
    for token, status in ((CSRF, 200), ("een-ander", 403)):
        answer = client.post("/balie/doen", data={"csrf": token}, headers={"X-CSRF": ""})
        assert answer.status_code == status


def test_a_socket_is_opened_from_a_page_of_ours_by_who_is_signed_in() -> None:
    with browser(SANNE).websocket_connect(SOCKET) as opened:
        assert opened.receive_text() == "sanne"
    for client, origin in ((browser(None), HOST), (browser(SANNE), "https://elders.test")):
        refused = client.websocket_connect(SOCKET, headers={"Origin": origin})
        with pytest.raises(WebSocketDisconnect), refused:
            pass


@pytest.mark.parametrize(
    ("headers", "address", "ours"),
    [
        ({"origin": "https://a.nl", "host": "a.nl"}, None, True),
        ({"origin": "http://127.0.0.1:8080", "host": "127.0.0.1:8080"}, None, True),
        ({"origin": "https://a.nl:444", "host": "a.nl"}, None, False),
        ({"host": "a.nl"}, None, False),
        ({"origin": "", "host": ""}, None, False),
        ({"origin": "https://[", "host": "["}, None, False),
        ({"origin": "https://a.nl", "host": "binnen:8080"}, "https://a.nl/", True),
        ({"origin": "http://a.nl", "host": "a.nl"}, "https://a.nl", False),
    ],
)
def test_what_is_a_page_of_ours(headers: dict[str, str], address: str | None, ours: bool) -> None:
    assert is_ours(headers, address) is ours


async def test_what_stays_open_ends_when_the_session_is_over() -> None:
    app = app_with(router)
    scope = {"type": "http", "headers": [(b"cookie", b"__Host-belbalie=sanne")], "app": app}
    ended = asyncio.Event()
    async with while_signed_in(Request(scope), ended.set, every_seconds=0.01):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ended.wait(), 0.1)
        app.state.access.agents.clear()
        await asyncio.wait_for(ended.wait(), 10)
