"""What answers the question of an errand by keys: options, digits, or letters pressed once each.

What a caller would say in free words is offered here to choose from, and where nothing can be
offered a person rings back: so every question has an answer by keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from dialog.knowledge import Knowledge
from dialog.scripts.hearing import Meant
from dialog.scripts.script import DIGITS, Script, Slot, Text
from dialog.surnames import SURNAMES
from dialog.t9 import fitting, signs_of, spelled

LETTERED = frozenset({"naam", "straat", "kenteken"})
"""These are keyed as letters."""
FIGURES = DIGITS | {"datum", "tijd", "tijd_van", "tijd_vanaf", "tijd_tot", "bedrag", "leeftijd"}
"""These are keyed as digits."""
_POSTCODE_DIGITS = 4
_CASE_DIGITS = 9
"""'Z2026-00123': the year and five more; Z and dash need no keys."""
_CASE_END_DIGITS = 5
"""Its end alone is of this year."""


class Does(StrEnum):
    """What an option does that fills nothing."""

    OWN_DAY = "own_day"
    """A day is keyed in."""
    SPELL = "spell"
    """The letters are chosen one by one."""
    AGAIN = "again"
    """It is keyed once more."""
    CALLBACK = "callback"
    """A person rings back about it."""


@dataclass(frozen=True, slots=True)
class Keying:
    """How far the answer by keys to one question is."""

    question: tuple[object, ...]
    """Which question it answers; at another one it begins anew."""
    typed: str = ""
    """Keys whose meaning is still to be chosen."""
    chosen: str = ""
    """What was chosen of it, letter by letter."""
    spelling: bool = False
    own_day: bool = False
    page: int = 0

    @property
    def begun(self) -> "Keying":
        return Keying(self.question)


@dataclass(frozen=True, slots=True)
class Offer:
    """One option."""

    title: Text
    values: tuple[tuple[str, str], ...] = ()
    meant: Meant | None = None
    words: str = ""
    """Said in the caller's place."""
    sign: str = ""
    """The next letter of what is spelled."""
    does: Does | None = None


def takes_digits(slot: Slot, keying: Keying) -> bool:
    """Whether keys are digits or letters of a value now, and not options."""
    if slot.any_of:
        return keying.own_day
    if slot.kind in LETTERED:
        return not keying.typed and not keying.spelling
    if slot.kind == "postcode":
        return len(keying.typed) in (0, _POSTCODE_DIGITS)
    return slot.kind in FIGURES


def offers(
    script: Script, slot: Slot, keying: Keying, known: Knowledge, titles: Mapping[str, Text]
) -> tuple[Offer, ...]:
    """The options for a slot; `titles` are the fixed sentences of the content."""
    if keying.spelling:
        sign = keying.typed[len(keying.chosen) : len(keying.chosen) + 1]
        signs = signs_of(sign, digits=slot.kind == "kenteken")
        return tuple(Offer(spelled(each), sign=each) for each in signs)
    if slot.kind in LETTERED or slot.kind == "postcode":
        return _of_letters(slot, keying, known, titles)
    if slot.any_of:
        return _moments(script, slot, titles)
    given = [Offer(each.title, ((slot.key, each.value),)) for each in slot.keys]
    given = given or _products(script, slot, known)
    return (*given, _last(slot, titles))


def _of_letters(
    slot: Slot, keying: Keying, known: Knowledge, titles: Mapping[str, Text]
) -> tuple[Offer, ...]:
    again = Offer(titles["key_again"], does=Does.AGAIN)
    spell = Offer(titles["key_spell"], does=Does.SPELL)
    if slot.kind == "postcode":
        found = postcodes(keying.typed, known)
        return (*(Offer({"nl": f"{each[:4]} {each[4:]}"}, ((slot.key, each),)) for each in found),
                again)  # fmt: skip
    words = known.addresses.streets if slot.kind == "straat" else SURNAMES
    names = fitting(keying.typed, words) if slot.kind != "kenteken" else ()
    fit = (Offer({"nl": name}, ((slot.key, name),)) for name in names[:_MOST_NAMES])
    return (*fit, spell, again, _last(slot, titles))


_MOST_NAMES = 8
"""Two pages; after that letters one by one are quicker."""


def postcodes(keys: str, known: Knowledge) -> tuple[str, ...]:
    """Postcodes that these six keys may be: those that exist, where a list tells."""
    digits, letters = keys[:_POSTCODE_DIGITS], keys[_POSTCODE_DIGITS:]
    first, second = (signs_of(key) for key in letters)
    may = (f"{digits}{one}{two}".upper() for one in first for two in second)
    return tuple(each for each in may if not known.addresses or known.addresses.streets_of(each))


def _moments(script: Script, slot: Slot, titles: Mapping[str, Text]) -> tuple[Offer, ...]:
    kinds = {script.slots[key].kind: key for key in slot.any_of}
    part, day = kinds.get("dagdeel"), kinds.get("datum")
    first = Offer(titles["key_soonest"], meant=Meant.FIRST)
    parts = [
        Offer(titles[f"key_{each}"], ((part, each),)) for each in ("ochtend", "middag") if part
    ]
    own = [Offer(titles["key_own_day"], does=Does.OWN_DAY)] if day else []
    return (first, *parts, *own)


def _products(script: Script, slot: Slot, known: Knowledge) -> list[Offer]:
    """What topics begin this errand with: an appointment for a passport."""
    starts = [topic for topic in known.topics.values() if topic.script is not None]
    return [
        Offer(topic.title, ((slot.key, dict(topic.script.values)[slot.key]),))
        for topic in starts
        if topic.script and topic.script.key == script.key and slot.key in dict(topic.script.values)
    ]


def _last(slot: Slot, titles: Mapping[str, Text]) -> Offer:
    if slot.optional or slot.unknown:
        return Offer(titles["key_skip"], meant=Meant.SKIP)
    return Offer(titles["key_colleague"], does=Does.CALLBACK)


def read_keys(slot: Slot, keys: str, now: datetime) -> str | None:
    """What digits are for a slot; None: as any reader of numbers takes them."""
    if slot.kind == "zaaknummer" and len(keys) == _CASE_DIGITS:
        return f"Z{keys[:4]}-{keys[4:]}"
    if slot.kind == "zaaknummer" and len(keys) == _CASE_END_DIGITS:
        return f"Z{now.year}-{keys}"
    if slot.kind == "datum":
        found = day_keyed(keys, now.date())
        return found.isoformat() if found else None
    if slot.kind.startswith("tijd") and len(keys) == 4 and keys < "2400" and keys[2:] < "60":
        return f"{keys[:2]}:{keys[2:]}"
    return None


def day_keyed(keys: str, today: date) -> date | None:
    """'0112' is the next first of December; a year may stand behind it."""
    if len(keys) not in (4, 8):
        return None
    years = (int(keys[4:]),) if len(keys) == 8 else (today.year, today.year + 1)
    for year in years:
        try:
            day = date(year, int(keys[2:4]), int(keys[:2]))
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def spelled_out(slot: Slot, keying: Keying, sign: str) -> tuple[Keying, str | None]:
    """One more letter; and the whole value after the last of them."""
    chosen = keying.chosen + sign
    if len(chosen) < len(keying.typed):
        return replace(keying, chosen=chosen, page=0), None
    return keying, chosen.upper() if slot.kind == "kenteken" else chosen.title()
