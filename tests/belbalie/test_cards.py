import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from belbalie.cards import Cards, posting
from belbalie.settings import Settings, load
from dialog.acts import Act, Conclude, OutcomeType, Say
from dialog.events import Event, Heard, HungUp, TransferMoved, TransferStage
from dialog.titles import Titles
from tests.connectors.receiver import CardServer, receiving
from tests.connectors.test_webhook import SECRET
from tests.dialog.talking import MONDAY

TITLES = Titles(topics={"paspoort": "een paspoort"})
LOG: list[Event | Act] = [
    Heard(at=MONDAY, text="wat kost een paspoort"),
    Say(text="Dat kost geld.", topic="paspoort", source="Paspoort (2026-01-05)"),
    TransferMoved(at=MONDAY, stage=TransferStage.RINGING, agent="Anna"),
    TransferMoved(at=MONDAY, stage=TransferStage.ANSWERED, agent="Anna"),
    TransferMoved(at=MONDAY, stage=TransferStage.ACCEPTED, agent="Anna"),
    TransferMoved(at=MONDAY, stage=TransferStage.CONNECTED, agent="Anna"),
    HungUp(at=MONDAY, by="agent"),
    Conclude(outcome=OutcomeType.TRANSFER),
]


@pytest.fixture
def server() -> Iterator[CardServer]:
    with receiving() as found:
        yield found


@pytest.fixture
def settings(server: CardServer, tmp_path: Path) -> Settings:
    return load(data=tmp_path, webhook=server.url, webhook_secret=SECRET)


def posted(server: CardServer) -> dict[str, Any]:
    """What came, by its kind."""
    told = [json.loads(request.body) for request in server.requests]
    return {one["type"]: one["data"] for one in told}


async def test_a_card_goes_out_when_it_rings_at_a_yes_and_at_the_end(
    settings: Settings, server: CardServer
) -> None:
    async with posting(settings) as webhook:
        cards = Cards(webhook, "abc", TITLES)
        for number, item in enumerate(LOG, 1):
            cards.see(item, LOG[:number])
    came = posted(server)
    assert len(server.requests) == 3
    assert set(came) == {"agent_rung", "handover", "call_ended"}
    assert {data["call"] for data in came.values()} == {"abc"}
    assert came["agent_rung"]["card"]["answered"][0]["topic"] == "paspoort"
    assert came["handover"]["card"]["outcome"] is None
    assert came["handover"]["card"]["next_step"] == "Neem het gesprek over: een paspoort."
    assert came["call_ended"]["card"]["outcome"] == "transfer"


async def test_without_a_webhook_nothing_is_posted(tmp_path: Path) -> None:
    async with posting(load(data=tmp_path)) as webhook:
        assert webhook is None
        Cards(webhook, "abc", TITLES).see(LOG[-1], LOG)


async def test_a_card_that_cannot_be_made_ends_no_call(
    settings: Settings, server: CardServer
) -> None:
    def fail(_: Event | Act) -> Event | Act:
        raise RuntimeError("wat kost een paspoort")

    async with posting(settings) as webhook:
        Cards(webhook, "abc", TITLES).see(LOG[-1], map(fail, LOG))
    assert server.requests == []
