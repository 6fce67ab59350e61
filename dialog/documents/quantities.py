"""Every figure that a text states: its value, its unit and its bound.

'Maximaal € 12,50 per uur' and 'hooguit twaalf euro vijftig …' are compared by what they say and
not by how they are written. Dutch only: that is the language that is rewritten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dialog.slots import number_words
from dialog.slots.spoken_numbers import atoms_of, readings


class Bound(StrEnum):
    EXACT = ""
    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE = "more"
    LESS = "less"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Quantity:
    value: str
    """Digits in one way of writing: '12.5', '2026-11-03', '--11-03' without its year."""
    unit: str
    """'euro', 'week', 'date', 'telephone', … or nothing where the unit is not known."""
    bound: Bound
    start: int
    end: int
    """Its place in the `normal` text."""

    @property
    def amount(self) -> tuple[str, str]:
        return self.value, self.unit


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun"),
            *("juli jul", "augustus aug", "september sep sept", "oktober okt"),
            *("november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(_MONTHS)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_UNITS: tuple[tuple[str, str], ...] = (
    ("euro", r"euro'?s?|eur"),
    ("cent", r"cent(?:en)?"),
    ("procent", r"procent|%"),
    ("workday", r"werkdag(?:en)?"),
    ("schoolday", r"schooldag(?:en)?"),
    ("day", r"dag(?:en)?|kalenderdag(?:en)?"),
    ("week", r"we(?:ek|ken)"),
    ("month", r"maand(?:en)?"),
    ("year", r"ja(?:ar|ren)|jarige?n?"),
    ("hour", r"u(?:ur|ren)|u\b"),
    ("minute", r"minu(?:ut|ten)"),
    ("m2", r"vierkante meters?|m2|m²"),
    ("m3", r"kubieke meters?|m3|m³|kuub"),
    ("km", r"kilometers?|km"),
    ("cm", r"centimeters?|cm"),
    ("meter", r"meters?|m"),
    ("kg", r"kilo(?:gram)?s?|kg"),
    ("liter", r"liters?"),
    ("person", r"perso(?:on|nen)|mensen"),
    ("times", r"keer|maal|x"),
)
_UNIT = re.compile(
    r"\s*-?\s*(?:"
    + "|".join(f"(?P<u{n}>{pattern})" for n, (_, pattern) in enumerate(_UNITS))
    + r")(?!\w)"
)
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_PATTERN = re.compile(
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<figures>\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}})"
    rf"|(?P<date>\d{{1,2}} (?:{_MONTH})\b(?: \d{{4}}\b)?)"
    rf"|(?P<month>\b(?:{_MONTH})\b(?: \d{{4}}\b)?)"
    rf"|(?P<weekday>\b(?:{'|'.join(WEEKDAYS)})(?:en|s)?(?=\b|ochtend|middag|avond|nacht))"
    rf"|(?P<telephone>\b14 ?0\d{{2,3}}\b|\b0\d{{1,3}}[- ]\d{{3,4}}(?: ?\d{{2,4}}){{0,2}}\b"
    rf"|\b0\d{{9}}\b|\b0[89]00[- ]?\d{{4,7}}\b|\b112\b)"
    rf"|(?P<postcode>\b\d{{4}} ?[a-z]{{2}}\b(?! \d))"
    rf"|(?P<clock>\b\d{{1,2}}[.:]\d{{2}}\b(?:\s?u(?:ur)?\b)?)"
    rf"|(?P<before>€\s?(?:{_NUMBER})(?:,-+)?(?![.,]?\d))"
    rf"|(?P<number>(?<![\w.,])(?:{_NUMBER})(?:,-+)?(?![.,]?\d))"
)
_FIGURES = re.compile(r"\d[\d.,:]*")
_TWO_LETTER_WORDS = frozenset(
    [
        "of",
        "op",
        "en",
        "te",
        "in",
        "de",
        "is",
        "je",
        "ze",
        "we",
        "er",
        "om",
        "al",
        "uw",
        "cm",
        "km",
        "kg",
    ]
)
_PER = re.compile(r"(?:\bper |/ ?)(?P<what>[a-z]+)")
_MORE = r"(?:meer|langer|ouder|hoger|groter|later|zwaarder|verder|dikker|breder|dieper|duurder)"
_LESS = r"(?:minder|korter|jonger|lager|kleiner|eerder|lichter|dunner|smaller|goedkoper)"
_VERB_BETWEEN = r"(?: (?:is|zijn|bent|was|wordt|duurt|worden))?"
_BEFORE_FIGURE: tuple[tuple[Bound, str], ...] = (
    (Bound.AT_MOST, rf"niet {_MORE}{_VERB_BETWEEN} dan|nooit {_MORE} dan"),
    (Bound.AT_LEAST, rf"niet {_LESS}{_VERB_BETWEEN} dan|nooit {_LESS} dan"),
    (Bound.AT_MOST, r"maximaal|hooguit|(?:ten|op zijn) hoogst\w*|hoogstens|uiterlijk(?: op)?"),
    (Bound.AT_MOST, r"tot en met|t/m|binnen|maximum van|max\.?"),
    (Bound.AT_LEAST, r"minimaal|ten ?minste|minstens|op zijn minst|vanaf|met ingang van"),
    (Bound.AT_LEAST, r"minimum van|min\.?"),
    (Bound.MORE, rf"{_MORE}{_VERB_BETWEEN} dan|boven|na"),
    (Bound.LESS, rf"{_LESS}{_VERB_BETWEEN} dan|onder|tot|voor"),
    (Bound.ABOUT, r"ongeveer|circa|rond|gemiddeld|zo'n|ca\.?|plusminus"),
)
_BEHIND_FIGURE: tuple[tuple[Bound, str], ...] = (
    (Bound.AT_MOST, rf"(?:of|en) {_LESS}\b|maximaal|hoogstens"),
    (Bound.AT_LEAST, rf"(?:of|en) {_MORE}\b|minimaal"),
)
_SMALL_BEFORE = r"(?:\s(?:de|het|een|op|van|uw|dag|leeftijd van|eerste))?\s*(?:€\s*)?$"
_BEFORE = tuple(
    (bound, re.compile(rf"(?<!\w)(?:{words}){_SMALL_BEFORE}")) for bound, words in _BEFORE_FIGURE
)
_BEHIND = tuple(
    (bound, re.compile(rf"^\s*(?:is |bent |oud )*(?:{words})")) for bound, words in _BEHIND_FIGURE
)
_FIRST_TO_LAST = re.compile(r"\s*(?:tot en met|tot|t/m|en|of|-|–)\s*(?=\d)")
_TO_BEFORE = re.compile(
    rf"(?:\d|{'|'.join(WEEKDAYS)})(?:\s*uur)?\s*(?:tot|t/m|tot en met|-|–)\s*(?:€\s*)?$"
)
_EEN = re.compile(r"\b(?:één|éénmaal)\b", re.I)
_IN_ACHT = re.compile(r"\bin acht\b|\bacht (?:op|slaan|te slaan)\b")
_NO_NUMBER = frozenset({"een", "en", "and", "ten", "one"})
_HALVES = {
    **{"anderhalf": "1,5", "anderhalve": "1,5", "tweeënhalf": "2,5", "half": "0,5", "halve": "0,5"},
}


def normal(text: str) -> str:
    """Small letters, no accents, number words in figures: 'Twee weken' -> '2 weken'."""
    text = _EEN.sub("1", text.replace("\N{NO-BREAK SPACE}", " "))
    text = re.sub(r"\bhalf (\w+)", _half_past, text)
    text = number_words.plain(text.replace("’", "'"))
    for word, figure in _HALVES.items():
        text = re.sub(rf"\b{number_words.plain(word)}\b", figure, text)
    return _in_figures(text)


def _half_past(found: re.Match[str]) -> str:
    """'half tien' is 9.30."""
    hour = number_words.VALUES.get(number_words.plain(found[1].lower()))
    return f"{hour - 1}.30 uur" if hour and 1 <= hour <= 12 else found[0]


def _in_figures(text: str) -> str:
    kept = [found.span() for found in _IN_ACHT.finditer(text)]
    atoms = atoms_of(text)
    pieces, at, behind = [], 0, 0
    while at < len(atoms):
        begin = atoms[at].start
        found = readings(atoms, at) if _is_number_word(atoms[at].word) else []
        if not found or begin < behind or any(one <= begin < end for one, end in kept):
            at += 1
            continue
        number, at = found[0]
        pieces += [text[behind:begin], number]
        behind = atoms[at - 1].end
    return "".join([*pieces, text[behind:]])


def _is_number_word(word: str) -> bool:
    counted = word in number_words.VALUES or word in number_words.SCALES
    return counted and word not in _NO_NUMBER


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure in a `normal` text, in order; one that cannot be read stands for itself."""
    read = list(_quantities(text))
    odd = [
        Quantity(found[0], "", Bound.EXACT, found.start(), found.end())
        for found in _FIGURES.finditer(text)
        if not any(one.start <= found.start() < one.end for one in read)
    ]
    return tuple(sorted((*read, *odd), key=lambda one: one.start))


