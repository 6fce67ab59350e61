"""The button "Laat horen" in a real browser: it plays, stops, and keeps what was chosen."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from desk.desk_files import desk_files_router
from desk.studio.listen_page import listening_router
from desk.studio.listening import CannotSay, SoundWish
from tests.desk.echo_desk import running
from tests.desk.signed import EDITOR, app_with
from tests.desk.test_call_browser import opened
from tests.desk.test_listen_page import Parrot, page_router, room_with

pytestmark = pytest.mark.browser

RATE_HZ = 8000


@dataclass
class Silent(Parrot):
    """Says nothing, as long as it is told."""

    seconds: float = 0.3

    async def speak(self, wish: SoundWish, editor: str) -> bytes:
        self.wishes.append(wish)
        if wish.text == "onzegbaar":
            raise CannotSay("Geen stem kan deze zin uitspreken.")
        data = bytes(2 * round(self.seconds * RATE_HZ))
        head = struct.pack("<4sI8sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVEfmt ", 16, 1, 1,
                           RATE_HZ, 2 * RATE_HZ, 2, 16, b"data", len(data))  # fmt: skip
        return head + data


@pytest.fixture
def hear() -> Silent:
    return Silent()


@pytest.fixture
def page(browser: Browser, hear: Silent, tmp_path: Path) -> Iterator[Page]:
    room = room_with(hear, tmp_path)
    app = app_with(listening_router(room, hear), page_router(room), desk_files_router())
    with running(app) as address:
        context = opened(browser, address, EDITOR, width=320)
        made = context.new_page()
        faults: list[str] = []
        made.on("pageerror", lambda error: faults.append(str(error)))
        made.goto(f"{address}/balie/studio/bladzijde")
        yield made
        context.close()
    assert faults == []


def test_an_editor_hears_a_text_by_the_keyboard(page: Page, hear: Silent) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
    page.get_by_label("Tempo").select_option("langzaam")
    page.reload()
    expect(page.get_by_label("Tempo")).to_have_value("langzaam")
    button = page.get_by_role("button", name="antwoord")
    button.press("Enter")
    expect(page.locator("#melding")).to_have_text("Het geluid is klaar.")
    expect(button).to_contain_text("Laat horen")
    assert (hear.wishes[0].text, hear.wishes[0].rate) == ("U mag {adres} zeggen & meer.", 0.85)
    assert (hear.wishes[0].where, hear.wishes[0].topic) == ("a1", "paspoort")
    hear.seconds = 60.0
    button.press("Enter")
    expect(button).to_contain_text("Stop")
    page.get_by_role("button", name="deze zin").press("Enter")  # one sound at a time
    expect(button).to_contain_text("Laat horen")
    expect(page.get_by_role("button", name="deze zin")).to_contain_text("Stop")
    page.get_by_role("button", name="deze zin").press("Enter")
    expect(page.get_by_role("button", name="deze zin")).to_contain_text("Laat horen")
    page.get_by_label("Antwoord").fill("onzegbaar")
    button.press("Enter")
    expect(page.locator("#fout")).to_have_text("Geen stem kan deze zin uitspreken.")
