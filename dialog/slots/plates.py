"""Licence plates, and the case numbers of the municipality: letters and digits in a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialog.slots.clause import CORRECTION
from dialog.slots.found import Found
from dialog.slots.letters import JOINER, is_small_word, letter_at
from dialog.slots.line import Line

# The side codes of the RDW, from 1951 (XX-99-99) to today (X-99-XXX).
_SIDE_CODES = (
    *("AA9999", "9999AA", "99AA99", "AA99AA", "AAAA99", "99AAAA", "99AAA9", "9AAA99"),
    *("AA999A", "A999AA", "AAA99A", "A99AAA", "9AA999", "999AA9"),
)
_CUE = re.compile(r"\b(?:kenteken\w*|nummerbord\w*|nummerplaat|(?:number|licen[cs]e) plates?)\b")
_LIKE_A_POSTCODE = "9999AA"
_DIGIT_TOKEN = re.compile(r"(?:\d{1,4}(?!\d)|een\b(?! [a-z]\b)|one\b|oh\b)")
_GLUED = re.compile(r"[a-z]{2,3}(?![\w'])")
_DIGITS = {"een": "1", "one": "1", "oh": "0", "o": "0"}


@dataclass(frozen=True, slots=True)
class _Sign:
    signs: str
    start: int
    end: int


def plates(line: Line, expected: bool = False) -> list[Found]:
    """'R van Rudolf, vier nul zeven, J van Julia, H van Hans' is 'R407JH'.

    Without a word such as 'kenteken' the letters must be spelled or in capitals, and four digits
    with two letters are rather a postcode.
    """
    sure = expected or bool(_CUE.search(line.plain))
    found = [plate for row in _rows(line, sure) if (plate := _plate(row))]
    return [plate for plate in found if sure or _pattern(plate.value) != _LIKE_A_POSTCODE]


def _pattern(signs: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"[A-Z]", "A", signs))


def _plate(row: list[_Sign]) -> Found | None:
    for first in range(len(row)):
        signs = ""
        for last in range(first, len(row)):
            signs += row[last].signs
            if len(signs) == 6 and _pattern(signs) in _SIDE_CODES:
                return Found("kenteken", signs, row[first].start, row[last].end, 0.9)
    return None


def _rows(line: Line, sure: bool) -> Iterator[list[_Sign]]:
    """Letters and digits that follow each other, with nothing but joining words between."""
    row: list[_Sign] = []
    at = 0
    while at < len(line.plain):
        sign = _sign_at(line, at, sure)
        if sign is not None:
            row.append(sign)
            joined = JOINER.match(line.plain, sign.end)
            at = joined.end() if joined else sign.end
            continue
        if len(row) > 1:
            yield row
        row = []
        word = _WORD.match(line.plain, at)
        at = word.end() if word else at + 1
    if len(row) > 1:
        yield row


_WORD = re.compile(r"[\w'’]+")
_ATTACHED = re.compile(r"[a-z]{1,3}(?=-?\d)")


def _sign_at(line: Line, at: int, sure: bool) -> _Sign | None:
    digits = _DIGIT_TOKEN.match(line.plain, at)
    if digits:
        return _Sign(_DIGITS.get(digits.group(), digits.group()), at, digits.end())
    for pattern in (_GLUED, _ATTACHED):
        glued = pattern.match(line.plain, at)
        if glued and _is_spelled(line, glued, sure):
            return _Sign(glued.group().upper(), at, glued.end())
    letter = letter_at(line, at)
    if letter is None or not (sure or letter.end > at + 1 or line.said(at, at + 1).isupper()):
        return None
    return _Sign(letter.letters.upper(), at, letter.end)


def _is_spelled(line: Line, glued: re.Match[str], sure: bool) -> bool:
    """In capitals, or no word of its own where a plate is talked of."""
    if line.said(*glued.span()).isupper():
        return True
    return sure and not is_small_word(glued.group()) and glued.group() not in _COMMON


_COMMON = frozenset({"het", "een", "van", "dat", "die", "met", "the", "and", "for", "zes", "als"})


_CASE = re.compile(
    r"\b(?:z|zet|zed|set)(?:,? (?:van|of|for|as in) [a-z]+)?(?=[ ,.\-]|\d)[ ,.\-]*"
    r"(?P<digits>(?:\d{1,9}|een\b|oh?\b|streepje|streep|schuine streep|dash|hyphen|nul)"
    r"(?:[ ,.\-/]+(?:dan )?(?:\d{1,9}|een\b|oh?\b|streepje|streep|dash|hyphen))*)"
)
_ROW = re.compile(r"(?:\d{1,9}|een\b|oh?\b)(?:[ ,.\-]+(?:\d{1,9}|een\b|oh?\b))*")


def case_numbers(line: Line, expected: bool = False) -> list[Found]:
    """'Z, twintig zesentwintig, streepje, nul nul acht vierenzeventig' is 'Z2026-00874'.

    A correction of the end ('nee sorry, negen drie op het eind') replaces as many digits. Asked
    for, the Z may be left out.
    """
    found = []
    for match in _CASE.finditer(line.plain):
        digits = _digits(match["digits"])
        correction = _correction_behind(line, match.end())
        if correction and len(correction[0]) < len(digits):
            digits = digits[: -len(correction[0])] + correction[0]
        found += _case(digits, match.start(), correction[1] if correction else match.end())
    if not found and expected:
        for match in _ROW.finditer(line.plain):
            found += _case(_digits(match.group()), *match.span())
    return found


def _case(digits: str, start: int, end: int) -> list[Found]:
    if re.fullmatch(r"20\d\d\d{5}", digits) is None:
        return []
    return [Found("zaaknummer", f"Z{digits[:4]}-{digits[4:]}", start, end, 0.95)]


def _digits(said: str) -> str:
    tokens = re.findall(r"\d+|een|oh?(?![a-z])", said)
    return "".join(_DIGITS.get(token, token) for token in tokens)


def _correction_behind(line: Line, at: int) -> tuple[str, int] | None:
    """The digits that are said instead of the last ones, and where they end."""
    marked = re.compile(rf"[ ,.]*(?:{CORRECTION.pattern}[ ,.]*)+(?P<row>{_ROW.pattern})").match(
        line.plain, at
    )
    return (_digits(marked["row"]), marked.end()) if marked else None
