"""What two people made of one file, value by value: what goes together, what has to be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desk.studio.forms.fields import Field, Form, Part, Way
from desk.studio.forms.places import put, without
from dialog.content_rewriting import Plain, same


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that both changed, to something else. None: taken away."""

    way: Way
    ours: Plain
    theirs: Plain


@dataclass(frozen=True, slots=True)
class Together:
    data: Plain
    """Of both; where there is a choice, ours."""
    choices: Sequence[Choice]


def together(base: Plain, ours: Plain, theirs: Plain) -> Together:
    weighing = _Weighing()
    return Together(weighing.value(base, ours, theirs, ()), weighing.choices)


def chosen(data: Plain, choice: Choice, mine: bool) -> Plain:
    """The data with what was chosen."""
    value = choice.ours if mine else choice.theirs
    return without(data, choice.way, False) if value is None else put(data, choice.way, value)


@dataclass(slots=True)
class _Weighing:
    choices: list[Choice] = field(default_factory=list)

    def value(self, base: Plain, ours: Plain, theirs: Plain, way: Way) -> Plain:
        if same(ours, theirs) or same(theirs, base):
            return ours
        if same(ours, base):
            return theirs
        if all(isinstance(each, dict) for each in (base, ours, theirs)):
            return self._entries(base, ours, theirs, way)
        if all(isinstance(each, list) for each in (base, ours, theirs)) and (
            len(base) == len(ours) == len(theirs)
        ):
            rows = zip(base, ours, theirs, strict=True)
            return [self.value(*row, (*way, number)) for number, row in enumerate(rows)]
        if all(isinstance(each, list) for each in (base, ours, theirs)):
            both = _rows(base, ours, theirs)
            if both is not None:
                return both
        self.choices.append(Choice(way, ours, theirs))
        return ours

    def _entries(
        self, base: dict[str, Plain], ours: dict[str, Plain], theirs: dict[str, Plain], way: Way
    ) -> Plain:
        kept = {}
        for key in dict.fromkeys((*theirs, *ours)):
            each = self.value(base.get(key), ours.get(key), theirs.get(key), (*way, key))
            if each is not None or (key in ours and key in theirs):
                kept[key] = each
        return kept


def _rows(base: list[Plain], ours: list[Plain], theirs: list[Plain]) -> list[Plain] | None:
    """Theirs without what we took away, and with what we put in; None: both changed a row."""
    gone, theirs_gone = _but(base, ours), _but(base, theirs)
    new, theirs_new = _but(ours, base), _but(theirs, base)
    if new and theirs_new and _but(gone, _but(gone, theirs_gone)):
        return None
    return [*_but(theirs, gone), *_but(new, theirs_new)]


def _but(rows: list[Plain], others: list[Plain]) -> list[Plain]:
    """Without those that are among the others."""
    return [row for row in rows if not any(same(row, other) for other in others)]


def named(form: Form, way: Way) -> str:
    """What the form calls the value there."""
    return " – ".join(_names(form.parts, way)) or " – ".join(map(str, way))


def _names(parts: Sequence[Part], way: Way) -> list[str]:
    for part in parts:
        above = part.way[: len(way)] == way
        if way[: len(part.way)] != part.way and not above:
            continue
        rest = way[len(part.way) :]
        if isinstance(part, Field):
            if not rest:
                return [part.label]
            continue
        if not rest:
            return [part.title]
        row = str(rest[0]) if isinstance(rest[0], str) else f"{part.one} {rest[0] + 1}"
        return [row, *_names(part.parts, rest[1:])]
    return []
