"""Which step of a script is next: the first that applies and is not done.

So nothing is lost when a caller runs ahead, corrects, or asks something in between: what is
filled is not asked, and what was done with other values than now is done again.
"""

from dataclasses import dataclass
from functools import singledispatch

from dialog.scripts.progress import Progress, Result, Signature
from dialog.scripts.script import (
    Ask,
    Condition,
    Confirm,
    End,
    HandOver,
    Perform,
    Script,
    Slot,
    Step,
    Tell,
)

KNOWN, UNKNOWN = "bekend", "onbekend"


@dataclass(frozen=True, slots=True)
class World:
    """What a condition may look at besides the errand itself."""

    language: str = "nl"
    open: bool = True
    """People are there now."""
    crisis: bool = False
    """There is a crisis message in force."""

    def tell(self, name: str) -> str | None:
        told = {
            "language": self.language,
            "open": "ja" if self.open else "nee",
            "crisis": "ja" if self.crisis else "nee",
        }
        return told.get(name)


def next_step(script: Script, progress: Progress, world: World) -> int | None:
    """The place of the step to take now; None when nothing is left."""
    for place, step in enumerate(script.steps):
        if applies(script, progress, world, step) and not done(script, progress, place):
            return place
    return None


def applies(script: Script, progress: Progress, world: World, step: Step) -> bool:
    return all(_holds(script, progress, world, each) for each in step.conditions)


def done(script: Script, progress: Progress, place: int) -> bool:
    return _done(script.steps[place], script, progress, place)


def answered(slot: Slot, progress: Progress) -> bool:
    """The slot is filled, or skipped, or another that tells the same is filled."""
    if slot.key in progress.skipped or slot.key in progress.values:
        return True
    return any(key in progress.values for key in (*slot.any_of, slot.instead))


def inputs(step: Perform, progress: Progress) -> Signature:
    """What the service is given now."""
    values = ((name, progress.value(slot)) for name, slot in step.takes)
    return tuple((name, value) for name, value in values if value is not None)


def read_back(step: Confirm, progress: Progress) -> Signature:
    """What would be confirmed now."""
    values = ((key, progress.value(key)) for key in step.slots)
    return tuple((key, value) for key, value in values if value is not None)


def fitting(step: Perform, progress: Progress, result: Result) -> bool:
    """What the caller wants is one of the rows that came; or there is nothing to choose."""
    branch = step.branches.get(result.status)
    if branch is None or not branch.choose or not result.rows:
        return True
    wanted = {name: progress.value(slot) for name, slot in branch.choose}
    return any(wanted == {name: dict(row).get(name) for name in wanted} for row in result.rows)


def _holds(script: Script, progress: Progress, world: World, condition: Condition) -> bool:
    told = world.tell(condition.name)
    if told is None:
        told = _status(script, progress, condition.name) or progress.value(condition.name)
    if told is None:
        return UNKNOWN in condition.values
    return KNOWN in condition.values or told in condition.values


def _status(script: Script, progress: Progress, service: str) -> str | None:
    """What the last step with this service came to."""
    places = [
        place
        for place, step in enumerate(script.steps)
        if isinstance(step, Perform) and step.service == service and place in progress.results
    ]
    return progress.results[places[-1]].status if places else None


# -- one function for each kind of step -------------------------------------------------------


@singledispatch
def _done(step: Step, script: Script, progress: Progress, place: int) -> bool:
    raise TypeError(f"expected a step that can be walked to, got {type(step).__name__}")


@_done.register
def _(step: Ask, script: Script, progress: Progress, place: int) -> bool:
    return answered(script.slots[step.slot], progress)


@_done.register
def _(step: Confirm, script: Script, progress: Progress, place: int) -> bool:
    wanted = read_back(step, progress)
    return not wanted or progress.agreed.get(place) == wanted


@_done.register
def _(step: Perform, script: Script, progress: Progress, place: int) -> bool:
    result = progress.results.get(place)
    if result is None or result.signature != inputs(step, progress):
        return False
    return fitting(step, progress, result)


@_done.register
def _(step: Tell, script: Script, progress: Progress, place: int) -> bool:
    return place in progress.told


@_done.register
def _(step: End | HandOver, script: Script, progress: Progress, place: int) -> bool:
    return False
