"""A topic as the fields of a form: from its file, and back into it.

A field is named by where its value stands: 'title.nl', 'follow_ups.kosten.must_verify',
'facts.tarief.value', 'related.wmo.nl', 'samples.nl'. All values are texts, as a form gives them: a
flag is YES or nothing, lines stand beneath each other. What is empty is not in the file. What the
form does not know, and how the rest is written, stays as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from dialog.content_edit import CannotEdit, Place, Where, put
from dialog.content_file import Entries, Items, Node, Problem, Scalar, parse
from dialog.content_writing import New
from dialog.follow_ups import KINDS

Values = Mapping[str, str]
Field = tuple[str, str, int]
"""Its name, its value, and its line in the file."""
YES = "ja"
SIMPLE_FIELDS = ("name", "upl", "department")
FACT_FIELDS = ("value", "value_en", "valid_from", "valid_until")
"""A fact without its value stays: it waits for one."""
FLAGS = ("person_first", "draft")
ORDER = (
    *("key", "topic", "name", "upl", "title", "department", "script", "person_first", "draft"),
    *("source", "facts", "answer", "simple", "follow_ups", *KINDS, "related", "samples"),
    *("nl", "en", "must_verify", "value", "valid_from", "valid_until", "dated", "url"),
)
"""In which order the keys of a topic stand, where they are new."""
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Signs that come along when somebody pastes; no file may hold them."""
_TEXTS = ("answer", "simple")
_DAYS = ("dated", "valid_from", "valid_until")


def read_form(text: str, path: Path) -> tuple[Entries | None, list[Problem]]:
    """The file as entries; None with what is wrong where no form can be made of it."""
    node, problems = parse(text, path)
    if isinstance(node, Entries) and not problems:
        return node, []
    sentence = "Dit bestand hoort uit regels 'naam: waarde' te bestaan."
    return None, problems or [Problem(path, 1, sentence)]


def values_of(root: Entries) -> dict[str, str]:
    """What stands in the fields; only those that hold something."""
    return {key: value for key, value, _ in _fields(root) if value}


def lines_of(root: Entries) -> list[tuple[int, str]]:
    """Where each field stands in the file; the line of a part is that of its first field too."""
    found = ((line, key) for key, _, line in _fields(root))
    return sorted(found, key=lambda pair: pair[0])


def field_at(lines: Iterable[tuple[int, str]], line: int) -> str | None:
    """The field of this line of the file, or the last above it."""
    above = [(at, key) for at, key in lines if at <= line]
    if not above:
        return None
    last = above[-1][0]
    return next(key for at, key in above if at == last)


def with_values(text: str, before: Values, after: Values) -> str:
    """The file with the values of `after` where they differ from `before`, which it has now.

    Raises CannotEdit where the file cannot hold them; nothing but these values is changed.
    """
    after = cleaned(after)
    changed = {key for key in {*before, *after} if before.get(key, "") != after.get(key, "")}
    for place, value in _changes(before, after, changed):
        text = put(text, place, value, ORDER)
    if changed:
        _check(text, after)
    return text


def cleaned(values: Values) -> dict[str, str]:
    """As they would be read back: without needless spaces, only those that hold something, and of
    what has no words nothing at all.
    """
    said = {key: _clean(key, value) for key, value in values.items()}
    if not said.get("script.key"):
        said.pop("script.values", None)
    return {
        key: value
        for key, value in said.items()
        if value and (_part(key) is None or _has_words(said, _part(key) or ""))
    }


# -- reading -------------------------------------------------------------------------------------


def _fields(root: Entries) -> Iterator[Field]:
    """Each field with its value and its line; a field of several lines is there several times,
    with nothing.
    """
    for key, node in root.nodes.items():
        line = root.key_lines[key]
        if key in FLAGS:
            yield key, _flag(node), line
        elif key == "script":
            yield from _script(node, line)
        elif key == "related" and isinstance(node, Items):
            yield from _headed(_related(node), line)
        elif isinstance(node, Entries):
            yield from _headed(_within(key, node), line)
        elif key in SIMPLE_FIELDS:
            yield key, _said(node), line


def _headed(fields: Iterator[Field], line: int) -> Iterator[Field]:
    """The fields of a part, the first of them at the line of the part as well."""
    for nth, (key, value, at) in enumerate(fields):
        if not nth:
            yield key, "", line
        yield key, value, at


def _within(key: str, entries: Entries) -> Iterator[Field]:
    for name, node in entries.nodes.items():
        field, line = f"{key}.{name}", entries.key_lines[name]
        if key == "samples" and isinstance(node, Items):
            yield field, "\n".join(filter(None, map(_said, node.nodes))), line
            yield from ((field, "", item.line) for item in node.nodes)
        elif name == "must_verify":
            yield field, _flag(node), line
        elif isinstance(node, Entries):
            inner = _fact(field, node) if key == "facts" else _within(field, node)
            yield from _headed(inner, line)
        else:
            yield field, _said(node), line


