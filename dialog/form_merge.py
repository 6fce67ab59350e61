"""Two people changed the fields of one form: what goes together, and what somebody must choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that both changed, to something else."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Together:
    values: Values
    """Of both; where there is a choice, ours."""
    choices: Sequence[Choice]


def together(base: Values, ours: Values, theirs: Values) -> Together:
    """What two people made of `base`, field by field; lists (several lines) line by line."""
    values: dict[str, str] = {}
    choices = []
    for field in dict.fromkeys((*base, *theirs, *ours)):
        before, mine, other = (each.get(field, "") for each in (base, ours, theirs))
        if mine in (before, other):
            value = other
        elif other == before:
            value = mine
        elif field.startswith("samples."):
            value = _lines(before, mine, other)
        else:
            value = mine
            choices.append(Choice(field, mine, other))
        if value:
            values[field] = value
    return Together(values, choices)


def _lines(before: str, ours: str, theirs: str) -> str:
    """Theirs, without what we took away, and then what we put in."""
    known, mine = before.split("\n"), ours.split("\n")
    gone = set(known) - set(mine)
    kept = [line for line in theirs.split("\n") if line not in gone]
    new = [line for line in mine if line not in known and line not in kept]
    return "\n".join([*kept, *new])
