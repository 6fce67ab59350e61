"""The page of a subject: what is filled in stands in the file of the draft, and is never lost."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.desk_files import desk_files_router
from desk.studio.room import of_draft
from desk.studio.texts_page import texts_router
from desk.studio.topic_pages import topic_router
from desk.studio.yaml_page import yaml_router
from dialog.draft_states import DraftStep
from tests.desk.signed import EDITOR, app_with, client_of
from tests.desk.studio_house import COLLEAGUE, StudioHouse, studio_house
from tests.dialog.small_content import FILES, PASPOORT

PATH = "topics/paspoort.yaml"
RELATED = 'related:\n  - {topic: paspoort, nl: "Ook een pas?", en: "A pass?"}\n'


def said(text: str, language: str) -> str:
    return text.replace("€ 86,50", "zesentachtig euro vijftig")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioHouse]:
    """One for all of them: each writes in a draft of its own."""
    with studio_house(tmp_path_factory.mktemp("studio")) as made:
        yield made


@pytest.fixture(scope="module")
def client(house: StudioHouse) -> TestClient:
    room = house.room
    app = app_with(
        texts_router(room), topic_router(room, said), yaml_router(room), desk_files_router(),
        agents=(EDITOR, COLLEAGUE),
    )  # fmt: skip
    return client_of(app, EDITOR)


def fields(html: str) -> dict[str, str]:
    """What the form of a page would send, as it stands."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", html):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = attrs.get("type") not in ("checkbox", "radio") or " checked" in tag
        if "name" in attrs and ticked:
            found[attrs["name"]] = unescape(attrs.get("value", ""))
    for name, text in re.findall(
        r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S
    ):
        found[name] = "\r\n".join(unescape(text).replace("\r\n", "\n").split("\n"))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def opened(client: TestClient, draft: str, rest: str = "/onderwerp/paspoort") -> dict[str, str]:
    answer = client.get(of_draft(draft, rest))
    assert answer.status_code == 200, answer.text
    return fields(answer.text)


def sent(client: TestClient, draft: str, form: dict[str, str], key: str = "paspoort"):  # type: ignore[no-untyped-def]
    return client.post(of_draft(draft, f"/onderwerp/{key}"), data=form)


