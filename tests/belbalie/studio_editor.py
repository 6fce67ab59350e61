"""An editor at a browser of their own, who uses the keyboard where a person would."""

import os
import re
from datetime import datetime
from pathlib import Path

import pyotp
from playwright.async_api import Locator, Page, Response, expect

from belbalie.desk_access import open_door
from belbalie.settings import load
from desk.agents import Role
from records.accounts import Profile
from tests.belbalie.running_service import RunningService
from tests.desk.access_desk import PASSWORD

STUDIO = "/balie/studio"
LEARNS_MS = 180_000
"""To learn the lines of a draft takes half a minute of a core, and both cores may be busy."""
PICTURES = os.environ.get("BELBALIE_PICTURES")
"""A folder; with it pages are pictured as the handbook shows them."""


def editor_account(service: RunningService, name: str, title: str) -> str:
    """Somebody whose first sign-in is done; gives the secret of their app."""
    settings = load(data=service.folder / "data", database=f"sqlite:///{service.database}")
    now, secret = datetime.now().astimezone(), pyotp.random_base32()
    with open_door(settings) as door:
        door.accounts.add(
            name, Profile(title=title, roles=frozenset({str(Role.EDITOR)})), "test", now
        )
        door.accounts.choose_password(name, PASSWORD, now)
        door.accounts.set_up_app(name, secret, 0, now)
    return secret


class Editor:
    """What a person does with one window."""

    def __init__(self, page: Page, service: RunningService) -> None:
        self.page, self._address = page, f"http://{service.http}"
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("response", self._seen)

    def _seen(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    async def sign_in(self, name: str, secret: str) -> None:
        await self.goes("")
        await self.page.get_by_label("Naam").fill(name)
        await self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        await self.page.keyboard.press("Enter")
        code = self.page.get_by_label(re.compile("code", re.IGNORECASE))
        await code.fill(pyotp.TOTP(secret).now())
        await self.page.keyboard.press("Enter")
        await self.sees_heading("Overzicht")

    async def goes(self, rest: str) -> None:
        await self.page.goto(f"{self._address}{STUDIO}{rest}")

    async def goes_on(self, link: str) -> None:
        await self._pressed(self.page.get_by_role("link", name=link, exact=True).first)

    async def does(self, button: str) -> None:
        await self._pressed(self.page.get_by_role("button", name=re.compile(f"^{button}")).first)

    async def writes(self, label: str, text: str) -> None:
        await self.page.get_by_label(label, exact=True).first.fill(text)

    async def sees_heading(self, text: str) -> None:
        heading = self.page.get_by_role("heading", level=1)
        await expect(heading).to_contain_text(text, timeout=30_000)

    async def sees(self, text: str) -> None:
        await expect(self.page.locator("main")).to_contain_text(text, timeout=30_000)

    async def waits_for(self, button: str) -> None:
        """For a button that comes when the computer is ready."""
        named = self.page.get_by_role("button", name=button, exact=True)
        await expect(named).to_be_visible(timeout=LEARNS_MS)

    async def pictures(self, name: str, part: Locator | None = None) -> None:
        """Keep how the page looks, where pictures are wanted."""
        if PICTURES:
            shown = part or self.page
            await shown.screenshot(path=Path(PICTURES) / f"{name}.png")

    @property
    def draft(self) -> str:
        found = re.search(r"/concept/([0-9a-z]+)", self.page.url)
        assert found, f"expected a page of a draft, got {self.page.url}"
        return found[1]

    async def _pressed(self, what: Locator) -> None:
        """By the keyboard alone."""
        await what.focus()
        await self.page.keyboard.press("Enter")
