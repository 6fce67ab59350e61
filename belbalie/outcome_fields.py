"""What a call came to, as the command line prints it: outcome, its fields, and a card."""

from collections.abc import Iterable

from dialog.acts import Act, Conclude, RequestCallback, Say, Understand
from dialog.events import Event

KINDS = {
    "human": "human",
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


def asked(identity: str, items: Iterable[Event | Act]) -> dict[str, object]:
    """One line of `belbalie ask`: how a single text was taken and what was said to it."""
    items = list(items)
    taken = [item for item in items if isinstance(item, Understand)]
    says = [item for item in items if isinstance(item, Say)]
    last = taken[-1] if taken else Understand(topic="unknown", score=0.0)
    return {
        "id": identity,
        "topic": last.topic,
        "second_topic": last.second_topic,
        "kind": "multi" if last.second_topic else KINDS.get(last.topic, "question"),
        "slots": {"command": last.command} if last.command else {},
        "language": says[0].language if says else "nl",
        "say": " ".join(say.text for say in says),
        "sources": [say.source for say in says if say.source],
        "transfer": last.topic == "human",
        "emergency": last.topic == "emergency",
        "score": last.score,
    }


def ended(identity: str, items: Iterable[Event | Act]) -> dict[str, object]:
    """The last line of `belbalie chat` for one conversation."""
    items = list(items)
    concluded = [item for item in items if isinstance(item, Conclude)]
    callbacks = [item for item in items if isinstance(item, RequestCallback)]
    wish = callbacks[-1] if callbacks else None
    fields = (
        {
            "telefoon": wish.telephone,
            "dagdeel": wish.when,
            "afdeling": wish.department,
            "product": wish.topic,
        }
        if wish
        else {}
    )
    kind = concluded[-1].outcome.value if concluded else "abandoned"
    return {"id": identity, "outcome": {"type": kind, "fields": fields}, "card": None}
