"""How single values are written in a content file: in which quotes, on one line or beneath each
other.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from dialog.content_file import Entries, Items, Node, Scalar, parse

New = str | int | float | bool | date | None | Mapping[str, "New"] | Sequence["New"]
"""What can be put somewhere: a text, a number, a flag, a day, entries of these, or a list."""
_SIMPLE = re.compile(r"[\w€(](?:.*[^\s:])?")
"""What may stand without quotes, if a reader gets it so: YAML has a use for many first signs."""
_LONGEST_FLAT = 100
"""Characters; longer entries stand beneath each other."""


def newline_of(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def block(key: str, value: New, indent: int, newline: str) -> str:
    """A pair in lines of its own, with its indent."""
    pad = " " * indent
    if isinstance(value, Mapping):
        one_line = f"{pad}{scalar(key)}: {flat(value)}"
        if len(one_line) <= _LONGEST_FLAT and not _has_parts(value, indent):
            return one_line + newline
        said = "".join(block(name, each, indent + 2, newline) for name, each in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        said = "".join(f"{pad}  - {flat(line)}{newline}" for line in value)
    else:
        return f"{pad}{scalar(key)}: {flat(value)}{newline}"
    return f"{pad}{scalar(key)}:{newline}{said}"


def _has_parts(value: Mapping[str, New], indent: int) -> bool:
    """Whether it holds a list, or at the top of the file entries: those get lines of their own."""
    parts = list if indent else list | Mapping
    return any(isinstance(each, parts) for each in value.values())


def flat(value: New, *, within: bool = False, quote: str = "") -> str:
    """On one line; `within` brackets commas need quotes."""
    if isinstance(value, Mapping):
        pairs = (f"{scalar(k, within=True)}: {flat(v, within=True)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return scalar(value, within=within, quote=quote)
    if value is None or isinstance(value, int | float):
        return "null" if value is None else str(value)
    return f"[{', '.join(flat(line, within=True) for line in value)}]"


def scalar(text: str, *, within: bool = False, quote: str = "") -> str:
    """A text in the quotes that it had, or in none where it is understood without."""
    if quote == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if not quote and _is_plain(text, within=within):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, *, within: bool) -> bool:
    """Whether a reader gets this text and nothing else; whole sentences stand in quotes anyway."""
    if not _SIMPLE.fullmatch(text) or text.endswith((".", "!", "?")):
        return False
    if not within:
        found = _read(f"x: {text}\ny: z")
        return found is not None and list(found.nodes) == ["x", "y"] and _is(found.nodes["x"], text)
    found = _read(f"x: [{text}, {{k: {text}, l: m}}]")
    items = found.nodes["x"] if found is not None else None
    if not isinstance(items, Items) or len(items.nodes) != 2 or not _is(items.nodes[0], text):
        return False
    pair = items.nodes[1]
    return (
        isinstance(pair, Entries) and list(pair.nodes) == ["k", "l"] and _is(pair.nodes["k"], text)
    )


def _read(text: str) -> Entries | None:
    node, problems = parse(text, Path())
    return node if isinstance(node, Entries) and not problems else None


def _is(node: Node, text: str) -> bool:
    return isinstance(node, Scalar) and node.value == text
