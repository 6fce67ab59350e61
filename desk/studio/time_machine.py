"""Port: what would end differently with a draft. `belbalie` fills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.agents import Agent
from dialog.replay_change import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineState:
    """How far the comparison of a draft is, and what the latest one found."""

    running: bool = False
    what: str = ""
    """What is being done, in Dutch."""
    share: float = 0.0
    """From 0 to 1."""
    fault: str = ""
    """Why the latest could not be made, in Dutch."""
    found: Comparison | None = None
    at: datetime | None = None
    """When that was made."""
    stale: bool = False
    """The draft, or what is published, has changed since."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A scripted caller, kept with the content."""

    key: str
    title: str
    turns: Sequence[str]
    """What they say, or the keys that they press."""
    topic: str
    """The key of the topic that is to be understood; empty: none is."""


class TimeMachine(Protocol):
    """Each method may raise NoSuchDraft, StudioOut (`content.py`)."""

    async def start(self, draft: str) -> None:
        """Compare it with what is published; one that runs already goes on. Raises Refused."""

    async def cancel(self, draft: str) -> None:
        """Stop the comparison that runs, where one does."""

    async def state(self, draft: str) -> MachineState:
        """Without calls that were erased meanwhile."""

    async def callers(self, where: str) -> Sequence[Caller]:
        """Raises Refused where the file of the callers cannot be read."""

    async def add_caller(
        self, draft: str, title: str, turns: Sequence[str], topic: str, agent: Agent
    ) -> None:
        """Keep another caller in the draft. Raises Refused, Clash."""

    async def remove_caller(self, draft: str, key: str, agent: Agent) -> None:
        """Nothing where there is none of that key. Raises Refused, Clash."""
