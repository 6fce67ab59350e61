"""What the conversation wants done. The shell carries acts out in order, and decides nothing."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Expectation(StrEnum):
    """What the caller is expected to say next; turn-taking waits accordingly."""

    OPEN = "open"
    YES_NO = "yes_no"
    NUMBER = "number"
    """A telephone number or the like, by voice or keys: keys are digits, and we wait longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something the conversation wants done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Act):
    """Speak this. `fixed` text holds nothing of the caller and may be kept as sound on disk."""

    text: str
    language: str = "nl"
    fixed: bool = True
    protected: bool = False
    """The caller's voice does not cut it off (disclosure, emergency numbers, read-back)."""
    topic: str | None = None
    source: str | None = None
    """Where the words come from, with its date: 'title (2026-01-05)'."""
    version: str | None = None
    """Hash of the topic as it was when this was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen(Act):
    expect: Expectation = Expectation.OPEN
    slot: str | None = None
    """What an errand asks for; None elsewhere, also where a callback is arranged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp(Act):
    """Search the topics; answered by Found."""

    query: str
    language: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understand(Act):
    """How a turn was taken; for the record. `topic` is a topic key, or one of the contract's
    `human emergency smalltalk out_of_scope command`, or `municipal` or `unknown`.
    """

    topic: str
    score: float
    second_topic: str | None = None
    command: str | None = None
    rule: str = field(default="", compare=False)
    """Why, of `dialog/rules.py`; '' where that was not written down. Two turns that were taken
    alike are alike, whatever the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush(Act):
    """Stop speaking now and drop what was queued, protected or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace(Act):
    """Speak at this rate from now on; 1.0 is the voice's own."""

    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness(Act):
    """Speak this much louder than at the start, in dB."""

    gain_db: float


class Tempo(StrEnum):
    """How fast this caller takes turns."""

    USUAL = "usual"
    CALM = "calm"
    """Who thinks, searches for words, or hears badly."""
    RELAY = "relay"
    """Somebody types or signs along for the caller: each turn takes its time twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow(Act):
    """Take turns at the caller's tempo from now on: how long their silence lasts before it means
    something, and whether their voice cuts ours off.
    """

    tempo: Tempo


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarity(Act):
    """Speak with the high tones lifted from now on, for who hears badly; off at the start."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill(Act):
    """A value became known, was changed or was confirmed; for the record."""

    slot: str
    value: str
    confidence: float
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Perform(Act):
    """Have a service do something ('agenda.free'); answered by Performed.

    What each service takes and gives stands in `dialog/services.py`. Services that change
    something are never tried out beforehand.
    """

    service: str
    values: tuple[tuple[str, str], ...] = ()
    """By slot key, in the form of the contract: ('datum', '2026-12-01')."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCallback(Act):
    """A person is to ring back; `when` is a day and a part of it in Dutch: 'morgenochtend'."""

    telephone: str
    when: str
    topic: str | None
    department: str
    urgent: bool = False
    day: date | None = None
    window: str | None = None
    """What was promised to the caller: '09:00-12:00' on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Act):
    """Ring the agents of this department and tell them who calls and why, while we go on here;
    how far that came is told by TransferMoved.
    """

    department: str
    topic: str | None = None
    urgent: bool = False
    agent: str | None = None
    """Who takes the call over at the desk: only that agent is rung."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTransfer(Act):
    """Ring nobody any more: the caller wants back to us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect(Act):
    """Let the caller and the agent who accepted talk, once all that is queued was said.

    A Hush before that takes it back.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Act):
    """What the caller said to our question at the end; for the record."""

    helped: bool | None
    """None: it was asked, and not answered yet."""


class OutcomeType(StrEnum):
    """How a call ended, from the caller's side; closed set of the contract."""

    ANSWERED = "answered"
    APPOINTMENT = "appointment"
    REPORT = "report"
    TRANSFER = "transfer"
    CALLBACK = "callback"
    STATUS = "status"
    EMERGENCY = "emergency"
    REFUSED = "refused"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle(Act):
    """An errand was carried to its end; for the record. `values` are by slot."""

    script: str
    outcome: OutcomeType
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclude(Act):
    """The outcome as it stands after the call's end; said once."""

    outcome: OutcomeType


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp(Act):
    """End the call once everything queued has been said."""