def _quantities(text: str) -> Iterator[Quantity]:
    last = 0
    for found in _PATTERN.finditer(text):
        if found.start() < last:  # the cents of '12 euro 50'
            continue
        value, unit, last = _read(found, text)
        before, behind = text[: found.start()], text[last:]
        if not unit and (other := _FIRST_TO_LAST.match(behind)):
            unit = _unit_behind(behind[other.end() :])
        yield Quantity(value, unit, _bound(before, behind, unit), found.start(), last)


def _unit_behind(text: str) -> str:
    """Of 'van 9 tot 12 uur' the first figure has the unit of the second."""
    number = re.match(rf"(?:{_NUMBER})?", text)
    unit = _UNIT.match(text, number.end()) if number else None
    return _UNITS[int((unit.lastgroup or "u0")[1:])][0] if unit else ""


def counted_by(text: str) -> frozenset[str]:
    """What figures of a `normal` text are counted by: 'per uur' -> 'hour'."""
    return frozenset(_unit_of(found["what"]) for found in _PER.finditer(text))


def _unit_of(word: str) -> str:
    unit = _UNIT.match(word)
    if unit is None or unit.end() != len(word):
        return word
    return _UNITS[int((unit.lastgroup or "u0")[1:])][0]


def _read(found: re.Match[str], text: str) -> tuple[str, str, int]:
    """The value, the unit, and where both end."""
    kind, said, end = found.lastgroup, found[0], found.end()
    if kind == "iso":
        return said, "date", end
    if kind == "figures":
        day, month, year = re.split(r"[-/]", said)
        return f"{year}-{int(month):02d}-{int(day):02d}", "date", end
    if kind == "date":
        day, month, *rest = said.split()
        return f"{rest[0] if rest else '-'}-{_MONTHS[month]:02d}-{int(day):02d}", "date", end
    if kind == "month":
        month, *rest = said.split()
        return f"{rest[0] if rest else '-'}-{_MONTHS[month]:02d}", "date", end
    if kind == "weekday":
        return said.removesuffix("en").removesuffix("s"), "weekday", end
    if kind == "telephone":
        return re.sub(r"\D", "", said), "telephone", end
    if kind == "postcode" and said[-2:] not in _TWO_LETTER_WORDS:
        return said.replace(" ", ""), "postcode", end
    if kind == "postcode":
        return _plain_number(said[:4]), "", found.start() + 4
    if kind == "clock":
        hour, minute = map(int, re.split(r"[.:]", re.sub(r"[^\d.:]", "", said)))
        return (f"{hour}:{minute:02d}" if minute else str(hour)), "hour", end
    return _counted(found, text)


