"""What a conversation came to: for each turn of the caller what we made of it, and the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dialog.acts import (
    Act,
    Conclude,
    Fill,
    Listen,
    OutcomeType,
    Perform,
    RequestCallback,
    Say,
    Settle,
    Transfer,
    Understand,
)
from dialog.events import Event

Items = Sequence[Event | Act]


class Kind(StrEnum):
    """What we did with a turn."""

    ANSWERED = "answered"
    STEP = "step"
    """An errand was begun or went on."""
    ALARM = "alarm"
    ASKED = "asked"
    """We asked which of two it is, or whether it is this one."""
    PERSON = "person"
    """A person was rung, promised, or offered before anything else."""
    REFUSED = "refused"
    """No task of the municipality."""
    NOT_UNDERSTOOD = "not_understood"
    OTHER = "other"
    """A command, a courtesy, a yes or a no, silence."""


RANKS: Mapping[Kind, int] = {
    Kind.ANSWERED: 3,
    Kind.STEP: 3,
    Kind.ALARM: 3,
    Kind.ASKED: 2,
    Kind.PERSON: 1,
    Kind.REFUSED: 1,
    Kind.NOT_UNDERSTOOD: 0,
}
"""How much a caller has of it without more ado; OTHER is not compared."""

_KINDS = {
    "emergency": Kind.ALARM,
    "human": Kind.PERSON,
    "municipal": Kind.PERSON,
    "out_of_scope": Kind.REFUSED,
    "unknown": Kind.NOT_UNDERSTOOD,
    "smalltalk": Kind.OTHER,
    "command": Kind.OTHER,
}
"""By what was understood, where that is no topic."""
DOCUMENT = "document"
"""The subject of an answer that no topic gave."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one turn of the caller; the first is what came of ringing."""

    kind: Kind
    subject: str = ""
    """A topic or two, or the department of a person; empty where there is none."""
    texts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    """All that the turn was taken for, in order: topics, or kinds that are none."""

    @property
    def about(self) -> tuple[Kind, str]:
        return self.kind, self.subject


@dataclass(frozen=True, slots=True)
class Run:
    """One conversation had once."""

    replies: tuple[Reply, ...]
    """Of ringing, then of each turn; none for turns after we hung up."""
    outcome: OutcomeType
    settled: tuple[str, ...] = ()
    """The errands that were carried to their end."""

    @property
    def with_person(self) -> bool:
        return self.outcome in (OutcomeType.TRANSFER, OutcomeType.CALLBACK)


def run_of(turns: Iterable[Items], persons: frozenset[str] = frozenset()) -> Run:
    """From what happened in each turn, beginning with the ringing and ending with the end.

    `persons` are topics with which a person is offered before the answer.
    """
    happened = [list(items) for items in turns]
    replies = [reply_of(items, persons) for items in happened[:-1]]
    everything = [item for items in happened for item in items]
    ends = [item.outcome for item in everything if isinstance(item, Conclude)]
    settled = tuple(item.script for item in everything if isinstance(item, Settle))
    return Run(tuple(replies), ends[-1] if ends else OutcomeType.ABANDONED, settled)


def reply_of(items: Items, persons: frozenset[str] = frozenset()) -> Reply:
    says = [item for item in items if isinstance(item, Say)]
    texts = tuple(say.text for say in says)
    sources = tuple(dict.fromkeys(say.source for say in says if say.source))
    kind, subject = _about(items, says, persons)
    understood = tuple(item.topic for item in items if isinstance(item, Understand))
    return Reply(kind, subject, texts, sources, understood)


def _about(items: Items, says: Sequence[Say], persons: frozenset[str]) -> tuple[Kind, str]:
    taken = next((item for item in reversed(items) if isinstance(item, Understand)), None)
    person = next((each for each in items if isinstance(each, Transfer | RequestCallback)), None)
    if person is not None:
        urgent = taken is not None and taken.topic == "emergency"
        return (Kind.ALARM, "") if urgent else (Kind.PERSON, person.department)
    if taken is not None and taken.topic in _KINDS and _KINDS[taken.topic] is not Kind.OTHER:
        return _KINDS[taken.topic], ""
    told = next((say for say in says if say.source), None)
    if told is not None:
        subject = told.topic or DOCUMENT
        return (Kind.PERSON if subject in persons else Kind.ANSWERED), subject
    if any(_of_errand(item) for item in items):
        return Kind.STEP, ""
    if taken is None or taken.topic in _KINDS:
        return Kind.OTHER, ""
    both = (taken.topic, *([taken.second_topic] if taken.second_topic else []))
    return Kind.ASKED, ", ".join(sorted(both))


def _of_errand(item: Event | Act) -> bool:
    return isinstance(item, Fill | Perform | Settle) or (
        isinstance(item, Listen) and item.slot is not None
    )
