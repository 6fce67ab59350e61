"""The address list of a content folder, `addresses.csv`: the shape of a BAG extract."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dialog.addresses import Address, Addresses
from dialog.content_file import Problem

FILE = "addresses.csv"
COLUMNS = ("postcode", "huisnummer", "huisletter", "toevoeging", "straat", "woonplaats")
_POSTCODE = re.compile(r"[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}")


@dataclass(slots=True)
class _List:
    path: Path
    problems: list[Problem] = field(default_factory=list)

    def error(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(self.path, line, sentence))


def read_addresses(folder: Path) -> tuple[Addresses, list[Problem]]:
    """Read the list; a folder without one has no addresses, and that is no mistake."""
    path = folder / FILE
    if not path.exists():
        return Addresses(), []
    found = _List(path)
    rows = tuple(_rows(found))
    _report_doubles(found, rows)
    return Addresses(tuple(address for _, address in rows)), found.problems


def _rows(found: _List) -> Iterator[tuple[int, Address]]:
    try:
        text = found.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        found.error(0, "Dit bestand is geen UTF-8. Bewaar het als UTF-8.")
        return
    except OSError as error:
        found.error(0, f"Dit bestand is niet te lezen: {error.strerror}.")
        return
    reader = csv.reader(text.splitlines(), strict=True)
    header = next(reader, [])
    if tuple(header) != COLUMNS:
        found.error(1, f"De eerste regel hoort te zijn: {','.join(COLUMNS)}.")
        return
    try:
        for row in reader:
            address = _address(found, reader.line_num, row) if row else None
            if address is not None:
                yield reader.line_num, address
    except csv.Error:
        found.error(reader.line_num, "De aanhalingstekens op deze regel kloppen niet.")


def _address(found: _List, line: int, row: list[str]) -> Address | None:
    if len(row) != len(COLUMNS):
        found.error(line, f"Hier staan {len(row)} velden. Het horen er {len(COLUMNS)} te zijn.")
        return None
    postcode, number, letter, addition, street, place = (each.strip() for each in row)
    for fits, sentence in (
        (
            _POSTCODE.fullmatch(postcode),
            f"'{postcode}' is geen postcode. Schrijf bijvoorbeeld 4991 AB.",
        ),
        (re.fullmatch(r"[1-9]\d{0,4}", number), f"'{number}' is geen huisnummer van 1 tot 99999."),
        (re.fullmatch(r"[A-Za-z]?", letter), f"'{letter}' is geen huisletter. Dat is één letter."),
        (
            re.fullmatch(r"[\w-]{0,8}", addition),
            f"'{addition}' is geen toevoeging, zoals bis of 2.",
        ),
        (street and place, "De straat of de woonplaats is leeg. Vul die in."),
    ):
        if not fits:
            found.error(line, sentence)
            return None
    return Address(postcode.replace(" ", ""), int(number), letter.upper(), addition, street, place)


def _report_doubles(found: _List, rows: tuple[tuple[int, Address], ...]) -> None:
    first: dict[Address, int] = {}
    for line, address in rows:
        other = first.setdefault(address, line)
        if other != line:
            found.error(line, f"Dit adres staat ook op regel {other}. Haal er een weg.")
