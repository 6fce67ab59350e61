"""Postcodes: four digits in any grouping, and two letters in any spelling."""

import re
from collections.abc import Iterator

from dialog.slots.found import Found
from dialog.slots.letters import JOINER, letters_at
from dialog.slots.line import Line

_TOKEN = r"(?:\d{1,4}(?!\d)|een\b|one\b|oh?\b)"
_DIGITS = re.compile(rf"\b{_TOKEN}(?:[ ,.\-]*(?:\b(?:dan|en dan|then) )?{_TOKEN}){{0,5}}")
_TOKENS = re.compile(_TOKEN)
NEVER_ISSUED = frozenset({"SA", "SD", "SS"})
"""PostNL gives no postcode with these letters."""


def postcodes(line: Line) -> list[Found]:
    """'achtenveertig elf, Anton Bernard' is '4811AB'. Whether it exists, the address list knows."""
    return [found for run in _DIGITS.finditer(line.plain) for found in _in_run(line, run)][:9]


def _in_run(line: Line, run: re.Match[str]) -> Iterator[Found]:
    tokens = list(_TOKENS.finditer(line.plain, *run.span()))
    for last in range(len(tokens) - 1, -1, -1):  # 'o' may be the first letter
        for first in range(last, -1, -1):
            digits = "".join(_digit(token.group()) for token in tokens[first : last + 1])
            if len(digits) == 4 and digits[0] != "0":
                found = _with_letters(line, tokens[first].start(), tokens[last].end(), digits)
                if found:
                    yield found
                    return
            if len(digits) > 4:
                break


def _digit(token: str) -> str:
    return {"een": "1", "one": "1", "o": "0", "oh": "0"}.get(token, token)


def _with_letters(line: Line, start: int, end: int, digits: str) -> Found | None:
    gap = JOINER.match(line.plain, end)
    letters = letters_at(line, gap.end() if gap else end, 2)
    if letters is None:
        letters = letters_at(line, end, 2)  # glued: '4811ab'
    if letters is None or letters.letters.upper() in NEVER_ISSUED:
        return None
    return Found("postcode", digits + letters.letters.upper(), start, letters.end, 0.95)
