"""The way to a person: one who is there now (`dialog/handover.py`), or one who rings back."""

import re
from collections.abc import Callable

from dialog.acts import Act, OutcomeType, RequestCallback
from dialog.callback import NO_ANSWER, Answer, Callback, CallbackErrand, Step
from dialog.commands import OBEYED, Command, polite
from dialog.events import TransferMoved
from dialog.handover import SWITCHBOARD, Handover, rings_back, wants_callback
from dialog.memory import Memory, Question
from dialog.phrases import plain
from dialog.presence import Presence
from dialog.resuming import offer_to_go_on, offer_to_go_on_first
from dialog.slots.daypart import NO_WISH
from dialog.slots.digits import digit_runs, telephone
from dialog.source import address, source

_LEAVE = frozenset({Command.STOP, Command.GOODBYE})
_ASIDES = {Command.HELP: "callback_help", Command.MACHINE: "machine_short"}
"""What is said to these, before the errand's own question is asked again."""
_FROM = {Command.SOURCE: source, Command.SITE: address}
_ASKS = re.compile(
    r"^(?:en |maar |eh |o )?(?:wat|hoe|hoeveel|waar|waarom|wie|welke|kan ik|mag ik|moet ik|heb ik"
    r"|is er|zijn er|what|how|where|why|who|can i|do i)\b(?! (?:laat|dag) )"
)
_QUESTION_WORDS = 3
_ANY_TIME = "maakt niet uit"


