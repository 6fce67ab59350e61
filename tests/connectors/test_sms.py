import json
import stat
import threading
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sms import PAYLOAD, Gateway, GatewayAddress, MessageFolder, checked_payload, filled
from dialog.text_message import NotSent, NotTaken, TextMessage
from dialog.wire import JSON
from tests.connectors.receiver import CardServer, receiving

MESSAGE = TextMessage(
    "abc123", "0612345678", 'Gemeente Zonnedael. Het is "gratis".\nBellen: 14 0999.'
)


def sent(server: CardServer, payload: str = PAYLOAD) -> None:
    address = GatewayAddress(server.url, "geheim", "Zonnedael", payload)
    gateway = Gateway(address, httpx.Timeout(0.5))
    try:
        gateway.send(MESSAGE)
    finally:
        gateway.close()


def test_the_gateway_gets_number_words_and_sender_with_an_id_and_a_token() -> None:
    with receiving() as server:
        sent(server)
    (request,) = server.requests
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert json.loads(request.body) == {
        "to": "+31612345678",
        "from": "Zonnedael",
        "body": MESSAGE.text,
    }
    assert headers["idempotency-key"] == "abc123"
    assert headers["authorization"] == "Bearer geheim"


def test_a_template_may_have_any_shape() -> None:
    with receiving() as server:
        sent(
            server, '{"messages": [{"recipients": ["{to}"], "ref": "{id}", "text": "NL: {text}"}]}'
        )
    (message,) = json.loads(server.requests[0].body)["messages"]
    assert message == {
        "recipients": ["+31612345678"],
        "ref": "abc123",
        "text": f"NL: {MESSAGE.text}",
    }


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_fault_that_may_pass_is_for_later(status: int) -> None:
    with receiving() as server:
        server.statuses = [status]
        with pytest.raises(NotSent, match=str(status)):
            sent(server)


@pytest.mark.parametrize("status", [302, 400, 404, 422])
def test_what_is_refused_is_not_tried_again(status: int) -> None:
    with receiving() as server:
        server.statuses = [status]
        with pytest.raises(NotTaken, match=str(status)):
            sent(server)


def test_a_message_that_the_gateway_has_already_was_sent() -> None:
    with receiving() as server:
        server.statuses = [409]
        sent(server)
    assert len(server.requests) == 1


def test_a_gateway_that_says_nothing_is_not_waited_for() -> None:
    with receiving() as server:
        server.gate = threading.Event()
        with pytest.raises(NotSent, match="ReadTimeout"):
            sent(server)
        server.gate.set()


def test_a_gateway_that_is_not_there_is_for_later_and_its_address_is_not_told() -> None:
    gateway = Gateway(GatewayAddress("http://user:secret@127.0.0.1:9/send"))
    with pytest.raises(NotSent) as told:
        gateway.send(MESSAGE)
    gateway.close()
    assert "secret" not in str(told.value)
    assert "0612345678" not in str(told.value)


@given(st.text())
def test_no_words_break_out_of_the_template(text: str) -> None:
    template: JSON = {"to": "{to}", "body": "{text}", "ref": "{id}"}
    values = {"{to}": "+31612345678", "{text}": text, "{from}": "x", "{id}": "abc"}
    assert filled(template, values) == {"to": "+31612345678", "body": text, "ref": "abc"}


@pytest.mark.parametrize("template", ["geen json", '{"to": "{to}"}', '{"body": "{text}"}', "{}"])
def test_a_template_without_number_or_words_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        checked_payload(template)
    assert checked_payload(PAYLOAD) == PAYLOAD


def test_the_folder_gets_one_line_each_for_its_owner_only(tmp_path: Path) -> None:
    folder = MessageFolder(tmp_path / "sms")
    folder.send(MESSAGE)
    folder.send(MESSAGE)
    (file,) = (tmp_path / "sms").iterdir()
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line["to"], line["text"]) for line in lines] == [(MESSAGE.to, MESSAGE.text)] * 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_for_later(tmp_path: Path) -> None:
    (tmp_path / "sms").write_text("in de weg", encoding="utf-8")
    with pytest.raises(NotSent):
        MessageFolder(tmp_path / "sms").send(MESSAGE)
