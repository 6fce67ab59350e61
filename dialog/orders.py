"""What each command does, and what a yes or a no means after what we asked last."""

from collections.abc import Callable
from functools import partial

from dialog.acts import Act, HangUp, Understand
from dialog.after_call import AfterCall
from dialog.commands import Command, announces_question, greets
from dialog.errands import Errands
from dialog.events import Performed
from dialog.human import Human
from dialog.manner import Manner
from dialog.meanings import Meanings
from dialog.memory import Memory, Question
from dialog.menu import Menu
from dialog.rating import Rating
from dialog.remembering import KEEP, Remembering
from dialog.rules import Rule
from dialog.subjects import Subjects

Commands = dict[Command, Callable[[], list[Act]]]


class Orders:
    """No function here may close over a conversation: its fork would act on the other one."""

    def __init__(
        self, memory: Memory, human: Human, subjects: Subjects, errands: Errands, menu: Menu
    ) -> None:
        self._memory = memory
        self._human = human
        self._subjects = subjects
        self._errands = errands
        self._menu = menu
        self.manner = Manner(memory)
        self.remembering = Remembering(memory)
        self.rating = Rating(memory)
        self.meanings = Meanings(memory, subjects)
        self.after = AfterCall(memory, human, subjects, errands)
        self._yes_no = self._yes_no_table()

    def table(self, person: Callable[[], list[Act]]) -> Commands:
        """`person` is what is done when a person is asked for."""
        ask = partial(partial, self._memory.ask)
        return {
            **self.manner.commands,
            Command.KEYS: self._menu.open,
            **self.after.commands,
            Command.HELP: ask("help", Question.OPEN),
            Command.WAIT: self._wait,
            Command.SOURCE: self._subjects.tell_source,
            Command.SITE: self._subjects.tell_address,
            Command.MACHINE: ask("machine", Question.PERSON),
            Command.GOODBYE: partial(self.farewell, "goodbye"),
            Command.BACK: self._subjects.start_over,
            Command.STOP: self._stop,
            Command.UNKNOWN: ask("dont_know_ok", Question.PERSON),
            Command.YES: partial(self._answered, 0),
            Command.NO: partial(self._answered, 1),
            Command.PERSON: person,
        }

    def farewell(self, name: str) -> list[Act]:
        """Say goodbye and hang up; first ask what is to be remembered, or how it was."""
        if name != "goodbye":
            return self._goodbye(name)
        return self.remembering.question() or self.rating.question() or self._goodbye(name)

    def performed(self, event: Performed, go_on: Callable[[], list[Act]]) -> list[Act]:
        """What came of what a service did; `go_on` says again what is at hand."""
        told = self.remembering.performed(event)
        if told is None:
            return self.after.performed(event)
        if event.service == KEEP:
            return [*told, *self._goodbye("goodbye")]
        waiting = self._memory.waiting is not None
        return [*told, *(self._human.still_waits() if waiting else go_on())]

    def _helped(self) -> list[Act]:
        return [*self.rating.helped(), *self._goodbye("goodbye")]

    def _goodbye(self, name: str) -> list[Act]:
        return [*self.after.at_goodbye(), self._memory.sentence(name), HangUp()]

    def courtesy(self, said: str) -> list[Act]:
        """'Dag mevrouw', 'mag ik u iets vragen?': words that need no search."""
        memory, told = self._memory, Understand(topic="smalltalk", score=1.0, rule=Rule.COURTESY)
        if announces_question(said):
            return [told, *memory.ask("go_on", Question.OPEN)]
        if not greets(said):
            return []
        if said.startswith("dag") and memory.question is Question.MORE:
            return [told, *self.farewell("goodbye")]
        return [told, *memory.ask("thanks", Question.OPEN)]

    def _yes_no_table(
        self,
    ) -> dict[Question, tuple[Callable[[], list[Act]], Callable[[], list[Act]]]]:
        ask, human = partial(partial, self._memory.ask), self._human
        farewell = partial(self.farewell, "goodbye")
        go_on = self._go_on
        return {
            Question.OPEN: (go_on, ask("end_question", Question.END)),
            Question.MORE: (go_on, farewell),
            Question.PERSON: (human.ask_for, ask("no_person_needed", Question.OPEN)),
            Question.PERSON_FIRST: (human.ask_for, ask("more", Question.MORE)),
            Question.WHICH: (self._subjects.yes_to_which, ask("clarify_none", Question.OPEN)),
            Question.MEANING: (self.meanings.ask_again, ask("clarify_none", Question.OPEN)),
            Question.ERRAND: (self._errands.accept, self._subjects.what_belongs),
            Question.RESUME: (self._errands.resume, self._leave_it),
            Question.RESUME_OR_CALLBACK: (self._errands.resume, human.call_back),
            Question.REST: (self._subjects.quoting.rest, self._subjects.more),
            Question.PASSAGE: (self._subjects.quoting.meant, self._subjects.quoting.not_meant),
            Question.RELATED: (self._subjects.tell_related, self._subjects.more),
            Question.MENU: (self._menu.again, self._menu.up),
            Question.MESSAGE: (self.after.send, self._subjects.what_belongs),
            Question.TAKE_UP: (self.after.take_up, self.after.leave),
            Question.FORGET: (self.after.forget, self.after.keep),
            Question.END: (farewell, go_on),
            Question.REMEMBER: (self.remembering.keep, partial(self._goodbye, "goodbye")),
            Question.RATING: (self._helped, self.rating.not_helped),
        }

    def _go_on(self) -> list[Act]:
        """Whoever uses keys chooses; others say what it is."""
        if self._memory.by_keys:
            return self._menu.again()
        return self._memory.ask("go_on", Question.OPEN)

    def _leave_it(self) -> list[Act]:
        self._memory.left = None
        return self._memory.ask("more", Question.MORE)

    def _answered(self, no: int) -> list[Act]:
        """A yes (0) or a no (1) to what we asked last."""
        return self._yes_no[self._memory.question][no]()

    def _wait(self) -> list[Act]:
        return [self._memory.sentence("waiting"), self._memory.listen()]

    def _stop(self) -> list[Act]:
        if self._memory.question is Question.END:
            return self.farewell("goodbye")
        return self._memory.ask("end_question", Question.END)
