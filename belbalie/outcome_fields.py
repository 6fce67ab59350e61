"""What the command line prints: an event or act, one answer, and what a call came to."""

from collections.abc import Iterable
from typing import Any

from belbalie.script import Identity
from dialog.acts import Act, Conclude, OutcomeType, RequestCallback, Say, Settle, Understand
from dialog.card import fields as card_fields
from dialog.events import Event
from dialog.masking import mask_fields
from dialog.slots.calendar_words import WEEKDAYS
from dialog.slots.value import SLOTS, Value
from dialog.slots.value import told as told_values
from dialog.summary import summarise
from dialog.titles import NO_TITLES, Titles
from dialog.wire import encode

KINDS = {
    "human": "human",
    "municipal": "human",
    "emergency": "crisis",
    "out_of_scope": "out_of_scope",
    "command": "command",
    "afspraak_maken": "appointment",
    "afspraak_wijzigen": "appointment",
    "status_aanvraag": "status",
    "melding_openbare_ruimte": "report",
    "overlast": "report",
}
"""From a topic to the kind of the contract; every other topic is a question."""

_NUMBERS = frozenset({"code", "nummer", "actie", "soort", "term"})
"""What errands tell beside slots: the number of an appointment or a report, what was done."""

_PARTS = {
    "ochtend": ("ochtend", "morning"),
    "middag": ("middag", "afternoon"),
    "avond": ("avond", "evening"),
}


def told(item: Event | Act) -> dict[str, object]:
    """The fields of an event or act as they would be recorded, with its kind as 'type'."""
    kind, fields = encode(item)
    return {"type": kind, **mask_fields(fields)}


def asked(
    identity: Identity, items: Iterable[Event | Act], values: Iterable[Value] = ()
) -> dict[str, object]:
    """One line of `belbalie ask`: how a text was taken, what it holds and what was said to it."""
    items = list(items)
    taken = [item for item in items if isinstance(item, Understand)]
    says = [item for item in items if isinstance(item, Say)]
    last = taken[-1] if taken else Understand(topic="unknown", score=0.0)
    return {
        "id": identity,
        "topic": _outside(last.topic),
        "second_topic": last.second_topic,
        "kind": _kind(last, says),
        "slots": {**({"command": last.command} if last.command else {}), **told_values(values)},
        "language": says[0].language if says else "nl",
        "say": " ".join(say.text for say in says),
        "sources": [say.source for say in says if say.source],
        "transfer": last.topic == "human",
        "emergency": last.topic == "emergency",
        "score": last.score,
    }


def ended(
    identity: Identity, items: Iterable[Event | Act], titles: Titles = NO_TITLES
) -> dict[str, Any]:
    """The last line of `belbalie chat` for one conversation."""
    items = list(items)
    concluded = [item.outcome.value for item in items if isinstance(item, Conclude)]
    ended_as = concluded[-1] if concluded else OutcomeType.ABANDONED.value
    outcome = {"type": ended_as, "fields": _outcome_fields(ended_as, items)}
    return {"id": identity, "outcome": outcome, "card": card_fields(summarise(items), titles)}


def _outcome_fields(ended_as: str, items: list[Event | Act]) -> dict[str, str]:
    """What was arranged: by the errand that gave the call its outcome, or the callback."""
    settled = [item for item in items if isinstance(item, Settle) and item.outcome == ended_as]
    wishes = [item for item in items if isinstance(item, RequestCallback)]
    if settled:
        return _errand_fields(settled[-1])
    return _callback_fields(wishes[-1]) if wishes else {}


def _errand_fields(settled: Settle) -> dict[str, str]:
    """Values of slots by the keys of the contract, and the numbers that were given."""
    return {key: value for key, value in settled.values if key in SLOTS or key in _NUMBERS}


def _kind(last: Understand, says: list[Say]) -> str:
    """'multi' only when both subjects were spoken about; a choice between two is one question."""
    subjects = {say.topic for say in says}
    if last.second_topic and {last.topic, last.second_topic} <= subjects:
        return "multi"
    return KINDS.get(last.topic, "question")


def _outside(topic: str) -> str:
    """The contract has no name for what only a person knows: that goes to a person."""
    return "human" if topic == "municipal" else topic


def _callback_fields(wish: RequestCallback) -> dict[str, str]:
    fields = {
        "telefoon": wish.telephone,
        "dagdeel": _part_of_day(wish.when),
        "weekdag": next((day for day in WEEKDAYS if day in wish.when), None),
        "afdeling": wish.department,
        "product": wish.topic,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _part_of_day(when: str) -> str:
    """'dinsdag in de middag' -> 'middag'; of more than one part only the day is left out."""
    named = [part for part, words in _PARTS.items() if any(word in when for word in words)]
    return named[0] if len(named) == 1 else when[max(when.find("in de "), 0) :]
