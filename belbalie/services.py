"""The services behind errands: one name, one handler, and never longer than a caller can wait."""

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from loguru import logger

from belbalie.wish_desk import WishDesk
from dialog.agenda import Agenda
from dialog.content_services import ServiceContent
from dialog.hours import Hours
from dialog.knowledge import Knowledge
from dialog.look_ups import crisis, find_address, find_product, find_status, waste_dates
from dialog.service_values import Values, needed
from dialog.services import FAILED, OK, SERVICES, Outcome
from dialog.text_message import mobile
from dialog.waste import Waste
from records.agenda import Appointments
from records.case import Asking
from records.cases import Cases
from records.complaints import Complaints
from records.errors import RecordsError
from records.pickups import Pickups
from records.reports import Reports

SERVICE_SECONDS = 3.0
"""A caller has heard "een moment"; after this a person is offered."""
_COMMIT_SECONDS = 0.3
"""What has not come so far by then is not written any more: nobody would hear of it."""
_THREADS = 4

Part = TypeVar("Part")


class Messages(Protocol):
    """Where text messages are given away."""

    def send(self, values: Values, asking: Asking) -> Outcome:
        """message.send"""


class Calls(Protocol):
    """Where earlier calls are opened."""

    def open(self, values: Values, asking: Asking) -> Outcome:
        """call.open"""

    def take_up(self, values: Values, asking: Asking) -> Outcome:
        """call.take_up"""

    def forget(self, values: Values, asking: Asking) -> Outcome:
        """call.forget"""


@dataclass(frozen=True, slots=True)
class Room:
    """What handlers go by, as it is at this moment."""

    knowledge: Knowledge
    content: ServiceContent
    cases: Callable[[], Cases]
    case_products: Mapping[str, str] = field(default_factory=dict)
    """Of which product a case of another system is, by its number without signs."""
    wish_desk: WishDesk | None = None
    """Where wishes of callers are kept; None: nowhere."""

    message_desk: Messages | None = None
    call_desk: Calls | None = None

    @property
    def messages(self) -> Messages:
        if self.message_desk is None:
            raise LookupError("expected a desk for text messages, there is none here")
        return self.message_desk

    @property
    def calls(self) -> Calls:
        if self.call_desk is None:
            raise LookupError("expected a desk for earlier calls, there is none here")
        return self.call_desk

    @property
    def agenda(self) -> Agenda:
        return _there(self.content.agenda, "agenda.yaml")

    @property
    def waste(self) -> Waste:
        return _there(self.content.waste, "waste.yaml")

    @property
    def wishes(self) -> WishDesk:
        if self.wish_desk is None:
            raise LookupError("expected a place for wishes of callers, there is none here")
        return self.wish_desk

    @property
    def hours(self) -> Hours:
        return self.knowledge.municipality.hours

    @property
    def appointments(self) -> Appointments:
        return Appointments(self.cases(), self.agenda)

    @property
    def pickups(self) -> Pickups:
        return Pickups(self.cases(), self.waste, self.knowledge.addresses)

    @property
    def reports(self) -> Reports:
        return Reports(self.cases(), self.content.reports, self.hours)

    @property
    def complaints(self) -> Complaints:
        return Complaints(self.cases(), self.hours)


Handler = Callable[[Room, Values, Asking], Outcome]

HANDLERS: Mapping[str, Handler] = {
    "address.find": lambda room, values, asking: find_address(room.knowledge.addresses, values),
    "agenda.products": lambda room, values, asking: find_product(room.agenda, values),
    "agenda.free": lambda room, values, asking: room.appointments.free(values, asking),
    "agenda.book": lambda room, values, asking: room.appointments.book(values, asking),
    "agenda.find": lambda room, values, asking: room.appointments.find(values, asking),
    "agenda.move": lambda room, values, asking: room.appointments.move(values, asking),
    "agenda.cancel": lambda room, values, asking: room.appointments.cancel(values, asking),
    "report.similar": lambda room, values, asking: room.reports.similar(values, asking),
    "report.create": lambda room, values, asking: room.reports.create(values, asking),
    "report.join": lambda room, values, asking: room.reports.join(values, asking),
    "waste.dates": lambda room, values, asking: waste_dates(
        room.waste, room.knowledge.addresses, values, asking.now
    ),
    "bulky.free": lambda room, values, asking: room.pickups.free(values, asking),
    "bulky.book": lambda room, values, asking: room.pickups.book(values, asking),
    "complaint.create": lambda room, values, asking: room.complaints.create(values, asking),
    "status.find": lambda room, values, asking: find_status(
        room.knowledge,
        room.case_products,
        values,
        room.hours.local(asking.now).date(),
        room.content.agenda,
    ),
    "wish.keep": lambda room, values, asking: room.wishes.keep(values, asking),
    "wish.forget": lambda room, values, asking: room.wishes.forget(values, asking),
    "crisis.active": lambda room, values, asking: crisis(room.content.crisis, values, asking.now),
    "call.open": lambda room, values, asking: room.calls.open(values, asking),
    "call.take_up": lambda room, values, asking: room.calls.take_up(values, asking),
    "call.forget": lambda room, values, asking: room.calls.forget(values, asking),
    "message.able": lambda room, values, asking: Outcome(
        OK if mobile(*needed("message.able", values, "telefoon")) else "landline"
    ),
    "message.send": lambda room, values, asking: room.messages.send(values, asking),
}


def carry_out(room: Room, service: str, values: Values, asking: Asking) -> Outcome:
    """Do it now, in this thread.

    Raises ValueError for an unknown service or a missing value, LookupError for what is not
    there, RecordsError for what the database refuses.
    """
    handler = HANDLERS.get(service)
    if handler is None:
        raise ValueError(f"expected one of {', '.join(sorted(SERVICES))}, got {service!r}")
    return handler(room, values, asking)


class DeskServices:
    """Port `dialog.services.Services`, shared by all calls. Its maker closes it."""

    def __init__(self, room: Callable[[], Room], seconds: float = SERVICE_SECONDS) -> None:
        """`room` gives what is in force now; `seconds` is the longest that a caller waits."""
        self._room = room
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="services")

    async def perform(
        self,
        service: str,
        values: Values,
        *,
        now: datetime,
        call: str,
        room: Callable[[], Room] | None = None,
    ) -> Outcome:
        """As the port says; what a service cannot do is logged and 'failed'. `room` is what a call
        goes by that began with other content than is in force now.
        """
        until = time.monotonic() + self._seconds - _COMMIT_SECONDS
        asking = Asking(now, call, lambda: time.monotonic() < until)
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: carry_out((room or self._room)(), service, values, asking)
        )
        try:
            async with asyncio.timeout(self._seconds):
                return await work
        except TimeoutError:  # an OSError too
            logger.error("call {}: {} took more than {} s", call, service, self._seconds)
        except (RecordsError, LookupError, OSError) as error:
            logger.error("call {}: {} failed, {}", call, service, error)
        return Outcome(FAILED)

    def close(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)


def _there(part: Part | None, file: str) -> Part:
    if part is None:
        raise LookupError(f"expected {file} in the content, got none that can be used")
    return part
