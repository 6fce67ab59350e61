"""Caller and agent write to each other, each in a browser; the caller also without scripts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from desk.live_pages import Desk
from desk.messages import message_router
from desk.pages import Pages
from desk.text_page import text_router
from desk.visitor import visitor_router
from tests.belbalie.test_typed_agents import SANNE, House, house
from tests.chromium import CHROMIUM, flags, speech_like
from tests.desk.desk_room import TITLES, room
from tests.desk.signed import SANNE as ACCOUNT
from tests.desk.signed import cookies
from tests.telephony.answering import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@asynccontextmanager
async def served(typing: House) -> AsyncIterator[str]:
    """The pages of both, around one switchboard."""
    pages = Pages("Zonnedael", "14 0123")
    desk = Desk.of(typing.board, pages, lambda: TITLES, typing.now)
    app = room(typing.board, desk, SANNE)  # type: ignore[arg-type]
    app.include_router(message_router(desk))
    app.include_router(visitor_router("Zonnedael", "14 0123"))
    app.include_router(text_router("Zonnedael", "14 0123", typing.typed))
    config = uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    desk.drawing.end()
    await serving


async def at_the_desk(browser: Browser, address: str) -> Page:
    context = await browser.new_context(locale="nl-NL")
    await signed_in(context, address)
    page = await context.new_page()
    await page.goto(f"{address}/balie")
    return page


async def signed_in(context: BrowserContext, address: str) -> None:
    url = address.replace("http:", "https:")
    for name, value in cookies(ACCOUNT).items():
        await context.add_cookies([{"url": url, "name": name, "value": value, "secure": True}])


async def has_no_faults(page: Page) -> None:
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_caller_and_an_agent_write_to_each_other(scripts: bool, tmp_path: Path) -> None:
    async with house(SANNE) as typing, served(typing) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=flags(speech_like(tmp_path / "voice.wav"))
        )
        agent = await at_the_desk(browser, address)
        context = await browser.new_context(
            java_script_enabled=scripts, viewport={"width": 320, "height": 640}
        )
        caller = await context.new_page()

        async def reads(words: str) -> None:
            if not scripts:
                await eventually(lambda: any(words in typing.words(page) for page in pages(typing)))
                await caller.get_by_role("button", name="Kijk of er iets nieuws is").click()
            await expect(caller.locator("#log")).to_contain_text(words)

        async def writes(words: str) -> None:
            await caller.get_by_label("Uw vraag of antwoord").fill(words)
            await caller.get_by_role("button", name="Verstuur").click()

        await caller.goto(f"{address}/tekst")
        await caller.locator("form[action='/tekst'] button").click()
        await writes("0")
        await agent.locator("#opnemen").click()
        await reads("Een medewerker leest nu mee")
        await writes("Ik zoek een formulier.")
        await expect(agent.locator("#regels")).to_contain_text("Ik zoek een formulier.")
        box = agent.get_by_label("Uw bericht")
        await box.fill("Dat stuur ik u toe.")
        await box.press("Enter")
        await reads("Dat stuur ik u toe.")
        await expect(box).to_have_value("")
        await expect(box).to_be_focused()
        await has_no_faults(agent)
        if scripts:
            await has_no_faults(caller)
        await agent.screenshot(path=tmp_path / "agent.png", full_page=True)
        await caller.screenshot(path=tmp_path / "caller.png", full_page=True)
        await agent.locator("#terug").click()
        await reads("U typt weer met de computer")
        await browser.close()


def pages(typing: House) -> list[str]:
    return list(typing.typed._calls)
