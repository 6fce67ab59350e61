"""What a server on the bench tells of its turns, as JSON lines: moments and hops, never words.

`heard`: a text of the caller was taken, `answer`: the first words of the reply were decided
(`kind` is store or value), `hops`: where the time of a turn went, in ms.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from bench.turns import Turn

HOPS = ("endpoint", "recognise", "think", "speak", "first_audio")


class Tracer:
    """Writes them, one by one."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def note(self, call: str, what: str, **more: object) -> None:
        line = {"at": time.monotonic(), "call": call, "what": what, **more}
        print(json.dumps(line), file=self._file, flush=True)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a server told of one turn."""

    taken_early: int = 0
    """Texts that were taken before the caller's end."""
    taken: int = 0
    kind: str | None = None
    hops: Mapping[str, int] = field(default_factory=dict)

    @property
    def half(self) -> bool:
        """Half a sentence was answered: a text was taken too early, or in two pieces."""
        return self.taken_early > 0 or self.taken > 1


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def joined(turns: Sequence[Turn], told: Iterable[Mapping[str, Any]]) -> list[Noted]:
    """What was told of each of these turns of one call, which are in order."""
    if not turns:
        return []
    names = {turns[0].number, turns[0].stream}
    lines = [line for line in told if line["call"] in names]
    ends = [*(turn.began for turn in turns[1:]), float("inf")]
    return [_noted(turn, end, lines) for turn, end in zip(turns, ends, strict=True)]


def _noted(turn: Turn, end: float, lines: Sequence[Mapping[str, Any]]) -> Noted:
    mine = [line for line in lines if turn.began <= line["at"] < end]
    taken = [line["at"] for line in mine if line["what"] == "heard"]
    kinds = [line["kind"] for line in mine if line["what"] == "answer"]
    hops = [line for line in mine if line["what"] == "hops"]
    return Noted(
        taken_early=sum(at < turn.ended for at in taken),
        taken=len(taken),
        kind=kinds[0] if kinds else None,
        hops={hop: hops[0][hop] for hop in HOPS} if hops else {},
    )
