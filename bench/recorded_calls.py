"""Records of many calls to the demonstration, made by the real conversation.

What callers ask is taken from `bench/lines`, one line to a call, and after it a turn or two of what
callers say next; every ninth call is a whole conversation of `bench/lines/conversations.jsonl`.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from belbalie.fixtures import NO_FIXTURES, Fixtures
from belbalie.script import read_scripts
from belbalie.text_call import DEMONSTRATION, Agents, Turn
from belbalie.text_desk import TextDesk
from records.log import EventLog

LINES = Path(__file__).parent / "lines"
BEGIN = datetime.fromisoformat("2026-11-02T09:00:00+01:00")
_NEXT = (
    ("Nee, dat was het, dank u",),
    ("En wat kost dat?", "Dank u wel"),
    ("Ja", "Nee, niets meer"),
    ("Wat moet ik meenemen?", "Oké, bedankt"),
    ("Hoe lang duurt dat?", "Nee"),
    ("Kunt u dat herhalen?", "Duidelijk, dag"),
    (),
)
Planned = tuple[Sequence[Turn], datetime, Agents, Fixtures]


def record_calls(log: EventLog, desk: TextDesk, count: int) -> list[str]:
    """The ids of the calls, which are spread over four weeks."""
    plans = _plans()
    return [_record(log, desk, f"gesprek-{nth:05}", next(plans), nth) for nth in range(count)]


def _record(log: EventLog, desk: TextDesk, call: str, plan: Planned, nth: int) -> str:
    turns, now, agents, fixtures = plan
    talk = desk.call(now, agents, fixtures)
    opened = BEGIN + timedelta(days=nth % 25, minutes=nth % 450)
    log.open_call(call, opened, "text")
    caller = f"06{12000000 + 7919 * nth % 80000000:08}"
    items = [*talk.ring(caller, "bench", True, begun=DEMONSTRATION)]
    for turn in turns:
        items += talk.take(turn)
    log.append_all(call, [*items, *talk.hang_up()], opened)
    return call


def _plans() -> Iterator[Planned]:
    lines = [*_texts("own.jsonl"), *_texts("heard.jsonl")]
    scripts = read_scripts(LINES / "conversations.jsonl")
    asked, following, whole = cycle(lines), cycle(_NEXT), cycle(scripts)
    for nth in cycle(range(9)):
        if nth == 8:
            script = next(whole)
            said = [line.turn for line in script.lines]
            yield said, script.now or BEGIN, script.agents, script.fixtures
        else:
            said = [Turn(say=text) for text in (next(asked), *next(following))]
            yield said, BEGIN, Agents.FREE, NO_FIXTURES


def _texts(file: str) -> list[str]:
    rows = (LINES / file).read_text(encoding="utf-8").splitlines()
    return [json.loads(row)["text"] for row in rows]
