"""A real browser for the tests of pages. Nothing here is loaded for the others."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import CHROMIUM, MISSING, flags, speech_like


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Its microphone hears `VOICE_HZ` in syllables."""
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    voice = speech_like(tmp_path_factory.mktemp("microphone") / "voice.wav")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=flags(voice))
        yield opened
        opened.close()