def _fact(field: str, entries: Entries) -> Iterator[Field]:
    for name, node in entries.nodes.items():
        line = entries.key_lines[name]
        if name == "value" and isinstance(node, Entries):
            for language, said in node.nodes.items():
                suffix = "" if language == "nl" else f"_{language}"
                yield f"{field}.value{suffix}", _said(said), node.key_lines[language]
        else:
            yield f"{field}.{name}", _said(node), line


def _script(node: Node, line: int) -> Iterator[Field]:
    if not isinstance(node, Entries):
        yield "script.key", _said(node), line
        return
    known = [
        f"{name}: {_said(value)}".rstrip() for name, value in node.nodes.items() if name != "key"
    ]
    yield "script.key", _said(node.nodes["key"]) if "key" in node.nodes else "", line
    yield "script.values", "\n".join(known), line


def _related(items: Items) -> Iterator[Field]:
    for item in items.nodes:
        if isinstance(item, Entries) and "topic" in item.nodes:
            topic = _said(item.nodes["topic"])
            for name, node in item.nodes.items():
                if name != "topic":
                    yield f"related.{topic}.{name}", _said(node), item.key_lines[name]


def _said(node: Node) -> str:
    return " ".join(node.raw.split()) if isinstance(node, Scalar) else ""


def _flag(node: Node) -> str:
    return YES if isinstance(node, Scalar) and node.value is True else ""


# -- writing -------------------------------------------------------------------------------------


def _changes(
    before: Values, after: Values, changed: Iterable[str]
) -> Iterator[tuple[Place, New | None]]:
    done: set[str] = set()
    for key in sorted(changed, key=_rank):
        part = _part(key)
        if part is not None and not _has_words(after, part):
            if part not in done:
                yield _place_of(part), None
            done.add(part)
        elif key.startswith("script."):
            if "script" not in done:
                yield ("script",), _starts(after)
            done.add("script")
        elif key.startswith("facts.") and key.rpartition(".")[2] in ("value", "value_en"):
            if f"{part}.value" not in done:
                yield _place(f"{part}.value"), _fact_value(after, part or "")
            done.add(f"{part}.value")
        else:
            yield _place(key), _new(key, after.get(key, ""))


def _rank(key: str) -> tuple[int, int, str]:
    """What has to be there before the rest can stand beside it goes first."""
    words = key.split(".")
    first = ORDER.index(words[0]) if words[0] in ORDER else len(ORDER)
    last = ORDER.index(words[-1]) if words[-1] in ORDER else len(ORDER)
    return first, last, key


def _part(key: str) -> str | None:
    """The part that goes when it has no words: 'follow_ups.kosten' of 'follow_ups.kosten.nl'."""
    first, _, rest = key.partition(".")
    if first in _TEXTS:
        return first
    if first in ("follow_ups", "facts", "related"):
        return f"{first}.{rest.rpartition('.')[0]}"
    return None


def _has_words(values: Values, part: str) -> bool:
    names = FACT_FIELDS if part.startswith("facts.") else ("nl", "en")
    return any(values.get(f"{part}.{name}") for name in names)


def _place(key: str) -> Place:
    part, last = _part(key), key.rpartition(".")[2]
    return tuple(key.split(".")) if part is None else (*_place_of(part), last)


def _place_of(part: str) -> Place:
    first, _, name = part.partition(".")
    if not name:
        return (first,)
    return first, Where("topic", name) if first == "related" else name


def _new(key: str, value: str) -> New | None:
    last = key.rpartition(".")[2]
    if key == "person_first":
        return value == YES
    if last in ("must_verify", "draft"):
        return True if value == YES else None
    if not value:
        return None
    if key.startswith("samples."):
        return value.split("\n")
    return _day(value) if last in _DAYS else value


def _day(value: str) -> New:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _starts(values: Values) -> New | None:
    key, known = values.get("script.key", ""), _known(values.get("script.values", ""))
    if not key:
        return None
    return {"key": key, **known} if known else key


def _known(lines: str) -> dict[str, str]:
    """What is known of an errand, of lines as 'product: paspoort'."""
    pairs = (line.partition(":") for line in lines.splitlines())
    cleaned = ((" ".join(name.split()), " ".join(said.split())) for name, _, said in pairs)
    return {name: said for name, said in cleaned if name not in ("", "key")}


def _fact_value(values: Values, part: str) -> New | None:
    value, english = values.get(f"{part}.value", ""), values.get(f"{part}.value_en", "")
    return {"nl": value, "en": english} if english else value or None


def _clean(key: str, value: str) -> str:
    value = _UNSEEN.sub("", value)
    if key == "script.values":
        return "\n".join(f"{name}: {said}".rstrip() for name, said in _known(value).items())
    if key.startswith("samples."):
        lines = (" ".join(line.split()) for line in value.splitlines())
        return "\n".join(filter(None, lines))
    return " ".join(value.split())


def _check(text: str, after: Values) -> None:
    root, problems = read_form(text, Path())
    if root is None or values_of(root) != after:
        told = problems[0].sentence if problems else "other values"
        raise CannotEdit(f"expected to read back what was written, got: {told}")
