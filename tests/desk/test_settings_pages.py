"""The forms as pages: what an editor fills in is kept, checked, saved, and never lost."""

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.studio.forms.catalogue import FORMS
from desk.studio.settings_pages import settings_router
from tests.desk.signed import EDITOR, app_with, client_of
from tests.desk.studio_house import COLLEAGUE, StudioHouse, studio_house
from tests.dialog.small_content import FILES

SCRIPT = (Path(__file__).parents[2] / "content/scripts/klacht.yaml").read_text()
PRONUNCIATION = "# Zo klinkt het.\nnl:\n  Breda:\n    say_as: breedaa\n"
AT = "/balie/studio/concept"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioHouse]:
    """One for all tests: each writes in a draft of its own."""
    files = {"scripts/klacht.yaml": SCRIPT, "pronunciation.yaml": PRONUNCIATION}
    with studio_house(tmp_path_factory.mktemp("studio"), files) as made:
        yield made


@pytest.fixture(scope="module")
def editor(house: StudioHouse) -> TestClient:
    return client_of(app_with(settings_router(house.room), agents=(EDITOR, COLLEAGUE)), EDITOR)


def draft_in(house: StudioHouse) -> str:
    return asyncio.run(house.draft("Andere uren"))


def text_of(house: StudioHouse, draft: str, path: str) -> str:
    return asyncio.run(house.content.text(draft, path)).text


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def filled(page: str) -> dict[str, list[str]]:
    """What a browser would send of the largest form of a page, without its buttons."""
    form = max(re.findall(r"<form\b.*?</form>", page, re.DOTALL), key=len)
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        given = dict(re.findall(r'\b([a-z-]+)="([^"]*)"', tag))
        off = given.get("type") in ("checkbox", "radio") and " checked" not in tag
        if "name" in given and not off:
            sent.setdefault(html.unescape(given["name"]), []).append(
                html.unescape(given.get("value", "on"))
            )
    for name, text in re.findall(
        r'<textarea\b[^>]*\bname="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
    ):
        sent[html.unescape(name)] = [html.unescape(text)]
    for name, options in re.findall(
        r'<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        on = re.findall(r'value="([^"]*)" selected', options)
        sent[html.unescape(name)] = [html.unescape(on[0])] if on else [""]
    return sent


def test_every_form_is_shown_published_and_in_a_draft(
    house: StudioHouse, editor: TestClient
) -> None:
    draft = draft_in(house)
    for address in (*FORMS, "/script/klacht"):
        answer = editor.get(f"{AT}/{draft}{address}")
        assert answer.status_code == 200, address
        assert "Bewaar in het concept" in answer.text, address
    for address in ("/zinnen", "/woorden", "/scripts", "/afdelingen", "/script/klacht"):
        answer = editor.get(f"{AT}/nu{address}")
        assert answer.status_code == 200, address
        assert "Bewaar in het concept" not in answer.text, address
    assert editor.get(f"{AT}/{draft}/script/weg").status_code == 404
    assert editor.get(f"{AT}/weg/openingstijden").status_code == 404


def test_other_hours_are_saved_in_the_draft_alone(house: StudioHouse, editor: TestClient) -> None:
    draft = draft_in(house)
    page = editor.get(f"{AT}/{draft}/openingstijden")
    assert "vrijdag 6 maart 09:00-17:00 zaterdag 7 maart dicht" in words(page.text)
    sent = {**filled(page.text), "hours/zaterdag": ["10:00-12:00"]}
    checked = editor.post(f"{AT}/{draft}/openingstijden", data={**sent, "controleer": "1"})
    assert "zaterdag 7 maart 10:00-12:00" in words(checked.text)
    assert "Dit is goed. Het is nog niet bewaard." in words(checked.text)
    answer = editor.post(f"{AT}/{draft}/openingstijden", data=sent)
    assert (answer.status_code, answer.headers["location"][-9:]) == (303, "bewaard=1")
    assert "Het is bewaard in dit concept." in words(editor.get(answer.headers["location"]).text)
    was = text_of(house, "nu", "gemeente.yaml")
    assert text_of(house, draft, "gemeente.yaml") == was.replace(
        "  vrijdag: 09:00-17:00\n", "  vrijdag: 09:00-17:00\n  zaterdag: 10:00-12:00\n"
    )


