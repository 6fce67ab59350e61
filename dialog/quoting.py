"""What the municipality's documents say: told where no topic answers, the rest on request.

Where we are not sure which passage answers, we ask: 'Ik vond iets over … Gaat uw vraag daarover?'
A yes tells it as any other answer; a no leads to the second passage, once, and then to a person.
"""

import re
from collections.abc import Callable

from dialog.acts import Act, Say
from dialog.commands import Command, leaning, ordinal
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.documents.offering import asking
from dialog.knowledge import Source
from dialog.memory import Memory, Otherwise, Question
from dialog.noting import obeyed
from dialog.phrases import plain

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


class Quoting:
    """`more` is what follows when nothing is left to tell; `act_on` does what was decided about
    topics.
    """

    def __init__(
        self,
        memory: Memory,
        more: Callable[[], list[Act]],
        act_on: Callable[[Otherwise], list[Act]],
    ) -> None:
        self._memory = memory
        self._more = more
        self._act_on = act_on

    def take(
        self, document: DocumentAnswer | Refused, instead: Otherwise | None = None
    ) -> list[Act]:
        """Tell it, and offer the rest; or ask whether it is meant; or say honestly why not, and
        offer a person. `instead` is what else the turn may be about, for a no.
        """
        memory = self._memory
        memory.misses, memory.quoted, memory.near, memory.instead = 0, (), (), instead
        memory.topic = memory.topic if instead else None
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
        if memory.instead is not None:
            instead, memory.instead = memory.instead, None
            return self._act_on(instead)
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
