"""What stays of a run on the bench: its figures, its tables and its plot."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.figures import Figures
from bench.report import json_line, tables


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
