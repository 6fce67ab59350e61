"""An earlier call read back from its events: what was left in it, what was noted, what proves it.

A call is its list of events, so its conversation is played again, without sound and without doing
anything a second time, and asked where it stood. What services told then is not believed again:
a place that was free may be taken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dialog.acts import Act, RequestCallback, Settle
from dialog.conversation import Conversation
from dialog.events import Event
from dialog.knowledge import Knowledge

PROOFS = ("telefoon", "postcode", "datum")
"""What a caller may tell to prove that a call was theirs."""
PERSONAL = frozenset({
    *("naam", "telefoon", "postcode", "huisnummer", "straat", "locatie", "tekst", "zaaknummer"),
    *("kenteken", "code", "leeftijd", "bedrag"),
})  # fmt: skip
"""Not given to who only has the same telephone: a house has more than one caller."""


@dataclass(frozen=True, slots=True)
class Left:
    """What is known of an earlier call."""

    script: str = ""
    """The errand that was left; empty: none was."""
    topic: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """By slot of that errand: what the caller had told."""
    noted: Mapping[str, str] = field(default_factory=dict)
    """By slot: everything that was noted in that call."""
    topics: tuple[str, ...] = ()
    """What was told about."""

    def proves(self, given: Mapping[str, str]) -> bool:
        """Whether one of these was told in that call. What was not told there proves nothing."""
        return any(given.get(key) and given[key] == self.noted.get(key) for key in PROOFS)

    def without_names(self) -> "Left":
        """What may be said to whoever picks up the same telephone."""
        kept = {key: value for key, value in self.values.items() if key not in PERSONAL}
        return Left(self.script, self.topic, kept)


def left_in(knowledge: Knowledge, items: Iterable[Event | Act], language: str = "nl") -> Left:
    """Play the call again with what is known now, and tell where it stood at its end."""
    items = list(items)
    conversation = Conversation(knowledge, language=language)
    for item in items:
        if isinstance(item, Event):
            conversation.receive(item)
    after = conversation.after
    errand = after.unfinished
    noted = {fill.slot: fill.value for fill in after.noted} | _arranged(items)
    topics = tuple(sorted(after.spoken & knowledge.topics.keys()))
    if errand is None:
        return Left(noted=noted, topics=topics)
    slots = knowledge.scripts[errand.script].slots
    values = {key: filled.value for key, filled in errand.values.items() if key in slots}
    return Left(errand.script, errand.topic or "", values, noted, topics)


def _arranged(items: Iterable[Event | Act]) -> dict[str, str]:
    """What was agreed on at the end of an errand, or for a callback."""
    found: dict[str, str] = {}
    for item in items:
        if isinstance(item, Settle):
            found |= {key: value for key, value in item.values if key in PROOFS}
        elif isinstance(item, RequestCallback):
            found["telefoon"] = item.telephone
    return found
