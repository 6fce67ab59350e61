import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.keeping import keep
from bench.plot import NAMES, draw
from bench.report import TABLES, json_line, tables
from tests.bench.seen import figures

FOUND = [
    figures(side, calls, p50, answered)
    for side, calls, p50, answered in (
        ("ours", 1, 0.5, 8), ("ours", 8, 0.9, 8), ("peer", 1, 1.8, 8), ("peer", 8, 12.4, 5),
    )
]  # fmt: skip


def test_the_table_has_a_row_for_each_side_and_number_of_calls() -> None:
    rows = [row for row in tables(FOUND).splitlines() if "| ours" in row or "| peer" in row]
    assert len(rows) == len(FOUND)
    assert "5/8" in rows[-1]
    assert "12.40 / 24.80" in rows[-1]


def test_every_stage_has_a_table_of_its_own() -> None:
    for stage in TABLES:
        assert "| ours" in tables([replace(FOUND[0], stage=stage)])


def test_errors_are_told() -> None:
    assert "it broke" in tables([replace(FOUND[0], errors=["+31: it broke"])])


def test_a_line_of_json_holds_all_figures() -> None:
    told = json.loads(json_line(FOUND[3]))
    assert (told["side"], told["calls"], told["delay"]["answered"]) == ("peer", 8, 5)


def test_the_plot_has_both_sides_and_its_axes_their_units() -> None:
    (axes,) = draw(FOUND).axes
    labels = [str(line.get_label()) for line in axes.get_lines()]
    assert labels == [
        f"{name}, {what}" for name in NAMES.values() for what in ("p50", "p95, all turns")
    ]
    assert [np.asarray(line.get_xdata()).tolist() for line in axes.get_lines()] == [[1, 8]] * 4
    assert "(s)" in axes.get_ylabel()
    assert "calls" in axes.get_xlabel()


def test_all_of_a_run_is_kept(tmp_path: Path) -> None:
    told = keep(FOUND, tmp_path)
    assert str(tmp_path / "latency.png") in told
    assert (tmp_path / "latency.png").read_bytes().startswith(b"\x89PNG\r\n")
    assert (tmp_path / "figures.jsonl").read_text("utf-8").count("\n") == len(FOUND)
    assert "| ours" in (tmp_path / "tables.md").read_text("utf-8")


def test_a_run_without_questions_has_no_plot(tmp_path: Path) -> None:
    keep([replace(FOUND[0], stage="barge")], tmp_path)
    assert not (tmp_path / "latency.png").exists()
