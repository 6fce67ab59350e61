"""An errand in a conversation: begun or offered, carried on, answered by services, ended.

The machine itself is `dialog/scripts/errand.py`. Here its turns meet what else a caller may do:
commands, a question in between, a person.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialog.acts import Act, Fill, OutcomeType, Say, Settle
from dialog.answers import has_follow_up
from dialog.asides import is_aside, may_be_order, wants_done, wants_to_be_rung
from dialog.callback import Answer
from dialog.commands import IN_WRITING, OBEYED, Command, polite
from dialog.events import Heard, Performed
from dialog.follow_ups import asked_for
from dialog.human import Human
from dialog.knowledge import Starts
from dialog.memory import Memory, Question
from dialog.news import News, asks_for_news
from dialog.phrases import plain
from dialog.presence import Presence
from dialog.scripts.errand import Errand
from dialog.scripts.hearing import Hearing, Meant, Reply, Turn, asks
from dialog.scripts.progress import Asking, Filled, Progress
from dialog.scripts.reading_back import Reader
from dialog.scripts.script import (
    CHOICE,
    DIGITS,
    End,
    HandOver,
    Perform,
    Script,
    Slot,
)
from dialog.scripts.stepping import Moved, Stepping
from dialog.scripts.walk import World
from dialog.services import SERVICES
from dialog.source import address, source

Commands = dict[Command, Callable[[], list[Act]]]

_ASIDES = {Command.HELP: "errand_help", Command.MACHINE: "errand_machine"}
_NOTHING_YET = frozenset({OutcomeType.ABANDONED, OutcomeType.REFUSED, OutcomeType.ANSWERED})


class Errands:
    """Begins and carries on the errand in memory; `then` says where it leads."""

    def __init__(self, memory: Memory, human: Human, commands: Commands, news: News) -> None:
        self._memory = memory
        self._news = news
        self._human = human
        self._commands = commands
        self._more: Callable[[], list[Act]] = list
        self.begins: Mapping[str, Callable[[], list[Act]]] = {}
        """How errands begin that need more than the caller's words, by their key."""
        self._tell: Callable[[str], list[Act]] = _nothing

    def then(self, more: Callable[[], list[Act]], tell: Callable[[str], list[Act]]) -> None:
        """What comes after an errand: the next need, and telling about a topic."""
        self._more, self._tell = more, tell

    # -- beginning ---------------------------------------------------------------------------

    def of(self, topic: str) -> Script | None:
        """The script of a topic, where it has one that can be read."""
        starts = self._starts(topic)
        return self._memory.knowledge.scripts.get(starts.key) if starts else None

    def wanted(self, topic: str, text: str) -> bool:
        """Whether these words want it done, and do not ask about it first."""
        script, starts = self.of(topic), self._starts(topic)
        if script is None:
            return False
        return wants_done(script.begin, text, own=starts is not None and not starts.values)

    def offer(self, topic: str, heard: Heard | None) -> list[Act]:
        """'Zal ik dat voor u regelen?'; what was said already is kept for it."""
        memory, script = self._memory, self.of(topic)
        assert script is not None
        memory.offered, memory.offered_words = topic, heard
        memory.question = Question.ERRAND
        offered = script.offer.get(memory.language, script.offer["nl"])
        return [Say(text=offered, language=memory.language), memory.listen()]

    def at_once(self, heard: Heard) -> list[Act]:
        """What needs no search: the news that is in force; else nothing."""
        memory = self._memory
        said = plain(heard.text)
        if memory.crisis and asks_for_news(said):
            if memory.outcome in (OutcomeType.ABANDONED, OutcomeType.REFUSED):
                memory.outcome = OutcomeType.ANSWERED
            return [*self._news.says(), *self._more()]
        for key in memory.knowledge.loose_scripts:
            if wants_done(memory.knowledge.scripts[key].begin, heard.text, own=False):
                return self.begin_loose(key, heard)
        return []

    def answers_offer(self, heard: Heard) -> list[Act]:
        """The caller answers our offer with what it needs; else nothing.

        Asked only after the search: 'vannacht' stands in words about danger too.
        """
        memory = self._memory
        offered = memory.offered if memory.question is Question.ERRAND else None
        script, said = self.of(offered) if offered else None, plain(heard.text)
        if script is None or offered is None or asks(said):
            return []
        if has_follow_up(memory.knowledge, offered, asked_for(said)):
            return []
        if not self._hearing(script).found(heard.text):
            return []
        before = memory.offered_words
        words = f"{before.text}. {heard.text}" if before else heard.text
        return self.begin(offered, replace(heard, text=words))

    def accept(self) -> list[Act]:
        """The caller wants what we offered."""
        memory = self._memory
        assert memory.offered is not None
        return self.begin(memory.offered, memory.offered_words)

    def begin(self, topic: str, heard: Heard | None) -> list[Act]:
        """Begin with what is known: by the topic, by the one before it, in the caller's words."""
        memory, script, starts = self._memory, self.of(topic), self._starts(topic)
        assert script is not None
        assert starts is not None
        earlier = (self._starts(each) for each in (memory.offered, memory.topic))
        same = [each for each in earlier if each is not None and each.key == starts.key]
        known = dict(value for each in (*same, starts) for value in each.values)
        memory.topic = topic
        return _about(topic, self._begin(script, topic, known, heard))

    def begin_loose(self, key: str, heard: Heard | None = None) -> list[Act]:
        """Begin an errand that no topic leads to."""
        if key in self.begins:
            return self.begins[key]()
        return self._begin(self._memory.knowledge.scripts[key], None, {}, heard)

    def _begin(
        self, script: Script, topic: str | None, known: dict[str, str], heard: Heard | None
    ) -> list[Act]:
        said = self._hearing(script).found(heard.text, heard.confidence) if heard else {}
        values = {key: Filled(value) for key, value in known.items()} | said
        return self.begin_with(script.key, values | self._line(script), topic)

    def begin_with(
        self, key: str, values: Mapping[str, Filled], topic: str | None = None
    ) -> list[Act]:
        """Begin with these values; the line's number fills what wants it and is not among them."""
        memory, script = self._memory, self._memory.knowledge.scripts[key]
        memory.misses, memory.offered, memory.left = 0, None, None
        memory.question = Question.OPEN
        known = {**self._line(script), **values}
        return self._moved(self._errand(script).begin(Progress(key, topic), known))

    def _starts(self, topic: str | None) -> Starts | None:
        known = self._memory.knowledge.topics.get(topic or "")
        return known.script if known else None

    def _line(self, script: Script) -> dict[str, Filled]:
        """The number of the line, for slots that take it; it is read back like any other."""
        number = self._memory.own_number
        slots = script.slots.values() if number else ()
        return {each.key: Filled(str(number)) for each in slots if each.from_caller}

    # -- going on ----------------------------------------------------------------------------

    def take(self, turn: Turn) -> list[Act] | None:
        """Go on with what the caller did; None: it may be a question, and is to be looked up."""
        memory, progress = self._memory, self._progress
        if self._arranging:
            return [memory.listen()]  # too late for a no: what comes back is told first
        reply = self._hearing(self._script).hear(turn, progress)
        if reply.meant is Meant.RESTART:
            return self._restart()
        answers = turn.command in IN_WRITING and bool(reply.values)
        left = None if answers else self._commanded(turn.command)
        if left is not None:
            return left
        if turn.command is None and polite(turn.said):
            return self.ask_again()
        if wants_to_be_rung(reply, self._asked(progress), self._script):
            answer = Answer(turn.text, confidence=turn.confidence)
            return self._human.ask_for(answer)
        asked = self._asked(progress)
        knows = bool(memory.knowledge.commands)
        if is_aside(reply, asked, self._script) or (knows and may_be_order(reply, asked)):
            return None
        return self.answer(reply)

    def answer(self, reply: Reply) -> list[Act]:
        """Go on with what answers our question."""
        self._memory.misses = 0
        return self._moved(self._errand(self._script).take(self._progress, reply))

    def ring_back(self) -> list[Act]:
        """Somebody rings back about it, with what was filled."""
        return self._hand_over(HandOver(callback=True))

    def row_keys(self) -> list[Say]:
        """Which keys choose the rows that were offered."""
        return self._errand(self._script).row_keys(self._progress)

    def may_ask(self, turn: Turn) -> bool:
        """Whether a turn that was looked up may be a question beside the errand."""
        reply = self._hearing(self._script).hear(turn, self._progress)
        return is_aside(reply, self._asked(self._progress), self._script)

    def answered(self, turn: Turn) -> list[Act]:
        """What was looked up was no question and no command: an answer, or one that failed."""
        if self.may_ask(turn):
            return self.refused()
        return self.answer(self._hearing(self._script).hear(turn, self._progress))

    def refused(self) -> list[Act]:
        """What was looked up was no question either: it answers nothing."""
        return self._moved(self._errand(self._script).refused(self._progress))

    def ask_again(self) -> list[Act]:
        return self._moved(self._errand(self._script).ask_again(self._progress))

    def performed(self, event: Performed) -> list[Act]:
        """A service answered; what nobody waits for any more is passed over."""
        if self._memory.errand is None:
            return self._performed_meanwhile(event)
        moved = self._errand(self._script).performed(self._progress, event)
        return [] if moved is None else self._moved(moved)

    def resume(self) -> list[Act]:
        """Go on where the errand was left for a person."""
        memory = self._memory
        assert memory.left is not None
        memory.errand, memory.left, memory.question = memory.left, None, Question.OPEN
        memory.topic = memory.errand.topic
        return self.ask_again()

    def _performed_meanwhile(self, event: Performed) -> list[Act]:
        """It answers an errand that was left meanwhile: what was done is told, and not done again
        when the errand goes on.
        """
        memory, left = self._memory, self._memory.left
        if left is None:
            return []
        script = memory.knowledge.scripts[left.script]
        moved = self._errand(script).performed(left, event)
        if moved is None:
            return []
        memory.left = None if moved.ends else moved.progress
        if not isinstance(moved.ends, End):
            return [act for act in moved.acts if isinstance(act, Fill)]
        return [*moved.acts, self._settled(moved.ends, script, moved.progress), memory.listen()]

    @property
    def entering_number(self) -> bool:
        """Every digit keyed now is a digit of a value, and no command."""
        errand = self._memory.errand
        if errand is None or errand.question.asking is not Asking.SLOT:
            return False
        return self._script.slots[errand.question.slot or ""].kind in DIGITS

    @property
    def choosing(self) -> bool:
        """A key picks one of what was offered."""
        errand = self._memory.errand
        if errand is None:
            return False
        slot = self._script.slots.get(errand.question.slot or "")
        return errand.question.asking is Asking.ROWS or (slot is not None and slot.kind == CHOICE)

    @property
    def _arranging(self) -> bool:
        """A service is leaving something behind at this moment."""
        question = self._progress.question
        step = self._script.steps[question.step] if question.asking is Asking.SERVICE else None
        return isinstance(step, Perform) and SERVICES[step.service].changes

    def _restart(self) -> list[Act]:
        memory, script = self._memory, self._script
        progress = Progress(script.key, self._progress.topic)
        again = memory.sentence("errand_restart")
        moved = self._errand(script).begin(progress, self._line(script))
        return self._moved(replace(moved, acts=(again, *moved.acts[1 if script.opening else 0 :])))

    def _commanded(self, order: Command | None) -> list[Act] | None:
        """What works in every errand; None for what is an answer."""
        memory = self._memory
        if order in (Command.STOP, Command.GOODBYE) and order is not None:
            memory.errand = None
            if order is Command.GOODBYE:
                return self._commands[order]()
            return memory.ask("errand_stopped", Question.OPEN)
        if order in OBEYED and order is not None:
            return self._commands[order]()
        if order is Command.KEYS:
            return self.ask_again()
        if order in _ASIDES and order is not None:
            title = self._script.title
            what = title.get(memory.language, title["nl"])
            text = memory.words(_ASIDES[order], memory.language, what=what)
            return [Say(text=text, language=memory.language), *self.ask_again()]
        if order is Command.SOURCE:
            return [*source(memory), *self.ask_again()]
        return [*address(memory), *self.ask_again()] if order is Command.SITE else None

    def _asked(self, progress: Progress) -> Slot | None:
        return self._script.slots.get(progress.question.slot or "")

    # -- where it leads ----------------------------------------------------------------------

    def _moved(self, moved: Moved) -> list[Act]:
        memory = self._memory
        memory.errand = moved.progress
        acts = list(moved.acts)
        if isinstance(moved.ends, End):
            return [*acts, *self._finish(moved.ends)]
        if isinstance(moved.ends, HandOver):
            return [*acts, *self._hand_over(moved.ends)]
        waits = moved.progress.question.asking is Asking.SERVICE
        return acts if waits else [*acts, memory.listen()]

    def _finish(self, end: End) -> list[Act]:
        script, progress = self._script, self._progress
        settled = self._settled(end, script, progress)
        self._leave()
        return [settled, *(self._tell(end.topic) if end.topic else self._more())]

    def _settled(self, end: End, script: Script, progress: Progress) -> Settle:
        memory, outcome = self._memory, end.outcome or script.outcome
        values = tuple((key, filled.value) for key, filled in progress.values.items())
        if memory.outcome in _NOTHING_YET:
            memory.outcome = outcome
        return Settle(script=script.key, outcome=outcome, values=values)

    def _hand_over(self, over: HandOver) -> list[Act]:
        """A person goes on, and is told what was filled (`dialog/summary.py`)."""
        self._memory.urgent = self._memory.urgent or over.urgent
        self._leave()
        return self._human.call_back() if over.callback else self._human.ask_for()

    def _leave(self) -> None:
        """What was agreed on as a telephone number is where the caller can be reached."""
        memory = self._memory
        number = self._progress.values.get("telefoon")
        if number is not None:
            memory.caller = number.value  # a callback has it confirmed
        memory.errand = memory.left = None

    # -- parts -------------------------------------------------------------------------------

    @property
    def _progress(self) -> Progress:
        assert self._memory.errand is not None
        return self._memory.errand

    @property
    def _script(self) -> Script:
        return self._memory.knowledge.scripts[self._progress.script]

    def _errand(self, script: Script) -> Errand:
        memory = self._memory
        town, topic = memory.knowledge.municipality, memory.knowledge.topics.get(memory.topic or "")
        there = memory.open
        if there is None:
            team = topic.department if topic else next(iter(town.departments))
            there = Presence(town).open(team, memory.now)
        world = World(memory.language, there, bool(memory.crisis))
        reader = Reader(script, memory.language, memory.day, self._facts(script))
        steps = Stepping(script, world, memory.words, reader)
        return Errand(script, steps, self._hearing(script).as_said)

    def _facts(self, script: Script) -> dict[str, str]:
        """What holds today, of the municipality and of the topic of the script's own name."""
        memory = self._memory
        topic = memory.knowledge.topics.get(script.key)
        facts = {**memory.knowledge.municipality.facts, **(topic.facts if topic else {})}
        held = {name: fact for name, fact in facts.items() if fact.holds_on(memory.day)}
        return {name: fact.said_in(memory.language) for name, fact in held.items()}

    def _hearing(self, script: Script) -> Hearing:
        memory = self._memory
        return Hearing(script, memory.now, memory.language, memory.lexicon)


def _nothing(_: str) -> list[Act]:
    return []


def _about(topic: str, acts: list[Act]) -> list[Act]:
    """The first thing said tells what the errand is about; the card lists it."""
    for nth, act in enumerate(acts):
        if isinstance(act, Say):
            return [*acts[:nth], replace(act, topic=topic), *acts[nth + 1 :]]
    return acts
