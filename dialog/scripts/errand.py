"""The machine that runs a script: a turn or a service's answer in, acts and progress out.

After each of them the first step that is not done is taken (`dialog/scripts/walk.py`). What an
answer means depends on what was asked last: one table, from `Asking` to a function.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import singledispatchmethod

from dialog.acts import Act, Expectation, Fill, Say
from dialog.acts import Perform as PerformAct
from dialog.events import Performed
from dialog.phrases import plain
from dialog.scripts import ladder, walk
from dialog.scripts.hearing import Meant, Reply
from dialog.scripts.progress import Asking, Filled, Progress, Question, Result, Row
from dialog.scripts.reading_back import MOST_ROWS, Reader, placeholders
from dialog.scripts.script import (
    Ask,
    Branch,
    Confirm,
    End,
    HandOver,
    Perform,
    Script,
    Slot,
    Step,
    Tell,
    Text,
)
from dialog.services import FAILED
from dialog.wording import Wording

_LEFT = End()
"""A script that has no step left is done."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the errand is now, and what is said and done to that."""

    progress: Progress
    acts: tuple[Act, ...] = ()
    ends: End | HandOver | None = None

    def after(self, acts: Iterable[Act]) -> "Moved":
        return replace(self, acts=(*acts, *self.acts))


class Errand:
    """One script in one language at one moment; how far it is, it is told each time."""

    def __init__(
        self,
        script: Script,
        world: walk.World,
        wording: Wording,
        reader: Reader,
        as_said: Callable[[Reply, Slot], Filled | None],
    ) -> None:
        self._script = script
        self._world = world
        self._wording = wording
        self._reader = reader
        self._as_said = as_said
        self._takes: Mapping[Asking, Callable[[Progress, Reply], Moved]] = {
            Asking.NOTHING: self._filled_in,
            Asking.SLOT: self._slot_answered,
            Asking.CONFIRM: self._confirm_answered,
            Asking.CHANGE: self._change_answered,
            Asking.ROWS: self._row_answered,
            Asking.SERVICE: self._filled_in_meanwhile,
        }

    # -- what comes in -----------------------------------------------------------------------

    def begin(self, progress: Progress, values: Mapping[str, Filled]) -> Moved:
        """Take in what is known already, and ask for the first thing that is not."""
        opening = [self._say(self._script.opening, progress)] if self._script.opening else []
        return self._fill(progress, values).after(opening)

    def take(self, progress: Progress, reply: Reply) -> Moved:
        """Go on with what the caller said or keyed."""
        move = {
            Meant.BACK: self._back,
            Meant.SKIP: self._skip,
            Meant.UNKNOWN: self._unknown,
        }.get(reply.meant or Meant.YES)
        if move is not None and not reply.values:
            return move(progress)
        return self._takes[progress.question.asking](progress, reply)

    def performed(self, progress: Progress, event: Performed) -> Moved | None:
        """Go on with what a service answered; None when nothing is waited for from it."""
        place = progress.question.step
        step = self._script.steps[place] if progress.question.asking is Asking.SERVICE else None
        if not isinstance(step, Perform) or step.service != event.service:
            return None
        branch = step.branches.get(event.status)
        if event.status == FAILED or branch is None:
            return self._person(progress, "errand_failed")
        return self._came(progress, place, branch, event)

    def ask_again(self, progress: Progress) -> Moved:
        """The question that is still open, in its first words."""
        if progress.question.asking is Asking.SERVICE:
            return Moved(progress)
        return self.go_on(progress)

    def refused(self, progress: Progress) -> Moved:
        """What was said answers nothing that we asked."""
        question = progress.question
        if question.asking in (Asking.SERVICE, Asking.NOTHING):
            return Moved(progress)
        return self._failed(progress, question.slot or f"?{question.step}")

    def go_on(self, progress: Progress) -> Moved:
        """Take the next step."""
        place = walk.next_step(self._script, progress, self._world)
        if place is None:
            return Moved(progress, (), _LEFT)
        return self._do(self._script.steps[place], progress, place)

    # -- one function for each kind of step ----------------------------------------------------

    @singledispatchmethod
    def _do(self, step: Step, progress: Progress, place: int) -> Moved:
        raise TypeError(f"expected a step that can be taken, got {type(step).__name__}")

    @_do.register
    def _(self, step: Ask, progress: Progress, place: int) -> Moved:
        slot = ladder.slot_to_ask(self._script, progress, self._script.slots[step.slot])
        words = ladder.words_for(
            slot, progress, self._sentence, lambda text: self._reader.text(text, progress)
        )
        question = Question(Asking.SLOT, place, slot.key, expect=ladder.expectation(slot))
        fixed = not _names_values(slot.ask, slot.again, slot.other)
        said = (self._spoken(each, fixed=fixed) for each in words)
        return Moved(progress.ask(question), tuple(said))

    @_do.register
    def _(self, step: Confirm, progress: Progress, place: int) -> Moved:
        rung = max(progress.refused.get(key, 0) for key in step.slots)
        question = Question(Asking.CONFIRM, place, expect=Expectation.YES_NO)
        asked = self._say(step.ask, progress, rung=rung)
        return Moved(progress.ask(question), (replace(asked, protected=True),))

    @_do.register
    def _(self, step: Perform, progress: Progress, place: int) -> Moved:
        given, result = walk.inputs(step, progress), progress.results.get(place)
        if result is not None and result.signature == given:
            return self._offer(step.branches[result.status], result, progress, place)
        question = Question(Asking.SERVICE, place)
        return Moved(progress.ask(question), (PerformAct(service=step.service, values=given),))

    @_do.register
    def _(self, step: Tell, progress: Progress, place: int) -> Moved:
        told = replace(progress, told=progress.told | {place})
        return self.go_on(told).after([self._say(step.text, progress)])

    @_do.register
    def _(self, step: End | HandOver, progress: Progress, place: int) -> Moved:
        said = [self._say(step.text, progress)] if step.text else []
        return Moved(progress.ask(Question()), tuple(said), step)

    # -- what a service answered ---------------------------------------------------------------

    def _came(self, progress: Progress, place: int, branch: Branch, event: Performed) -> Moved:
        step = self._script.steps[place]
        assert isinstance(step, Perform)
        given = {**dict(event.options[0] if event.options else ()), **dict(event.values)}
        kept = progress.keep({to: given[name] for name, to in branch.fill if name in given})
        kept = kept.forget(branch.forget)
        signature = walk.inputs(step, kept)
        result = Result(signature, event.status, event.options)
        known = replace(kept, results={**kept.results, place: result})
        rows = self._reader.rows(event.options, branch.row, choose=False)
        said = [self._say(branch.say, known, rows=rows)] if branch.say else []
        near = dict(event.values).get("exact") == "nee" or not branch.ask
        return self._decided(known, place, branch, near=near).after(
            [*self._fills(progress, known), *said]
        )

    def _decided(self, progress: Progress, place: int, branch: Branch, *, near: bool) -> Moved:
        result = progress.results[place]
        if branch.ends is not None:
            return self._do(branch.ends, progress, place)
        if branch.fail and not (branch.choose and result.rows):
            wrong = replace(progress.forget([branch.fail]), results=_without(progress, place))
            return self._failed(wrong, branch.fail)
        step = self._script.steps[place]
        assert isinstance(step, Perform)
        if not walk.fitting(step, progress, result):
            return self._offer(branch, result, progress, place, near=near)
        return self.go_on(progress)

    def _offer(
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
        rows = result.rows[first : first + MOST_ROWS]
        said = self._reader.rows(rows, branch.row, choose=True)
        ask = branch.ask_near if near and branch.ask_near else branch.ask
        expect = Expectation.YES_NO if len(rows) == 1 else Expectation.OPEN
        question = Question(Asking.ROWS, place, first=first, expect=expect)
        return Moved(progress.ask(question), (self._say(ask, progress, rows=said),))

    # -- what the caller answered --------------------------------------------------------------

    def _filled_in(self, progress: Progress, reply: Reply) -> Moved:
        return self._fill(progress, reply.values)

    def _filled_in_meanwhile(self, progress: Progress, reply: Reply) -> Moved:
        """A service is at work: what was said counts when it comes back."""
        filled = progress.fill(reply.values)
        return Moved(filled, tuple(self._fills(progress, filled)))

    def _slot_answered(self, progress: Progress, reply: Reply) -> Moved:
        slot = self._script.slots[progress.question.slot or ""]
        values = dict(reply.values)
        if not values and reply.meant is Meant.ANY and (slot.any_of or slot.optional):
            return self.go_on(_noted(progress.skip(slot.key), slot.key))
        if not values and reply.meant is Meant.NO and slot.optional:
            return self.go_on(_noted(progress.skip(slot.key), slot.key))
        if not values and reply.meant is Meant.YES:
            return self.go_on(progress)
        own = None if values else self._as_said(reply, slot)
        if own is not None:
            values = {slot.key: own}
        if not values:
            return self._failed(progress, slot.key)
        answers = {slot.key, *slot.any_of} & values.keys()
        return self._fill(_noted(progress, slot.key) if answers else progress, values)

    def _confirm_answered(self, progress: Progress, reply: Reply) -> Moved:
        place = progress.question.step
        step = self._script.steps[place]
        assert isinstance(step, Confirm)
        other = {
            key: filled
            for key, filled in reply.values.items()
            if filled.value != progress.value(key)
        }
        if other:
            return self._fill(progress, other)
        if reply.meant is Meant.NO or reply.meant is Meant.OTHER:
            return self._not_so(progress, step, place)
        if reply.meant is Meant.YES or reply.values:
            return self._agreed(progress, step, place)
        return self._unsure(progress, place)

    def _agreed(self, progress: Progress, step: Confirm, place: int) -> Moved:
        read = walk.read_back(step, progress)
        sure = {key: replace(progress.values[key], confirmed=True) for key, _ in read}
        known = replace(
            progress,
            values={**progress.values, **sure},
            agreed={**progress.agreed, place: read},
        )
        return self.go_on(known).after(self._fills(progress, known))

    def _not_so(self, progress: Progress, step: Confirm, place: int) -> Moved:
        wrong = [key for key in step.no or step.slots if key in progress.values]
        if len(wrong) == 1:
            return self._asked_anew(progress.wrong(wrong[0]), wrong[0])
        question = Question(Asking.CHANGE, place)
        labels = [self._reader.text(self._script.slots[key].label, progress) for key in wrong]
        what = self._reader.listed([label for label in labels if label])
        asked = self._sentence("errand_change", what=what)
        return Moved(progress.ask(question), (self._spoken(asked),))

    def _change_answered(self, progress: Progress, reply: Reply) -> Moved:
        place = progress.question.step
        step = self._script.steps[place]
        assert isinstance(step, Confirm)
        if reply.values:
            return self._fill(progress, reply.values)
        named = [key for key in step.slots if self._names(reply.turn.said, key)]
        if named:
            return self.go_on(progress.forget(named))
        if reply.meant is Meant.YES:
            return self._not_so(progress, step, place)
        if progress.failures.get(f"?{place}", 0) > 0:
            return self._failed(progress.forget(step.no or step.slots), f"?{place}")
        return self._failed(progress, f"?{place}")

    def _row_answered(self, progress: Progress, reply: Reply) -> Moved:
        question = progress.question
        step, result = self._script.steps[question.step], progress.results[question.step]
        assert isinstance(step, Perform)
        branch = step.branches[result.status]
        offered = result.rows[question.first : question.first + MOST_ROWS]
        row = _chosen(offered, reply, branch)
        if row is not None:
            return self._chose(progress, branch, row)
        if reply.values:
            return self._fill(progress, reply.values)
        if reply.meant in (Meant.NO, Meant.OTHER):
            return self._none_of(progress, branch, result)
        if reply.meant is Meant.YES:
            return self._offer(branch, result, progress, question.step, first=question.first)
        return self._unsure(progress, question.step)

    def _chose(self, progress: Progress, branch: Branch, row: Row) -> Moved:
        given = dict(row)
        values = {slot: Filled(given[name]) for name, slot in branch.choose if name in given}
        return self._fill(progress, values)

    def _none_of(self, progress: Progress, branch: Branch, result: Result) -> Moved:
        """The next rows; after the last of them ask for another wish."""
        question = progress.question
        after = question.first + MOST_ROWS
        if after < len(result.rows):
            return self._offer(branch, result, progress, question.step, first=after)
        again = branch.no or branch.fail or branch.choose[0][1]
        slot = self._script.slots[again]
        return self._failed(progress.forget([again, *slot.any_of]), again)

    # -- moves that work at every question -----------------------------------------------------

    def _back(self, progress: Progress) -> Moved:
        """The question before this one; a value that came by itself is asked with it."""
        if not progress.answered:
            return self.go_on(progress)
        last = progress.answered[-1]
        slot = self._script.slots[last]
        before = replace(
            progress.forget([last, *slot.any_of]), answered=progress.answered[:-1], agreed={}
        )
        return self.go_on(before)

    def _skip(self, progress: Progress) -> Moved:
        slot = self._script.slots.get(progress.question.slot or "")
        if slot is not None and (slot.optional or slot.any_of):
            return self.go_on(_noted(progress.skip(slot.key), slot.key))
        return self.ask_again(progress).after([self._spoken(self._sentence("errand_required"))])

    def _unknown(self, progress: Progress) -> Moved:
        """'Dat weet ik niet': left out where that may be, else asked in another way."""
        slot = self._script.slots.get(progress.question.slot or "")
        if slot is not None and (slot.optional or slot.any_of):
            return self.go_on(_noted(progress.skip(slot.key), slot.key))
        if slot is None:
            return self.refused(progress)
        counted = progress.failed(slot.key)
        if slot.other or slot.instead:  # that other way is meant for who does not know
            counted = counted.failed(slot.key)
        moved = self._asked_anew(counted, slot.key)
        told = self._spoken(self._sentence("errand_unknown"))
        return moved if moved.ends else moved.after([told])

    # -- failing -------------------------------------------------------------------------------

    def _failed(self, progress: Progress, key: str) -> Moved:
        return self._asked_anew(progress.failed(key), key)

    def _asked_anew(self, progress: Progress, key: str) -> Moved:
        slot, failures = self._script.slots.get(key), progress.count(key)
        if slot is not None and slot.optional and failures >= ladder.ANOTHER_WAY:
            return self.go_on(progress.skip(key))
        if failures >= ladder.GIVE_UP:
            return self._person(progress, "errand_gave_up")
        return self.go_on(progress)

    def _unsure(self, progress: Progress, place: int) -> Moved:
        """Neither yes nor no, nor a choice: say how, and ask again."""
        moved = self._failed(progress, f"?{place}")
        if moved.ends is not None or moved.progress.question.expect is not Expectation.YES_NO:
            return moved
        return moved.after([self._spoken(self._sentence("errand_yes_no_keys"))])

    def _person(self, progress: Progress, sentence: str) -> Moved:
        said = self._spoken(self._sentence(sentence))
        return Moved(progress.ask(Question()), (said,), HandOver())

    # -- values and words ----------------------------------------------------------------------

    def _fill(self, progress: Progress, values: Mapping[str, Filled]) -> Moved:
        filled = progress.fill(values)
        return self.go_on(filled).after(self._fills(progress, filled))

    def _fills(self, before: Progress, now: Progress) -> list[Act]:
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

    def _names(self, said: str, key: str) -> bool:
        """Whether the label of a slot is in these words: 'de dag' in 'nee de dag klopt niet'."""
        labels = self._script.slots[key].label.values()
        return any(plain(label).split()[-1] in said.split() for label in labels if label)

    def _say(self, text: Text, progress: Progress, *, rung: int = 0, rows: str = "") -> Say:
        words = self._reader.text(text, progress, rung, rows)
        return self._spoken(words, fixed=not _names_values(text))

    def _spoken(self, words: str, *, fixed: bool = True) -> Say:
        return Say(text=words, language=self._world.language, fixed=fixed)

    def _sentence(self, name: str, **values: str) -> str:
        return self._wording(name, self._world.language, **values)


def _names_values(*texts: Text) -> bool:
    return any(placeholders(words) for text in texts for words in text.values())


def _noted(progress: Progress, key: str) -> Progress:
    """It was asked and answered: 'terug' comes back to it."""
    kept = tuple(each for each in progress.answered if each != key)
    return replace(progress, answered=(*kept, key))


def _without(progress: Progress, place: int) -> dict[int, Result]:
    return {at: result for at, result in progress.results.items() if at != place}


def _chosen(rows: tuple[Row, ...], reply: Reply, branch: Branch) -> Row | None:
    """The row that was named: by its place, by a yes to the only one, or by what is in it."""
    if reply.values:
        fit = [row for row in rows if _fits(dict(row), branch, reply.values)]
        return fit[0] if len(fit) == 1 else None
    if reply.ordinal is not None and reply.ordinal < len(rows):
        return rows[reply.ordinal]
    return rows[0] if len(rows) == 1 and reply.meant is Meant.YES else None


def _fits(row: Mapping[str, str], branch: Branch, values: Mapping[str, Filled]) -> bool:
    named = [(row.get(name), values[slot].value) for name, slot in branch.choose if slot in values]
    return bool(named) and all(offered == wanted for offered, wanted in named)
