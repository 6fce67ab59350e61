"""The page on which an editor tries a draft as a caller."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.access.pages import DeskPages
from desk.pages import Pages
from desk.studio.room import StudioRoom
from desk.studio.trial_page import trial_router
from dialog.titles import NO_TITLES
from tests.belbalie.trying_house import DRAFT, TryingHouse
from tests.desk.signed import EDITOR, SANNE, app_with, client_of

NU, CONCEPT = "/balie/studio/concept/nu/proef", f"/balie/studio/concept/{DRAFT}/proef"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[TryingHouse]:
    made = TryingHouse(tmp_path)
    yield made
    made.close()


def room_of(house: TryingHouse) -> StudioRoom:
    return StudioRoom(
        pages=DeskPages(Pages("Zonnedael", "14 0999")),
        content=house.content,
        titles=lambda: NO_TITLES,
        now=lambda: datetime(2026, 11, 23, tzinfo=UTC),
    )


@pytest.fixture
def client(house: TryingHouse) -> Iterator[TestClient]:
    with client_of(app_with(trial_router(room_of(house), house.trials)), EDITOR) as made:
        yield made


def shown(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_a_trial_is_begun_talked_to_and_stopped(client: TestClient) -> None:
    assert "Begin een proefgesprek" in shown(client, NU)
    begun = client.post(NU, data={"medewerker": "niemand", "tijd": "open"})
    assert (begun.status_code, begun.headers["location"]) == (303, NU)
    assert client.post(f"{NU}/zeg", data={"words": "wat kost een paspoort"}).status_code == 303
    page = shown(client, NU)
    assert "Een paspoort kost € 86,50." in page
    assert "Eén onderwerp is duidelijk: een paspoort" in page
    assert "Bron: Paspoort aanvragen (2026-01-05), onderwerp een paspoort, versie " in page
    assert "Begin een proefgesprek" not in page
    client.post(f"{NU}/stop")
    assert "Begin een proefgesprek" in shown(client, NU)


def test_nothing_is_said_by_its_own_button_only(client: TestClient) -> None:
    client.post(NU)
    empty = client.post(f"{NU}/zeg", data={"words": "  "})
    assert (empty.status_code, "Schrijf eerst wat u als beller zegt." in empty.text) == (409, True)
    assert client.post(f"{NU}/zeg", data={"words": "", "silent": "1"}).status_code == 303
    assert "seconden niets." in shown(client, NU)


def test_who_waited_too_long_is_told(client: TestClient, house: TryingHouse) -> None:
    client.post(NU)
    house.late = 31 * 60
    late = client.post(f"{NU}/zeg", data={"words": "hallo"})
    assert (late.status_code, "u zei een half uur niets" in late.text) == (404, True)
    assert "Begin een proefgesprek" in late.text


def test_a_draft_is_learned_while_the_page_waits(client: TestClient, house: TryingHouse) -> None:
    page = shown(client, CONCEPT)
    assert "De computer leert dit concept" in page
    assert f'hx-get="{CONCEPT}/leren"' in page
    assert client.portal is not None
    client.portal.call(house.learned)
    there = client.get(f"{CONCEPT}/leren")
    assert (there.status_code, CONCEPT in there.headers["hx-location"]) == (204, True)
    client.post(CONCEPT)
    client.post(f"{CONCEPT}/zeg", data={"words": "wat kost een paspoort"})
    assert "€ 90,00" in shown(client, CONCEPT)


def test_a_draft_that_changed_meanwhile_says_so(client: TestClient, house: TryingHouse) -> None:
    client.post(NU)
    house.read.folders["nu"] = house.read.folders[DRAFT]
    assert "Begin opnieuw om de nieuwe tekst te horen." in shown(client, NU)


def test_a_draft_that_is_gone_or_broken_is_told(client: TestClient, house: TryingHouse) -> None:
    gone = client.get("/balie/studio/concept/weg/proef")
    assert (gone.status_code, "is er niet meer" in gone.text) == (409, True)
    (house.read.folders[DRAFT] / "gemeente.yaml").write_text("name: [", "utf-8")
    broken = client.get(CONCEPT)
    assert (broken.status_code, "nog fouten" in broken.text) == (409, True)


def test_the_turns_are_given_alone_to_the_script(client: TestClient) -> None:
    assert client.get(f"{NU}/beurten").status_code == 404
    client.post(NU)
    turns = client.get(f"{NU}/beurten")
    assert (turns.status_code, "<html" in turns.text) == (200, False)
    assert "computer" in turns.text


def test_a_trial_is_offered_to_be_kept_as_a_scripted_caller(house: TryingHouse) -> None:
    router = trial_router(room_of(house), house.trials)
    with client_of(app_with(router), EDITOR) as client:
        assert client.portal is not None
        client.portal.call(house.learned)
        client.post(CONCEPT)
        assert "proefbeller" not in shown(client, CONCEPT)
        for data in ({"words": "wat kost een paspoort"}, {"words": "*"}, {"silent": "1"}):
            client.post(f"{CONCEPT}/zeg", data=data)
        page = shown(client, CONCEPT)
        assert ">wat kost een paspoort\n*\n[stilte]</textarea>" in page
        assert '<option value="paspoort" selected>een paspoort</option>' in page
        assert 'action="/balie/studio/proefbellers"' in page


def test_only_editors_try(house: TryingHouse) -> None:
    client = client_of(app_with(trial_router(room_of(house), house.trials)), SANNE)
    assert client.get(NU).status_code == 403
    assert client.post(NU).status_code == 403
    with pytest.raises(LookupError):
        asyncio.run(house.trials.trial("nu", SANNE.name))
