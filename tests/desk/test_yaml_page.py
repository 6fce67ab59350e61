"""The files of the content as text: only those, with what is wrong by line, and nothing lost."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from desk.studio.room import of_draft
from desk.studio.yaml_page import yaml_router
from tests.desk.signed import EDITOR, app_with, client_of
from tests.desk.studio_house import COLLEAGUE, StudioHouse, studio_house
from tests.desk.test_topic_pages import fields
from tests.dialog.small_content import PASPOORT

PATH = "topics/paspoort.yaml"
ADDRESSES = "postcode,huisnummer,huisletter,toevoeging,straat,woonplaats\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioHouse]:
    """One for all of them: each writes in a draft of its own."""
    changed: dict[str, str | bytes | None] = {
        "addresses.csv": ADDRESSES,
        "topics/grofvuil.yaml": None,
        "pronunciation.yaml": "nl:\r\n  Zonnedael: {say_as: zonnedaal}\r\n",
    }
    with studio_house(tmp_path_factory.mktemp("studio"), changed) as made:
        yield made


@pytest.fixture(scope="module")
def client(house: StudioHouse) -> TestClient:
    return client_of(app_with(yaml_router(house.room), agents=(EDITOR, COLLEAGUE)), EDITOR)


def address(draft: str, path: str = PATH) -> str:
    return of_draft(draft, f"/bestand?pad={path}")


async def test_a_file_that_is_saved_as_it_came_changes_nothing(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    for path in ("gemeente.yaml", PATH, "pronunciation.yaml"):
        before = (await house.content.text(draft, path)).text
        form = fields(client.get(address(draft, path)).text)
        assert client.post(address(draft, path), data=form).status_code == 303
        assert (await house.content.text(draft, path)).text == before


async def test_what_is_wrong_is_told_by_line_and_nothing_is_saved_by_looking(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = fields(client.get(address(draft)).text)
    form["tekst"] = form["tekst"].replace("{tarief}", "{prijs}")
    for answer in (
        client.post(address(draft), data=form | {"actie": "controleer"}),
        client.post(of_draft(draft, f"/bestand/controle?pad={PATH}"), data=form),
    ):
        assert "paspoort.yaml:13: Het feit &#39;prijs&#39; is niet bekend" in answer.text
        assert 'data-to-line="13"' in answer.text
    assert (await house.content.text(draft, PATH)).text == PASPOORT


async def test_other_lines_of_a_colleague_stay(house: StudioHouse, client: TestClient) -> None:
    draft = await house.draft()
    form = fields(client.get(address(draft)).text)
    await house.write(draft, PATH, "name: paspoort", "name: reispas", COLLEAGUE)
    others = form | {"tekst": form["tekst"].replace("- I need a new", "- I want a new")}
    assert client.post(address(draft), data=others).headers["location"].endswith("gedaan=samen")


async def test_the_same_lines_of_a_colleague_are_shown_beside_mine(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = fields(client.get(address(draft)).text)
    await house.write(draft, PATH, "name: paspoort", "name: reispas", COLLEAGUE)
    mine = form["tekst"].replace("name: paspoort", "name: mijn pas")
    clash = client.post(address(draft), data=form | {"tekst": mine})
    assert clash.status_code == 409
    assert fields(clash.text)["tekst"] == mine
    assert "De tekst van Els Smit" in clash.text
    assert client.post(address(draft), data=fields(clash.text)).status_code == 303
    text = (await house.content.text(draft, PATH)).text
    assert "name: mijn pas\n" in text


@pytest.mark.parametrize(
    "path",
    [
        "../gemeente.yaml",
        "topics/../gemeente.yaml",
        "/etc/passwd",
        "topics/niets.yaml",
        ".layers-home",
        "topics",
        "",
        "gemeente.yaml%00",
        "..%2f..%2fgemeente.yaml",
    ],
)
async def test_only_files_of_the_content_have_a_page(
    house: StudioHouse, client: TestClient, path: str
) -> None:
    draft = await house.draft()
    form = {"tekst": "x: y", "tag": ""}
    before = await house.content.files(draft)
    assert client.get(address(draft, path)).status_code == 404
    assert client.post(address(draft, path), data=form).status_code == 404
    check = of_draft(draft, f"/bestand/controle?pad={path}")
    assert client.post(check, data=form).status_code == 404
    assert await house.content.files(draft) == before


async def test_a_list_of_addresses_can_only_be_read(house: StudioHouse, client: TestClient) -> None:
    draft = await house.draft()
    page = client.get(address(draft, "addresses.csv"))
    assert "niet wijzigen" in page.text
    assert "Bewaar" not in page.text
    form = fields(page.text) | {"tekst": "weg"}
    assert client.post(address(draft, "addresses.csv"), data=form).status_code == 404
    assert (await house.content.text(draft, "addresses.csv")).text == ADDRESSES


async def test_what_is_published_is_not_written(house: StudioHouse, client: TestClient) -> None:
    page = client.get(address("nu"))
    assert 'name="terug" value="/bestand?pad=topics/paspoort.yaml"' in page.text
    assert "Bewaar in het concept" not in page.text
    form = fields(page.text) | {"tekst": "key: weg\n"}
    assert client.post(address("nu"), data=form).status_code in (404, 409)
    assert (await house.content.text("nu", PATH)).text == PASPOORT


async def test_all_files_are_listed_with_what_is_wrong(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    await house.write(draft, PATH, "{tarief}", "{prijs}")
    page = client.get(of_draft(draft, "/bestanden")).text
    assert "gemeente.yaml" in page
    assert "gewijzigd" in page
    assert "1 fout" in page
