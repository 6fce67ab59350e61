"""A day in the studio, all of it real: callers, the service, two editors and their browsers."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.async_api import Browser, async_playwright, expect

from dialog.acts import Listen
from dialog.events import Heard
from tests.belbalie.own_content import open_always
from tests.belbalie.ringing import Desk, Sounds, open_floor
from tests.belbalie.running_service import RunningService
from tests.belbalie.studio_editor import LEARNS_MS, Editor, editor_account
from tests.chromium import CHROMIUM, MISSING, flags, speech_like

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=MISSING),
]
ASKED = (
    "ik wil trouwen", "ik wil trouwen graag", "goedemorgen ik wil trouwen", "ik wil gaan trouwen",
)  # fmt: skip
MORE = (
    "wij gaan trouwen", "trouwen in het gemeentehuis", "een dag kiezen om te trouwen",
    "wij willen in het huwelijk treden", "de bruiloft bij de gemeente",
)  # fmt: skip
ANSWER = "U trouwt in het gemeentehuis. Bel ons een maand van tevoren."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A municipality in which nobody wrote about weddings."""
    folder = tmp_path_factory.mktemp("house")
    made = RunningService(folder, _without_weddings(open_always(folder / "own")))
    try:
        yield made.start()
    finally:
        made.kill()


def _without_weddings(content: Path) -> Path:
    (content / "topics" / "trouwen.yaml").unlink()
    menu, callers = content / "menu.yaml", content / "callers.jsonl"
    listed = menu.read_text("utf-8").replace("geboorteaangifte, trouwen,", "geboorteaangifte,")
    menu.write_text(listed, "utf-8")
    kept = [line for line in callers.read_text("utf-8").splitlines() if "trouwen" not in line]
    callers.write_text("\n".join(kept) + "\n", "utf-8")
    return content


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    voice = speech_like(folder / "voice.wav")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags(voice))
        yield chromium
        await chromium.close()


@asynccontextmanager
async def editor(
    browser: Browser, service: RunningService, name: str, title: str
) -> AsyncIterator[Editor]:
    """Somebody who signed in; nothing may go wrong on their pages."""
    secret = await asyncio.to_thread(editor_account, service, name, title)
    context = await browser.new_context(locale="nl-NL", viewport={"width": 1100, "height": 800})
    made = Editor(await context.new_page(), service)
    await made.sign_in(name, secret)
    yield made
    assert made.faults == []
    await context.close()


def asks(service: RunningService, words: str) -> Sequence[str]:
    """What is answered to somebody who types this, and is gone then."""
    page = f"http://{service.http}/tekst"
    with urlopen(Request(page, method="POST")) as begun:
        call = begun.url
    said = Request(call, urlencode({"words": words}).encode(), {"Accept": "application/json"})
    with urlopen(said) as answer:
        told = json.load(answer)
    urlopen(Request(f"{call}/stop", method="POST")).close()
    return [line["text"] for line in told["lines"] if line["speaker"] == "desk"]


def rings(service: RunningService, sounds: Sounds) -> list[str]:
    """What is told from a source to a caller who rings and says out loud: 'Ik wil trouwen'."""
    with closing(service.records()) as log:
        phone, record = Desk(service, log).phone()
        with phone:
            open_floor(phone, record)
            phone.speak(sounds("trouwen"))
            phone.until(lambda: _was_answered(record.items()))
        return [say.text for say in record.answers()]


def _was_answered(items: Sequence[object]) -> bool:
    """Words were heard, and after them it is the caller's turn again."""
    heard = [n for n, item in enumerate(items) if isinstance(item, Heard) and item.text]
    return bool(heard) and any(isinstance(item, Listen) for item in items[heard[-1] :])


async def test_an_editors_day(service: RunningService, sounds: Sounds, tmp_path: Path) -> None:
    """Find a question without an answer, write one, hear it, see what it changes, have it looked
    at, publish it, and take it back.
    """
    for words in ASKED:
        assert not any(ANSWER in said for said in await asyncio.to_thread(asks, service, words))
    async with (
        browser(tmp_path) as chromium,
        editor(chromium, service, "edo", "Edo Prins") as edo,
        editor(chromium, service, "els", "Els Smit") as els,
    ):
        await _finds_the_question(edo)
        await _writes_the_answer(edo)
        await _hears_it(edo)
        await _sees_what_changes(edo)
        await _has_it_looked_at(edo, els)
        await _publishes(edo)
        assert ANSWER in (await asyncio.to_thread(rings, service, sounds))[-1]
        await _takes_it_back(edo)
        assert await asyncio.to_thread(rings, service, sounds) == []


