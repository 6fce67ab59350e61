"""Callbacks to be done, on real records: who takes which, and what becomes of it."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.agents import Agent
from desk.callback_words import CHOICES, RESULTS
from dialog.callback_states import CallbackState
from dialog.desk_events import CallbackResult, CalledBack
from tests.desk.call_house import CALLER, NOW, CallHouse, asked, talk
from tests.desk.signed import BOSS, EDITOR, SANNE, app_with, client_of
from tests.desk.test_call_page import read

CALL = "gesprek-1"
LIST = "/balie/terugbellen"
ENTRY = 7
ONE = f"{LIST}/{CALL}/{ENTRY}"
WIM = Agent(name="wim", title="Wim Bos")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CallHouse]:
    with closing(CallHouse(f"sqlite:///{tmp_path}/records.db")) as made:
        made.call(CALL, *talk(), asked())
        yield made


def of(house: CallHouse, agent: Agent = SANNE) -> TestClient:
    return client_of(app_with(*house.routers(), agents=(SANNE, WIM, EDITOR, BOSS)), agent)


@pytest.fixture
def browser(house: CallHouse) -> TestClient:
    return of(house)


def order(page: str) -> list[str]:
    return re.findall(r"terugbellen/([\w-]+)/\d+/neem", page)


def test_the_list_tells_what_and_when_and_holds_no_number_and_no_words(browser: TestClient) -> None:
    text = read(browser.get(LIST).text)
    assert "een paspoort Nu bellen: vandaag tussen 09:00 en 12:00" in text
    assert "Terugbelverzoek, team Burgerzaken, nog niet geprobeerd" in text
    for private in (CALLER, "06-12345678", "Wat kost", "Jan de Vries"):
        assert private not in text


def test_what_is_late_comes_first_and_says_so_in_words(
    browser: TestClient, house: CallHouse
) -> None:
    house.call("laat", *talk(), asked(window="08:00-09:30"))
    house.call("morgen", *talk(), asked(day=NOW.date() + timedelta(days=1)))
    page = browser.get(LIST).text
    assert order(page) == ["laat", CALL, "morgen"]
    assert "3 bellers wachten op een telefoontje. 1 te laat." in read(page)


def test_one_department_can_be_shown_alone(browser: TestClient, house: CallHouse) -> None:
    house.call("afval1", *talk(), asked(department="afval"))
    page = browser.get(f"{LIST}?afdeling=afval").text
    assert order(page) == ["afval1"]
    assert '<option value="afval" selected>team Afval</option>' in page
    assert "2 bellers" in read(browser.get(f"{LIST}?afdeling=bestaat-niet").text)


def test_who_takes_it_sees_number_and_card_and_what_was_asked(browser: TestClient) -> None:
    taken = browser.post(f"{ONE}/neem")
    assert (taken.status_code, taken.headers["location"]) == (303, ONE)
    page = browser.get(ONE).text
    assert f'href="tel:{CALLER}"' in page
    assert "Wat kost een paspoort met spoed?" in page
    assert "U belt deze beller." in page
    assert "Ga verder: u belt deze beller" in browser.get(LIST).text


def test_who_is_too_late_reads_who_has_it(browser: TestClient, house: CallHouse) -> None:
    house.board.sit_down(SANNE)
    browser.post(f"{ONE}/neem")
    other = of(house, WIM)
    refused = other.post(f"{ONE}/neem")
    assert (refused.status_code, "Sanne de Wit belt deze beller al." in refused.text) == (409, True)
    assert "Sanne de Wit belt nu." in read(other.get(LIST).text)
    assert "Hoe ging het?" not in other.get(ONE).text


def test_who_does_not_ring_after_all_leaves_it_to_others(
    browser: TestClient, house: CallHouse
) -> None:
    browser.post(f"{ONE}/neem")
    assert browser.post(f"{ONE}/terug").status_code == 303
    assert of(house, WIM).post(f"{ONE}/neem").status_code == 303


def test_reached_is_kept_in_the_log_and_takes_it_off_the_list(
    browser: TestClient, house: CallHouse
) -> None:
    browser.post(f"{ONE}/neem")
    sent = browser.post(f"{ONE}/klaar", data={"result": "bereikt", "text": "Uitgelegd."})
    assert sent.status_code == 303
    assert house.items(CALL)[-1] == CalledBack(
        at=NOW, agent="Sanne de Wit", result=CallbackResult.REACHED, text="Uitgelegd.", entry=ENTRY
    )
    page = read(browser.get(sent.headers["location"]).text)
    assert "De uitkomst is bewaard." in page
    assert "Er hoeft niemand teruggebeld te worden." in page
    assert "Dit is gedaan." in browser.get(ONE).text


def test_nobody_answered_and_it_comes_back_at_the_moment_that_was_chosen(
    browser: TestClient, house: CallHouse
) -> None:
    for tries in (1, 2):
        browser.post(f"{ONE}/neem")
        told = {"result": "later", "dag": "2026-11-24", "tijd": "14:00", "text": "voicemail"}
        assert browser.post(f"{ONE}/klaar", data=told).status_code == 303
        text = read(browser.get(LIST).text)
        assert (
            f"vandaag tussen 14:00 en 16:00 Terugbelverzoek, team Burgerzaken, {tries} keer" in text
        )
    page = read(browser.get(ONE).text)
    assert page.count("geen gehoor, opnieuw op dinsdag 24 november om 14:00. voicemail") == 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Kies hoe het ging."),
        ({"result": "later"}, "Vul in op welke dag en hoe laat u opnieuw belt."),
        ({"result": "later", "dag": "morgen", "tijd": "laat"}, "Vul in op welke dag"),
        (
            {"result": "later", "dag": "2026-11-24", "tijd": "09:00"},
            "Kies een moment dat nog komt.",
        ),
    ],
)
def test_what_is_missing_is_told_and_what_was_written_stays(
    browser: TestClient, house: CallHouse, told: dict[str, str], sentence: str
) -> None:
    browser.post(f"{ONE}/neem")
    sent = browser.post(f"{ONE}/klaar", data=told | {"text": "een lang verhaal"})
    assert (sent.status_code, sentence in sent.text) == (409, True)
    assert ">een lang verhaal</textarea>" in sent.text
    assert not any(isinstance(item, CalledBack) for item in house.items(CALL))


def test_a_result_that_cannot_be_kept_stays_in_the_form(
    browser: TestClient, house: CallHouse
) -> None:
    browser.post(f"{ONE}/neem")
    house.full = True
    sent = browser.post(f"{ONE}/klaar", data={"result": "bereikt", "text": "verhaal"})
    assert "Dit kon niet worden bewaard." in sent.text
    assert ">verhaal</textarea>" in sent.text


def test_what_is_not_there_or_was_erased_is_said_to_be_gone(
    browser: TestClient, house: CallHouse
) -> None:
    assert browser.get(f"{LIST}/nergens/1").status_code == 404
    assert browser.get(f"{LIST}/{CALL}/99").status_code == 404
    assert browser.post(f"{LIST}/{CALL}/99/neem").status_code == 409
    house.log.erase(CALL)
    assert browser.get(ONE).status_code == 404
    assert browser.post(f"{ONE}/klaar", data={"result": "bereikt"}).status_code == 404


@pytest.mark.parametrize("agent", [EDITOR, BOSS])
def test_only_agents_ring_back(house: CallHouse, agent: Agent) -> None:
    other = of(house, agent)
    codes = {other.get(LIST).status_code, other.get(ONE).status_code}
    codes |= {other.post(f"{ONE}/{what}").status_code for what in ("neem", "terug", "klaar")}
    assert codes == {403}
    (one,) = house.records.callbacks.to_do(NOW)
    assert one.state is CallbackState.OPEN


def test_each_result_can_be_chosen_and_has_words() -> None:
    assert {choice.result for choice in CHOICES} == set(RESULTS) == set(CallbackResult)
    assert [choice.key for choice in CHOICES if choice.again] == ["later"]
