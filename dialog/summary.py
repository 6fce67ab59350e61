"""What a person who takes over a call has to know of it.

Read from the call's events and acts, and from nothing else: what is not in the log is not in the
summary. Every text of the caller is masked here, so that items that were not written down yet
give the same as those that were. Its spoken form is `dialog/brief.py`, its written form
`dialog/card.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dialog.acts import (
    Act,
    Conclude,
    Expectation,
    Fill,
    Listen,
    LookUp,
    OutcomeType,
    RequestCallback,
    Say,
    Transfer,
    Understand,
)
from dialog.asking import Asking, Question
from dialog.callback_states import Step, step_of
from dialog.commands import Command
from dialog.desk_events import CallbackResult, CalledBack
from dialog.events import (
    Event,
    Failed,
    Found,
    Heard,
    HungUp,
    Keyed,
    Rung,
    Said,
    SentBack,
    TransferMoved,
    TransferStage,
)
from dialog.masking import mask, mask_fields
from dialog.wire import decode, encode


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
    """A part of the house failed."""
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
    what: str | None = None
    """The part of the house, or the agent."""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Handover:
    """How far the last transfer came; `stage` is None until the first telephone rings."""

    department: str | None
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
    """In the order in which they were first spoken of."""
    maybe_topics: tuple[str, ...]
    """What the question may be about: it was understood so, and not spoken of yet."""
    facts: tuple[Fact, ...]
    answered: tuple[Answered, ...]
    failed: tuple[Failure, ...]
    urgent: bool
    person_wanted: bool
    callback: RequestCallback | None
    called_back: CallbackResult | None
    """What came of ringing back, where that is done."""
    handover: Handover | None
    asked_person: int
    """Times the caller asked for a person in so many words or by key."""
    asked_again: int
    """Times the caller asked to hear it again."""
    interrupted: int
    """Times the caller spoke while we were speaking."""
    over: bool
    """The line is gone."""
    outcome: OutcomeType | None
    """None until the call was concluded."""


def summarise(items: Iterable[Event | Act]) -> Summary:
    """What is known after these events and acts of one call, in their order."""
    reading = _Reading()
    for item in items:
        reading.take(item)
    return reading.summary()


class _Reading:
    """The log, read from its first entry on."""

    def __init__(self) -> None:
        self._asking = Asking()
        self._caller: str | None = None
        self._language = "nl"
        self._facts: dict[str, Fact] = {}
        self._answers: dict[str, Answered] = {}
        """By the words that were said."""
        self._failed: Counter[tuple[Trouble, str | None]] = Counter()
        self._number_wanted = False
        self._urgent = False
        self._callback: RequestCallback | None = None
        self._called_back: CallbackResult | None = None
        self._handover: Handover | None = None
        self._understood_as: Counter[str] = Counter()
        """Topics; commands by their name."""
        self._interrupted = 0
        self._over = False
        self._outcome: OutcomeType | None = None
        self._takers: Mapping[type, Callable[[Any], None]] = {
            Rung: self._rung,
            Heard: self._heard,
            Keyed: self._keyed,
            Found: self._found,
            Said: self._said,
            Failed: self._part_failed,
            TransferMoved: self._moved,
            SentBack: self._sent_back,
            HungUp: self._hung_up,
            CalledBack: self._rung_back,
            Understand: self._understood,
            LookUp: self._look_up,
            Say: self._say,
            Listen: self._listen,
            Fill: self._fill,
            RequestCallback: self._ring_back,
            Transfer: self._transfer,
            Conclude: self._conclude,
        }

    def take(self, item: Event | Act) -> None:
        taker = self._takers.get(type(item))
        if taker is not None:
            taker(item)

    def summary(self) -> Summary:
        asking, name = self._asking, self._facts.get("naam")
        question = asking.question
        repeated = question is not None and question.words == asking.person_words
        return Summary(
            caller=self._caller,
            name=name.value if name else None,
            language=self._language,
            question=question,
            person_words=None if repeated else asking.person_words,
            topics=tuple(asking.topics),
            maybe_topics=asking.maybe,
            facts=tuple(self._facts.values()),
            answered=tuple(dict.fromkeys(self._answers.values())),
            failed=self._failures(),
            urgent=self._urgent,
            person_wanted=asking.person_wanted,
            callback=self._callback,
            called_back=self._called_back,
            handover=self._handover,
            asked_person=self._understood_as["human"],
            asked_again=self._understood_as[Command.REPEAT],
            interrupted=self._interrupted,
            over=self._over,
            outcome=self._outcome,
        )

    def _failures(self) -> tuple[Failure, ...]:
        counted = [Failure(*kind, times) for kind, times in self._failed.items()]
        unconfirmed = [Failure(Trouble.NO_NUMBER)] if self._number_wanted else []
        return (*counted, *unconfirmed)

    # -- what happened ---------------------------------------------------------------------

    def _rung(self, event: Rung) -> None:
        self._caller = mask(event.caller) if event.caller else None

    def _heard(self, event: Heard) -> None:
        self._asking.words = mask(event.text)
        if event.text.strip():
            self._interrupted += event.over_us
        elif not event.over_us:
            self._failed[Trouble.NOT_HEARD, None] += 1

    def _keyed(self, _: Keyed) -> None:
        self._asking.words = None

    def _found(self, event: Found) -> None:
        """It may be of a turn before the last one."""
        self._asking.words = mask(event.query)

    def _said(self, event: Said) -> None:
        answered = self._answers.get(event.text)
        if answered is not None and event.complete:
            self._answers[event.text] = replace(answered, whole=True)

    def _part_failed(self, event: Failed) -> None:
        self._failed[Trouble.FAULT, event.part] += 1
        if event.part == "search":
            self._asking.not_looked_up()

    def _moved(self, event: TransferMoved) -> None:
        agent = mask(event.agent) if event.agent else None
        refused = _REFUSED.get(event.stage)
        if refused is not None:
            self._failed[refused, agent] += 1
        before = self._handover or Handover(None)
        self._handover = replace(before, stage=event.stage, agent=agent or before.agent)

    def _sent_back(self, _: SentBack) -> None:
        """The caller spoke to a person and is with us again: nobody has to take over any more."""
        self._handover = None
        self._asking.person_wanted = False

    def _hung_up(self, _: HungUp) -> None:
        self._over = True

    def _rung_back(self, event: CalledBack) -> None:
        self._called_back = event.result if step_of(event) is Step.SETTLE else None

    # -- what we made of it ----------------------------------------------------------------

    def _understood(self, act: Understand) -> None:
        self._understood_as[act.command or act.topic] += 1
        self._urgent = self._urgent or act.topic == "emergency"
        if act.topic == "unknown":
            self._failed[Trouble.NOT_UNDERSTOOD, None] += 1
        self._asking.understood(act)

    def _look_up(self, act: LookUp) -> None:
        self._asking.looked_up(mask(act.query))

    def _say(self, act: Say) -> None:
        if act.topic is None:
            self._language = act.language  # approved words may be there in Dutch alone
            return
        self._asking.spoken_of(act.topic)
        if act.source is not None:
            answered = Answered(act.topic, mask(act.source), whole=False)
            self._answers.setdefault(act.text, answered)

    def _listen(self, act: Listen) -> None:
        if act.expect is Expectation.NUMBER and act.slot is None:
            self._number_wanted = self._asking.person_wanted = True

    def _fill(self, act: Fill) -> None:
        self._facts[act.slot] = Fact(act.slot, mask(act.value), act.confidence, act.confirmed)
        if act.slot == "telefoon" and act.confirmed:
            self._number_wanted = False

    def _ring_back(self, act: RequestCallback) -> None:
        kind, told = encode(act)
        callback = decode(kind, mask_fields(told))
        assert isinstance(callback, RequestCallback)
        self._callback, self._called_back = callback, None
        self._number_wanted = False
        self._request(act)

    def _transfer(self, act: Transfer) -> None:
        self._handover = Handover(act.department)
        self._request(act)

    def _conclude(self, act: Conclude) -> None:
        self._outcome = act.outcome

    def _request(self, act: RequestCallback | Transfer) -> None:
        self._urgent = self._urgent or act.urgent
        self._asking.person_wanted = True
        self._asking.spoken_of(act.topic)


_REFUSED = {
    TransferStage.BUSY: Trouble.BUSY,
    TransferStage.DECLINED: Trouble.DECLINED,
    TransferStage.NO_ANSWER: Trouble.NO_ANSWER,
    TransferStage.UNREACHABLE: Trouble.UNREACHABLE,
    TransferStage.AGENT_GONE: Trouble.AGENT_GONE,
    TransferStage.FAILED: Trouble.NOBODY,
}
