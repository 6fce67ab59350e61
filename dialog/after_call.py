"""What stays of a call: an answer in writing, a code to go on with it, what was noted, or nothing.

The code of a call opens it only from the same telephone or with something else that was told in
that call, and that is judged where the record is (`Perform('call.open')`), never here.
"""

from collections.abc import Callable, Mapping

from dialog.acts import Act, Fill, OutcomeType, Perform, Say
from dialog.answers import title
from dialog.commands import Command
from dialog.errands import Errands
from dialog.events import Performed
from dialog.human import Human
from dialog.memory import Memory, Question
from dialog.message_offer import MESSAGE
from dialog.resuming import offer_to_go_on
from dialog.scripts.progress import Filled, Progress
from dialog.scripts.reading_back import Reader
from dialog.services import OK
from dialog.subjects import Subjects
from dialog.text_message import Sender, compose, mobile

TAKE_UP = "verdergaan"
"""The key of the script that asks for the code of an earlier call."""
OWN = frozenset({MESSAGE, TAKE_UP})
"""Errands about calls themselves: nobody goes on with those in another call."""
SLOT, NOTED, TOPIC = "slot", "genoteerd", "onderwerp"
"""What a row of an opened call tells: a value of the errand that was left, one that was noted,
a topic that was spoken of."""
_DONE = frozenset({OutcomeType.APPOINTMENT, OutcomeType.REPORT})


