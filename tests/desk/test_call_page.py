"""The page of one call, on a real log: what it shows, what it keeps, what it writes down."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.call_view import answers
from desk.outcome_words import ENDED as ENDED_WORDS
from desk.switchboard import LiveCall, Stage
from dialog.acts import OutcomeType
from dialog.agent_outcomes import TITLES, AgentOutcome
from dialog.desk_events import Closed, Corrected, Noted
from records.looks import Looks
from tests.desk.call_house import BEGAN, COST, ENDED, NOW, SOURCE, CallHouse, asked, talk
from tests.desk.signed import BOSS, EDITOR, SANNE, client_of

CALL = "gesprek-1"
PAGE = f"/balie/gesprek/{CALL}"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def house(url: str) -> Iterator[CallHouse]:
    with closing(CallHouse(url)) as made:
        made.call(CALL, *talk(), *ENDED)
        yield made


@pytest.fixture
def browser(house: CallHouse) -> TestClient:
    return client_of(house.app())


def read(page: str) -> str:
    """As text: what stands between the marks, with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_a_call_is_shown_with_its_card_and_its_answers(browser: TestClient) -> None:
    page = browser.get(PAGE)
    text = read(page.text)
    assert page.status_code == 200
    for told in (
        "Wat kost een paspoort met spoed?",
        "06-12345678",
        "niet zeker (70 %)",
        COST,
        SOURCE,
    ):
        assert told in text
    assert page.headers["cache-control"] == "no-store"


def test_a_note_is_kept_in_the_log_and_stands_on_the_page(
    browser: TestClient, house: CallHouse
) -> None:
    sent = browser.post(f"{PAGE}/notitie", data={"text": " Uitgelegd. ", "draft": "Voorstel"})
    assert sent.status_code == 303
    noted = house.items(CALL)[-1]
    assert noted == Noted(at=NOW, agent="Sanne de Wit", text="Uitgelegd.", draft="Voorstel")
    page = browser.get(sent.headers["location"]).text
    assert "De notitie is bewaard." in page
    assert ">Uitgelegd.</textarea>" in page
    assert "Geschreven door Sanne de Wit" in page


def test_the_last_note_counts(browser: TestClient) -> None:
    for text in ("eerst", "later"):
        browser.post(f"{PAGE}/notitie", data={"text": text})
    assert ">later</textarea>" in browser.get(PAGE).text


def test_an_outcome_of_the_closed_set_is_kept(browser: TestClient, house: CallHouse) -> None:
    assert browser.post(f"{PAGE}/uitkomst", data={"outcome": "passed_on"}).status_code == 303
    closed = Closed(at=NOW, agent="Sanne de Wit", outcome=AgentOutcome.PASSED_ON)
    assert house.items(CALL)[-1] == closed
    assert TITLES[AgentOutcome.PASSED_ON] in read(browser.get(PAGE).text)
    assert browser.post(f"{PAGE}/uitkomst", data={"outcome": "gegeten"}).status_code == 422


def test_a_wrong_answer_is_kept_with_its_topic_source_and_reason(
    browser: TestClient, house: CallHouse
) -> None:
    (answer,) = answers(house.items(CALL))
    told = {"entry": answer.entry, "reason": "het tarief is nieuw"}
    assert browser.post(f"{PAGE}/klopt-niet", data=told).status_code == 303
    assert house.items(CALL)[-1] == Corrected(
        at=NOW, agent="Sanne de Wit", answer=COST, topic="paspoort", source=SOURCE,
        reason="het tarief is nieuw",
    )  # fmt: skip
    assert "Klopt niet, zegt Sanne de Wit: het tarief is nieuw" in re.sub(
        " ,", ",", read(browser.get(PAGE).text)
    )


@pytest.mark.parametrize(
    ("entry", "reason", "told"),
    [(5, "  ", "Schrijf op wat er niet klopt."), (2, "fout", "Dit antwoord is er niet meer.")],
)
def test_what_says_nothing_of_an_answer_is_refused(
    browser: TestClient, house: CallHouse, entry: int, reason: str, told: str
) -> None:
    before = len(house.items(CALL))
    sent = browser.post(f"{PAGE}/klopt-niet", data={"entry": entry, "reason": reason})
    assert (sent.status_code, told in sent.text) == (409, True)
    assert len(house.items(CALL)) == before


def test_words_of_callers_and_agents_are_put_in_as_text(
    browser: TestClient, house: CallHouse
) -> None:
    house.call("x", *talk("<script>alert(1)</script>"))
    browser.post("/balie/gesprek/x/notitie", data={"text": "</textarea><b>x"})
    page = browser.get("/balie/gesprek/x").text
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;b&gt;x" in page


