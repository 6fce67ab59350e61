"""The conversation: events in, acts out; no sound, no I/O, no clock, no chance.

The order in which a turn is taken is fixed, and the same in every state:

1. danger, by its words;
2. a person, by word or key;
3. a number that we must not have (BSN) is masked and named as not needed;
4. the errand at hand, if there is one;
5. a command (repeat, slower, help, stop …), also the yes or no to what we asked last;
6. a question, which is looked up.
"""

from collections.abc import Callable
from typing import Any

from dialog.acts import Act, Conclude, HangUp, Hush, LookUp, OutcomeType, Say, Understand
from dialog.callback import Answer
from dialog.commands import KEYS, Command, command
from dialog.decision import Certainty, decide
from dialog.events import (
    Event,
    Failed,
    Found,
    Heard,
    HungUp,
    Keyed,
    Measured,
    Rung,
    Said,
    Silence,
)
from dialog.follow_ups import asked_for
from dialog.human import Human
from dialog.knowledge import Knowledge
from dialog.language import language_of
from dialog.manner import Manner
from dialog.masking import mask
from dialog.memory import Memory, Question
from dialog.phrases import plain
from dialog.safety import Danger, danger, danger_words
from dialog.subjects import Subjects, silence_prompts

SILENCES_SECONDS = (7.0, 10.0, 13.0, 31.0)
"""How long we wait in silence before each prompt; never do we hang up before 60 s in all."""

_WORDS_FOR_LANGUAGE = 3
"""So many words show a language; 'ja' and 'okay' do not."""

Commands = dict[Command, Callable[[], list[Act]]]


