"""What the municipality's documents say: told where no topic answers, the rest on request.

Where we are not sure which passage answers, we ask: 'Ik vond iets over … Gaat uw vraag daarover?'
A yes tells it as any other answer; a no leads to the second passage, once, and then to a person.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dialog.acts import Act, Say
from dialog.commands import Command, leaning, ordinal
from dialog.crisis import within
from dialog.decision import Decision, Verdict
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.documents.offering import asking
from dialog.events import Candidate
from dialog.knowledge import Source
from dialog.memory import Memory, Question
from dialog.noting import obeyed
from dialog.phrases import plain

QUOTED = "document"
"""Stands for a topic where documents answer."""
_SURE_TOPIC = 0.9
"""From here on a topic is told, whatever documents say: it was written to be spoken. Below, the
likelier of the two."""
_NEAR = 0.3
"""What documents are this near to is ours, though we are not sure of the answer."""
_MOST_WORDS = 6
"""In a longer yes or no there is another question."""
_WHAT = re.compile(r"\b(?:wat|hoe) bedoel\w*|\bwhat do you mean\b")
_ONLY_NO = frozenset([
    *("nee", "neen", "daar", "dat", "die", "dit", "het", "deze", "gaat", "is", "niet", "over"),
    *("om", "ik", "zoek", "zocht", "bedoel", "wil", "weten", "een", "de", "andere", "ander"),
    *("anders", "iets", "tweede", "volgende", "laatste", "wat", "vraag", "mijn", "hoor", "u"),
    *("no", "not", "that", "it", "s", "isn", "t", "the", "other", "one", "second", "i", "mean"),
    *("about", "my", "question", "something", "else", "thanks", "what", "for", "looking", "am"),
])  # fmt: skip
"""A no of these words names nothing else to look for."""
_NEVER = frozenset({"emergency", "human", "smalltalk"})
_OLD = frozenset({Reason.TOO_OLD, Reason.DOES_NOT_HOLD})


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which chance on we ask whether a passage is meant (`bench/document_offers.py`)."""

    first: float = 0.3
    second: float = 0.15
    """The same for what is asked after a no: the likelier passage is out by then."""
    not_ours: float = 0.8
    """What is this likely to be no municipality's is not asked about."""


BOUNDS = Bounds()


def with_documents(
    decision: Decision, document: DocumentAnswer | Refused | None, bounds: Bounds = BOUNDS
) -> Decision:
    """Let documents answer in place of this decision, where they have more to say.

    Both scores are chances to be right, so they can be compared.
    """
    if isinstance(document, Refused):
        document = replace(document, near=_to_ask_about(decision, document, bounds))
    if document is None or not _gives_way(decision, document):
        return decision
    return Decision(Verdict.ANSWER, (QUOTED,), document.score, document=document)


def _gives_way(decision: Decision, document: DocumentAnswer | Refused) -> bool:
    named = decision.topics[0] if decision.topics and decision.known else None
    if decision.command or named in _NEVER:
        return False
    if isinstance(document, Refused):
        near = document.reason in _OLD or document.score >= _NEAR or document.near != ()
        return near and named in (None, "municipal", "out_of_scope")
    ours = decision.verdict is Verdict.ANSWER and named != "municipal"
    return not ours or decision.score < min(_SURE_TOPIC, document.score)


def _to_ask_about(
    decision: Decision, document: Refused, bounds: Bounds
) -> tuple[DocumentAnswer, ...]:
    """The passages near it that may be asked about one after the other; none where the words are
    hardly ours.
    """
    named = decision.topics[0] if decision.topics else None
    if named in _NEVER or (named == "out_of_scope" and decision.score >= bounds.not_ours):
        return ()
    may = [each for each in document.near if asking(each) is not None]
    first = next((each for each in may if each.score >= bounds.first), None)
    if first is None:
        return ()
    others = (each for each in may if each is not first and each.score >= bounds.second)
    return (first, *others)


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


class Quoting:
    """`more` is what follows when nothing is left to tell."""

    def __init__(self, memory: Memory, more: Callable[[], list[Act]]) -> None:
        self._memory = memory
        self._more = more

    def take(self, document: DocumentAnswer | Refused) -> list[Act]:
        """Tell it, and offer the rest; or ask whether it is meant; or say honestly why not, and
        offer a person.
        """
        memory = self._memory
        memory.misses, memory.topic, memory.quoted, memory.near = 0, None, (), ()
        if isinstance(document, Refused):
            memory.near = document.near
            return self._ask() if memory.near else self._refuse(document.reason)
        memory.told_from, memory.told_until = _source(document), None
        memory.quoted = document.rest if document.offer else ()
        said = [*self._where(document), self._say(document.text, document.language)]
        if document.offer is None:
            return [*said, *self._more()]
        return [*said, *memory.ask(document.offer, Question.REST)]

    def meant(self) -> list[Act]:
        """Yes, the passage that we asked about."""
        return self.take(self._memory.near[0])

    def not_meant(self) -> list[Act]:
        """No: ask about the next one, or own up."""
        memory = self._memory
        memory.near = memory.near[1:]
        if not memory.near:
            return self._refuse(Reason.NOT_CERTAIN)
        return [memory.sentence("document_ask_other"), *self._ask()]

    def answered(self, text: str) -> list[Act]:
        """What is said to that in other words than yes and no: 'ja, daarover', 'nee, de tweede',
        'wat bedoelt u?'. Nothing where something else is said.
        """
        said = plain(text)
        if self._memory.question is not Question.PASSAGE or len(said.split()) > _MOST_WORDS:
            return []
        if _WHAT.search(said):
            explained = self._memory.sentence("document_ask_explain")
            return [obeyed(Command.HELP), explained, *self._ask()]
        meant = leaning(said)
        if meant is Command.YES:
            return [obeyed(Command.YES), *self.meant()]
        refused = meant is Command.NO or ordinal(said) == 1
        if refused and _ONLY_NO.issuperset(said.split()):
            return [obeyed(Command.NO), *self.not_meant()]
        return []

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

    def _ask(self) -> list[Act]:
        """Whether the first of the passages is meant; 'waar staat dat?' is about it too."""
        memory = self._memory
        document = memory.near[0]
        memory.question = Question.PASSAGE
        memory.told_from, memory.told_until = _source(document), None
        asked = asking(document)
        assert asked is not None, "only what can be asked is kept"
        language = document.language
        text = memory.words(asked.name, language, title=asked.title, part=asked.part)
        return [Say(text=text, language=language), memory.listen()]

    def _refuse(self, reason: Reason) -> list[Act]:
        memory = self._memory
        memory.told_from = None
        return [memory.sentence(reason.value), *memory.ask("offer_person", Question.PERSON)]


def _source(document: DocumentAnswer) -> Source:
    return Source(document.title, document.dated, document.url)
