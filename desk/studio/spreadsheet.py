"""A table as a file for a spreadsheet that speaks Dutch.

Semicolons, because a comma stands in Dutch numbers; a byte order mark, without which Excel takes
UTF-8 for something else; lines end as RFC 4180 says. A cell that begins like a formula is given an
apostrophe, so that nothing is calculated that somebody else wrote (OWASP, CSV injection).
"""

import csv
import io
from collections.abc import Sequence

from desk.studio.figure import FEW, Cell

MEDIA_TYPE = "text/csv; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is calculated."""


def spreadsheet(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def _cell(cell: Cell) -> str:
    if cell is None:
        return FEW
    return uncalculated(str(cell))


def uncalculated(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
