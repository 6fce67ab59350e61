"""What was found in a caller's words: a slot, its value, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass

SLOTS = (
    *("datum", "datum_nieuw", "weekdag", "periode"),
    *("tijd", "tijd_nieuw", "tijd_van", "tijd_tot", "tijd_vanaf", "dagdeel"),
    *("postcode", "huisnummer", "straat", "telefoon", "naam", "kenteken", "zaaknummer"),
    *("bedrag", "leeftijd", "aantal", "afdeling", "functie", "product", "object", "locatie"),
)
"""Every slot that can be read; the keys of the contract, without 'command'."""

Span = tuple[int, int]
"""From and to: `text[start:end]` holds the words."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value as text, in the one form in which it is kept.

    datum: '2026-12-01'. tijd: '14:30'. periode: '2027-03' a month, '2026-W49' a week,
    'R/P2W' every other week. weekdag and dagdeel: their Dutch word. postcode: '4811AB'.
    huisnummer: '12', '12A', '12bis', '12-2', '12-3hoog'. telefoon: '0612345678'. kenteken:
    'R407JH'. zaaknummer: 'Z2026-00123'. bedrag: euros, '18.50'. leeftijd and aantal: digits.
    """

    slot: str
    value: str
    """Empty when the caller said only part of it: 'vijf over half'."""
    span: Span
    confidence: float = 1.0
    """How sure that the caller means this value, from 0 to 1; of sound it knows nothing."""
    ambiguous: tuple[str, ...] = ()
    """Other values that the same words may mean, likeliest first: worth a question."""

    @property
    def complete(self) -> bool:
        return bool(self.value)


Told = str | int | float | list[str]


def told(values: Iterable[Value]) -> dict[str, Told]:
    """The values as `belbalie ask` tells them: amounts and counts as numbers, objects as a list.

    Of several values of one slot the surest is told, and of equally sure ones the first.
    """
    complete = [value for value in values if value.complete]
    best: dict[str, Value] = {}
    for value in complete:
        if value.slot not in best or value.confidence > best[value.slot].confidence:
            best[value.slot] = value
    objects = list(dict.fromkeys(each.value for each in complete if each.slot == "object"))
    return {slot: objects if slot == "object" else _plain(best[slot]) for slot in best}


def _plain(value: Value) -> Told:
    if value.slot == "bedrag":
        return float(value.value)
    return int(value.value) if value.slot in ("leeftijd", "aantal") else value.value
