"""The errand 'ring me back': a number, read back; a part of the day; noted.

A failed slot moves down a ladder: natural, digit by digit, keypad, and then we stop asking.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dialog.acts import Act, Expectation, Fill, Listen, RequestCallback, Say
from dialog.commands import Command, leaning
from dialog.phrases import plain
from dialog.slots.daypart import ANY, NO_WISH, Wish, wish
from dialog.slots.digits import digit_runs, telephone
from dialog.wording import Wording


class Step(StrEnum):
    NUMBER = "number"
    KNOWN = "known"
    """We have a number already: may we use that one?"""
    READ_BACK = "read_back"
    TIME = "time"
    DONE = "done"
    GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True)
class Callback:
    """How far the errand is."""

    department: str
    topic: str | None
    language: str
    urgent: bool = False
    step: Step = Step.NUMBER
    number: str = ""
    confidence: float = 0.0
    failures: int = 0
    """At the slot that is asked for now."""
    unsure: int = 0
    """Answers to our yes-or-no question that were neither."""
    wish: Wish = NO_WISH


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller did with our question: words, keys, or a yes or no."""

    text: str
    keys: str = ""
    command: Command | None = None
    confidence: float = 1.0

    @property
    def number(self) -> str | None:
        return telephone(self.keys or self.text)

    @property
    def yes_or_no(self) -> Command | None:
        return self.command if self.command else leaning(plain(self.text))

    @property
    def wish(self) -> Wish:
        """Keys tell it too: 1 for the morning, 2 for the afternoon."""
        return _KEYED_WISHES.get(self.keys) or wish(self.text)


NO_ANSWER = Answer("")

Moved = tuple[Callback, list[Act]]

_KEYED_WISHES = {"1": Wish("ochtend"), "2": Wish("middag")}
_AFTER_FAILURE = ("callback_number_again", "callback_number_keys")
_NO_DIGITS = "callback_number_none"
_QUESTIONS = {
    Step.NUMBER: ("callback_ask_number", Expectation.NUMBER),
    Step.KNOWN: ("callback_ask_known", Expectation.YES_NO),
    Step.READ_BACK: ("callback_read_back", Expectation.YES_NO),
    Step.TIME: ("callback_ask_time", Expectation.OPEN),
}


def spoken_number(number: str) -> str:
    """'0612345678' -> '06-12345678', the written form that is read out in pairs."""
    return f"{number[:2]}-{number[2:]}" if number.startswith("06") else number


