"""Scripted callers of a content folder, in the format of `belbalie chat --script`: a line of
`callers.jsonl` for each, kept with the content and so with its versions.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from belbalie.fixtures import Fixtures
from belbalie.script import Line, Script, read_scripts
from belbalie.text_call import Agents
from dialog import replay_case
from dialog.events import Event, Heard, Keyed, Rung, Silence
from dialog.replay_case import Case

CALLERS = "callers.jsonl"
_USUAL = datetime.fromisoformat("2026-11-23T10:15:00+01:00")
"""A Monday morning: with no moment of their own, callers ring in the week that begins now."""
_AGENTS = {
    Agents.FREE: replay_case.Agents.TAKE,
    Agents.BUSY: replay_case.Agents.BUSY,
    Agents.NONE: replay_case.Agents.NONE,
    Agents.REAL: replay_case.Agents.NONE,
}


@dataclass(frozen=True, slots=True)
class ScriptedCase:
    case: Case
    fixtures: Fixtures


def read_callers(folder: Path, now: datetime) -> list[ScriptedCase]:
    """None where there is no such file. Raises WrongUse as `file:line: sentence`."""
    file = folder / CALLERS
    return [_case(script, now) for script in read_scripts(file)] if file.exists() else []


def with_caller(text: str, title: str, turns: Sequence[str], topic: str) -> str:
    """The file with one more caller: what they say, the first of which is about this topic, where
    one is named. A line of keys alone is keyed.
    """
    known = {json.loads(line)["id"] for line in text.splitlines() if line.strip()}
    rows: list[dict[str, Any]] = [_turn(turn) for turn in turns]
    if topic:
        rows[0]["expect_topic"] = topic
    row = {"id": _free(_slug(title), known), "title": title, "turns": rows}
    before = text if text.endswith("\n") or not text else f"{text}\n"
    return f"{before}{json.dumps(row, ensure_ascii=False)}\n"


def without_caller(text: str, key: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.strip() or str(json.loads(line)["id"]) != key)


def _turn(said: str) -> dict[str, Any]:
    return {"keys": said} if re.fullmatch(r"[0-9*#]+", said) else {"say": said}


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "beller"


def _free(name: str, known: set[str]) -> str:
    names = (name, *(f"{name}-{nth}" for nth in range(2, len(known) + 3)))
    return next(each for each in names if each not in known)


def _case(script: Script, now: datetime) -> ScriptedCase:
    at = script.now or _USUAL
    topics = {nth: line.expect_topic for nth, line in enumerate(script.lines) if line.expect_topic}
    case = Case(
        key=str(script.identity),
        rung=Rung(at=at, caller=script.caller, open=script.is_open),
        turns=tuple(_event(line, at) for line in script.lines),
        title=script.title or str(script.identity),
        expected=topics,
        agents=_AGENTS[script.agents],
    )
    # Who names days of a calendar has to ring on the day that was meant.
    return ScriptedCase(case if script.now else case.at(now), script.fixtures)


def _event(line: Line, at: datetime) -> Event:
    turn = line.turn
    if turn.keys:
        return Keyed(at=at, keys=turn.keys)
    return Silence(at=at, seconds=0.0) if turn.silent else Heard(at=at, text=turn.say)
