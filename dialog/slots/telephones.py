"""Telephone numbers in a line; how they are read is `digits`, checked by phonenumbers."""

from dialog.slots.digits import digit_runs, telephone
from dialog.slots.found import Found
from dialog.slots.line import Line

_FEWEST = 7
"""Digits in the likeliest reading of a run that holds a telephone number."""


def telephones(line: Line) -> list[Found]:
    """The number at which the caller can be rung back: the last one, for people correct it."""
    number = telephone(line.text)
    if number is None:
        return []
    for run in reversed(digit_runs(line.text)):
        # '365 duizend honderd tien' can be read as eleven digits, but nobody means that.
        if len(run.digits) < _FEWEST:
            continue
        if telephone(line.text[run.start : run.end]) == number:
            places = [
                at
                for at in range(len(line.plain))
                if line.starts[at] >= run.start and line.ends[at] <= run.end
            ]
            return [Found("telefoon", number, places[0], places[-1] + 1, 0.95)]
    return []
