"""Values in callers' words, as text: how many are read exactly, and every miss.

    python -m bench.slots --set dev|hard

The set lies in the folder that the environment variable CALLERS names. Objects, places and
products count when one name holds the other: callers and labels call them differently.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dialog.content import load
from dialog.slots.lexicon import Lexicon
from dialog.slots.own_words import lexicon_of
from dialog.slots.reader import read
from dialog.slots.value import told

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""'Today' in the sets."""
LOOSE = frozenset({"object", "locatie", "product", "afdeling", "functie", "naam"})


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
    """Exactly, but loosely where the sets say so."""
    if slot == "object":
        return all(any(_alike(each, other) for other in got or []) for each in expected)
    return _alike(expected, got) if slot in LOOSE else bool(expected == got)


def _alike(expected: Any, got: Any) -> bool:
    if not isinstance(got, str):
        return False
    one, other = str(expected).casefold(), got.casefold()
    return one in other or other in one


def rows_of(name: str) -> list[dict[str, Any]]:
    folder = os.environ.get("CALLERS")
    if folder is None:
        sys.exit("CALLERS is not set: expected the folder that holds dev.jsonl and hard.jsonl")
    with (Path(folder) / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


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
    parser.add_argument("--set", choices=("dev", "hard"), default="dev", dest="name")
    parser.add_argument("--content", type=Path, default=Path("content"))
    options = parser.parse_args()
    lexicon = lexicon_of(load(options.content))
    print("\n".join(report(score(rows_of(options.name), lexicon))))


if __name__ == "__main__":
    main()
