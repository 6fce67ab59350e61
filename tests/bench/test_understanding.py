import json
from pathlib import Path

import numpy as np
import pytest

from bench.fitting import outcome
from bench.labelled import Line, NotLabelled, read
from bench.reliability import bins, draw
from bench.taken import Taken
from bench.understanding import Part, Scored, confusions, figures
from dialog.decision import Decision, Verdict


def line(topic: str, *also: str, second: str | None = None, tags: tuple[str, ...] = ()) -> Line:
    good = frozenset((topic, *also, *((second,) if second else ())))
    return Line("x", "tekst", "nl", topic, good, second, tags=frozenset(tags))


def scored(meant: Line, topic: str, *named: str, second: str | None = None) -> Scored:
    return Scored(meant, Taken(topic, second, 0.5, named))


LINES = [
    scored(line("paspoort"), "paspoort"),
    scored(line("rijbewijs", "paspoort"), "paspoort"),
    scored(line("vog"), "paspoort", "paspoort", "vog"),
    scored(line("wmo"), "unknown"),
    scored(line("grofvuil", second="trouwen"), "trouwen", second="grofvuil"),
    scored(line("emergency"), "overlast"),
    scored(line("evenement", tags=("look_alike",)), "emergency"),
    scored(line("human"), "human"),
    scored(line("out_of_scope"), "out_of_scope"),
    scored(line("digid"), "out_of_scope"),
]


@pytest.mark.parametrize(
    ("what", "good", "of"),
    [
        ("topic right at once", 3, 7),
        ("topic right at once or after one question", 4, 7),
        ("emergencies found", 0, 1),
        ("false alarms, look-alikes", 1, 1),
        ("false alarms, all others", 1, 9),
        ("person found", 1, 1),
        ("out of scope refused", 1, 1),
        ("in scope wrongly refused", 1, 9),
        ("both of two needs", 1, 1),
        ("asked which of two", 1, 10),
        ("not understood", 1, 10),
    ],
)
def test_each_figure_counts_the_lines_that_it_is_about(what: str, good: int, of: int) -> None:
    assert figures(LINES)[what] == Part(good, of)


def test_confusions_leave_out_what_is_right() -> None:
    found = confusions(LINES)
    assert found["vog", "? paspoort / vog"] == 1
    assert ("paspoort", "paspoort") not in found


@pytest.mark.parametrize(
    ("meant", "verdict", "topics", "came"),
    [
        (line("paspoort"), Verdict.ANSWER, ("paspoort",), "answered"),
        (line("paspoort"), Verdict.CLARIFY, ("vog", "paspoort"), "asked"),
        (line("paspoort"), Verdict.CLARIFY, ("vog", "wmo"), "wrong"),
        (line("paspoort"), Verdict.UNKNOWN, ("paspoort",), "open"),
        (line("paspoort"), Verdict.ANSWER, ("emergency",), "false alarm"),
        (line("paspoort"), Verdict.ANSWER, ("out_of_scope",), "refused wrongly"),
        (line("emergency"), Verdict.ANSWER, ("overlast",), "alarm missed"),
        (line("emergency"), Verdict.ANSWER, ("emergency",), "answered"),
    ],
)
def test_what_comes_of_a_line(
    meant: Line, verdict: Verdict, topics: tuple[str, ...], came: str
) -> None:
    assert outcome(meant, Decision(verdict, topics, 0.5)) == came


def test_lines_are_read_with_their_tags(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "x", "topic": "vog", "also_ok": ["digid"], "tags": ["learner"]},
        {"id": "b", "text": "y", "topic": "wmo", "second_topic": "vog", "lang": "en"},
    ]
    file = tmp_path / "own.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "own_tags.json").write_text('{"lookalike": ["b"]}')
    first, second = read(file)
    assert (first.good, first.tags) == (frozenset({"vog", "digid"}), frozenset({"learner"}))
    assert (second.good, second.tags) == (frozenset({"wmo", "vog"}), frozenset({"look_alike"}))
    assert second.language == "en"


@pytest.mark.parametrize("row", ["{", '{"id": "a", "text": "x"}', "[]"])
def test_a_line_that_cannot_be_scored_names_its_place(tmp_path: Path, row: str) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text(f"\n{row}")
    with pytest.raises(NotLabelled, match=r"own.jsonl:2"):
        read(file)


def test_a_calibration_is_drawn_from_tenths(tmp_path: Path) -> None:
    said = [(0.95, True), (0.95, False), (0.12, False), (1.0, True)]
    assert np.allclose(bins(said), [(0.12, 0.0, 1), (2.9 / 3, 2 / 3, 3)])
    draw(said, "dev", tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
