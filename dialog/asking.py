"""What is asked in a call, as its log tells it: the words, and the topics they were taken for.

The log does not say outright that we asked back ('do you mean A, or B?'). A topic that was
understood and not yet spoken about counts as one that may be meant.
"""

import re
from dataclasses import dataclass, replace

from dialog.acts import Understand
from dialog.commands import Command
from dialog.knowledge import OTHERS

QUESTION_WORDS = 20
"""More words of a question are not read at a glance."""

NO_TOPIC = frozenset({*OTHERS, "command", "unknown"})
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one sentence of the caller's own words, and how it was taken."""

    words: str
    topic: str | None
    """A topic key or one of `OTHERS`; None: not understood, or not surely."""


class Asking:
    """Takes in the turns of a call, in order; texts come masked."""

    def __init__(self) -> None:
        self.words: str | None = None
        """Of the turn that is understood next; None for a turn of keys."""
        self.question: Question | None = None
        self.person_words: str | None = None
        """The words of the last turn that asked for a person."""
        self.person_wanted = False
        """From here on what we do not understand answers questions of ours."""
        self.topics: dict[str, None] = {}
        """Spoken of, in order."""
        self.maybe: tuple[str, ...] = ()

    def understood(self, act: Understand) -> None:
        if act.topic == "command":
            self._obeyed(act.command)
        elif act.topic == "human":
            self._want_person()
        elif act.topic not in NO_TOPIC:
            self._meant(act)
        elif act.topic != "smalltalk":
            self._other(act.topic)

    def spoken_of(self, topic: str | None) -> None:
        """We told something about this topic, or asked a person for help with it."""
        if topic is None:
            return
        self.topics[topic] = None
        if self.question and self.question.topic is None and topic in self.maybe:
            self.question = replace(self.question, topic=topic)
        self.maybe = ()

    def looked_up(self, words: str) -> None:
        """What is searched for, until we know what it was taken for."""
        if self.question is None:
            self._ask(words, None)

    def not_looked_up(self) -> None:
        """The search failed on these words."""
        if not self.person_wanted:
            self._ask(self.words, None)

    def _obeyed(self, command: str | None) -> None:
        """A no to 'do you mean …?' leaves nothing of what may be meant."""
        if command != Command.NO:
            return
        if self.question and self.question.topic in self.maybe:
            self.question = replace(self.question, topic=None)
        self.maybe = ()

    def _want_person(self) -> None:
        self.person_wanted = True
        self.person_words = one_sentence(self.words) or self.person_words
        if self.question is None:
            self._ask(self.words, "human")

    def _meant(self, act: Understand) -> None:
        """A topic, or two of which one has to be chosen. The choice keeps the words before it."""
        sure = act.second_topic is None
        chosen = self.question if sure and act.topic in self.maybe else None
        self._ask(chosen.words if chosen else self.words, act.topic if sure else None)
        self.maybe = tuple(key for key in (act.topic, act.second_topic) if key)

    def _other(self, topic: str) -> None:
        if topic == "emergency" or not self.person_wanted:
            self._ask(self.words, None if topic == "unknown" else topic)

    def _ask(self, words: str | None, topic: str | None) -> None:
        sentence = one_sentence(words)
        if sentence:
            self.question = Question(sentence, topic)


def one_sentence(text: str | None) -> str:
    """The sentence that tells most: the longest, cut off with '…' where it is too long."""
    sentences = [one.split() for one in _SENTENCES.split(text or "")]
    words = max(sentences, key=len)
    cut = " …" if len(words) > QUESTION_WORDS else ""
    return " ".join(words[:QUESTION_WORDS]) + cut
