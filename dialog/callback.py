"""The errand 'ring me back': a number, read back; a part of the day; noted.

A failed slot moves down a ladder: natural, digit by digit, keypad, and then we stop asking.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from dialog.acts import Act, Expectation, Fill, Listen, RequestCallback, Say
from dialog.commands import Command
from dialog.slots.daypart import daypart
from dialog.slots.digits import telephone
from dialog.wording import Wording


class Step(StrEnum):
    NUMBER = "number"
    KNOWN = "known"
    """The line gave a number: may we use that one?"""
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
    when: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller did with our question: words, keys, or a yes or no."""

    text: str
    keys: str = ""
    command: Command | None = None
    confidence: float = 1.0


Moved = tuple[Callback, list[Act]]

_AFTER_FAILURE = ("callback_number_again", "callback_number_keys")


def spoken_number(number: str) -> str:
    """'0612345678' -> '06-12345678', the written form that is read out in pairs."""
    return f"{number[:2]}-{number[2:]}" if number.startswith("06") else number


class CallbackErrand:
    """Moves a Callback on by what the caller answers; one table from step to what is done."""

    def __init__(self, wording: Wording, department_title: str) -> None:
        self._wording = wording
        self._department = department_title[:1].upper() + department_title[1:]
        self._moves: dict[Step, Callable[[Callback, Answer], Moved]] = {
            Step.NUMBER: self._number,
            Step.KNOWN: self._known,
            Step.READ_BACK: self._read_back,
            Step.TIME: self._time,
        }

    def begin(self, callback: Callback, known_number: str | None) -> Moved:
        """Ask for the number, or whether the number that rings is the one to use."""
        number = telephone(known_number) if known_number else None
        if number is None:
            return self._ask(callback, Step.NUMBER, "callback_ask_number", Expectation.NUMBER)
        return self._ask(
            replace(callback, number=number, confidence=1.0),
            Step.KNOWN,
            "callback_ask_known",
            Expectation.YES_NO,
        )

    def take(self, callback: Callback, answer: Answer) -> Moved:
        """Go on with what the caller said or keyed. Raises KeyError once it has ended."""
        return self._moves[callback.step](callback, answer)

    def ask_again(self, callback: Callback) -> list[Act]:
        """The question that the caller has not answered yet."""
        names = {
            Step.NUMBER: ("callback_ask_number", Expectation.NUMBER),
            Step.KNOWN: ("callback_ask_known", Expectation.YES_NO),
            Step.READ_BACK: ("callback_read_back", Expectation.YES_NO),
            Step.TIME: ("callback_ask_time", Expectation.OPEN),
        }
        name, expectation = names[callback.step]
        return self._ask(callback, callback.step, name, expectation)[1]

    def _number(self, callback: Callback, answer: Answer) -> Moved:
        number = telephone(answer.keys or answer.text)
        if number is None:
            return self._number_failed(callback)
        confidence = 1.0 if answer.keys else answer.confidence
        known = replace(callback, number=number, confidence=confidence)
        moved, acts = self._ask(known, Step.READ_BACK, "callback_read_back", Expectation.YES_NO)
        return moved, [self._fill(known, confirmed=False), *acts]

    def _number_failed(self, callback: Callback) -> Moved:
        failed = replace(callback, number="", failures=callback.failures + 1)
        if failed.failures > len(_AFTER_FAILURE):
            ended = replace(failed, step=Step.GAVE_UP)
            return ended, [self._say(failed, "callback_gave_up"), Listen()]
        name = _AFTER_FAILURE[failed.failures - 1]
        return self._ask(failed, Step.NUMBER, name, Expectation.NUMBER)

    def _known(self, callback: Callback, answer: Answer) -> Moved:
        if answer.command is Command.YES:
            return self._confirmed(callback)
        if answer.command is Command.NO and not telephone(answer.keys or answer.text):
            asked = replace(callback, number="")
            return self._ask(asked, Step.NUMBER, "callback_ask_number", Expectation.NUMBER)
        return self._number(callback, answer)

    def _read_back(self, callback: Callback, answer: Answer) -> Moved:
        if answer.command is Command.YES:
            return self._confirmed(callback)
        if telephone(answer.keys or answer.text):  # 'nee, nul zes ...': the new number at once
            return self._number(callback, answer)
        if answer.command is Command.NO:
            return self._number_failed(callback)
        return callback, self.ask_again(callback)

    def _confirmed(self, callback: Callback) -> Moved:
        moved, acts = self._ask(callback, Step.TIME, "callback_ask_time", Expectation.OPEN)
        return moved, [self._fill(callback, confirmed=True), *acts]

    def _time(self, callback: Callback, answer: Answer) -> Moved:
        when = daypart(answer.text, callback.language)
        if when is None and callback.failures < len(_AFTER_FAILURE):
            failed = replace(callback, failures=callback.failures + 1)
            return self._ask(failed, Step.TIME, "callback_time_again", Expectation.OPEN)
        if when is None:
            when = daypart("maakt niet uit", callback.language) or ""
        if "avond" in when or "evening" in when:
            return self._ask(callback, Step.TIME, "callback_evening", Expectation.OPEN)
        return self._done(replace(callback, when=when, step=Step.DONE), answer.confidence)

    def _done(self, callback: Callback, confidence: float) -> Moved:
        wish = RequestCallback(
            telephone=callback.number,
            when=callback.when,
            topic=callback.topic,
            department=callback.department,
            urgent=callback.urgent,
        )
        told = [self._say(callback, "callback_urgent")] if callback.urgent else []
        return callback, [
            Fill(slot="dagdeel", value=callback.when, confidence=confidence, confirmed=True),
            wish,
            *told,
            self._say(callback, "callback_done"),
            Listen(),
        ]

    def _ask(self, callback: Callback, step: Step, name: str, expectation: Expectation) -> Moved:
        moved = replace(callback, step=step)
        return moved, [self._say(moved, name), Listen(expect=expectation)]

    def _say(self, callback: Callback, name: str) -> Say:
        text = self._wording(
            name,
            callback.language,
            number=spoken_number(callback.number),
            when=callback.when,
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
