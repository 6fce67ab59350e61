"""The addresses of the municipality, in the shape of an extract from the BAG.

They tell whether what was heard exists, what may belong to a number, and which street was meant.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dialog.phrases import plain
from dialog.slots.likeness import likeness


@dataclass(frozen=True, slots=True)
class Address:
    postcode: str
    """'4991AB', without a space."""
    huisnummer: int
    huisletter: str
    """One capital, or nothing."""
    toevoeging: str
    """Up to four signs after the letter: 'bis', '2'; '2-hoog' too, as municipalities write it."""
    straat: str
    woonplaats: str

    @property
    def number(self) -> str:
        """As the slot `huisnummer` has it: '12A', '12bis', '12-2', '12-2hoog'."""
        bare = f"{self.huisnummer}{self.huisletter}"
        if not self.toevoeging:
            return bare
        addition = re.sub(r"^(\d+)-(?=hoog)", r"\1", self.toevoeging)
        return f"{bare}-{addition}" if addition[0].isdigit() else f"{bare}{addition}"


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    likeness: float
    """From 0 to 1, how near it comes to what was heard."""


@dataclass(frozen=True)
class Addresses:
    """Every address; none for a municipality that gave no list."""

    rows: tuple[Address, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    @cached_property
    def streets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.straat for row in self.rows))

    @cached_property
    def _by_postcode(self) -> Mapping[str, tuple[Address, ...]]:
        found: dict[str, list[Address]] = defaultdict(list)
        for row in self.rows:
            found[row.postcode].append(row)
        return {postcode: tuple(rows) for postcode, rows in found.items()}

    @cached_property
    def _by_street(self) -> Mapping[str, tuple[Address, ...]]:
        found: dict[str, list[Address]] = defaultdict(list)
        for row in self.rows:
            found[plain(row.straat)].append(row)
        return {street: tuple(rows) for street, rows in found.items()}

    def find(self, postcode: str, huisnummer: str) -> tuple[Address, ...]:
        """The address with this number, or else all with the same number and other additions.

        Nothing: that postcode, or that number there, does not exist. More than one: ask which.
        """
        rows = self._by_postcode.get(re.sub(r"\s", "", postcode).upper(), ())
        return _with_number(rows, huisnummer)

    def on_street(self, straat: str, huisnummer: str | None = None) -> tuple[Address, ...]:
        """All addresses on a street, or those with this number, as `find` does."""
        rows = self._by_street.get(plain(straat), ())
        return rows if huisnummer is None else _with_number(rows, huisnummer)

    def streets_of(self, postcode: str) -> tuple[str, ...]:
        """The streets with this postcode: 'Is dat de Dorpsstraat?' says more than letters."""
        rows = self._by_postcode.get(re.sub(r"\s", "", postcode).upper(), ())
        return tuple(dict.fromkeys(row.straat for row in rows))

    def rank(self, heard: str, count: int = 3) -> tuple[Street, ...]:
        """The nearest streets by spelling and sound, the nearest first."""
        streets = [Street(name, likeness(heard, name)) for name in self.streets]
        return tuple(sorted(streets, key=lambda street: -street.likeness)[:count])


def _with_number(rows: tuple[Address, ...], huisnummer: str) -> tuple[Address, ...]:
    asked = _bare(huisnummer)
    exact = tuple(row for row in rows if _bare(row.number) == asked)
    digits = re.match(r"\d+", asked)
    if exact or digits is None:
        return exact
    return tuple(row for row in rows if row.huisnummer == int(digits.group()))


def _bare(number: str) -> str:
    """'12-2hoog', '12 2 HOOG' and '12-2-hoog' are one."""
    return re.sub(r"[^0-9a-z]", "", number.lower())
