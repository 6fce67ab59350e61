"""The visitor's page: what the server gives, and a real browser that calls."""

import queue
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from starlette.testclient import TestClient

from desk.visitor import PHONE_KEYS, visitor_router
from tests.chromium import VOICE_HZ
from tests.desk.echo_desk import GREETING, TONE_SECONDS, EchoDesk, running


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.include_router(visitor_router("Zonne<dael>", "14 0123"))
    return TestClient(app)


def test_the_page_says_first_that_a_computer_answers(client: TestClient) -> None:
    page = client.get("/").text
    main = page[page.index("<main>") :]
    assert "U praat met een computer." in main[: main.index("</p>")]
    assert '<p lang="en">You can also speak English.</p>' in page


def test_names_and_numbers_are_put_in_as_text(client: TestClient) -> None:
    page = client.get("/").text
    assert "Zonne&lt;dael&gt;" in page
    assert "<dael>" not in page
    assert '<a href="tel:140123">14 0123</a>' in page


def test_the_page_loads_nothing_from_elsewhere_and_nothing_inline(client: TestClient) -> None:
    response = client.get("/")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(
        r"https?://|style=|<style|onclick|<script(?! type=\"module\" src=)", response.text
    )


def test_every_file_of_the_page_is_served_with_its_type(client: TestClient) -> None:
    types = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    for path in Path("desk/static/visitor").iterdir():
        response = client.get(f"/static/visitor/{path.name}")
        assert response.headers["content-type"].startswith(types[path.suffix[1:]])
        assert response.content == path.read_bytes()


def test_a_file_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/static/visitor/visitor.css")
    again = client.get(
        "/static/visitor/visitor.css", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fvisitor.py", "%2e%2e%2f%2e%2e%2fvisitor.py"])
def test_only_the_files_of_the_page_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/visitor/{name}").status_code == 404


# From here on: a real browser with a microphone that plays a file.


@pytest.fixture
def desk() -> EchoDesk:
    return EchoDesk()


@pytest.fixture
def address(desk: EchoDesk) -> Iterator[str]:
    with running(desk.app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", permissions=["microphone"])
    page = context.new_page()
    faults: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert faults == []


def call(page: Page) -> None:
    page.get_by_role("button", name="Bel", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("U bent verbonden. U kunt praten.")


@pytest.mark.browser
def test_a_visitor_talks_and_reads_what_was_said(page: Page, desk: EchoDesk) -> None:
    call(page)
    expect(page.get_by_role("log")).to_have_text(f"Computer: {GREETING}")
    for _ in range(50):
        desk.expect("voice")
    heard = np.concatenate(desk.heard)
    pitch = np.argmax(np.abs(np.fft.rfft(heard))) * 16000 / len(heard)
    assert pitch == pytest.approx(VOICE_HZ, abs=10)  # and not 1320, as 48 kHz taken for 16


@pytest.mark.browser
def test_a_mark_comes_back_when_the_sound_was_really_played(page: Page, desk: EchoDesk) -> None:
    call(page)
    waited = desk.expect("played toon after")
    assert isinstance(waited, float)
    assert TONE_SECONDS * 0.95 <= waited < TONE_SECONDS + 3


@pytest.mark.browser
def test_clear_drops_what_was_not_yet_played(page: Page, desk: EchoDesk) -> None:
    call(page)
    desk.expect("played")
    page.get_by_text("Toetsen").click()
    page.get_by_role("button", name="Toets 1: ja").click()
    assert desk.expect("key") == "1"
    page.get_by_role("button", name="Toets 2: nee").click()
    assert desk.expect("played") == "na"  # 'lang' would take ten seconds, and come first


@pytest.mark.browser
def test_every_key_arrives(page: Page, desk: EchoDesk) -> None:
    call(page)
    page.get_by_text("Toetsen").click()
    for key in PHONE_KEYS:
        if key.digit not in "1289":
            page.get_by_role("button", name=key.name, exact=True).click()
            assert desk.expect("key") == key.digit
            expect(page.get_by_role("status")).to_have_text(f"U koos toets {key.digit}.")
    expect(page.get_by_role("log")).to_contain_text("U: Ik koos *.")


@pytest.mark.browser
def test_muted_nothing_is_heard_until_the_microphone_is_on_again(
    page: Page, desk: EchoDesk
) -> None:
    call(page)
    desk.expect("voice")
    page.get_by_role("button", name="Zet microfoon uit").click()
    expect(page.get_by_role("status")).to_contain_text("Uw microfoon staat uit.")
    assert quiet_frames_in_a_row(desk, 60)
    page.get_by_role("button", name="Zet microfoon aan").click()
    desk.expect("voice")


def quiet_frames_in_a_row(desk: EchoDesk, count: int) -> bool:
    """1.2 s at 60: longer than any pause between the syllables of the file."""
    row = 0
    for _ in range(1000):
        kind, _value = desk.log.get(timeout=10)
        row = row + 1 if kind == "silence" else 0 if kind == "voice" else row
        if row == count:
            return True
    return False


@pytest.mark.browser
def test_hanging_up_ends_the_call_and_another_can_begin(page: Page, desk: EchoDesk) -> None:
    call(page)
    page.get_by_role("button", name="Hang op").click()
    desk.expect("ended")
    expect(page.get_by_role("status")).to_have_text("U hebt opgehangen. U kunt opnieuw bellen.")
    call(page)
    expect(page.get_by_role("log")).to_have_text(f"Computer: {GREETING}")


@pytest.mark.browser
def test_the_desk_may_hang_up_and_its_words_stay(page: Page, desk: EchoDesk) -> None:
    call(page)
    page.get_by_text("Toetsen").click()
    page.get_by_role("button", name="Toets 9").click()
    expect(page.get_by_role("status")).to_have_text(
        "Het gesprek is afgelopen. U kunt opnieuw bellen."
    )
    expect(page.get_by_role("log")).to_contain_text("Computer: Tot ziens.")
    expect(page.get_by_role("button", name="Bel", exact=True)).to_be_focused()


@pytest.mark.browser
def test_the_keyboard_alone_does_it_all(page: Page, desk: EchoDesk) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bel", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hang op")).to_be_focused()
    desk.expect("started")
    expect(page.get_by_role("status")).to_contain_text("U kunt praten.")
    page.keyboard.press("Escape")  # loses nothing: the keys below still arrive
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zet microfoon uit")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Toets 1: ja")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("0")
    assert desk.expect("key") == "0"
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Hang op")).to_be_focused()
    page.keyboard.press("Space")
    desk.expect("ended")
    expect(page.get_by_role("button", name="Bel", exact=True)).to_be_focused()


