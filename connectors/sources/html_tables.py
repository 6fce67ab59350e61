"""HTML tables as rows of equal width: cells that span are written in every place they cover."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from lxml.html import HtmlElement

from dialog.documents.document import Block, Paragraph, Table

WordsOf = Callable[[HtmlElement], str]
_WIDEST = 40
"""A page that claims more columns or rows for a cell is wrong."""


@dataclass(frozen=True, slots=True)
class Cell:
    """In every place that it covers."""

    text: str = ""
    header: bool = False
    origin: tuple[int, int] = (-1, -1)
    """Row and column where it begins."""


_NOTHING = Cell()


def table_blocks(element: HtmlElement, words_of: WordsOf) -> Iterator[Block]:
    """The table, after what it says of itself as a whole."""
    caption = element.find("caption")
    if caption is not None and words_of(caption):
        yield Paragraph(words_of(caption))
    grid = [row for row in _grid(element, words_of) if any(cell.text for cell in row)]
    while grid and _is_one(grid[0]):
        yield Paragraph(grid.pop(0)[0].text)
    if not grid:
        return
    deep = _header_rows(grid)
    header = [_merged([row[x].text for row in grid[:deep]]) for x in range(len(grid[0]))]
    together = groupby(_narrowed(header, grid[deep:]), key=lambda found: found[0])
    for names, rows in together:
        yield Table(names, tuple(row for _, row in rows))


def _grid(element: HtmlElement, words_of: WordsOf) -> list[list[Cell]]:
    """Rows of equal width, spans filled in (HTML standard, 4.9.12 'Forming a table')."""
    filled: dict[tuple[int, int], Cell] = {}
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    for y, row in enumerate(rows):
        x = 0
        for cell in (each for each in row if each.tag in ("td", "th")):
            while (y, x) in filled:
                x += 1
            one = Cell(words_of(cell), _is_header(cell), (y, x))
            for down in range(_span(cell, "rowspan")):
                for right in range(_span(cell, "colspan")):
                    filled[y + down, x + right] = one
            x += _span(cell, "colspan")
    width = max((x for _, x in filled), default=-1) + 1
    return [[filled.get((y, x), _NOTHING) for x in range(width)] for y in range(len(rows))]


def _is_header(cell: HtmlElement) -> bool:
    named = cell.tag == "th" and cell.get("scope") not in ("row", "rowgroup")
    return named or next(cell.iterancestors("thead"), None) is not None


def _span(cell: HtmlElement, name: str) -> int:
    text = cell.get(name) or "1"
    return min(max(int(text), 1), _WIDEST) if text.isdecimal() else 1


def _is_one(row: Sequence[Cell]) -> bool:
    """One cell goes over the whole width."""
    return len(row) > 1 and len({cell.origin for cell in row}) == 1


def _header_rows(grid: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are headers; without any marked, one that looks like it."""
    deep = 0
    for row in grid[:-1]:
        marked = [cell.header for cell in row if cell.text]
        if not all(marked[1:] or marked):  # the corner may be plain
            break
        deep += 1
    if deep or len(grid) < 2 or len(grid[0]) < 2 or any(c.header for row in grid for c in row):
        return deep
    values = [cell for row in grid[1:] for cell in row[1:]]
    wordy = not any(_has_digit(cell) for cell in grid[0][1:])
    return int(wordy and any(_has_digit(cell) for cell in values))


def _has_digit(cell: Cell) -> bool:
    return any(sign.isdigit() for sign in cell.text)


def _merged(texts: Sequence[str]) -> str:
    """Headers above each other as one: 'Grafrecht 20 jaar'."""
    return " ".join(dict.fromkeys(text for text in texts if text))


def _narrowed(
    header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Rows with their headers; a cell over several columns is one, under what those share.

    A row of one cell names those under it: 'Kinderen, paspoort'.
    """
    group = ""
    for row in rows:
        if _is_one(row):
            group = row[0].text
            continue
        spans = _spans(row)
        label = ", ".join(part for part in (group, row[0].text) if part)
        names = tuple(_shared([header[x] for x in span]) for span in spans)
        yield names, (label, *(row[span[0]].text for span in spans[1:]))


def _spans(row: Sequence[Cell]) -> list[list[int]]:
    """The columns of each cell."""
    return [list(columns) for _, columns in groupby(range(len(row)), key=lambda x: row[x].origin)]


def _shared(names: Sequence[str]) -> str:
    """What these headers begin with, in whole words; one header is itself."""
    words = [name.split() for name in names]
    same = takewhile(lambda each: len(set(each)) == 1, zip(*words, strict=False))
    return " ".join(each[0] for each in same)
