"""What stays of a run on the bench: its figures, its tables and its plot."""

import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.figures import Figures, turn_lines
from bench.report import json_line, tables
from bench.stage import Outcome


def keep_turns(outcome: Outcome, out: Path) -> None:
    """Write every turn of a stage behind those that are there. Raises OSError."""
    with (out / "turns.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in turn_lines(outcome))


def keep(found: Sequence[Figures], out: Path) -> str:
    """Write them into this folder; what is to be told of it. Raises OSError."""
    lines = "".join(f"{json_line(each)}\n" for each in found)
    (out / "figures.jsonl").write_text(lines, encoding="utf-8")
    (out / "tables.md").write_text(tables(found) + "\n", encoding="utf-8")
    if not any(each.stage == "questions" for each in found):
        return f"The figures are in {out}"
    if find_spec("matplotlib") is None:
        return "There is no plot, as matplotlib is not here: pip install 'belbalie[bench]'"
    from bench.plot import plot  # an extra, and a second to load

    plot(found, out / "latency.png")
    return f"The figures are in {out}, the plot is {out / 'latency.png'}"
