"""`belbalie call`: one real call without a telephone, and what came of each turn."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audio.frames import Samples
from belbalie.assistant import Assistant
from belbalie.caller_sound import keep
from belbalie.errors import WorkFailed
from belbalie.household import open_household
from belbalie.known import Progress
from belbalie.settings import Settings
from dialog.acts import Act, Say, Understand
from dialog.events import Event, Heard, HungUp, Keyed, Measured, Silence
from dialog.masking import mask
from dialog.wire import encode
from telephony.file_line import FileLine

HOPS = ("endpoint", "recognise", "think", "speak", "first_audio")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundCall:
    """What is asked of `belbalie call`."""

    turns: Sequence[Samples]
    """8 kHz, one caller turn each."""
    language: str
    now: datetime | None
    out: Path | None
    as_json: bool


class Turns:
    """Gathers events and acts into the lines of the contract, one for each caller turn.

    A turn is what was heard or keyed. A silence is a turn too: the file line goes on as soon as
    it got an answer, so we only fall into silence after a file in which nothing was heard.
    """

    def __init__(self, tell: Callable[[dict[str, object]], None]) -> None:
        self._tell = tell
        self._number = 0
        self._items: list[Event | Act] = []
        self.ended = False
        """The call came to its end, and not by a fault."""

    def see(self, item: Event | Act) -> None:
        if isinstance(item, Heard | Keyed | Silence):
            self.finish()
            self._number += 1
        if isinstance(item, HungUp):
            self.ended = item.by != "fault"
        if self._number:
            self._items.append(item)

    @property
    def begun(self) -> bool:
        """The caller has had a turn; what is said before it is the greeting."""
        return self._number > 0

    def finish(self) -> None:
        """Tell of the turn at hand, if there is one."""
        if self._items:
            self._tell(_line(self._number, self._items))
        self._items = []


def _line(number: int, items: Sequence[Event | Act]) -> dict[str, object]:
    says = [item for item in items if isinstance(item, Say)]
    taken = [item for item in items if isinstance(item, Understand)]
    measured = next((item for item in items if isinstance(item, Measured)), None)
    heard, confidence = _heard(items[0])
    return {
        "turn": number,
        "heard": heard,
        "confidence": confidence,
        "language": says[0].language if says else "nl",
        "said": " ".join(say.text for say in says),
        "topic": taken[-1].topic if taken else "unknown",
        "acts": [encode(item)[0] for item in items if isinstance(item, Act)],
        "sources": [say.source for say in says if say.source],
        "latency_ms": {hop: measured and getattr(measured, hop) for hop in HOPS},
    }


def _heard(item: Event | Act) -> tuple[str, float]:
    """The words, as they are recorded, and how sure of them the recogniser was."""
    if isinstance(item, Heard):
        return mask(item.text), round(item.confidence, 3)
    if isinstance(item, Keyed):
        return item.keys, 1.0
    return "", 0.0


async def place(settings: Settings, call: SoundCall, progress: Progress) -> None:
    """Play the turns to the desk and print what came of each. Raises CommandError."""
    async with open_household(settings, progress) as household:
        await asyncio.to_thread(
            household.documents.complete,
            lambda done, total: progress("Learning the documents", done, total),
        )
        line = FileLine(call.turns)
        seen = Turns(_tell_json if call.as_json else _tell_plain)

        def witness(item: Event | Act) -> None:
            if not call.as_json and isinstance(item, Say) and not seen.begun:
                print(f"desk    {item.text}", flush=True)
            seen.see(item)

        assistant = Assistant(household)
        await assistant.answer(line, witness, language=call.language, now=call.now)
        seen.finish()
        if not seen.ended:
            raise WorkFailed(
                f"Expected call {line.id} to come to its end, got a fault in it; the log says which"
            )
        if not call.as_json:
            print(f"record  belbalie report --call {line.id}")
    if call.out is not None:
        keep(call.out, line.heard)


def _tell_json(line: dict[str, object]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


def _tell_plain(line: dict[str, object]) -> None:
    print(f"caller  {line['heard'] or '(no words)'}")
    print(f"        topic {line['topic']}, confidence {line['confidence']}")
    print(f"desk    {line['said']}")
    for source in line["sources"] if isinstance(line["sources"], list) else []:
        print(f"        source: {source}")
    latency = line["latency_ms"] if isinstance(line["latency_ms"], dict) else {}
    hops = ", ".join(f"{name} {ms}" for name, ms in latency.items() if ms is not None)
    if hops:
        print(f"        ms: {hops}", flush=True)
