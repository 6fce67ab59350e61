"""What files make callers say: batches for `ask`, conversations for `chat`; JSON lines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from belbalie.errors import WrongUse
from belbalie.fixtures import Fixtures, read_fixtures
from belbalie.moments import moment
from belbalie.text_call import Agents, Turn

Identity = str | int
"""What a line calls itself; it comes back as it was given."""

_KEYS = frozenset("0123456789*#")


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a script. `expect_topic`, our own addition, makes the script a test."""

    turn: Turn
    expect_topic: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Script:
    identity: Identity
    now: datetime | None
    caller: str | None
    is_open: bool | None
    agents: Agents
    fixtures: Fixtures
    lines: tuple[Line, ...]
    title: str = ""
    """What editors call this caller."""


def read_batch(file: Path) -> list[tuple[Identity, str]]:
    """(id, text) of each line. Raises WrongUse as `file:line: sentence`."""
    return [
        (_identity(value, place), said(_wanted(value, "text", place), f"{place}: 'text'"))
        for place, value in _lines(file)
    ]


def read_scripts(file: Path) -> list[Script]:
    """Raises WrongUse as `file:line: sentence`. Fields that we do not know are passed over."""
    return [_script(value, place) for place, value in _lines(file)]


def check_topics(scripts: list[Script], topics: set[str]) -> None:
    """Raises WrongUse for an expected topic that the content does not have."""
    for line in (line for script in scripts for line in script.lines):
        if line.expect_topic is not None and line.expect_topic not in topics:
            raise WrongUse(
                f"{line.place}: expected a known topic key, got {line.expect_topic!r}; "
                f"known are {', '.join(sorted(topics))}"
            )


def said(value: object, place: str) -> str:
    """A text that can be written as UTF-8. Raises WrongUse."""
    if not isinstance(value, str):
        raise WrongUse(f"{place}: expected text, got {value!r}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise WrongUse(f"{place}: expected UTF-8 text, got {value!r}") from None
    return value


def _lines(file: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """JSON objects with their places, 'file:line'; empty lines are passed over."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise WrongUse(f"{file}: expected a readable file of JSON lines, got: {reason}") from None
    # Not splitlines(): within JSON text other separators (U+2028) are plain characters.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = f"{file}:{number}"
            yield place, _object(line, place)


def _object(line: str, place: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        reason = f"{error.msg} at character {error.pos + 1}"
        raise WrongUse(f"{place}: expected a JSON object, got: {reason}") from None
    except RecursionError:
        raise WrongUse(f"{place}: expected a JSON object, got one nested too deeply") from None
    if not isinstance(value, dict):
        raise WrongUse(f"{place}: expected a JSON object, got {type(value).__name__}")
    return value


def _wanted(value: Mapping[str, object], key: str, place: str) -> object:
    if key not in value:
        raise WrongUse(f"{place}: expected a field {key!r}, got only {sorted(value)}")
    return value[key]


def _identity(value: Mapping[str, object], place: str) -> Identity:
    identity = _wanted(value, "id", place)
    if not isinstance(identity, str | int):
        raise WrongUse(f"{place}: expected 'id' to be text or a number, got {identity!r}")
    return identity


def _script(value: Mapping[str, object], place: str) -> Script:
    context, turns = value.get("context") or {}, _wanted(value, "turns", place)
    if not isinstance(context, dict):
        raise WrongUse(f"{place}: expected 'context' to be an object, got {context!r}")
    if not isinstance(turns, list) or not turns:
        raise WrongUse(f"{place}: expected 'turns' with at least one turn, got {turns!r}")
    now, caller = context.get("now"), context.get("caller")
    return Script(
        identity=_identity({"id": place.rpartition(":")[2], **value}, place),
        now=None if now is None else moment(now, f"{place}: 'now'"),
        caller=None if caller is None else said(caller, f"{place}: 'caller'"),
        is_open=_open(context.get("open"), place),
        agents=_agents(context.get("agents"), place),
        fixtures=read_fixtures(context, place),
        lines=tuple(_line(turn, f"{place}: turn {n}") for n, turn in enumerate(turns, 1)),
        title=said(value.get("title", ""), f"{place}: 'title'"),
    )


def _open(value: object, place: str) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise WrongUse(f"{place}: expected 'open' to be true or false, got {value!r}")
    return value


def _agents(value: object, place: str) -> Agents:
    """Somebody is free unless the script says otherwise."""
    try:
        return Agents.FREE if value is None else Agents(str(value))
    except ValueError:
        known = ", ".join(Agents)
        raise WrongUse(f"{place}: expected 'agents' to be one of {known}, got {value!r}") from None


def _line(turn: object, place: str) -> Line:
    if not isinstance(turn, dict) or not ({"say", "keys"} & set(turn)):
        raise WrongUse(f"{place}: expected an object with 'say' or 'keys', got {turn!r}")
    keys = said(turn.get("keys", ""), f"{place}: 'keys'")
    if set(keys) - _KEYS:
        raise WrongUse(f"{place}: expected keys of 0 to 9, * and #, got {keys!r}")
    expected = turn.get("expect_topic")
    return Line(
        Turn(say=said(turn.get("say", ""), f"{place}: 'say'"), keys=keys),
        None if expected is None else said(expected, f"{place}: 'expect_topic'"),
        place,
    )
