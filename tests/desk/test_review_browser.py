"""From draft to callers in a real browser: two editors, by the keyboard alone, small and large."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from desk.agents import Agent
from desk.desk_files import desk_files_router
from desk.studio.review_pages import review_router
from dialog.content import load
from tests.desk.echo_desk import running
from tests.desk.signed import EDITOR, app_with
from tests.desk.studio_house import COLLEAGUE, StudioHouse, done, studio_house
from tests.desk.test_call_browser import has_no_faults, opened
from tests.desk.test_review_pages import GUARDED, PASPOORT, STUDIO, todo

pytestmark = pytest.mark.browser
WORDS = "Neem uw oude pas en een foto mee."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[StudioHouse]:
    with studio_house(tmp_path) as made:
        yield made


@pytest.fixture
def address(house: StudioHouse) -> Iterator[str]:
    routers = review_router(house.room, todo), desk_files_router()
    with running(app_with(*routers, agents=(EDITOR, COLLEAGUE))) as served:
        yield served


def desk_of(browser: Browser, address: str, agent: Agent, width: int = 1280) -> Page:
    """A page of this editor; close its context."""
    return opened(browser, address, agent, width).new_page()


def on(page: Page) -> Locator:
    """What stands on it; beside that, what is announced of it stands in a part of its own."""
    return page.locator("main")


def press(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def written(house: StudioHouse, address: str) -> None:
    """What the editor changes on the pages of texts."""
    draft = address.rpartition("/concept/")[2].partition("/")[0]
    done(house.write(draft, PASPOORT, GUARDED, WORDS))


def test_two_editors_bring_a_text_to_callers_and_take_it_back(
    browser: Browser, address: str, house: StudioHouse
) -> None:
    edo, els = (desk_of(browser, address, agent) for agent in (EDITOR, COLLEAGUE))
    with closing(edo.context), closing(els.context):
        edo.goto(f"{address}{STUDIO}")
        has_no_faults(edo)
        edo.get_by_label("Waar gaat het nieuwe concept over?").focus()
        edo.keyboard.type("Wat u meeneemt")
        edo.keyboard.press("Enter")
        edo.wait_for_url("**/concept/*/teksten")
        draft = edo.url.removesuffix("/teksten")
        written(house, draft)
        edo.goto(draft)
        expect(on(edo).get_by_text("Iemand anders moet dit nakijken.")).to_be_visible()
        has_no_faults(edo)
        press(edo, "button", "Laat een collega nakijken")
        expect(on(edo).get_by_text("bij uw collega’s")).to_be_visible()

        els.goto(f"{address}{STUDIO}")
        press(els, "link", "Wat u meeneemt")
        expect(els.get_by_role("insertion").first).to_contain_text("pas en een foto")
        has_no_faults(els)
        press(els, "button", "Geef terug met opmerking")
        expect(on(els).get_by_text("Schrijf hier wat er anders moet.")).to_be_visible()
        has_no_faults(els)
        press(els, "button", "Ik vind dit goed")
        expect(on(els).get_by_text("U heeft dit concept goed bevonden.")).to_be_visible()

        edo.reload()
        press(edo, "button", "Publiceer")
        expect(on(edo).get_by_text("Gepubliceerd. Wie nu belt, hoort deze versie.")).to_be_visible()
        has_no_faults(edo)
        follow_ups = load(house.folder).topics["paspoort"].follow_ups
        assert follow_ups["meenemen"].text["nl"] == WORDS

        press(edo, "link", "Ga terug naar de vorige versie")
        edo.get_by_label("Waarom zet u deze versie terug?").focus()
        has_no_faults(edo)
        edo.keyboard.type("Toch niet")
        edo.keyboard.press("Enter")
        expect(on(edo).get_by_text("Teruggezet. Wie nu belt, hoort deze versie.")).to_be_visible()
        follow_ups = load(house.folder).topics["paspoort"].follow_ups
        assert follow_ups["meenemen"].text["nl"] == GUARDED
        press(edo, "link", "Versies")
        expect(on(edo).get_by_text("Een eerdere versie is teruggezet.")).to_be_visible()
        has_no_faults(edo)


def test_at_320_pixels_everything_can_be_read(
    browser: Browser, address: str, house: StudioHouse
) -> None:
    draft = done(house.draft())
    other = done(house.draft("Ander woord", COLLEAGUE))
    done(house.write(draft, PASPOORT, GUARDED, WORDS))
    (first,) = done(house.content.versions())
    done(house.write(other, PASPOORT, "Kom zelf naar", "Kom naar", COLLEAGUE))
    version = done(house.content.publish(other, COLLEAGUE, "Korter"))
    page = desk_of(browser, address, EDITOR, width=320)
    with closing(page.context):
        for path in (
            *("", f"/concept/{draft}", f"/concept/{draft}/wegleggen", "/versies"),
            *(f"/versies/{version.key}", f"/versies/{first.key}/terug"),
        ):
            page.goto(f"{address}{STUDIO}{path}")
            page.evaluate("() => document.querySelectorAll('details').forEach(e => e.open = true)")
            has_no_faults(page)


def test_who_clashes_chooses_by_the_keyboard(
    browser: Browser, address: str, house: StudioHouse
) -> None:
    drafts = [done(house.draft(title)) for title in ("Eerst", "Daarna")]
    for draft, words in zip(drafts, ("Kom naar het loket", "Kom langs bij"), strict=True):
        done(house.write(draft, PASPOORT, "Kom zelf naar", words))
    done(house.content.publish(drafts[0], COLLEAGUE, "Het loket"))
    page = desk_of(browser, address, EDITOR, width=320)
    with closing(page.context):
        page.goto(f"{address}{STUDIO}/concept/{drafts[1]}")
        press(page, "button", "Publiceer")
        expect(page.get_by_role("heading", name="Kies welke tekst blijft")).to_be_visible()
        page.get_by_text("Maak zelf een tekst van de twee").click()
        has_no_faults(page)
        page.get_by_label("De tekst van dit concept").focus()
        page.keyboard.press("Space")
        press(page, "button", "Bewaar deze keuze")
        expect(on(page).get_by_text("Uw keuze is bewaard.")).to_be_visible()
        press(page, "button", "Publiceer")
        expect(on(page).get_by_text("Gepubliceerd.")).to_be_visible()
    assert "Kom langs bij" in load(house.folder).topics["paspoort"].answer.text["nl"]
