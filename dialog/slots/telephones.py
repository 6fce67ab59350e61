"""Telephone numbers in a line; how they are read is `digits`, checked by phonenumbers."""

from dialog.slots.digits import digit_runs, telephone
from dialog.slots.found import Found
from dialog.slots.line import Line


def telephones(line: Line) -> list[Found]:
    """The number at which the caller can be rung back: the last one, for people correct it."""
    number = telephone(line.text)
    if number is None:
        return []
    for run in reversed(digit_runs(line.text)):
        if telephone(line.text[run.start : run.end]) == number:
            places = [
                at
                for at in range(len(line.plain))
                if line.starts[at] >= run.start and line.ends[at] <= run.end
            ]
            return [Found("telefoon", number, places[0], places[-1] + 1, 0.95)]
    return []
