"""Conversations by text in the running service: the real search, services and records."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from dialog.acts import Act, Conclude, Fill, OutcomeType
from dialog.events import Event, Heard, HungUp, Rung
from tests.belbalie.ringing import Desk

pytestmark = pytest.mark.models

BSN = "111222333"


def begin(client: httpx.Client) -> str:
    return client.post("/tekst", follow_redirects=True).url.path


def said(client: httpx.Client, page: str, words: str) -> str:
    answer = client.post(page, data={"words": words}, headers={"accept": "application/json"})
    return " ".join(line["text"] for line in answer.json()["lines"])


@pytest.fixture
def client(desk: Desk) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://{desk.service.http}", timeout=30) as opened:
        yield opened


def recorded(desk: Desk, words: str) -> list[Event | Act]:
    """The items of the call in which somebody typed these words."""
    now = datetime.now(UTC)
    for call in desk.log.calls(now - timedelta(hours=1), now + timedelta(minutes=1)):
        items = [entry.item for entry in desk.log.read(call.call_id) if entry.item]
        if any(isinstance(item, Heard) and item.text == words for item in items):
            return items
    raise AssertionError(f"no call holds {words!r}")


def test_who_types_gets_the_answer_and_the_call_is_recorded(
    desk: Desk, client: httpx.Client
) -> None:
    page = begin(client)
    told = client.get(page).text
    assert "u spreekt met de computer van de gemeente Zonnedael" in told
    assert "Typ dan medewerker" in told
    assert "toetst" not in told
    assert re.search(r"paspoort € \d", said(client, page, "wat kost een paspoort eigenlijk"))
    assert "voorbij" in client.post(f"{page}/stop").text
    items = recorded(desk, "wat kost een paspoort eigenlijk")
    assert [item.line for item in items if isinstance(item, Rung)] == ["typed"]
    assert any(isinstance(item, Fill) and item.value == "de tekstpagina" for item in items)
    assert isinstance(items[-2], HungUp)
    assert items[-1] == Conclude(outcome=OutcomeType.ANSWERED)


def test_a_bsn_is_neither_shown_nor_kept(desk: Desk, client: httpx.Client) -> None:
    page = begin(client)
    shown = said(client, page, f"mijn bsn is {BSN} en mijn kliko is stuk")
    assert BSN not in shown + client.get(page).text
    client.post(f"{page}/stop")
    assert BSN.encode() not in desk.service.database.read_bytes()
    assert BSN not in desk.service.log


def test_a_person_is_promised_by_a_message_too(client: httpx.Client) -> None:
    page = begin(client)
    assert "stuurt u een sms" in said(client, page, "ik wil een medewerker")
    assert "06-47382915" in said(client, page, "0647382915")
    client.post(f"{page}/stop")


def test_single_keys_mean_what_they_mean_on_a_telephone(client: httpx.Client) -> None:
    page = begin(client)
    assert "medewerker" in said(client, page, "0")
    client.post(f"{page}/stop")
