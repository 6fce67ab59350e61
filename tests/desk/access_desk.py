"""A desk with real accounts in a database of its own, and browsers without scripts for it."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import pyotp
from fastapi import APIRouter, Depends, FastAPI
from starlette.testclient import TestClient

from desk.access.access import COOKIE
from desk.access.account_form import Choices
from desk.access.account_page import account_router
from desk.access.accounts_pages import accounts_router
from desk.access.doorkeeper import Doorkeeper
from desk.access.guard import signed_in
from desk.access.pages import DeskPages
from desk.access.refusals import guard_app
from desk.access.sign_in_pages import sign_in_router
from desk.agents import Agent, Role
from desk.desk_files import desk_files_router
from desk.pages import Pages
from records.accounts import Profile
from records.door import Door
from tests.desk.signed import HOST

PASSWORD = "paard batterij nietje"
CHOICES = Choices(
    departments={"burgerzaken": "Burgerzaken", "belastingen": "Belastingen"},
    languages={"nl": "Nederlands", "en": "Engels"},
)
START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class AccessDesk:
    """All pages of accounts, and /balie for agents."""

    def __init__(self, door: Door, clock: Clock | None = None) -> None:
        self.door = door
        self.clock = clock or Clock()
        self.keeper = Doorkeeper(door, self.clock, "Zonnedael")
        self.app = FastAPI()
        pages = DeskPages(Pages("Zonnedael", "14 0123"))
        guard_app(self.app, self.keeper, pages)
        for router in (
            sign_in_router(pages, self.keeper),
            account_router(pages, self.keeper),
            accounts_router(pages, self.keeper, lambda: CHOICES),
            desk_files_router(),
            _overview(),
        ):
            self.app.include_router(router)

    def add(self, name: str, *roles: Role) -> str:
        """Give the password for once."""
        profile = Profile(title=name.title(), roles=frozenset(map(str, roles or (Role.AGENT,))))
        return self.door.accounts.add(name, profile, "test", self.clock())

    def ready(self, name: str, *roles: Role) -> str:
        """Somebody who has done the first sign-in; gives the secret of their app."""
        self.add(name, *roles)
        secret = pyotp.random_base32()
        self.door.accounts.choose_password(name, PASSWORD, self.clock())
        self.door.accounts.set_up_app(name, secret, 0, self.clock())
        return secret

    def code(self, secret: str) -> str:
        return pyotp.TOTP(secret).at(self.clock())

    def browser(self) -> "FormBrowser":
        return FormBrowser(self.app)

    def signed_in(self, name: str, *roles: Role) -> "FormBrowser":
        secret = self.ready(name, *roles)
        browser = self.browser()
        browser.enter(name, PASSWORD)
        page = browser.send(code=self.code(secret))
        assert page.status_code == 200, page.text
        return browser


def _overview() -> APIRouter:
    router = APIRouter()

    @router.get("/balie")
    def overview(agent: Annotated[Agent, Depends(signed_in(Role.AGENT))]) -> str:
        return f"Dag {agent.title}"

    return router


class FormBrowser:
    """Goes where it is sent, and fills in the first form of the page that it has."""

    def __init__(self, app: FastAPI, address: str = "10.0.0.7") -> None:
        self.client = TestClient(app, HOST, headers={"Origin": HOST}, client=(address, 50000))
        self.page: Any = None

    @property
    def token(self) -> str | None:
        return self.client.cookies.get(COOKIE)

    def get(self, path: str) -> Any:
        self.page = self.client.get(path)
        return self.page

    def send(self, to: str = "", **fields: Any) -> Any:
        assert self.page is not None
        found = re.search(r'name="csrf" value="([^"]*)"', self.page.text)
        data = {"csrf": html.unescape(found[1]) if found else "", **fields}
        self.page = self.client.post(to or self.page.url.path, data=data)
        return self.page

    def enter(self, name: str, password: str) -> Any:
        self.get("/balie/aanmelden")
        return self.send(name=name, password=password)


@contextmanager
def access_desk(folder: Path) -> Iterator[AccessDesk]:
    door = Door.open(f"sqlite:///{folder}/records.db", b"een sleutel buiten de database")
    desk = AccessDesk(door)
    try:
        yield desk
    finally:
        desk.keeper.close()
        door.close()
