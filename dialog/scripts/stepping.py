"""Takes the steps of a script: asks, reads back, has services do things, and ends.

What the caller answers is read in `dialog/scripts/errand.py`; both go on here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import singledispatchmethod

from dialog.acts import Act, Expectation, Fill, Say
from dialog.acts import Perform as PerformAct
from dialog.events import Performed
from dialog.news import said_in
from dialog.scripts import ladder, walk
from dialog.scripts.progress import Asking, Filled, Progress, Question, Result, Row
from dialog.scripts.reading_back import MOST_ROWS, TRANSLATIONS, Reader, placeholders
from dialog.scripts.script import (
    Ask,
    Branch,
    Confirm,
    End,
    HandOver,
    Perform,
    Script,
    Step,
    Tell,
    Text,
)
from dialog.wording import Wording

_ONLY_VALUE = re.compile(r"\{([a-z_]+)\}")
"""A text that is nothing but what a service told."""
_LEFT = End()
"""A script that has no step left is done."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the errand is now, and what is said and done to that."""

    progress: Progress
    acts: tuple[Act, ...] = ()
    ends: End | HandOver | None = None

    def after(self, acts: Iterable[Act]) -> "Moved":
        """The same, with these acts before it."""
        return replace(self, acts=(*acts, *self.acts))