async def test_a_form_that_is_saved_as_it_came_changes_nothing(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    answer = sent(client, draft, opened(client, draft))
    assert answer.headers["location"].endswith("?gedaan=niets")
    assert (await house.content.text(draft, PATH)).text == PASPOORT


async def test_one_changed_field_changes_one_line(house: StudioHouse, client: TestClient) -> None:
    draft = await house.draft()
    form = opened(client, draft) | {"facts.tarief.value": "€ 90,00"}
    assert sent(client, draft, form).headers["location"].endswith("?gedaan=bewaard")
    text = (await house.content.text(draft, PATH)).text
    assert text == PASPOORT.replace("€ 86,50", "€ 90,00")
    assert (
        "Uw wijziging staat in het concept"
        in client.get(of_draft(draft, "/onderwerp/paspoort?gedaan=bewaard")).text
    )


async def test_every_field_of_the_form_reaches_the_file(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    given = {
        "title.nl": "een reispas", "title.en": "a travel passport", "name": "pas", "upl": "geen",
        "department": "afval", "person_first": "ja", "source.title": "Nieuw",
        "source.dated": "2026-02-02", "source.url": "https://x.example/a",
        "answer.nl": "Kom langs.", "answer.en": "Come by.", "answer.must_verify": "ja",
        "simple.nl": "Kom.", "simple.en": "Come.", "follow_ups.duur.nl": "Dat duurt {dagen} dagen.",
        "follow_ups.duur.en": "It takes {dagen} days.", "follow_ups.duur.must_verify": "ja",
        "facts.tarief.value": "€ 1,00", "facts.tarief.value_en": "1 euro",
        "facts.tarief.valid_from": "2026-02-01", "facts.tarief.valid_until": "2027-01-31",
        "nieuw.1.name": "dagen", "nieuw.1.value": "5", "nieuw.1.valid_from": "2026-01-01",
        "erbij.1.topic": "grofvuil", "erbij.1.nl": "Ook grofvuil?", "erbij.1.en": "Bulky waste?",
        "samples.nl": "ik wil een pas\r\nwaar haal ik die", "samples.en": "a pass please",
    }  # fmt: skip
    assert sent(client, draft, opened(client, draft) | given).status_code == 303
    after = opened(client, draft)
    expected = {key: value for key, value in given.items() if key.split(".")[0] not in _ROWS}
    expected |= {"facts.dagen.value": "5", "facts.dagen.valid_from": "2026-01-01"}
    expected |= {"related.grofvuil.nl": "Ook grofvuil?", "related.grofvuil.en": "Bulky waste?"}
    assert {key: after.get(key) for key in expected} == expected


_ROWS = ("nieuw", "erbij")


async def test_what_a_file_cannot_hold_comes_back_with_all_that_was_typed(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    typed = {"nieuw.1.name": "Prijs kind", "nieuw.1.value": "€ 5", "answer.nl": "Nog niet bewaard."}
    answer = sent(client, draft, opened(client, draft) | typed)
    assert answer.status_code == 422
    assert "‘Prijs kind’ kan geen naam van een feit zijn" in answer.text
    assert {key: fields(answer.text)[key] for key in typed} == typed
    assert (await house.content.text(draft, PATH)).text == PASPOORT


async def test_a_fact_is_taken_away_with_its_days(house: StudioHouse, client: TestClient) -> None:
    draft = await house.draft()
    sent(client, draft, opened(client, draft) | {"weg:facts.tarief": "ja"})
    assert "facts" not in (await house.content.text(draft, PATH)).text


async def test_a_form_is_checked_without_being_saved(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = opened(client, draft) | {"answer.nl": "Indien u wilt, kost het {prijs}."}
    answer = sent(client, draft, form | {"actie": "controleer"})
    assert answer.status_code == 200
    assert "Het feit &#39;prijs&#39; is niet bekend" in answer.text
    assert "Schrijf &#39;als&#39;" in answer.text
    assert 'href="#answer-nl"' in answer.text
    assert "Te moeilijk." in answer.text
    assert (await house.content.text(draft, PATH)).text == PASPOORT


async def test_while_typing_only_counts_that_changed_are_told(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = opened(client, draft) | {"answer.nl": "Het kost {prijs}."}
    first = client.post(of_draft(draft, "/controle"), data=form)
    assert 'role="status"' in first.text
    assert "paspoort.yaml:10: Het feit &#39;prijs&#39;" in first.text
    known = fields(first.text)["geteld"]
    again = client.post(of_draft(draft, "/controle"), data=form | {"geteld": known})
    assert 'role="status"' not in again.text
    assert "Het feit &#39;prijs&#39;" in again.text


async def test_a_text_is_shown_as_the_voice_says_it(house: StudioHouse, client: TestClient) -> None:
    page = client.get(of_draft("nu", "/onderwerp/paspoort")).text
    assert "Een paspoort kost zesentachtig euro vijftig." in page
    assert "Goed te volgen. 5 woorden, ongeveer 2 seconden." in page


async def test_what_two_editors_changed_in_other_fields_goes_together(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = opened(client, draft)
    await house.write(draft, PATH, "een paspoort, en", "een pas, en", COLLEAGUE)
    answer = sent(client, draft, form | {"title.en": "a pass"})  # of the same line
    assert answer.headers["location"].endswith("?gedaan=samen")
    assert "{nl: een pas, en: a pass}" in (await house.content.text(draft, PATH)).text


async def test_who_changed_the_same_field_chooses_and_loses_nothing(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = opened(client, draft)
    await house.write(draft, PATH, "Kom zelf naar {adres}.", "Kom naar {adres}.", COLLEAGUE)
    await house.write(draft, PATH, "Paspoort aanvragen", "Paspoort", COLLEAGUE)
    mine = "Vraag het aan bij de balie."
    answer = sent(client, draft, form | {"answer.nl": mine, "samples.en": "a new one"})
    assert answer.status_code == 409
    assert "Els Smit schreef hier intussen iets anders" in answer.text
    again = fields(answer.text)
    assert again["answer.nl"] == mine
    assert again["hun:answer.nl"].endswith("Kom naar {adres}.")
    assert again["source.title"] == "Paspoort"
    assert again["samples.en"] == "a new one"
    sent(client, draft, again | {"keuze:answer.nl": "hun"})
    text = (await house.content.text(draft, PATH)).text
    assert "Kom naar {adres}." in text
    assert "a new one" in text
    sent(client, draft, again | {"keuze:answer.nl": "onze", "tag": again["tag"]})
    assert mine in (await house.content.text(draft, PATH)).text


async def test_a_draft_that_is_over_keeps_what_was_typed_on_the_page(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = opened(client, draft) | {"answer.nl": "Nog niet bewaard."}
    await house.content.take_step(draft, DraftStep.DROP, EDITOR)
    answer = sent(client, draft, form)
    assert answer.status_code == 409
    assert fields(answer.text)["answer.nl"] == "Nog niet bewaard."


async def test_what_is_published_is_there_to_be_read_and_leads_to_a_draft(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft("Iets anders")
    page = client.get(of_draft("nu", "/onderwerp/paspoort")).text
    assert 'name="terug" value="/onderwerp/paspoort"' in page
    assert f'href="{of_draft(draft, "/onderwerp/paspoort")}">Iets anders' in page
    assert "Bewaar in het concept" not in page
    assert "Verwijder dit onderwerp" not in page


async def test_a_file_that_is_no_good_yaml_is_shown_as_text(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    await house.write(draft, PATH, "title: {nl", "title: {{nl")
    answer = client.get(of_draft(draft, "/onderwerp/paspoort"))
    assert answer.headers["location"] == of_draft(draft, f"/bestand?pad={PATH}")
    assert "paspoort.yaml:" in client.get(answer.headers["location"]).text


async def test_there_is_no_page_of_a_subject_that_is_not_there(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    for key in ("bestaat_niet", "..%2Fgemeente"):
        assert client.get(of_draft(draft, f"/onderwerp/{key}")).status_code == 404
    assert client.get(of_draft("bestaatniet", "/onderwerp/paspoort")).status_code == 404


# -- new, more samples, away ---------------------------------------------------------------------


async def test_a_new_subject_begins_unfinished_and_can_be_finished(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    lines = "waar kan ik mijn auto laden\r\nis er een laadpaal bij mij\r\n\r\n"
    form = {"title_nl": "een laadpaal", "regels": lines, "afdeling": "afval"}
    made = client.post(of_draft(draft, "/onderwerp/nieuw"), data=form)
    assert made.headers["location"] == of_draft(draft, "/onderwerp/laadpaal?gedaan=nieuw")
    checked = await house.content.checked(draft)
    assert not checked.errors
    assert checked.content.knowledge is not None
    assert "laadpaal" not in checked.content.knowledge.topics
    page = opened(client, draft, "/onderwerp/laadpaal")
    assert page["draft"] == "ja"
    assert page["samples.nl"].split("\r\n")[1] == "is er een laadpaal bij mij"
    del page["draft"]
    sent(client, draft, page, "laadpaal")
    assert (await house.content.checked(draft)).errors  # not published half
    page |= {"source.title": "Laadpalen", "source.dated": "2026-02-01", "answer.nl": "Bel ons."}
    page |= {"upl": "geen", "tag": opened(client, draft, "/onderwerp/laadpaal")["tag"]}
    sent(client, draft, page, "laadpaal")
    checked = await house.content.checked(draft)
    assert checked.content.knowledge is not None
    assert checked.content.knowledge.topics["laadpaal"].answer.text == {"nl": "Bel ons."}


async def test_a_second_subject_of_a_title_gets_a_key_of_its_own(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    made = client.post(of_draft(draft, "/onderwerp/nieuw"), data={"title_nl": "het Paspoort"})
    assert "/onderwerp/paspoort_2?" in made.headers["location"]
    assert (await house.content.text(draft, PATH)).text == PASPOORT


async def test_a_subject_without_a_name_is_asked_again(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = {"title_nl": " - ", "regels": "waar laad ik\r\nhoe laad ik"}
    answer = client.post(of_draft(draft, "/onderwerp/nieuw"), data=form)
    assert answer.status_code == 422
    assert fields(answer.text)["regels"] == form["regels"]


async def test_samples_of_callers_are_put_with_a_subject_each_once(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    form = {"regels": "mijn pas is weg\r\nmijn paspoort is verlopen\r\n mijn  pas is weg "}
    answer = client.post(of_draft(draft, "/onderwerp/paspoort/regels"), data=form)
    assert answer.headers["location"].startswith(of_draft(draft, "/onderwerp/paspoort?"))
    text = (await house.content.text(draft, PATH)).text
    assert text == PASPOORT.replace("  en:\n    - I", "    - mijn pas is weg\n  en:\n    - I")
    gone = client.post(of_draft(draft, "/onderwerp/laadpaal/regels"), data=form)
    assert gone.status_code == 404


async def test_a_subject_goes_after_it_was_told_what_goes_with_it(
    tmp_path: Path,
) -> None:
    related = FILES["topics/grofvuil.yaml"] + RELATED
    with studio_house(tmp_path, {"topics/grofvuil.yaml": related}) as house:
        client = client_of(app_with(topic_router(house.room, said)), EDITOR)
        draft = await house.draft()
        page = client.get(of_draft(draft, "/onderwerp/paspoort/weg")).text
        assert "10 voorbeeldzinnen" in page
        assert "grofvuil.yaml:24" in page
        await house.write(draft, PATH, "een paspoort, en", "een pas, en", COLLEAGUE)
        address = of_draft(draft, "/onderwerp/paspoort/weg")
        assert client.post(address, data=fields(page)).status_code == 409
        assert client.post(address, data=fields(client.get(address).text)).status_code == 303
        assert PATH not in await house.content.files(draft)


async def test_a_subject_of_a_layer_is_read_and_taken_over(tmp_path: Path) -> None:
    (tmp_path / "regio" / "topics").mkdir(parents=True)
    (tmp_path / "regio" / "topics" / "paspoort.yaml").write_text(PASPOORT)
    changed: dict[str, str | bytes | None] = {PATH: None, "layers.yaml": "regio: ../regio\n"}
    with studio_house(tmp_path, changed) as house:
        routers = texts_router(house.room), topic_router(house.room, said)
        client = client_of(app_with(*routers), EDITOR)
        draft = await house.draft()
        assert "van regio" in client.get(of_draft(draft, "/teksten")).text
        page = client.get(of_draft(draft, "/onderwerp/paspoort")).text
        assert "komt uit de laag ‘regio’" in page
        assert "Bewaar in het concept" not in page
        taken = client.post(of_draft(draft, "/onderwerp/paspoort/overnemen"))
        assert taken.headers["location"].endswith("?gedaan=overgenomen")
        assert (await house.content.text(draft, PATH)).text == PASPOORT
        assert "nieuw in dit concept" in client.get(of_draft(draft, "/teksten")).text
        assert opened(client, draft)["title.nl"] == "een paspoort"


# -- all texts -----------------------------------------------------------------------------------


async def test_all_texts_are_found_by_name_and_by_what_callers_say(
    house: StudioHouse, client: TestClient
) -> None:
    draft = await house.draft()
    await house.write(draft, "topics/grofvuil.yaml", "{open}", "{dicht}")
    page = client.get(of_draft(draft, "/teksten")).text
    assert page.index(">Grofvuil<") < page.index(">Paspoort<") < page.index(">Trouwen<")
    assert "gewijzigd" in page
    assert "2 fouten<" in page
    found = client.get(of_draft(draft, "/teksten?zoek=reisdocument")).text
    assert "Paspoort" in found
    assert "mijn reisdocument is verlopen" in found
    assert "Trouwen" not in found
    assert "Geen onderwerp gevonden" in client.get(of_draft(draft, "/teksten?zoek=zeppelin")).text
    assert f'href="{of_draft(draft, "/openingstijden")}"' in page


async def test_what_grows_old_or_ends_soon_is_told(house: StudioHouse, client: TestClient) -> None:
    house.now.at = house.now.at.replace(month=12)
    page = client.get("/balie/studio/teksten").text
    assert "Geldt nog tot en met donderdag 31 december: tarief." in page
    house.now.at = house.now.at.replace(year=2027, month=6)
    page = client.get("/balie/studio/teksten").text
    assert "De bron is van maandag 5 januari 2026." in page
    assert "Gold tot en met donderdag 31 december: tarief." in page
