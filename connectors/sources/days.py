"""Days as documents write them: '2026-07-14', '14-07-2026', '14 juli 2026'."""

import re
from datetime import date

from dialog.slots.calendar_words import MONTHS

_ISO = re.compile(r"\b(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_NUMBERS = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_WORDS = re.compile(r"\b(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})\b", re.IGNORECASE)

_CHANGED = re.compile(
    r"(?:laatst(?:e)? (?:gewijzigd|bijgewerkt|gecontroleerd|wijziging|update)|last (?:changed|"
    r"updated|modified))[^\d]{0,20}(\d[\w\s./-]{5,25})",
    re.IGNORECASE,
)


def changed_in(text: str) -> date | None:
    """Return the day on which this text says that it was changed last, or None."""
    found = _CHANGED.search(text)
    return day_in(found[1]) if found else None


def day_in(text: str | None) -> date | None:
    """Return the first day that stands in this text, or None. Numbers are day, month, year."""
    text = text or ""
    if found := _ISO.search(text):
        return _day(found[1], found[2], found[3])
    if found := _NUMBERS.search(text):
        return _day(found[3], found[2], found[1])
    for found in _WORDS.finditer(text):
        month = MONTHS.get(found[2].lower())
        if month is not None:
            return _day(found[3], str(month), found[1])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
