"""What a person who takes over a call has to know of it.

Read from the call's events and acts, and from nothing else: what is not in the log is not in the
summary. Every text is masked here, so that a log that was not yet written gives the same as one
that was. Its spoken form is `dialog/brief.py`, its written form `dialog/card.py`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dialog.acts import (
    Act,
    Expectation,
    Fill,
    Listen,
    RequestCallback,
    Say,
    Transfer,
    Understand,
)
from dialog.commands import Command
from dialog.events import (
    Event,
    Failed,
    Found,
    Heard,
    HungUp,
    Keyed,
    Rung,
    Said,
    TransferMoved,
    TransferStage,
)
from dialog.knowledge import OTHERS
from dialog.masking import mask

QUESTION_WORDS = 20
"""More words of a question are not read at a glance."""

_NO_TOPIC = frozenset({*OTHERS, "command", "unknown"})
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one sentence of the caller's own words, and how it was taken."""

    words: str
    topic: str | None
    """A topic key, 'human', 'emergency' or 'out_of_scope'; None: not understood, or not surely."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value as it became known last."""

    slot: str
    value: str
    confidence: float
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Answered:
    topic: str
    source: str
    whole: bool
    """It was heard to its end."""


class Trouble(StrEnum):
    NOT_HEARD = "not_heard"
    """A voice without words."""
    NOT_UNDERSTOOD = "not_understood"
    FAULT = "fault"
    """A part of the house failed; `what` is the part."""
    NO_NUMBER = "no_number"
    """A number was asked for, and none was confirmed."""
    BUSY = "busy"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    AGENT_GONE = "agent_gone"
    NOBODY = "nobody"
    """No agent was left who could be rung."""


@dataclass(frozen=True, slots=True)
class Failure:
    trouble: Trouble
    times: int
    what: str | None = None
    """The part of the house, or the agent."""


@dataclass(frozen=True, slots=True)
class Handover:
    """How far the last transfer came; `stage` is None until the first telephone rings."""

    department: str
    stage: TransferStage | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    caller: str | None
    """The number that the line told; None: withheld."""
    name: str | None
    language: str
    question: Question | None
    person_words: str | None
    """The words of the turn that asked for a person, where those are not the question."""
    topics: tuple[str, ...]
    """In the order in which they were spoken of."""
    maybe_topics: tuple[str, ...]
    """What the last question may be about: we asked, and have no answer."""
    facts: tuple[Fact, ...]
    answered: tuple[Answered, ...]
    failed: tuple[Failure, ...]
    urgent: bool
    callback: RequestCallback | None
    handover: Handover | None
    asked_again: int
    """Times the caller asked to hear it again."""
    asked_person: int
    """Times the caller asked for a person."""
    interrupted: int
    """Times the caller spoke while we were speaking."""
    over: bool
    """The line is gone."""


def summarise(items: Iterable[Event | Act]) -> Summary:
    """What is known after these events and acts of one call, in their order."""
    reading = _Reading()
    for item in items:
        reading.take(item)
    return reading.summary()


