"""What stands on the pages of a PDF, in the order in which it is read: lines and ruled tables.

`python -m connectors.sources.pdf_pages` reads a PDF from its input and writes what it found as
JSON: a program of its own, because a PDF can be made that keeps a reader busy for ever or unpacks
to more than a machine holds. Who starts it sets the time; it limits its own memory.
"""

import io
import json
import logging
import resource
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table

MOST_PAGES = 300
"""A leaflet has fewer; what has more would keep a reading busy for minutes."""
MOST_BYTES = 800_000_000
"""Of memory; the libraries alone take a fifth of it."""
_MOST_SIGNS = 2_000_000
_SMALLEST_POINTS = 3.0
"""Smaller letters are not for readers."""
_EDGE_POINTS = 1.0
_WHITE = 0.6
"""So many heights of a letter between two lines part them."""

_LONG = f"Deze PDF heeft meer dan {MOST_PAGES} bladzijden, of veel te veel tekst."
_LOCKED = "Op deze PDF zit een wachtwoord."
_BROKEN = "Deze PDF is stuk."


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    # What they say of broken files is said by us, for the editor.
    logging.disable(logging.CRITICAL)
    print(json.dumps(_told(sys.stdin.buffer.read())))


def _told(body: bytes) -> dict[str, Any]:
    try:
        with pdfplumber.open(io.BytesIO(body)) as opened:
            if len(opened.pages) > MOST_PAGES:
                return {"wrong": _LONG}
            parts = list(_parts(opened.pages))
            return {"told": _metadata(opened.metadata), "parts": parts}
    except OverflowError:
        return {"wrong": _LONG}
    except Exception as error:  # the libraries raise whatever a broken file leads them to
        locked = any(isinstance(each, PDFPasswordIncorrect) for each in (error, *error.args))
        return {"wrong": _LOCKED if locked else _BROKEN}


def _metadata(told: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _parts(pages: Sequence[Page]) -> Iterator[dict[str, Any]]:
    """Raises OverflowError for more text than a leaflet has."""
    signs = 0
    for page in pages:
        for part in _on(page):
            signs += len(part.get("line", ""))
            yield part
        page.close()  # or what it made of each letter is kept
        if signs > _MOST_SIGNS:
            raise OverflowError(signs)


def _on(page: Page) -> Iterator[dict[str, Any]]:
    shown = page.filter(_is_readable)
    # A frame around text is one cell; it is no table.
    tables = [each for each in shown.find_tables() if len(each.rows[0].cells) > 1 < len(each.rows)]
    given: set[int] = set()
    words = shown.extract_words(use_text_flow=True, extra_attrs=["size"])
    before: dict[str, Any] | None = None
    for line in _lines(words, tables):
        number = _table_of(line, tables)
        if number is None:
            yield {
                "line": line["text"],
                "size": round(line["size"], 1),
                "gap": before is None or _apart(before, line),
            }
            before = line
        elif number not in given:
            given.add(number)
            yield {"table": _grid(words, tables[number])}
            before = None


def _is_readable(thing: dict[str, Any]) -> bool:
    return bool(thing["object_type"] != "char" or thing["size"] >= _SMALLEST_POINTS)


def _lines(words: Sequence[dict[str, Any]], tables: Sequence[Table]) -> Iterator[dict[str, Any]]:
    """Words that follow each other on one height, and in one table or none, are a line."""
    line: dict[str, Any] | None = None
    for word in words:
        if line is not None and _goes_on(line, word, tables):
            line["text"] += " " + word["text"]
            line["x1"], line["size"] = word["x1"], max(line["size"], word["size"])
            continue
        if line is not None:
            yield line
        line = dict(word)
    if line is not None:
        yield line


def _goes_on(line: dict[str, Any], word: dict[str, Any], tables: Sequence[Table]) -> bool:
    level: bool = abs(line["bottom"] - word["bottom"]) < line["size"] / 2
    onward: bool = word["x0"] > line["x0"]
    return level and onward and _table_of(line, tables) == _table_of(word, tables)


def _apart(above: dict[str, Any], below: dict[str, Any]) -> bool:
    """There is white between them, or the second begins another column."""
    between = below["top"] - above["bottom"]
    return bool(between > _WHITE * below["size"] or between < -below["size"])


def _table_of(thing: dict[str, Any], tables: Sequence[Table]) -> int | None:
    within = (number for number, each in enumerate(tables) if _holds(each.bbox, *_start(thing)))
    return next(within, None)


def _start(thing: dict[str, Any]) -> tuple[float, float]:
    """Where it begins, halfway its height."""
    return thing["x0"] + _EDGE_POINTS, (thing["top"] + thing["bottom"]) / 2


def _holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    left, top, right, bottom = box
    return left <= x < right and top <= y < bottom


def _grid(words: Sequence[dict[str, Any]], table: Table) -> list[list[dict[str, Any]]]:
    """Rows of equal width; a cell that goes over several places is written in each of them."""
    lefts = sorted({cell[0] for cell in table.cells})
    tops = sorted({cell[1] for cell in table.cells})
    return [[_cell(words, table, (left, top), (lefts, tops)) for left in lefts] for top in tops]


def _cell(
    words: Sequence[dict[str, Any]],
    table: Table,
    place: tuple[float, float],
    edges: tuple[Sequence[float], Sequence[float]],
) -> dict[str, Any]:
    """The cell that covers this corner of the grid."""
    corner = (place[0] + _EDGE_POINTS, place[1] + _EDGE_POINTS)
    box = next((each for each in table.cells if _holds(each, *corner)), None)
    if box is None:
        return {"text": "", "origin": [-1, -1]}
    text = " ".join(word["text"] for word in words if _holds(box, *_start(word)))
    return {"text": text, "origin": [edges[1].index(box[1]), edges[0].index(box[0])]}


if __name__ == "__main__":
    main()
