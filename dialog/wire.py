"""Events and acts as plain fields and back, by reflection over their dataclasses.

A new event or act needs nothing here: its kind is its class's name in small letters
('look_up'), its fields are the dataclass's own.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, Union

from dialog import acts, desk_events, events
from dialog.acts import Act
from dialog.desk_events import DeskEvent
from dialog.events import Event

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"


def encode(item: Event | Act) -> tuple[str, dict[str, JSON]]:
    """Return the kind and the fields; moments become ISO text, enums their value.

    Raises ValueError for an item of a class that dialog does not define.
    """
    kind = _kind(type(item))
    if kinds().get(kind) is not type(item):
        raise ValueError(f"expected an event or act of dialog, got {type(item).__name__}")
    return kind, _fields(item)


def decode(kind: str, fields: Mapping[str, JSON]) -> Event | Act:
    """Build the item again. A field it does not know is passed over: newer code may have added it.

    Raises ValueError for an unknown kind, a missing field or a value of another type.
    """
    wanted = kinds().get(kind)
    if wanted is None:
        raise ValueError(f"expected a known kind of event or act, got {kind!r}")
    item: Event | Act = _build(wanted, fields, kind)
    return item


@cache
def kinds() -> Mapping[str, type[Event | Act]]:
    """Every event and act that dialog defines, by kind."""
    found: dict[str, type[Event | Act]] = {}
    for module in (events, desk_events, acts):
        for value in vars(module).values():
            if not isinstance(value, type) or value.__module__ != module.__name__:
                continue
            if issubclass(value, Event | Act) and value not in (Event, DeskEvent, Act):
                assert _kind(value) not in found, f"two classes share the kind {_kind(value)}"
                found[_kind(value)] = value
    return types.MappingProxyType(found)


def _kind(of: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", of.__name__).lower()


def _fields(item: Any) -> dict[str, JSON]:
    return {f.name: _plain(getattr(item, f.name)) for f in dataclasses.fields(item)}


def _plain(value: Any) -> JSON:
    # An enum goes first: a StrEnum is a str too.
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise ValueError(f"expected a value that fits in JSON, got a {type(value).__name__}")


def _build(wanted: Any, fields: Any, place: str) -> Any:
    if not isinstance(fields, Mapping):
        raise ValueError(f"{place}: expected fields by name, got {type(fields).__name__}")
    hints = _hints(wanted)
    values = {}
    for field in dataclasses.fields(wanted):
        if field.name in fields:
            values[field.name] = _typed(
                hints[field.name], fields[field.name], f"{place}.{field.name}"
            )
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise ValueError(f"{place}: expected the field {field.name!r}, which is missing")
    return wanted(**values)


_hints = cache(typing.get_type_hints)
"""Reading a thousand calls would look them up a hundred thousand times."""


def _typed(hint: Any, value: JSON, place: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _one_of(inner, value, place)
    if origin is tuple and isinstance(value, list):
        return _tuple(inner, value, place)
    if origin in (dict, Mapping) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return _mapping(inner, value, place)
    if origin is typing.Literal and value in inner:
        return value
    if origin is None:
        return _single(hint, value, place)
    raise _unexpected(hint, value, place)


def _one_of(hints: tuple[Any, ...], value: JSON, place: str) -> Any:
    if value is None and type(None) in hints:
        return None
    for hint in hints:
        if hint is type(None):
            continue
        try:
            return _typed(hint, value, place)
        except ValueError:
            continue
    raise _unexpected(hints, value, place)


def _tuple(hints: tuple[Any, ...], value: list[JSON], place: str) -> tuple[Any, ...]:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_typed(hints[0], one, f"{place}[{n}]") for n, one in enumerate(value))
    if len(hints) != len(value):
        raise ValueError(f"{place}: expected {len(hints)} values, got {len(value)}")
    pairs = zip(hints, value, strict=True)
    return tuple(_typed(hint, one, f"{place}[{n}]") for n, (hint, one) in enumerate(pairs))


def _mapping(hints: tuple[Any, ...], value: JSON, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _unexpected("a mapping", value, place)
    return {key: _typed(hints[1], one, f"{place}.{key}") for key, one in value.items()}


def _single(hint: Any, value: JSON, place: str) -> Any:
    if dataclasses.is_dataclass(hint):
        return _build(hint, value, place)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _parsed(hint, value, place)
    if hint in (datetime, date) and isinstance(value, str):
        return _parsed(hint.fromisoformat, value, place)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint in (str, bool, int, float) and type(value) is hint:
        return value
    raise _unexpected(hint, value, place)


def _parsed(read: Any, value: JSON, place: str) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def _unexpected(hint: Any, value: JSON, place: str) -> ValueError:
    # The value itself stays out: it may be a caller's words.
    name = getattr(hint, "__name__", str(hint))
    return ValueError(f"{place}: expected {name}, got {type(value).__name__}")
