"""Values in callers' words: how many are read exactly, and every miss.

    python -m bench.slots dev|hard|FILE.jsonl … [--sound]

`dev` and `hard` lie in the folder that the environment variable CALLERS names. `--sound` reads
what the recogniser made of the sound beside the file (`bench/labelled.py`). Objects, places and
products count when one name holds the other: callers and labels call them differently.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.labelled import heard
from bench.labelled import read as read_lines
from dialog.content import load
from dialog.slots.lexicon import Lexicon
from dialog.slots.own_words import lexicon_of
from dialog.slots.reader import read
from dialog.slots.value import told

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""'Today' in the sets."""
KEPT, MODELS = Path("var/bench"), Path("var/models")
LOOSE = frozenset({"object", "locatie", "product", "afdeling", "functie", "naam"})
NUMBERS = frozenset({"bedrag", "leeftijd", "aantal"})


@dataclass(frozen=True, slots=True)
class Miss:
    line: str
    text: str
    slot: str
    expected: Any
    got: Any


@dataclass(frozen=True, slots=True)
class Score:
    values: int
    """Labelled values, without commands and emergencies' own words."""
    right: int
    lines: int
    lines_right: int
    misses: tuple[Miss, ...]
    extra: tuple[Miss, ...]
    """Values that no label asks for."""


def score(rows: list[dict[str, Any]], lexicon: Lexicon) -> Score:
    misses: list[Miss] = []
    extra: list[Miss] = []
    values = right_lines = 0
    for row in rows:
        labels = {slot: value for slot, value in row["slots"].items() if slot != "command"}
        got = told(read(row["text"], now=NOW, lexicon=lexicon, language=row.get("lang", "nl")))
        wrong = [slot for slot in labels if not same(slot, labels[slot], got.get(slot))]
        values += len(labels)
        right_lines += not wrong
        misses += (Miss(row["id"], row["text"], s, labels[s], got.get(s)) for s in wrong)
        extra += (Miss(row["id"], row["text"], s, None, got[s]) for s in got if s not in labels)
    right = values - len(misses)
    return Score(values, right, len(rows), right_lines, tuple(misses), tuple(extra))


def same(slot: str, expected: Any, got: Any) -> bool:
    """Exactly, but loosely where the sets say so; a number may be labelled as its digits."""
    if slot == "object":
        named = [expected] if isinstance(expected, str) else expected
        return all(any(_alike(each, other) for other in got or []) for each in named)
    if slot in NUMBERS and got is not None:
        return bool(float(expected) == got)
    return _alike(expected, got) if slot in LOOSE else bool(expected == got)


def _alike(expected: Any, got: Any) -> bool:
    if not isinstance(got, str):
        return False
    one, other = str(expected).casefold(), got.casefold()
    return one in other or other in one


def rows_of(name: str, sound: bool = False) -> list[dict[str, Any]]:
    """The labelled lines of a file, or of a set of CALLERS, as text or as they were heard."""
    file = _file_of(name)
    lines = heard(file, KEPT / f"heard-{file.stem}.json", MODELS) if sound else read_lines(file)
    return [
        {"id": line.id, "text": line.text, "lang": line.language, "slots": dict(line.slots)}
        for line in lines
    ]


def _file_of(name: str) -> Path:
    if name not in ("dev", "hard"):
        return Path(name)
    folder = os.environ.get("CALLERS")
    if folder is None:
        sys.exit("CALLERS is not set: expected the folder that holds dev.jsonl and hard.jsonl")
    return Path(folder) / f"{name}.jsonl"


def report(scored: Score) -> Iterator[str]:
    share = 100 * scored.right / max(scored.values, 1)
    lines = 100 * scored.lines_right / max(scored.lines, 1)
    yield f"values right: {scored.right} of {scored.values} ({share:.1f} %)"
    yield f"lines with all their values: {scored.lines_right} of {scored.lines} ({lines:.1f} %)"
    by_slot = Counter(miss.slot for miss in scored.misses)
    yield f"missed: {dict(by_slot.most_common())}"
    yield from (
        f"  {m.line} {m.slot}: {m.expected!r}, got {m.got!r} | {m.text}" for m in scored.misses
    )
    yield f"not labelled, but read: {len(scored.extra)}"
    yield from (f"  {m.line} {m.slot}: {m.got!r} | {m.text}" for m in scored.extra)


def main() -> None:
    parser = argparse.ArgumentParser(description="How many values are read exactly.")
    parser.add_argument("sets", nargs="+", metavar="dev|hard|FILE.jsonl")
    parser.add_argument("--sound", action="store_true", help="as the recogniser hears the sound")
    parser.add_argument("--content", type=Path, default=Path("content"))
    options = parser.parse_args()
    lexicon = lexicon_of(load(options.content))
    for name in options.sets:
        print(f"{name}{', sound' if options.sound else ''}")
        print("\n".join(report(score(rows_of(name, options.sound), lexicon))))


if __name__ == "__main__":
    main()
