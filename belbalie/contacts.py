"""The contact register of a running house, where there is one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import datetime
from urllib.parse import urlsplit

from loguru import logger

from belbalie.contact_desk import ContactDesk
from belbalie.errors import WorkFailed
from belbalie.metrics import Metrics
from belbalie.open_klant_settings import DEPARTMENT, EMPLOYEE, identifiers
from belbalie.settings import Settings
from connectors.open_klant import OpenKlant, RegisterAddress
from connectors.open_klant_bodies import Naming
from dialog.titles import Titles
from records.contact_outbox import ContactOutbox
from records.errors import RecordsError
from records.log import EventLog

DAY_SECONDS = 24 * 60 * 60


@asynccontextmanager
async def telling_contacts(
    settings: Settings, log: EventLog, titles: Callable[[], Titles], metrics: Metrics
) -> AsyncIterator[ContactDesk | None]:
    """The desk that tells contacts, while it does; None where no register is set.

    Raises WorkFailed when the database or the file with authorities cannot be used.
    """
    with closing(_outbox(settings)) as outbox:
        desk = _desk(settings, log, titles)
        await _forget_old(outbox, desk is not None)
        loops = [_keep_forgetting(outbox, desk is not None)]
        if desk is not None:
            _measure(desk, metrics)
            loops.append(desk.keep_sending())
        tasks = [asyncio.create_task(loop, name="contacts") for loop in loops]
        try:
            yield desk
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if desk is not None:
                desk.close()


def naming(settings: Settings) -> Naming:
    return Naming(
        settings.open_klant_channel,
        settings.open_klant_text_channel,
        identifiers(settings.open_klant_departments, DEPARTMENT),
        identifiers(settings.open_klant_agents, EMPLOYEE),
    )


def register_of(settings: Settings) -> OpenKlant | None:
    """The register that the municipality named. Raises WorkFailed."""
    if settings.open_klant is None or settings.open_klant_token is None:
        return None
    if urlsplit(settings.open_klant).scheme != "https":
        logger.warning("the contact register is reached without TLS: use an https address")
    trusted = settings.open_klant_trusted
    address = RegisterAddress(
        settings.open_klant,
        settings.open_klant_token.get_secret_value(),
        str(trusted) if trusted else None,
    )
    try:
        return OpenKlant(address, naming(settings))
    except OSError as error:  # also what ssl says of a file without certificates
        raise WorkFailed(
            f"setting open_klant_trusted: expected a PEM file with certificates, got: {error}"
        ) from None


def _desk(settings: Settings, log: EventLog, titles: Callable[[], Titles]) -> ContactDesk | None:
    register = register_of(settings)
    if register is None:
        return None
    return ContactDesk(_outbox(settings), log, register, titles, settings.open_klant_anonymous)


def _outbox(settings: Settings) -> ContactOutbox:
    try:
        return ContactOutbox(settings.database_url)
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


def _measure(desk: ContactDesk, metrics: Metrics) -> None:
    metrics.contacts_waiting.set_function(lambda: desk.standing.waiting)
    metrics.contacts_oldest.set_function(lambda: desk.oldest_seconds(datetime.now().astimezone()))
    metrics.contacts_unsent.set_function(lambda: desk.standing.set_aside + desk.standing.given_up)


async def _keep_forgetting(outbox: ContactOutbox, told: bool) -> None:
    """Every day, until cancelled."""
    while True:
        await asyncio.sleep(DAY_SECONDS)
        await _forget_old(outbox, told)


async def _forget_old(outbox: ContactOutbox, told: bool) -> None:
    """Remove what nobody asks about any more.

    Without a register nothing waits for long, so that one that is set later is not told of calls
    of weeks ago.
    """
    now = datetime.now().astimezone()
    try:
        await asyncio.to_thread(outbox.forget_old, now)
        if not told:
            await asyncio.to_thread(outbox.forget_waiting, now)
    except RecordsError as error:  # tomorrow again
        logger.error("old contacts were not forgotten: {}", error)
