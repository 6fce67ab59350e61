"""What a transfer is given to go by: whom to ring and how, who speaks to them, who is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from telephony.agent_line import AgentLine
from telephony.transfer import Signal, Step, Transfer

MOST_SECONDS = 120.0
"""Nobody waits longer than this for somebody to pick up, where there is no queue to wait in: then
a callback is better."""


class Briefing(Protocol):
    """Speaks to an agent on their line. Each call stops the one before."""

    async def brief(self, agent: str, line: AgentLine) -> None:
        """Tell who calls and why, and which keys there are; returns when that was said."""

    async def thank(self, line: AgentLine) -> None:
        """Tell that the caller is coming."""

    async def explain(self, line: AgentLine) -> None:
        """Tell that the caller is gone."""

    async def hold_on(self) -> None:
        """Tell the caller who was joined that the agent is lost and may come back."""

    def spoke(self, who: str, seconds: float) -> None:
        """One of the two ('caller', 'agent') has spoken for so long."""


Tell = Callable[[Step, str | None, float], None]
"""A TELL_… step, the agent, and the seconds since the transfer was asked for."""
Heard = Callable[[Signal, str | None, Transfer], None]
"""A signal, the agent, and how far the transfer is after it; when all of that was carried out."""


def nobody_hears(signal: Signal, agent: str | None, transfer: Transfer) -> None:
    """There is no queue that wants to know."""


@dataclass(frozen=True, slots=True)
class Phone:
    """Of an agent."""

    name: str
    address: str
    agreed: bool = False
    """Picking up is a yes: the agent read the card, or asked for the call; nothing is to tell."""
    stays: bool = False
    """The call is not passed on to this telephone: so the agent can send it back."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """For this telephone, beside those of the plan."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom to ring and how."""

    phones: tuple[Phone, ...] = ()
    """In the order in which they are rung."""
    together: bool = False
    headers: Mapping[str, str] | None = None
    """What the agent's telephone may show: the caller's number, where it is not withheld."""
    in_line: bool = False
    """The queue offers agents, one by one."""
    most_seconds: float = MOST_SECONDS
