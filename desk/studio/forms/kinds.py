"""How a value of the file is written in a field, and what an editor wrote becomes a value again."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from desk.studio.forms.fields import Field, Kind
from dialog.content_rewriting import Plain
from dialog.content_writing import flat
from dialog.hours import Span


class NotRead(ValueError):
    """The message is a Dutch sentence for the editor: what was expected, and what came."""


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Signs that come along when somebody pastes; no file may hold them (YAML 1.2, section 5.1)."""
NOTHING = object()
"""The field was left empty: the file says nothing about it."""


def shown(field: Field, value: Plain) -> list[str]:
    """What stands in the field: one text, or the choices that are on."""
    if value is None:
        return list(field.usual)
    if field.kind is Kind.CHOICES:
        return [_text(each) for each in value] if isinstance(value, list) else [_text(value)]
    if field.kind is Kind.FLAG:
        return ["true"] if value is True else []
    if field.kind is Kind.MOMENT:
        return [_text(value).replace(" ", "T")]
    if isinstance(value, list):
        commas = any("," in _text(each) for each in value)
        between = "\n" if field.kind is Kind.LINES or commas else ", "
        return [between.join(map(_text, value))]
    return [_text(value)]


def unchanged(field: Field, value: Plain, posted: Sequence[str]) -> bool:
    """Whether the editor left it as it was shown, but for spaces."""
    return _calm(shown(field, value)) == _calm(posted)


def _calm(texts: Sequence[str]) -> list[str]:
    lines = ("\n".join(map(_one_line, text.strip().splitlines())) for text in texts)
    return sorted(text for text in lines if text)


def written(field: Field, posted: Sequence[str]) -> Plain:
    """The value of what was filled in, or NOTHING. Raises NotRead."""
    given = [text for each in posted if (text := _clean(each))]
    if field.kind is Kind.CHOICES:
        known = [value for value, _ in field.options]
        return sorted(given, key=lambda text: known.index(text) if text in known else -1)
    if field.kind is Kind.FLAG:
        return True if given else NOTHING
    if not given:
        if field.required:
            raise NotRead(f"Vul ‘{field.label}’ in.")
        return NOTHING
    return _READERS.get(field.kind, _one_line)(given[0])


def _clean(text: str) -> str:
    return _UNSEEN.sub("", text.replace("\r\n", "\n")).strip()


def _text(value: Plain) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return flat(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise NotRead(
            f"‘{text}’ kan geen naam voor de computer zijn. Gebruik kleine letters, cijfers en het "
            "streepje _, zoals openbare_ruimte."
        )
    return text


def _lines(text: str) -> list[str]:
    return [line for line in map(_one_line, text.split("\n")) if line]


def _words(text: str) -> list[str]:
    return [word for word in map(_one_line, text.split("\n" if "\n" in text else ",")) if word]


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise NotRead(f"‘{text}’ is geen heel getal. Schrijf alleen cijfers, zoals 900.")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotRead(f"‘{text}’ is geen dag. Schrijf hem als 2026-01-31.") from None


def _moment(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}"
    except ValueError:
        raise NotRead(f"‘{text}’ is geen dag met tijd. Schrijf 2026-12-01 08:00.") from None


def _span(text: str) -> str:
    try:
        return str(Span.parse(text))
    except ValueError:
        raise NotRead(
            f"‘{text}’ is geen tijd van en tot, of eindigt voor het begint. Schrijf 09:00-17:00."
        ) from None


def _spans(text: str) -> str | list[str]:
    spans = [_span(part) for part in _words(text)]
    for earlier, later in pairwise(spans):
        if Span.parse(later).start < Span.parse(earlier).start:
            raise NotRead(f"‘{later}’ begint voor ‘{earlier}’. Zet de uren na elkaar.")
    return spans[0] if len(spans) == 1 else spans


_READERS: Mapping[Kind, Callable[[str], Plain]] = {
    Kind.KEY: _key,
    Kind.LINES: _lines,
    Kind.WORDS: _words,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.SPAN: _span,
    Kind.SPANS: _spans,
}
