"""An editor tries a draft in a real browser: by the keyboard, and by microphone with real ears."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page, expect, sync_playwright

from audio.activity import Activity
from audio.wav import read_wav, write_wav
from belbalie.household import Listening
from belbalie.spoken_trial import Engines, SpokenTrials
from belbalie.trial_routes import trial_socket_router
from desk.desk_files import desk_files_router
from desk.studio.trial_page import trial_router
from desk.visitor import visitor_router
from tests.belbalie.test_spoken_trial import QuickVoice
from tests.belbalie.trying_house import DRAFT, TryingHouse
from tests.chromium import CHROMIUM, MISSING, flags
from tests.desk.echo_desk import running
from tests.desk.signed import EDITOR, app_with
from tests.desk.test_call_browser import opened
from tests.desk.test_trial_page import room_of
from tests.voice.conftest import MODELS
from voice.models import ModelStore
from voice.prompt_store import PromptStore
from voice.recogniser import Recogniser
from voice.shipped import Silero, SmartTurn
from voice.speaker import Speaker

pytestmark = [pytest.mark.models, pytest.mark.browser]

MICROPHONE_HZ = 48000
GREETING_SECONDS = 5
"""Silence in the microphone while the greeting is spoken; then the question, over and over."""
PROOF = f"/balie/studio/concept/{DRAFT}/proef"


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    question = read_wav(Path("tests/sounds/paspoort.wav"), MICROPHONE_HZ)
    silence = np.zeros(GREETING_SECONDS * MICROPHONE_HZ, np.int16)
    path = tmp_path_factory.mktemp("microphone") / "question.wav"
    write_wav(path, np.concatenate((silence, question, silence)), MICROPHONE_HZ)
    return path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[TryingHouse]:
    with closing(TryingHouse(tmp_path)) as made:
        yield made


@pytest.fixture
def app(house: TryingHouse, tmp_path: Path) -> Iterator[FastAPI]:
    speaker = Speaker({"nl": [QuickVoice()]}, PromptStore(tmp_path / "prompts"))
    silero = Silero()
    ears = Listening(Recogniser(ModelStore(MODELS).path("whisper-base")), SmartTurn())
    engines = Engines(ears, speaker, lambda echo: Activity(silero.fresh(), echo))
    spoken = SpokenTrials(house.trials, lambda: engines)
    with closing(speaker), closing(ears):
        yield app_with(
            trial_router(room_of(house), house.trials),
            trial_socket_router(spoken),
            desk_files_router(),
            visitor_router("Zonnedael", "14 0999"),
        )


@pytest.fixture
def page(microphone: Path, app: FastAPI) -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    with running(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags(microphone))
        context = opened(browser, address, EDITOR, width=320)
        context.grant_permissions(["microphone"])
        made = context.new_page()
        faults: list[str] = []
        made.on("pageerror", lambda error: faults.append(str(error)))
        made.goto(f"{address}{PROOF}")
        yield made
        browser.close()
        assert faults == []


def has_no_faults(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wide = page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
    assert not wide, "nothing is to be scrolled sideways"


def test_a_draft_is_tried_by_keyboard_and_by_microphone(page: Page, house: TryingHouse) -> None:
    expect(page.get_by_role("heading", name="De computer leert dit concept")).to_be_visible()
    house.lessons.learn()
    begin = page.get_by_role("button", name="Typ met de assistent")
    expect(begin).to_be_visible()  # the page waited for the learning
    has_no_faults(page)
    begin.press("Enter")
    expect(page.get_by_label("Wat zegt u als beller?")).to_be_focused()
    page.keyboard.type("wat kost een paspoort")
    page.keyboard.press("Enter")
    turns = page.locator("#beurten")
    expect(turns).to_contain_text("Een paspoort kost € 90,00.")
    expect(turns).to_contain_text("Bron: Paspoort aanvragen (2026-01-05)")
    page.get_by_role("button", name="Stop dit gesprek").press("Enter")
    page.get_by_role("button", name="Praat via de microfoon").press("Enter")
    expect(page.get_by_role("button", name="Hang op")).to_be_focused()
    expect(turns).to_contain_text("U vraagt een paspoort aan bij de balie.", timeout=20_000)
    expect(turns).to_contain_text("Verstaan met")
    expect(turns).to_contain_text("Bron: Paspoort aanvragen (2026-01-05)")
    has_no_faults(page)
    page.get_by_role("button", name="Hang op").press("Enter")
    expect(page.get_by_text("Het gesprek is voorbij.").first).to_be_visible()
    expect(page.get_by_role("button", name="Praat via de microfoon")).to_be_visible()
