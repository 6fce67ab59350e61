"""The errand 'ring me back': a number, read back; a part of the day; noted.

A failed slot moves down a ladder: natural, digit by digit, keypad, and then we stop asking.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from dialog.acts import Act, Expectation, Fill, Listen, RequestCallback, Say
from dialog.callback_times import CallbackTimes
from dialog.commands import Command, leaning
from dialog.hours import Hours
from dialog.knowledge import CALLBACK_PARTS
from dialog.phrases import plain
from dialog.promise import Promise, Refusal
from dialog.slots.daypart import NO_WISH, Wish, wish
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
    promise: Promise | None = None
    in_vain: bool = False
    """All agents were rung before it, and none could be had."""


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
_NO_VALUES: Mapping[str, str] = MappingProxyType({})

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

    def __init__(
        self,
        wording: Wording,
        department_title: str,
        today: date,
        times: CallbackTimes | None = None,
    ) -> None:
        """`times` is what `Presence.callback_times` gives; without it an office week holds."""
        self._wording = wording
        self._department = department_title[:1].upper() + department_title[1:]
        self._times = times or _office_times(today)
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

    def hung_up(self, callback: Callback) -> list[Act]:
        """The caller is gone; a number that was agreed on is rung all the same."""
        if callback.step is not Step.TIME:
            return []
        found = self._times.arrange(callback.wish, callback.language)
        promise = found if isinstance(found, Promise) else self._times.soonest()
        acts = self._done(callback, promise, 0.0)[1]
        return [act for act in acts if isinstance(act, Fill | RequestCallback)]

    # -- the number ------------------------------------------------------------------------

    def _number(self, callback: Callback, answer: Answer) -> Moved:
        number = answer.number
        callback = replace(callback, wish=answer.wish.after(callback.wish))
        if number is None and answer.wish != NO_WISH:
            return callback, self.ask_again(callback)  # when, before on which number
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
        return self._unsure(callback, answer)

    def _read_back(self, callback: Callback, answer: Answer) -> Moved:
        if answer.number is not None and answer.number != callback.number:
            return self._number(callback, answer)  # 'nee, nul zes ...': the new number at once
        if answer.yes_or_no is Command.NO:
            return self._number_failed(callback, "callback_number_wrong")
        if answer.yes_or_no is Command.YES or answer.number is not None:
            return self._confirmed(callback)
        return self._unsure(callback, answer)

    def _unsure(self, callback: Callback, answer: Answer) -> Moved:
        """Neither yes nor no: ask in other words, and tell the keys. When it suits is kept."""
        wanted = answer.wish.after(callback.wish)
        asked = replace(callback, unsure=callback.unsure + 1, wish=wanted)
        again = callback.unsure % 2 == 1
        return self._ask(asked, callback.step, None if again else "callback_yes_or_no")

    def _confirmed(self, callback: Callback) -> Moved:
        agreed = replace(callback, failures=0, step=Step.TIME)
        told = callback.wish != NO_WISH
        moved, acts = self._time(agreed, NO_ANSWER) if told else self._ask(agreed, Step.TIME)
        return moved, [self._fill(callback, confirmed=True), *acts]

    # -- the time --------------------------------------------------------------------------

    def _time(self, callback: Callback, answer: Answer) -> Moved:
        if answer.number is not None:
            return self._number(replace(callback, failures=0), answer)
        wanted = answer.wish.after(callback.wish)
        found = self._times.arrange(wanted, callback.language)
        if isinstance(found, Promise):
            return self._done(callback, found, answer.confidence)
        if callback.failures >= len(_AFTER_FAILURE):
            return self._done(callback, self._times.soonest(), 0.0)
        failed = replace(callback, failures=callback.failures + 1)
        if isinstance(found, Refusal):
            refused = replace(failed, wish=found.kept)
            return self._ask(refused, Step.TIME, found.sentence, found.values)
        return self._ask(replace(failed, wish=wanted), Step.TIME, "callback_time_again")

    def _done(self, callback: Callback, promise: Promise, confidence: float) -> Moved:
        done = replace(callback, promise=promise, step=Step.DONE)
        wish = RequestCallback(
            telephone=done.number,
            when=promise.when(),
            topic=done.topic,
            department=done.department,
            urgent=done.urgent,
            day=promise.day,
            window=str(promise.window) if promise.window else None,
        )
        told = [self._say(done, "callback_urgent")] if done.urgent else []
        when = {"when": promise.in_words(done.language)}
        return done, [
            Fill(slot="dagdeel", value=wish.when, confidence=confidence, confirmed=True),
            wish,
            *told,
            self._say(done, "callback_done", when),
            Listen(),
        ]

    # -- words -----------------------------------------------------------------------------

    def _ask(
        self,
        callback: Callback,
        step: Step,
        name: str | None = None,
        values: Mapping[str, str] = _NO_VALUES,
    ) -> Moved:
        moved = replace(callback, step=step)
        return moved, [self._say(moved, name or _QUESTIONS[step][0], values), _listen(step)]

    def _say(self, callback: Callback, name: str, values: Mapping[str, str] = _NO_VALUES) -> Say:
        text = self._wording(
            name,
            callback.language,
            number=spoken_number(callback.number),
            department=self._department,
            **values,
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


def _office_times(today: date) -> CallbackTimes:
    hours = Hours()
    begin = datetime.combine(today, time(0), ZoneInfo(hours.time_zone))
    return CallbackTimes(hours, CALLBACK_PARTS, begin)


def _listen(step: Step) -> Listen:
    return Listen(expect=_QUESTIONS[step][1])
