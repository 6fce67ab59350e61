"""One form for a calamity: on at once, counted, over by itself, with who switched it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.calamity_house import NOW, CalamityHouse
from tests.desk.signed import BOSS, EDITOR, SANNE, client_of

PAGE = "/balie/studio/calamiteit"
TEXT = "Er is nu geen water in Noord. Wij werken eraan. Vanavond is er weer water."
FORM = {
    "title": "Geen water in Noord",
    "text": TEXT,
    "postcodes": "4991, 4992 ab",
    "until_day": "2026-11-27",
    "until_time": "18:00",
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CalamityHouse]:
    made = CalamityHouse(f"sqlite:///{tmp_path}/records.db")
    yield made
    made.close()


@pytest.fixture
def editor(house: CalamityHouse) -> TestClient:
    return client_of(house.app(), EDITOR)


def messages(house: CalamityHouse) -> list[str]:
    """What is in force now."""
    return [each.text["nl"] for each in house.desk.messages(()) if each.active_at(house.now)]


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_message_is_in_force_at_once(house: CalamityHouse, editor: TestClient) -> None:
    answer = editor.post(PAGE, data=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?gedaan=aan")
    assert messages(house) == [TEXT]
    [message] = house.desk.messages(())
    assert message.postcodes == ("4991", "4992AB")
    page = plain(editor.get(answer.headers["location"]).text)
    assert "Het bericht staat aan." in page
    assert "4991, 4992AB" in page
    assert "Aangezet door Edo Prins" in page


def test_it_ends_by_itself(house: CalamityHouse, editor: TestClient) -> None:
    editor.post(PAGE, data=FORM)
    house.now = NOW + timedelta(hours=9)
    assert messages(house) == []
    page = plain(editor.get(PAGE).text)
    assert "Dit staat nu aan" not in page
    assert "Vanzelf gestopt" in page


def test_who_hears_it_is_counted_by_the_hour(house: CalamityHouse, editor: TestClient) -> None:
    editor.post(PAGE, data=FORM)
    for minutes in (10, 20, 70):
        house.call(f"call-{minutes}", NOW + timedelta(minutes=minutes), TEXT)
    house.call("hung up before it", NOW + timedelta(minutes=30), TEXT, played=0)
    house.call("other words", NOW + timedelta(minutes=30), "Waarvoor belt u?")
    house.call("before", NOW - timedelta(minutes=30), TEXT)
    house.now = NOW + timedelta(hours=2)
    page = plain(editor.get(PAGE).text)
    assert "Verteld aan 3 bellers." in page
    assert re.search(r"om 09:00 2 .*om 10:00 1 ", page)
    house.call("later", NOW + timedelta(hours=1, minutes=50), TEXT)
    assert "Verteld aan 4 bellers." in plain(editor.get(PAGE).text)


def test_stopping_asks_first_and_tells_who(house: CalamityHouse, editor: TestClient) -> None:
    editor.post(PAGE, data=FORM)
    stop = f"{PAGE}/geen-water-in-noord/stop"
    assert "Stopt u dit bericht?" in plain(editor.get(stop).text)
    assert messages(house) == [TEXT]
    assert editor.post(stop).headers["location"] == f"{PAGE}?gedaan=uit"
    assert messages(house) == []
    assert "Gestopt door Edo Prins" in plain(editor.get(PAGE).text)
    assert editor.post(stop).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "", "Geef het bericht een korte naam."),
        ("text", "", "Schrijf wat bellers moeten horen."),
        ("postcodes", "Noord", "geen begin van een postcode"),
        ("streets", "Bestaatnietlaan", "staat niet in de adressenlijst"),
        ("until_time", "08:00", "al voorbij"),
        ("until_day", "morgen", "Vul een dag en een tijd in"),
        ("since_day", "2026-11-28", "Vul een dag en een tijd in"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(
    house: CalamityHouse, editor: TestClient, field: str, value: str, told: str
) -> None:
    answer = editor.post(PAGE, data=FORM | {field: value})
    assert answer.status_code == 422
    assert messages(house) == []
    page = plain(answer.text)
    assert told in page
    assert field == "text" or TEXT in page


def test_everything_wrong_is_told_at_once(editor: TestClient) -> None:
    answer = editor.post(PAGE, data=FORM | {"title": "", "text": "", "postcodes": "Noord"})
    page = plain(answer.text)
    assert "geen begin van een postcode" in page
    assert "Geef het bericht een korte naam." in page
    assert "Schrijf wat bellers moeten horen." in page


def test_what_was_typed_is_no_markdown(house: CalamityHouse, editor: TestClient) -> None:
    editor.post(PAGE, data=FORM | {"text": "# Er is geen water.\nDrink niet uit de kraan."})
    assert messages(house) == ["Er is geen water. Drink niet uit de kraan."]


def test_questions_are_answered_too(house: CalamityHouse, editor: TestClient) -> None:
    more = {
        "question": ["", "Wanneer is er weer water?"],
        "answer": ["", "Vanavond om acht uur is er weer water."],
    }
    assert editor.post(PAGE, data=FORM | more).status_code == 303
    [found] = house.desk.find("Wanneer is er weer water?", "nl", NOW.date())
    assert found.text["nl"] == more["answer"][1]


def test_half_a_question_is_told_at_its_own_place(editor: TestClient) -> None:
    answer = editor.post(PAGE, data=FORM | {"question": ["Waarom?"], "answer": [""]})
    assert answer.status_code == 422
    assert 'id="question_1-fout-1"' in answer.text or 'id="answer_1-fout-1"' in answer.text


def test_only_editors_come_here(house: CalamityHouse) -> None:
    for agent in (SANNE, BOSS):
        assert client_of(house.app(), agent).post(PAGE, data=FORM).status_code == 403
    assert messages(house) == []
