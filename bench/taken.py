"""One caller line through the whole of a turn: safety, commands, search, decision, answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bench.labelled import Line
from dialog.acts import Act, LookUp, Say, Understand
from dialog.conversation import Conversation
from dialog.danger.words import IS_THERE_DANGER
from dialog.decision import Certainty
from dialog.events import Found, Heard, Rung
from dialog.knowledge import Knowledge
from dialog.search import Index

TODAY = datetime(2026, 11, 23, 10, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""The day for which the caller sets were written."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How a line was taken. `named` are the topics of a question back, likeliest first."""

    topic: str
    second: str | None
    score: float
    named: tuple[str, ...] = ()
    command: str | None = None

    @property
    def answered(self) -> bool:
        """Acted upon at once; nothing was asked back and nothing left open."""
        return not self.named and self.topic != "unknown"

    @property
    def offered(self) -> tuple[str, ...]:
        """What the caller gets at once, or after saying which of what we named."""
        return self.named or ((self.topic,) if self.answered else ())


def take(line: Line, knowledge: Knowledge, index: Index, certainty: Certainty) -> Taken:
    """Say this line right after the greeting of a new call."""
    acts = list(_turn(line, Conversation(knowledge, certainty), index))
    noted = [act for act in acts if isinstance(act, Understand)]
    if not noted:
        return Taken("unknown", None, 0.0)
    last = noted[-1]
    topics = tuple(topic for topic in (last.topic, last.second_topic) if topic)
    asked = any(_asks_which(act, knowledge) for act in acts)
    return Taken(last.topic, last.second_topic, last.score, topics if asked else (), last.command)


def _turn(line: Line, conversation: Conversation, index: Index) -> Iterator[Act]:
    conversation.receive(Rung(at=TODAY))
    events: list[Heard | Found] = [
        Heard(
            at=TODAY,
            text=line.text,
            confidence=line.confidence,
            language=line.language,
            word_confidences=line.word_confidences,
        )
    ]
    while events:
        for act in conversation.receive(events.pop(0)):
            yield act
            if isinstance(act, LookUp):
                found = index.search(act.query, act.language)
                events.append(Found(at=TODAY, query=act.query, candidates=found))


def _asks_which(act: Act, knowledge: Knowledge) -> bool:
    """Whether this is our 'do you mean … or …?', or 'is there danger now?'; every other sentence
    begins otherwise.
    """
    if not isinstance(act, Say):
        return False
    if act.text in IS_THERE_DANGER.values():
        return True
    begins = (
        template.get(act.language, template["nl"]).partition("{")[0]
        for name, template in knowledge.sentences.items()
        if name.startswith("clarify_")
    )
    return any(act.text.startswith(start) for start in begins if start)
