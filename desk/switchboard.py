"""Port: the calls of this moment, who waits in line, who sits where, and what agents do with it.

`belbalie` fills it. All of it is called on the event loop and answers at once.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.agents import Agent
from dialog.acts import Act
from dialog.agent_outcomes import AgentOutcome
from dialog.events import Event


class Presence(StrEnum):
    AVAILABLE = "available"
    BUSY = "busy"
    """Rung, in a call, or finishing one: set by the house, or by who wants no calls now."""
    AWAY = "away"


class Stage(StrEnum):
    """Where a call is."""

    ASSISTANT = "assistant"
    QUEUED = "queued"
    RINGING = "ringing"
    """An agent is rung, or is being told who calls."""
    AGENT = "agent"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCall:
    """A call that goes on, or has just ended and waits for an agent's outcome."""

    call: str
    kind: str
    """The line: 'sip', 'twilio', 'raw', 'typed'."""
    began: datetime
    stage: Stage
    items: Sequence[Event | Act]
    """The call so far, as it was recorded."""
    department: str | None = None
    urgent: bool = False
    language: str = "nl"
    agent: str | None = None
    """The account name of who is rung or talks."""
    queued_since: datetime | None = None
    position: int | None = None
    estimate_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    agent: Agent
    presence: Presence
    since: datetime
    call: str | None = None
    """That rings here, or is talked in, or is being finished."""
    phone: bool = False
    """Their telephone can be rung: a browser that is open, or an address of their own."""
    signed_in: bool = True
    """False: a telephone of the content, of which nobody tells whether somebody sits there."""


class What(StrEnum):
    """What changed, and so what is to be drawn anew."""

    CALL = "call"
    """An entry was added to a call, or its stage moved."""
    QUEUE = "queue"
    SEATS = "seats"


@dataclass(frozen=True, slots=True)
class Change:
    what: What
    call: str | None = None


class NotNow(Exception):
    """It cannot be done any more, or not yet; the text is a Dutch sentence for the agent."""


class Switchboard(Protocol):
    def calls(self) -> Sequence[LiveCall]:
        """Oldest first."""

    def call(self, call: str) -> LiveCall | None: ...

    def queue(self) -> Sequence[LiveCall]:
        """Those who wait, who comes next first."""

    def seats(self) -> Sequence[Seat]: ...

    def seat(self, name: str) -> Seat | None: ...

    def watch(self) -> AsyncIterator[Change]:
        """Every change from now on; a watcher that is too slow misses none but gets them late,
        several of a kind as one.
        """

    def sit_down(self, agent: Agent) -> None:
        """The agent is signed in and has a page open; away until they say otherwise. Sitting down
        again changes nothing but what the account says.
        """

    def stand_up(self, name: str) -> None:
        """The agent signed out, or was not heard of for too long."""

    def be(self, name: str, presence: Presence) -> None:
        """Raises NotNow while they are in a call, or where no telephone of theirs can be rung."""

    def accept(self, name: str, call: str) -> None:
        """Take the call that rings here. Raises NotNow."""

    def decline(self, name: str, call: str) -> None:
        """Let somebody else take it. Raises NotNow."""

    def take_over(self, name: str, call: str) -> None:
        """Take a call that is still with the assistant, or waits. Raises NotNow."""

    def hang_up(self, name: str, call: str) -> None:
        """End the talk, and with it the call. Raises NotNow."""

    def write(self, name: str, call: str, words: str) -> None:
        """Have a caller who types read this. Raises NotNow."""

    def send_back(self, name: str, call: str, outcome: AgentOutcome | None) -> None:
        """Give the caller back to the assistant. Raises NotNow."""

    def finish(self, name: str, call: str) -> None:
        """The agent has finished writing about this call; free for the next. Raises NotNow."""