def test_earlier_calls_of_this_number_are_listed_with_date_subject_and_outcome(
    browser: TestClient, house: CallHouse
) -> None:
    house.call("eerder", *talk(), *ENDED, at=BEGAN - timedelta(days=3))
    house.call("te-oud", *talk(), *ENDED, at=BEGAN - timedelta(days=40))
    page = browser.get(PAGE).text
    listed = read(page[page.index("Eerder gebeld") :])
    assert "Zaterdag 21 november om 10:10" in listed
    assert "een paspoort. Antwoord gekregen van de assistent." in listed
    assert 'href="/balie/gesprek/eerder"' in page
    assert "te-oud" not in page


def test_a_callback_of_the_call_is_shown(browser: TestClient, house: CallHouse) -> None:
    house.log.append(CALL, asked(), NOW)
    text = read(browser.get(PAGE).text)
    assert "team Burgerzaken: vandaag tussen 09:00 en 12:00, nog niet geprobeerd." in text


def test_every_look_is_written_down_and_a_look_at_nothing_is_not(
    browser: TestClient, house: CallHouse, url: str
) -> None:
    browser.get(PAGE)
    browser.get(PAGE)
    assert browser.get("/balie/gesprek/nergens").status_code == 404
    with closing(Looks(url)) as looks:
        assert [look.agent for look in looks.at_call(CALL)] == ["sanne", "sanne"]
        assert looks.at_call("nergens") == []


def test_an_erased_call_says_so_and_takes_nothing_more(
    browser: TestClient, house: CallHouse
) -> None:
    house.log.erase(CALL)
    page = browser.get(PAGE)
    assert "Dit gesprek is gewist." in page.text
    assert COST not in page.text
    assert "<form" not in page.text[page.text.index("Dit gesprek is gewist") :]
    for what, data in (("notitie", {"text": "x"}), ("uitkomst", {"outcome": "answered"})):
        assert browser.post(f"{PAGE}/{what}", data=data).status_code == 409


def test_a_note_that_cannot_be_kept_stays_in_the_form(
    browser: TestClient, house: CallHouse
) -> None:
    house.full = True
    sent = browser.post(f"{PAGE}/notitie", data={"text": "een lang verhaal"})
    assert sent.status_code == 503
    assert ">een lang verhaal</textarea>" in sent.text
    assert "Dit kon niet worden bewaard." in sent.text


@pytest.mark.parametrize("agent", [EDITOR, BOSS, None])
def test_only_agents_see_calls_and_write_about_them(house: CallHouse, agent: object) -> None:
    other = client_of(house.app(), agent)  # type: ignore[arg-type]
    refused = {other.get(PAGE).status_code}
    refused |= {other.post(f"{PAGE}/{what}").status_code for what in ("notitie", "uitkomst")}
    refused |= {other.post(f"{PAGE}/klopt-niet").status_code}
    assert refused == ({303} if agent is None else {403})
    assert not any(isinstance(item, Noted | Closed) for item in house.items(CALL))


def test_a_form_of_another_site_is_refused(house: CallHouse) -> None:
    other = client_of(house.app(), SANNE)
    sent = other.post(f"{PAGE}/notitie", data={"text": "x"}, headers={"X-CSRF": "geraden"})
    assert sent.status_code == 403


def test_every_way_in_which_a_call_ends_has_words() -> None:
    assert set(ENDED_WORDS) == set(OutcomeType)
    assert set(TITLES) == set(AgentOutcome)


# -- while it goes on ----------------------------------------------------------------------------


def going_on(house: CallHouse, name: str = "loopt") -> None:
    """A call with the assistant, in the records and on the switchboard."""
    house.call(name, *talk())
    house.board.add(
        LiveCall(call=name, kind="sip", began=BEGAN, stage=Stage.ASSISTANT, items=house.items(name))
    )


def test_a_call_that_goes_on_is_filled_by_the_stream_and_can_be_written_about(
    browser: TestClient, house: CallHouse
) -> None:
    going_on(house)
    page = browser.get("/balie/gesprek/loopt").text
    assert 'sse-connect="/balie/live?gesprek=loopt"' in page
    assert {'sse-swap="lines"', 'sse-swap="card"', 'sse-swap="bar"'} <= set(
        re.findall(r'sse-swap="\w+"', page)
    )
    assert "Overnemen" in page
    assert COST in read(page[page.index("Dit is gezegd") :])
    assert browser.post("/balie/gesprek/loopt/notitie", data={"text": "x"}).status_code == 303


def test_what_was_said_is_read_back_afterwards(browser: TestClient) -> None:
    page = browser.get(PAGE).text
    said = read(page[page.index("Dit is gezegd") : page.index("Notitie")])
    assert "Beller: Wat kost een paspoort met spoed?" in said
    assert f"Assistent: {COST}" in said
    assert 'sse-swap="lines"' not in page
