"""The clock: '13:30' is 'half twee 's middags', '09:00-17:00' is 'van … tot …'."""

import re

from voice.reading.numerals import cardinal
from voice.reading.rule import Language, Rule, rule

_NOT_A_TIME_BEFORE = r"(?<![\d.,:€-])(?<!€ )(?<!artikel )(?<!art\. )(?<!versie )(?<!article )"
_NOT_A_TIME_AFTER = r"(?!\d|[.,:]\d|\s?(?:€|euro|%|k?m\b|cm\b|kg\b|meter|graden|procent))"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])(?:[:.]|u(?=\d\d))(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    + _NOT_A_TIME_AFTER
)
_UNIT = r"(?:\s*uur\b|u\b\.?|h\b|\s+u\.)?"
_PART = r"(?:\s*'s\s(?:ochtends|morgens|middags|avonds|nachts)\b)?"
_HALF_OF_DAY = r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"


def clock(hour: int, minute: int, language: Language = "nl") -> str:
    """Say the hour (0-24) and minute with the part of the day."""
    return _dutch(hour, minute) if language == "nl" else _english(hour, minute)


def rules(language: Language) -> list[Rule]:
    from_, to = ("van", "tot") if language == "nl" else ("from", "to")

    def one(match: re.Match[str]) -> str:
        return _read(match, "", language)

    def span(match: re.Match[str]) -> str:
        start, end = _read(match, "", language), _read(match, "2", language)
        return f"{from_} {start} {to} {end}"

    tail = (_UNIT + _PART) if language == "nl" else (_UNIT + _HALF_OF_DAY)
    second = re.sub(r"\?P<(\w+)>", r"?P<\g<1>2>", _CLOCK + tail)
    lead = rf"(?:\b{from_}\s+)?"
    return [
        rule(
            rf"{_NOT_A_TIME_BEFORE}{lead}{_NOT_A_TIME_BEFORE}{_CLOCK}{tail}"
            rf"\s*(?:[-–—]|t/m)\s*{second}",
            span,
            re.IGNORECASE,
        ),
        rule(rf"{_NOT_A_TIME_BEFORE}{_CLOCK}{tail}", one, re.IGNORECASE),
        *(_english_hours() if language == "en" else ()),
    ]


def _english_hours() -> list[Rule]:
    def hour(match: re.Match[str]) -> str:
        return clock(_with_half(int(match[1]), match[2]), 0, "en")

    return [rule(r"(?<![\d.,:-])(1[0-2]|[1-9])\s?([ap])\.?m\b\.?", hour, re.IGNORECASE)]


def _read(match: re.Match[str], which: str, language: Language) -> str:
    hour, minute = int(match["hour" + which]), int(match["minute" + which])
    if language == "en":
        hour = _with_half(hour, match["half" + which])
    return clock(hour, minute, language)


def _with_half(hour: int, half: str | None) -> int:
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _dutch(hour: int, minute: int) -> str:
    this, following = cardinal(hour % 12 or 12), cardinal((hour + 1) % 12 or 12)
    to_the_hour = {
        0: f"{this} uur",
        15: f"kwart over {this}",
        30: f"half {following}",
        45: f"kwart voor {following}",
        5: f"vijf over {this}",
        10: f"tien over {this}",
        20: f"tien voor half {following}",
        25: f"vijf voor half {following}",
        35: f"vijf over half {following}",
        40: f"tien over half {following}",
        50: f"tien voor {following}",
        55: f"vijf voor {following}",
    }
    said = to_the_hour.get(minute, f"{this} uur {cardinal(minute)}")
    return f"{said} {_part_of_day(hour, _DUTCH_PARTS)}"


def _english(hour: int, minute: int) -> str:
    if minute == 0 and hour in (0, 12, 24):
        return "twelve noon" if hour == 12 else "midnight"
    this, following = cardinal(hour % 12 or 12, "en"), cardinal((hour + 1) % 12 or 12, "en")
    to_the_hour = {
        0: f"{this} o'clock",
        15: f"quarter past {this}",
        30: f"half past {this}",
        45: f"quarter to {following}",
    }
    oh = "oh " if minute < 10 else ""
    said = to_the_hour.get(minute, f"{this} {oh}{cardinal(minute, 'en')}")
    return f"{said} {_part_of_day(hour, _ENGLISH_PARTS)}"


_DUTCH_PARTS = ("'s nachts", "'s ochtends", "'s middags", "'s avonds")
_ENGLISH_PARTS = ("at night", "in the morning", "in the afternoon", "in the evening")


def _part_of_day(hour: int, parts: tuple[str, str, str, str]) -> str:
    return parts[(hour % 24) // 6]