class Human:
    """From the first word for a person to an agent on the line, or a callback that is noted."""

    def __init__(self, memory: Memory, commands: dict[Command, Callable[[], list[Act]]]) -> None:
        self._memory = memory
        self._commands = commands
        self._handover = Handover(memory, self._call_back, self._not_reached)

    def ask_for(self, said: Answer = NO_ANSWER) -> list[Act]:
        """A person is wanted: ring one, or arrange a callback; or go on with that."""
        memory = self._memory
        memory.pending, memory.misses = None, 0
        memory.left, memory.errand = memory.errand or memory.left, None
        if memory.callback is not None and not self._rather_now(memory.callback, said):
            return self.take(said) if self._answers(said) else self.ask_again()
        self._set_aside()
        if wants_callback(said.text) and not memory.connecting:
            return [*self._handover.give_up(), *self._call_back([], said)]
        if memory.waiting is not None:
            return self._handover.take(Command.PERSON, said.text) or []
        return self._handover.begin(self._department())

    def moved(self, event: TransferMoved) -> list[Act]:
        return self._handover.moved(event)

    def wait(self, order: Command | None, text: str) -> list[Act] | None:
        """What is said while an agent is being rung; None when it is not about that."""
        return self._handover.take(order, text)

    def key(self, keys: str) -> list[Act] | None:
        """A key that means something only while an agent is waited for; None: it does not."""
        return self._handover.key(keys)

    def still_waits(self) -> list[Act]:
        return self._handover.stays()

    def ring(self, department: str) -> list[Act]:
        """Ring who is at work there, or arrange a callback."""
        return self._handover.begin(department)

    def give_up(self) -> list[Act]:
        """Something comes before a person: ring nobody, and forget what was being arranged."""
        memory = self._memory
        memory.callback = memory.errand = memory.left = None
        return self._handover.give_up()

    def call_back(self) -> list[Act]:
        """Somebody rings back, also where somebody is there now."""
        return self._call_back([])

    def ring_urgently(self) -> list[Act]:
        """Danger: ring whoever is at work; empty when nobody is."""
        return self._handover.ring_urgently(self._department())

    def _rather_now(self, callback: Callback, said: Answer) -> bool:
        """Whoever asks for a person while a callback is arranged wants one now, where that can be:
        not where all were rung in vain, or the words themselves ask to be rung.
        """
        if callback.in_vain or rings_back(said.text) or self._answers(said):
            return False
        return self._handover.somebody(callback.department)

    def _set_aside(self) -> None:
        """Arrange no callback for now; a number that was agreed on is not asked for again."""
        memory = self._memory
        if memory.callback is not None and memory.callback.step is Step.TIME:
            memory.caller = memory.callback.number
        memory.callback = None

    def _not_reached(self, told: list[Act]) -> list[Act]:
        """Nobody can be had now: go on with what was left, or arrange a callback."""
        return offer_to_go_on_first(self._memory, told) or self._call_back(told, in_vain=True)

    def _call_back(
        self, told: list[Act], said: Answer = NO_ANSWER, *, in_vain: bool = False
    ) -> list[Act]:
        """Arrange that a person rings back, after these sentences."""
        memory = self._memory
        callback = Callback(
            department=self._department(),
            topic=memory.topic,
            language=memory.language,
            urgent=memory.urgent or memory.outcome is OutcomeType.EMERGENCY,
            in_vain=in_vain,
        )
        memory.callback = callback
        memory.callback, acts = self._errand().begin(callback, memory.caller, said)
        return [*told, *acts]

    def _department(self) -> str:
        """Who helps with what was spoken of last."""
        topic = self._memory.knowledge.topics.get(self._memory.topic or "")
        return topic.department if topic else self._switchboard()

    def take(self, answer: Answer) -> list[Act]:
        """Go on with the errand. The caller may always leave it, or have something repeated."""
        memory = self._memory
        assert memory.callback is not None
        order = answer.command
        if order is Command.GOODBYE and self.choosing_time:
            return self._move(Answer(_ANY_TIME))  # the number is confirmed: ring back any time
        if order in _LEAVE or (memory.callback.step is Step.NUMBER and self._refuses(answer)):
            memory.callback = None
            return offer_to_go_on(memory, "callback_cancelled")
        if order in OBEYED and order is not None:
            return self._commands[order]()
        if order is Command.KEYS:
            return self.ask_again()
        if order in _ASIDES and order is not None:
            return [memory.sentence(_ASIDES[order]), *self.ask_again()]
        said = plain(answer.text)
        if order in _FROM and order is not None:
            return [*_FROM[order](memory), *self.ask_again()]
        if order is None and polite(said):
            return self.ask_again()
        if order is Command.BACK:
            memory.callback, acts = self._errand().back(memory.callback)
            return acts
        return self._move(answer)

    def ask_again(self) -> list[Act]:
        """The errand's question that is still open."""
        assert self._memory.callback is not None
        return self._errand().ask_again(self._memory.callback)

    def not_heard(self) -> list[Act]:
        """Sound without words, for the third time: that counts as an answer that failed."""
        self._memory.misses = 0
        callback = self._memory.callback
        asked = callback is not None and callback.step in (Step.NUMBER, Step.TIME)
        return self._move(NO_ANSWER) if asked else self.ask_again()

    def hung_up(self) -> list[Act]:
        """What is still done for a caller who is gone."""
        memory = self._memory
        if memory.callback is None:
            return []
        acts = self._errand().hung_up(memory.callback)
        if acts and memory.outcome is not OutcomeType.EMERGENCY:
            memory.outcome = OutcomeType.CALLBACK
        return acts

    def is_aside(self, text: str) -> bool:
        """Whether this answers nothing that the errand asks, and may be a question itself."""
        callback = self._memory.callback
        assert callback is not None
        said, answer = plain(text), Answer(text)
        if len(said.split()) < _QUESTION_WORDS or polite(said):
            return False
        if callback.step is Step.TIME:
            return bool(_ASKS.match(said)) or not self._answers(answer)
        digits = max((len(run.digits) for run in digit_runs(text)), default=0)
        yes_or_no = callback.step is not Step.NUMBER and answer.yes_or_no is not None
        when = answer.wish != NO_WISH and not _ASKS.match(said)
        return answer.number is None and digits < 3 and not yes_or_no and not when

    def is_offered_number(self, text: str) -> bool:
        """A telephone number, where we offered a person: that is a yes, and to be rung back."""
        memory = self._memory
        offered = memory.question in (Question.PERSON, Question.PERSON_FIRST)
        return offered and memory.callback is None and telephone(text) is not None

    @property
    def entering_number(self) -> bool:
        """Every digit keyed now is a digit of a number, and no command."""
        callback = self._memory.callback
        return callback is not None and callback.step is Step.NUMBER

    @property
    def choosing_time(self) -> bool:
        callback = self._memory.callback
        return callback is not None and callback.step is Step.TIME

    def _move(self, answer: Answer) -> list[Act]:
        memory = self._memory
        assert memory.callback is not None
        memory.callback, acts = self._errand().take(memory.callback, answer)
        if any(isinstance(act, RequestCallback) for act in acts):
            memory.caller = memory.callback.number
            if memory.outcome is not OutcomeType.EMERGENCY:
                memory.outcome = OutcomeType.CALLBACK
        if memory.callback.step in (Step.DONE, Step.GAVE_UP):
            memory.callback, memory.left, memory.question = None, None, Question.MORE
        return acts

    def _answers(self, said: Answer) -> bool:
        """'Bel me morgenmiddag terug' asks for a person, and answers when."""
        callback = self._memory.callback
        timed = callback is not None and callback.step is Step.TIME
        return said.number is not None or (timed and said.wish != NO_WISH)

    def _refuses(self, answer: Answer) -> bool:
        return answer.command is Command.NO and answer.number is None

    def _errand(self) -> CallbackErrand:
        memory = self._memory
        key = memory.callback.department if memory.callback else self._switchboard()
        town = memory.knowledge.municipality
        times = Presence(town).callback_times(key, memory.now)
        return CallbackErrand(memory.words, town.departments[key].title, memory.day, times)

    def _switchboard(self) -> str:
        departments = self._memory.knowledge.municipality.departments
        return SWITCHBOARD if SWITCHBOARD in departments else next(iter(departments))
