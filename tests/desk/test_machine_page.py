"""The page of the time machine: started, told in Dutch, and callers that an editor writes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.studio.machine_words import counted, headline, number
from dialog.replay_change import Change, Changed, Comparison
from tests.desk.machine_house import DOG, NEW, OLD, MachineHouse, machine_house
from tests.desk.signed import EDITOR, SANNE, client_of

STUDIO = "/balie/studio"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[MachineHouse]:
    with machine_house(tmp_path) as made:
        yield made


@pytest.fixture
def client(house: MachineHouse) -> Iterator[TestClient]:
    with client_of(house.app(), EDITOR) as opened:
        yield opened


def _drafted(client: TestClient, house: MachineHouse) -> str:
    """The address of the machine of a draft with another answer."""

    async def made() -> str:
        draft = await house.studio.draft()
        await house.studio.write(draft, DOG, OLD, NEW)
        return draft

    assert client.portal is not None
    return f"{STUDIO}/concept/{client.portal.call(made)}/tijdmachine"


def _compared(client: TestClient, house: MachineHouse, at: str) -> str:
    assert client.post(at).status_code == 303
    assert client.portal is not None
    client.portal.call(house.machine.finished, at.split("/")[-2])
    return client.get(at).text


def test_what_is_found_is_told_and_shown_side_by_side(
    client: TestClient, house: MachineHouse
) -> None:
    at = _drafted(client, house)
    assert "Vergelijk" in client.get(at).text
    page = _compared(client, house, at)
    assert "Van 20 gesprekken en 1 proefbeller eindigen er geen anders." in page
    assert "Andere woorden (" in page
    assert "Nu zeggen wij:" in page
    assert "waar mag ik mijn hond uitlaten" in page
    assert "[nieuw: " in page
    assert "0612345678" not in page


def test_it_tells_how_far_it_is_and_then_shows_the_page(
    client: TestClient, house: MachineHouse
) -> None:
    at = _drafted(client, house)
    client.post(at)
    assert client.get(f"{at}/stand").status_code in (200, 204)
    assert client.portal is not None
    client.portal.call(house.machine.finished, at.split("/")[-2])
    done = client.get(f"{at}/stand")
    assert done.status_code == 204
    assert at in done.headers["HX-Location"]
    assert client.post(f"{at}/stop").headers["location"].endswith("gedaan=gestopt")


def test_an_editor_writes_a_caller_and_takes_it_away(
    client: TestClient, house: MachineHouse
) -> None:
    at = _drafted(client, house)
    draft = at.split("/")[-2]
    wrong = client.post(f"{STUDIO}/proefbellers", data={"draft": draft, "topic": "weg"})
    assert wrong.status_code == 422
    assert "Geef de proefbeller een naam" in wrong.text
    assert "Kies een onderwerp" in wrong.text
    given = {"draft": draft, "title": "Paspoort", "turns": "een paspoort\n1\n", "topic": "paspoort"}
    saved = client.post(f"{STUDIO}/proefbellers", data=given)
    assert saved.headers["location"] == f"{at}?gedaan=beller"
    page = client.get(saved.headers["location"]).text
    assert "2 proefbellers in dit concept" in page
    assert "De proefbeller staat in dit concept." in page
    client.post(f"{at}/proefbeller/weg", data={"beller": "paspoort"})
    assert "1 proefbeller in dit concept" in client.get(at).text


def test_a_draft_with_mistakes_or_of_nobody_is_told(
    client: TestClient, house: MachineHouse
) -> None:
    at = _drafted(client, house)
    assert client.portal is not None
    client.portal.call(house.studio.write, at.split("/")[-2], DOG, "key: hond", "key: hind")
    refused = client.post(at)
    assert refused.status_code == 409
    assert "Los die eerst op" in refused.text
    assert client.get(f"{STUDIO}/concept/weg/tijdmachine").status_code == 404
    assert client.get(f"{STUDIO}/concept/nu/tijdmachine").status_code == 303


def test_agents_do_not_see_it(house: MachineHouse) -> None:
    with client_of(house.app(), SANNE) as client:
        draft = asyncio.run(house.studio.draft())
        assert client.get(f"{STUDIO}/concept/{draft}/tijdmachine").status_code == 403
        assert client.post(f"{STUDIO}/proefbellers", data={"draft": draft}).status_code == 403


def _found(calls: int, callers: int, *changes: Change) -> Comparison:
    changed = [Changed(None, None, None, change, "", None) for change in changes]  # type: ignore[arg-type]
    return Comparison(calls=calls, callers=callers, changed=changed)


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (_found(0, 0), ("Er zijn nog geen gesprekken of proefbellers om mee te vergelijken.",)),
        (_found(1000, 0), ("Wij vergeleken 1.000 gesprekken. Alles gaat precies zoals nu.",)),
        (_found(1000, 0, *[Change.BETTER] * 9, *[Change.PERSON] * 5),
         ("Van 1.000 gesprekken eindigen er 14 anders: 5 bij een medewerker, 9 beter.",)),
        (_found(1, 1, Change.WORSE),
         ("Van 1 gesprek en 1 proefbeller eindigt er 1 anders: 1 slechter.",)),
        (_found(20, 0, Change.WORDING, Change.WORDING),
         ("Van 20 gesprekken eindigen er geen anders.",
          "In 2 gesprekken zeggen wij hetzelfde in andere woorden.")),
    ],
)  # fmt: skip
def test_the_outcome_in_one_sentence(found: Comparison, sentences: tuple[str, ...]) -> None:
    assert tuple(headline(found)) == sentences


def test_numbers_and_what_was_compared() -> None:
    assert [number(n) for n in (1, 999, 1000, 1234567)] == ["1", "999", "1.000", "1.234.567"]
    assert counted(_found(0, 44)) == "44 proefbellers"