@pytest.mark.browser
def test_a_digit_typed_outside_the_key_pad_is_no_key(page: Page, desk: EchoDesk) -> None:
    call(page)
    page.keyboard.press("5")
    page.get_by_role("button", name="Hang op").click()
    desk.expect("ended")
    assert "key" not in {kind for kind, _ in iter_log(desk)}


def iter_log(desk: EchoDesk) -> Iterator[tuple[str, str | float]]:
    while True:
        try:
            yield desk.log.get_nowait()
        except queue.Empty:
            return


@pytest.mark.browser
def test_a_busy_line_is_told_in_plain_words(page: Page, desk: EchoDesk) -> None:
    desk.busy = True
    page.get_by_role("button", name="Bel", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text(
        "Alle lijnen zijn bezet. Probeer het over een paar minuten opnieuw. Of bel 14 0123."
    )
    expect(page.get_by_role("button", name="Bel", exact=True)).to_be_focused()
    desk.busy = False
    call(page)
    expect(page.get_by_role("alert")).to_have_text("")


@pytest.mark.browser
def test_a_lost_connection_is_told_in_plain_words(page: Page) -> None:
    call(page)
    page.get_by_text("Toetsen").click()
    page.get_by_role("button", name="Toets 8").click()
    expect(page.get_by_role("alert")).to_contain_text("De verbinding is verbroken.")
    expect(page.get_by_role("button", name="Bel", exact=True)).to_be_focused()


MICROPHONE_FAULTS = {
    "NotFoundError": "Wij vinden geen microfoon.",
    "NotAllowedError": "Deze pagina mag uw microfoon niet gebruiken.",
    "NotReadableError": "Uw microfoon werkt niet.",
}


@pytest.mark.browser
@pytest.mark.parametrize("name", MICROPHONE_FAULTS)
def test_a_microphone_that_fails_is_told_in_plain_words(page: Page, name: str) -> None:
    # The browser's own refusals cannot be had on demand: it is made to refuse in its own way.
    page.evaluate(
        "name => { navigator.mediaDevices.getUserMedia = async () => "
        "{ throw new DOMException('', name); }; }",
        name,
    )
    page.get_by_role("button", name="Bel", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(MICROPHONE_FAULTS[name])
    expect(page.get_by_role("button", name="Bel", exact=True)).to_be_focused()


@pytest.mark.browser
def test_hanging_up_while_the_browser_asks_for_permission_lets_go(
    page: Page, desk: EchoDesk
) -> None:
    page.evaluate(
        "() => { const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        " navigator.mediaDevices.getUserMedia = async (wishes) => {"
        " await new Promise((allow) => { window.allow = allow; });"
        " window.stream = await open(wishes); return window.stream; }; }"
    )
    page.get_by_role("button", name="Bel", exact=True).click()
    page.get_by_role("button", name="Hang op").click()
    page.evaluate("() => window.allow()")
    page.wait_for_function("() => window.stream?.getTracks()[0].readyState === 'ended'")
    assert "started" not in {kind for kind, _ in iter_log(desk)}


@pytest.mark.browser
@pytest.mark.parametrize("in_call", [False, True])
def test_everything_has_a_name_and_a_size_to_press(page: Page, in_call: bool) -> None:
    if in_call:
        call(page)
        page.get_by_text("Toetsen").click()
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.locator("h1").count() == 1
    ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    for control in page.locator("button:visible, summary:visible").all():
        assert control.evaluate("e => (e.getAttribute('aria-label') ?? e.textContent).trim()")
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    call(page)
    page.get_by_text("Toetsen").click()
    page.get_by_role("button", name="Toets 5").click()
    expect(page.get_by_role("log")).to_contain_text("Ik koos 5.")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 15
    assert [text for text, ratio in contrasts if ratio < 4.5] == []


CONTRASTS = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
    found.push([texts.currentNode.textContent.trim(),
      (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
  }
  return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    call(page)
    page.get_by_text("Toetsen").click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_focus_can_be_seen(page: Page) -> None:
    page.keyboard.press("Tab")
    style = page.get_by_role("button", name="Bel", exact=True).evaluate(
        "e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]"
    )
    assert style[0] == "solid"
    assert style[1] >= 2