def test_nothing_is_saved_when_nothing_changed(house: StudioHouse, editor: TestClient) -> None:
    draft = draft_in(house)
    for address in ("/openingstijden", "/gemeente", "/afdelingen", "/uitspraak", "/script/klacht"):
        sent = filled(editor.get(f"{AT}/{draft}{address}").text)
        answer = editor.post(f"{AT}/{draft}{address}", data=sent)
        assert answer.headers["location"].endswith("bewaard=niets"), address
    assert asyncio.run(house.content.changes(draft)) == []


def test_what_was_typed_survives_a_mistake_beside_its_field(
    house: StudioHouse, editor: TestClient
) -> None:
    draft = draft_in(house)
    sent = filled(editor.get(f"{AT}/{draft}/openingstijden").text)
    sent |= {"hours/maandag": ["9 tot 5"], "hours/dinsdag": ["10:00-11:00"]}
    answer = editor.post(f"{AT}/{draft}/openingstijden", data=sent)
    assert answer.status_code == 422
    assert filled(answer.text)["hours/maandag"] == ["9 tot 5"]
    assert filled(answer.text)["hours/dinsdag"] == ["10:00-11:00"]
    field = re.search(r'<input[^>]*name="hours/maandag"[^>]*>', answer.text)
    assert field is not None
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="v-hours-maandag-fout1"' in field[0]
    assert "‘9 tot 5’ is geen tijd van en tot" in words(answer.text)


def test_a_mistake_that_only_the_content_knows_stands_beside_its_field_and_in_the_list(
    house: StudioHouse, editor: TestClient
) -> None:
    draft = draft_in(house)
    page = f"{AT}/{draft}/afdelingen"
    sent = filled(editor.get(page).text)
    sent |= {"departments/0/agents/0/name": ["Balie"], "departments/0/agents/0/address": ["0612"]}
    answer = editor.post(page, data=sent)
    sentence = "'0612' is geen SIP-adres. Schrijf het als sip:balie1@10.0.0.5."
    assert answer.status_code == 422
    assert f"gemeente.yaml:10: {sentence}" in words(answer.text)
    assert re.search(r'name="departments/0/agents/0/address"[^>]*aria-invalid', answer.text)
    assert text_of(house, draft, "gemeente.yaml") == text_of(house, "nu", "gemeente.yaml")
    all_the_same = editor.post(page, data={**filled(answer.text), "toch": "1"})
    assert all_the_same.status_code == 303
    assert "address: 0612" in text_of(house, draft, "gemeente.yaml").replace('"', "")


def test_a_department_that_topics_use_cannot_be_taken_away(
    house: StudioHouse, editor: TestClient
) -> None:
    draft = draft_in(house)
    page = f"{AT}/{draft}/afdelingen"
    answer = editor.post(
        page, data={**filled(editor.get(page).text), "departments/0/weg": ["true"]}
    )
    assert answer.status_code == 422
    assert "zij staat bij een paspoort, trouwen. Geef die onderwerpen eerst" in words(answer.text)


def test_two_editors_of_other_lines_keep_both(house: StudioHouse, editor: TestClient) -> None:
    draft = draft_in(house)
    page = f"{AT}/{draft}/openingstijden"
    sent = filled(editor.get(page).text)
    asyncio.run(house.write(draft, "gemeente.yaml", "Marktplein 1", "Marktplein 2", COLLEAGUE))
    answer = editor.post(page, data={**sent, "hours/maandag": ["08:00-17:00"]})
    assert answer.headers["location"].endswith("bewaard=samen")
    text = text_of(house, draft, "gemeente.yaml")
    assert "Marktplein 2" in text
    assert "maandag: 08:00-17:00" in text


@pytest.mark.parametrize(("choice", "monday"), [("mijn", "08:00-17:00"), ("hun", "10:00-17:00")])
def test_of_two_editors_of_one_line_somebody_chooses(
    house: StudioHouse, editor: TestClient, choice: str, monday: str
) -> None:
    draft = draft_in(house)
    page = f"{AT}/{draft}/openingstijden"
    sent = filled(editor.get(page).text)
    asyncio.run(
        house.write(
            draft, "gemeente.yaml", "maandag: 09:00-17:00", "maandag: 10:00-17:00", COLLEAGUE
        )
    )
    sent |= {"hours/maandag": ["08:00-17:00"], "hours/vrijdag": [""]}
    clash = editor.post(page, data=sent)
    assert clash.status_code == 409
    told = words(clash.text)
    assert "Els Smit veranderde intussen dezelfde tekst." in told
    assert "Maandag Mijn tekst 08:00-17:00 De tekst van Els Smit 10:00-17:00" in told
    answer = editor.post(page, data={**filled(clash.text), "keuze-0": [choice]})
    assert answer.status_code == 303
    text = text_of(house, draft, "gemeente.yaml")
    assert f"maandag: {monday}" in text
    assert "vrijdag" not in text


