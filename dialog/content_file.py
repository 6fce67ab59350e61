"""YAML files as plain nodes that know their line; the only place that reads and writes YAML.

A node tree is built from the composed YAML rather than from loaded values, because editors need
the line of every list item, and because two equal keys must be reported and not overwritten.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode
from ruamel.yaml.reader import ReaderError

_REMEMBERED = 256
"""Texts, of a few kilobytes each: the files of three municipalities."""
_NEVER_FOLDED = 1_000_000
"""Characters in a line: an editor's long lines stay whole."""

_UNSEEN = "Op deze regel staat een teken dat u niet ziet en dat niet mag. Typ de regel opnieuw."

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, or could be better (`warning`), in Dutch, for the editor of the file."""

    path: Path
    line: int
    """From 1; 0 where the whole file or folder is meant."""
    sentence: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'let op: ' if self.warning else ''}{self.sentence}"


@dataclass(frozen=True, slots=True)
class Scalar:
    value: Value
    line: int
    raw: str
    """As it stands in the file, without quotes: '86.50' where `value` is 86.5."""


@dataclass(frozen=True, slots=True)
class Items:
    nodes: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entries:
    nodes: Mapping[str, "Node"]
    line: int
    key_lines: Mapping[str, int]


Node = Scalar | Items | Entries


@dataclass(frozen=True, slots=True)
class Marked:
    """A node with where it stands in its text, in characters from 0."""

    begin: int
    end: int
    """Of a scalar, and of what stands between brackets, the first character after it; what stands
    in lines of its own ends with its last child.
    """
    value: str | None
    """Of a scalar, as `Scalar.raw`; None: it holds others."""
    typed: Value = None
    """Of a scalar, as `Scalar.value`."""
    quote: str = ""
    """Of a scalar: one of ' " | > or nothing."""
    flat: bool = False
    """It stands between brackets: {nl: een paspoort}."""
    pairs: tuple[tuple["Marked", "Marked"], ...] = ()
    """Of entries: keys and values."""
    items: tuple["Marked", ...] | None = None
    """Of a list."""


def read(path: Path) -> tuple[Node | None, list[Problem]]:
    """Return the file as a node, or None, and what is wrong with it."""
    text, problem = text_of(path)
    return (None, [problem]) if problem is not None else parse(text, path)


def parse(text: str, path: Path) -> tuple[Node | None, list[Problem]]:
    """Return this text as a node, as if it stood in the file, and what is wrong with it."""
    tab = _tab(text, path)
    if tab is not None:
        return None, [tab]
    known = _without_problems(text)
    if known is not None:
        return known, []
    try:
        composed = _composed(text)
    except MarkedYAMLError as error:
        return None, [Problem(path, _line_of(error), _sentence_of(error))]
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return None, [Problem(path, line, _UNSEEN)]
    if composed is None:
        return None, [Problem(path, 1, "Dit bestand is leeg. Vul het in of verwijder het.")]
    problems: list[Problem] = []
    return _node(composed, path, problems), problems


def node_of(text: str) -> Node | None:
    """The node of a text that `parse` has read without a problem; None: nothing is there."""
    return parse(text, Path())[0]


@lru_cache(_REMEMBERED)
def _without_problems(text: str) -> Node | None:
    """The node of a text that is wholly right; who edits has one file that changes among many."""
    try:
        composed = _composed(text)
    except YAMLError:
        return None
    problems: list[Problem] = []
    node = None if composed is None else _node(composed, Path(), problems)
    return None if problems else node


def _composed(text: str) -> YamlNode | None:
    try:
        return YAML(typ="safe").compose(text)  # type: ignore[no-any-return]  # in C, if it is here
    except YAMLError:
        # The slow one tells the mistake in the words and with the line that editors know.
        return YAML(typ="safe", pure=True).compose(text)  # type: ignore[no-any-return]


