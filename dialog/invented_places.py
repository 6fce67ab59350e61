"""Addresses in place of addresses: existing ones of the municipality, so that the same is found."""

from collections.abc import Sequence

from dialog.addresses import Address, Addresses
from dialog.drawing_lots import lot, lots, one_of
from dialog.phrases import plain

_FREE = 901
"""From here on a number is seldom given out."""
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXZ"


class InventedPlaces:
    """Those of one conversation: a street, a postcode and a number that belong together stay
    together.
    """

    def __init__(self, seed: str, addresses: Addresses) -> None:
        self._seed, self._addresses = seed, addresses
        self._postcodes: dict[str, str] = {}
        self._streets: dict[str, str] = {}

    def postcode(self, said: str) -> str:
        """'4991AB' for '4991AA'; of a postcode that does not exist, one that does not either."""
        if said not in self._postcodes:
            self._postcodes[said] = self._new_postcode(said)
        return self._postcodes[said]

    def street(self, said: str) -> str:
        if said not in self._streets:
            self._streets[said] = self._new_street(said)
        return self._streets[said]

    def number(self, said: str, postcode: str | None, street: str | None) -> str:
        """A house number at the invented postcode or street; it exists there if the other did."""
        if postcode is not None:
            was, rows = self._addresses.find(postcode, said), self._rows(self.postcode(postcode))
        elif street is not None:
            was = self._addresses.on_street(street, said)
            rows = self._addresses.on_street(self.street(street))
        else:
            return said
        if len(was) == 1:
            alone = [row for row in rows if self._alone(row, rows)]
            return one_of(self._seed, f"number\0{said}", alone or rows).number if rows else said
        if not was:
            taken = {row.huisnummer for row in rows}
            first = _FREE + lot(self._seed, f"number\0{said}", 98)
            return str(next(n for n in range(first, 99999) if n not in taken))
        return said

    def _alone(self, row: Address, rows: Sequence[Address]) -> bool:
        return sum(other.huisnummer == row.huisnummer for other in rows) == 1

    def _rows(self, postcode: str) -> tuple[Address, ...]:
        streets = self._addresses.streets_of(postcode)
        rows = (row for street in streets for row in self._addresses.on_street(street))
        return tuple(row for row in rows if row.postcode.replace(" ", "") == postcode)

    def _new_postcode(self, said: str) -> str:
        rows = self._rows(said)
        streets = {self._streets[row.straat] for row in rows if row.straat in self._streets}
        near = [
            row
            for row in self._addresses.rows
            if row.postcode != said and (not streets or row.straat in streets)
        ]
        same = [row for row in near if row.postcode[:4] == said[:4]] or near
        if rows and same:
            return one_of(self._seed, f"postcode\0{said}", same).postcode
        known = {row.postcode for row in self._addresses.rows} | {said}
        for nth in range(1000):
            first, second = lots(self._seed, f"postcode\0{said}\0{nth}", 2)
            made = said[:4] + _LETTERS[first] + _LETTERS[second + 10]
            if made not in known:
                return made
        return said[:4] + "XX"

    def _new_street(self, said: str) -> str:
        ours = [street for street in self._addresses.streets if plain(street) != plain(said)]
        tied = [
            street
            for postcode, invented in self._postcodes.items()
            if said in self._addresses.streets_of(postcode)
            for street in self._addresses.streets_of(invented)
        ]
        known = bool(self._addresses.on_street(said))
        if known and (tied or ours):
            return tied[0] if tied else one_of(self._seed, f"street\0{said}", ours)
        ending = next((each for each in _ENDINGS if plain(said).endswith(each)), "straat")
        named = [f"{flower}{ending}" for flower in _FLOWERS]
        return one_of(self._seed, f"street\0{said}", [n for n in named if plain(n) != plain(said)])


_ENDINGS = ("straat", "weg", "laan", "plein", "dijk", "kade", "singel", "dreef", "hof", "steeg")
_FLOWERS = ("Pijlkruid", "Watermunt", "Zwanenbloem", "Kalmoes", "Dotterbloem", "Lisdodde", "Kroos")
"""For streets that the municipality does not have."""
