"""Digits in a caller's words, however they are grouped, and the telephone number among them.

A text becomes atoms (a written number, or a number word), atoms become numbers, and numbers
that follow each other become a run. Speech is ambiguous: 'vijf en twintig' is 25, and it is
5 and 20. A run's own digits are the likeliest reading; `stretches` gives every reading.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import phonenumbers
from phonenumbers import PhoneNumberType

from dialog.slots import number_words as words


@dataclass(frozen=True, slots=True)
class Atom:
    """A written number or one plain word, with its place in the text."""

    word: str
    start: int
    end: int
    tight: bool
    """No comma or stop stands before it: it may belong to the same number."""


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


_CHUNK = re.compile(r"\+|(?:[^\W_][\u0300-\u036f]*)+")
_DIGITS_AND_WORD = re.compile(r"([^\W\d_]{2,})(\d+)|(\d+)([^\W\d_]{2,})")
_STOP = re.compile(r"[,.;:!?]")
_SENTENCE_END = re.compile(r"[.;!?](?:\s|$)|\n")

_Reading = tuple[str, int]
"""The digits of one number, and the index of the atom behind it."""


def digit_runs(text: str) -> list[DigitRun]:
    atoms = _atoms(text)
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
        return len(number) != 9 and phonenumbers.is_valid_number(phonenumbers.parse(number, "NL"))
    if not plus or not 8 <= len(digits) <= 15:
        return False
    return phonenumbers.is_valid_number(phonenumbers.parse("+" + digits, None))


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
    parsed = phonenumbers.parse(number, "NL")
    fits = phonenumbers.is_valid_number(parsed) and parsed.country_code == 31
    return number if fits and phonenumbers.number_type(parsed) in _RUNG_BACK else None


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
        readings = _readings(atoms, at)
        if readings:
            digits, after = readings[0]
            numbers.append(Stretch(digits, atoms[at].start, atoms[after - 1].end))
            at = end = after
        elif numbers and _joins(atoms[at].word):
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


def _joins(word: str) -> bool:
    return word in words.JOINERS or words.SCALES.get(word) == words.AND


def _paths(atoms: Sequence[Atom], first: int, longest: int) -> Iterator[_Reading]:
    """Every way to read on from this atom, number after number."""
    seen: set[_Reading] = set()
    ahead = [("", first)]
    while ahead:
        digits, at = ahead.pop()
        for more, after in _readings(atoms, at):
            path = (digits + more, _next_number(atoms, after))
            if len(path[0]) <= longest and path not in seen:
                seen.add(path)
                ahead.append(path)
                yield path[0], after


def _next_number(atoms: Sequence[Atom], at: int) -> int:
    while at < len(atoms) and not _readings(atoms, at):
        at += 1
    return at


def _atoms(text: str) -> list[Atom]:
    atoms: list[Atom] = []
    behind = 0
    for chunk in _CHUNK.finditer(text):
        for word, start, end in _words(chunk):
            if word in words.HESITATIONS:
                continue
            tight = not _STOP.search(text, behind, start)
            parts = words.atoms(word) or (word,)
            atoms += [Atom(part, start, end, tight or n > 0) for n, part in enumerate(parts)]
            behind = end
    return atoms


def _words(chunk: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    whole = chunk.group()
    # 'bsn111' and '111is' are two words; 'Z2026', '12A' and a checksum are none of ours.
    halves = _DIGITS_AND_WORD.fullmatch(whole)
    if halves is None:
        yield _normal(whole), chunk.start(), chunk.end()
        return
    middle = chunk.start() + len(halves[1] or halves[3])
    yield _normal(halves[1] or halves[3]), chunk.start(), middle
    yield _normal(halves[2] or halves[4]), middle, chunk.end()


def _normal(word: str) -> str:
    return "".join(str(int(digit)) for digit in word) if word.isdecimal() else words.plain(word)


def _readings(atoms: Sequence[Atom], at: int) -> list[_Reading]:
    """Every number that may begin here, the likeliest first; empty when none does."""
    word = _word(atoms, at)
    if word in words.ZERO_LETTERS:
        return _letter_zero(atoms, at)
    repeated = _repeated(atoms, at)
    if word.isdecimal():
        return [*repeated, (word, at + 1)]
    return [*repeated, *((str(value), after) for value, after in _numbers(atoms, at))]


def _word(atoms: Sequence[Atom], at: int) -> str:
    return atoms[at].word if 0 <= at < len(atoms) else ""


def _digit(word: str) -> str | None:
    if word.isdecimal():
        return word if len(word) <= 2 else None
    return str(words.VALUES[word]) if word in words.VALUES else None


def _letter_zero(atoms: Sequence[Atom], at: int) -> list[_Reading]:
    """'o' is a zero beside a digit. An 'oh' that opens is more often a sigh."""
    ahead = at - 1
    while _joins(_word(atoms, ahead)):
        ahead -= 1
    if _says_digit(_word(atoms, ahead)):
        return [("0", at + 1)]
    behind = _word(atoms, at + 1)
    if not _says_digit(behind) and behind not in words.REPEATS:
        return []
    zero_first = atoms[at].word == "o" and atoms[at + 1].tight
    return sorted([("0", at + 1), ("", at + 1)], reverse=zero_first)


def _says_digit(word: str) -> bool:
    return word.isdecimal() or word in words.VALUES or word in words.ZERO_LETTERS


def _repeated(atoms: Sequence[Atom], at: int) -> list[_Reading]:
    """'dubbel vier', 'drie keer een vijf', 'twee nullen'."""
    word, behind = _word(atoms, at), _word(atoms, at + 1)
    count = int(_digit(word) or 0)
    if word in words.REPEATS:
        return _times(atoms, at + 1, words.REPEATS[word])
    if 2 <= count <= 9 and behind in words.PLURALS:
        return [(str(words.PLURALS[behind]) * count, at + 2)]
    if 2 <= count <= 4 and behind in words.TIMES:
        # 'twee keer een vier' is 44, and only then 11 and 4.
        return sorted(_times(atoms, at + 2, count), key=lambda reading: -reading[1])
    return []


def _times(atoms: Sequence[Atom], at: int, count: int) -> list[_Reading]:
    places = (at, at + 1) if _word(atoms, at) in words.ARTICLES else (at,)
    said = ((_word(atoms, place), place + 1) for place in places)
    zeros = words.ZERO_LETTERS
    found = (("0" if word in zeros else _digit(word), after) for word, after in said)
    return [(digits * count, after) for digits, after in found if digits is not None]


_Number = tuple[int, int]
"""A value, and the index of the atom behind it."""


def _numbers(atoms: Sequence[Atom], at: int) -> Iterator[_Number]:
    """'tweeduizend vijfentwintig', and with fewer and fewer of its words."""
    for value, after in _heads(atoms, at, words.THOUSAND):
        yield from _with_rest(value * 1000, atoms, after, _below_thousand)
    yield from _below_thousand(atoms, at)


def _below_thousand(atoms: Sequence[Atom], at: int) -> Iterator[_Number]:
    for value, after in _heads(atoms, at, words.HUNDRED):
        yield from _with_rest(value * 100, atoms, after, _below_hundred)
    yield from _below_hundred(atoms, at)


def _below_hundred(atoms: Sequence[Atom], at: int) -> Iterator[_Number]:
    word = _word(atoms, at)
    value = words.VALUES.get(word)
    if value is None:
        return
    joined = words.SCALES.get(_tight(atoms, at + 1)) == words.AND
    tens = words.VALUES.get(_tight(atoms, at + 2), 0) if joined else 0
    if 1 <= value <= 9 and tens >= 20 and tens % 10 == 0:
        yield tens + value, at + 3
    behind = _tight(atoms, at + 1)
    units = words.VALUES.get(behind, 0) if {word, behind} <= words.ENGLISH else 0
    if value >= 20 and value % 10 == 0 and 1 <= units <= 9:
        yield value + units, at + 2
    yield value, at + 1


def _heads(atoms: Sequence[Atom], at: int, scale: str) -> Iterator[_Number]:
    """What stands before 'honderd' or 'duizend', and the index behind that word."""
    if words.SCALES.get(_word(atoms, at)) == scale:
        yield 1, at + 1
        return
    smaller = _below_hundred if scale == words.HUNDRED else _below_thousand
    for value, after in smaller(atoms, at):
        if value and words.SCALES.get(_tight(atoms, after)) == scale:
            yield value, after + 1


def _with_rest(
    value: int,
    atoms: Sequence[Atom],
    at: int,
    smaller: Callable[[Sequence[Atom], int], Iterator[_Number]],
) -> Iterator[_Number]:
    begin = at + (words.SCALES.get(_tight(atoms, at)) == words.AND)
    if _tight(atoms, begin):
        for rest, after in smaller(atoms, begin):
            if rest:
                yield value + rest, after
    yield value, at


def _tight(atoms: Sequence[Atom], at: int) -> str:
    """The word there if it may belong to the same number, else nothing."""
    return atoms[at].word if at < len(atoms) and atoms[at].tight else ""
