"""`belbalie call`: one real call without a telephone, and what came of each turn."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from audio.frames import Samples
from audio.wav import SoundFileError, read_wav, write_wav
from belbalie.assistant import Assistant
from belbalie.errors import WorkFailed, WrongUse
from belbalie.household import Progress, open_household
from belbalie.settings import Settings
from dialog.acts import Act, Say, Understand
from dialog.events import Event, Heard, Keyed, Measured
from telephony.file_line import RATE_HZ, FileLine


def read_turns(files: Sequence[Path]) -> list[Samples]:
    """Raises WrongUse naming the file, before anything is loaded."""
    try:
        return [read_wav(file, RATE_HZ) for file in files]
    except SoundFileError as error:
        raise WrongUse(str(error)) from None


class Turns:
    """Gathers events and acts into the lines of the contract, one for each caller turn."""

    def __init__(self, tell: Callable[[dict[str, object]], None]) -> None:
        self._tell = tell
        self._number = 0
        self._items: list[Event | Act] = []
        self._measured: Measured | None = None

    def see(self, item: Event | Act) -> None:
        if isinstance(item, Heard | Keyed):
            self.finish()
            self._number += 1
        if isinstance(item, Measured):
            self._measured = item
        if self._number:
            self._items.append(item)

    @property
    def begun(self) -> bool:
        """The caller has had a turn; what is said before it is the greeting."""
        return self._number > 0

    def finish(self) -> None:
        if self._items:
            self._tell(self._line())
        self._items, self._measured = [], None

    def _line(self) -> dict[str, object]:
        first = self._items[0]
        says = [item for item in self._items if isinstance(item, Say)]
        taken = [item for item in self._items if isinstance(item, Understand)]
        heard = first if isinstance(first, Heard) else None
        return {
            "turn": self._number,
            "heard": heard.text if heard else getattr(first, "keys", ""),
            "confidence": round(heard.confidence, 3) if heard else 1.0,
            "language": says[0].language if says else "nl",
            "said": " ".join(say.text for say in says),
            "topic": taken[-1].topic if taken else "unknown",
            "acts": [type(item).__name__ for item in self._items if isinstance(item, Act)],
            "sources": [say.source for say in says if say.source],
            "latency_ms": _latency(self._measured),
        }


def _latency(measured: Measured | None) -> dict[str, int] | None:
    if measured is None:
        return None
    names = ("endpoint", "recognise", "think", "speak", "first_audio")
    return {name: getattr(measured, name) for name in names}


async def place(
    settings: Settings,
    turns: Sequence[Samples],
    progress: Progress,
    *,
    language: str,
    now: datetime | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Play the turns to the desk and print what came of each. Raises CommandError."""
    tell = _tell_json if as_json else _tell_plain
    async with open_household(settings, progress) as household:
        line, seen = FileLine(turns), Turns(tell)

        def witness(item: Event | Act) -> None:
            if not as_json and isinstance(item, Say) and not seen.begun:
                print(f"desk    {item.text}", flush=True)
            seen.see(item)

        await Assistant(household).answer(line, witness, language=language, now=now)
        seen.finish()
        if out is not None:
            _keep(out, line.heard)


def _keep(out: Path, samples: Samples) -> None:
    try:
        write_wav(out, samples, RATE_HZ)
    except OSError as error:
        raise WorkFailed(
            f"Expected to write the answer to {out}, got: {error.strerror}; choose another --out"
        ) from None


def _tell_json(line: dict[str, object]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


def _tell_plain(line: dict[str, object]) -> None:
    print(f"caller  {line['heard'] or '(no words)'}")
    print(f"        topic {line['topic']}, confidence {line['confidence']}")
    print(f"desk    {line['said']}")
    for source in line["sources"] if isinstance(line["sources"], list) else []:
        print(f"        source: {source}")
    if isinstance(line["latency_ms"], dict):
        hops = ", ".join(f"{name} {ms}" for name, ms in line["latency_ms"].items())
        print(f"        ms: {hops}", flush=True)