class Conversation:
    """One call's conversation. It keeps the knowledge it began with, whatever is reloaded."""

    def __init__(
        self, knowledge: Knowledge, certainty: Certainty | None = None, language: str = "nl"
    ) -> None:
        self._memory = Memory(knowledge, language)
        self._certainty = certainty or Certainty()
        ask = self._memory.ask
        self._human = Human(self._memory, self._commands_table())
        self._subjects = Subjects(
            self._memory,
            {"human": self._human.ask_for, "emergency": lambda: self._alarm(Danger.GENERAL)},
        )
        self._receivers: dict[type[Event], Callable[[Any], list[Act]]] = {
            Rung: self._rung,
            Heard: self._heard,
            Keyed: self._keyed,
            Silence: self._silence,
            Found: self._found,
            Said: self._said,
            Measured: lambda _: [],
            Failed: self._failed,
            HungUp: self._hung_up,
        }
        self._yes_no: dict[Question, tuple[Callable[[], list[Act]], Callable[[], list[Act]]]] = {
            Question.OPEN: (
                lambda: ask("go_on", Question.OPEN),
                lambda: ask("end_question", Question.END),
            ),
            Question.MORE: (lambda: ask("go_on", Question.OPEN), lambda: self._farewell("goodbye")),
            Question.PERSON: (
                self._human.ask_for,
                lambda: ask("no_person_needed", Question.OPEN),
            ),
            Question.PERSON_FIRST: (self._human.ask_for, lambda: ask("more", Question.MORE)),
            Question.WHICH: (
                self._subjects.take_first,
                lambda: ask("clarify_none", Question.OPEN),
            ),
            Question.END: (lambda: self._farewell("goodbye"), lambda: ask("go_on", Question.OPEN)),
        }

    def receive(self, event: Event) -> list[Act]:
        """What to do now. After our own HangUp only the end of the call is still taken in."""
        if self._memory.ended and not isinstance(event, HungUp | Said):
            return []
        acts = self._receivers[type(event)](event)
        told = tuple(act for act in acts if isinstance(act, Say))
        if told:
            self._memory.told = told
        if any(isinstance(act, HangUp) for act in acts):
            self._memory.ended = True
        return acts

    # -- what happens to a call ------------------------------------------------------------

    def _rung(self, event: Rung) -> list[Act]:
        memory = self._memory
        memory.day, memory.caller = event.at.date(), event.caller
        disclosure = memory.words.disclosure(memory.language)
        return [
            Say(text=disclosure, language=memory.language, protected=True),
            memory.sentence("door"),
            *memory.ask("first_question", Question.OPEN),
        ]

    def _heard(self, event: Heard) -> list[Act]:
        self._memory.day = event.at.date()
        text = mask(event.text)
        said = plain(text)
        if not said:
            return self._wordless(event)
        self._memory.cut_off = None
        if len(said.split()) >= _WORDS_FOR_LANGUAGE and self._memory.callback is None:
            self._memory.language = language_of(said)
        alarm = danger(text)
        if alarm:
            return self._alarm(alarm)
        order = command(text)
        if order is Command.PERSON:
            return self._person()
        told = [self._memory.sentence("bsn")] if text != event.text else []
        return [*told, *self._take_turn(event, text, order)]

    def _take_turn(self, event: Heard, text: str, order: Command | None) -> list[Act]:
        memory = self._memory
        noted = [_understood(order)] if order else []
        if order is Command.STOP and event.over_us:
            return [*noted, Hush(), *memory.ask("hushed", Question.OPEN)]
        if memory.callback is not None:
            answer = Answer(text, command=order, confidence=event.confidence)
            return [*noted, *self._human.take(answer)]
        if order is not None:
            return [*noted, *self._commands[order]()]
        memory.pending = Heard(at=event.at, text=text, confidence=event.confidence)
        return [LookUp(query=text, language=memory.language)]

    def _keyed(self, event: Keyed) -> list[Act]:
        self._memory.day = event.at.date()
        keys = event.keys
        if keys in ("0", "*0"):
            return self._person()
        if self._human.entering_number:
            return [Hush(), *self._human.take(Answer("", keys=mask(keys)))]
        order = KEYS.get(keys)
        if order is None:
            return []
        if self._memory.callback is not None:
            return [Hush(), _understood(order), *self._human.take(Answer("", command=order))]
        return [Hush(), _understood(order), *self._commands[order]()]

    def _silence(self, event: Silence) -> list[Act]:
        if self._memory.callback is not None and event.nth in (2, 3):
            return [self._memory.sentence("still_there"), *self._human.ask_for()]
        prompts = silence_prompts(self._memory, event.nth)
        return self._farewell("silence_goodbye") if prompts is None else prompts

    def _found(self, event: Found) -> list[Act]:
        """Answer a look-up; one that belongs to an earlier turn is too late and is dropped."""
        memory = self._memory
        if memory.pending is None or event.query != memory.pending.text:
            return []
        heard, memory.pending = memory.pending, None
        decision = decide(event.candidates, self._certainty, heard.confidence)
        kinds = asked_for(plain(heard.text))
        decision = self._subjects.continued(decision, kinds)
        topics = (*decision.topics, None)
        noted = Understand(
            topic=topics[0] if topics[0] and decision.known else "unknown",
            score=round(decision.score, 4),
            second_topic=topics[1],
        )
        return [noted, *self._subjects.act_on(decision, kinds)]

    def _said(self, event: Said) -> list[Act]:
        memory = self._memory
        say = next((say for say in memory.told if say.text == event.text), None)
        if say is None:
            return []
        if event.complete and say.source and memory.outcome is OutcomeType.ABANDONED:
            memory.outcome = OutcomeType.ANSWERED
        if not event.complete:
            memory.cut_off = say
        return []

    def _failed(self, event: Failed) -> list[Act]:
        if event.part == "search":
            self._memory.pending = None
            return self._memory.ask("failed_search", Question.PERSON)
        if event.part == "hearing":
            return [self._memory.sentence("failed_hearing"), self._memory.listen()]
        return self._farewell("failed_record")

    def _hung_up(self, event: HungUp) -> list[Act]:
        self._memory.ended = True
        return [Conclude(outcome=self._memory.outcome)]

    # -- what comes before everything --------------------------------------------------------

    def _alarm(self, kind: Danger) -> list[Act]:
        memory = self._memory
        memory.callback, memory.pending = None, None
        memory.outcome, memory.question = OutcomeType.EMERGENCY, Question.OPEN
        words = danger_words(kind, memory.language)
        return [
            Hush(),
            Understand(topic="emergency", score=1.0),
            *(Say(text=line, language=memory.language, protected=True) for line in words),
            memory.listen(),
        ]

    def _person(self) -> list[Act]:
        self._memory.pending = None
        return [Hush(), Understand(topic="human", score=1.0), *self._human.ask_for()]

    def _wordless(self, event: Heard) -> list[Act]:
        """A cough over our voice: what it cut off is said again. Else we ask."""
        memory = self._memory
        if not event.over_us:
            return self._subjects.not_understood()
        cut, memory.cut_off = memory.cut_off, None
        return [cut, memory.listen()] if cut else []

    # -- commands ----------------------------------------------------------------------------

    def _commands_table(self) -> Commands:
        ask = self._memory.ask
        self._commands: Commands = {
            **Manner(self._memory).commands,
            Command.HELP: lambda: ask("help", Question.OPEN),
            Command.WAIT: lambda: [self._memory.sentence("waiting"), self._memory.listen()],
            Command.SOURCE: lambda: self._subjects.tell_source(),
            Command.MACHINE: lambda: ask("machine", Question.OPEN),
            Command.GOODBYE: lambda: self._farewell("goodbye"),
            Command.BACK: lambda: self._subjects.start_over(),
            Command.STOP: lambda: ask("end_question", Question.END),
            Command.UNKNOWN: lambda: ask("dont_know_ok", Question.PERSON),
            Command.YES: lambda: self._yes_no[self._memory.question][0](),
            Command.NO: lambda: self._yes_no[self._memory.question][1](),
            Command.PERSON: self._person,
        }
        return self._commands

    def _farewell(self, name: str) -> list[Act]:
        return [self._memory.sentence(name), HangUp()]


def _understood(order: Command) -> Understand:
    return Understand(topic="command", score=1.0, command=order.value)
