"""What the page of one call shows beside its card, read from the entries of the call."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialog.acts import Act, RequestCallback, Say
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import CalledBack, Closed, Corrected, Noted
from dialog.events import Event, Rung, Said
from dialog.slots.digits import telephone

Items = Sequence[Event | Act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of ours that the caller heard, at least the beginning of it."""

    entry: int
    """The number of the entry that tells it was said."""
    text: str
    topic: str | None
    source: str | None
    language: str
    whole: bool
    wrong: tuple[Corrected, ...] = ()


def answers(items: Items) -> list[Answer]:
    """Each once, as it was said first; with what agents found wrong in it."""
    told = {item.text: item for item in items if isinstance(item, Say) and _is_answer(item)}
    found: dict[str, Answer] = {}
    for number, item in enumerate(items, 1):
        if isinstance(item, Said) and item.heard_text and item.text in told:
            said = found.setdefault(item.text, _answer(number, told[item.text], item))
            found[item.text] = replace(said, whole=said.whole or item.complete)
        elif isinstance(item, Corrected) and item.answer in found:
            said = found[item.answer]
            found[item.answer] = replace(said, wrong=(*said.wrong, item))
    return list(found.values())


def note(items: Items) -> Noted | None:
    """The contact note as it is now."""
    return next((item for item in reversed(items) if isinstance(item, Noted)), None)


def outcome(items: Items) -> AgentOutcome | None:
    """What the agent said came of it."""
    closed = (item.outcome for item in reversed(items) if isinstance(item, Closed))
    return next(closed, None)


def tries(items: Items, entry: int) -> list[CalledBack]:
    """The attempts to ring back for this entry."""
    all_of_them = (item for item in items if isinstance(item, CalledBack))
    return [each for each in all_of_them if each.entry in (None, entry)]


def number_to_ring(items: Items, entry: int) -> str | None:
    """Where this caller is to be rung back: as asked, else the number of the line."""
    asked = items[entry - 1] if 0 < entry <= len(items) else None
    if isinstance(asked, RequestCallback):
        return asked.telephone
    rung = next((item for item in items if isinstance(item, Rung)), None)
    return telephone(rung.caller) if rung and rung.caller else None


@dataclass(frozen=True, slots=True)
class Made:
    """What an agent did, as it comes in a form, before it is an event."""

    at: datetime
    agent: str

    def noted(self, text: str, draft: str) -> Noted:
        return Noted(at=self.at, agent=self.agent, text=text, draft=draft)

    def closed(self, outcome: AgentOutcome) -> Closed:
        return Closed(at=self.at, agent=self.agent, outcome=outcome)

    def corrected(self, answer: Answer, reason: str) -> Corrected:
        return Corrected(
            at=self.at,
            agent=self.agent,
            answer=answer.text,
            topic=answer.topic,
            source=answer.source,
            reason=reason,
        )


def _is_answer(said: Say) -> bool:
    return said.topic is not None or said.source is not None


def _answer(number: int, told: Say, said: Said) -> Answer:
    return Answer(
        entry=number,
        text=said.text,
        topic=told.topic,
        source=told.source,
        language=told.language,
        whole=said.complete,
    )
