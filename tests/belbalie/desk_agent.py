"""An agent of the klantcontactcentrum at a browser of their own: real pages, a real telephone."""

import re
from datetime import datetime

import pyotp
from playwright.async_api import Locator, Page, expect

from belbalie.desk_access import open_door
from belbalie.settings import load
from desk.agents import Role
from records.accounts import Profile
from tests.belbalie.running_service import RunningService
from tests.desk.access_desk import PASSWORD

PITCH_MS = 20_000
RINGS_MS = 30_000


def account(service: RunningService, name: str, title: str, department: str) -> str:
    """Somebody whose first sign-in is done; gives the secret of their app."""
    settings = load(data=service.folder / "data", database=f"sqlite:///{service.database}")
    now, secret = datetime.now().astimezone(), pyotp.random_base32()
    profile = Profile(title=title, roles=frozenset({str(Role.AGENT)}), departments=(department,))
    with open_door(settings) as door:
        door.accounts.add(name, profile, "test", now)
        door.accounts.choose_password(name, PASSWORD, now)
        door.accounts.set_up_app(name, secret, 0, now)
    return secret


class DeskAgent:
    """What a person does with one window."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    async def sign_in(self, name: str, secret: str) -> None:
        page = self.page
        await page.goto(f"http://{self._address}/balie")
        await page.get_by_label("Naam").fill(name)
        await page.get_by_label("Wachtwoord").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.get_by_label(re.compile("code", re.IGNORECASE)).fill(pyotp.TOTP(secret).now())
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("group", name="Mijn aanwezigheid")).to_be_visible()

    async def goes_available(self) -> None:
        phone = self.page.get_by_role("region", name="Telefoon")
        await phone.get_by_role("button", name="Zet telefoon aan").click()
        await expect(self.telephone).to_have_text("Uw telefoon staat aan. U kunt worden gebeld.")
        button = self.page.get_by_role("button", name="Beschikbaar")
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "true")

    @property
    def telephone(self) -> Locator:
        """How the telephone is, in words."""
        return self.page.locator("#telefoon [data-phone=state]")

    @property
    def ringing(self) -> Locator:
        return self.page.locator("section.ringing")

    async def is_rung(self) -> Locator:
        await expect(self.ringing).to_be_visible(timeout=RINGS_MS)
        return self.ringing

    async def accepts(self) -> None:
        await self.ringing.get_by_role("button", name="Opnemen").click()
        await expect(self.telephone).to_have_text("U bent in gesprek.")

    async def hears(self, hz: float) -> None:
        await self.page.wait_for_function(
            "([hz]) => Math.abs(window.pitch() - hz) < 20", arg=[hz], timeout=PITCH_MS
        )

    async def does(self, button: str) -> None:
        await self.page.get_by_role("button", name=button).click()
