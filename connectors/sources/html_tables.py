"""HTML tables as rows of equal width: cells that span are written in every place they cover."""

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from connectors.sources.tables import Cell, grid_blocks
from dialog.documents.document import Block, Paragraph

WordsOf = Callable[[HtmlElement], str]
_WIDEST = 40
"""A page that claims more columns or rows for a cell is wrong."""
_NOTHING = Cell()


def table_blocks(element: HtmlElement, words_of: WordsOf) -> Iterator[Block]:
    """The table, after what it says of itself as a whole."""
    caption = element.find("caption")
    if caption is not None and words_of(caption):
        yield Paragraph(words_of(caption))
    yield from grid_blocks(_grid(element, words_of))


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
