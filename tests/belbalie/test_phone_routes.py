"""Who gets the socket of the telephone in the browser, and for how long."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from belbalie.phone_routes import phone_router
from desk.agents import Agent
from telephony.desk_phones import DeskPhones
from tests.desk.signed import BOSS, EDITOR, SANNE, app_with, client_of

WHERE = "wss://balie.test/balie/telefoon"


def app(check_seconds: float = 30.0) -> FastAPI:
    return app_with(phone_router(DeskPhones(), check_seconds))


@pytest.mark.parametrize("agent", [None, EDITOR, BOSS], ids=["nobody", "editor", "administrator"])
def test_nobody_else_does(agent: Agent | None) -> None:
    with pytest.raises(WebSocketDisconnect), client_of(app(), agent).websocket_connect(WHERE):
        """Refused before it is accepted."""


@pytest.mark.parametrize("origin", ["https://elders.test", ""])
def test_a_page_of_somebody_else_does_not_either(origin: str) -> None:
    client: TestClient = client_of(app(), SANNE)
    headers = {"Origin": origin}
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(WHERE, headers=headers),
    ):
        """Refused before it is accepted."""


def test_an_agent_gets_the_telephone_and_loses_it_when_signed_out_elsewhere() -> None:
    made = app(check_seconds=0.01)
    with client_of(made, SANNE).websocket_connect(WHERE) as socket:
        socket.send_json({"event": "open", "window": "w1"})
        assert socket.receive_json() == {"event": "here", "rate": 16000}
        assert socket.receive_json() == {"event": "idle"}
        made.state.access.agents.clear()
        while (told := socket.receive())["type"] != "websocket.close":
            """Signs of life."""
        assert told["code"] == 1008
