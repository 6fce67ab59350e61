"""The assembly of who may come to the desk: accounts, their pages, and the guard of every route."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime

from fastapi import FastAPI

from belbalie.call_desk import house_key
from belbalie.errors import WorkFailed
from belbalie.settings import Settings
from connectors.openid import Brought, OpenIdConnect, OpenIdFailed, Provider
from desk.access.account_form import Choices
from desk.access.account_page import account_router
from desk.access.accounts_pages import accounts_router
from desk.access.doorkeeper import Doorkeeper
from desk.access.openid import NotBrought
from desk.access.openid_pages import OPENID, openid_router
from desk.access.pages import DeskPages
from desk.access.refusals import guard_app
from desk.access.sign_in_pages import sign_in_router
from desk.pages import Pages
from dialog.knowledge import Knowledge
from records.door import Door
from records.errors import RecordsError


@contextmanager
def open_door(settings: Settings) -> Iterator[Door]:
    """Accounts and sessions of the database. Raises WorkFailed."""
    given = settings.call_key
    key = house_key(given.get_secret_value() if given else None, settings.data / "calls.key")
    try:
        door = Door.open(settings.database_url, key)
        try:
            yield door
        finally:
            door.close()
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


@asynccontextmanager
async def doorkeeper(settings: Settings, municipality: str) -> AsyncIterator[Doorkeeper]:
    """Who is signed in. Raises WorkFailed."""
    with open_door(settings) as door:
        keeper = Doorkeeper(door, _now, municipality, settings.desk_address)
        try:
            yield keeper
        finally:
            keeper.close()


class WorkAccounts:
    """The identity provider of the settings (port `desk.access.openid.OpenId`)."""

    def __init__(self, provider: Provider) -> None:
        self._provider = OpenIdConnect(provider)

    async def begin(self, back: str) -> tuple[str, Mapping[str, str]]:
        with _told():
            return await self._provider.begin(back)

    async def finish(self, came: str, known: Mapping[str, str]) -> Brought:
        with _told():
            return await self._provider.finish(came, known)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OpenIdFailed as error:
        raise NotBrought(str(error)) from None


def add_access(
    app: FastAPI, keeper: Doorkeeper, known: Callable[[], Knowledge], settings: Settings
) -> None:
    """The pages of signing in and of accounts, and the guard for all others; `known` is the content
    that is in force.
    """
    municipality = known().municipality
    pages = DeskPages(Pages(municipality.name, municipality.telephone))
    guard_app(app, keeper, pages)
    provider = settings.oidc_provider
    if provider is not None:
        app.include_router(openid_router(keeper, WorkAccounts(provider)))
    local = provider is None or settings.local_accounts
    app.include_router(sign_in_router(pages, keeper, OPENID if provider else None, local))
    app.include_router(account_router(pages, keeper))
    app.include_router(accounts_router(pages, keeper, lambda: choices_of(known())))


def choices_of(knowledge: Knowledge) -> Choices:
    """What an account can be given, by this content."""
    packs = {pack.code: pack.name for pack in knowledge.languages}
    departments = knowledge.municipality.departments
    return Choices(
        departments={key: each.title for key, each in departments.items()},
        languages={"nl": "Nederlands", "en": "Engels", **packs},
    )


def _now() -> datetime:
    return datetime.now().astimezone()
