"""An editor changes a subject in a real browser, by the keyboard alone, large and small."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from desk.desk_files import desk_files_router
from desk.studio.room import of_draft
from desk.studio.texts_page import texts_router
from desk.studio.topic_pages import topic_router
from desk.studio.yaml_page import yaml_router
from desk.visitor import visitor_router
from tests.desk.echo_desk import running
from tests.desk.signed import EDITOR, app_with
from tests.desk.studio_house import COLLEAGUE, StudioHouse, done, studio_house
from tests.desk.test_call_browser import has_no_faults, opened
from tests.desk.test_topic_pages import said
from tests.dialog.small_content import PASPOORT

pytestmark = pytest.mark.browser
PATH = "topics/paspoort.yaml"
PATIENTLY_MS = 20_000
"""A page of ours may be drawn while everything else is tested."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioHouse]:
    with studio_house(tmp_path_factory.mktemp("studio")) as made:
        yield made


@pytest.fixture(scope="module")
def address(house: StudioHouse) -> Iterator[str]:
    room = house.room
    pages = texts_router(room), topic_router(room, said), yaml_router(room)
    files = desk_files_router(), visitor_router("Zonnedael", "14 0999")
    with running(app_with(*pages, *files)) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = opened(browser, address, EDITOR)
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    yield made
    context.close()
    # A check that was on its way when the page was left finds its places gone: that is no fault.
    late = ("status of 409", "htmx:oobErrorNoTarget")
    assert [fault for fault in faults if not any(each in fault for each in late)] == []


def of(house: StudioHouse, draft: str) -> str:
    return done(house.content.text(draft, PATH)).text


