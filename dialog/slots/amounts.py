"""Amounts of money in euros: 'honderdtwintig euro vijftig', 'een tientje', 'anderhalve ton'."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dialog.slots.found import Found, without_overlaps
from dialog.slots.line import Line

_WHOLE = r"(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_SCALE = r"(?: ?(?P<scale>honderd|hundred|duizend|thousand|miljoen|million|ton|k))?"
_SCALES = {
    **{"honderd": 100, "hundred": 100, "duizend": 1000, "thousand": 1000, "k": 1000},
    **{"miljoen": 1_000_000, "million": 1_000_000, "ton": 100_000},
}
_EURO = r"euro(?:'?s|tjes)?\b"
_NO_COUNT = (
    r"(?!\d|[:.]\d| ?(?:keer|maal|x|personen|mensen|stuks|jaar|weken|dagen|uur|procent|kinderen"
    r"|euro)\b)"
)
_SHAPES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<n>\d+) (?:komma|punt|point) (?P<after>\d\d) ?{_EURO}",
        rf"(?:€|\beur)\s*{_WHOLE}(?:,-)?{_SCALE}",
        rf"\b{_WHOLE}{_SCALE} ?(?:€|{_EURO})(?:,? (?:en |and )?(?:(?P<cent>\d\d?) (?:euro)?cents?\b"
        rf"|(?P<after>[1-9]\d){_NO_COUNT}))?",
        rf"\b(?P<n>een|a) (?P<scale>) ?{_EURO} of (?P<about>\d+)\b",
        r"\b(?P<only>\d{1,2}|een) (?:euro)?cents?\b",
        r"\b(?P<notes>\d{1,2}|een|paar) (?P<note>tientjes?|honderdjes?|meiers?|geeltjes?)\b",
        r"\b(?:(?P<n>\d+(?:,\d+)?)|(?P<one>een)) (?P<scale>ton|miljoen)\b(?! (?:afval|puin|zand))",
    )
)  # fmt: skip
_NOTES = {"tientje": 10, "honderdje": 100, "meier": 100, "geeltje": 25}
_BARE = re.compile(rf"\D*?{_WHOLE}{_SCALE}(?: (?P<cent>\d\d))?\D*")


def amounts(line: Line) -> list[Found]:
    """Find each amount. 'Een euro of twintig' is 20, and less sure."""
    return without_overlaps(_amounts(line))


def bare_amount(line: Line) -> Found | None:
    """An answer to 'hoeveel?' without the word euro: 'achttien vijftig'."""
    match = _BARE.fullmatch(line.plain)
    return Found("bedrag", _euros(match), match.start("n"), match.end(), 0.8) if match else None


def _amounts(line: Line) -> Iterator[Found]:
    for pattern in _SHAPES:
        for match in pattern.finditer(line.plain):
            sure = 0.6 if match.groupdict().get("about") else 0.95
            yield Found("bedrag", _euros(match), *match.span(), sure)


def _euros(match: re.Match[str]) -> str:
    said = match.groupdict()
    if said.get("about"):
        euros = Decimal(said["about"])
    elif said.get("only"):
        euros = Decimal(_count(said["only"])) / 100
    elif said.get("note"):
        euros = Decimal(_count(said["notes"]) * _NOTES[said["note"].removesuffix("s")])
    else:
        euros = _number(said.get("n") or "1") * _SCALES.get(said.get("scale") or "", 1)
        euros += Decimal(said.get("cent") or said.get("after") or 0) / 100
    return f"{euros:.2f}"


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else {"paar": 2}.get(said, 1)


def _number(said: str) -> Decimal:
    """'1.234,56', '18,5' and '18.50'; three digits behind a stop are thousands."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", said):
        said = said.replace(".", "")
    return Decimal(said.replace(",", "."))
