"""The first sign-in in a real browser, by the keyboard alone, in a narrow window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.agents import Role
from tests.desk.access_desk import PASSWORD, AccessDesk, access_desk
from tests.desk.echo_desk import running
from tests.desk.test_text_page import has_no_faults, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[AccessDesk]:
    with access_desk(tmp_path) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 320, "height": 640})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def typed(page: Page, *fields: tuple[str, str], then: str = "Enter") -> None:
    """Fill these fields, which have the focus one after the other, and send the form."""
    for number, (label, text) in enumerate(fields):
        expect(page.get_by_label(label, exact=True)).to_be_focused()
        page.keyboard.insert_text(text)  # as pasting does
        page.keyboard.press(then if number == len(fields) - 1 else "Tab")


def shows(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state("networkidle")
    has_no_faults(page)


def test_the_first_sign_in_is_done_by_the_keyboard_alone(page: Page, desk: AccessDesk) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    given = desk.add("bea", Role.ADMINISTRATOR)
    with running(desk.app) as address:
        page.goto(f"{address}/balie/beheer")
        shows(page, "Aanmelden")
        typed(page, ("Naam", "bea"), ("Wachtwoord", "iets anders"))
        expect(page.locator("main").get_by_role("alert")).to_contain_text("horen niet bij elkaar")
        expect(page.get_by_label("Wachtwoord", exact=True)).to_be_focused()
        shows(page, "Aanmelden")
        typed(page, ("Wachtwoord", given))
        shows(page, "Kies een eigen wachtwoord")
        typed(page, ("Nieuw wachtwoord", PASSWORD), ("Nog een keer", PASSWORD))
        shows(page, "Stel uw app met codes in")
        expect(page.get_by_role("img", name="QR-code voor uw app")).to_be_visible()
        secret = (page.locator("#sleutel").text_content() or "").replace(" ", "")
        while not page.get_by_label("Code uit de app").evaluate(
            "e => e === document.activeElement"
        ):
            page.keyboard.press("Tab")
        typed(page, ("Code uit de app", desk.code(secret)))
        shows(page, "Bewaar deze herstelcodes")
        expect(page.locator("code.secret")).to_have_count(10)
        tab_to(page, "Ik heb de codes bewaard")
        page.keyboard.press("Enter")
        shows(page, "Beheer")
        tab_to(page, "Afmelden")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="U bent afgemeld.")).to_be_visible()
        shows(page, "Aanmelden")
        page.goto(f"{address}/balie/beheer")
        shows(page, "Aanmelden")
    assert faults == []


def test_an_administrator_makes_an_account_by_the_keyboard(page: Page, desk: AccessDesk) -> None:
    secret = desk.ready("bea", Role.ADMINISTRATOR)
    with running(desk.app) as address:
        page.goto(f"{address}/balie/aanmelden")
        typed(page, ("Naam", "bea"), ("Wachtwoord", PASSWORD))
        typed(page, ("Code", desk.code(secret)))
        shows(page, "Beheer")
        page.goto(f"{address}/balie/account")
        shows(page, "Uw account")
        page.goto(f"{address}/balie/beheer/accounts")
        shows(page, "Accounts")
        tab_to(page, "Nieuw account")
        page.keyboard.press("Enter")
        shows(page, "Nieuw account")
        typed(page, ("Naam bij het aanmelden", "sanne"), ("Naam voor collega’s", ""))
        expect(page.locator("main").get_by_role("alert")).to_contain_text("Vul in hoe collega’s")
        typed(page, ("Naam voor collega’s", "Sanne de Wit"))
        shows(page, "Wachtwoord voor sanne")
        tab_to(page, "Naar het account")
        page.keyboard.press("Enter")
        shows(page, "Sanne de Wit")
        expect(page.get_by_text("Account gemaakt")).to_be_visible()
