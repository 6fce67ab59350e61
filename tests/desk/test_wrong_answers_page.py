"""Answers that agents called wrong, as an editor gets them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dialog.desk_events import Corrected
from tests.desk.call_house import COST, NOW, SOURCE, CallHouse, talk
from tests.desk.signed import BOSS, EDITOR, SANNE, client_of
from tests.desk.test_call_page import read

LIST = "/balie/verbeteringen"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CallHouse]:
    with closing(CallHouse(f"sqlite:///{tmp_path}/records.db")) as made:
        wrong = Corrected(
            at=NOW, agent="Sanne de Wit", answer=COST, topic="paspoort", source=SOURCE,
            reason="het tarief is <nieuw>",
        )  # fmt: skip
        made.call("a", *talk(), wrong)
        yield made


def test_an_editor_reads_what_was_wrong_and_why_and_ticks_it_off(house: CallHouse) -> None:
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


def test_nothing_is_left_of_it_when_its_call_is_erased(house: CallHouse) -> None:
    house.log.erase("a")
    assert COST not in client_of(house.app(), EDITOR).get(LIST).text


@pytest.mark.parametrize("agent", [SANNE, BOSS])
def test_only_editors_see_it(house: CallHouse, agent: object) -> None:
    browser = client_of(house.app(), agent)  # type: ignore[arg-type]
    assert {browser.get(LIST).status_code, browser.post(f"{LIST}/a/7").status_code} == {403}