class CallbackErrand:
    """Moves a Callback on by what the caller answers; one table from step to what is done."""

    def __init__(self, wording: Wording, department_title: str, today: date) -> None:
        self._wording = wording
        self._department = department_title[:1].upper() + department_title[1:]
        self._today = today
        self._moves: dict[Step, Callable[[Callback, Answer], Moved]] = {
            Step.NUMBER: self._number,
            Step.KNOWN: self._known,
            Step.READ_BACK: self._read_back,
            Step.TIME: self._time,
        }

    def begin(self, callback: Callback, known_number: str | None, said: Answer) -> Moved:
        """Ask for the number; or read back the one that was `said`; or offer the known one."""
        if said.number is not None:
            return self._number(callback, said)
        number = telephone(known_number) if known_number else None
        if number is None:
            return self._ask(callback, Step.NUMBER)
        return self._ask(replace(callback, number=number, confidence=1.0), Step.KNOWN)

    def take(self, callback: Callback, answer: Answer) -> Moved:
        """Go on with what the caller said or keyed. Raises KeyError once it has ended."""
        return self._moves[callback.step](callback, answer)

    def ask_again(self, callback: Callback) -> list[Act]:
        """The question that the caller has not answered yet."""
        return self._ask(callback, callback.step)[1]

    def back(self, callback: Callback) -> Moved:
        """One step back is the number, whichever step this is."""
        return self._ask(replace(callback, number="", failures=0), Step.NUMBER)

    # -- the number ------------------------------------------------------------------------

    def _number(self, callback: Callback, answer: Answer) -> Moved:
        number = answer.number
        if number is None and answer.command is Command.UNKNOWN:
            return callback, [self._say(callback, "callback_number_unknown"), _listen(Step.NUMBER)]
        if number is None and answer.command is Command.YES:
            return callback, self.ask_again(callback)
        if number is None:
            partly = answer.keys or digit_runs(answer.text)
            return self._number_failed(callback, _AFTER_FAILURE[0] if partly else _NO_DIGITS)
        confidence = 1.0 if answer.keys else answer.confidence
        known = replace(callback, number=number, confidence=confidence)
        moved, acts = self._ask(known, Step.READ_BACK)
        return moved, [self._fill(known, confirmed=False), *acts]

    def _number_failed(self, callback: Callback, first: str) -> Moved:
        failed = replace(callback, number="", failures=callback.failures + 1)
        if failed.failures > len(_AFTER_FAILURE):
            ended = replace(failed, step=Step.GAVE_UP)
            return ended, [self._say(failed, "callback_gave_up"), Listen()]
        name = first if failed.failures == 1 else _AFTER_FAILURE[1]
        return self._ask(failed, Step.NUMBER, name)

    def _known(self, callback: Callback, answer: Answer) -> Moved:
        if answer.number is not None and answer.number != callback.number:
            return self._number(callback, answer)
        if answer.yes_or_no is Command.YES or answer.number is not None:
            return self._confirmed(callback)
        if answer.yes_or_no is Command.NO:
            return self._ask(replace(callback, number=""), Step.NUMBER, "callback_other_number")
        return self._unsure(callback)

    def _read_back(self, callback: Callback, answer: Answer) -> Moved:
        if answer.number is not None and answer.number != callback.number:
            return self._number(callback, answer)  # 'nee, nul zes ...': the new number at once
        if answer.yes_or_no is Command.NO:
            return self._number_failed(callback, "callback_number_wrong")
        if answer.yes_or_no is Command.YES or answer.number is not None:
            return self._confirmed(callback)
        return self._unsure(callback)

    def _unsure(self, callback: Callback) -> Moved:
        """Neither yes nor no: ask in other words, and tell the keys."""
        asked = replace(callback, unsure=callback.unsure + 1)
        again = callback.unsure % 2 == 1
        return self._ask(asked, callback.step, None if again else "callback_yes_or_no")

    def _confirmed(self, callback: Callback) -> Moved:
        moved, acts = self._ask(replace(callback, failures=0), Step.TIME)
        return moved, [self._fill(callback, confirmed=True), *acts]

    # -- the time --------------------------------------------------------------------------

    def _time(self, callback: Callback, answer: Answer) -> Moved:
        if answer.number is not None:
            return self._number(replace(callback, failures=0), answer)
        wanted = answer.wish.after(callback.wish)
        refused = self._refusal(wanted)
        if refused is None and wanted.part is not None:
            done = replace(callback, wish=wanted, step=Step.DONE)
            return self._done(done, answer.confidence)
        if callback.failures >= len(_AFTER_FAILURE):
            return self._done(replace(callback, wish=Wish(ANY), step=Step.DONE), 0.0)
        failed = replace(callback, failures=callback.failures + 1)
        if refused is None:
            failed = replace(failed, wish=wanted)
        return self._ask(failed, Step.TIME, refused or "callback_time_again")

    def _refusal(self, wanted: Wish) -> str | None:
        """The name of the sentence that says why nobody rings back then."""
        if wanted.at_weekend(self._today):
            return "callback_weekend"
        return "callback_evening" if wanted.in_evening else None

    def _done(self, callback: Callback, confidence: float) -> Moved:
        when = callback.wish.in_words()
        wish = RequestCallback(
            telephone=callback.number,
            when=when,
            topic=callback.topic,
            department=callback.department,
            urgent=callback.urgent,
        )
        told = [self._say(callback, "callback_urgent")] if callback.urgent else []
        return callback, [
            Fill(slot="dagdeel", value=when, confidence=confidence, confirmed=True),
            wish,
            *told,
            self._say(callback, "callback_done"),
            Listen(),
        ]

    # -- words -----------------------------------------------------------------------------

    def _ask(self, callback: Callback, step: Step, name: str | None = None) -> Moved:
        moved = replace(callback, step=step)
        return moved, [self._say(moved, name or _QUESTIONS[step][0]), _listen(step)]

    def _say(self, callback: Callback, name: str) -> Say:
        text = self._wording(
            name,
            callback.language,
            number=spoken_number(callback.number),
            when=callback.wish.in_words(callback.language),
            department=self._department,
        )
        holds_number = bool(callback.number) and spoken_number(callback.number) in text
        return Say(
            text=text, language=callback.language, fixed=not holds_number, protected=holds_number
        )

    def _fill(self, callback: Callback, *, confirmed: bool) -> Fill:
        return Fill(
            slot="telefoon",
            value=callback.number,
            confidence=callback.confidence,
            confirmed=confirmed,
        )


def _listen(step: Step) -> Listen:
    return Listen(expect=_QUESTIONS[step][1])
