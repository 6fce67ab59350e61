"""The figures as a table for people and as JSON lines for programs."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.figures import Delay, Figures


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    cell: Callable[[Figures], str]


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _pair(first: float | None, second: float | None) -> str:
    return f"{_seconds(first)} / {_seconds(second)}"


def _delay(delay: Delay) -> str:
    return _pair(delay.p50, delay.p95)


DELAYS = (
    Column("calls", lambda f: str(f.calls)),
    Column("side", lambda f: f.side),
    Column("turns", lambda f: str(f.delay.turns)),
    Column("answered", lambda f: f"{f.delay.answered}/{f.planned}"),
    Column("wire p50 / p95", lambda f: _delay(f.delay)),
    Column("p95 all", lambda f: _seconds(f.delay.p95_all)),
    Column("heard", lambda f: _pair(f.delay.heard_p50, f.delay.heard_p95)),
    Column("kept", lambda f: _pair(f.delay.kept_p50, f.delay.kept_p95)),
    Column("store", lambda f: _delay(f.store)),
    Column("value", lambda f: _delay(f.value)),
    Column("cut in", lambda f: str(f.cut_in)),
    Column("half", lambda f: str(f.half)),
    Column("self-cut", lambda f: str(f.self_cuts)),
    Column("greeting p50 / max", lambda f: _pair(f.greeting_p50, f.greeting_max)),
    Column("CPU-s a turn", lambda f: _seconds(f.cpu_a_turn)),
    Column("turns a min", lambda f: f"{f.turns_a_minute:.1f}"),
    Column("RSS / PSS MB", lambda f: f"{f.rss_peak_mb:.0f} / {f.pss_peak_mb:.0f}"),
    Column("load, others", lambda f: f"{f.load_before:.1f}, {f.others_cores:.2f}"),
)
BARGES = (
    Column("side", lambda f: f.side),
    Column("talked over", lambda f: str(f.barge_turns)),
    Column("first sound to our pause p50 / p95", lambda f: _pair(f.barge_p50, f.barge_p95)),
    Column("load, others", lambda f: f"{f.load_before:.1f}, {f.others_cores:.2f}"),
)
PAUSES = (
    Column("side", lambda f: f.side),
    Column("turns with a pause", lambda f: str(f.delay.turns)),
    Column("caller cut off", lambda f: _share(f.cut_in, f.delay.turns)),
    Column("answered on half", lambda f: _share(f.half, f.delay.turns)),
    Column("wire p50 / p95", lambda f: _delay(f.delay)),
    Column("load, others", lambda f: f"{f.load_before:.1f}, {f.others_cores:.2f}"),
)
SILENT = (
    Column("side", lambda f: f.side),
    Column("silent callers", lambda f: str(f.calls)),
    Column("idle, % of a core each", lambda f: _seconds(f.idle_percent)),
    Column("silent minute, %", lambda f: _seconds(f.silent_minute_percent)),
    Column("RSS / PSS MB", lambda f: f"{f.rss_peak_mb:.0f} / {f.pss_peak_mb:.0f}"),
)
TABLES = {"questions": DELAYS, "barge": BARGES, "pauses": PAUSES, "silent": SILENT}
"""By stage."""
TITLES = {
    "questions": "Last sound of the caller to our first, in seconds",
    "barge": "The caller talks over our answer, in seconds",
    "pauses": "Sentences with a pause of 0.3 to 1.0 s in them",
    "silent": "Connected callers who say nothing",
}
NOTE = (
    "wire: to the message with our first audible block; heard: until it is played; kept: to "
    "the answer that was not taken back; store: the answer was in the prompt store; value: it "
    "held the caller's words. Others: cores kept busy by other programs, which lengthen every time "
    "here."
)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.0f} %)" if whole else "–"


def tables(found: Sequence[Figures]) -> str:
    """Markdown, a table for each stage."""
    parts = []
    for stage, columns in TABLES.items():
        mine = [each for each in found if each.stage == stage]
        if mine:
            parts += [TITLES[stage], "", *rows(columns, mine), ""]
    parts += [*_hop_lines(found), *_error_lines(found), NOTE]
    return "\n".join(parts)


def rows(columns: Sequence[Column], found: Iterable[Figures]) -> list[str]:
    cells = [
        [column.title for column in columns],
        ["---"] * len(columns),
        *([column.cell(each) for column in columns] for each in found),
    ]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    return [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]


def json_line(each: Figures) -> str:
    return json.dumps(each.flat(), ensure_ascii=False)


def _hop_lines(found: Sequence[Figures]) -> list[str]:
    told = [each for each in found if each.hops_ms and each.stage == "questions"]
    lines = [
        f"{each.side}, {each.calls} calls, medians in ms: "
        + ", ".join(f"{hop} {ms:.0f}" for hop, ms in each.hops_ms.items())
        for each in told
    ]
    return [*lines, ""] if lines else []


def _error_lines(found: Sequence[Figures]) -> list[str]:
    return [f"{each.side}, {each.calls} calls: {error}" for each in found for error in each.errors]