class AfterCall:
    """Acts for what a caller wants with the call itself."""

    def __init__(self, memory: Memory, human: Human, subjects: Subjects, errands: Errands) -> None:
        self._memory = memory
        self._human = human
        self._subjects = subjects
        self._errands = errands
        errands.begins = {MESSAGE: self.send, TAKE_UP: self._ask_code}
        self.commands: Mapping[Command, Callable[[], list[Act]]] = {
            Command.SMS: self.send,
            Command.LETTER: self._send_letter,
            Command.CODE: self._tell_code,
            Command.TAKE_UP: self.take_up,
            Command.HAS_CODE: self._ask_code,
            Command.NOTES: self._tell_notes,
            Command.FORGET: self._ask_to_forget,
        }

    # -- in writing --------------------------------------------------------------------------

    def send(self, how: str | None = None) -> list[Act]:
        """Send the last answer, after it was agreed on where to."""
        memory = self._memory
        if memory.busy or memory.waiting is not None:
            return self._beside([memory.sentence("after_not_now")])
        if not memory.informed:
            return memory.ask("no_source", Question.OPEN)
        if MESSAGE not in memory.knowledge.scripts:
            return memory.ask("message_none", Question.PERSON)
        number = mobile(memory.line or "") if how is None else None
        known = {"tekst": self._text(), "hoe": how, "telefoon": number}
        values = {key: Filled(value) for key, value in known.items() if value}
        return self._errands.begin_with(MESSAGE, values)

    def _send_letter(self) -> list[Act]:
        return self.send("brief")

    def _text(self) -> str:
        memory, town = self._memory, self._memory.knowledge.municipality
        sender = Sender(town.name, town.telephone, memory.code, memory.informed[0].language)
        url = memory.told_from.url if memory.told_from else None
        return compose([say.text for say in memory.informed], url, sender)

    # -- its code ----------------------------------------------------------------------------

    def _tell_code(self) -> list[Act]:
        memory = self._memory
        if memory.code is None:
            return self._beside([memory.sentence("after_no_code")])
        return self._beside([self._code("after_code")])

    def _code(self, name: str) -> Say:
        """The six digits in pairs: '48 … 29 … 13'."""
        memory = self._memory
        assert memory.code is not None
        memory.code_told = True
        pairs = " … ".join(memory.code[at : at + 2] for at in range(0, len(memory.code), 2))
        text = memory.words(name, memory.language, code=pairs)
        return Say(text=text, language=memory.language, fixed=False, protected=True)

    def at_goodbye(self) -> list[Act]:
        """The code, once, for who may want to go on: something was left, or a person rings."""
        memory = self._memory
        wanted = self.unfinished is not None or memory.outcome is OutcomeType.CALLBACK
        if memory.code is None or memory.code_told or not wanted:
            return []
        return [self._code("after_code_later")]

    @property
    def unfinished(self) -> Progress | None:
        """The errand that somebody could go on with in another call."""
        memory = self._memory
        errand = memory.errand or memory.left
        over = memory.forgotten or memory.outcome is OutcomeType.TRANSFER
        return None if errand is None or errand.script in OWN or over else errand

    @property
    def noted(self) -> tuple[Fill, ...]:
        """What was noted so far, the last value of each slot."""
        return self._memory.noted

    @property
    def spoken(self) -> frozenset[str]:
        """The topics that were told about."""
        return self._memory.spoken

    # -- going on with another call ----------------------------------------------------------

    def offer(self) -> list[Act]:
        """As the call begins: this telephone was in the middle of something. Only what, no more."""
        memory = self._memory
        script = memory.knowledge.scripts.get(memory.left_before or "")
        if script is None:
            return memory.ask("first_question", Question.OPEN)
        what = script.title.get(memory.language, script.title["nl"])
        memory.question = Question.TAKE_UP
        text = memory.words("after_left", memory.language, what=what)
        return [Say(text=text, language=memory.language), memory.listen()]

    def take_up(self) -> list[Act]:
        """Go on with the call that this telephone was in; else ask for a code."""
        memory = self._memory
        if memory.busy or memory.waiting is not None or memory.left_before is None:
            return self._ask_code()
        memory.left_before = None
        return [Perform(service="call.take_up")]

    def leave(self) -> list[Act]:
        """The caller does not want to go on with it."""
        self._memory.left_before = None
        return self._memory.ask("first_question", Question.OPEN)

    def _ask_code(self) -> list[Act]:
        memory = self._memory
        if memory.busy or memory.waiting is not None:
            return self._beside([memory.sentence("after_not_now")])
        if TAKE_UP not in memory.knowledge.scripts:
            return memory.ask("after_nothing_left", Question.OPEN)
        return self._errands.begin_with(TAKE_UP, {})

    def performed(self, event: Performed) -> list[Act]:
        """A service answered: about calls here, all others as errands go."""
        memory, errand = self._memory, self._memory.errand
        if event.service == "call.open" and event.status == OK:
            if errand is None or errand.script != TAKE_UP:
                return []
            memory.errand = None
            return self._opened(event)
        if event.service == "call.take_up":
            return [] if memory.busy or memory.waiting is not None else self._opened(event)
        if event.service == "call.forget":
            return self._forgotten(event)
        return self._errands.performed(event)

    def _opened(self, event: Performed) -> list[Act]:
        memory, told = self._memory, dict(event.values)
        rows = [dict(row) for row in event.options]
        memory.noted_before = tuple(
            (row["naam"], row["waarde"]) for row in rows if row.get("soort") == NOTED
        )
        memory.spoken |= {row["waarde"] for row in rows if row.get("soort") == TOPIC}
        script = memory.knowledge.scripts.get(told.get("script", ""))
        if script is None:
            name = "after_nothing_left" if event.status == OK else "after_cannot"
            return memory.ask(name, Question.OPEN)
        topic = told.get("onderwerp", "")
        memory.topic = topic if topic in memory.knowledge.topics else None
        values = {
            row["naam"]: Filled(row["waarde"])
            for row in rows
            if row.get("soort") == SLOT and row.get("naam") in script.slots
        }
        goes_on = memory.sentence("after_goes_on")
        return [goes_on, *self._errands.begin_with(script.key, values, memory.topic)]

    # -- what was noted ----------------------------------------------------------------------

    def _tell_notes(self) -> list[Act]:
        memory = self._memory
        noted = dict(memory.noted_before) | {fill.slot: fill.value for fill in memory.noted}
        said = [*self._topics(), *filter(None, (self._note(*each) for each in noted.items()))]
        return self._beside(said or [memory.sentence("after_nothing_noted")])

    def _topics(self) -> list[Say]:
        memory = self._memory
        known = memory.knowledge.topics
        names = [title(known[key], memory.language) for key in known if key in memory.spoken]
        return [self._filled("after_noted_topic", what=name) for name in names]

    def _note(self, slot: str, value: str) -> Say | None:
        """'Ik noteerde de naam: Jansen.' What has no name in speech is not said."""
        memory = self._memory
        for script in memory.knowledge.scripts.values():
            label = script.slots[slot].label if slot in script.slots else {}
            if label and script.key not in OWN:
                reader = Reader(script, memory.language, memory.day)
                what = label.get(memory.language, label["nl"])
                return self._filled("after_noted", what=what, value=reader.value(slot, value))
        return None

    def _filled(self, name: str, **values: str) -> Say:
        text = self._memory.words(name, self._memory.language, **values)
        return Say(text=text, language=self._memory.language, fixed=False)

    # -- forgetting --------------------------------------------------------------------------

    def _ask_to_forget(self) -> list[Act]:
        memory = self._memory
        if memory.waiting is not None:
            return self._beside([memory.sentence("after_not_now")])
        memory.left, memory.errand, memory.callback = memory.errand or memory.left, None, None
        name = "after_forget_ask_done" if memory.outcome in _DONE else "after_forget_ask"
        return memory.ask(name, Question.FORGET)

    def forget(self) -> list[Act]:
        """The caller said yes to that."""
        return [Perform(service="call.forget")]

    def keep(self) -> list[Act]:
        """The caller said no to that."""
        return offer_to_go_on(self._memory, "after_kept")

    def _forgotten(self, event: Performed) -> list[Act]:
        memory = self._memory
        if event.status != OK:
            return memory.ask("after_cannot", Question.OPEN)
        memory.forgotten, memory.left, memory.code = True, None, None
        memory.noted, memory.noted_before = (), ()
        return [memory.sentence("after_forgotten"), *memory.ask("more", Question.MORE)]

    # -- beside what is at hand --------------------------------------------------------------

    def _beside(self, told: list[Say]) -> list[Act]:
        """Say this, and go on with what was at hand."""
        memory = self._memory
        if memory.waiting is not None:
            return [*told, *self._human.still_waits()] if not memory.connecting else []
        if memory.callback is not None:
            return [*told, *self._human.ask_again()]
        if memory.errand is not None:
            return [*told, *self._errands.ask_again()]
        return self._subjects.between(told)
