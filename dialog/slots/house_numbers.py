"""House numbers with what belongs to them: '12A', '12bis', '12-2', '12-3hoog'.

The BAG parts a letter (one) from an addition (up to four signs); callers do not.
"""

import re
from collections.abc import Sequence

from dialog.slots.found import Found
from dialog.slots.letters import letter_at
from dialog.slots.line import Line

_WORDS = r"bis|huis|hs|boven|beneden|rood|zwart|achter|voor"
_ADDITION = re.compile(
    rf" ?-?(?P<word>{_WORDS})\b(?! (?:de|het|een|mij|ons|\d))"
    r"| ?(?:-|streepje |streep |toevoeging |dash ){1,2} ?(?P<number>\d{1,3})(?!\d|[:.]\d)"
    r"(?P<high> ?-?hoog)?"
    r"| (?P<floor>\d) ?-?hoog\b"
    r"| ?-?(?P<up>hoog)\b"
)
_LEAD = (
    r"(?<![a-z])(?:huisnummers?|nummer|nr\.?|number|house number|huis nummer)"
    r"(?: is| wordt| was)?(?: nummer)?,? "
)
_LED = re.compile(rf"{_LEAD}(?P<n>[1-9]\d{{0,4}})(?![\d.,:]\d|\d)")
_BEHIND_PLACE = re.compile(
    r"[ ,]*(?:(?:en |dan |en dan |op |het |is |and |at )*(?:huisnummer |nummer |nr\.? |number "
    r"|ter hoogte van (?:huisnummer |nummer )?|tegenover (?:huisnummer |nummer )?)?)?"
    r"(?P<n>[1-9]\d{0,4})(?![\d.,:]\d|\d)"
    r"(?! ?(?:uur|euro|keer|jaar|maal|weken|dagen|maanden|meter|januari|februari|maart|april|mei"
    r"|juni|juli|augustus|september|oktober|november|december|mensen|kinderen|auto|e\b))"
)
_LIVES = re.compile(
    r"\bwoon(?:t|en)?(?: \w+){0,2} (?:op|aan|in) (?P<n>[1-9]\d{0,4})(?![\d.,:]\d|\d)"
)
_BARE = re.compile(r"[^\d]*?(?P<n>[1-9]\d{0,4})(?![\d])")
_ONE_BY_ONE = re.compile(r"[^\d]*?(?P<row>[1-9](?: \d){1,3})\W*")
"""'één twee' is 12."""
_OTHER_NUMBERS = re.compile(
    r"(?:telefoon|zaak|mobiele?|burgerservice|bus|klant|afspraak|meld)-? ?$"
)

_BEFORE_LETTER = re.compile(r" ?-?,? ?(?:(?:toevoeging|letter) )?(?=[a-z](?![\w'’])|[a-z] )")


def house_numbers(line: Line, places: Sequence[Found] = ()) -> list[Found]:
    """Find numbers behind 'nummer', behind a street or a postcode (`places`), or lived at."""
    found = [
        _with_addition(line, match)
        for pattern in (_LED, _LIVES)
        for match in pattern.finditer(line.plain)
        if not _OTHER_NUMBERS.search(line.plain[: match.start()])
    ]
    for place in places:
        match = _BEHIND_PLACE.match(line.plain, place.end)
        if match:
            found.append(_with_addition(line, match))
    return found


def bare_house_number(line: Line) -> Found | None:
    """An answer to 'welk huisnummer?': 'twaalf A', 'twaalf bis', 'twaalf hoog'."""
    digits = _ONE_BY_ONE.fullmatch(line.plain)
    if digits:
        return Found("huisnummer", digits["row"].replace(" ", ""), *digits.span("row"), 0.8)
    match = _BARE.match(line.plain)
    return _with_addition(line, match) if match else None


def _with_addition(line: Line, match: re.Match[str]) -> Found:
    number, end = match["n"], match.end("n")
    letter, end = _letter(line, end)
    number += letter
    addition = _ADDITION.match(line.plain, end)
    if addition is None:
        return Found("huisnummer", number, match.start("n"), end, 0.9)
    if addition["word"]:
        number += addition["word"]
    elif addition["up"]:
        number += "hoog"
    else:
        high = "hoog" if addition["floor"] or addition["high"] else ""
        number += f"-{addition['floor'] or addition['number']}{high}"
    return Found("huisnummer", number, match.start("n"), addition.end(), 0.85)


def _letter(line: Line, end: int) -> tuple[str, int]:
    """A letter that stands alone, in capitals or in small: '12a', 'twaalf A', '12 A van Anton'."""
    gap = re.compile(r" ?-?,? ?(?:(?:toevoeging|letter) )?(?=[a-z](?![\w'’])|[a-z] )").match(
        line.plain, end
    )
    if gap is None:
        return "", end
    at = gap.end()
    said = line.said(at, at + 1)
    spaced = at > end
    # 'nummer 12 u weet wel' and English 'number 12 a lamp' hold no letter.
    if spaced and not said.isupper() and line.plain[at] in "uin":
        return "", end
    if (
        spaced
        and said == "a"
        and re.match(r"a [a-z]{2,}", line.plain[at:])
        and not re.match(r"a (?:van|of|for|in|aan|op|en)\b", line.plain[at:])
    ):
        return "", end
    letter = letter_at(line, at)
    return (
        (letter.letters.upper(), letter.end) if letter and len(letter.letters) == 1 else ("", end)
    )
