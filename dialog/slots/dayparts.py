"""The part of the day that somebody wishes: 'in de middag', 'donderdagavond', 'na de lunch'."""

import re
from collections.abc import Sequence

from dialog.slots.clause import CORRECTION, is_over
from dialog.slots.found import Found
from dialog.slots.line import Line

_EACH = r"(?<!elke )(?<!iedere )(?<!alle )(?<!every )(?<!each )(?<!goede )(?<!goeden)(?<!good )"
_DAY = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag"
_PARTS = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        ("ochtend", rf"{_EACH}\b(?:(?:{_DAY}|morgen|van)?ochtends?|{_DAY}morgen|vanmorgen"
            r"|voormiddag|morgenvroeg)\b|(?<='s )morgens\b|(?<=in de )morgen\b"
            r"|\bmorning\b(?<!good morning)|\bvoor (?:de )?(?:lunch|middag)\b"),
        ("middag", rf"{_EACH}\b(?<!tussen de )(?<!voor de )(?<!voor )(?:{_DAY}|morgen|van|na)?"
            r"middags?\b|\bna de lunch\b|\bafternoon\b(?<!good afternoon)"),
        ("avond", rf"{_EACH}\b(?:{_DAY}|morgen|van)?avonds?\b|\bevening\b(?<!good evening)"
            r"|\btonight\b|\bna (?:mijn |het )?werk(?:tijd)?\b"),
    )
)  # fmt: skip
_SINCE = re.compile(r"\b(?:sinds|al|since) (?:de )?$")
_REFUSED = re.compile(r"\b(?:niet|geen|not) (?:(?:in|de|het|'s|op|the|een|voor) ){0,2}$")


def dayparts(line: Line, found: Sequence[Found]) -> list[Found]:
    """A part of the day that is to come, unless a time tells more ('tien uur 's avonds')."""
    times = [each for each in found if each.slot.startswith("tijd") and each.value]
    parts = []
    for part, pattern in _PARTS:
        for match in pattern.finditer(line.plain):
            refused = _REFUSED.search(line.plain[: match.start()])
            since = _SINCE.search(line.plain[: match.start()])
            told = any(not _corrects(line, each, match) for each in times)
            if not refused and not since and not told and not is_over(line, *match.span()):
                parts.append(Found("dagdeel", part, *match.span(), 0.9))
    return sorted(parts, key=lambda each: each.start)


def _corrects(line: Line, time: Found, part: re.Match[str]) -> bool:
    """'om tien uur, nee, liever in de middag'."""
    return bool(CORRECTION.search(line.plain, time.end, max(time.end, part.start())))


def bare_part(line: Line) -> Found | None:
    """An answer to 'welk dagdeel?': 'morgen' is the morning there, 'vroeg' too."""
    match = re.search(r"\b(?:morgen|vroeg|early)\b", line.plain)
    return Found("dagdeel", "ochtend", *match.span(), 0.6) if match else None
