import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from belbalie.message_desk import MOST_OF_A_CALL, MessageDesk
from connectors.sms import Gateway, GatewayAddress
from records.case import Asking
from records.outbox import CLAIM, Outbox
from tests.connectors.receiver import CardServer, receiving

NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
ASKING = Asking(NOW, "call-1")
WISH = {"telefoon": "0612345678", "tekst": "Gemeente Zonnedael. Het is gratis."}


@pytest.fixture
def server() -> Iterator[CardServer]:
    with receiving() as made:
        yield made


@pytest.fixture
def desk(server: CardServer, tmp_path: Path) -> Iterator[MessageDesk]:
    gateway = Gateway(GatewayAddress(server.url), httpx.Timeout(0.5))
    made = MessageDesk(Outbox(f"sqlite:///{tmp_path}/records.db"), gateway)
    yield made
    made.close()


def keys(server: CardServer) -> list[str]:
    return [request.headers["Idempotency-Key"] for request in server.requests]


def test_a_message_that_is_taken_is_sent_once(desk: MessageDesk, server: CardServer) -> None:
    assert desk.send(WISH, ASKING).status == "ok"
    assert desk.send_waiting(NOW + timedelta(hours=2)) == 0
    assert len(server.requests) == 1


def test_a_fault_is_told_and_the_message_goes_later_under_the_same_id(
    desk: MessageDesk, server: CardServer
) -> None:
    server.statuses = [500, 503]
    assert desk.send(WISH, ASKING).status == "later"
    at = NOW
    while not desk.send_waiting(at := at + timedelta(minutes=1)):
        assert at < NOW + timedelta(hours=1)
    assert desk.send_waiting(at + timedelta(hours=3)) == 0
    assert len(set(keys(server))) == 1
    assert len(keys(server)) == 3


def test_a_gateway_that_says_nothing_does_not_keep_a_caller(
    desk: MessageDesk, server: CardServer
) -> None:
    server.gate = threading.Event()
    assert desk.send(WISH, ASKING).status == "later"
    server.gate.set()
    assert desk.send_waiting(NOW + CLAIM) == 1
    assert len(set(keys(server))) == 1


def test_what_is_refused_is_told_and_not_tried_again(desk: MessageDesk, server: CardServer) -> None:
    server.statuses = [422]
    assert desk.send(WISH, ASKING).status == "refused"
    assert desk.send_waiting(NOW + timedelta(hours=2)) == 0


def test_nothing_is_sent_to_a_landline(desk: MessageDesk, server: CardServer) -> None:
    assert desk.send({**WISH, "telefoon": "0162123456"}, ASKING).status == "landline"
    assert server.requests == []


def test_one_call_cannot_have_message_after_message(desk: MessageDesk, server: CardServer) -> None:
    told = [desk.send(WISH, ASKING).status for _ in range(MOST_OF_A_CALL + 1)]
    assert told == ["ok"] * MOST_OF_A_CALL + ["refused"]
    assert len(server.requests) == MOST_OF_A_CALL
