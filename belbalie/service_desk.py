"""The services of a running house: its cases in the database, its content kept fresh."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from loguru import logger

from belbalie.call_desk import CallDesk
from belbalie.crisis_desk import CrisisDesk
from belbalie.errors import WorkFailed
from belbalie.message_desk import MessageDesk
from belbalie.services import DeskServices, Room
from belbalie.wish_desk import WishDesk
from dialog.content import ContentStore
from dialog.content_file import Problem
from dialog.content_services import ServiceContent, ServiceStore
from dialog.crisis import CrisisMessage
from dialog.knowledge import Knowledge
from dialog.text_message import Sends
from records.call_codes import CallCodes
from records.cases import Cases
from records.crises import Crises
from records.errors import RecordsError
from records.line_calls import LineCalls
from records.log import EventLog
from records.outbox import Outbox
from records.wishes import Wishes

DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class After:
    """What goes on after a call."""

    sends: Sends
    """Brings text messages away."""
    key: bytes
    """Under which codes and lines of calls are kept (`belbalie.call_desk.house_key`)."""
    wish_days: int
    """How long the wish of a caller is kept."""
    contact_days: int = 30
    """How long it is known which calls came from one line."""


class ServiceDesk:
    """One for all calls. Its maker closes it."""

    def __init__(
        self, folder: Path, content: ContentStore, log: EventLog, database_url: str, after: After
    ) -> None:
        """`log` is where calls are read back. A file of the services with a mistake is told in the
        log, and is not there.

        Raises WorkFailed when the database cannot be used.
        """
        self._content = content
        self._store = ServiceStore(folder, content.knowledge.municipality)
        _tell(self._store.problems)
        try:
            self.crisis = CrisisDesk(Crises(database_url))
            self._cases = Cases(database_url)
            self.texts = MessageDesk(Outbox(database_url), after.sends)
            codes = CallCodes(database_url, after.key)
            self.wishes = WishDesk(Wishes(database_url, after.key, after.wish_days))
            self.lines = LineCalls(database_url, after.key, after.contact_days)
        except RecordsError as error:
            raise WorkFailed(str(error)) from None
        self.calls = CallDesk(codes, log, lambda: content.knowledge, self.texts.forget)
        self.services = DeskServices(self._room)

    def messages(self) -> tuple[CrisisMessage, ...]:
        """All crisis messages, in force or not."""
        return self.crisis.messages(self._store.content.crisis)

    def reload(self) -> None:
        """Take up changed content; what is broken leaves the last good content in force."""
        _tell(self._store.reload(self._content.knowledge.municipality))

    async def forget_old(self) -> None:
        """Every day, destroy the words of cases whose time is over; until cancelled."""
        while True:
            try:
                now = datetime.now().astimezone()
                await asyncio.to_thread(self.texts.forget_old, now)
                await asyncio.to_thread(self.wishes.forget_old, now)
                await asyncio.to_thread(self.lines.forget_old, now)
                gone = await asyncio.to_thread(self._cases.forget_old, now)
            except RecordsError as error:  # tomorrow again: what is old then is old too
                logger.error("old cases were not forgotten: {}", error)
            else:
                if gone:
                    logger.info("the words of {} old cases were forgotten", gone)
            await asyncio.sleep(DAY_SECONDS)

    def close(self) -> None:
        self.services.close()
        self._cases.close()
        self.texts.close()
        self.wishes.close()
        self.lines.close()
        self.calls.close()
        self.crisis.close()

    def begun(self) -> Callable[[], Room]:
        """What a call that begins now goes by to its end; only news of a crisis breaks in."""
        return partial(self._room_of, self._content.knowledge, self._store.content)

    def _room(self) -> Room:
        return self._room_of(self._content.knowledge, self._store.content)

    def _room_of(self, knowledge: Knowledge, content: ServiceContent) -> Room:
        return Room(
            knowledge,
            replace(content, crisis=self.messages()),
            lambda: self._cases,
            wish_desk=self.wishes,
            message_desk=self.texts,
            call_desk=self.calls,
        )


def _tell(problems: list[Problem]) -> None:
    for problem in problems:
        if not problem.warning:
            logger.warning("content not taken up: {}", problem)
