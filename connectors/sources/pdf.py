"""PDF leaflets. A PDF knows no headings and no tables: lines in larger letters are taken for
headings, and a table is read as the lines that it is printed in.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pypdf import PdfReader

from connectors.sources.days import changed_in
from connectors.sources.outcomes import Unreadable
from dialog.documents.document import Block, Document, Items, Paragraph, Section

MOST_PAGES = 300
"""A leaflet has fewer; what has more would keep a reading busy for minutes."""
_LARGER = 1.15
"""So much larger than most letters is a heading."""
_LONGEST_HEADING = 14
"""Words; larger letters may also be an introduction."""
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣–*-]|\d{1,2}[.)])\s+")

# What it says of broken files is said by us, for the editor.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    """Of its letters, in points."""
    gap: bool = False
    """There is white above it, or a new page."""


def read_pdf(body: bytes, key: str, url: str | None, language: str) -> Document:
    """Raises Unreadable for a file that is broken, locked, a scan, or longer than a leaflet."""
    try:
        reader = PdfReader(io.BytesIO(body))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = len(reader.pages) if not locked else 0
        lines = list(_lines(reader)) if 0 < pages <= MOST_PAGES else []
        title, dated = _told(reader) if not locked else ("", None)
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        raise Unreadable("Deze PDF is stuk.") from error
    if locked:
        raise Unreadable("Op deze PDF zit een wachtwoord.")
    if pages > MOST_PAGES:
        raise Unreadable(f"Deze PDF heeft meer dan {MOST_PAGES} bladzijden.")
    first, sections = _sections(lines)
    if not sections:
        raise Unreadable("In deze PDF staat geen tekst. Is het een scan?")
    return Document(
        key=key, title=first or title or key, sections=sections, url=url,
        dated=changed_in(" ".join(line.text for line in lines)) or dated,
        language=language,
    )  # fmt: skip


def _told(reader: PdfReader) -> tuple[str, date | None]:
    known = reader.metadata
    if known is None:
        return "", None
    changed: datetime | None = known.modification_date or known.creation_date
    return (known.title or "").strip(), changed.date() if changed is not None else None


def _lines(reader: PdfReader) -> Iterator[_Line]:
    """Lines in reading order; hyphens at their ends still stand."""
    for page in reader.pages:
        parts: list[tuple[str, float]] = []

        def see(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
            parts.append((text, abs(size * tm[3] * cm[3]) or size))  # noqa: B023  # used at once

        page.extract_text(visitor_text=see)
        yield from _broken(parts)


def _broken(parts: Sequence[tuple[str, float]]) -> Iterator[_Line]:
    """Pieces of text put together and broken where the page breaks them."""
    text, size, gap = "", 0.0, True
    for part, part_size in (*parts, ("\n", 0.0)):
        for number, piece in enumerate(part.split("\n")):
            if number:
                if text.strip():
                    yield _Line(" ".join(text.split()), round(size, 1), gap)
                    gap = False
                else:
                    gap = True
                text, size = "", 0.0
            text += piece
            if piece.strip():
                size = max(size, part_size)


def _sections(lines: Sequence[_Line]) -> tuple[str, tuple[Section, ...]]:
    """The first heading of the largest letters is the title; the others open sections."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    title, found = "", list[Section]()
    path: tuple[str, ...] = ()
    for heading, under in _grouped(lines, body * _LARGER):
        if heading and not title and not found and not path:
            title = heading
        else:
            path = (heading,) if heading else ()
        blocks = tuple(_blocks(under))
        if blocks:
            found.append(Section(path, blocks))
    return title, tuple(found)


def _grouped(lines: Sequence[_Line], larger: float) -> Iterator[tuple[str, list[_Line]]]:
    heading: list[_Line] = []
    under: list[_Line] = []
    for line in lines:
        if line.size < larger or len(line.text.split()) > _LONGEST_HEADING:
            under.append(line)
            continue
        # A heading may run on in letters of the same size; others begin another.
        if under or (heading and heading[-1].size != line.size):
            yield " ".join(each.text for each in heading), under
            heading, under = [], []
        heading.append(line)
    if heading or under:
        yield " ".join(each.text for each in heading), under


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
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
