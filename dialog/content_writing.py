"""How single values are written in a content file: in which quotes, on one line or beneath each
other.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from dialog.content_file import Entries, Items, Scalar, parse

New = str | int | float | bool | date | None | Mapping[str, "New"] | Sequence["New"]
"""What can be put somewhere: a text, a number, a flag, a day, entries of these, or a list."""
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
    if not text or text != text.strip() or "\n" in text or text.endswith((".", "!", "?")):
        return False
    said = f"x: [{text}, y]" if within else f"x: {text}\ny: z"
    node, problems = parse(said, Path())
    if problems or not isinstance(node, Entries):
        return False
    found = node.nodes["x"]
    if not within:
        return len(node.nodes) == 2 and isinstance(found, Scalar) and found.value == text
    items = found.nodes if isinstance(found, Items) else ()
    return [each.value for each in items if isinstance(each, Scalar)] == [text, "y"]
