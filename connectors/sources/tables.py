"""Tables of any kind of file, laid out in a grid: which rows are headers, which cells are one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from dialog.documents.document import Block, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """In every place that it covers."""

    text: str = ""
    header: bool = False
    origin: tuple[int, int] = (-1, -1)
    """Row and column where it begins."""


def grid_blocks(grid: Sequence[Sequence[Cell]]) -> Iterator[Block]:
    """A grid of rows of equal width as tables, each under headers of its own."""
    rows_left = [row for row in grid if any(cell.text for cell in row)]
    while rows_left and _is_one(rows_left[0]):
        yield Paragraph(rows_left.pop(0)[0].text)
    if not rows_left:
        return
    deep = _header_rows(rows_left)
    top = rows_left[:deep]
    header = [_merged([row[x].text for row in top]) for x in range(len(rows_left[0]))]
    together = groupby(_narrowed(header, rows_left[deep:]), key=lambda found: found[0])
    for names, rows in together:
        yield Table(names, tuple(row for _, row in rows))


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
