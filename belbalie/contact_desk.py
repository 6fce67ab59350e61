"""Contacts to the municipality's register, after the call: one after the other, in order.

When the register is down everything waits, and one contact tries for all. What a contact says is
read from the log at that moment, so a call that was erased meanwhile is not told.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loguru import logger

from belbalie.open_klant_settings import Anonymous
from connectors.open_klant import NeverTaken, NotTakenNow, OpenKlant, RegisterDown
from dialog.contact import Contact, contact_of
from dialog.titles import Titles
from records.contact_outbox import NOTHING, SENT, SET_ASIDE, ContactOutbox, Due, Standing
from records.errors import ChainBroken, RecordsError
from records.log import EventLog

ROUND_SECONDS = 15.0
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
FAILURES_OF_A_ROUND = 2
"""A server that fails at two contacts fails at more than those."""
_NOTHING_KNOWN = Standing(0, None, 0, 0)


@dataclass(frozen=True, slots=True)
class _Pause:
    """The register takes nothing."""

    since: datetime
    until: datetime
    tries: int


class ContactDesk:
    """One for all calls. Its maker closes it. `send_due` is for one thread at a time."""

    def __init__(
        self,
        outbox: ContactOutbox,
        log: EventLog,
        register: OpenKlant,
        titles: Callable[[], Titles],
        anonymous: Anonymous = Anonymous.CALLBACKS,
    ) -> None:
        """`log` is where calls are read back."""
        self._outbox = outbox
        self._log = log
        self._register = register
        self._titles = titles
        self._anonymous = anonymous
        self._pause: _Pause | None = None
        self._standing = _NOTHING_KNOWN

    @property
    def standing(self) -> Standing:
        """As it was after the last round."""
        return self._standing

    def oldest_seconds(self, now: datetime) -> float:
        """Since when the first of those who wait could have been sent; 0 when none waits."""
        oldest = self._standing.oldest
        return 0.0 if oldest is None else max(0.0, (now - oldest).total_seconds())

    def send_due(self, now: datetime) -> int:
        """Send those whose turn it is; how many went. Raises RecordsError."""
        if self._pause is not None and now < self._pause.until:
            self._standing = self._outbox.standing(now)
            return 0
        sent, failures = 0, 0
        while failures < FAILURES_OF_A_ROUND and (due := self._outbox.take(now)) is not None:
            try:
                sent += self._send(due)
                self._pause = None
            except NotTakenNow as error:
                failures += 1
                logger.warning("contact of call {} was not taken, later again: {}", due.call, error)
                self._outbox.later(due, now, str(error))
                if failures == FAILURES_OF_A_ROUND or not self._answers():
                    self._rest(now, None)
                    break
            except RegisterDown as error:
                logger.warning("the contact register is down, contacts wait: {}", error)
                self._outbox.put_back(due, str(error))
                self._rest(now, error.wait_seconds)
                break
        self._look(now)
        return sent

    def _send(self, due: Due) -> int:
        contact = self._contact(due)
        if contact is None:
            self._outbox.end(due, NOTHING)
            return 0
        department = self._titles().department(contact.task.department) if contact.task else ""
        try:
            self._register.send(
                contact,
                department,
                due.steps,
                lambda step, uuid: self._outbox.keep_step(due, step, uuid),
            )
        except NeverTaken as error:
            logger.error("contact of call {} was refused, set aside: {}", due.call, error)
            self._outbox.end(due, SET_ASIDE, str(error))
            return 0
        self._outbox.end(due, SENT)
        logger.info("contact of call {} was sent", due.call)
        return 1

    def _contact(self, due: Due) -> Contact | None:
        """What is told; None when nothing is."""
        try:
            entries = self._log.read(due.call)
        except ChainBroken as error:
            logger.error("contact of call {} is not told: {}", due.call, error)
            return None
        items = [entry.item for entry in entries if entry.item is not None]
        contact = contact_of(due.call, due.part, items, self._titles())
        return contact if contact is not None and self._wanted(contact) else None

    def _wanted(self, contact: Contact) -> bool:
        if contact.name is not None or self._anonymous is Anonymous.ALL:
            return True
        return self._anonymous is Anonymous.CALLBACKS and contact.task is not None

    def _answers(self) -> bool:
        """Whether it was about that one contact."""
        try:
            self._register.reachable()
        except (RegisterDown, NotTakenNow, NeverTaken):
            return False
        return True

    def _rest(self, now: datetime, asked_seconds: float | None) -> None:
        """Try nothing for a while, each time twice as long."""
        tries = self._pause.tries + 1 if self._pause else 0
        wait = FIRST_PAUSE * 2 ** min(tries, 20)
        if asked_seconds is not None:
            wait = max(wait, timedelta(seconds=min(asked_seconds, 86400)))
        since = self._pause.since if self._pause else now
        self._pause = _Pause(since, now + min(wait, LONGEST_PAUSE), tries)

    def _look(self, now: datetime) -> None:
        if given_up := self._outbox.give_up_old(now):
            logger.error("{} contacts were given up after a week", given_up)
        self._standing = self._outbox.standing(now)

    def notices(self) -> Sequence[str]:
        """As `desk.notices.Notices`."""
        told, standing = [], self._standing
        if self._pause is not None and standing.waiting:
            told.append(
                f"Open Klant is niet bereikbaar sinds {self._pause.since.astimezone():%H:%M} uur. "
                f"{_many(standing.waiting, 'gesprek wacht', 'gesprekken wachten')} op verzending. "
                "U hoeft niets te doen: dit gaat vanzelf zodra het weer kan."
            )
        if lost := standing.set_aside + standing.given_up:
            told.append(
                f"{_many(lost, 'gesprek staat', 'gesprekken staan')} niet in Open Klant. "
                "Meld dit bij uw beheerder."
            )
        return told

    def forget_old(self, now: datetime) -> None:
        """Raises RecordsError."""
        self._outbox.forget_old(now)

    async def keep_sending(self) -> None:
        """Bring away what waits, until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.send_due, datetime.now().astimezone())
            except RecordsError as error:  # the next round is soon
                logger.error("waiting contacts were not sent: {}", error)
            await asyncio.sleep(ROUND_SECONDS)

    def close(self) -> None:
        self._register.close()
        self._outbox.close()


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
