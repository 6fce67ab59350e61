"""PDF leaflets. A PDF knows no headings: lines in larger letters are taken for headings. Tables
with lines around their cells are kept as rows; others are read as the lines that they are
printed in.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from connectors.sources.days import changed_in
from connectors.sources.outcomes import Unreadable
from connectors.sources.tables import Cell, grid_blocks
from dialog.documents.document import Block, Document, Items, Paragraph, Section

READING_SECONDS = 120.0
"""A PDF that takes longer is given up; 300 pages of text take a quarter of it on one core."""
_ROOT = Path(__file__).resolve().parent.parent.parent
_LARGER = 1.15
"""So much larger than most letters is a heading."""
_LONGEST_HEADING = 14
"""Words; larger letters may also be an introduction."""
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣–*-]|\d{1,2}[.)])\s+")
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
"""As PDF writes it (ISO 32000-1, 7.9.4)."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    """Of its letters, in points."""
    gap: bool = False
    """There is white above it, or a new page or column."""


@dataclass(frozen=True, slots=True)
class _Table:
    grid: tuple[tuple[Cell, ...], ...]


def read_pdf(
    body: bytes, key: str, url: str | None, language: str, seconds: float = READING_SECONDS
) -> Document:
    """Raises Unreadable for a file that is broken, locked, a scan, longer than a leaflet, or made
    to keep a reader busy.
    """
    read = _read(body, seconds)
    parts = [_part(each) for each in read["parts"]]
    title, dated = _told(read["told"])
    first, sections = _sections(parts)
    if not sections:
        raise Unreadable("In deze PDF staat geen tekst. Is het een scan?")
    words = " ".join(part.text for part in parts if isinstance(part, _Line))
    return Document(
        key=key, title=first or title or key, sections=sections, url=url,
        dated=changed_in(words) or dated, language=language,
    )  # fmt: skip


def _read(body: bytes, seconds: float) -> dict[str, Any]:
    """What `pdf_pages` tells, from a process of its own, which knows none of our secrets."""
    reader = [sys.executable, "-m", "connectors.sources.pdf_pages"]
    try:
        done = subprocess.run(
            reader, input=body, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=seconds, cwd=_ROOT, env={}, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"Het lezen van deze PDF duurde langer dan {seconds:g} seconden."
        ) from None
    except subprocess.CalledProcessError:
        raise Unreadable("Deze PDF is te groot om te lezen.") from None
    read: dict[str, Any] = json.loads(done.stdout)
    if wrong := read.get("wrong"):
        raise Unreadable(wrong)
    return read


def _part(told: dict[str, Any]) -> _Line | _Table:
    if "line" in told:
        return _Line(told["line"], told["size"], told["gap"])
    rows = (
        tuple(Cell(cell["text"], origin=tuple(cell["origin"])) for cell in row)
        for row in told["table"]
    )
    return _Table(tuple(rows))


def _told(told: dict[str, str]) -> tuple[str, date | None]:
    changed = _DAY.match(told.get("ModDate") or told.get("CreationDate") or "")
    return told.get("Title", "").strip(), _day(changed) if changed else None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _sections(parts: Sequence[_Line | _Table]) -> tuple[str, tuple[Section, ...]]:
    """The first heading of the largest letters is the title; the others open sections."""
    letters: Counter[float] = Counter()
    for part in parts:
        if isinstance(part, _Line):
            letters[part.size] += len(part.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    title, found = "", list[Section]()
    path: tuple[str, ...] = ()
    for heading, under in _grouped(parts, body * _LARGER):
        if heading and not title and not found and not path:
            title = heading
        else:
            path = (heading,) if heading else ()
        blocks = tuple(_blocks(under))
        if blocks:
            found.append(Section(path, blocks))
    return title, tuple(found)


def _grouped(
    parts: Sequence[_Line | _Table], larger: float
) -> Iterator[tuple[str, list[_Line | _Table]]]:
    heading: list[_Line] = []
    under: list[_Line | _Table] = []
    for part in parts:
        if isinstance(part, _Table) or not _is_heading(part, larger):
            under.append(part)
            continue
        # A heading may run on in letters of the same size; others begin another.
        if under or (heading and heading[-1].size != part.size):
            yield " ".join(each.text for each in heading), under
            heading, under = [], []
        heading.append(part)
    if heading or under:
        yield " ".join(each.text for each in heading), under


def _is_heading(line: _Line, larger: float) -> bool:
    return line.size >= larger and len(line.text.split()) <= _LONGEST_HEADING


def _blocks(parts: Sequence[_Line | _Table]) -> Iterator[Block]:
    lines: list[_Line] = []
    for part in parts:
        if isinstance(part, _Line):
            lines.append(part)
            continue
        yield from _texts(lines)
        yield from grid_blocks(part.grid)
        lines = []
    yield from _texts(lines)


def _texts(lines: Sequence[_Line]) -> Iterator[Block]:
    text, items = "", list[str]()
    for line in lines:
        bullet = _BULLET.match(line.text)
        if items and not bullet and (line.gap or items[-1].endswith((".", ";"))):
            yield Items(tuple(items))
            items = []
        if text and (bullet or line.gap):
            yield Paragraph(text)
            text = ""
        if bullet:
            items.append(line.text[bullet.end() :])
        elif items:
            items[-1] = _joined(items[-1], line.text)
        else:
            text = _joined(text, line.text)
    if items:
        yield Items(tuple(items))
    if text:
        yield Paragraph(text)


def _joined(before: str, line: str) -> str:
    """A word that was broken off at the end of a line is whole again."""
    if before.endswith("-") and line[:1].islower() and before[-2:-1].islower():
        return before[:-1] + line
    return f"{before} {line}".strip()
