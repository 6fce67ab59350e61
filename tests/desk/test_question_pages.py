"""The pages of questions without an answer: what an editor reads, and what comes of each form."""

import asyncio
import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.desk_files import desk_files_router
from desk.studio.question_pages import questions_router
from desk.studio.questions import QuestionGroup, QuestionsOut
from desk.studio.topic_pages import topic_router
from tests.desk.question_house import CHARGING, DOGS, FIRE, QuestionHouse, question_house
from tests.desk.signed import BOSS, EDITOR, SANNE, app_with, client_of
from tests.desk.test_call_page import read

LIST = "/balie/studio/vragen"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[QuestionHouse]:
    with question_house(tmp_path, f"sqlite:///{tmp_path}/records.db") as made:
        yield made


@pytest.fixture
def editor(house: QuestionHouse) -> TestClient:
    return client_of(app_of(house), EDITOR)


def app_of(house: QuestionHouse):  # type: ignore[no-untyped-def]
    return app_with(
        questions_router(house.studio.room, house.questions),
        topic_router(house.studio.room, lambda text, language: text),
        desk_files_router(),
    )


def group_of(house: QuestionHouse, nth: int = 0) -> QuestionGroup:
    found = asyncio.run(house.questions.asked(*house.period, wait_seconds=60))
    assert found is not None
    return found.groups[nth].group


def test_groups_are_listed_with_what_is_known_of_them(
    house: QuestionHouse, editor: TestClient
) -> None:
    house.ask([*CHARGING, *DOGS, FIRE])
    page = editor.get(LIST)
    text = read(page.text)
    assert "Vragen zonder antwoord: 2" in text
    assert "3 gesprekken , van" in text
    for line in CHARGING:
        assert line in text
    assert FIRE not in text
    only = read(editor.get(f"{LIST}?zoek=laadpaal").text)
    assert "Vragen zonder antwoord: 1" in only
    assert DOGS[0] not in only


def test_one_click_makes_a_subject_that_answers_the_same_question(
    house: QuestionHouse, editor: TestClient
) -> None:
    house.ask(CHARGING)
    page = editor.get(LIST).text
    action = re.search(r'action="([^"]+/onderwerp[^"]*)"', page)
    assert action is not None
    form = page[action.start() : page.index("</form>", action.start())]
    fields = [
        (name, html.unescape(value))
        for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form)
    ]
    assert ("title_nl", "laadpaal") in fields
    given = {name: [value for key, value in fields if key == name] for name, _ in fields}
    made = editor.post(html.unescape(action.group(1)), data=given, follow_redirects=True)
    assert made.status_code == 200
    (draft,) = asyncio.run(house.studio.content.drafts())
    there = asyncio.run(house.studio.content.text(draft.key, "topics/laadpaal.yaml"))
    for line in CHARGING:
        assert f"- {line}\n" in there.text
    assert "Staat in een concept" in read(editor.get(LIST).text)
    # the editor completes it, and it is published
    for old, new in (("draft: true\n", ""), ("samples:", f"{COMPLETE}samples:")):
        asyncio.run(house.studio.write(draft.key, "topics/laadpaal.yaml", old, new))
    asyncio.run(house.studio.content.publish(draft.key, EDITOR, "veel gevraagd"))
    house.learn()
    best = house.known.search(CHARGING[1], "nl", date(2026, 3, 2)).candidates[0]
    assert best.topic == "laadpaal"
    assert "Afgehandeld of zo gelaten: 1" in read(editor.get(LIST).text)


COMPLETE = """\
upl: geen
department: afval
source: {title: Laadpalen, dated: 2026-01-05}
answer: {nl: U vraagt een laadpaal bij ons aan.}
"""


def test_chosen_lines_are_added_to_a_subject(house: QuestionHouse, editor: TestClient) -> None:
    house.ask(CHARGING)
    at = f"{LIST}/{group_of(house).key}"
    given = {"onderwerp": "grofvuil", "regels": list(CHARGING[:2]), "concept": "nieuw"}
    added = editor.post(f"{at}/regels", data=given, follow_redirects=True)
    assert added.status_code == 200
    (draft,) = asyncio.run(house.studio.content.drafts())
    there = asyncio.run(house.studio.content.text(draft.key, "topics/grofvuil.yaml")).text
    assert [line in there for line in CHARGING] == [True, True, False]