def typed(page: Page, label: str, words: str) -> None:
    """Go to a field and write over what is in it, by keys."""
    page.get_by_label(label, exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def told(page: Page, words: str) -> Locator:
    """What the page says was done; it is read aloud from elsewhere too."""
    return page.locator("#inhoud").get_by_text(words)


def test_a_subject_is_changed_by_the_keyboard_alone(
    page: Page, address: str, house: StudioHouse
) -> None:
    draft = done(house.draft())
    page.goto(address + of_draft(draft, "/teksten"))
    typed(page, "Zoek op naam of op wat bellers zeggen", "reisdocument")
    page.keyboard.press("Enter")
    expect(told(page, "1 onderwerp gevonden")).to_be_visible(timeout=PATIENTLY_MS)
    page.get_by_role("link", name="Paspoort", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paspoort", timeout=PATIENTLY_MS)
    typed(page, "Kosten: In het Nederlands", "Een paspoort kost indien u komt {prijs}.")
    found = page.get_by_role("link", name=re.compile("paspoort.yaml:13: Het feit 'prijs'"))
    expect(found).to_be_visible(timeout=PATIENTLY_MS)
    expect(page.locator("#telling")).to_contain_text("2 fouten", timeout=PATIENTLY_MS)
    expect(page.locator("#bij-follow_ups-kosten-nl")).to_contain_text(
        "Schrijf 'als'", timeout=PATIENTLY_MS
    )
    has_no_faults(page)
    found.press("Enter")
    expect(page.get_by_label("Kosten: In het Nederlands")).to_be_in_viewport(timeout=PATIENTLY_MS)
    typed(page, "Kosten: In het Nederlands", "Een pas kost {tarief}.")
    expect(page.locator("#telling")).not_to_contain_text("fout", timeout=PATIENTLY_MS)
    expect(page.locator("#bij-follow_ups-kosten-nl")).to_contain_text(
        "Zo klinkt het: Een pas kost zesentachtig euro vijftig.", timeout=PATIENTLY_MS
    )
    page.get_by_label("Zo noemen wij het", exact=True).press("Enter")
    expect(told(page, "Uw wijziging staat in het concept.")).to_be_visible(timeout=PATIENTLY_MS)
    has_no_faults(page)
    assert of(house, draft) == PASPOORT.replace(
        "Een paspoort kost {tarief}", "Een pas kost {tarief}"
    )


def test_what_was_typed_and_not_saved_is_put_back_and_writes_over_nobody(
    page: Page, address: str, house: StudioHouse
) -> None:
    draft = done(house.draft())
    page.goto(address + of_draft(draft, "/onderwerp/paspoort"))
    typed(page, "Kosten: In het Nederlands", "Een pas kost {tarief}.")
    page.get_by_role("link", name="Alle teksten").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Teksten", timeout=PATIENTLY_MS)
    done(house.write(draft, PATH, "Een paspoort kost", "Het kost", COLLEAGUE))
    page.get_by_role("link", name="Paspoort", exact=True).press("Enter")
    expect(page.get_by_text("U schreef hier eerder iets")).to_be_visible(timeout=PATIENTLY_MS)
    has_no_faults(page)
    page.get_by_role("button", name="Zet het terug").press("Enter")
    expect(page.get_by_label("Kosten: In het Nederlands")).to_have_value(
        "Een pas kost {tarief}.", timeout=PATIENTLY_MS
    )
    page.get_by_role("button", name="Bewaar in het concept").press("Enter")
    expect(page.get_by_text("Els Smit schreef hier intussen iets anders")).to_be_visible(
        timeout=PATIENTLY_MS
    )
    has_no_faults(page)
    page.get_by_label("Neem de tekst van Els Smit").press("Space")
    page.get_by_role("button", name="Bewaar in het concept").press("Enter")
    expect(told(page, "Er was niets gewijzigd.")).to_be_visible(timeout=PATIENTLY_MS)
    expect(page.get_by_text("U schreef hier eerder iets")).to_be_hidden(timeout=PATIENTLY_MS)
    assert "Het kost {tarief}" in of(house, draft)


def test_a_file_is_changed_as_text_by_the_keyboard_alone(
    page: Page, address: str, house: StudioHouse
) -> None:
    draft = done(house.draft())
    page.goto(address + of_draft(draft, "/bestanden"))
    page.get_by_role("link", name=PATH).press("Enter")
    page.get_by_label("De tekst van het bestand").focus()
    for key in ("Control+Home", "ArrowDown", "Shift+End"):
        page.keyboard.press(key)
    page.keyboard.type("name: {pas")
    expect(page.get_by_text("U schrijft op regel 2.")).to_be_visible(timeout=PATIENTLY_MS)
    expect(page.locator("#controle")).to_contain_text("geen goede YAML", timeout=PATIENTLY_MS)
    has_no_faults(page)
    page.get_by_role("link", name=re.compile("geen goede YAML")).press("Enter")
    expect(page.get_by_label("De tekst van het bestand")).to_be_focused(timeout=PATIENTLY_MS)
    page.get_by_label("De tekst van het bestand").focus()
    for key in ("Control+Home", "ArrowDown", "Shift+End"):
        page.keyboard.press(key)
    page.keyboard.type("name: reispas")
    expect(page.locator("#telling")).to_have_text("Alles is in orde.", timeout=PATIENTLY_MS)
    page.get_by_role("button", name="Bewaar in het concept").press("Enter")
    expect(told(page, "Bewaard in het concept.")).to_be_visible(timeout=PATIENTLY_MS)
    has_no_faults(page)
    assert of(house, draft) == PASPOORT.replace("name: paspoort", "name: reispas")


def test_at_320_pixels_all_of_it_can_be_read(
    browser: Browser, address: str, house: StudioHouse
) -> None:
    draft = done(house.draft())
    places = ("/teksten", "/onderwerp/paspoort", f"/bestand?pad={PATH}", "/bestanden",
              "/onderwerp/nieuw", "/onderwerp/paspoort/weg")  # fmt: skip
    context = opened(browser, address, EDITOR, width=320)
    for place in places:
        small = context.new_page()
        small.goto(address + of_draft(draft, place))
        has_no_faults(small)
    context.close()
