"""A person: for now a callback with number and time; the errand itself is `dialog/callback.py`."""

from collections.abc import Callable

from dialog.acts import Act, OutcomeType, RequestCallback
from dialog.callback import Answer, Callback, CallbackErrand, Step
from dialog.commands import Command
from dialog.memory import Memory, Question

_LEAVE = frozenset({Command.STOP, Command.BACK, Command.GOODBYE})
_ANYWHERE = frozenset({
    Command.REPEAT, Command.SLOWER, Command.FASTER, Command.LOUDER, Command.SOFTER, Command.CALM,
    Command.WAIT, Command.MACHINE,
})  # fmt: skip
"""Commands that work in the errand as everywhere; the others are answers to its questions."""


class Human:
    """The way to a person, from the first word to the noted callback."""

    def __init__(self, memory: Memory, commands: dict[Command, Callable[[], list[Act]]]) -> None:
        self._memory = memory
        self._commands = commands

    def ask_for(self) -> list[Act]:
        """A person is wanted: begin the errand, or go on with it where it was."""
        memory = self._memory
        if memory.callback is not None:
            return self._errand().ask_again(memory.callback)
        topic = memory.knowledge.topics.get(memory.topic or "")
        callback = Callback(
            department=topic.department if topic else self._switchboard(),
            topic=memory.topic,
            language=memory.language,
            urgent=memory.outcome is OutcomeType.EMERGENCY,
        )
        memory.callback = callback
        memory.callback, acts = self._errand().begin(callback, memory.caller)
        return acts

    def take(self, answer: Answer) -> list[Act]:
        """Go on with the errand. The caller may always leave it, or have something repeated."""
        memory = self._memory
        assert memory.callback is not None
        if answer.command in _LEAVE:
            memory.callback = None
            return memory.ask("callback_cancelled", Question.OPEN)
        if answer.command in _ANYWHERE and answer.command is not None:
            return self._commands[answer.command]()
        memory.callback, acts = self._errand().take(memory.callback, answer)
        noted = any(isinstance(act, RequestCallback) for act in acts)
        if noted and memory.outcome is not OutcomeType.EMERGENCY:
            memory.outcome = OutcomeType.CALLBACK
        if memory.callback.step in (Step.DONE, Step.GAVE_UP):
            memory.callback, memory.question = None, Question.MORE
        return acts

    @property
    def entering_number(self) -> bool:
        """Every digit keyed now is a digit of a number, and no command."""
        callback = self._memory.callback
        return callback is not None and callback.step is Step.NUMBER

    def _errand(self) -> CallbackErrand:
        memory = self._memory
        key = memory.callback.department if memory.callback else self._switchboard()
        return CallbackErrand(memory.words, memory.knowledge.municipality.departments[key].title)

    def _switchboard(self) -> str:
        departments = self._memory.knowledge.municipality.departments
        return "klantcontact" if "klantcontact" in departments else next(iter(departments))