def test_what_is_not_for_us_goes_with_the_others(house: QuestionHouse, editor: TestClient) -> None:
    house.ask(CHARGING)
    at = f"{LIST}/{group_of(house).key}"
    sent = editor.post(f"{at}/niet-voor-ons", data={"regels": list(CHARGING), "concept": "nieuw"})
    assert sent.status_code == 303
    assert "bij wat niet voor ons is" in read(editor.get(sent.headers["location"]).text)
    (draft,) = asyncio.run(house.studio.content.drafts())
    knowledge = asyncio.run(house.studio.content.checked(draft.key)).content.knowledge
    assert knowledge is not None
    assert set(CHARGING) <= set(knowledge.others["out_of_scope"]["nl"])


def test_what_is_left_needs_a_reason(house: QuestionHouse, editor: TestClient) -> None:
    house.ask(CHARGING)
    at = f"{LIST}/{group_of(house).key}/laat"
    refused = editor.post(at, data={"reden": " "})
    assert refused.status_code == 422
    assert "Schrijf op waarom dit zo blijft." in read(refused.text)
    sent = editor.post(at, data={"reden": "dat doet de provincie"})
    text = read(editor.get(sent.headers["location"]).text)
    assert "Vragen zonder antwoord: 0" in text
    assert "Zo gelaten: dat doet de provincie" in text


MISSING = [
    ("onderwerp", {"title_nl": "?", "regels": CHARGING[0]}, "Hoe heet het onderwerp?"),
    ("onderwerp", {"title_nl": "een laadpaal"}, "Kies een of meer zinnen."),
    ("regels", {"onderwerp": "niets", "regels": CHARGING[0]}, "Kies bij welk onderwerp"),
    ("niet-voor-ons", {}, "Kies een of meer zinnen."),
]


def test_what_is_missing_is_told_and_begins_no_draft(
    house: QuestionHouse, editor: TestClient
) -> None:
    house.ask(CHARGING)
    key = group_of(house).key
    for action, given, told in MISSING:
        sent = editor.post(f"{LIST}/{key}/{action}", data=given)
        assert sent.status_code == 422
        assert told in read(sent.text)
    assert asyncio.run(house.studio.content.drafts()) == []


def test_a_group_is_read_with_the_turns_around_its_lines(
    house: QuestionHouse, editor: TestClient
) -> None:
    calls = house.ask(CHARGING)
    page = read(editor.get(f"{LIST}/{group_of(house).key}").text)
    assert f"Beller: {CHARGING[0]} geen antwoord" in page
    assert [len(house.looks.at_call(call)) for call in calls] == [1, 1, 1]
    assert editor.get(f"{LIST}/weg").status_code == 404


def test_spots_show_what_we_said_and_what_callers_said_then(
    house: QuestionHouse, editor: TestClient
) -> None:
    house.ask(CHARGING)
    text = read(editor.get(f"{LIST}/vastlopers").text)
    assert "Niet begrepen 3 gesprekken , nog zonder onderwerp" in text
    assert CHARGING[0] in text


def test_a_page_that_takes_long_asks_again_by_itself(
    house: QuestionHouse, editor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asked(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(house.questions, "asked", asked)
    page = editor.get(f"{LIST}?zoek=een+laadpaal")
    assert page.status_code == 202
    assert f'hx-get="{LIST}?zoek=een+laadpaal"' in page.text


def test_records_that_cannot_be_read_are_told(
    house: QuestionHouse, editor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asked(*_: object, **__: object) -> None:
        raise QuestionsOut

    monkeypatch.setattr(house.questions, "asked", asked)
    page = editor.get(LIST)
    assert page.status_code == 503
    assert "De gesprekken zijn nu niet te lezen." in page.text


@pytest.mark.parametrize("agent", [SANNE, BOSS])
def test_only_editors_see_it(house: QuestionHouse, agent: object) -> None:
    browser = client_of(app_of(house), agent)  # type: ignore[arg-type]
    assert {browser.get(LIST).status_code, browser.post(f"{LIST}/a/laat").status_code} == {403}
