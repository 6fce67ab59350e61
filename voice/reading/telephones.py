"""Telephone numbers, in the groups and with the pauses in which people dictate them."""

import re

from voice.reading.numerals import cardinal, digits, pair
from voice.reading.rule import Language, Rule, rule

_PAUSE = " … "

_AREA_OF_THREE = re.compile(r"0(?:1[035]|2[0346]|3[03568]|4[03568]|5[0358]|7\d|8[24578]|91)")
"""Two digits after the zero; every other Dutch area code has three (ACM number plan)."""


def national(number: str, language: Language = "nl") -> str:
    """Read ten digits beginning with 0."""
    if number.startswith("06"):
        return _PAUSE.join([_area("06", language), *_pairs(number[2:], language)])
    area = number[: 3 if _AREA_OF_THREE.match(number) else 4]
    return _PAUSE.join([_area(area, language), *_local(number[len(area) :], language)])


def service(number: str, language: Language = "nl") -> str:
    """Read 0800 and 0900 numbers of eight or eleven digits."""
    head, tail = number[:4], number[4:]
    if language != "nl":
        return _PAUSE.join([digits(head, language), *_chunks_of_digits(tail, language)])
    named = f"nul {cardinal(int(head))}"
    if len(tail) != 4:
        return _PAUSE.join([named, *_chunks_of_digits(tail, language)])
    if "0" in (tail[0], tail[2]):
        return f"{named}{_PAUSE}{digits(tail)}"
    return f"{named}{_PAUSE}{pair(tail[:2])} {pair(tail[2:])}"


def rules(language: Language) -> list[Rule]:
    def abroad(match: re.Match[str]) -> str:
        return "plus " + _PAUSE.join(_pairs(_figures(match[1]), language))

    def from_abroad(match: re.Match[str]) -> str:
        said = national("0" + _figures(match[1]), language)
        country = f"plus {pair('31', language)}"
        return f"{country}{_PAUSE}{said.removeprefix(digits('0', language)).strip()}"

    def at_home(match: re.Match[str]) -> str:
        return national(_figures(match[0]), language)

    def fourteen(match: re.Match[str]) -> str:
        return f"{pair('14', language)}{_PAUSE}{_area(match[1], language)}"

    gap = r"[\s-]?"
    return [
        rule(rf"(?:\+|\b00)31[\s-]*(?:\(0\)\s*)?([1-9](?:{gap}\d){{8}})(?!\d)", from_abroad),
        rule(rf"\+(\d(?:{gap}\d){{6,14}})(?!\d)", abroad),
        rule(
            rf"(?<![\d.,])0[89]00{gap}\d(?:{gap}\d){{3}}(?:(?:{gap}\d){{3}})?(?!{gap}\d)",
            lambda match: service(_figures(match[0]), language),
        ),
        rule(r"(?<![\d.,])\(?0[1-9](?:[ )-]{0,3}\d){8}(?!\d)", at_home),
        rule(r"(?<![\d.,])14[ -](0\d{2,3})(?!\d)", fourteen),
    ]


def emergency(language: Language) -> list[Rule]:
    """112 and 113, never 'honderdtwaalf'; after amounts and units, which are plain numbers."""
    units = r"(?:procent|percent|euros?|cent|meter|kilo\w*|gram|liter|kubieke|vierkante|metres?)"
    return [
        rule(
            rf"(?<![\d.,/-])(11[23])(?![\d%/-]|[.,]\d|\s{units}\b)",
            lambda match: digits(match[1], language),
        )
    ]


def _figures(written: str) -> str:
    return re.sub(r"\D", "", written)


def _area(area: str, language: Language) -> str:
    if language == "nl" and len(area) == 3:
        return f"nul {pair(area[1:])}"
    return digits(area, language)


def _local(figures: str, language: Language) -> list[str]:
    """Six digits go in pairs; seven as three, two, two, digit by digit."""
    return _pairs(figures, language) if len(figures) == 6 else _chunks_of_digits(figures, language)


def _pairs(figures: str, language: Language) -> list[str]:
    say = pair if language == "nl" else digits
    return [say(figures[at : at + 2], language) for at in range(0, len(figures), 2)]


def _chunks_of_digits(figures: str, language: Language) -> list[str]:
    first = 3 if len(figures) % 2 else 2
    starts = [0, *range(first, len(figures), 2)]
    ends = [*starts[1:], len(figures)]
    return [digits(figures[start:end], language) for start, end in zip(starts, ends, strict=True)]
