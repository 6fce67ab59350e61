"""Fields of rows and objects, by any of their names; names are compared in small letters."""

from collections.abc import Mapping, Sequence
from typing import Any

_IN_FORCE = frozenset({"", "actief", "active", "gepubliceerd", "published", "definitief", "true"})
_STATE = ("status", "gepubliceerd")
_NAMED = ("afdelingnaam", "owmspreflabel", "naam", "name", "label")
"""Where the name of an object that stands in a field is found."""


def first_text(fields: Mapping[str, Any], names: Sequence[str]) -> str:
    """The first of these that is there and not empty, as text; '' where none is."""
    small = {_plain(str(name)): value for name, value in fields.items() if name is not None}
    for name in names:
        if text := _text(small.get(name)):
            return text
    return ""


def listed(fields: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    """A list, or a text with commas, as its parts."""
    small = {_plain(str(name)): value for name, value in fields.items() if name is not None}
    for name in names:
        value = small.get(name)
        if isinstance(value, list):
            return tuple(filter(None, (_text(each) for each in value)))
        if isinstance(value, str) and value.strip():
            return tuple(
                part.strip() for part in value.replace(";", ",").split(",") if part.strip()
            )
    return ()


def is_out(fields: Mapping[str, Any]) -> bool:
    """It says that it is a draft, or taken out."""
    return first_text(fields, _STATE).lower() not in _IN_FORCE


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(each) for each in value)))
    return first_text(value, _NAMED) if isinstance(value, dict) else ""


def _plain(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())
