"""What every page of the studio answers when it cannot be shown."""

import pytest
from fastapi import Response
from starlette.testclient import TestClient

from desk.studio.content import NoSuchDraft, Refused, StudioOut
from desk.studio.faults import studio_router
from desk.studio.room import Editor
from tests.desk.signed import EDITOR, app_with, client_of
from tests.desk.studio_house import studio_house

FULL = "De schijf is vol. Er is niets veranderd."
FAULTS = {"gone": NoSuchDraft("a"), "out": StudioOut(FULL), "refused": Refused(FULL)}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    with studio_house(tmp_path_factory.mktemp("studio")) as house:
        router = studio_router(house.room)

    @router.get("/balie/studio/fout/{name}")
    async def failing(agent: Editor, name: str) -> Response:
        raise FAULTS[name]

    return client_of(app_with(router), EDITOR)


@pytest.mark.parametrize(("name", "status"), [("gone", 404), ("out", 503), ("refused", 409)])
def test_a_page_tells_why_it_cannot_be_shown(browser: TestClient, name: str, status: int) -> None:
    answer = browser.get(f"/balie/studio/fout/{name}")
    assert (answer.status_code, 'role="alert"' in answer.text) == (status, True)
    assert (FULL in answer.text) == (name != "gone")


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_that_comes_by_a_link_is_shown_all_the_same(browser: TestClient, name: str) -> None:
    asked = {"HX-Request": "true", "HX-Boosted": "true"}
    answer = browser.get(f"/balie/studio/fout/{name}", headers=asked)
    assert (answer.status_code, 'id="pagina"' in answer.text) == (409, True)


def test_a_part_of_a_page_is_answered_with_the_sentence(browser: TestClient) -> None:
    answer = browser.get("/balie/studio/fout/out", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (409, FULL)
