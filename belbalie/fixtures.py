"""What a script of `belbalie chat` says is there already: appointments, cases, waste, a crisis."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from belbalie.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Booked:
    name: str
    day: date
    at: time
    product: str
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Fixtures:
    appointments: tuple[Booked, ...] = ()
    case_products: Mapping[str, str] = field(default_factory=dict)
    """By case number without signs: 'Z202600457'."""
    waste: Mapping[str, Mapping[str, tuple[date, ...]]] = field(default_factory=dict)
    """By postcode ('' is everywhere), per fraction the days."""
    crisis: str | None = None
    """The words of a message that holds; '' is none, None as the content says."""


NO_FIXTURES = Fixtures()


def read_fixtures(context: Mapping[str, Any], place: str) -> Fixtures:
    """Read `fixtures`, `crisis_active` and `crisis_message`. Raises WrongUse with the place."""
    given = _mapping(context.get("fixtures"), f"{place}: 'fixtures'")
    cases = _mapping(given.get("cases"), f"{place}: 'cases'")
    return Fixtures(
        appointments=tuple(
            _booked(each, f"{place}: appointment {number}")
            for number, each in enumerate(_list(given.get("appointments"), place), 1)
        ),
        case_products={
            _bare(number): _text(_mapping(case, f"{place}: case {number}"), "product", place)
            for number, case in cases.items()
        },
        waste=_waste(_mapping(given.get("waste"), f"{place}: 'waste'"), place),
        crisis=_crisis(context, place),
    )


def _booked(given: object, place: str) -> Booked:
    each = _mapping(given, place)
    return Booked(
        name=_text(each, "naam", place),
        day=_day(each.get("datum"), f"{place}: 'datum'"),
        at=_time(each.get("tijd"), f"{place}: 'tijd'"),
        product=_text(each, "product", place),
        telephone=str(each.get("telefoon") or ""),
    )


def _waste(given: Mapping[str, Any], place: str) -> dict[str, dict[str, tuple[date, ...]]]:
    """Days by fraction, or that by address: {"gft": "2026-12-01"}, {"4991AA 12": {"gft": […]}}."""
    found: dict[str, dict[str, tuple[date, ...]]] = {}
    for key, value in given.items():
        if isinstance(value, Mapping):
            days = {name: _days(each, f"{place}: {name}") for name, each in value.items()}
            found.setdefault(_bare(key)[:6], {}).update(days)
        else:
            found.setdefault("", {})[key] = _days(value, f"{place}: {key}")
    return found


def _crisis(context: Mapping[str, Any], place: str) -> str | None:
    active = context.get("crisis_active")
    if active is None:
        return None
    if not isinstance(active, bool):
        raise WrongUse(f"{place}: expected 'crisis_active' to be true or false, got {active!r}")
    if not active:
        return ""
    return str(context["crisis_message"]) if context.get("crisis_message") else None


def _days(value: object, place: str) -> tuple[date, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(_day(each, place) for each in given)


def _day(value: object, place: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise WrongUse(f"{place}: expected a day such as 2026-12-01, got {value!r}") from None


def _time(value: object, place: str) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        raise WrongUse(f"{place}: expected a time such as 14:30, got {value!r}") from None


def _text(given: Mapping[str, Any], key: str, place: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value:
        raise WrongUse(f"{place}: expected {key!r} to be text, got {value!r}")
    return value


def _mapping(value: object, place: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise WrongUse(f"{place}: expected an object, got {value!r}")
    return value


def _list(value: object, place: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise WrongUse(f"{place}: expected 'appointments' to be a list, got {value!r}")
    return value


def _bare(number: str) -> str:
    return "".join(sign for sign in number if sign.isalnum()).upper()
