"""The conversation: events in, acts out; no sound, no I/O, no clock, no chance.

The order in which a turn is taken is fixed, and the same in every state:

1. danger, by its words and their grammar (`dialog/safety.py`, `dialog/alarm.py`);
2. a person, by word or key;
3. a number that we must not have (BSN) is masked and named as not needed;
4. the errand at hand, if there is one: waiting for an agent, or a callback;
5. a command (repeat, slower, help, stop …), also the yes or no to what we asked last;
6. a question, which is looked up; it may turn out to be a command in unusual words.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Self

from dialog.acts import Act, Conclude, Hush, LookUp, OutcomeType, Understand
from dialog.alarm import Alarm
from dialog.at_hand import AtHand
from dialog.callback import NO_ANSWER, Answer
from dialog.calm_offer import heard_pace
from dialog.commands import KEYS, Command, command, ordinal
from dialog.decision import Certainty
from dialog.disclosure import Disclosure
from dialog.errands import Errands
from dialog.events import (
    Briefed,
    Event,
    Failed,
    Found,
    Heard,
    HungUp,
    Keyed,
    Measured,
    NewsCame,
    OnHold,
    Performed,
    Rung,
    Said,
    Silence,
)
from dialog.held import Holding
from dialog.human import Human
from dialog.key_entry import NOTHING
from dialog.knowledge import COMMAND, Knowledge
from dialog.looking_up import LookingUp
from dialog.masking import ABOUT_BSN, MASK, Masker, mask_values
from dialog.memory import Held, Holds, Memory, Question
from dialog.menu import Menu
from dialog.news import News
from dialog.noting import obeyed
from dialog.on_behalf import OnBehalf
from dialog.orders import Commands, Orders
from dialog.phrases import plain, without_sounds
from dialog.pieces import after_silence, before_saying, going_on
from dialog.rules import Rule
from dialog.safety import Finding, Weight, assess
from dialog.silences import SILENCES_SECONDS, in_silence, silence_prompts
from dialog.speaking import Speaking
from dialog.subjects import Subjects
from dialog.taken_over import TakingOver
from dialog.wordless import Wordless


class Conversation:
    """One call's conversation. It keeps the knowledge it began with, whatever is reloaded."""

    def __init__(
        self, knowledge: Knowledge, certainty: Certainty | None = None, language: str = "nl"
    ) -> None:
        self._memory = Memory(knowledge, language)
        self._certainty = certainty or Certainty()
        self._masker = Masker()
        self._disclosure = Disclosure(self._memory)
        self._news = News(self._memory)
        self._commands: Commands = {}
        self._human = Human(self._memory, self._commands)
        self._errands = Errands(self._memory, self._human, self._commands, self._news)
        self._at_hand = AtHand(self._memory, self._human, self._errands)
        self._on_behalf = OnBehalf(self._memory)
        self._wordless = Wordless(self._memory, self._at_hand)
        self._alarm = Alarm(self._memory, self._human)
        self._subjects = Subjects(
            self._memory,
            {
                "human": self._human.ask_for,
                "emergency": self._alarm.sound,
                **{COMMAND + each.value: partial(self._obey, each) for each in Command},
            },
            self._errands,
        )
        self._menu = Menu(self._memory, self._subjects, self._errands, self._at_hand)
        self._orders = Orders(self._memory, self._human, self._subjects, self._errands, self._menu)
        self.after = self._orders.after
        """What stays of this call."""
        self._speaking = Speaking(self._memory, self._go_on)
        self._holding = Holding(self._memory, self._alarm.sound, self._subjects.act_on, self._go_on)
        self._looking_up = LookingUp(
            self._memory,
            self._certainty,
            (self._human, self._alarm, self._subjects, self._at_hand, self._holding),
            self._ordered,
        )
        self._taking_over = TakingOver(self._memory, self._human, self._at_hand.ask_again)
        self._receivers: dict[type[Event], Callable[[Any], list[Act]]] = {
            Rung: self._rung,
            Heard: self._heard,
            Keyed: self._keyed,
            Silence: self._silence,
            Found: self._looking_up.found,
            Said: self._said,
            Performed: partial(self._orders.performed, go_on=self._go_on),
            Measured: _nothing,
            Briefed: _nothing,
            OnHold: self._on_hold,
            NewsCame: self._news.came,
            **self._taking_over.receivers,
            Failed: self._failed,
            HungUp: self._hung_up,
        }
        self._commands |= self._orders.table(self._person)

    def fork(self) -> Self:
        """A second conversation that stands where this one does; each then goes its own way.

        So what would be said can be known, and rendered, before the caller's turn is over.
        """
        knowledge = self._memory.knowledge
        lexicon = self._memory.lexicon
        shared = (knowledge, knowledge.municipality, knowledge.sentences, self._certainty, lexicon)
        return copy.deepcopy(self, {id(each): each for each in shared})

    def masked(self, event: Event) -> Event:
        """The event without a BSN, to be written down; `receive` takes it as it is given here.

        Whoever writes nothing down may leave this out: `receive` masks what was not masked.
        """
        return self._masker.event(event)

    def receive(self, event: Event) -> list[Act]:
        """What to do now. After our own HangUp only the end of the call is still taken in."""
        memory = self._memory
        if memory.ended and not isinstance(event, HungUp | Said):
            return []
        memory.now = event.at
        self._news.expire()
        event = self.masked(event)
        acts = self._menu.with_keys(self._receivers[type(event)](event))
        acts = before_saying(memory, acts)
        acts = self._disclosure.before(self._news.before(acts))
        acts = [memory.words.in_its_language(mask_values(act)) for act in acts]
        memory.remember(acts)
        return acts

    # -- what happens to a call ------------------------------------------------------------

    def _rung(self, event: Rung) -> list[Act]:
        memory = self._memory
        memory.caller, memory.line, memory.open = event.caller, event.caller, event.open
        memory.code, memory.left_before = event.code, event.left
        memory.can_transfer, memory.asks_rating = event.can_transfer, event.asks_rating
        news = {"nl": event.crisis, "en": event.crisis_en} if event.crisis else {}
        memory.crisis = {language: text for language, text in news.items() if text}
        memory.crisis_until = event.crisis_until
        return [
            *self._orders.remembering.began(event.calm),
            *self._on_behalf.rung(event.line),
            self._disclosure.say(),
            *self._orders.remembering.greeting(),
            memory.sentence("door"),
            *self._news.says(),
            *self._orders.after.offer(),
        ]

    def _heard(self, event: Heard) -> list[Act]:
        memory, text = self._memory, event.text
        said = plain(text)
        if not without_sounds(said) or self._wordless.murmured(event, text):
            return self._wordless.take(event, said)
        memory.coughs = 0
        heard_pace(memory, len(said.split()), event.seconds)
        self._menu.spoken()
        memory.drop_unheard(over_us=event.over_us)
        spoken, finding = self._speaking.heard(said, event), assess(text)
        if finding.weight is Weight.ALARM and finding.danger is not None:
            memory.language = spoken
            return [*self._alarm.sound(finding.danger), *self._on_behalf.noticed(said)]
        told: list[Act] = [*self._on_behalf.noticed(said), *self._on_behalf.greets(spoken)]
        event = self._on_behalf.without_opening(event, said)
        text, said = event.text, plain(event.text)
        if not text:
            return [*told, *self._go_on()]
        order = command(text)
        bsn = [memory.sentence("bsn")] if MASK in text and not memory.connecting else []
        told += bsn
        if order is Command.PERSON or self._human.is_offered_number(text):
            memory.language, memory.held = spoken, None
            return self._person(told, Answer(text, confidence=event.confidence))
        if bsn and set(said.split()) <= ABOUT_BSN:
            return [*told, *self._go_on()]
        acts = self._before_turn(event, text, order, finding, spoken)
        acts = acts or self._take_turn(event, text, order)
        return [*self._hushed(event, order, acts), *told, *acts]

    def _hushed(self, event: Heard, order: Command | None, acts: list[Act]) -> list[Act]:
        """Who says no or stop over us is not spoken on to, also in a protected sentence."""
        refused = event.over_us and order in (Command.NO, Command.STOP) and Hush() not in acts
        return [Hush()] if refused and not self._memory.connecting else []

    def _before_turn(
        self, event: Heard, text: str, order: Command | None, finding: Finding, spoken: str
    ) -> list[Act]:
        """What is said about danger or the language; empty for all else."""
        memory, said = self._memory, plain(text)
        answered = self._holding.answered(order, said) or self._speaking.wished(said)
        if answered:
            return [*([obeyed(order)] if order else []), *answered]
        heard = replace(event, text=text)
        self._speaking.follow(spoken, heard, order)
        if finding.weight is Weight.DOUBT and order is None:
            memory.language = spoken
            memory.held = Held(heard, Holds.DANGER, finding.danger, language=spoken)
            return self._holding.ask() if memory.busy else []
        return []

    def _take_turn(
        self, event: Heard, text: str, order: Command | None, score: float = 1.0
    ) -> list[Act]:
        """`score` is how likely the command is, where the search found it."""
        memory = self._memory
        forgotten = self._orders.remembering.forgets(plain(text))
        if forgotten:
            return forgotten
        first, order = order, self._orders.manner.meant(order, plain(text))
        noted = first or order
        told = [obeyed(noted, score)] if noted else []
        memory.by_keys = order is Command.KEYS
        gone_on = going_on(memory, order, plain(text))
        if gone_on is not None:
            return [*told, *gone_on]
        idle = not memory.busy and memory.waiting is None
        if order is Command.STOP and event.over_us and idle:
            return [*told, Hush(), *memory.ask("hushed", Question.OPEN)]
        if memory.waiting is not None:
            acts = self._human.wait(order, text)
            if acts is not None:
                return [*told, *acts]
        if memory.busy:
            taken = self._at_hand.take(event, text, order)
            return self._look_up(event, text) if taken is None else [*told, *taken]
        chosen = self._menu.named(plain(text)) if idle else None
        if chosen is not None:
            return [*told, *chosen]
        if order is not None:
            return [*told, *self._obey(order)]
        named = ordinal(plain(text)) if memory.question is Question.WHICH else None
        if named is not None:
            return self._subjects.take_named(named)
        passage = self._subjects.quoting.answered(text)
        if passage:
            return passage
        rest, memory.rest = memory.rest, None
        begun = self._errands.at_once(replace(event, text=text))
        clear = begun or self._orders.meanings.take(text) or self._orders.courtesy(plain(text))
        memory.rest = None if clear else rest
        return clear or self._look_up(event, text)

    def _look_up(self, event: Heard, text: str) -> list[Act]:
        self._memory.pending = replace(event, text=text)
        held = self._memory.held
        return [LookUp(query=text, language=held.language if held else self._memory.language)]

    def _keyed(self, event: Keyed) -> list[Act]:
        if event.keys in ("0", "*0"):
            return self._person()
        memory, order = self._memory, KEYS.get(event.keys)
        self._menu.pressed(order)
        if order is Command.KEYS and memory.held is not None:
            return [Hush(), *self._holding.ask()]
        answered = self._holding.answered(order, "") if order and memory.held else None
        if answered is not None:
            return [Hush(), *answered]
        if memory.telling and order is not None:
            return self._keyed_while_telling(order)
        memory.rest = None
        chosen = (self._human.key if memory.waiting else self._menu.press)(event.keys)
        if chosen is not None:
            return chosen
        keys = event.keys.strip("*") if event.keys == NOTHING else event.keys.strip("*#")
        if self._at_hand.takes_key(order):
            return [Hush(), *self._at_hand.key(keys, order)] if keys else []
        if order is None or (order is Command.KEYS and memory.waiting is not None):
            return []
        memory.by_keys = memory.by_keys or order is Command.KEYS
        waited = self._human.wait(order, "") if memory.waiting else None
        if waited is not None:
            return [obeyed(order), *waited]
        if memory.busy and order is not Command.KEYS:
            return [Hush(), obeyed(order), *self._at_hand.key(keys, order)]
        acts = self._at_hand.ask_again() if memory.busy else self._obey(order)
        return [Hush(), obeyed(order), *acts]

    def _keyed_while_telling(self, order: Command) -> list[Act]:
        """No key is a digit while we ask whether to go on."""
        self._memory.drop_unheard()
        gone_on = going_on(self._memory, order)
        acts = self._obey(order) if gone_on is None else gone_on
        return [Hush(), obeyed(order), *acts]

    def _silence(self, event: Silence) -> list[Act]:
        memory = self._memory
        if memory.waiting is not None:
            return []  # whoever waits for a person says nothing; we speak every 15 s
        memory.drop_unheard(over_us=False)
        if memory.telling:
            return after_silence(memory)
        memory.slow_turns += event.nth == 1
        if event.nth >= len(SILENCES_SECONDS):
            return self._orders.farewell(in_silence(memory, "silence_goodbye"))
        if memory.busy and event.nth > 1:
            name = "still_there" if event.nth == 2 else "silence_again"
            return [memory.sentence(in_silence(memory, name)), *self._at_hand.ask_again()]
        return silence_prompts(memory, event.nth)

    def _ordered(self, heard: Heard, order: Command, score: float) -> list[Act]:
        """Obey what only the search knew for a command, as if its words had told."""
        memory = self._memory
        held, memory.held = memory.held, None
        memory.language = held.language if held else memory.language
        acts = self._take_turn(heard, heard.text, order, score)
        return [*self._hushed(heard, order, acts), *acts]

    def _on_hold(self, event: OnHold) -> list[Act]:
        """Nobody hears us on hold. After it we say again who we are, and what we said last."""
        memory = self._memory
        if event.held:
            return [Hush()] if memory.waiting is None else []
        if memory.waiting is not None:
            return self._human.still_waits()
        again = self._at_hand.ask_again() if memory.busy else [*memory.told[-1:]]
        return [memory.sentence("machine_again"), *again, memory.listen()]

    def _said(self, event: Said) -> list[Act]:
        memory = self._memory
        say = memory.hear(event)
        if say is None:
            return []
        self._disclosure.heard(say)
        if say.source and memory.outcome in (OutcomeType.ABANDONED, OutcomeType.REFUSED):
            memory.outcome = OutcomeType.ANSWERED
        return []

    def _failed(self, event: Failed) -> list[Act]:
        memory = self._memory
        if event.part == "record":
            return self._orders.farewell("failed_record")
        if event.part == "hearing":
            return [memory.sentence("failed_hearing"), memory.listen()]
        memory.pending = None
        name = "failed_search" if event.part == "search" else "failed_speaking"
        if memory.waiting is not None:
            return self._human.still_waits()
        if memory.busy:
            return self._at_hand.ask_again()
        return memory.ask(name, Question.PERSON)

    def _hung_up(self, event: HungUp) -> list[Act]:
        memory = self._memory
        if memory.concluded:
            return []
        memory.ended = memory.concluded = True
        left = self._human.hung_up()
        return [*left, Conclude(outcome=memory.outcome)]

    # -- what comes before everything --------------------------------------------------------

    def _person(self, told: list[Act] | None = None, said: Answer = NO_ANSWER) -> list[Act]:
        taken, self._memory.held = Understand(topic="human", score=1.0, rule=Rule.PERSON), None
        hush = [] if self._memory.waiting else [Hush()]
        return [*hush, taken, *(told or []), *self._human.ask_for(said)]

    # -- commands ----------------------------------------------------------------------------

    def _obey(self, order: Command) -> list[Act]:
        """Do what was asked for; a question that is being looked up waits for our manner only."""
        if order not in self._orders.manner.commands and order is not Command.WAIT:
            self._memory.pending = None
        return self._commands[order]()

    def _go_on(self) -> list[Act]:
        if self._memory.busy:
            return self._at_hand.ask_again()
        return self._memory.ask("go_on", Question.OPEN)


def _nothing(_: Event) -> list[Act]:
    return []
