"""The telephones of agents: of accounts, and those that stand in the content."""

from collections.abc import Callable, Collection, Mapping

from desk.agents import Agent
from dialog.handover import SWITCHBOARD
from dialog.knowledge import Department, Municipality, Ring
from telephony.desk_line import Doing
from telephony.desk_phones import ANSWER_HEADER, CALL_HEADER, SCHEME, DeskPhones
from telephony.queue import Overflow, Rules, Seat, SeatState
from telephony.screen_line import SCHEME as SCREEN
from telephony.screen_line import Screens
from telephony.transfer_plan import Phone

_ASKED = {ANSWER_HEADER: "Auto"}
"""The agent wants this call: the browser need not ring first."""


def _no_addresses() -> Collection[str]:
    return ()


class Phones:
    def __init__(
        self,
        windows: DeskPhones | None = None,
        of_accounts: Callable[[], Collection[str]] = _no_addresses,
        screens: Screens | None = None,
    ) -> None:
        """`of_accounts` gives the SIP addresses of all accounts, signed in or not; on `screens`
        calls of who types ring.
        """
        self._screens = screens or Screens()
        self._windows, self._of_accounts = windows, of_accounts
        self._agents: dict[str, Agent] = {}
        self._seen: set[str] = set()
        self.fixed: Mapping[str, str] = {}
        """SIP addresses by name, of telephones where nobody signs in."""

    @property
    def addresses(self) -> frozenset[str]:
        """SIP addresses that belong to accounts."""
        return frozenset({*self._seen, *self._of_accounts()})

    def signed_in(self, agent: Agent) -> None:
        self._agents[agent.name] = agent
        if agent.address is not None:
            self._seen.add(agent.address)

    def signed_out(self, name: str) -> None:
        self._agents.pop(name, None)
        self._screens.lost(name)

    def can_ring(self, name: str) -> bool:
        if name in self.fixed:
            return True
        agent = self._agents.get(name)
        if agent is None:
            return False
        if agent.address is not None:
            return True
        return self._windows is not None and self._windows.can_ring(name)

    def of(self, name: str, call: str, *, asked: bool = False) -> Phone | None:
        """The telephone to ring for this call; None: there is none that could be.

        In a browser picking up is the yes: the card is on the page. `asked`: the agent wants it.
        """
        if name in self.fixed:
            return Phone(name, self.fixed[name])
        agent = self._agents.get(name)
        if agent is None or not self.can_ring(name):
            return None
        if agent.address is not None:
            return Phone(name, agent.address, agreed=asked, stays=True)
        headers = {CALL_HEADER: call, **(_ASKED if asked else {})}
        return Phone(name, SCHEME + name, agreed=True, stays=True, headers=headers)

    def screen(self, name: str, *, asked: bool = False) -> Phone | None:
        """The pages of this agent, to be rung for who types; None: nobody sits there."""
        if name not in self._agents:
            return None
        headers = _ASKED if asked else {}
        return Phone(name, SCREEN + name, agreed=True, stays=True, headers=headers)

    def pick_up(self, name: str) -> None:
        """What rings in a browser; a telephone on a desk is picked up by hand."""
        self._screens.pick_up(name)
        agent = self._agents.get(name)
        if agent is None or agent.address is not None or self._windows is None:
            return
        line = self._windows.line(name)
        if line is not None:
            line.do(Doing.ACCEPT)


def fixed_seats(town: Municipality, taken: Collection[str]) -> dict[str, tuple[Agent, Seat]]:
    """The telephones of the content that no account has, by name."""
    found: dict[str, list[Department]] = {}
    addresses: dict[str, str] = {}
    for team in town.departments.values():
        for agent in team.agents:
            if agent.address not in taken:
                found.setdefault(agent.name, []).append(team)
                addresses[agent.name] = agent.address
    return {name: _fixed(name, addresses[name], teams) for name, teams in found.items()}


def _fixed(name: str, address: str, teams: list[Department]) -> tuple[Agent, Seat]:
    keys = tuple(team.key for team in teams)
    seat = Seat(
        name=name,
        departments=frozenset(keys),
        state=SeatState.FREE,
        together=any(team.ring is Ring.TOGETHER for team in teams),
        said_so=False,
        page=False,
    )
    return Agent(name=name, title=name, departments=keys, address=address), seat


def rules_of(town: Municipality) -> Rules:
    """Who takes over from whom, as the content says."""
    return Rules(
        overflow={
            key: Overflow(to, team.overflow_seconds)
            for key, team in town.departments.items()
            if (to := team.overflow or SWITCHBOARD) in town.departments and to != key
        }
    )
