"""What the municipality's documents say: told where no topic answers, the rest on request."""

from collections.abc import Callable, Sequence

from dialog.acts import Act, Say
from dialog.crisis import within
from dialog.decision import Decision, Verdict
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.events import Candidate
from dialog.knowledge import Source
from dialog.memory import Memory, Question

QUOTED = "document"
"""Stands for a topic where documents answer."""
_SURE_TOPIC = 0.9
"""From here on a topic is told, whatever documents say: it was written to be spoken. Below, the
likelier of the two."""
_NEAR = 0.3
"""What documents are this near to is ours, though we are not sure of the answer."""
_NEVER = frozenset({"emergency", "human", "smalltalk"})
_OLD = frozenset({Reason.TOO_OLD, Reason.DOES_NOT_HOLD})


def with_documents(decision: Decision, document: DocumentAnswer | Refused | None) -> Decision:
    """Let documents answer in place of this decision, where they have more to say.

    Both scores are chances to be right, so they can be compared.
    """
    if document is None or not _gives_way(decision, document):
        return decision
    return Decision(Verdict.ANSWER, (QUOTED,), document.score, document=document)


def _gives_way(decision: Decision, document: DocumentAnswer | Refused) -> bool:
    named = decision.topics[0] if decision.topics and decision.known else None
    if decision.command or named in _NEVER:
        return False
    if isinstance(document, Refused):
        near = document.reason in _OLD or document.score >= _NEAR
        return near and named in (None, "municipal", "out_of_scope")
    ours = decision.verdict is Verdict.ANSWER and named != "municipal"
    return not ours or decision.score < min(_SURE_TOPIC, document.score)


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
    """The same, or None where it does not hold for this address."""
    area = document.postcodes if isinstance(document, DocumentAnswer) else ()
    return document if within(area, (), postcode, None) else None


class Quoting:
    """`more` is what follows when nothing is left to tell."""

    def __init__(self, memory: Memory, more: Callable[[], list[Act]]) -> None:
        self._memory = memory
        self._more = more

    def take(self, document: DocumentAnswer | Refused) -> list[Act]:
        """Tell it, and offer the rest; or say honestly why not, and offer a person."""
        memory = self._memory
        memory.misses, memory.topic, memory.quoted = 0, None, ()
        if isinstance(document, Refused):
            return [memory.sentence(document.reason.value), *self._person()]
        memory.told_from, memory.told_until = _source(document), None
        memory.quoted = document.rest if document.offer else ()
        said = [*self._where(document), self._say(document.text, document.language)]
        if document.offer is None:
            return [*said, *self._more()]
        return [*said, *memory.ask(document.offer, Question.REST)]

    def rest(self) -> list[Act]:
        """What else the passage says."""
        memory = self._memory
        left, memory.quoted = memory.quoted, ()
        language = memory.language
        return [*(self._say(text, language) for text in left), *self._more()]

    def _say(self, text: str, language: str) -> Say:
        return Say(text=text, language=language, source=str(self._memory.told_from))

    def _where(self, document: DocumentAnswer) -> list[Say]:
        """Who lives elsewhere, and did not say so, is not to believe that it holds there."""
        memory = self._memory
        unsure = document.postcodes and memory.postcode is None
        return [memory.sentence("document_area")] if unsure else []

    def _person(self) -> list[Act]:
        return self._memory.ask("offer_person", Question.PERSON)


def _source(document: DocumentAnswer) -> Source:
    return Source(document.title, document.dated, document.url)
