"""`belbalie chat`: conversations as text, typed by a person or read from a script."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from belbalie.errors import WorkFailed, WrongUse
from belbalie.outcome_fields import ended
from belbalie.text_call import Turn
from belbalie.text_desk import TextDesk, read_lines
from dialog.acts import Act, HangUp, Say, Understand
from dialog.events import Event
from dialog.wire import encode


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a script. `expect_topic`, our own addition, makes the script a test."""

    turn: Turn
    expect_topic: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Script:
    identity: str
    now: datetime | None
    caller: str | None
    lines: tuple[Line, ...]


def read_scripts(file: Path) -> list[Script]:
    """Raises WrongUse as `file:line: sentence`. Fields that we do not know are passed over."""
    return [_script(value, f"{file}:{number}") for number, value in read_lines(file)]


def run_scripts(desk: TextDesk, scripts: Iterable[Script], now: datetime, as_json: bool) -> None:
    """Print every event and act. Raises WorkFailed when an expected topic was not understood."""
    scripts = list(scripts)
    _check_topics(desk, scripts)
    missed: list[str] = []
    for script in scripts:
        items: list[Event | Act] = []
        for number, item in _happenings(desk, script, now, missed):
            items.append(item)
            _print(script.identity, number, item, as_json)
        last = ended(script.identity, items)
        print(json.dumps(last, ensure_ascii=False) if as_json else f"-- {last['outcome']}")
    if missed:
        raise WorkFailed("; ".join(missed))


def talk(desk: TextDesk, now: datetime, as_json: bool) -> None:
    """A conversation with whoever types; an empty line is a silence, end of file hangs up."""
    call, items = desk.call(now), list[Event | Act]()

    def show(number: int, happened: Iterator[Event | Act]) -> bool:
        over = False
        for item in happened:
            items.append(item)
            _print("1", number, item, as_json)
            over = over or isinstance(item, HangUp)
        return over

    over = show(0, call.ring())
    for number, line in enumerate(sys.stdin, 1):
        if over:
            break
        text = line.strip()
        turn = Turn(keys=text[1:]) if text.startswith("!") else Turn(say=text)
        over = show(number, call.take(turn))
    show(-1, call.hang_up())
    if as_json:
        print(json.dumps(ended("1", items), ensure_ascii=False))


def _happenings(
    desk: TextDesk, script: Script, now: datetime, missed: list[str]
) -> Iterator[tuple[int, Event | Act]]:
    call = desk.call(script.now or now)
    yield from ((0, item) for item in call.ring(script.caller))
    for number, line in enumerate(script.lines, 1):
        taken: list[str] = []
        for item in call.take(line.turn):
            if isinstance(item, Understand):
                taken.append(item.topic)
            yield number, item
        if line.expect_topic and line.expect_topic not in taken:
            missed.append(f"{line.place}: expected {line.expect_topic}, got {taken or 'nothing'}")
    yield from ((len(script.lines) + 1, item) for item in call.hang_up())


def _print(identity: str, number: int, item: Event | Act, as_json: bool) -> None:
    if as_json:
        kind, fields = encode(item)
        name = "event" if isinstance(item, Event) else "act"
        line = {"id": identity, "turn": number, name: {"type": kind, **fields}}
        print(json.dumps(line, ensure_ascii=False), flush=True)
    elif isinstance(item, Say):
        print(f"desk    {item.text}", flush=True)


def _script(value: dict[str, object], place: str) -> Script:
    context, turns = value.get("context") or {}, value.get("turns")
    if not isinstance(context, dict):
        raise WrongUse(f"{place}: expected 'context' to be an object, got {context!r}")
    if not isinstance(turns, list) or not turns:
        raise WrongUse(f"{place}: expected 'turns' with at least one turn, got {turns!r}")
    return Script(
        identity=str(value.get("id", place)),
        now=_moment(context.get("now"), place),
        caller=str(context["caller"]) if context.get("caller") else None,
        lines=tuple(_line(turn, f"{place}: turn {n}") for n, turn in enumerate(turns, 1)),
    )


def _line(turn: object, place: str) -> Line:
    if not isinstance(turn, dict) or not ({"say", "keys"} & set(turn)):
        raise WrongUse(f"{place}: expected an object with 'say' or 'keys', got {turn!r}")
    expected = turn.get("expect_topic")
    return Line(
        Turn(say=str(turn.get("say", "")), keys=str(turn.get("keys", ""))),
        str(expected) if expected else None,
        place,
    )


def _moment(text: object, place: str) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(str(text)).astimezone()
    except ValueError:
        raise WrongUse(f"{place}: expected 'now' as ISO 8601, got {text!r}") from None


def _check_topics(desk: TextDesk, scripts: Iterable[Script]) -> None:
    known = {*desk.known.knowledge.topics, *desk.known.knowledge.others, "command", "unknown"}
    for script in scripts:
        for line in script.lines:
            if line.expect_topic and line.expect_topic not in known:
                raise WrongUse(
                    f"{line.place}: expected a known topic key, got {line.expect_topic!r}; "
                    f"known are {', '.join(sorted(known))}"
                )
