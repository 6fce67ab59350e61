"""Port: what callers asked that was not answered, grouped by meaning. `belbalie` fills it.

No word here tells who rang: personal values are invented ones.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.agents import Agent
from desk.transcript import Line
from dialog.endings import Ending
from dialog.events import Candidate
from dialog.not_answered import Why
from records.call_figures import Trouble
from records.question_marks import LineKey, QuestionMark
from records.troubled_lines import TroubledLine

WAIT_SECONDS = 1.5
"""Longer nobody waits for a page; it asks again by itself."""


class QuestionsOut(Exception):
    """The records cannot be read or written now; try again later."""


class NoSuchCall(LookupError):
    """Nothing is known of it, or it was erased."""


class Standing(StrEnum):
    """What was done about a group of lines."""

    OPEN = "open"
    """Nothing, or it has grown since."""
    BUSY = "busy"
    """It is worked on in a draft that is not published yet."""
    DEALT = "dealt"
    """It was published, or left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """Lines that ask about the same."""

    lines: Sequence[TroubledLine]
    """The nearest to the middle first; one at least."""
    nearest: Sequence[Candidate] = ()
    """Subjects of the content in force that come nearest, the likeliest first."""
    answered_now: bool = False
    """The content in force has an answer since."""

    @property
    def key(self) -> str:
        """Stays when lines come to it: it is that of the first one."""
        first = min(self.lines, key=lambda line: (line.at, line.key))
        return hashlib.sha256(f"{first.call}\n{first.entry}".encode()).hexdigest()[:16]

    @property
    def calls(self) -> int:
        return len({line.call for line in self.lines})

    @property
    def first(self) -> datetime:
        return min(line.at for line in self.lines)

    @property
    def last(self) -> datetime:
        return max(line.at for line in self.lines)

    @property
    def language(self) -> str:
        return self.lines[0].language

    @property
    def why(self) -> Why:
        """Of most of its lines."""
        return Counter(line.why for line in self.lines).most_common(1)[0][0]

    @property
    def endings(self) -> Mapping[Ending, int]:
        """Calls by how they ended, the most first."""
        by_call = {line.call: line.ending for line in self.lines}
        return dict(Counter(by_call.values()).most_common())

    def halves(self, middle: datetime) -> tuple[int, int]:
        """Calls before this moment, and from it on."""
        before = {line.call for line in self.lines if line.at < middle}
        return len(before), self.calls - len(before)


@dataclass(frozen=True, slots=True)
class Standings:
    """A group, and what was done about it."""

    group: QuestionGroup
    standing: Standing
    mark: QuestionMark | None = None
    """What was done last."""
    draft_title: str = ""
    """Of the draft in which that was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in conversations where callers get stuck."""

    trouble: Trouble
    topic: str | None
    """What was spoken of; None: nothing yet."""
    said: str
    """What we had said last."""
    language: str
    lines: Sequence[TroubledLine]

    @property
    def calls(self) -> int:
        return len({line.call for line in self.lines})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of one period."""

    since: datetime
    until: datetime
    groups: Sequence[Standings]
    """The largest first."""
    spots: Sequence[Spot]
    """Those of most calls first."""
    passed_over: int = 0
    """Lines that are older than the latest of them that are looked at."""


class Questions(Protocol):
    """Each method may raise QuestionsOut."""

    async def asked(
        self, since: datetime, until: datetime, wait_seconds: float = WAIT_SECONDS
    ) -> Asked | None:
        """Of the calls that began from `since` until just before `until`; None: it is being worked
        out and takes longer than was waited for. Ask again in a moment.
        """

    async def around(self, line: LineKey, agent: Agent) -> Sequence[Line]:
        """The turns around it. That this agent read them is written down. Raises NoSuchCall."""

    async def keep(self, mark: QuestionMark, lines: Sequence[LineKey]) -> None:
        """Note what was done about these lines."""
