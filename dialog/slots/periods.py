"""Longer than a day: a named month, a week, every other week."""

import re
from datetime import date, timedelta

from dialog.slots.calendar_words import MONTHS
from dialog.slots.clause import is_over
from dialog.slots.found import Found
from dialog.slots.line import Line

# 'may' is a verb more often than a month, and 'mrt' no word of speech.
_NAMED = "|".join(month for month in MONTHS if len(month) > 3 or month in ("mei", "may"))
_MONTH = re.compile(
    r"\b(?P<how>in|eind|begin|half|medio|vanaf|sinds|per|tot|voor|na|rond|van|eind van|begin van"
    r"|afgelopen|vorige|volgende|komende|since|until|by|late|early|last|next|during|end of"
    rf"|beginning of|the end of)(?: de maand)? (?P<month>{_NAMED})\b(?P<year> (?:20\d\d|20 \d\d))?"
)
_BARE_MONTH = re.compile(rf"^\W*(?P<how>)(?P<month>{_NAMED})\b(?P<year> 20\d\d)?\W*$")
_NEXT_MONTH = re.compile(
    r"\b(?P<which>volgende|komende|deze|vorige|afgelopen|next|this|last) (?P<unit>maand|month)\b"
)
_WEEK = re.compile(
    r"\b(?P<which>volgende|komende|deze|vorige|afgelopen|next|this|last) (?P<unit>week)\b"
)
_EVERY_OTHER = re.compile(r"\b(?:om de (?:andere )?week|om de 2 weken|every other week)\b")
_PARITY = re.compile(r"\b(?P<which>even|oneven) weken\b")


def months(line: Line, today: date) -> list[Found]:
    """'in maart' and 'eind oktober', each as '2027-03'."""
    found = []
    for pattern in (_MONTH, _BARE_MONTH):
        for match in pattern.finditer(line.plain):
            value = _month(line, match, today)
            found.append(Found("periode", value, *match.span(), 0.9))
    return found


def spans(line: Line, today: date) -> list[Found]:
    """'volgende maand'; 'volgende week' as '2026-W49'; 'om de week' and 'even weken'.

    Only for who asks for a period: in a free sentence they are seldom a value.
    """
    found = [
        Found("periode", "R/P2W", *match.span(), 0.9) for match in _EVERY_OTHER.finditer(line.plain)
    ]
    for match in _PARITY.finditer(line.plain):
        found.append(Found("periode", f"R/P2W/{match['which']}", *match.span(), 0.9))
    for match in _NEXT_MONTH.finditer(line.plain):
        at = today.year * 12 + today.month - 1 + _step(match["which"])
        found.append(Found("periode", f"{at // 12:04d}-{at % 12 + 1:02d}", *match.span(), 0.9))
    for match in _WEEK.finditer(line.plain):
        year, week, _ = (today + timedelta(weeks=_step(match["which"]))).isocalendar()
        found.append(Found("periode", f"{year}-W{week:02d}", *match.span(), 0.8))
    return found


def _step(which: str) -> int:
    return {"deze": 0, "this": 0, "vorige": -1, "afgelopen": -1, "last": -1}.get(which, 1)


def _month(line: Line, match: re.Match[str], today: date) -> str:
    month = MONTHS[match["month"]]
    if match["year"]:
        return f"{int(match['year'].replace(' ', '')):04d}-{month:02d}"
    past = match["how"] in ("sinds", "since", "afgelopen", "vorige", "last") or is_over(
        line, *match.span()
    )
    ahead = month < today.month or (match["how"] in ("volgende", "next") and month == today.month)
    year = today.year - (past and month > today.month) + (ahead and not past)
    return f"{year:04d}-{month:02d}"