async def _finds_the_question(edo: Editor) -> None:
    """Calls are counted and their lines compared beside the calls, which takes a moment."""
    async with asyncio.timeout(LEARNS_MS / 1000):
        await edo.goes("/vragen")
        while not await edo.page.locator("main").get_by_role("link", name="trouwen").count():
            await edo.page.wait_for_timeout(1000)
            await edo.goes("/vragen")
    await edo.pictures("redacteur-vragen")
    await edo.does("Maak hier een onderwerp van")
    await edo.sees("Het onderwerp is gemaakt.")


async def _writes_the_answer(edo: Editor) -> None:
    await edo.writes("Antwoord: In het Nederlands", ANSWER)
    await edo.page.get_by_label("Antwoord: Een medewerker kijkt mee", exact=True).check()
    await edo.writes("Voorbeeldzinnen: In het Nederlands", "\n".join((*ASKED, *MORE)))
    await edo.writes("Naam in de productnamenlijst", "huwelijk")
    await edo.writes("Adres in de productnamenlijst", "geen")
    await edo.page.get_by_label("Afdeling", exact=True).select_option("burgerzaken")
    await edo.writes("Titel van de bron", "Trouwen")
    await edo.writes("Wanneer is dit goedgekeurd?", "2026-11-27")
    await edo.page.get_by_label("Dit onderwerp is nog niet af").uncheck()
    await expect(edo.page.locator("#telling")).to_have_text("1 opmerking.", timeout=30_000)
    await edo.pictures("redacteur-onderwerp")
    await edo.does("Bewaar in het concept")
    await edo.sees("Uw wijziging staat in het concept.")


async def _hears_it(edo: Editor) -> None:
    async with edo.page.expect_response(lambda each: "laat-horen" in each.url) as came:
        await edo.does("Laat horen.*Antwoord, In het Nederlands")
    sound = await came.value
    assert (sound.status, sound.headers["content-type"]) == (200, "audio/wav")


async def _sees_what_changes(edo: Editor) -> None:
    """Those who asked are named, and all of them for the better."""
    await edo.goes(f"/concept/{edo.draft}")
    await edo.goes_on("Tijdmachine: wat eindigt anders?")
    await edo.does("Vergelijk")
    counted = edo.page.get_by_text(re.compile("^Van .* eindigen er")).first
    await expect(counted).to_contain_text(f"{len(ASKED)} beter", timeout=LEARNS_MS)
    for words in ASKED:
        await edo.sees(f"Beller: {words}")
    await edo.pictures("redacteur-tijdmachine")


async def _has_it_looked_at(edo: Editor, els: Editor) -> None:
    """What a person has to confirm is seen by a second one, who did not write it."""
    await edo.goes(f"/concept/{edo.draft}")
    await edo.sees("Een collega moet dit eerst nakijken.")
    assert not await edo.page.get_by_role("button", name="Publiceer").count()
    await edo.does("Laat een collega nakijken")
    await edo.sees_heading("trouwen")
    await els.goes("")
    await els.goes_on("Nieuw onderwerp: trouwen")
    await els.sees(ANSWER)
    await els.pictures("redacteur-nakijken")
    await els.does("Ik vind dit goed")
    await els.sees("nagekeken en goed bevonden")


async def _publishes(edo: Editor) -> None:
    await edo.goes(f"/concept/{edo.draft}")
    await edo.waits_for("Publiceer")
    await edo.writes("Waarom publiceert u dit?", "Bellers vroegen naar trouwen")
    await edo.pictures("redacteur-publiceren")
    await edo.does("Publiceer")
    await edo.sees("Gepubliceerd. Wie nu belt, hoort deze versie.")
    await edo.sees("Els Smit")


async def _takes_it_back(edo: Editor) -> None:
    await edo.goes_on("Ga terug naar de vorige versie")
    await edo.sees("Waarom zet u deze versie terug?")
    await edo.pictures("redacteur-terug")
    await edo.writes("Waarom zet u deze versie terug?", "Eerst overleg")
    await edo.does("Zet terug")
    await edo.sees("horen bellers nu")
