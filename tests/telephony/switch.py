"""A telephone switch for tests: lines are real, the SIP process behind them is the test."""

import asyncio
from dataclasses import dataclass, field

import numpy as np

from telephony.sip_line import SipLine
from telephony.sip_wire import Kind, Packet, packet

RATE_HZ = 8000
FRAME = Packet(Kind.SOUND, 0, np.zeros(RATE_HZ // 50, "<i2").tobytes())


@dataclass
class Leg:
    """The far end of one line, and what the house asked for on it."""

    line: SipLine = field(init=False)
    asked: list[Packet] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    deaf: bool = False
    """Does not even follow a hang-up."""

    @property
    def kinds(self) -> list[Kind]:
        return [each.kind for each in self.asked]

    def hung_up(self) -> bool:
        """We ended it, or it ended by itself."""
        return Kind.HANG_UP in self.kinds or self.line.over.is_set()

    @property
    def sound_seconds(self) -> float:
        played = sum(len(each.payload) for each in self.asked if each.kind is Kind.SOUND)
        return played / 2 / RATE_HZ

    def take(self, order: Packet) -> None:
        """What the house asks of the SIP process."""
        self.asked.append(order)
        if order.kind is Kind.HANG_UP and not self.deaf:
            asyncio.get_running_loop().call_soon(self.ends, None, "us")

    def tells(self, kind: Kind, **fields: object) -> None:
        self.line.take(packet(kind, self.line.number, **fields))

    def rings(self) -> None:
        self.tells(Kind.RINGING)

    def picks_up(self) -> None:
        self.tells(Kind.UP, rate_hz=RATE_HZ)

    def presses(self, digit: str) -> None:
        self.tells(Kind.DIGIT, digit=digit)

    def ends(self, status: int | None = None, by: str = "far") -> None:
        self.tells(Kind.DOWN, by=by, status=status)

    def speaks(self, seconds: float) -> None:
        """Say something loud, at once: the line is as far ahead as that."""
        for _ in range(round(seconds * 50)):
            sound = np.full(RATE_HZ // 50, 1000, "<i2")
            self.line.take(Packet(Kind.SOUND, self.line.number, sound.tobytes()))


def leg(number: int = 2, *, caller: str | None = None) -> Leg:
    made = Leg()
    made.line = SipLine(number, made.take, caller=caller)
    return made


class Switch:
    """Dials; `legs` has what was dialled for each address, in order."""

    def __init__(self) -> None:
        self.legs: dict[str, list[Leg]] = {}
        self.down = False
        """Nothing can be dialled."""
        self.slow = asyncio.Event()
        """Cleared, a call takes until it is set to be placed."""
        self.slow.set()
        self._next = 2

    async def dial(self, address: str, headers: dict[str, str] | None = None) -> SipLine:
        await self.slow.wait()
        if self.down:
            raise OSError("the SIP endpoint is being started again")
        made, self._next = leg(self._next), self._next + 2
        made.headers = headers or {}
        self.legs.setdefault(address, []).append(made)
        return made.line

    @property
    def all(self) -> list[Leg]:
        return [each for legs in self.legs.values() for each in legs]
