"""`belbalie chat`: conversations as text, typed by a person or read from a script."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from belbalie.errors import WorkFailed
from belbalie.outcome_fields import ended, told
from belbalie.script import Identity, Script
from belbalie.text_call import DEMONSTRATION, TextCall, Turn
from belbalie.text_desk import TextDesk
from dialog.acts import Act, Say, Understand
from dialog.events import Event, Heard, Keyed, Silence
from dialog.explaining import SILENT
from dialog.titles import Titles


class Teller:
    """Prints one conversation as it goes, and what it came to."""

    def __init__(
        self, identity: Identity, as_json: bool, titles: Titles, *, typed: bool = False
    ) -> None:
        self._identity = identity
        self._titles = titles
        self._as_json = as_json
        self._typed = typed
        self._items: list[Event | Act] = []

    def tell(self, number: int, happened: Iterable[Event | Act]) -> list[str]:
        """Print what happened in this turn; returns the topics that were understood."""
        items = []
        for item in happened:
            items.append(item)
            if self._as_json:
                name = "event" if isinstance(item, Event) else "act"
                self._line({"id": self._identity, "turn": number, name: told(item)})
            elif isinstance(item, Say):
                print(f"desk    {item.text}", flush=True)
            elif not self._typed and (words := _caller(item)) is not None:
                print(f"caller  {words}")
        self._items += items
        return [item.topic for item in items if isinstance(item, Understand)]

    def conclude(self) -> None:
        last = ended(self._identity, self._items, self._titles)
        if self._as_json:
            self._line(last)
            return
        print(f"outcome {last['outcome']['type']}")
        for key, value in last["outcome"]["fields"].items():
            print(f"        {key}: {value}")

    def _line(self, fields: object) -> None:
        print(json.dumps(fields, ensure_ascii=False), flush=True)


def run_scripts(desk: TextDesk, scripts: Sequence[Script], now: datetime, as_json: bool) -> None:
    """Print every event and act. Raises WorkFailed when an expected topic was not understood."""
    missed: list[str] = []
    version, titles = desk.known.knowledge.version, Titles.of(desk.known.knowledge)
    for number, script in enumerate(scripts):
        if number and not as_json:
            print()
        call = desk.call(script.now or now, script.agents, script.fixtures)
        missed += list(_play(call, script, Teller(script.identity, as_json, titles), version))
    if missed:
        raise WorkFailed("; ".join(missed))


def talk(desk: TextDesk, now: datetime, as_json: bool) -> None:
    """A conversation with whoever types: a line is a turn, an empty line a silence, `!0` the
    key 0; end of file hangs up.
    """
    call, number = desk.call(now), 0
    teller = Teller("1", as_json, Titles.of(desk.known.knowledge), typed=True)
    teller.tell(
        number, call.ring(content_version=desk.known.knowledge.version, begun=DEMONSTRATION)
    )
    while not call.over and (line := sys.stdin.readline()):
        number, text = number + 1, line.strip()
        teller.tell(
            number, call.take(Turn(keys=text[1:]) if text.startswith("!") else Turn(say=text))
        )
    teller.tell(number + 1, call.hang_up())
    teller.conclude()


def _play(call: TextCall, script: Script, teller: Teller, version: str) -> Iterator[str]:
    """Play one script; yields a sentence for each topic that was expected in vain."""
    teller.tell(0, call.ring(script.caller, version, script.is_open, begun=DEMONSTRATION))
    for number, line in enumerate(script.lines, 1):
        topics = teller.tell(number, call.take(line.turn))
        if line.expect_topic and line.expect_topic not in topics:
            yield f"{line.place}: expected {line.expect_topic}, got {', '.join(topics) or 'none'}"
    teller.tell(len(script.lines) + 1, call.hang_up())
    teller.conclude()


def _caller(item: Event | Act) -> str | None:
    if isinstance(item, Heard):
        return item.text
    if isinstance(item, Keyed):
        return f"[{item.keys}]"
    return SILENT if isinstance(item, Silence) else None