def _counted(found: re.Match[str], text: str) -> tuple[str, str, int]:
    value = _plain_number(found[0].lstrip("€ "))
    if found.lastgroup == "before":
        return value, "euro", found.end()
    unit = _UNIT.match(text, found.end())
    if unit is None:
        return value, "", found.end()
    name = _UNITS[int((unit.lastgroup or "u0")[1:])][0]
    if name == "cent":
        return _plain_decimal(Decimal(value) / 100), "euro", unit.end()
    if name == "euro":
        return _with_cents(value, text, unit.end())
    return value, name, unit.end()


def _with_cents(euros: str, text: str, end: int) -> tuple[str, str, int]:
    """'12 euro 50'."""
    cents = re.match(r" (?:en )?(\d\d)(?: cent)?\b(?! \w*(?:dag|week|maand|jaar))", text[end:])
    if cents is None or "." in euros:
        return euros, "euro", end
    return _plain_decimal(Decimal(euros) + Decimal(cents[1]) / 100), "euro", end + cents.end()


def _plain_number(text: str) -> str:
    if re.match(r"0\d", text):  # '00,05' and '06' are no amounts
        return text
    digits = text.split(",-")[0].replace(".", "").replace(",", ".")
    return _plain_decimal(Decimal(digits))


def _plain_decimal(number: Decimal) -> str:
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _bound(before: str, behind: str, unit: str) -> Bound:
    if _TO_BEFORE.search(before):  # 'van 9 tot 12 uur' is no bound but a span
        return Bound.EXACT
    for bound, pattern in _BEHIND:
        if pattern.match(behind):
            return bound
    for bound, pattern in _BEFORE:
        if found := pattern.search(before[-40:]):
            return _of_unit(bound, found[0].split()[0], unit)
    return Bound.EXACT


def _of_unit(bound: Bound, word: str, unit: str) -> Bound:
    """'Voor € 5' is a price, 'tot € 500' the most that is paid, 'tot 18 jaar' who is younger."""
    if word in ("voor", "na") and unit not in ("date", "hour"):
        return Bound.EXACT
    reaches = word == "tot" and unit not in ("date", "hour", "year")
    return Bound.AT_MOST if reaches else bound
