"""Which of several values counts: the last after 'nee', and the new one beside the old one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dialog.slots.clause import CORRECTION, clause_of
from dialog.slots.found import Found
from dialog.slots.line import Line

_RENEWABLE = {"datum": "datum_nieuw", "tijd": "tijd_nieuw"}
_ONE_MOMENT = ({"datum", "datum_nieuw", "weekdag"}, {"tijd", "tijd_nieuw", "dagdeel"})
"""Slots that correct each other: 'om tien uur, nee, liever in de middag'."""
_NEW = re.compile(
    r"\b(?:naar|verzetten naar|verplaatsen naar|kan (?:het|die|hij|ie|dat) (?:ook|niet|misschien)"
    r"|kan ook|liever|mag (?:het|die) ook|wordt het|in plaats (?:daar)?van|instead|move it to"
    r"|change it to|moved? to|rather|to|on)\b[^.?!]*$"
)
_STANDS = re.compile(
    r"\b(?:afspraak|was|had|ingepland|gepland|sta|staat|stond|staan|zou|komen|appointment|booked|scheduled"
    r"|verzetten|verplaatsen|wijzigen|move|change|reschedule)\b"
)


def last_said(line: Line, found: Sequence[Found]) -> list[Found]:
    """Leave out what was corrected: 'dinsdag, nee wacht, woensdag' is Wednesday."""
    kept = sorted(found, key=lambda each: each.start)
    for marker in CORRECTION.finditer(line.plain):
        kept = [each for each in kept if not _is_corrected(line, each, marker, kept)]
    return kept


_REFUSED = re.compile(r"\b(?:niet|geen|not) (?:(?:op|om|aan|in|de|het|on|at|the) )*$")


_RATHER_NOT = re.compile(r"\b(?:liever niet|rather not) (?:(?:op|om|aan|in|de|het|on|at|the) )*$")
_NOT = re.compile(r"\b(?:niet|geen|not|n't)\b")
_YET = re.compile(r"\bwel\b")


def not_refused(line: Line, found: Sequence[Found]) -> list[Found]:
    """Leave out what is refused when something else is named: 'niet op dinsdag maar woensdag'."""
    return [each for each in found if not _is_refused(line, each, found)]


def _is_refused(line: Line, value: Found, others: Sequence[Found]) -> bool:
    """'liever niet morgen'; 'niet op dinsdag, maar woensdag'; 'maandag niet, dinsdag wel'."""
    if _RATHER_NOT.search(line.plain[: value.start]):
        return True
    later = [each for each in others if each.slot == value.slot and each.start > value.end]
    if later and _REFUSED.search(line.plain[: value.start]):
        return True
    denied = _NOT.search(line.plain[slice(*clause_of(line, value.start, value.end))])
    return bool(denied) and any(
        _YET.search(line.plain[slice(*clause_of(line, each.start, each.end))]) for each in later
    )


def corrected_number(line: Line, found: Sequence[Found]) -> tuple[Found, int] | None:
    """A value with 'nee' right behind it and no other of its kind, and where the new one begins.

    'Nummer vierentwintig, nee, tweeënveertig': only the first says what the number is.
    """
    for marker in CORRECTION.finditer(line.plain):
        for each in found:
            close = re.fullmatch(r"[ ,.!]*", line.plain[each.end : max(each.end, marker.start())])
            if close and each.end <= marker.start():
                return each, marker.end()
    return None


def _is_corrected(line: Line, value: Found, marker: re.Match[str], others: Sequence[Found]) -> bool:
    """Whether a value right before the marker has another of its kind right behind it."""
    if value.end > marker.start() or _apart(line, value.end, marker.start()):
        return False
    kin = next((slots for slots in _ONE_MOMENT if value.slot in slots), {value.slot})
    return any(
        other.start >= marker.end() and other.slot in kin and other.value
        for other in others
        if not _apart(line, marker.end(), other.start)
    )


def _apart(line: Line, start: int, end: int) -> bool:
    """Too far from each other to be about the same: a sentence between them, or many words."""
    between = line.plain[start:end]
    return len(between.split()) > 8 or bool(re.search(r"[.?!]\s", between))


def renewed(line: Line, found: Sequence[Found]) -> list[Found]:
    """Of two days, or two times, that both hold: the new one beside the one that stood.

    'Ik sta ingepland voor dinsdag, kan het ook vrijdag om tien uur?'
    """
    kept = sorted(found, key=lambda each: each.start)
    turn = next((at for slot in _RENEWABLE if (at := _turn(line, kept, slot)) is not None), None)
    if turn is None:
        return kept
    return [
        replace(each, slot=_RENEWABLE[each.slot])
        if each.slot in _RENEWABLE and each.start >= turn
        else each
        for each in kept
    ]


def _turn(line: Line, kept: Sequence[Found], slot: str) -> int | None:
    """Where the new moment begins, if two of this slot are told and the second replaces."""
    same = [each for each in kept if each.slot == slot]
    if len(same) < 2 or not _is_new(line, same[0].end, same[1].start):
        return None
    return same[1].start


def _is_new(line: Line, old_end: int, new_start: int) -> bool:
    moved = _NEW.search(line.plain[old_end:new_start])
    return bool(moved) and bool(_STANDS.search(line.plain))
