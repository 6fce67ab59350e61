"""The telephone in a real browser: switched on, rung, talked on, lost, taken elsewhere, hung up."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    WebSocketRoute,
    expect,
)

from desk.access.access import COOKIE
from telephony.desk_line import Doing, Stage
from tests.chromium import VOICE_HZ
from tests.desk.echo_desk import running
from tests.desk.ringing_room import RingingRoom
from tests.desk.signed import SANNE

CALLER_HZ = 1000.0
HEARS = """
const Plain = window.AudioWorkletNode;
window.AudioWorkletNode = class extends Plain {
  constructor(context, name, options) {
    super(context, name, options);
    if (name !== "playback") return;
    window.ear = context.createAnalyser();
    window.ear.fftSize = 4096;
    this.connect(window.ear);
  }
};
window.pitch = () => {
  const levels = new Float32Array(window.ear.frequencyBinCount);
  window.ear.getFloatFrequencyData(levels);
  const loudest = levels.indexOf(Math.max(...levels));
  return levels[loudest] < -80 ? 0 : (loudest * window.ear.context.sampleRate) / window.ear.fftSize;
};
"""
"""Listens beside the loudspeaker: the loudest tone there, in Hz."""

pytestmark = pytest.mark.browser


@pytest.fixture
def desk() -> RingingRoom:
    return RingingRoom()


@pytest.fixture
def address(desk: RingingRoom) -> Iterator[str]:
    with running(desk.app) as address:
        yield address


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="nl-NL", permissions=["microphone"])
    made.add_init_script(HEARS)
    made.add_cookies([
        {"name": COOKIE, "value": SANNE.name, "url": address.replace("http:", "https:"),
         "secure": True},
    ])  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    faults: list[str] = []
    made = context.new_page()
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.goto(f"{address}/balie")
    yield made
    assert faults == []


def phone(page: Page) -> Any:
    return page.get_by_role("region", name="Telefoon")


def state(page: Page) -> Any:
    return page.locator("#telefoon [data-phone=state]")


def switched_on(page: Page) -> Page:
    phone(page).get_by_role("button", name="Zet telefoon aan").click()
    expect(state(page)).to_have_text("Uw telefoon staat aan. U kunt worden gebeld.")
    return page


def talking(page: Page, desk: RingingRoom) -> Any:
    switched_on(page)
    line = desk.rings(hz=CALLER_HZ)
    expect(state(page)).to_contain_text("Er belt iemand.")
    page.keyboard.press("Alt+o")
    expect(state(page)).to_have_text("U bent in gesprek.")
    return line


def hears(page: Page, hz: float) -> None:
    page.wait_for_function("([hz]) => Math.abs(window.pitch() - hz) < 20", arg=[hz])


def is_heard(desk: RingingRoom, page: Page, hz: float) -> None:
    for _ in range(100):
        if abs(desk.pitch() - hz) < 20:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"expected {hz} Hz of the microphone, got {desk.pitch()}")


def test_why_the_microphone_is_wanted_is_told_before_the_browser_asks(page: Page) -> None:
    expect(phone(page)).to_contain_text("Uw browser vraagt of dat mag. Kies ‘Toestaan’.")
    expect(state(page)).to_have_text("Uw telefoon in deze browser staat uit.")


def test_who_becomes_available_turns_the_telephone_on_by_it(page: Page, desk: RingingRoom) -> None:
    page.get_by_role("button", name="Beschikbaar").click()
    expect(state(page)).to_have_text("Uw telefoon staat aan. U kunt worden gebeld.")
    expect(page.locator("#ben-available")).to_have_attribute("aria-pressed", "true")
    assert desk.phones.can_ring("sanne")


def test_caller_and_agent_hear_each_other_and_the_agent_hangs_up(
    page: Page, desk: RingingRoom
) -> None:
    line = talking(page, desk)
    hears(page, CALLER_HZ)
    is_heard(desk, page, VOICE_HZ)
    expect(phone(page)).to_contain_text(re.compile("Uw microfoon: (goed|zacht) te horen"))
    page.keyboard.press("Alt+h")
    expect(state(page)).to_contain_text("U kunt worden gebeld.")
    desk.says(lambda: None)
    assert line.stage is Stage.OVER


def test_a_ring_is_seen_announced_and_in_the_title_and_can_be_declined(
    page: Page, desk: RingingRoom
) -> None:
    switched_on(page)
    title = page.title()
    line = desk.rings()
    expect(page.locator("#telefoon [data-phone=urgent]")).to_contain_text("Er belt iemand.")
    assert page.title().startswith("Er belt iemand")
    phone(page).get_by_role("button", name="Weigeren").click()
    expect(state(page)).to_contain_text("U kunt worden gebeld.")
    assert page.title() == title
    assert line.down is not None
    assert line.down.status == 603


def test_a_microphone_that_is_off_sends_silence_and_the_talk_goes_on(
    page: Page, desk: RingingRoom
) -> None:
    line = talking(page, desk)
    is_heard(desk, page, VOICE_HZ)
    page.keyboard.press("Alt+m")
    expect(state(page)).to_contain_text("Uw microfoon staat uit")
    is_heard(desk, page, 0.0)
    assert not line.unheard.is_set()
    phone(page).get_by_role("button", name="Zet microfoon aan").click()
    is_heard(desk, page, VOICE_HZ)


def test_a_lost_connection_is_shown_and_the_talk_goes_on_by_itself(
    page: Page, desk: RingingRoom
) -> None:
    line = talking(page, desk)
    hears(page, CALLER_HZ)
    desk.loses_the_socket()
    urgent = page.locator("#telefoon [data-phone=told]")
    expect(urgent).to_have_text("De verbinding is terug. U kunt praten. U bent in gesprek.")
    hears(page, CALLER_HZ)
    desk.heard.clear()
    is_heard(desk, page, VOICE_HZ)
    assert line.stage is Stage.TALKING


def test_a_network_that_falls_silent_is_noticed_although_nothing_was_closed(page: Page) -> None:
    deaf: list[bool] = []
    """Of each connection, in order: nothing comes through it any more."""

    def between(browser: WebSocketRoute) -> None:
        house, nth = browser.connect_to_server(), len(deaf)
        deaf.append(False)
        house.on_message(lambda message: None if deaf[nth] else browser.send(message))

    page.route_web_socket(re.compile("/balie/telefoon"), between)
    page.reload()
    switched_on(page)
    deaf[-1] = True
    with page.expect_websocket(timeout=15_000):
        """It opens another."""
    expect(state(page)).to_contain_text("U kunt worden gebeld.", timeout=10_000)


def test_the_talk_goes_on_when_the_page_is_loaded_anew(page: Page, desk: RingingRoom) -> None:
    line = talking(page, desk)
    page.reload()
    expect(state(page)).to_have_text("U bent in gesprek.")
    hears(page, CALLER_HZ)
    desk.heard.clear()
    is_heard(desk, page, VOICE_HZ)
    assert line.stage is Stage.TALKING


def test_another_window_is_told_and_takes_the_talk_over(
    page: Page, desk: RingingRoom, context: BrowserContext, address: str
) -> None:
    line = talking(page, desk)
    other = context.new_page()
    other.goto(f"{address}/balie")
    phone(other).get_by_role("button", name="Zet telefoon aan").click()
    expect(state(other)).to_have_text("Uw telefoon staat open in een ander venster.")
    phone(other).get_by_role("button", name="Gebruik de telefoon hier").click()
    expect(state(other)).to_have_text("U bent in gesprek.")
    expect(state(page)).to_have_text("Uw telefoon is nu open in een ander venster.")
    hears(other, CALLER_HZ)
    desk.heard.clear()
    is_heard(desk, other, VOICE_HZ)
    assert line.stage is Stage.TALKING


def test_a_call_that_the_house_ends_is_told(page: Page, desk: RingingRoom) -> None:
    line = talking(page, desk)
    desk.says(line.drop)
    expect(state(page)).to_contain_text("Het gesprek is afgelopen.")


def test_a_call_that_was_accepted_on_the_page_is_talked_on_at_once(
    page: Page, desk: RingingRoom
) -> None:
    switched_on(page)
    line = desk.rings(hz=CALLER_HZ)
    desk.says(lambda: line.do(Doing.ACCEPT))
    expect(state(page)).to_have_text("U bent in gesprek.")
    hears(page, CALLER_HZ)


def test_a_refused_microphone_is_explained(
    browser: Browser, desk: RingingRoom, address: str
) -> None:
    context = browser.new_context(locale="nl-NL")
    context.add_cookies([
        {"name": COOKIE, "value": SANNE.name, "url": address.replace("http:", "https:"),
         "secure": True},
    ])  # fmt: skip
    page = context.new_page()
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page.goto(f"{address}/balie")
    phone(page).get_by_role("button", name="Zet telefoon aan").click()
    expect(phone(page).get_by_role("alert").first).to_contain_text(
        "mag uw microfoon niet gebruiken"
    )
    expect(state(page)).to_have_text("Uw telefoon in deze browser staat uit.")
    assert not desk.phones.can_ring("sanne")


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_keeps_anybody_from_the_telephone(
    page: Page, desk: RingingRoom, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    talking(page, desk)
    found = Axe().run(page, context="#telefoon")
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
