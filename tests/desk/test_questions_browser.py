"""Questions without an answer in a real browser: by the keyboard alone, small and large."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from belbalie.studio_corrections import StudioCorrections
from desk.desk_files import desk_files_router
from desk.studio.corrections_page import corrections_router
from desk.studio.question_pages import questions_router
from desk.studio.topic_pages import topic_router
from desk.visitor import visitor_router
from dialog.desk_events import Corrected
from tests.desk.call_house import COST, NOW, CallHouse, talk
from tests.desk.echo_desk import running
from tests.desk.question_house import CHARGING, DOGS, question_house
from tests.desk.signed import EDITOR, app_with
from tests.desk.test_call_browser import has_no_faults, opened

pytestmark = pytest.mark.browser
LIST = "/balie/studio/vragen"
SMALL = 320
LONG_MS = 20_000
"""To make and check a subject, where other tests have both cores."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path}/records.db"
    with question_house(tmp_path, url) as house, closing(CallHouse(url)) as calls:
        house.ask([*CHARGING, *DOGS])
        wrong = Corrected(
            at=NOW, agent="Sanne", answer=COST, topic="paspoort", source=None, reason="te oud"
        )
        calls.call("a", *talk(), wrong)
        room = house.studio.room
        with closing(
            StudioCorrections(calls.records, room.content, url, lambda: NOW)
        ) as corrections:
            app = app_with(
                questions_router(room, house.questions),
                corrections_router(room, corrections),
                topic_router(room, lambda text, language: text),
                desk_files_router(),
                visitor_router("Zonnedael", "14 0123"),
            )
            with running(app) as served:
                yield served


def test_an_editor_makes_a_subject_of_a_question_by_the_keyboard_alone(
    browser: Browser, address: str
) -> None:
    with closing(opened(browser, address, EDITOR)) as context:
        page = context.new_page()
        page.goto(address + LIST)
        expect(page.get_by_role("heading", name="Vragen zonder antwoord: 2")).to_be_visible()
        has_no_faults(page)
        page.get_by_role("link", name="Bekijk en kies").first.press("Enter")
        expect(page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
        has_no_faults(page)
        lines = [box.get_attribute("value") for box in page.get_by_role("checkbox").all()]
        assert sorted(map(str, lines)) == sorted(CHARGING)
        page.get_by_role("checkbox").first.press(" ")
        page.get_by_label("Hoe heet het?").fill("een laadpaal")
        page.get_by_label("Hoe heet het?").press("Enter")
        made = page.locator("#inhoud").get_by_text("Het onderwerp is gemaakt.")
        expect(made).to_be_visible(timeout=LONG_MS)
        kept = page.locator("[name='samples.nl']")
        expect(kept).to_have_value("\n".join(map(str, lines[1:])))


def test_each_page_fits_a_small_screen(browser: Browser, address: str) -> None:
    with closing(opened(browser, address, EDITOR, SMALL)) as context:
        page = context.new_page()
        for path in (LIST, f"{LIST}/vastlopers", "/balie/verbeteringen"):
            page.goto(address + path)
            has_no_faults(page)
        page.get_by_role("button", name="Open het onderwerp").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Paspoort", timeout=LONG_MS)
        page.goto(address + LIST)
        page.get_by_role("link", name="Bekijk en kies").first.click()
        expect(page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
        has_no_faults(page)
