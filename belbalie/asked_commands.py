"""`belbalie knowledge questions`: lines that ask for what documents say, in and out as CSV."""

import csv
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from belbalie.errors import WorkFailed, WrongUse
from belbalie.settings import Settings
from desk.studio.spreadsheet import FORMULA, uncalculated
from records.asked_lines import AskedLines, Place, WrittenLine, places
from records.documents import Documents
from records.errors import RecordsError

COLUMNS = ("document", "section", "sentence", "question")
FEWEST_WORDS, MOST_WORDS = 2, 40
"""Of a line: fewer tell nothing, and more is a text and no question."""
_SHOWN = 100
"""Characters of a first line that is wrong."""
_WORD = re.compile(r"\w*[^\W\d_]\w*")
Given = TypeVar("Given")


def export_lines(settings: Settings, blank: bool) -> None:
    """Print them for a spreadsheet. Raises WorkFailed."""
    lines = _told(settings, lambda kept: kept.all())
    asked = {line.place for line in lines}
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    rows = [(*line.place, line.text) for line in lines]
    if blank:
        rows += [(*place, "") for place in _places(settings) if place not in asked]
    writer.writerows([uncalculated(cell) for cell in row] for row in rows)


def import_lines(settings: Settings, file: Path) -> None:
    """A row that is wrong costs itself only. Raises WrongUse, and WorkFailed where any was."""
    there = _places(settings)
    good, faults = [], []
    for number, row in _rows(file):
        line = _line(row)
        if not line.text:
            continue
        fault = _fault(line, there)
        if fault is None:
            good.append(line)
        else:
            faults.append(f"{file.name}:{number}: {fault}")
    new = _told(settings, lambda kept: kept.keep(good, datetime.now(UTC)))
    print(f"{new} new, {len(good) - new} the same, {len(faults)} faults")
    for fault in faults:
        print(f"  {fault}")
    if faults:
        raise WorkFailed(
            f"Expected to take up every row, got {len(faults)} that are wrong; the others are "
            "taken up: see the lines above"
        )


def count_lines(settings: Settings) -> None:
    """Raises WorkFailed."""
    lines = _told(settings, lambda kept: kept.all())
    there = _places(settings)
    asked = {line.place for line in lines} & there.keys()
    lost = [line for line in lines if line.place not in there]
    print(f"{len(lines)} questions for {len(asked)} of {len(there)} sentences")
    for line in lost:
        print(f"  of a sentence that is gone: {line.document}: {line.text}")


def remove_lines(settings: Settings) -> None:
    """Raises WorkFailed."""
    print(f"{_told(settings, lambda kept: kept.remove())} questions removed")


def _text(cell: str) -> str:
    """As it was before `uncalculated`; a spreadsheet may have taken the mark off already."""
    folded = " ".join(cell.split())
    return folded[1:] if folded.startswith("'") and folded[1:].startswith(FORMULA) else folded


def _line(row: Mapping[str, str]) -> WrittenLine:
    document, section, sentence, text = (_text(row[name]) for name in COLUMNS)
    return WrittenLine(document, section, sentence, text)


def _fault(line: WrittenLine, there: Mapping[Place, None]) -> str | None:
    """What is wrong with it, in a sentence."""
    words = len(_WORD.findall(line.text))
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        return f"question: expected {FEWEST_WORDS} to {MOST_WORDS} words, got {words}"
    if line.place not in there:
        return (
            "sentence: expected one of this document and section, word for word as "
            "`belbalie knowledge questions export --blank` prints it"
        )
    return None


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows with their line numbers, of a file with commas or semicolons. Raises WrongUse."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"FILE.csv: expected a file in UTF-8, got: {error}") from None
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    try:
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise WrongUse(
                f"FILE.csv: expected the columns {', '.join(COLUMNS)} in its first line, "
                f"got {first[:_SHOWN]!r}"
            )
        for row in reader:
            yield reader.line_num, {name: row[name] or "" for name in COLUMNS}
    except csv.Error as error:
        raise WrongUse(f"FILE.csv: expected CSV in line {reader.line_num}, got: {error}") from None


def _places(settings: Settings) -> dict[Place, None]:
    """Of all sentences, in the order of the documents. Raises WorkFailed."""
    try:
        with closing(Documents(settings.database_url)) as documents:
            return dict.fromkeys(
                place for passage in documents.passages() for place in places(passage)
            )
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


def _told(settings: Settings, work: Callable[[AskedLines], Given]) -> Given:
    """Raises WorkFailed."""
    try:
        with closing(AskedLines(settings.database_url)) as kept:
            return work(kept)
    except RecordsError as error:
        raise WorkFailed(str(error)) from None
