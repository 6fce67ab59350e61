"""The pages of calls and callbacks in a real browser: by the keyboard alone, small and large."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from desk.agents import Agent
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import CalledBack, Closed, Corrected, Noted
from tests.desk.call_house import COST, ENDED, NOW, CallHouse, asked, talk
from tests.desk.echo_desk import running
from tests.desk.signed import SANNE, cookies
from tests.desk.test_call_page import going_on

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CallHouse]:
    with closing(CallHouse(f"sqlite:///{tmp_path}/records.db")) as made:
        made.call("eerder", *talk("Hoe vraag ik een paspoort aan?"), *ENDED)
        made.call("a", *talk(), asked(), *ENDED)
        yield made


@pytest.fixture
def address(house: CallHouse) -> Iterator[str]:
    with running(house.app()) as served:
        yield served


def opened(
    browser: Browser, address: str, agent: Agent = SANNE, width: int = 1280
) -> BrowserContext:
    context = browser.new_context(locale="nl-NL", viewport={"width": width, "height": 900})
    for name, value in cookies(agent).items():
        url = address.replace("http:", "https:")  # the cookie is Secure
        context.add_cookies([{"url": url, "name": name, "value": value, "secure": True}])
    return context


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = opened(browser, address)
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield made
    context.close()
    assert [fault for fault in faults if "status of 409" not in fault] == []


def has_no_faults(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wide = page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
    assert not wide, "nothing is to be scrolled sideways"


def last(house: CallHouse, of: type) -> object:
    return next(item for item in reversed(house.items("a")) if isinstance(item, of))


def test_an_agent_finishes_a_call_by_the_keyboard_alone(
    page: Page, address: str, house: CallHouse
) -> None:
    page.goto(f"{address}/balie/gesprek/a")
    expect(page.get_by_role("heading", name="Wat kost een paspoort met spoed?")).to_be_visible()
    has_no_faults(page)
    page.get_by_label("Wat is er besproken en afgesproken?").focus()
    page.keyboard.type("Uitgelegd wat het kost.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("De notitie is bewaard.")).to_be_visible()
    has_no_faults(page)
    note = page.get_by_label("Wat is er besproken en afgesproken?")
    note.fill("Uitgelegd, en nog niet bewaard.")
    page.get_by_label("Zelf beantwoord").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("De uitkomst is bewaard.")).to_be_visible()
    expect(note).to_have_value("Uitgelegd, en nog niet bewaard.")
    assert last(house, Noted) == Noted(at=NOW, agent="Sanne de Wit", text="Uitgelegd wat het kost.")
    assert last(house, Closed) == Closed(
        at=NOW, agent="Sanne de Wit", outcome=AgentOutcome.ANSWERED
    )


@pytest.mark.parametrize("where", ["/balie/vraag", "/balie/gesprek/a"])
@pytest.mark.parametrize("question", ["Wat kost een paspoort?", "Mag ik een bank op straat?"])
def test_an_agent_asks_the_assistant_by_the_keyboard_alone(
    page: Page, address: str, where: str, question: str
) -> None:
    page.goto(f"{address}{where}")
    page.get_by_label("Uw vraag").focus()
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    answer = page.locator("#hulp-antwoord")
    expect(answer).to_contain_text(re.compile("Tarieven|Afval"))
    has_no_faults(page)
    if where == "/balie/vraag":  # beside no call: there is no log to write it in
        return
    answer.get_by_role("button", name="Dit hielp mij").focus()
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("Dank u")
    has_no_faults(page)


@pytest.mark.parametrize("path", ["", "/gesprek/a", "/terugbellen", "/vraag"])
def test_letters_of_twice_the_size_fit_a_page(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/balie{path}")
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    has_no_faults(page)


def test_an_agent_says_what_was_wrong(page: Page, address: str, house: CallHouse) -> None:
    page.goto(f"{address}/balie/gesprek/a")
    page.get_by_text("Dit antwoord klopt niet").click()
    page.get_by_label("Dit antwoord klopte niet, omdat …").fill("het tarief is nieuw")
    has_no_faults(page)
    page.get_by_role("button", name="Geef door aan de redactie").press("Enter")
    expect(page.get_by_text("Een redacteur kijkt naar dit antwoord.")).to_be_visible()
    assert isinstance(last(house, Corrected), Corrected)
    has_no_faults(page)


def test_a_callback_is_taken_tried_again_and_done(
    page: Page, address: str, house: CallHouse
) -> None:
    page.goto(f"{address}/balie/terugbellen")
    has_no_faults(page)
    page.get_by_role("button", name="Ik bel").press("Enter")
    expect(page.get_by_role("link", name="06-12345678")).to_have_attribute("href", "tel:0612345678")
    has_no_faults(page)
    page.get_by_label("Geen gehoor: later opnieuw").check()
    page.get_by_role("button", name="Bewaar", exact=True).press("Enter")
    expect(page.get_by_text("vandaag tussen 12:15 en 14:15", exact=True)).to_be_visible()
    page.get_by_role("button", name="Ik bel").press("Enter")
    page.get_by_label("Bereikt: de beller is geholpen").check()
    page.get_by_role("button", name="Bewaar", exact=True).press("Enter")
    expect(page.get_by_text("Er hoeft niemand teruggebeld te worden.")).to_be_visible()
    has_no_faults(page)
    assert sum(isinstance(item, CalledBack) for item in house.items("a")) == 2


def test_a_call_that_goes_on_is_followed_and_written_about(
    page: Page, address: str, house: CallHouse
) -> None:
    going_on(house)
    page.goto(f"{address}/balie/gesprek/loopt")
    expect(page.get_by_role("button", name="Overnemen")).to_be_visible()
    expect(page.locator("#regels")).to_contain_text(COST)
    has_no_faults(page)


@pytest.mark.parametrize("where", ["gesprek/a", "terugbellen", "terugbellen/a/7", "gesprek/weg"])
def test_at_320_pixels_everything_can_be_read(browser: Browser, address: str, where: str) -> None:
    with closing(opened(browser, address, width=320)) as context:
        page = context.new_page()
        page.goto(f"{address}/balie/{where}")
        has_no_faults(page)


def test_an_erased_call_says_so(page: Page, address: str, house: CallHouse) -> None:
    house.log.erase("a")
    page.goto(f"{address}/balie/gesprek/a")
    expect(page.get_by_text("Dit gesprek is gewist.")).to_be_visible()
    has_no_faults(page)