def test_a_file_that_is_broken_says_where(house: StudioHouse, editor: TestClient) -> None:
    draft = draft_in(house)
    asyncio.run(house.write(draft, "pronunciation.yaml", "nl:", "nl: ["))
    answer = editor.get(f"{AT}/{draft}/uitspraak")
    assert "pronunciation.yaml:" in words(answer.text)
    assert f"{AT}/{draft}/bestand?pad=pronunciation.yaml" in answer.text


def test_a_word_that_is_said_wrong_is_added(house: StudioHouse, editor: TestClient) -> None:
    draft = draft_in(house)
    page = f"{AT}/{draft}/uitspraak"
    sent = filled(editor.get(page).text)
    sent |= {"nl/1/sleutel": ["Merelstraat"], "nl/1/say_as": ["meerulstraat"]}
    assert editor.post(page, data=sent).status_code == 303
    added = "  Merelstraat: {say_as: meerulstraat}\n"
    assert text_of(house, draft, "pronunciation.yaml") == PRONUNCIATION + added


def test_what_callers_hear_now_is_only_read(house: StudioHouse, editor: TestClient) -> None:
    page = editor.get(f"{AT}/nu/openingstijden").text
    assert 'name="terug" value="/openingstijden"' in page
    answer = editor.post(f"{AT}/nu/openingstijden", data=filled(page))
    assert answer.status_code == 409
    assert "Begin een concept" in answer.text


def test_a_form_that_nobody_knows_any_more_is_refused(
    house: StudioHouse, editor: TestClient
) -> None:
    draft = draft_in(house)
    answer = editor.post(f"{AT}/{draft}/openingstijden", data={"tag": "0" * 40})
    assert answer.status_code == 409
    assert "Dit formulier is te oud." in answer.text


def test_a_sentence_of_others_is_shown_and_can_be_said_in_other_words(tmp_path: Path) -> None:
    layers = {
        "layers.yaml": "landelijk: ../landelijk\n",
        "sentences.yaml": FILES["sentences.yaml"].replace("waiting: {nl: Goed., en: Fine.}\n", ""),
        "../landelijk/sentences.yaml": "waiting: {nl: Een ogenblik graag., en: One moment.}\n",
    }
    with studio_house(tmp_path, layers) as house:
        editor = client_of(app_with(settings_router(house.room)), EDITOR)
        page = f"{AT}/{draft_in(house)}/zinnen/tempo"
        shown = editor.get(page)
        assert "Deze zin komt uit een andere map: ‘Een ogenblik graag.’." in words(shown.text)
        sent = filled(shown.text)
        assert editor.post(page, data=sent).headers["location"].endswith("niets")
        answer = editor.post(page, data={**sent, "waiting/nl": ["Wacht u even."]})
        assert answer.headers["location"].endswith("bewaard=1")


def test_what_is_usual_is_shown_where_the_file_says_nothing(
    house: StudioHouse, editor: TestClient
) -> None:
    draft = draft_in(house)
    page = f"{AT}/{draft}/openingstijden"
    sent = filled(editor.get(page).text)
    assert sent["open_on"] == ["", "goede_vrijdag"]
    assert editor.post(page, data={**sent, "open_on": [""]}).status_code == 303
    assert "open_on: []" in text_of(house, draft, "gemeente.yaml")


def test_a_form_of_a_large_municipality_has_thousands_of_fields(
    house: StudioHouse, editor: TestClient
) -> None:
    draft = draft_in(house)
    page = f"{AT}/{draft}/afdelingen"
    more = {f"departments/{number}/hours/maandag": [""] for number in range(2, 2000)}
    answer = editor.post(page, data={**filled(editor.get(page).text), **more})
    assert answer.headers["location"].endswith("bewaard=niets")