class Stepping:
    """One script in one language at one moment."""

    def __init__(self, script: Script, world: walk.World, wording: Wording, reader: Reader) -> None:
        self._script = script
        self._world = world
        self._wording = wording
        self.reader = reader

    def go_on(self, progress: Progress) -> Moved:
        """Take the next step."""
        place = walk.next_step(self._script, progress, self._world)
        if place is None:
            return Moved(progress, (), _LEFT)
        return self._do(self._script.steps[place], progress, place)

    @singledispatchmethod
    def _do(self, step: Step, progress: Progress, place: int) -> Moved:
        raise TypeError(f"expected a step that can be taken, got {type(step).__name__}")

    @_do.register
    def _(self, step: Ask, progress: Progress, place: int) -> Moved:
        slot = ladder.slot_to_ask(self._script, progress, self._script.slots[step.slot])
        words = ladder.words_for(
            slot, progress, self.sentence, lambda text: self.reader.text(text, progress)
        )
        question = Question(Asking.SLOT, place, slot.key, expect=ladder.expectation(slot))
        fixed = not _names_values(slot.ask, slot.again, slot.other)
        said = (self.spoken(each, fixed=fixed) for each in words)
        return Moved(progress.ask(question), tuple(said))

    @_do.register
    def _(self, step: Confirm, progress: Progress, place: int) -> Moved:
        question = Question(Asking.CONFIRM, place, expect=Expectation.YES_NO)
        asked = self.say(step.ask, progress, read_back=True)
        return Moved(progress.ask(question), (replace(asked, protected=True),))

    @_do.register
    def _(self, step: Perform, progress: Progress, place: int) -> Moved:
        given, result = walk.inputs(step, progress), progress.results.get(place)
        if result is not None and result.signature == given:
            return self.offer(step.branches[result.status], result, progress, place)
        question = Question(Asking.SERVICE, place)
        return Moved(progress.ask(question), (PerformAct(service=step.service, values=given),))

    @_do.register
    def _(self, step: Tell, progress: Progress, place: int) -> Moved:
        told = replace(progress, told=progress.told | {place})
        return self.go_on(told).after([self.say(step.text, progress)])

    @_do.register
    def _(self, step: End | HandOver, progress: Progress, place: int) -> Moved:
        said = [self.say(step.text, progress)] if step.text else []
        return Moved(progress.ask(Question()), tuple(said), step)

    def came(self, progress: Progress, place: int, branch: Branch, event: Performed) -> Moved:
        step = self._script.steps[place]
        assert isinstance(step, Perform)
        given = {**dict(event.options[0] if event.options else ()), **dict(event.values)}
        kept = progress.keep(_kept(branch, given))
        kept = kept.forget(branch.forget)
        signature = walk.inputs(step, kept)
        result = Result(signature, event.status, event.options)
        known = replace(kept, results={**kept.results, place: result})
        rows = self.reader.rows(event.options, branch.row, choose=False)
        offers = bool(branch.choose and event.options)
        said = self._told(branch.say, known, rows) if branch.say and not offers else []
        near = dict(event.values).get("exact") == "no"
        return self._decided(known, place, branch, near=near).after(
            [*self.fills(progress, known), *said]
        )

    def _decided(self, progress: Progress, place: int, branch: Branch, *, near: bool) -> Moved:
        result = progress.results[place]
        if branch.ends is not None:
            return self._do(branch.ends, progress, place)
        if branch.fail and not (branch.choose and result.rows):
            wrong = replace(progress.forget([branch.fail]), results=_without(progress, place))
            return self.failed(wrong, branch.fail)
        step = self._script.steps[place]
        assert isinstance(step, Perform)
        if not walk.fitting(step, progress, result):
            if progress.soonest:
                first = chosen(branch, result.rows[0])
                return self.fill(replace(progress, soonest=False), first)
            return self.offer(branch, result, progress, place, near=near)
        return self.go_on(progress)

    def offer(
        self,
        branch: Branch,
        result: Result,
        progress: Progress,
        place: int,
        *,
        near: bool = False,
        first: int = 0,
    ) -> Moved:
        """Say a few of the rows, and ask which one."""
        rows = offered(result, first)
        said = self.reader.rows(rows, branch.row, choose=True)
        ask = branch.ask_near if near and branch.ask_near else branch.ask
        expect = Expectation.YES_NO if len(rows) == 1 else Expectation.OPEN
        question = Question(Asking.ROWS, place, first=first, expect=expect)
        return Moved(progress.ask(question), (self.say(ask, progress, rows=said),))

    def failed(self, progress: Progress, key: str) -> Moved:
        return self.asked_anew(progress.failed(key), key)

    def asked_anew(self, progress: Progress, key: str) -> Moved:
        slot, failures = self._script.slots.get(key), progress.count(key)
        if slot is not None and slot.optional and failures >= ladder.ANOTHER_WAY:
            return self.go_on(progress.skip(key))
        if failures >= ladder.GIVE_UP:
            return self.person(progress, "errand_gave_up")
        return self.go_on(progress)

    def unsure(self, progress: Progress, place: int) -> Moved:
        """Neither yes nor no, nor a choice: say how, and ask again."""
        question = progress.question
        moved = self.failed(progress, f"?{place}")
        if moved.ends is not None:
            return moved
        if question.expect is Expectation.YES_NO:
            return moved.after([self.spoken(self.sentence("errand_yes_no_keys"))])
        again = replace(moved, progress=moved.progress.ask(question))
        return again.after(self.row_keys(progress, place, question.first))

    def row_keys(self, progress: Progress, place: int, first: int) -> list[Say]:
        """'Voor dinsdag 1 december om 10:00 toetst u één.'"""
        step, result = self._script.steps[place], progress.results[place]
        assert isinstance(step, Perform)
        template = step.branches[result.status].row
        rows = offered(result, first)
        said = [self.reader.rows([row], template, choose=True) for row in rows]
        return [
            self.spoken(self.sentence("errand_choice_key", what=what, key=str(key)), fixed=False)
            for key, what in enumerate(said, 1)
        ]

    def person(self, progress: Progress, sentence: str) -> Moved:
        said = self.spoken(self.sentence(sentence))
        return Moved(progress.ask(Question()), (said,), HandOver())

    def fill(self, progress: Progress, values: Mapping[str, Filled]) -> Moved:
        filled = progress.fill(values)
        return self.go_on(filled).after(self.fills(progress, filled))

    def fills(self, before: Progress, now: Progress) -> list[Act]:
        """What became known or was confirmed, for the record; slots only."""
        return [
            Fill(
                slot=key,
                value=filled.value,
                confidence=filled.confidence,
                confirmed=filled.confirmed,
            )
            for key, filled in now.values.items()
            if key in self._script.slots and before.values.get(key) != filled
        ]

    def say(
        self, text: Text, progress: Progress, *, read_back: bool = False, rows: str = ""
    ) -> Say:
        """These words with their values."""
        words = self.reader.text(text, progress, read_back=read_back, rows=rows)
        return self.spoken(words, fixed=not _names_values(text))

    def _told(self, text: Text, progress: Progress, rows: str) -> list[Say]:
        """As `say`; what a service told in Dutch only is announced, and said in Dutch."""
        language = self._world.language
        name = _ONLY_VALUE.fullmatch(text.get(language, text["nl"]))
        value = progress.value(name[1]) if name and name[1] not in self._script.slots else None
        if language == "nl" or name is None or value is None:
            return [self.say(text, progress, rows=rows)]
        words = {"nl": value, language: progress.value(f"{name[1]}_{language}") or ""}
        given = {key: each for key, each in words.items() if each}
        return said_in(given, language, self.sentence("only_dutch"))

    def spoken(self, words: str, *, fixed: bool = True) -> Say:
        return Say(text=words, language=self._world.language, fixed=fixed)

    def sentence(self, name: str, **values: str) -> str:
        return self._wording(name, self._world.language, **values)


def _kept(branch: Branch, given: Mapping[str, str]) -> dict[str, str]:
    """What is filled from this, and the same in other languages: 'title_en' beside 'title'."""
    endings = ("", *(f"_{language}" for language in TRANSLATIONS))
    names = ((f"{name}{each}", f"{to}{each}") for name, to in branch.fill for each in endings)
    return {to: given[name] for name, to in names if name in given}


def chosen(branch: Branch, row: Row) -> dict[str, Filled]:
    """The slots that a row fills."""
    given = dict(row)
    return {slot: Filled(given[name]) for name, slot in branch.choose if name in given}


def offered(result: Result, first: int) -> tuple[Row, ...]:
    """The few rows that are named together; moments in the order of the clock."""
    rows = result.rows[first : first + MOST_ROWS]
    timed = all("tijd" in dict(row) for row in rows)
    return tuple(sorted(rows, key=_moment)) if timed else rows


def _moment(row: Row) -> tuple[str, str]:
    given = dict(row)
    return given.get("datum", ""), given["tijd"]


def _names_values(*texts: Text) -> bool:
    return any(placeholders(words) for text in texts for words in text.values())


def _without(progress: Progress, place: int) -> dict[int, Result]:
    return {at: result for at, result in progress.results.items() if at != place}
