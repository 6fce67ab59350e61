"""How one transfer of a call stands in the queue of the house."""

from collections.abc import Callable
from dataclasses import dataclass

from belbalie.queue_room import QueueRoom
from dialog.acts import Transfer as Asked
from telephony.queue import Waiter
from telephony.transfer import Signal, Transfer
from telephony.transfer_plan import Phone, Plan
from telephony.transferring import Transferring
from voice.ears import Clock


@dataclass(frozen=True, slots=True)
class Standing:
    """Made for each transfer; told when it begins, and of every signal of it."""

    room: QueueRoom
    call: str
    asked: Asked
    language: str
    phone: Phone | None
    """Of the one agent who is to have the call, where one took it over."""
    most_seconds: float
    clock: Clock
    noted: Callable[[Transferring], None]
    """Hears of the transfer before anybody is rung by it."""
    title: Callable[[str], str]
    """Of an agent, as the record writes it."""
    typed: bool = False
    """The caller types."""

    def plan(self, headers: dict[str, str]) -> Plan:
        if self.asked.agent is None:
            return Plan(headers=headers, in_line=True, most_seconds=self.most_seconds)
        phones = (self.phone,) if self.phone is not None else ()
        return Plan(phones=phones, headers=headers)

    def begun(self, transferring: Transferring) -> None:
        self.noted(transferring)
        waiter = Waiter(
            call=self.call,
            department=self.asked.department,
            since=self.clock.seconds(),
            language=self.language,
            urgent=self.asked.urgent,
            typed=self.typed,
        )
        self.room.join(waiter, transferring, self.asked.agent)

    def heard(self, signal: Signal, agent: str | None, transfer: Transfer) -> None:
        self.room.heard(self.call, signal, agent, transfer)

    def told(self) -> tuple[int, float | None] | None:
        """Position and estimate, as far as the caller hears of them."""
        return self.room.standing(self.call)