class _Reading:
    """The log, read from its first entry on."""

    def __init__(self) -> None:
        self._caller: str | None = None
        self._language = "nl"
        self._words: str | None = None
        """Of the turn that is understood next."""
        self._question: Question | None = None
        self._person_words: str | None = None
        self._person_wanted = False
        """From here on what we do not understand answers questions of ours."""
        self._topics: dict[str, None] = {}
        self._maybe: tuple[str, ...] = ()
        self._facts: dict[str, Fact] = {}
        self._answers: dict[str, Answered] = {}
        """By the words that were said."""
        self._failed: Counter[tuple[Trouble, str | None]] = Counter()
        self._number_wanted = False
        self._urgent = False
        self._callback: RequestCallback | None = None
        self._handover: Handover | None = None
        self._asked_again = self._asked_person = self._interrupted = 0
        self._over = False
        self._takers: Mapping[type, Callable[[Any], None]] = {
            Rung: self._rung,
            Heard: self._heard,
            Keyed: self._keyed,
            Found: self._found,
            Said: self._said,
            Failed: self._part_failed,
            TransferMoved: self._moved,
            HungUp: self._hung_up,
            Understand: self._understood,
            Say: self._say,
            Listen: self._listen,
            Fill: self._fill,
            RequestCallback: self._ring_back,
            Transfer: self._transfer,
        }

    def take(self, item: Event | Act) -> None:
        taker = self._takers.get(type(item))
        if taker is not None:
            taker(item)

    def summary(self) -> Summary:
        name = self._facts.get("naam")
        asked = self._question.words if self._question else None
        no_number = [Failure(Trouble.NO_NUMBER, 1)] if self._number_wanted else []
        return Summary(
            caller=self._caller,
            name=name.value if name else None,
            language=self._language,
            question=self._question,
            person_words=self._person_words if self._person_words != asked else None,
            topics=tuple(self._topics),
            maybe_topics=tuple(key for key in self._maybe if key not in self._topics),
            facts=tuple(self._facts.values()),
            answered=tuple(dict.fromkeys(self._answers.values())),
            failed=(
                *(Failure(kind, times, what) for (kind, what), times in self._failed.items()),
                *no_number,
            ),
            urgent=self._urgent,
            callback=self._callback,
            handover=self._handover,
            asked_again=self._asked_again,
            asked_person=self._asked_person,
            interrupted=self._interrupted,
            over=self._over,
        )

    # -- what happened ---------------------------------------------------------------------

    def _rung(self, event: Rung) -> None:
        self._caller = _masked(event.caller)

    def _heard(self, event: Heard) -> None:
        self._words = _masked(event.text)
        self._interrupted += event.over_us and bool(self._words)
        if not self._words and not event.over_us:
            self._failed[Trouble.NOT_HEARD, None] += 1

    def _keyed(self, _: Keyed) -> None:
        self._words = None

    def _found(self, event: Found) -> None:
        self._words = _masked(event.query)

    def _said(self, event: Said) -> None:
        answered = self._answers.get(event.text)
        if answered is not None and event.complete:
            self._answers[event.text] = replace(answered, whole=True)

    def _part_failed(self, event: Failed) -> None:
        self._failed[Trouble.FAULT, event.part] += 1
        if event.part == "search" and self._words and not self._person_wanted:
            self._ask(self._words, None)

    def _moved(self, event: TransferMoved) -> None:
        agent = _masked(event.agent)
        refused = _REFUSED.get(event.stage)
        if refused is not None:
            self._failed[refused, agent] += 1
        before = self._handover or Handover("")
        self._handover = replace(before, stage=event.stage, agent=agent or before.agent)

    def _hung_up(self, _: HungUp) -> None:
        self._over = True

    # -- what we made of it ----------------------------------------------------------------

    def _understood(self, act: Understand) -> None:
        if act.topic == "command":
            self._obeyed(act.command)
        elif act.topic == "human":
            self._asked_person += 1
            self._want_person()
        elif act.topic == "emergency":
            self._urgent = True
            self._ask(self._words, act.topic)
        elif act.topic not in _NO_TOPIC:
            self._meant(act)
        elif act.topic != "smalltalk":
            self._missed(act.topic)

    def _obeyed(self, command: str | None) -> None:
        self._asked_again += command == Command.REPEAT
        if command == Command.NO:
            if self._question and self._question.topic in self._maybe:
                self._question = replace(self._question, topic=None)
            self._maybe = ()

    def _meant(self, act: Understand) -> None:
        """A topic, or two of which the caller has to choose. A choice keeps the words before it."""
        chosen = act.second_topic is None and act.topic in self._maybe and self._question
        words = chosen.words if chosen else self._words
        self._ask(words, act.topic if act.second_topic is None else None)
        self._maybe = tuple(key for key in (act.topic, act.second_topic) if key)

    def _missed(self, topic: str) -> None:
        if topic == "unknown":
            self._failed[Trouble.NOT_UNDERSTOOD, None] += 1
        if not self._person_wanted:
            self._ask(self._words, None if topic == "unknown" else topic)

    def _want_person(self) -> None:
        self._person_wanted = True
        self._person_words = _one_sentence(self._words) or self._person_words
        if self._question is None:
            self._ask(self._words, "human")

    def _ask(self, words: str | None, topic: str | None) -> None:
        sentence = _one_sentence(words)
        if sentence:
            self._question = Question(sentence, topic)

    def _say(self, act: Say) -> None:
        if act.topic is None:
            self._language = act.language
            return
        self._spoken_of(act.topic)
        if act.source is not None:
            answered = Answered(act.topic, mask(act.source), whole=False)
            self._answers.setdefault(act.text, answered)

    def _spoken_of(self, topic: str | None) -> None:
        if topic is None:
            return
        self._topics[topic] = None
        if self._question and self._question.topic is None and topic in self._maybe:
            self._question = replace(self._question, topic=topic)
        self._maybe = ()

    # -- what is done ----------------------------------------------------------------------

    def _listen(self, act: Listen) -> None:
        if act.expect is Expectation.NUMBER:
            self._number_wanted = self._person_wanted = True

    def _fill(self, act: Fill) -> None:
        self._facts[act.slot] = Fact(act.slot, mask(act.value), act.confidence, act.confirmed)
        if act.slot == "telefoon" and act.confirmed:
            self._number_wanted = False

    def _ring_back(self, act: RequestCallback) -> None:
        self._callback = replace(act, telephone=mask(act.telephone), when=mask(act.when))
        self._number_wanted = False
        self._request(act.topic, act.urgent)

    def _transfer(self, act: Transfer) -> None:
        self._handover = Handover(act.department)
        self._request(act.topic, act.urgent)

    def _request(self, topic: str | None, urgent: bool) -> None:
        self._person_wanted = True
        self._urgent = self._urgent or urgent
        self._spoken_of(topic)


_REFUSED = {
    TransferStage.BUSY: Trouble.BUSY,
    TransferStage.DECLINED: Trouble.DECLINED,
    TransferStage.NO_ANSWER: Trouble.NO_ANSWER,
    TransferStage.UNREACHABLE: Trouble.UNREACHABLE,
    TransferStage.AGENT_GONE: Trouble.AGENT_GONE,
    TransferStage.FAILED: Trouble.NOBODY,
}


def _masked(text: str | None) -> str | None:
    return mask(text) if text is not None else None


def _one_sentence(text: str | None) -> str:
    """The sentence that tells most: the longest, cut off with '…' where it is too long."""
    sentences = [one.split() for one in _SENTENCES.split(text or "")]
    words = max(sentences, key=len)
    cut = " …" if len(words) > QUESTION_WORDS else ""
    return " ".join(words[:QUESTION_WORDS]) + cut
