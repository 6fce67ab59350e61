"""The one door to `dialog/slots/`: a caller's words in, values out.

Each kind of value has a module of its own that finds its patterns in the Line. Here they are
asked in order, what claims words that are taken gives way, and corrections are carried out.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dialog.slots import (
    amounts,
    counts,
    dates,
    house_numbers,
    names,
    periods,
    places,
    plates,
    postcodes,
    subjects,
    telephones,
    things,
    times,
)
from dialog.slots.corrections import corrected_number, last_said, not_refused, renewed
from dialog.slots.dayparts import bare_part, dayparts
from dialog.slots.found import Found
from dialog.slots.lexicon import NO_WORDS, Lexicon
from dialog.slots.line import Line, line_of
from dialog.slots.misheard import Mended, mended
from dialog.slots.streets import bare_street
from dialog.slots.value import Value

_TIMES = ("tijd", "tijd_nieuw", "tijd_van", "tijd_tot", "tijd_vanaf")
_DATES = ("datum", "datum_nieuw")


def read(
    text: str,
    wanted: Sequence[str] = (),
    *,
    now: datetime,
    language: str = "nl",
    expect: str | None = None,
    lexicon: Lexicon = NO_WORDS,
) -> tuple[Value, ...]:
    """Find every value in a sentence, in the order of the words.

    `wanted` leaves out all other slots; empty is all of them. `now` is the caller's clock:
    days are counted from it. With `expect`, a bare answer ('tien', 'de derde', '12 A') is read
    as that slot too. `lexicon` holds the municipality's own words. After a correction
    ('dinsdag, nee, woensdag') only the last value is given. Both languages are
    always read; `language` tells what 'half two' means.
    """
    asked = _Asked(now.date(), language, lexicon, frozenset(wanted), expect)
    plainly = _read(text, asked)
    put_back = mended(text, lexicon, expect)
    if put_back is None:
        return plainly
    sure = {(value.slot, value.value, value.span): value for value in plainly}
    likely = (_as_heard(value, put_back) for value in _read(put_back.text, asked))
    again = tuple(sure.get((each.slot, each.value, each.span), each) for each in likely)
    return again if _holds(again, plainly) else plainly


def _as_heard(value: Value, put_back: Mended) -> Value:
    """With its place in the words as they were heard, and less sure for each likeness."""
    span = put_back.span(*value.span)
    like = put_back.likeness(span)
    sure = value.confidence if like is None else round(value.confidence * like * _LIKELY, 4)
    return replace(value, span=span, confidence=sure)


_LIKELY = 0.8
"""How sure a likeness is at its best."""


def _holds(again: Sequence[Value], plainly: Sequence[Value]) -> bool:
    """Whether all that was said plainly stands in the second reading, or in something longer."""
    return all(any(_same(other, value) for other in again) for value in plainly)


def _same(one: Value, other: Value) -> bool:
    around = one.span[0] <= other.span[0] and other.span[1] <= one.span[1]
    same = one.slot == other.slot and one.value == other.value
    return same or (around and one.span != other.span)


def _read(text: str, ask: "_Asked") -> tuple[Value, ...]:
    line = line_of(text)
    found = last_said(line, _free(line, ask))
    found = renewed(line, not_refused(line, _renumbered(line, ask.today, ask.lexicon, found)))
    if ask.expect:
        found = _expected(line, ask.today, ask.lexicon, ask.expect, found)
    kept = [each for each in found if not ask.wanted or each.slot in ask.slots]
    return tuple(_value(line, each) for each in sorted(kept, key=lambda each: each.start))


def _value(line: Line, found: Found) -> Value:
    span = line.span(found.start, found.end)
    return Value(found.slot, found.value, span, found.confidence, found.ambiguous)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `read` was asked."""

    today: date
    language: str
    lexicon: Lexicon
    wanted: frozenset[str]
    expect: str | None

    @property
    def slots(self) -> frozenset[str]:
        return self.wanted | {self.expect} if self.expect else self.wanted


