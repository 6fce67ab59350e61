"""The machine that runs a script: a turn or a service's answer in, acts and progress out.

After each of them the first step that is not done is taken (`dialog/scripts/stepping.py`). What an
answer means depends on what was asked last: one table, from `Asking` to a function.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialog.acts import Say
from dialog.events import Performed
from dialog.phrases import plain
from dialog.scripts import walk
from dialog.scripts.hearing import Meant, Reply
from dialog.scripts.progress import Asking, Filled, Progress, Question, Result, Row
from dialog.scripts.reading_back import MOST_ROWS
from dialog.scripts.script import Branch, Confirm, Perform, Script, Slot
from dialog.scripts.stepping import Moved, Stepping, chosen, offered
from dialog.services import FAILED


class Errand:
    """One script at one moment; how far it is, it is told each time."""

    def __init__(
        self,
        script: Script,
        steps: Stepping,
        as_said: Callable[[Reply, Slot], Filled | None],
    ) -> None:
        """`as_said` takes the caller's own words for a value, where the slot allows that."""
        self._script = script
        self._steps = steps
        self._as_said = as_said
        self._takes: Mapping[Asking, Callable[[Progress, Reply], Moved]] = {
            Asking.NOTHING: self._filled_in,
            Asking.SLOT: self._slot_answered,
            Asking.CONFIRM: self._confirm_answered,
            Asking.CHANGE: self._change_answered,
            Asking.ROWS: self._row_answered,
        }

    def begin(self, progress: Progress, values: Mapping[str, Filled]) -> Moved:
        """Take in what is known already, and ask for the first thing that is not."""
        opening = [self._steps.say(self._script.opening, progress)] if self._script.opening else []
        return self._steps.fill(progress, values).after(opening)

    def take(self, progress: Progress, reply: Reply) -> Moved:
        """Go on with what the caller said or keyed."""
        if progress.question.asking is Asking.SERVICE:
            return self._filled_in_meanwhile(progress, reply)
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
            return self._steps.person(progress, "errand_failed")
        return self._steps.came(progress, place, branch, event)

    def ask_again(self, progress: Progress) -> Moved:
        """The question that is still open, in its first words."""
        if progress.question.asking is Asking.SERVICE:
            return Moved(progress)
        return self._steps.go_on(progress)

    def row_keys(self, progress: Progress) -> list[Say]:
        """Which keys choose the rows that were offered last."""
        return self._steps.row_keys(progress, progress.question.step, progress.question.first)

    def refused(self, progress: Progress) -> Moved:
        """What was said answers nothing that we asked."""
        question = progress.question
        if question.asking in (Asking.SERVICE, Asking.NOTHING):
            return Moved(progress)
        if question.asking in (Asking.CONFIRM, Asking.ROWS):
            return self._steps.unsure(progress, question.step)
        return self._steps.failed(progress, question.slot or f"?{question.step}")

    def _filled_in(self, progress: Progress, reply: Reply) -> Moved:
        return self._steps.fill(progress, reply.values)

    def _filled_in_meanwhile(self, progress: Progress, reply: Reply) -> Moved:
        """A service is at work: what was said counts when it comes back."""
        filled = progress.fill(reply.values)
        return Moved(filled, tuple(self._steps.fills(progress, filled)))

    def _slot_answered(self, progress: Progress, reply: Reply) -> Moved:
        slot = self._script.slots[progress.question.slot or ""]
        values = dict(reply.values)
        if not values and slot.any_of and (reply.meant is Meant.FIRST or reply.turn.keys == "1"):
            return self._left_out(replace(progress, soonest=True), slot)
        if not values and reply.meant is Meant.ANY and (slot.any_of or slot.optional):
            return self._left_out(progress, slot)
        if not values and reply.meant is Meant.NO and slot.optional:
            return self._left_out(progress, slot)
        own = None if values else self._as_said(reply, slot)
        if own is not None:
            values = {slot.key: own}
        if not values:
            return self._steps.failed(progress, slot.key)
        answers = {slot.key, *slot.any_of} & values.keys()
        return self._steps.fill(_noted(progress, slot.key) if answers else progress, values)

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
            return self._steps.fill(progress, other)
        if reply.meant is Meant.NO or reply.meant is Meant.OTHER:
            return self._not_so(progress, step, place)
        if reply.meant is Meant.YES or reply.values:
            return self._agreed(progress, step, place)
        return self._steps.unsure(progress, place)

    def _agreed(self, progress: Progress, step: Confirm, place: int) -> Moved:
        read = walk.read_back(step, progress)
        sure = {key: replace(progress.values[key], confirmed=True) for key, _ in read}
        known = replace(
            progress,
            values={**progress.values, **sure},
            agreed={**progress.agreed, place: read},
        )
        return self._steps.go_on(known).after(self._steps.fills(progress, known))

    def _not_so(self, progress: Progress, step: Confirm, place: int) -> Moved:
        wrong = [key for key in step.no or step.slots if key in progress.values]
        if len(wrong) == 1:
            return self._steps.asked_anew(progress.wrong(wrong[0]), wrong[0])
        question = Question(Asking.CHANGE, place)
        labels = [self._steps.reader.text(self._script.slots[key].label, progress) for key in wrong]
        what = self._steps.reader.listed([label for label in labels if label])
        asked = self._steps.sentence("errand_change", what=what)
        return Moved(progress.ask(question), (self._steps.spoken(asked),))

    def _change_answered(self, progress: Progress, reply: Reply) -> Moved:
        place = progress.question.step
        step = self._script.steps[place]
        assert isinstance(step, Confirm)
        if reply.values:
            return self._steps.fill(progress, reply.values)
        named = [key for key in step.slots if self._names(reply.turn.said, key)]
        if named:
            for key in named:
                progress = progress.wrong(key)
            return self._steps.go_on(progress)
        if reply.meant is Meant.YES:
            return self._not_so(progress, step, place)
        if progress.failures.get(f"?{place}", 0) > 0:
            return self._steps.failed(progress.forget(step.no or step.slots), f"?{place}")
        return self._steps.failed(progress, f"?{place}")

    def _row_answered(self, progress: Progress, reply: Reply) -> Moved:
        question = progress.question
        step, result = self._script.steps[question.step], progress.results[question.step]
        assert isinstance(step, Perform)
        branch = step.branches[result.status]
        row = _chosen(offered(result, question.first), reply, branch)
        if row is not None:
            return self._chose(progress, branch, row)
        if reply.values:
            return self._steps.fill(progress, reply.values)
        if reply.meant in (Meant.NO, Meant.OTHER):
            return self._none_of(progress, branch, result)
        return self._steps.unsure(progress, question.step)

    def _chose(self, progress: Progress, branch: Branch, row: Row) -> Moved:
        return self._steps.fill(progress, chosen(branch, row))

    def _none_of(self, progress: Progress, branch: Branch, result: Result) -> Moved:
        """The next rows; after the last of them ask for another wish."""
        question = progress.question
        after = question.first + MOST_ROWS
        if after < len(result.rows):
            return self._steps.offer(branch, result, progress, question.step, first=after)
        again = branch.no or branch.fail or branch.choose[0][1]
        slot = self._script.slots[again]
        return self._steps.failed(progress.forget([again, *slot.any_of]), again)

    def _back(self, progress: Progress) -> Moved:
        """The question before this one; a value that came by itself is asked with it."""
        if not progress.answered:
            return self._steps.go_on(progress)
        last = progress.answered[-1]
        slot = self._script.slots[last]
        before = replace(
            progress.forget([last, *slot.any_of]), answered=progress.answered[:-1], agreed={}
        )
        return self._steps.go_on(before)

    def _skip(self, progress: Progress) -> Moved:
        slot = self._script.slots.get(progress.question.slot or "")
        if slot is not None and (slot.optional or slot.any_of or slot.unknown):
            return self._left_out(progress, slot)
        told = [self._steps.spoken(self._steps.sentence("errand_required"))]
        return self.ask_again(progress).after(told)

    def _unknown(self, progress: Progress) -> Moved:
        """'Dat weet ik niet': left out where that may be, else asked in another way."""
        slot = self._script.slots.get(progress.question.slot or "")
        if slot is None:
            return self.refused(progress)
        if slot.optional or slot.any_of or slot.unknown:
            return self._left_out(progress, slot)
        counted = progress.failed(slot.key)
        if slot.other or slot.instead:  # that other way is meant for who does not know
            counted = counted.failed(slot.key)
        moved = self._steps.asked_anew(counted, slot.key)
        told = self._steps.spoken(self._steps.sentence("errand_unknown"))
        return moved if moved.ends else moved.after([told])

    def _left_out(self, progress: Progress, slot: Slot) -> Moved:
        noted = _noted(progress, slot.key)
        if slot.unknown:
            return self._steps.fill(noted, {slot.key: Filled(slot.unknown)})
        return self._steps.go_on(noted.skip(slot.key))

    def _names(self, said: str, key: str) -> bool:
        """Whether the label of a slot is in these words: 'de dag' in 'nee de dag klopt niet'."""
        labels = self._script.slots[key].label.values()
        return any(plain(label).split()[-1] in said.split() for label in labels if label)


def _noted(progress: Progress, key: str) -> Progress:
    """It was asked and answered: 'terug' comes back to it."""
    kept = tuple(each for each in progress.answered if each != key)
    return replace(progress, answered=(*kept, key))


def _chosen(rows: tuple[Row, ...], reply: Reply, branch: Branch) -> Row | None:
    """The row that was named: by its place, by a yes to the only one, or by what is in it."""
    if reply.values:
        fit = [row for row in rows if _fits(dict(row), branch, reply.values)]
        return fit[0] if len(fit) == 1 else None
    if reply.ordinal is not None and reply.ordinal < len(rows):
        return rows[reply.ordinal]
    single = len(rows) == 1 and reply.meant is Meant.YES
    return rows[0] if single or reply.meant is Meant.FIRST else None


def _fits(row: Mapping[str, str], branch: Branch, values: Mapping[str, Filled]) -> bool:
    named = [(row.get(name), values[slot].value) for name, slot in branch.choose if slot in values]
    return bool(named) and all(offered == wanted for offered, wanted in named)