def text_of(path: Path) -> tuple[str, Problem | None]:
    """What stands in it, or why it cannot be used."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return "", Problem(path, 0, "Dit bestand ontbreekt.")
    except OSError as error:
        return "", Problem(path, 0, f"Dit bestand is niet te lezen: {error.strerror}.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", Problem(path, line, "Deze regel is geen UTF-8. Bewaar het bestand als UTF-8.")
    tab = _tab(text, path)
    return ("", tab) if tab is not None else (text, None)


def _tab(text: str, path: Path) -> Problem | None:
    tab = re.search(r"^[ ]*\t", text, re.MULTILINE)
    if tab is None:
        return None
    line = text.count("\n", 0, tab.start()) + 1
    return Problem(path, line, "Deze regel begint met een tab. Gebruik spaties.")


def _line_of(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _sentence_of(error: MarkedYAMLError) -> str:
    # The parser's words are English and technical; they follow for who can use them.
    return (
        "Deze regel is geen goede YAML. Kijk naar inspringen, dubbele punten en aanhalingstekens "
        f"({error.problem})."
    )


def _node(composed: YamlNode, path: Path, problems: list[Problem]) -> Node:
    line = composed.start_mark.line + 1
    if isinstance(composed, MappingNode):
        return _entries(composed, path, problems)
    if isinstance(composed, SequenceNode):
        return Items(tuple(_node(child, path, problems) for child in composed.value), line)
    return Scalar(_value(composed), line, str(composed.value))


def _entries(composed: MappingNode, path: Path, problems: list[Problem]) -> Entries:
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in composed.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in nodes:
            problems.append(
                Problem(path, line, f"'{key}' staat hier twee keer; eerder op regel {lines[key]}.")
            )
        node = _node(value_node, path, problems)
        # The parser finds what was left empty only on the next line.
        empty = isinstance(node, Scalar) and node.value is None
        nodes[key], lines[key] = Scalar(None, line, "") if empty else node, line
    return Entries(nodes, composed.start_mark.line + 1, lines)


def _value(scalar: YamlNode) -> Value:
    kind, text = str(scalar.tag).rsplit(":", 1)[-1], str(scalar.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind in ("int", "float"):
        return _number(text)
    if kind == "timestamp":
        return _day(text)
    return text


def _number(text: str) -> Value:
    for parse in (int, float):
        try:
            return parse(text)
        except ValueError:
            continue
    return text


def _day(text: str) -> Value:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def marked(text: str) -> Marked | None:
    """The text as nodes that know where they stand; None: nothing is there.

    The text is one that `parse` has read without a problem.
    """
    composed = _composed(text)
    return None if composed is None else _marked(composed)


def _marked(composed: YamlNode) -> Marked:
    begin, end = composed.start_mark.index, composed.end_mark.index
    if isinstance(composed, MappingNode):
        pairs = tuple((_marked(key), _marked(value)) for key, value in composed.value)
        return Marked(begin, end, None, flat=bool(composed.flow_style), pairs=pairs)
    if isinstance(composed, SequenceNode):
        items = tuple(map(_marked, composed.value))
        return Marked(begin, end, None, flat=bool(composed.flow_style), items=items)
    assert isinstance(composed, ScalarNode)
    typed, quote = _value(composed), str(composed.style or "")
    return Marked(begin, end, str(composed.value), typed, quote)


def edited(text: str, edit: Callable[[Any], None]) -> str:
    """The file after `edit` of its mapping. Comments, quotes and the order of keys stay.

    The text is one that `read` has read without a problem.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _NEVER_FOLDED
    yaml.indent(mapping=2, sequence=4, offset=2)
    page = yaml.load(text)
    edit(page)
    out = io.StringIO()
    yaml.dump(page, out)
    return out.getvalue()


def yaml_files(folder: Path) -> Iterator[Path]:
    """List them in the order of their names, so that every machine reads the same."""
    return iter(sorted(path for path in folder.glob("*.yaml") if path.is_file()))
