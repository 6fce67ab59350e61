"""Port: calls as the records hold them, and what agents and editors add to them.

`belbalie` fills it. Whatever is added becomes an entry of the call's own log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.agents import Agent
from dialog.acts import Act
from dialog.desk_events import Corrected, DeskEvent
from dialog.events import Event
from records.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Past:
    """A call in a list; the texts are Dutch."""

    call: str
    began: datetime
    subject: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFile:
    """All that is known of one call."""

    call: str
    line: str
    """The kind of the line: 'sip', 'twilio', 'raw', 'typed'."""
    began: datetime
    items: Sequence[Event | Act]
    """In order: the entry of number n is the n-1th. Empty once the call was erased."""
    erased: bool
    callbacks: Sequence[Callback] = ()
    earlier: Sequence[Past] = ()
    """Of the same line, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRing:
    """A callback that is to be done, in a list: without number and words of the caller."""

    callback: Callback
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An answer that an agent called wrong."""

    call: str
    entry: int
    made_at: datetime
    said: Corrected
    dealt_at: datetime | None
    dealt_by: str | None


class NoSuchCall(Exception):
    """Nothing is known of it."""


class Erased(Exception):
    """Its words are gone, and nothing can be added."""


class RecordsOut(Exception):
    """The records cannot be read or written now; try again later."""


class CallRecords(Protocol):
    """Each method may raise RecordsOut."""

    async def look(self, call: str, agent: Agent) -> CallFile:
        """Read a call; that this agent did is written down first. Raises NoSuchCall."""

    async def keep(self, call: str, item: DeskEvent) -> None:
        """Add what was done to the log. Raises NoSuchCall, Erased."""

    async def to_ring(self) -> Sequence[ToRing]:
        """Callbacks that are to be done, by what was promised."""

    async def claim(self, callback: tuple[str, int], agent: Agent) -> ToRing:
        """Take the callback of this call and entry, where nobody else has it; who has it now
        stands in what comes back. Raises NoSuchCall.
        """

    async def release(self, callback: tuple[str, int], agent: Agent) -> None:
        """Leave it to somebody else."""

    async def wrong_answers(self) -> Sequence[Wrong]:
        """Those that nobody has dealt with first."""

    async def dealt_with(self, answer: tuple[str, int], agent: Agent) -> None:
        """The editor did something about the answer that this entry calls wrong."""
