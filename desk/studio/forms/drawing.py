"""A form with what the file says, or with what an editor wrote, as the template draws it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.studio.forms.fields import Field, Form, Kind, Part, Rows, Section, Way
from desk.studio.forms.kinds import shown
from desk.studio.forms.places import found
from desk.studio.forms.reading import GONE, KEY, Posted, name_of
from dialog.content_rewriting import Plain

_TIDY = {Kind.DAY: r"\d{4}-\d\d-\d\d", Kind.MOMENT: r"\d{4}-\d\d-\d\dT\d\d:\d\d"}


@dataclass(frozen=True, slots=True)
class FieldDrawn:
    field: Field
    name: str
    values: Sequence[str]
    errors: Sequence[str] = ()
    warnings: Sequence[str] = ()
    fixed: bool = False
    """It is shown, and cannot be changed here."""
    is_field: bool = True

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def tidy(self) -> bool:
        """A day or moment that a browser's own field can show."""
        pattern = _TIDY.get(self.field.kind)
        return not self.value or pattern is None or bool(re.fullmatch(pattern, self.value))

    @property
    def rows(self) -> int:
        """The height that its text takes."""
        lines = self.value.count("\n") + 1 + len(self.value) // 90
        return min(max(lines, 4 if self.field.kind is Kind.LINES else 2), 16)

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """With what the file has and nobody knows."""
        known = {value for value, _ in self.field.options}
        rest = [(value, f"{value} (onbekend)") for value in self.values if value not in known]
        return [*self.field.options, *(each for each in rest if each[0])]


@dataclass(frozen=True, slots=True)
class RowDrawn:
    title: str
    name: str
    key: FieldDrawn | None
    parts: Sequence["FieldDrawn | RowsDrawn"]
    gone: FieldDrawn
    new: bool = False

    @property
    def opens(self) -> bool:
        """It is shown at once, and not only when an editor asks for it."""
        begun = any(isinstance(part, FieldDrawn) and part.value for part in self.parts)
        return self.wrong or (self.new and begun)

    @property
    def wrong(self) -> bool:
        """Something in it needs the editor."""
        below = [part for part in self.parts if isinstance(part, RowsDrawn)]
        mine = [part for part in self.parts if isinstance(part, FieldDrawn)]
        told = any(part.errors for part in (*mine, self.gone, *([self.key] if self.key else [])))
        return told or any(row.wrong for rows in below for row in rows.drawn)


@dataclass(frozen=True, slots=True)
class RowsDrawn:
    rows: Rows
    name: str
    drawn: Sequence[RowDrawn]
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class SectionDrawn:
    section: Section
    parts: Sequence[FieldDrawn | RowsDrawn]

    @property
    def wrong(self) -> bool:
        """Something in it needs the editor."""
        return any(
            bool(part.errors)
            if isinstance(part, FieldDrawn)
            else any(row.wrong for row in part.drawn)
            for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said beside the fields, by their names."""

    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[str]] = field(default_factory=dict)


def drawn(
    form: Form, data: Plain, posted: Posted | None = None, told: Told = Told()
) -> list[SectionDrawn]:
    """With what the editor `posted`, where that is given."""
    drawing = _Drawing(posted, told)
    return [
        SectionDrawn(section, drawing.parts(section.parts, data or {}, ()))
        for section in form.sections
    ]


@dataclass(frozen=True, slots=True)
class _Drawing:
    posted: Posted | None
    told: Told

    def parts(self, parts: Sequence[Part], data: Plain, name: Way) -> list[FieldDrawn | RowsDrawn]:
        return [
            self._rows(part, data, name)
            if isinstance(part, Rows)
            else self._field(part, (*name, *part.way), found(data, part.way))
            for part in parts
        ]

    def _field(self, part: Field, way: Way, value: Plain, fixed: bool = False) -> FieldDrawn:
        name = name_of(way)
        sent = (self.posted or {}).get(name)
        values = shown(part, value) if sent is None else [text for text in sent if text]
        errors, warnings = self.told.errors.get(name, ()), self.told.warnings.get(name, ())
        return FieldDrawn(part, name, values, errors, warnings, fixed)

    def _rows(self, rows: Rows, data: Plain, name: Way) -> RowsDrawn:
        name, here = (*name, *rows.way), found(data, rows.way)
        listed: list[tuple[Any, Plain]] = []
        if isinstance(here, dict):
            listed = list(here.items())
        elif isinstance(here, list):
            listed = [(number, row) for number, row in enumerate(here)]
        drawn = [self._row(rows, (*name, at), key, row) for at, (key, row) in enumerate(listed)]
        first = len(listed)
        new = [
            self._row(rows, (*name, first + more), None, None) for more in self._more(first, name)
        ]
        return RowsDrawn(rows, name_of(name), [*drawn, *new])

    def _more(self, first: int, name: Way) -> list[int]:
        """New rows in which something was written, and an empty one."""
        above = name_of((*name, ""))
        sent = {
            called.removeprefix(above).partition("/")[0]
            for called, texts in (self.posted or {}).items()
            if called.startswith(above) and any(map(str.strip, texts))
        }
        written = [int(number) - first for number in sent if number.isdigit()]
        last = max((number for number in written if number >= 0), default=-1)
        return list(range(last + 2))

    def _row(self, rows: Rows, name: Way, key: Any, row: Plain) -> RowDrawn:
        new = row is None
        parts = self.parts(rows.parts, row, name)
        head = None
        if rows.key is not None:
            head = self._field(rows.key, (*name, KEY), key, fixed=rows.key_stays and not new)
        gone = self._field(_GONE, (*name, GONE), None)
        return RowDrawn(_title(rows, head, parts, new), name_of(name), head, parts, gone, new)


_GONE = Field(way=(GONE,), label="Haal weg", kind=Kind.FLAG)


def _named(part: FieldDrawn) -> str:
    """What stands in it, as an editor reads it."""
    return dict(part.options).get(part.value, part.value)


def _title(
    rows: Rows, key: FieldDrawn | None, parts: Sequence[FieldDrawn | RowsDrawn], new: bool
) -> str:
    if new:
        return f"Voeg een {rows.one} toe"
    named = [part for part in parts if isinstance(part, FieldDrawn) and part.value]
    first = key if key is not None and not key.fixed else named[0] if named else key
    text = _named(first) if first is not None else rows.one
    if first is not None and first.field.kind is Kind.DAY and len(named) > 1:
        text = f"{text}: {named[1].value}"
    elif key is not None and key.fixed and named:
        text = f"{key.value}: {text}"
    return text if len(text) <= 60 else f"{text[:57]}…"
