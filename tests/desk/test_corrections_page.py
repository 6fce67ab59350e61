"""Answers that agents called wrong, as an editor gets them."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI

from belbalie.studio_corrections import StudioCorrections
from desk.studio.corrections_page import corrections_router
from desk.studio.todo import TodoLine
from desk.studio.todo_lines import todo_of
from dialog.desk_events import Corrected
from dialog.draft_states import DraftStep
from tests.desk.call_house import COST, NOW, SOURCE, CallHouse, talk
from tests.desk.question_house import QuestionHouse, question_house
from tests.desk.signed import BOSS, EDITOR, SANNE, app_with, client_of
from tests.desk.test_call_page import read

LIST = "/balie/verbeteringen"
TOPIC = "topics/paspoort.yaml"


@dataclass
class House:
    calls: CallHouse
    questions: QuestionHouse
    corrections: StudioCorrections

    def app(self) -> FastAPI:
        return app_with(corrections_router(self.questions.studio.room, self.corrections))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    url = f"sqlite:///{tmp_path}/records.db"
    with closing(CallHouse(url)) as calls, question_house(tmp_path, url) as questions:
        wrong = Corrected(
            at=NOW, agent="Sanne de Wit", answer=COST, topic="paspoort", source=SOURCE,
            reason="het tarief is <nieuw>",
        )  # fmt: skip
        calls.call("a", *talk(), wrong)
        content = questions.studio.content
        with closing(StudioCorrections(calls.records, content, url, lambda: NOW)) as corrections:
            yield House(calls, questions, corrections)


def test_an_editor_reads_what_was_wrong_and_why_and_ticks_it_off(house: House) -> None:
    browser = client_of(house.app(), EDITOR)
    text = read(browser.get(LIST).text)
    assert f"{COST} Klopt niet, omdat: het tarief is &lt;nieuw&gt;" in text
    assert f"Onderwerp: een paspoort. Bron: {SOURCE}. Gemeld door Sanne de Wit" in text
    sent = browser.post(f"{LIST}/a/7")
    assert sent.status_code == 303
    after = read(browser.get(sent.headers["location"]).text)
    assert "Dit antwoord is afgehandeld." in after
    assert "Er is niets te doen." in after
    assert "Afgehandeld door edo, dinsdag 24 november om 10:15." in after


def test_it_is_dealt_with_when_the_draft_is_published_in_which_it_was_worked_on(
    house: House,
) -> None:
    browser, studio = client_of(house.app(), EDITOR), house.questions.studio
    sent = browser.post(f"{LIST}/a/7/onderwerp")
    (draft,) = asyncio.run(studio.content.drafts())
    assert sent.headers["location"].endswith(f"/concept/{draft.key}/onderwerp/paspoort")
    assert f"Staat in concept {draft.title}" in read(browser.get(LIST).text)
    again = browser.post(f"{LIST}/a/7/onderwerp")
    assert again.headers["location"] == sent.headers["location"]
    asyncio.run(studio.write(draft.key, TOPIC, "Een paspoort kost", "Een nieuw paspoort kost"))
    asyncio.run(studio.content.publish(draft.key, EDITOR, "duidelijker"))
    assert "Afgehandeld door edo" in read(browser.get(LIST).text)


def test_a_draft_that_is_dropped_leaves_it_to_be_done(house: House) -> None:
    browser, studio = client_of(house.app(), EDITOR), house.questions.studio
    browser.post(f"{LIST}/a/7/onderwerp")
    (draft,) = asyncio.run(studio.content.drafts())
    asyncio.run(studio.content.take_step(draft.key, DraftStep.DROP, EDITOR))
    text = read(browser.get(LIST).text)
    assert "Nog te doen" in text
    assert "Staat in concept" not in text


def test_the_overview_counts_what_waits(house: House) -> None:
    studio = house.questions.studio
    todo = todo_of(house.questions.questions, house.corrections, studio.now)

    async def counted() -> list[TodoLine]:
        return list(await todo())

    assert asyncio.run(counted()) == [TodoLine("Antwoorden die niet klopten", 1, LIST)]
    asyncio.run(house.corrections.dealt_with(("a", 7), EDITOR))
    assert asyncio.run(counted()) == []


def test_nothing_is_left_of_it_when_its_call_is_erased(house: House) -> None:
    house.calls.log.erase("a")
    browser = client_of(house.app(), EDITOR)
    assert COST not in browser.get(LIST).text
    assert browser.post(f"{LIST}/a/7/onderwerp").status_code == 404


@pytest.mark.parametrize("agent", [SANNE, BOSS])
def test_only_editors_see_it(house: House, agent: object) -> None:
    browser = client_of(house.app(), agent)  # type: ignore[arg-type]
    at = f"{LIST}/a/7"
    answers = (browser.get(LIST), browser.post(at), browser.post(f"{at}/onderwerp"))
    assert {answer.status_code for answer in answers} == {403}
