"""'Vraag het de assistent': what is shown, what is kept in the log of the call."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from belbalie.desk_help import DeskHelp, drafts
from desk.call_page import CallPages, call_router
from desk.help_pages import NOT_SURE, OUT, THANKS, help_router
from desk.helping import HelpOut
from dialog.desk_events import Asked
from dialog.events import Candidate, Findings
from tests.desk.call_house import BEGAN, NOW, TITLES, CallHouse, talk
from tests.desk.fixed_help import SOURCE, TOLD, FixedHelp
from tests.desk.signed import BOSS, EDITOR, app_with, client_of
from tests.desk.test_call_page import read
from tests.dialog.talking import knowledge

PAGE = "/balie/gesprek/gesprek-1/vraag"


@pytest.fixture
def helping() -> FixedHelp:
    return FixedHelp()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CallHouse]:
    with closing(CallHouse(f"sqlite:///{tmp_path}/records.db")) as made:
        made.call("gesprek-1", *talk())
        yield made


@pytest.fixture
def pages(house: CallHouse) -> CallPages:
    return CallPages(
        live=house.desk, records=house.records, titles=lambda: TITLES,
        drafts=drafts(lambda: TITLES), helps=True,
    )  # fmt: skip


@pytest.fixture
def browser(pages: CallPages, helping: FixedHelp) -> TestClient:
    return client_of(app_with(help_router(pages, helping), call_router(pages)))


@pytest.mark.parametrize("address", ["/balie/vraag", PAGE])
def test_an_answer_stands_with_its_source_and_what_is_to_be_confirmed(
    browser: TestClient, address: str
) -> None:
    page = browser.post(address, data={"question": " Wat kost een paspoort? "})
    text = read(page.text)
    assert page.status_code == 200
    for told in (TOLD, "Tarieven (2026-01-05)", "laat een collega van het team dit bevestigen"):
        assert told in text
    assert SOURCE.url
    assert SOURCE.url in page.text


def test_what_is_not_certain_is_said_so_with_the_nearest_sources(browser: TestClient) -> None:
    text = read(browser.post("/balie/vraag", data={"question": "En een bank?"}).text)
    assert NOT_SURE in text
    assert "Grof vuil. Bron: Afval (2026-01-05)" in text


def test_a_question_beside_a_call_is_kept_in_its_log(browser: TestClient, house: CallHouse) -> None:
    browser.post(PAGE, data={"question": "Wat kost een paspoort?"})
    assert house.items("gesprek-1")[-1] == Asked(
        at=NOW, agent="Sanne de Wit", question="Wat kost een paspoort?", answer=TOLD,
        source="Tarieven (2026-01-05)",
    )  # fmt: skip


@pytest.mark.parametrize("helped", [True, False])
def test_what_the_agent_thinks_of_it_is_kept(
    browser: TestClient, house: CallHouse, helped: bool
) -> None:
    given = {"question": "x", "answer": TOLD, "source": "", "helped": str(helped).lower()}
    page = browser.post(f"{PAGE}/oordeel", data=given)
    assert THANKS in read(page.text)
    kept = house.items("gesprek-1")[-1]
    assert isinstance(kept, Asked)
    assert (kept.helped, kept.source) == (helped, None)


def test_a_form_that_stays_on_its_page_gets_the_answer_alone(browser: TestClient) -> None:
    page = browser.post(PAGE, data={"question": "paspoort"}, headers={"HX-Request": "true"})
    assert TOLD in page.text
    assert "<main" not in page.text


def test_an_empty_question_is_asked_for(browser: TestClient) -> None:
    page = browser.post("/balie/vraag", data={"question": "  "})
    assert page.status_code == 409
    assert "Schrijf eerst uw vraag op." in page.text


def test_a_search_that_fails_is_told_and_the_question_stays(
    browser: TestClient, helping: FixedHelp
) -> None:
    helping.out = True
    page = browser.post("/balie/vraag", data={"question": "een paspoort"})
    assert page.status_code == 503
    assert OUT in page.text
    assert 'value="een paspoort"' in page.text


def test_the_answer_is_shown_though_it_could_not_be_kept(
    browser: TestClient, house: CallHouse
) -> None:
    house.full = True
    page = browser.post(PAGE, data={"question": "een paspoort"})
    assert page.status_code == 503
    assert TOLD in page.text


def test_a_call_that_is_not_there_keeps_nothing(browser: TestClient) -> None:
    page = browser.post("/balie/gesprek/geen/vraag", data={"question": "een paspoort"})
    assert page.status_code == 409
    assert "Uw vraag is niet bewaard" in read(page.text)


@pytest.mark.parametrize("agent", [EDITOR, BOSS])
def test_only_agents_ask(pages: CallPages, helping: FixedHelp, agent: object) -> None:
    client = client_of(app_with(help_router(pages, helping)), agent)  # type: ignore[arg-type]
    for address in ("/balie/vraag", PAGE, f"{PAGE}/oordeel"):
        assert client.post(address, data={"helped": "true"}).status_code == 403


def test_the_page_of_a_call_has_the_question_and_the_drafted_note(browser: TestClient) -> None:
    page = browser.get("/balie/gesprek/gesprek-1")
    assert f'hx-post="{PAGE}"' in page.text
    assert "Vraag: Wat kost een paspoort met spoed?" in page.text
    assert "Dit is een voorstel van de assistent." in read(page.text)


async def test_the_house_answers_from_what_its_search_finds() -> None:
    def search(query: str, language: str, day: date) -> Findings:
        return Findings((Candidate("paspoort", 0.97),))

    helping = DeskHelp(lambda: (knowledge(), search), lambda: BEGAN)
    advice = await helping.ask("wat kost een paspoort", "nl")
    assert "€" in advice.answers[0].text


async def test_a_search_that_breaks_costs_this_answer_only() -> None:
    def broken(query: str, language: str, day: date) -> Findings:
        raise RuntimeError("index")

    helping = DeskHelp(lambda: (knowledge(), broken), lambda: BEGAN)
    with pytest.raises(HelpOut):
        await helping.ask("wat kost een paspoort", "nl")