def _free(line: Line, asked: _Asked) -> list[Found]:
    """All that stands in the sentence; the most telling shapes take their words first."""
    today, lexicon, language = asked.today, asked.lexicon, asked.language
    firm: list[Found] = []
    _add(firm, plates.case_numbers(line, expected=asked.expect == "zaaknummer"))
    if asked.expect == "kenteken":
        _add(firm, plates.plates(line, expected=True))
    _add(firm, telephones.telephones(line))
    _add(firm, postcodes.postcodes(line))
    _add(firm, plates.plates(line))
    streets = places.streets(line, lexicon)
    _add(firm, streets)
    at = [each for each in firm if each.slot in ("straat", "postcode")]
    _add(firm, house_numbers.house_numbers(line, at))
    _add(firm, amounts.amounts(line))
    _add(firm, dates.dates(line, today))
    _add(firm, times.times(line, english=language == "en"))
    _add(firm, dates.weekdays(line))
    _add(firm, periods.months(line, today))
    if "periode" in asked.slots:
        _add(firm, periods.spans(line, today))
    _add(firm, counts.ages(line))
    _add(firm, counts.counts(line))
    firm += dayparts(line, firm)  # 'dinsdagmiddag' is a day and a part of it
    _add(firm, names.names(line))
    _add(firm, subjects.departments(line, lexicon, "afdeling" in asked.slots))
    _add(firm, subjects.functions(line))
    _add(firm, subjects.products(line, lexicon, "product" in asked.slots))
    _add(firm, places.locations(line))
    _add(firm, things.things(line))
    return firm


def _add(firm: list[Found], more: Iterable[Found]) -> None:
    """Take what claims no words that something else has."""
    for each in more:
        if not any(each.overlaps(other) for other in firm):
            firm.append(each)


_Bare = Callable[[Line, date, Lexicon], Found | None]
_BARE: dict[str, _Bare] = {
    "datum": lambda line, today, _: dates.bare_date(line, today),
    "tijd": lambda line, today, _: times.bare_time(line),
    "bedrag": lambda line, today, _: amounts.bare_amount(line),
    "huisnummer": lambda line, today, _: house_numbers.bare_house_number(line),
    "naam": lambda line, today, _: names.bare_name(line),
    "aantal": lambda line, today, _: counts.bare_count(line, "aantal"),
    "leeftijd": lambda line, today, _: counts.bare_count(line, "leeftijd"),
    "dagdeel": lambda line, today, _: bare_part(line),
    "straat": lambda line, today, lexicon: bare_street(line, lexicon),
    "locatie": lambda line, today, _: places.bare_location(line),
}
"""How an answer that is nothing but the value is read."""


def _expected(
    line: Line, today: date, lexicon: Lexicon, expect: str, found: list[Found]
) -> list[Found]:
    """See that the slot that was asked for is among what was found, if the words hold it."""
    family = _DATES if expect in _DATES else _TIMES if expect in _TIMES else (expect,)
    same = [each for each in found if each.slot in family and each.value]
    if same and not any(each.slot == expect for each in same):
        last = same[-1]  # a time is a time: asked 'tot hoe laat?', 'om vier uur' answers it
        return [replace(last, slot=expect) if each is last else each for each in found]
    if same or any(each.slot in family for each in found):  # also when it is incomplete
        return found
    reading = _BARE.get(family[0])
    bare = reading(line, today, lexicon) if reading else None
    if bare is None:
        return found
    return [*(each for each in found if not each.overlaps(bare)), replace(bare, slot=expect)]


_NUMBERED = ("huisnummer", "tijd", "datum", "aantal", "leeftijd", "bedrag")


def _renumbered(line: Line, today: date, lexicon: Lexicon, found: list[Found]) -> list[Found]:
    """Carry out a correction that is a number only: 'nummer vierentwintig, nee, tweeënveertig'."""
    corrected = corrected_number(line, found)
    if corrected is None or corrected[0].slot not in _NUMBERED:
        return found
    old, begin = corrected
    end = re.search(r"[.?!](?:\s|$)|$", line.plain[begin:])
    rest = line.part(begin, begin + end.start() if end else len(line.plain))
    new = _BARE[old.slot](rest, today, lexicon)
    if new is None or re.search(r"[a-z]{3,} [a-z]{3,}", rest.plain[: new.start]):
        return found
    moved = replace(new, slot=old.slot, start=new.start + begin, end=new.end + begin)
    return [*(each for each in found if each is not old and not each.overlaps(moved)), moved]
