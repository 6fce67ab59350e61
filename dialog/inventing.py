"""What callers tell of themselves, replaced by invented values of the same kind.

So a conversation can be looked at and had again by people who are not to know who rang: within
one conversation the same value gives the same invented one, also when it comes back in another
form; in another conversation it gives another. '[BSN]' stays as it is: nine digits that pass the
test could be somebody's.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from dialog.addresses import Addresses
from dialog.invented_names import InventedNames
from dialog.invented_numbers import (
    covered,
    in_place,
    other_birthday,
    other_digits,
    other_mail,
    other_plate,
    other_telephone,
)
from dialog.invented_places import InventedPlaces
from dialog.masking import MASK
from dialog.phrases import plain
from dialog.slots.digits import digit_runs, national, telephone
from dialog.slots.lexicon import Lexicon
from dialog.slots.reader import read
from dialog.slots.value import Span, Value
from dialog.t9 import keys_of

_PERSONAL = ("naam", "telefoon", "postcode", "straat", "huisnummer", "kenteken", "zaaknummer")
_KEPT = ("bedrag", "datum", "datum_nieuw", "tijd", "aantal", "leeftijd")
_GROWN_DAYS = 300
"""A day so far back is when somebody was born or married, and no appointment."""
_MANY_DIGITS = 5
_MAIL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[\w-]+ (?:punt|dot|streepje|underscore) )*[\w-]+ (?:apenstaartje|apestaartje|at sign)"
    r" [\w-]+(?: (?:punt|dot) [\w-]+)+",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\d|[\w,] [A-ZÀ-Þ]|@|apenstaartje|apestaartje|at sign"
    r"|(?:straat|weg|laan|plein|dijk|kade|singel|dreef|hof|steeg|gracht)\b"
)
_BETWEEN_BEHIND = re.compile(r"(?:[ ,]+(?:van|de|den|der|het|te|ter|ten)\b)*[ ,]*$")
"""'Gerrie van de', where a street follows."""
_TAKEN_BACK = re.compile(r"\b(?:nee|niet|sorry|oude|fout|no|not|wrong|i mean)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.,;!?]+")

Replaced = tuple[Span, str]


class Inventor:
    """Invents for one conversation; `seed` is what it is called by."""

    def __init__(self, seed: str, addresses: Addresses, lexicon: Lexicon) -> None:
        self._seed, self._lexicon = seed, lexicon
        self._names = InventedNames(seed, lexicon.words)
        self._places = InventedPlaces(seed, addresses)
        self._streets = {word for name in lexicon.streets for word in name.split()}
        self._postcode: str | None = None
        self._street: str | None = None

    def words(self, text: str, now: datetime, expect: str | None = None) -> str:
        """The turn with invented values. `expect` is the slot that was asked for, where one was;
        turns are given in their order.
        """
        if expect not in _PERSONAL and not self._may_tell(text):
            return self._names.again(text)
        values = self._values(text, now, expect)
        replaced = [(each.span(), other_mail(self._seed, each.group())) for each in _mails(text)]
        for value in sorted(values, key=_order):
            _add(replaced, value.span, self._of_value(value, text, now))
        self._add_names(replaced, text)
        kept = [value.span for value in values if value.slot in _KEPT]
        kept += [(at.start(), at.end()) for at in re.finditer(re.escape(MASK), text)]
        for run in digit_runs(text):
            span = (run.start, run.end)
            if len(run.digits) >= _MANY_DIGITS and not covered(span, kept):
                _add(replaced, span, self._digits(text[run.start : run.end], run.digits))
        return self._rewritten(text, replaced)

    def keys(self, keys: str, expect: str | None = None) -> str:
        """As `words`, of what was keyed. One key is a choice, and stays."""
        digits = "".join(sign for sign in keys if sign.isdigit())
        if MASK in keys or len(digits) < 2 or keys.strip("0123456789"):
            return keys
        if telephone(digits) is not None:
            return self.telephone(digits)
        if expect == "naam":
            return keys_of(self._names.name(digits))
        if expect == "huisnummer":
            return "".join(filter(str.isdigit, self._number(digits) or "")) or digits
        if expect in _KEPT or len(digits) < _MANY_DIGITS:
            return keys
        return self._digits(digits, digits)

    def telephone(self, number: str) -> str:
        """For '0612345678' or '+31612345678' one that begins the same way."""
        bare = "".join(sign for sign in number if sign.isdigit())
        ours = national(bare, number.startswith("+"))
        if ours is None:
            return number[: len(number) - len(bare)] + other_digits(self._seed, bare, kept=2)
        other = other_telephone(self._seed, ours)
        return other if bare == ours else f"{number[: len(number) - len(ours) + 1]}{other[1:]}"

    def _may_tell(self, text: str) -> bool:
        """Whether there can be a value in it; to read a line takes twenty times as long."""
        if _TELLING.search(text) or any(len(run.digits) > 1 for run in digit_runs(text)):
            return True
        return not self._streets.isdisjoint(plain(text).split())

    def _values(self, text: str, now: datetime, expect: str | None) -> list[Value]:
        """What the caller took back ('nee, dat is de oude') was told all the same."""
        values = read(text, now=now, expect=expect, lexicon=self._lexicon)
        if _TAKEN_BACK.search(text):
            for clause in _CLAUSE.finditer(text):
                again = read(clause.group(), now=now, lexicon=self._lexicon)
                values += tuple(_moved(each, clause.start()) for each in again)
        return [value for value in values if value.complete]

    def _add_names(self, replaced: list[Replaced], text: str) -> None:
        for start, end in self._names.spans(text):
            end = min([end, *(at for (at, _), _ in replaced if start < at)])
            name = _BETWEEN_BEHIND.sub("", text[start:end])
            if not covered((start, end), [span for span, _ in replaced]):
                replaced.append(((start, start + len(name)), self._names.name(name)))

    def _of_value(self, value: Value, text: str, now: datetime) -> str | None:
        """None: it tells nothing of the caller."""
        said = text[slice(*value.span)]
        match value.slot:
            case "naam":
                return self._names.name(said if len(said.split()) > 1 else value.value)
            case "telefoon":
                other = self.telephone(value.value)
                return in_place(said, other) or other
            case "postcode":
                self._postcode = value.value
                other = self._places.postcode(value.value)
                return f"{other[:4]} {other[4:]}"
            case "straat":
                self._street = value.value
                return self._places.street(value.value)
            case "huisnummer":
                return self._number(value.value)
            case "kenteken":
                return other_plate(self._seed, value.value)
            case "zaaknummer":
                year, number = value.value.split("-")
                return f"{year}-{other_digits(self._seed, number)}"
            case "datum" if (now.date() - date.fromisoformat(value.value)).days > _GROWN_DAYS:
                return other_birthday(self._seed, date.fromisoformat(value.value))
            case _:
                return None

    def _number(self, said: str) -> str | None:
        if self._postcode is None and self._street is None:
            return None  # 'van nummer acht' tells nobody where
        return self._places.number(said, self._postcode, self._street)

    def _digits(self, said: str, digits: str) -> str:
        number = telephone(said)
        kept = 2 if digits.startswith("06") else 0
        other = self.telephone(number) if number else other_digits(self._seed, digits, kept)
        return in_place(said, other) or other

    def _rewritten(self, text: str, replaced: Sequence[Replaced]) -> str:
        made, at = "", 0
        for (start, end), by in sorted(replaced):
            made += self._names.again(text[at:start]) + by
            at = end
        return made + self._names.again(text[at:])


def _add(replaced: list[Replaced], span: Span, by: str | None) -> None:
    """What was found first goes first; None tells nothing of the caller."""
    if by is not None and not covered(span, [each for each, _ in replaced]):
        replaced.append((span, by))


def _order(value: Value) -> int:
    """A number is invented once its postcode and street are known."""
    return 1 if value.slot == "huisnummer" else 0


def _moved(value: Value, by: int) -> Value:
    return replace(value, span=(value.span[0] + by, value.span[1] + by))


def _mails(text: str) -> list[re.Match[str]]:
    return list(_MAIL.finditer(text))
