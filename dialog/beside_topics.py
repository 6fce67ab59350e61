"""Topics and documents beside each other: which of them answers a turn, or what is asked about.

A topic was written to be spoken and goes first where it is sure; a document that is sure is told;
and where neither is, or both are, we ask whether the passage is meant (`dialog/quoting.py`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialog.crisis import within
from dialog.decision import POOR_HEARING, Decision, Verdict
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.documents.offering import asking
from dialog.events import Candidate
from dialog.rules import Rule

QUOTED = "document"
"""Stands for a topic where documents answer."""
_SURE_TOPIC = 0.9
"""From here on a topic is told, whatever documents say: it was written to be spoken. Below, the
likelier of the two."""
_NEAR = 0.3
"""What documents are this near to is ours, though we are not sure of the answer."""
_NEVER = frozenset({"emergency", "human", "smalltalk"})
_OLD = frozenset({Reason.TOO_OLD, Reason.DOES_NOT_HOLD})


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which chance on we ask whether a passage is meant (`bench/document_offers.py`)."""

    first: float = 0.25
    """Where no topic comes near; beside a topic it must be likelier than that too."""
    second: float = 0.2
    """For what is asked after a no: the likelier passage is out by then."""
    foreign: float = 0.6
    """Where it sounds like no municipality's task: the topics do not know what else is ours."""
    sure: float = 0.85
    """Beside a topic that is sure."""


BOUNDS = Bounds()


def with_documents(
    decision: Decision, document: DocumentAnswer | Refused | None, bounds: Bounds = BOUNDS
) -> Decision:
    """Let documents answer or ask in place of this decision, where they have more to say.

    All scores are chances to be right, so they can be compared.
    """
    if document is None:
        return decision
    gives_way = _gives_way(decision, document)
    if isinstance(document, DocumentAnswer) and gives_way:
        quoted = Decision(Verdict.ANSWER, (QUOTED,), document.score, document=document)
        return replace(quoted, rule=Rule.DOCUMENT)
    asked = _asked_about(decision, document, bounds)
    if not asked and not gives_way:
        return decision
    reason = document.reason if isinstance(document, Refused) else Reason.NOT_CERTAIN
    instead = decision if asked and _says_something(decision) else None
    refused = Refused(reason, document.score, asked if instead is None else asked[:1])
    quoted = Decision(Verdict.ANSWER, (QUOTED,), document.score, document=refused, instead=instead)
    return replace(quoted, rule=Rule.DOCUMENT_ASKED if asked else Rule.DOCUMENT_REFUSED)


def _gives_way(decision: Decision, document: DocumentAnswer | Refused) -> bool:
    named = decision.topics[0] if decision.topics and decision.known else None
    if decision.command or named in _NEVER:
        return False
    if isinstance(document, Refused):
        near = document.reason in _OLD or document.score >= _NEAR
        return near and named in (None, "municipal", "out_of_scope")
    ours = decision.verdict is Verdict.ANSWER and named != "municipal"
    return not ours or decision.score < min(_SURE_TOPIC, document.score)


def _asked_about(
    decision: Decision, document: DocumentAnswer | Refused, bounds: Bounds
) -> tuple[DocumentAnswer, ...]:
    """The passages that are asked about in place of this decision, one after the other."""
    near = document.near if isinstance(document, Refused) else (document,)
    may = [each for each in near if asking(each) is not None]
    least = _least(decision, bounds)
    first = next((each for each in may if each.score >= least), None)
    if first is None:
        return ()
    others = (each for each in may if each is not first and each.score >= bounds.second)
    return (first, *others)


def _least(decision: Decision, bounds: Bounds) -> float:
    """From which chance on a passage is asked about in place of this decision."""
    named = decision.topics[0] if decision.topics else None
    if decision.command or named in _NEVER:
        return math.inf
    if not _says_something(decision):
        return bounds.first
    if named == "out_of_scope":
        return bounds.foreign
    return bounds.sure if decision.score >= _SURE_TOPIC else max(bounds.first, decision.score)


def _says_something(decision: Decision) -> bool:
    """Whether there is more in it than a person who may know."""
    return decision.known and decision.topics[0] != "municipal"


def as_heard(
    document: DocumentAnswer | Refused | None, confidence: float
) -> DocumentAnswer | Refused | None:
    """The same; what was heard poorly is asked about, as a topic is."""
    if isinstance(document, DocumentAnswer) and confidence < POOR_HEARING:
        return Refused(Reason.NOT_CERTAIN, document.score, (document,))
    return document


def may_be_said(candidates: Sequence[Candidate], document: DocumentAnswer) -> bool:
    """Whether documents may come to answer, as far as the search alone can tell: what costs a
    caller time, such as plainer words for it, is done only then.
    """
    best = next((each for each in candidates if each.part == 0), None)
    if best is None or best.topic == "municipal":
        return True
    return best.topic not in _NEVER and best.score < min(_SURE_TOPIC, document.score)


def for_address(
    document: DocumentAnswer | Refused | None, postcode: str | None
) -> DocumentAnswer | Refused | None:
    """The same without what does not hold for this address; None where nothing is left."""
    if isinstance(document, Refused):
        near = (each for each in document.near if within(each.postcodes, (), postcode, None))
        return replace(document, near=tuple(near))
    if document is None or not within(document.postcodes, (), postcode, None):
        return None
    return document
