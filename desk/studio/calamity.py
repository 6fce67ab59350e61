"""Port: what everybody should hear now, switched on and off by an editor. `belbalie` fills it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from desk.agents import Agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What callers may ask about it, and what they are answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an editor filled in."""

    title: str
    text: str
    english: str = ""
    """Empty: who speaks English hears that there is only Dutch."""
    postcodes: Sequence[str] = ()
    """Beginnings of them; with none and no streets it is for everybody."""
    streets: Sequence[str] = ()
    since: datetime
    until: datetime
    questions: Sequence[Asked] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """A message that runs, will run, or ran."""

    key: str
    title: str
    text: str
    english: str
    postcodes: Sequence[str]
    streets: Sequence[str]
    since: datetime
    until: datetime
    questions: int
    started_at: datetime
    started_by: str
    ended_at: datetime | None = None
    """When somebody stopped it; None: it ends, or ended, by itself."""
    ended_by: str | None = None

    @property
    def over_at(self) -> datetime:
        return self.until if self.ended_at is None else min(self.ended_at, self.until)


@dataclass(frozen=True, slots=True)
class Told:
    """How many callers heard a message."""

    calls: int = 0
    by_hour: Mapping[datetime, int] = field(default_factory=dict)
    """By the beginning of each hour in which somebody did."""


class NotRight(Exception):
    """Dutch sentences by the name of the field: 'text', 'until', 'question_2' …"""

    def __init__(self, sentences: Mapping[str, Sequence[str]]) -> None:
        self.sentences = sentences
        super().__init__(str(sentences))


class CalamityOut(Exception):
    """The records cannot be read or written now: nothing has changed."""


class Calamities(Protocol):
    """Each method may raise CalamityOut."""

    async def running(self) -> Sequence[Switched]:
        """What runs now or will, the newest first."""

    async def before(self) -> Sequence[Switched]:
        """What is over, the latest first."""

    async def told(self, message: Switched) -> Told: ...

    async def start(self, wanted: Wanted, agent: Agent) -> Sequence[str]:
        """Callers hear it from the next second on; gives what could be better in it, in Dutch. One
        with the same title takes its place. Raises NotRight.
        """

    async def stop(self, key: str, agent: Agent) -> None:
        """End it before its time. LookupError where none of this key runs."""
