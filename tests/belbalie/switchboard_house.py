"""A switchboard with callers and agents whose telephones ring at a switch of the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from belbalie.agent_phones import Phones
from belbalie.switchboard import HouseSwitchboard
from belbalie.transfers import CallTransfers, Ways
from desk.agents import Agent
from dialog.acts import Act, Transfer
from dialog.agent_outcomes import AgentOutcome
from dialog.events import Event, TransferMoved
from dialog.knowledge import Agent as Telephone
from dialog.knowledge import Department, Knowledge
from tests.belbalie.test_transfers import Voices
from tests.dialog.staffed import staffed
from tests.telephony.switch import Leg, Switch
from tests.voice.simulated_time import clock, passes, settled

DESK = Department("burgerzaken", "het team Burgerzaken", at_desk=True)
CENTRE = Department("klantcontact", "het klantcontactcentrum", at_desk=True)
PHONE = Telephone("Balie 1", "sip:balie1@h")


def agent(name: str, *departments: str, languages: tuple[str, ...] = ("nl",)) -> Agent:
    """With a telephone on the desk."""
    return Agent(
        name=name,
        title=name.title(),
        departments=departments or ("klantcontact",),
        languages=languages,
        address=f"sip:{name}@h",
    )


@dataclass
class Call:
    """One call; what is reported of its transfer is recorded at once."""

    house: "House"
    id: str
    told: list[Event] = field(default_factory=list)
    asked: list[Event] = field(default_factory=list)
    """What the desk told the conversation."""

    def __post_init__(self) -> None:
        ways = Ways(
            dialler=self.house.switch,
            voices=Voices(),
            clock=clock(),
            knowledge=self.house.known,
            happened=lambda: self.items,
            caller=None,
            standing=partial(self.house.board.standing, self.id),
        )
        self.transfers = CallTransfers(ways)
        self.transfers.report_to(self.hear)

    @property
    def items(self) -> list[Event | Act]:
        live = self.house.board.live.get(self.id)
        return live.items if live is not None else []

    def hear(self, event: Event) -> None:
        self.told.append(event)
        self.house.board.see(self.id, event)

    def wants(self, department: str = "klantcontact", **asked: object) -> None:
        act = Transfer(department=department, **asked)  # type: ignore[arg-type]
        self.house.board.see(self.id, act)
        self.transfers.begin(act)

    @property
    def stages(self) -> list[str]:
        return [str(event.stage) for event in self.told if isinstance(event, TransferMoved)]

    @property
    def moved(self) -> TransferMoved:
        return next(event for event in reversed(self.told) if isinstance(event, TransferMoved))

    async def ends(self) -> None:
        await self.transfers.close()
        self.house.board.ended(self.id)

    # -- port `belbalie.live_calls.Controls` ---------------------------------------------------

    def tell(self, event: Event) -> None:
        self.asked.append(event)

    def send_back(self, agent: str, outcome: AgentOutcome | None) -> bool:
        return self.transfers.send_back(agent, outcome)


@dataclass
class House:
    known: Knowledge
    board: HouseSwitchboard
    switch: Switch
    calls: list[Call] = field(default_factory=list)

    def call(self, name: str = "call 1", kind: str = "sip") -> Call:
        made = Call(self, name)
        self.board.begin(name, kind, clock().now(), made)
        self.calls.append(made)
        return made

    def leg(self, name: str) -> Leg:
        return self.switch.legs[f"sip:{name}@h"][-1]

    async def picks_up(self, name: str, *digits: str) -> Leg:
        await settled()
        leg = self.leg(name)
        leg.rings()
        leg.picks_up()
        for digit in digits:
            await settled()
            leg.presses(digit)
        await settled()
        return leg


@asynccontextmanager
async def house(*departments: Department) -> AsyncIterator[House]:
    known = staffed(*(departments or (DESK, CENTRE)))
    board = HouseSwitchboard(clock(), lambda: known.municipality, Phones())
    made = House(known, board, Switch())
    yield made
    for call in made.calls:
        await call.ends()
    await passes(1)
    assert all(each.hung_up() for each in made.switch.all), "a leg was left behind"


def with_phone(department: Department) -> Department:
    return replace(department, agents=(PHONE,))
