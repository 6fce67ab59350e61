"""Digits in a caller's words, however they are grouped, and the telephone number among them.

A text becomes atoms (a written number, or a number word), atoms become numbers, and numbers
that follow each other become a run. Speech is ambiguous: 'vijf en twintig' is 25, and it is
5 and 20. A run's own digits are the likeliest reading; `stretches` gives every reading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import phonenumbers
from phonenumbers import PhoneNumberType

from dialog.slots import number_words as words
from dialog.slots.spoken_numbers import Atom, Reading, atoms_of, joins, readings


@dataclass(frozen=True, slots=True)
class Stretch:
    """Digits as they were read between two places of the text."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Digits said in one go. `text[start:end]` holds them and the plus."""

    digits: str
    start: int
    end: int
    plus: bool = False
    """A plus was said before them, as in +31."""
    numbers: tuple[Stretch, ...] = field(default=(), repr=False)
    """How they were grouped: '12 34' is two numbers."""
    atoms: tuple[Atom, ...] = field(default=(), repr=False)

    @property
    def opens_with_letter(self) -> bool:
        """An 'o' opens it, which may be a zero and may be a sigh."""
        return self.atoms[0].word in words.ZERO_LETTERS


_SENTENCE_END = re.compile(r"[.;!?](?:\s|$)|\n")


def digit_runs(text: str) -> list[DigitRun]:
    atoms = atoms_of(text)
    runs = []
    at = 0
    while at < len(atoms):
        plus = atoms[at].word in ("+", words.PLUS)
        run, at = _run(atoms, at + plus, plus)
        if run is not None:
            runs.append(run)
    return runs


def stretches(run: DigitRun, longest: int) -> set[Stretch]:
    """Every reading of every stretch of the run, of at most `longest` digits."""
    found = set()
    for first in range(len(run.atoms)):
        for digits, end in _paths(run.atoms, first, longest):
            found.add(Stretch(digits, run.atoms[first].start, run.atoms[end - 1].end))
    return found


def telephone(text: str) -> str | None:
    """The Dutch number at which the caller can be rung back: '0612345678'.

    Of two numbers the last counts, for people correct themselves. None when there is none, or
    when what was said can be read as more than one number.
    """
    for run in reversed(digit_runs(text)):
        for part in (run, *reversed(_sentences(run, text))):
            number = _telephone(part)
            if number is not None:
                return number
    return None


def national(digits: str, plus: bool = False) -> str | None:
    """Drop the country code of a Dutch number; None when that cannot be its shape."""
    bare = digits.removeprefix("00") if digits.startswith("0031") else digits
    if bare.startswith("31") and (plus or bare != digits or len(bare) == 11):
        return "0" + bare[2:].removeprefix("0")
    return None if plus or not digits.startswith("0") else digits


def is_telephone(digits: str, plus: bool = False) -> bool:
    """Whether somebody has such a number, here or, after a plus, abroad; 0800 and 0900 count."""
    number = national(digits, plus)
    # Without its 0 or plus a number is nine digits, as a BSN is.
    if number is not None and (len(number) == 10 or number.startswith(("0800", "0900"))):
        return len(number) != 9 and _valid(number) is not None
    return plus and _valid("+" + digits) is not None


def _valid(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(number, "NL")
    except phonenumbers.NumberParseException:
        return None
    # '00' and a country is no Dutch number either.
    ours = number.startswith("+") or parsed.country_code == 31
    return parsed if ours and phonenumbers.is_valid_number(parsed) else None


def _telephone(run: DigitRun) -> str | None:
    number = _reachable(run.digits, run.plus)
    if number is not None:
        return number
    # What was said before the number's own 0 does not count: 'een nul zes …'.
    said = {s for s in stretches(run, longest=14) if s.end == run.end}
    whole = {_reachable(s.digits, run.plus) for s in said if s.start == run.start} - {None}
    tails = {_reachable(s.digits, False) for s in said if s.start > run.start} - {None}
    for numbers in (whole, tails):
        if numbers:
            return numbers.pop() if len(numbers) == 1 else None
    return None


_RUNG_BACK = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.UAN,
    }
)


def _reachable(digits: str, plus: bool) -> str | None:
    number = national(digits, plus)
    if number is None or len(number) != 10:
        return None
    parsed = _valid(number)
    fits = parsed is not None and phonenumbers.number_type(parsed) in _RUNG_BACK
    return number if fits else None


def _sentences(run: DigitRun, text: str) -> list[DigitRun]:
    """The run cut where a sentence ended between its numbers."""
    parts: list[list[Atom]] = [[]]
    for atom in run.atoms:
        if parts[-1] and _SENTENCE_END.search(text, parts[-1][-1].end, atom.start):
            parts.append([])
        parts[-1].append(atom)
    runs = [_run(part, _next_number(part, 0), plus=False)[0] for part in parts]
    found = [part for part in runs if part is not None]
    return [replace(found[0], plus=run.plus), *found[1:]] if len(found) > 1 else []


def _run(atoms: Sequence[Atom], first: int, plus: bool) -> tuple[DigitRun | None, int]:
    """Read numbers from here on, and tell where to go on; None when here is no number."""
    numbers: list[Stretch] = []
    at = end = first
    while at < len(atoms):
        found = readings(atoms, at)
        if found:
            digits, after = found[0]
            numbers.append(Stretch(digits, atoms[at].start, atoms[after - 1].end))
            at = end = after
        elif numbers and joins(atoms[at].word):
            at += 1
        else:
            break
    digits = "".join(number.digits for number in numbers)
    if not digits:
        return None, max(end, first + (not plus))
    start = atoms[first - plus].start
    read = tuple(number for number in numbers if number.digits)
    run = DigitRun(digits, start, read[-1].end, plus, read, tuple(atoms[first:end]))
    return run, end


def _paths(atoms: Sequence[Atom], first: int, longest: int) -> Iterator[Reading]:
    """Every way to read on from this atom, number after number."""
    seen: set[Reading] = set()
    ahead = [("", first)]
    while ahead:
        digits, at = ahead.pop()
        for more, after in readings(atoms, at):
            path = (digits + more, _next_number(atoms, after))
            if len(path[0]) <= longest and path not in seen:
                seen.add(path)
                ahead.append(path)
                yield path[0], after


def _next_number(atoms: Sequence[Atom], at: int) -> int:
    while at < len(atoms) and not readings(atoms, at):
        at += 1
    return at
