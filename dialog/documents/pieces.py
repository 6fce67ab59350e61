"""Documents cut into passages that can be found and quoted by themselves.

A passage never crosses a section. The sentence that introduces a list or a table is in every
passage that holds a part of it, so that no condition is read without what it is a condition of.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from dialog.documents.document import Block, Document, DocumentPassage, Paragraph, Section, Table
from dialog.documents.sentences import sentences
from dialog.documents.source import Source

WORDS = 120
"""About so many in a passage; one sentence may be longer."""
MANNER = "2"
"""Of reading and cutting: with another one, all that is kept is read and cut anew."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Sentences of one block; `above` is what must be read before any of them."""

    lines: tuple[str, ...]
    above: str | None = None


def pieces(document: Document, source: Source) -> list[DocumentPassage]:
    """Return the passages of this document in order, no two the same."""
    facts = {"version": hash_of(document)[:12], **document.facts}
    found: dict[str, DocumentPassage] = {}
    for section in document.sections:
        for lines in _filled(_parts(section.blocks)):
            passage = replace(_passage(document, source, section, lines), facts=facts)
            found.setdefault(passage.key, passage)
    return list(found.values())


def hash_of(document: Document) -> str:
    """Return a hash that changes with anything that the document says."""
    told = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str)
    return sha256(told.encode()).hexdigest()


def row_sentence(header: Sequence[str], row: Sequence[str]) -> str:
    """Write a row with its headers: 'Kosten, 18 jaar en ouder: € 83,87.' or, of more columns,
    'Paspoort: 18 jaar en ouder € 83,87; jonger dan 18 jaar € 65,00.' Empty cells are left out.
    """
    label, cells = row[0], [(h, c) for h, c in zip(header[1:], row[1:], strict=True) if c]
    if not cells:
        return _closed(label)
    if len(row) == 2 and label and cells[0][0]:
        return _closed(f"{cells[0][0]}, {label}: {cells[0][1]}")
    told = "; ".join(f"{name} {cell}".strip() for name, cell in cells)
    return _closed(f"{label}: {told}" if label else told)


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) or not text else f"{text}."


def _parts(blocks: Sequence[Block]) -> Iterator[_Part]:
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = tuple(sentences(block.text))
            yield _Part(lines)
            above = list(lines[-1:])
            continue
        rows = (
            (row_sentence(block.header, row) for row in block.rows)
            if isinstance(block, Table)
            else block.lines
        )
        yield _Part(tuple(filter(None, rows)), *above)
        # A table that goes on under other headers is introduced by the same sentence.
        above = above if isinstance(block, Table) else []


def _filled(parts: Iterator[_Part]) -> Iterator[tuple[str, ...]]:
    """Fill passages one after the other; a part that fits in a passage is not cut."""
    lines: list[str] = []
    for part in parts:
        above = [part.above] if part.above is not None else []
        fits = _words([*above, *part.lines]) <= WORDS
        for line in part.lines:
            ahead = part.lines if fits and line is part.lines[0] else (line,)
            if lines not in ([], above) and _words([*lines, *ahead]) > WORDS:
                # What introduces the part goes with it.
                yield tuple(lines[:-1] if lines[-1:] == above else lines)
                lines = []
            lines += [line] if lines else [*above, line]
    if lines:
        yield tuple(lines)


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _passage(
    document: Document, source: Source, section: Section, lines: tuple[str, ...]
) -> DocumentPassage:
    named = [source.name, document.key, *section.heading, "", *lines]
    return DocumentPassage(
        key=sha256("\n".join(named).encode()).hexdigest()[:32],
        source=source.name,
        document=document.key,
        title=document.title,
        heading=section.heading,
        sentences=lines,
        questions=document.questions,
        url=document.url,
        dated=document.dated,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
        language=document.language,
        layer=source.layer,
        postcodes=source.postcodes,
    )
