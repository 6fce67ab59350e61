"""What happens in a call, as the conversation gets to know it.

Every event carries the moment the shell stamped on it (`at`, with time zone), because the
conversation itself has no clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dialog.agent_outcomes import AgentOutcome
from dialog.documents.answer import DocumentAnswer, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"expected a moment with a time zone, got {self.at.isoformat()}")


TYPED = "typed"
"""The line of who types, because they cannot hear or speak, or would rather."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung(Event):
    """The call was answered; nothing has been said yet."""

    caller: str | None = None
    called: str | None = None
    open: bool | None = None
    """Whether people are there now; None: as the hours in the content say."""
    can_transfer: bool = True
    """Whether agents can be rung from here; else a person rings back."""
    line: str = "text"
    content_version: str = ""
    crisis: str | None = None
    """What everybody who rings now is to hear, in Dutch."""
    crisis_en: str | None = None
    """The same in English, where somebody wrote that."""
    crisis_until: datetime | None = None
    """From then on it is over; None: it holds until the end of the call."""
    calm: bool = False
    """Who rings from this number asked us before to take it slowly, and to remember that."""
    code: str | None = None
    """Six digits with which this call can be taken up again; None: it cannot."""
    asks_rating: bool = False
    """Whether this caller is asked at the end whether they were helped."""
    left: str | None = None
    """The key of the errand that was left in the last call of this telephone, where one was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Event):
    """The caller finished a turn. Empty text: a voice was heard and no words were understood."""

    text: str
    confidence: float = 1.0
    language: str = "nl"
    seconds: float = 0.0
    over_us: bool = False
    """The caller spoke while we were speaking."""
    word_confidences: tuple[float, ...] = ()
    """How likely each word of the text is to be right, in order; empty where they were not
    weighed. They rank words, and are not calibrated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed(Event):
    """Keys pressed: one outside digit entry; in digit entry all of them, the ending # left out."""

    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(Event):
    """Nobody spoke for this long since we fell silent; `nth` counts from 1 since the last turn."""

    seconds: float
    nth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OnHold(Event):
    """The caller's telephone put us on hold, or (`held` false) took us back."""

    held: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that a question may be about. `score` is a probability, 0 to 1."""

    topic: str
    score: float
    part: int = 0
    """0: of all that was said. 1 and 2: of its first and its second half, where it may hold two
    needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisAnswer:
    """What the news of a crisis says to a question. `score` is a probability, 0 to 1."""

    title: str
    question: Mapping[str, str]
    """By language, the question that the editor on duty answered."""
    text: Mapping[str, str]
    """By language, Dutch at least."""
    score: float
    told_at: datetime
    since: datetime
    until: datetime
    """From then on it is over."""
    postcodes: tuple[str, ...] = ()
    """Beginnings of the postcodes that it is about."""
    streets: tuple[str, ...] = ()
    """As `plain` text. Without postcodes and streets it is about everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsCame(Event):
    """The message of a crisis came into force while the call runs."""

    text: Mapping[str, str]
    """By language, Dutch at least."""
    until: datetime
    """From then on it is over."""
    postcodes: tuple[str, ...] = ()
    """Beginnings of the postcodes that it is about."""
    streets: tuple[str, ...] = ()
    """As `plain` text. Without postcodes and streets it is about everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Event):
    """A LookUp came back: the likeliest topics, best first."""

    query: str
    candidates: tuple[Candidate, ...]
    crisis: tuple[CrisisAnswer, ...] = ()
    """The likeliest answer of each crisis that is in force, likeliest first."""
    document: DocumentAnswer | Refused | None = None
    """What the documents say; None: there are none."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search brought, before it is an event."""

    candidates: tuple[Candidate, ...] = ()
    crisis: tuple[CrisisAnswer, ...] = ()
    document: DocumentAnswer | Refused | None = None

    def found(self, at: datetime, query: str) -> Found:
        return Found(
            at=at,
            query=query,
            candidates=self.candidates,
            crisis=self.crisis,
            document=self.document,
        )


LooksUp = Callable[[str, str, date], Findings]
"""Looks words up, in a language, for a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed(Event):
    """A service answered a Perform. `status` is a word of `dialog/services.py`, or 'failed'."""

    service: str
    status: str
    values: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Rows to choose from, best first; each as `values` are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Event):
    """We finished or were cut off. `heard_text` is what the caller can have heard of `text`."""

    text: str
    heard_text: str
    played_seconds: float
    total_seconds: float

    @property
    def complete(self) -> bool:
        return self.played_seconds >= self.total_seconds


class TransferStage(StrEnum):
    """How far a transfer has come; what ends it stands last."""

    QUEUED = "queued"
    """Nobody is free now: the caller waits for whoever is next."""
    RINGING = "ringing"
    """The telephone of `agent` rings."""
    ANSWERED = "answered"
    """`agent` picked up and is told who calls and why."""
    BUSY = "busy"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    AGENT_GONE = "agent_gone"
    """`agent` hung up without a yes or a no, or after the yes before the caller was there."""
    WAITING = "waiting"
    """The caller has waited `seconds` in all, and nobody has accepted yet."""
    ACCEPTED = "accepted"
    """`agent` said yes and waits for the caller."""
    CONNECTED = "connected"
    """Caller and agent hear each other; we say nothing any more."""
    CANCELLED = "cancelled"
    FAILED = "failed"
    """Nobody is left who could be rung."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferMoved(Event):
    """A transfer came further, or came to its end. `agent` is a name from the content."""

    stage: TransferStage
    agent: str | None = None
    seconds: float = 0.0
    """Since the transfer was asked for."""
    how: str | None = None
    """CONNECTED only: 'attended' (their telephones talk) or 'bridged' (through us)."""
    position: int | None = None
    """QUEUED and WAITING only: 1 is who comes next; None: nobody waits in line."""
    estimate_seconds: float | None = None
    """How long it will still take, where that can be told honestly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Event):
    """An agent at the desk takes the call over while it is still with us: `agent` is connected
    and nobody else is rung.
    """

    agent: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked(Event):
    """One of the two spoke until now, in a talk with an agent to whose words we do not listen."""

    who: str
    """'caller' or 'agent'."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged(Event):
    """Who types and an agent wrote this to each other; we do not read it."""

    who: str
    """'caller' or 'agent'."""
    text: str
    agent: str = ""
    """Their title, where the agent wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack(Event):
    """The agent gave the caller back to us, who go on where that leaves them."""

    agent: str
    outcome: AgentOutcome | None = None
    """What the agent did; None: they did not say yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefed(Event):
    """What an agent was told before saying yes or no, and the share of it that was played."""

    agent: str
    text: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Event):
    """Where the time of one turn went, in ms; for the record, the conversation passes it over.

    `first_audio` runs from the caller's last sound to our first; the others are its hops.
    """

    endpoint: int
    recognise: int
    think: int
    speak: int
    first_audio: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Event):
    """A part of the house failed: 'hearing', 'speaking', 'search' or 'record'."""

    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HungUp(Event):
    """The line is gone. `by` is 'caller', 'agent' (after a transfer), 'desk' or 'fault'."""

    by: str
