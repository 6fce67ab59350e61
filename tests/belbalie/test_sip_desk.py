"""Who picks up a call that rings over SIP, and who is told that all lines are busy."""

from dataclasses import dataclass, field

import pytest

from belbalie.metrics import Metrics
from belbalie.sip_desk import SipDesk
from telephony.sip_line import SipLine
from telephony.sip_wire import Kind, Packet, packet


@dataclass
class Seats:
    """An assistant with so many free seats."""

    free: int
    answered: list[SipLine] = field(default_factory=list)

    async def answer(self, line: SipLine) -> None:
        self.answered.append(line)


@dataclass
class Stack:
    """The SIP process: answers what it is asked, or lets the caller give up."""

    line: SipLine = field(init=False)
    orders: list[Kind] = field(default_factory=list)
    gives_up: bool = False

    def __post_init__(self) -> None:
        self.line = SipLine(1, self.take)

    def take(self, order: Packet) -> None:
        self.orders.append(order.kind)
        if order.kind is Kind.ANSWER and not self.gives_up:
            self.line.take(packet(Kind.UP, 1, rate_hz=8000))
        else:
            self.line.take(packet(Kind.DOWN, 1, by="far", status=None))


@pytest.mark.parametrize(("free", "asked"), [(1, Kind.ANSWER), (0, Kind.REFUSE)])
async def test_a_call_is_taken_while_a_seat_is_free_and_else_is_busy(
    free: int, asked: Kind
) -> None:
    seats, stack, metrics = Seats(free), Stack(), Metrics()
    await SipDesk(seats, metrics).take(stack.line)
    assert stack.orders == [asked]
    assert bool(seats.answered) == bool(free)
    refused = metrics.registry.get_sample_value("belbalie_calls_refused_total")
    assert refused == (0.0 if free else 1.0)


async def test_a_caller_who_gives_up_while_we_pick_up_is_no_call() -> None:
    seats, stack = Seats(1), Stack(gives_up=True)
    await SipDesk(seats, Metrics()).take(stack.line)
    assert seats.answered == []
