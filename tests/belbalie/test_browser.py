"""A visitor opens the page, asks by microphone, and reads and hears the answer. All of it real."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from audio.wav import read_wav, write_wav
from dialog.content import load
from tests.belbalie.ringing import Desk
from tests.belbalie.running_service import ROOT
from tests.chromium import CHROMIUM, MISSING, flags

MICROPHONE_HZ = 48000
GREETING_SECONDS = 14
"""Silence in the microphone while the greeting is spoken; then the question, over and over."""

pytestmark = [pytest.mark.models, pytest.mark.browser]


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound file that Chromium takes for a microphone; it plays it again and again."""
    question = read_wav(Path("tests/sounds/paspoort.wav"), MICROPHONE_HZ)
    silence = np.zeros(GREETING_SECONDS * MICROPHONE_HZ, np.int16)
    path = tmp_path_factory.mktemp("microphone") / "question.wav"
    write_wav(path, np.concatenate((silence, question, silence)), MICROPHONE_HZ)
    return path


@pytest.fixture
def page(microphone: Path) -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=flags(microphone),
        )
        context = browser.new_context(locale="nl-NL", permissions=["microphone"])
        yield context.new_page()
        browser.close()


def test_a_visitor_asks_by_voice_and_sees_the_answer(page: Page, desk: Desk) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"http://{desk.service.http}/")
    page.get_by_role("button", name="Bel", exact=True).click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("u spreekt met de computer van de gemeente Zonnedael")
    # what was heard, in the recogniser's own spelling, and then the answer from the topic
    expect(log).to_contain_text("U:", timeout=60_000)
    expect(log).to_contain_text("Een paspoort.", timeout=60_000)
    words = load(ROOT / "content").topics["paspoort"].answer.text["nl"]
    expect(log).to_contain_text(words[: words.index("{")])
    page.get_by_role("button", name="Hang op").click()
    expect(page.get_by_role("status")).to_contain_text("opgehangen")
    assert faults == []


def test_the_pages_documentation_loads_nothing_from_elsewhere(page: Page, desk: Desk) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://{desk.service.http}/docs")
    expect(page.locator("#swagger-ui")).to_contain_text("Belbalie")
    assert [url for url in asked if not url.startswith(f"http://{desk.service.http}/")] == []
