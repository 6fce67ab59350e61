"""The forms of the studio in a real browser: by the keyboard alone, large and small."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from desk.desk_files import desk_files_router
from desk.studio.settings_pages import settings_router
from tests.desk.echo_desk import running
from tests.desk.signed import EDITOR, app_with
from tests.desk.studio_house import StudioHouse, done, studio_house
from tests.desk.test_call_browser import has_no_faults, opened

pytestmark = pytest.mark.browser

CONTENT = Path(__file__).parents[2] / "content"
NAMES = ("menu", "pronunciation", "scripts/klacht")
SHOWN = (
    *("/afdelingen", "/gemeente", "/uitspraak", "/berichten", "/woorden/keuzemenu"),
    *("/zinnen/storing", "/zinnen", "/script/klacht"),
)
"""One form of each kind: the others are drawn by the same few lines."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[StudioHouse]:
    with studio_house(tmp_path) as made:
        yield made


@pytest.fixture
def address(house: StudioHouse) -> Iterator[str]:
    draft = done(house.draft("Andere uren"))
    for name in NAMES:
        # They name subjects that the small municipality has not: all of that is told beside them.
        text = (CONTENT / f"{name}.yaml").read_text()
        done(house.content.save(draft, f"{name}.yaml", text, "", EDITOR))
    with running(app_with(settings_router(house.room), desk_files_router())) as served:
        yield f"{served}/balie/studio/concept/{draft}"


def test_every_form_can_be_read_small_and_by_a_screen_reader(
    browser: Browser, address: str
) -> None:
    with closing(opened(browser, address.partition("/balie")[0], EDITOR, width=320)) as context:
        page = context.new_page()
        for at in SHOWN:
            page.goto(f"{address}{at}")
            page.evaluate(
                "for (const each of document.querySelectorAll('details')) each.open = true"
            )
            has_no_faults(page)


def test_an_editor_changes_hours_and_adds_a_day_by_the_keyboard_alone(
    browser: Browser, address: str, house: StudioHouse
) -> None:
    with closing(opened(browser, address.partition("/balie")[0], EDITOR)) as context:
        page = context.new_page()
        page.goto(f"{address}/openingstijden")
        page.get_by_label("Zaterdag").focus()
        page.keyboard.type("tien uur")
        page.keyboard.press("Enter")
        wrong = page.get_by_role("alert").get_by_role("link")
        expect(wrong).to_contain_text("‘tien uur’ is geen tijd van en tot")
        has_no_faults(page)
        wrong.press("Enter")
        saturday = page.get_by_label("Zaterdag")
        expect(saturday).to_be_focused()
        expect(saturday).to_have_value("tien uur")
        page.keyboard.press("Control+A")
        page.keyboard.type("10:00-12:00")
        page.get_by_text("Voeg een sluitingsdag toe").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Dag (nodig)").fill("2026-12-24")
        page.get_by_label("Wat voor dag het is (nodig)").fill("de dag voor kerst")
        page.get_by_role("button", name="Bewaar in het concept").press("Enter")
        expect(page.get_by_role("status").filter(has_text="Het is bewaard")).to_be_visible()
        expect(page.get_by_role("row", name="zaterdag 7 maart 10:00-12:00")).to_be_visible()
        has_no_faults(page)
    draft = address.rpartition("/")[2]
    text = done(house.content.text(draft, "gemeente.yaml")).text
    assert "  zaterdag: 10:00-12:00\n" in text
    assert "day: 2026-12-24" in text
