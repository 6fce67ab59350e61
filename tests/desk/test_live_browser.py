"""The desk in a real browser: by the keyboard alone, announced, and through a lost connection."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from desk.switchboard import Presence, Stage
from dialog.acts import Fill
from dialog.events import Heard
from tests.desk.board import KEES, Board, live_call
from tests.desk.desk_room import desk_of, room
from tests.desk.echo_desk import running
from tests.desk.signed import SANNE, cookies

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).parent.parent.parent / "desk" / "templates" / "desk" / "live"


OWN_PHONE = replace(SANNE, address="sip:sanne@127.0.0.1")
"""Sanne has no need of the telephone in the browser."""


@dataclass
class Room:
    board: Board
    address: str


@pytest.fixture
def desk() -> Iterator[Room]:
    board = Board()
    board.now = datetime.now(UTC)
    board.sit_down(KEES)
    board.sit_down(SANNE)
    with running(room(board, sanne=OWN_PHONE)) as address:
        yield Room(board, address)


def signed_in(context: BrowserContext, address: str) -> None:
    for name, value in cookies(SANNE).items():
        # The scheme is that of a town's desk: the cookie is Secure.
        url = address.replace("http:", "https:")
        context.add_cookies([{"url": url, "name": name, "value": value, "secure": True}])


@pytest.fixture
def page(browser: Browser, desk: Room) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    signed_in(context, desk.address)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    # What the security policy forbids is told on the console.
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert [fault for fault in faults if "status of 4" not in fault] == []


def has_no_faults(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def is_live(page: Page) -> None:
    """The stream is open and has given all parts."""
    expect(page.locator("#ik button")).to_have_count(3)
    expect(page.locator("#pagina")).to_have_class(re.compile(r"\blive\b"))


def open_overview(page: Page, desk: Room) -> None:
    page.goto(f"{desk.address}/balie")
    is_live(page)


def test_a_call_is_taken_by_keys_alone(page: Page, desk: Room) -> None:
    open_overview(page, desk)
    has_no_faults(page)
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="Beschikbaar")).to_have_attribute("aria-pressed", "true")
    status = page.locator("#melding")
    expect(status).to_contain_text("U bent nu beschikbaar.")
    desk.board.add(live_call())
    desk.board.ring("c-1", "sanne")
    expect(page.get_by_role("heading", name="Er belt iemand")).to_be_visible()
    expect(status).to_contain_text("Er belt iemand. Wat kost een nieuw paspoort?")
    has_no_faults(page)
    page.keyboard.press("o")
    expect(page).to_have_url(f"{desk.address}/balie/gesprek/c-1")
    expect(page.locator("#inhoud")).to_be_focused()
    expect(page.get_by_text("De beller spreekt met u")).to_be_visible()
    has_no_faults(page)
    page.keyboard.press("h")
    expect(page.get_by_role("button", name="Klaar, volgende gesprek")).to_be_visible()
    has_no_faults(page)
    page.keyboard.press("k")
    expect(page).to_have_url(f"{desk.address}/balie")
    expect(page.get_by_role("button", name="Beschikbaar")).to_have_attribute("aria-pressed", "true")


def test_a_call_that_is_refused_goes_back_to_the_line(page: Page, desk: Room) -> None:
    open_overview(page, desk)
    desk.board.add(live_call(department="burgerzaken"))
    desk.board.ring("c-1", "sanne")
    expect(page.get_by_role("heading", name="Er belt iemand voor Burgerzaken")).to_be_visible()
    page.keyboard.press("w")
    expect(page.get_by_role("heading", name="Er belt iemand")).to_have_count(0)
    expect(page.locator("#rij")).to_contain_text("Paspoort")


def test_keys_do_nothing_when_they_are_off_and_while_somebody_types(page: Page, desk: Room) -> None:
    open_overview(page, desk)
    page.get_by_role("button", name="Sneltoetsen").click()
    page.keyboard.press("b")
    expect(page.locator("#melding")).to_contain_text("Sneltoetsen staan uit.")
    seat = desk.board.seat("sanne")
    assert seat is not None
    assert seat.presence is Presence.AWAY
    page.reload()
    is_live(page)
    expect(page.get_by_role("button", name="Sneltoetsen")).to_have_attribute(
        "aria-pressed", "false"
    )


def test_what_is_said_appears_and_is_read_out_only_when_asked_for(page: Page, desk: Room) -> None:
    desk.board.add(live_call())
    page.goto(f"{desk.address}/balie/gesprek/c-1")
    is_live(page)
    lines = page.get_by_role("list", name="Dit is gezegd")
    expect(lines).to_have_attribute("aria-live", "off")
    expect(lines.get_by_role("listitem")).to_have_count(3)
    expect(lines).to_contain_text("Niet zeker verstaan: ‘nieuw’.")
    desk.board.happen("c-1", Heard(at=desk.board.now, text="En voor een kind?"))
    expect(lines.get_by_role("listitem")).to_have_count(4)
    expect(lines).to_contain_text("Beller: En voor een kind?")
    page.get_by_role("button", name="Nieuwe regels voorlezen").click()
    expect(lines).to_have_attribute("aria-live", "polite")
    has_no_faults(page)


def test_a_note_is_kept_and_said_to_be_kept(page: Page, desk: Room) -> None:
    desk.board.add(live_call())
    page.goto(f"{desk.address}/balie/gesprek/c-1")
    is_live(page)
    note = page.get_by_label("Wat is er besproken en afgesproken?")
    note.fill("Mevrouw belt morgen terug. oh")  # the o, the h and the b are no keys here
    desk.board.happen("c-1", Heard(at=desk.board.now, text="En voor een kind?"))
    expect(page.get_by_role("list", name="Dit is gezegd")).to_contain_text("kind")
    expect(note).to_have_value("Mevrouw belt morgen terug. oh")
    expect(note).to_be_focused()
    page.get_by_role("button", name="Bewaar de notitie").click()
    expect(page.locator("#melding")).to_contain_text("De notitie is bewaard.")
    expect(page.locator("#fout")).to_be_empty()
    is_live(page)


def test_focus_and_open_parts_stay_where_they_were(page: Page, desk: Room) -> None:
    open_overview(page, desk)
    for nth in range(2):
        desk.board.add(live_call(f"c-{nth}", minutes_ago=5 - nth))
    row = page.locator("#overneem-c-1")
    row.focus()
    desk.board.add(live_call("c-2", minutes_ago=9))
    expect(page.locator("#gesprekken li")).to_have_count(3)
    expect(row).to_be_focused()
    desk.board.hang("c-1")
    expect(page.locator("#gesprekken li")).to_have_count(2)
    expect(page.get_by_role("heading", name="Gesprekken van nu")).to_be_focused()
    desk.board.ring("c-0", "sanne")
    folded = page.locator("#belt details")
    expect(folded).to_have_attribute("open", "")
    folded.locator("summary").click()
    expect(folded).not_to_have_attribute("open", "")
    desk.board.happen("c-0", Fill(slot="straat", value="Dorpsstraat", confidence=1, confirmed=True))
    expect(page.locator("#belt")).to_contain_text("Dorpsstraat")
    expect(folded).not_to_have_attribute("open", "")


def test_the_waiting_time_counts_on_by_itself(page: Page, desk: Room) -> None:
    since = desk.board.now - timedelta(seconds=58)
    desk.board.add(live_call(stage=Stage.QUEUED, queued_since=since))
    open_overview(page, desk)
    expect(page.locator("#rij")).to_contain_text("Wacht al 1 minuut")


def test_two_who_take_the_same_call_are_told_who_has_it(page: Page, desk: Room) -> None:
    desk.board.add(live_call())
    open_overview(page, desk)
    desk.board.take_over("kees", "c-1")
    page.evaluate("htmx.ajax('POST', '/balie/gesprek/c-1/overnemen', {swap: 'none'})")
    expect(page.locator("#fout")).to_contain_text("een collega heeft het al")


@contextmanager
def serving(board: Board, port: int) -> Iterator[None]:
    """The desk on this very port; at the end all its streams are closed."""
    desk = desk_of(board)
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(room(board, desk, OWN_PHONE), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="desk")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        board.on_the_loop(desk.drawing.end)
        thread.join(10)
        listener.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_a_lost_connection_is_told_and_all_is_right_when_it_is_back(browser: Browser) -> None:
    port, board = free_port(), Board()
    board.now = datetime.now(UTC)
    context = browser.new_context(locale="nl-NL", viewport={"width": 320, "height": 640})
    signed_in(context, f"http://127.0.0.1:{port}")
    page = context.new_page()
    with serving(board, port):
        page.goto(f"http://127.0.0.1:{port}/balie")
        is_live(page)
        page.locator("main").evaluate(
            "e => { const box = document.createElement('textarea');"
            " box.ariaLabel = 'Notitie'; e.append(box); }"
        )
        page.locator("textarea").fill("een half getypte zin")
    expect(page.locator("#verbinding")).to_have_text("Geen verbinding. Wij proberen het opnieuw.")
    has_no_faults(page)
    board.add(live_call())
    with serving(board, port):
        expect(page.locator("#verbinding")).to_have_text("", timeout=15_000)
        expect(page.locator("#gesprekken")).to_contain_text("Paspoort")
        expect(page.locator("#melding")).to_contain_text("De verbinding is terug.")
        expect(page.locator("textarea")).to_have_value("een half getypte zin")
    context.close()


def three_wait(board: Board) -> None:
    for nth in range(3):
        board.add(
            live_call(
                f"c-{nth}",
                stage=Stage.QUEUED,
                queued_since=board.now,
                urgent=nth == 1,
                department="burgerzaken",
                position=nth + 1,
                estimate_seconds=400.0,
                language="en",
                kind="typed",
            )
        )


def one_rings(board: Board) -> None:
    board.add(live_call(urgent=True))
    board.ring("c-1", "sanne")


def one_talks(board: Board) -> None:
    board.add(live_call())
    board.take_over("sanne", "c-1")


def one_is_over(board: Board) -> None:
    one_talks(board)
    board.hang("c-1")


STATES: tuple[Callable[[Board], None], ...] = (
    lambda board: None, three_wait, one_rings, one_talks, one_is_over
)  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=["empty", "queue", "ringing", "talking", "over"])
@pytest.mark.parametrize("address", ["/balie", "/balie/gesprek/c-1"])
def test_no_state_of_a_page_has_a_fault_and_none_is_scrolled_sideways(
    page: Page, desk: Room, state: Callable[[Board], None], address: str
) -> None:
    state(desk.board)
    # 320 px is also what 200 % and 400 % leave of a window of 640 and 1280.
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{desk.address}{address}")
    is_live(page)
    has_no_faults(page)
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")


def test_what_is_drawn_anew_holds_nothing_that_is_typed_in() -> None:
    for template in TEMPLATES.glob("*.html"):
        assert not re.search("<(input|textarea|select)", template.read_text(encoding="utf-8"))
