"""What an editor sent, put into what the file says. What was left as it was shown stays as it is.

Names of fields are the way to them, with the number of a row in the place of its key:
'departments/0/title'. A row with 'weg' goes; the number after the last row is a new row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desk.studio.forms.fields import Field, Form, Part, Rows, Way
from desk.studio.forms.kinds import NOTHING, NotRead, unchanged, written
from desk.studio.forms.places import found, put, without
from dialog.content_rewriting import Plain
from dialog.passages import placeholders

Posted = Mapping[str, Sequence[str]]
GONE, KEY = "weg", "sleutel"
NEW_ROWS = 20
"""No more rows are added at once than this."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What the file is to say."""

    data: Plain
    errors: Mapping[str, str]
    """By the name of a field, in Dutch."""
    ways: Mapping[str, Way]
    """Where each field stands in `data`, by its name."""
    gone: Sequence[Way] = ()
    """The rows that are taken away, by their way in the file as it was."""


def read(form: Form, data: Plain, posted: Posted) -> Wished:
    reading = _Reading(posted)
    wished = reading.parts(form.parts, data or {}, (), (), prune=False)
    return Wished(wished, reading.errors, reading.ways, reading.gone)


def name_of(way: Way) -> str:
    return "/".join(map(str, way))


@dataclass(slots=True)
class _Reading:
    posted: Posted
    errors: dict[str, str] = field(default_factory=dict)
    ways: dict[str, Way] = field(default_factory=dict)
    gone: list[Way] = field(default_factory=list)

    def parts(
        self, parts: Sequence[Part], data: Plain, name: Way, way: Way, *, prune: bool
    ) -> Plain:
        """`name` is how the fields are called, `way` where this part will stand."""
        for part in parts:
            if isinstance(part, Rows):
                data = self._rows(part, data, name, way, prune)
            else:
                data = self._field(part, parts, data, name, way, prune)
        return data

    def _field(
        self, part: Field, beside: Sequence[Part], data: Plain, name: Way, way: Way, prune: bool
    ) -> Plain:
        called = name_of((*name, *part.way))
        self.ways[called] = (*way, *part.way)
        sent, value = self.posted.get(called), found(data, part.way)
        if sent is None or unchanged(part, value, sent):
            if sent is not None and part.required and value is None:
                self.errors[called] = f"Vul ‘{part.label}’ in."
            return data
        try:
            new = written(part, sent)
            _check_kept(part, new)
        except NotRead as error:
            self.errors[called] = str(error)
            return data
        if new is NOTHING:
            return without(data, part.way, prune)
        order = [str(each.way[len(part.way) - 1]) for each in _siblings(part, beside)]
        return put(data, part.way, new, order)

    def _rows(self, rows: Rows, data: Plain, name: Way, way: Way, prune: bool) -> Plain:
        here = found(data, rows.way)
        name, way = (*name, *rows.way), (*way, *rows.way)
        new: Plain
        if rows.key is None:
            new = self._list(rows, here if isinstance(here, list) else [], name, way)
        else:
            new = self._entries(rows, here if isinstance(here, dict) else {}, name, way)
        if new == here or (not new and here is None):
            return data
        if not new and prune:
            return without(data, rows.way, prune)
        return put(data, rows.way, new)

    def _list(self, rows: Rows, here: list[Plain], name: Way, way: Way) -> list[Plain]:
        kept: list[Plain] = []
        for number, row in enumerate(here):
            if self._goes((*name, number), (*way, number)):
                continue
            place = (*way, len(kept))
            kept.append(self.parts(rows.parts, row, (*name, number), place, prune=True))
        for number in self._new(len(here), name):
            place = (*way, len(kept))
            kept.append(self.parts(rows.parts, None, (*name, number), place, prune=True) or {})
        return kept

    def _entries(self, rows: Rows, here: dict[str, Plain], name: Way, way: Way) -> dict[str, Plain]:
        kept: dict[str, Plain] = {}
        for number, (key, row) in enumerate(here.items()):
            if self._goes((*name, number), (*way, key)):
                continue
            key = key if rows.key_stays else self._key(rows, (*name, number), key, kept)
            kept[key] = self.parts(rows.parts, row, (*name, number), (*way, key), prune=True)
        for number in self._new(len(here), name):
            key = self._key(rows, (*name, number), "", kept)
            row = self.parts(rows.parts, None, (*name, number), (*way, key), prune=True)
            if key:
                kept[key] = row or {}
        return kept

    def _goes(self, name: Way, way: Way) -> bool:
        if not any(self.posted.get(name_of((*name, GONE)), ())):
            return False
        self.gone.append(way)
        return True

    def _new(self, first: int, name: Way) -> list[int]:
        """The numbers of new rows in which something is written."""
        return [
            number
            for number in range(first, first + NEW_ROWS)
            if not any(self.posted.get(name_of((*name, number, GONE)), ()))
            and any(
                called.startswith(f"{name_of((*name, number))}/") and any(map(str.strip, sent))
                for called, sent in self.posted.items()
            )
        ]

    def _key(self, rows: Rows, name: Way, before: str, kept: Mapping[str, Plain]) -> str:
        assert rows.key is not None
        called = name_of((*name, KEY))
        sent = self.posted.get(called)
        if sent is None and before:
            return before
        try:
            key = written(rows.key, sent or ())
        except NotRead as error:
            self.errors[called] = str(error)
            return before
        if key is NOTHING or key in kept:
            label = rows.key.label
            self.errors[called] = f"‘{key}’ staat er al." if key in kept else f"Vul ‘{label}’ in."
            return before
        return str(key)


def _siblings(part: Field, beside: Sequence[Part]) -> list[Part]:
    """The parts that stand under the same key."""
    above = part.way[:-1]
    return [
        each for each in beside if each.way[: len(above)] == above and len(each.way) > len(above)
    ]


def _check_kept(part: Field, new: Plain) -> None:
    """Raises NotRead."""
    if part.keep is None or not isinstance(new, str):
        return
    named = placeholders(new)
    lost = [name for name in part.keep if name not in named]
    if lost and not part.may_miss:
        raise NotRead(f"In deze zin moet {_braced(lost)} staan. Daar komt een woord of getal.")
    strange = [name for name in named if name not in part.keep]
    if strange:
        known = f"Hier kan alleen {_braced(part.keep)}." if part.keep else "Hier kan er geen."
        raise NotRead(f"{_braced(strange)} kan deze zin niet invullen. {known}")


def _braced(names: Sequence[str]) -> str:
    return " en ".join(f"{{{name}}}" for name in names)
