"""What a browser sends of a form that nobody changed."""

from collections.abc import Iterable, Iterator

from desk.studio.forms.drawing import FieldDrawn, RowsDrawn, drawn
from desk.studio.forms.fields import Form, Kind
from dialog.content_rewriting import Plain

Sent = dict[str, list[str]]


def filled(form: Form, data: Plain) -> Sent:
    sections = drawn(form, data)
    return {
        name: values for section in sections for name, values in _parts(section.parts) if values
    }


def fields(form: Form, data: Plain) -> list[FieldDrawn]:
    """All that is drawn, in order, without the rows that can be added."""
    return [each for section in drawn(form, data) for each in _fields(section.parts)]


def _fields(parts: Iterable[FieldDrawn | RowsDrawn]) -> Iterator[FieldDrawn]:
    for part in parts:
        if isinstance(part, FieldDrawn):
            yield part
            continue
        for row in part.drawn:
            if not row.new:
                yield from ([row.key] if row.key else [])
                yield from _fields(row.parts)


def _parts(parts: Iterable[FieldDrawn | RowsDrawn]) -> Iterator[tuple[str, list[str]]]:
    for part in parts:
        if isinstance(part, FieldDrawn):
            yield from _sent(part)
            continue
        for row in part.drawn:
            if row.key is not None:
                yield from _sent(row.key)
            yield from _parts(row.parts)


def _sent(part: FieldDrawn) -> Iterator[tuple[str, list[str]]]:
    if part.field.kind in (Kind.FLAG, Kind.CHOICES):
        yield part.name, ["", *part.values]
    else:
        # A browser ends lines of a textarea with CR LF (HTML, section 4.10.22.3).
        yield part.name, [part.value.replace("\n", "\r\n")]
