"""What agents do with a call at the desk, during it or afterwards.

The conversation hears none of it. They are entries of the call's own
record, sealed and forgotten with it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dialog.agent_outcomes import AgentOutcome
from dialog.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEvent(Event):
    """`agent` is the name of who did it, as the record writes it."""

    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(DeskEvent):
    """The contact note as the agent wants it; a later one replaces it."""

    text: str
    draft: str = ""
    """What we had proposed; what differs is feedback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(DeskEvent):
    """The agent is done with the call; a later one replaces it."""

    outcome: AgentOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(DeskEvent):
    """An answer of ours was wrong, because of this."""

    answer: str
    """The words that we said."""
    topic: str | None
    source: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(DeskEvent):
    """The agent asked us something beside the call."""

    question: str
    answer: str
    source: str | None = None
    helped: bool | None = None
    """What the agent thought of it; None: they did not say."""


class CallbackResult(StrEnum):
    """How an attempt to ring a caller back ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    NOT_NEEDED = "not_needed"
    """It was settled otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledBack(DeskEvent):
    """Somebody rang the caller back, or tried to."""

    result: CallbackResult
    text: str = ""
    again_at: datetime | None = None
    """When it is tried again; None: it is done."""
    entry: int | None = None
    """The number of the entry that asked for it, 0 where the call broke off; None: all that the
    call has open."""
