"""The page of figures in a real browser: by the keyboard, small and large."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.desk.echo_desk import running
from tests.desk.figures_house import FixedFigures, figures_app
from tests.desk.signed import EDITOR
from tests.desk.test_call_browser import opened
from tests.records.many_calls import figures

pytestmark = pytest.mark.browser
DAYS = "van=2026-10-29&tot=2026-11-27"
DRAWN = "images => images.length > 10 && images.every(i => i.complete && i.naturalWidth > 0)"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(figures_app(FixedFigures(figures(300)))) as served:
        yield served


def page_of(browser: Browser, address: str, width: int) -> Page:
    page = opened(browser, address, EDITOR, width).new_page()
    page.goto(f"{address}/balie/studio/cijfers?{DAYS}")
    return page


def test_every_picture_is_drawn_and_the_page_has_no_faults(browser: Browser, address: str) -> None:
    page = page_of(browser, address, 1280)
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    for width in (320, 1280):  # small screens are given pictures of their own
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(
            "() => document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })"
        )
        page.wait_for_function(
            f"() => ({DRAWN})([...document.querySelectorAll('img.figure-picture')])", timeout=20_000
        )
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        wide = page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
        assert not wide, "nothing is to be scrolled sideways"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert faults == []
    page.context.close()


def test_an_editor_picks_calls_out_and_reads_a_table_by_the_keyboard_alone(
    browser: Browser, address: str
) -> None:
    page = page_of(browser, address, 1280)
    page.get_by_label("Taal", exact=True).focus()
    page.keyboard.press("e")  # Engels
    page.get_by_role("button", name="Laat zien").focus()
    page.keyboard.press("Enter")
    expect(
        page.locator("#inhoud").get_by_text("U ziet alleen de gesprekken die u koos.")
    ).to_be_visible()
    expect(page).to_have_url(re.compile("taal=en"))
    page.locator("#talen summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Engels")).to_be_visible()
    page.context.close()
