"""Days and times in words for the ear; the digits in them are read out by the voice."""

from datetime import date, datetime

from dialog.hours import Span
from dialog.slots.calendar_words import (
    DUTCH_MONTHS,
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    WEEKDAYS,
)

NEAR_DAYS = 7
"""So many days a weekday alone says which one."""
_A_YEAR_NEARLY = 330
"""From so many days on the same day and month may be meant of another year."""


def day_words(day: date, today: date, language: str) -> str:
    """'vandaag', 'morgen', 'donderdag'; with its date from a week on: 'maandag 4 januari'.

    An English weekday comes without its 'on'.
    """
    dutch, ahead = language != "en", (day - today).days
    if ahead in (0, 1):
        return (("vandaag", "morgen") if dutch else ("today", "tomorrow"))[ahead]
    weekday = WEEKDAYS[day.weekday()] if dutch else ENGLISH_WEEKDAYS[day.weekday()]
    if ahead < NEAR_DAYS:
        return weekday
    return full_day_words(day, today, language)


def full_day_words(day: date, today: date, language: str) -> str:
    """'dinsdag 1 december', also of tomorrow: for what is agreed; with its year in another."""
    dutch = language != "en"
    weekday = WEEKDAYS[day.weekday()] if dutch else ENGLISH_WEEKDAYS[day.weekday()]
    month = (DUTCH_MONTHS if dutch else ENGLISH_MONTHS)[day.month - 1]
    far = abs((day - today).days) >= _A_YEAR_NEARLY
    return f"{weekday} {day.day} {month}" + (f" {day.year}" if far else "")


def moment_words(moment: datetime, today: date, language: str) -> str:
    """'09:00' today, 'morgen om 09:00', 'Monday at 09:00'; `moment` is by the clock on the wall."""
    if moment.date() == today:
        return f"{moment:%H:%M}"
    at = "at" if language == "en" else "om"
    return f"{day_words(moment.date(), today, language)} {at} {moment:%H:%M}"


def span_words(span: Span, language: str) -> str:
    """'tussen 09:00 en 12:00'."""
    between, and_ = ("between", "and") if language == "en" else ("tussen", "en")
    return f"{between} {span.start:%H:%M} {and_} {span.end:%H:%M}"
