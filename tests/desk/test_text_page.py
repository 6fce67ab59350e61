"""The page for who types: as any browser gets it, and in a real one by the keyboard alone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from desk.text_page import text_router
from desk.text_socket import text_socket_router
from desk.visitor import visitor_router
from tests.desk.echo_desk import running
from tests.desk.typing_desk import TypingDesk


def app(desk: TypingDesk) -> FastAPI:
    made = FastAPI()
    made.include_router(visitor_router("Zonnedael", "14 0123"))
    made.include_router(text_router("Zonne<dael>", "14 0123", desk))
    made.include_router(text_socket_router(desk))
    return made


@pytest.fixture
def client() -> TestClient:
    return TestClient(app(TypingDesk(places=2)))


# -- without any script --------------------------------------------------------------------------


def test_a_conversation_needs_no_script(client: TestClient) -> None:
    assert "U typt met een computer." in client.get("/tekst").text
    page = client.post("/tekst")
    assert page.url.path.startswith("/tekst/")
    assert "Wat is uw vraag?" in page.text
    said = client.post(page.url.path, data={"words": "hallo"})
    assert "U typt hallo." in said.text
    assert 'value="ja"' in client.post(page.url.path, data={"words": "ja?"}).text
    over = client.post(f"{page.url.path}/stop").text
    assert "Het gesprek is voorbij." in over
    assert "<textarea" not in over


def test_words_and_names_are_put_in_as_text(client: TestClient) -> None:
    page = client.post("/tekst")
    said = client.post(page.url.path, data={"words": "<script>alert(1)</script>"}).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "Zonne&lt;dael&gt;" in said


def test_nothing_of_a_conversation_is_kept_by_a_browser_or_told_to_another_site(
    client: TestClient,
) -> None:
    headers = client.post("/tekst").headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_who_comes_when_it_is_full_or_over_is_told_what_to_do(client: TestClient) -> None:
    client.post("/tekst")
    client.post("/tekst")
    full = client.post("/tekst")
    assert (full.status_code, "Probeer het over een paar minuten" in full.text) == (503, True)
    for gone in (client.get("/tekst/weg"), client.post("/tekst/weg", data={"words": "hallo"})):
        assert (gone.status_code, "Begin een nieuw gesprek" in gone.text) == (404, True)


def test_too_much_text_at_once_is_refused(client: TestClient) -> None:
    page = client.post("/tekst")
    assert client.post(page.url.path, data={"words": "a" * 4001}).status_code == 422


# -- the socket ----------------------------------------------------------------------------------


def test_a_program_talks_over_the_socket(client: TestClient) -> None:
    with client.websocket_connect("/text") as socket:
        assert socket.receive_json()["lines"][0]["speaker"] == "desk"
        socket.send_json({"say": "hallo"})
        assert socket.receive_json()["lines"][1]["text"] == "U typt hallo."
        socket.send_json({"keys": "1"})
        assert socket.receive_json()["lines"][0]["text"] == "1"
        socket.send_json({"stop": True})
        told = socket.receive_json()
        assert (told["lines"], told["over"]) == ([], True)


@pytest.mark.parametrize("wrong", ["geen json", "[]", "{}", '{"say": 5}', '{"say": " "}'])
def test_a_wrong_message_costs_that_message_only(client: TestClient, wrong: str) -> None:
    with client.websocket_connect("/text") as socket:
        socket.receive_json()
        socket.send_text(wrong)
        assert socket.receive_json()["error"].startswith('expected {"say": "words"}')
        socket.send_json({"say": "hallo"})
        assert "lines" in socket.receive_json()
        socket.send_json({"stop": True})
        assert socket.receive_json()["over"]


def test_who_sends_nothing_good_is_cut_off(client: TestClient) -> None:
    with client.websocket_connect("/text") as socket:
        socket.receive_json()
        for _ in range(5):
            socket.send_text("{}")
            socket.receive_json()
        with pytest.raises(WebSocketDisconnect) as cut:
            socket.receive_json()
        assert cut.value.code == 1008


# -- in a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(app(TypingDesk())) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def tab_to(page: Page, name: str) -> None:
    for _ in range(12):
        focus = page.locator(":focus")
        if focus.count() and (focus.text_content() or "").strip() == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name!r}")


def has_no_faults(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wide = page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
    assert not wide, "at 320 pixels nothing is to be scrolled sideways"


@pytest.mark.browser
def test_the_whole_conversation_is_done_by_the_keyboard_alone(page: Page, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/")
    has_no_faults(page)
    tab_to(page, "Typ met de gemeente")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Begin het gesprek")).to_be_visible()
    has_no_faults(page)
    tab_to(page, "Begin het gesprek")
    page.keyboard.press("Enter")
    box, log = page.get_by_label("Uw vraag of antwoord"), page.get_by_role("log")
    expect(box).to_be_focused()  # one may type at once
    page.wait_for_selector("#log[data-live]")
    expect(log).to_contain_text("Wat is uw vraag?")
    page.keyboard.type("hallo")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("U typt hallo. Goed?")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    page.keyboard.type("ja?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ja")).to_be_visible()
    has_no_faults(page)
    tab_to(page, "Nee")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("U typt nee.")
    expect(page.get_by_role("button", name="Ja")).to_be_hidden()
    page.keyboard.type("dag")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Het gesprek is voorbij.")
    page.wait_for_load_state("networkidle")
    has_no_faults(page)
    assert faults == []


@pytest.mark.browser
def test_what_could_not_be_sent_is_not_lost(page: Page, address: str) -> None:
    page.goto(f"{address}/tekst")
    page.get_by_role("button", name="Begin het gesprek").click()
    box = page.get_by_label("Uw vraag of antwoord")
    expect(box).to_be_visible()
    page.wait_for_selector("#log[data-live]")  # the script is there too
    page.context.set_offline(True)
    box.fill("een lange vraag")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Uw tekst staat er nog.")
    expect(box).to_have_value("een lange vraag")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("U typt een lange vraag.")


@pytest.mark.browser
def test_the_dark_scheme_has_enough_contrast(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/tekst")
    page.get_by_role("button", name="Begin het gesprek").click()
    expect(page.get_by_label("Uw vraag of antwoord")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    context.close()
