"""Port: sites and documents that answers are read from beside the subjects. `belbalie` fills it.

They are no part of a draft: what is added, read again or taken away counts at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.agents import Agent
from dialog.documents.source import SourceState


class SourceStep(StrEnum):
    ADDED = "added"
    READ = "read"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDone:
    """What somebody did about a source."""

    at: datetime
    agent: str
    """The title of who did it."""
    source: str
    step: SourceStep


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSource:
    """As it was filled in."""

    name: str
    address: str
    whole_site: bool = True
    """Follow the links of its pages; else this page alone."""
    postcodes: str = ""
    """Beginnings of postcodes, with commas between them; empty: everywhere."""


class NotRight(ValueError):
    """A field was not filled in well; `sentence` says what was expected, in Dutch."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field, self.sentence = field, sentence
        super().__init__(sentence)


class SourcesOut(Exception):
    """The records cannot be reached now; nothing changed."""


class Sources(Protocol):
    """Each method may raise SourcesOut; those with a `name` LookupError for none of ours."""

    async def all(self) -> Sequence[SourceState]:
        """By name, with what is kept of each and what could not be read."""

    def being_read(self) -> Collection[str]:
        """The names of those that are being read now, or wait for it."""

    async def add(self, wanted: WantedSource, agent: Agent) -> str:
        """Take it up and begin to read it; gives its name. Raises NotRight."""

    async def read_again(self, name: str, agent: Agent) -> None:
        """Begin to read what changed; nothing happens while it is being read."""

    async def remove(self, name: str, agent: Agent) -> None:
        """Forget it and all of its documents."""

    async def done(self, most: int = 20) -> Sequence[SourceDone]:
        """What was done last, the latest first."""
