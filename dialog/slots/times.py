"""Times of the day as Dutch and English say them: 'half elf', 'tien voor half vier', 'na vieren'.

`dateparser` reads 'half elf' as 11:30, so the rules are our own. A time from one to half eight
without a part of the day is an afternoon: offices are open then.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialog.slots.clause import clause_of
from dialog.slots.found import Found, without_overlaps
from dialog.slots.line import Line

_HOUR_NAMES = {
    **{"een": 1, "enen": 1, "eentje": 1, "tweeen": 2, "drieen": 3, "vieren": 4, "vijven": 5},
    **{"zessen": 6, "zevenen": 7, "achten": 8, "negenen": 9, "tienen": 10, "elven": 11},
    **{"twaalven": 12, "noon": 12, "midday": 12},
}
_PLURAL = "|".join(name for name in _HOUR_NAMES if name != "een")
_H = r"(?:\d{1,2}(?!\d|[:.]\d|,\d)|een\b)"
_HOUR = rf"(?P<h>{_H})(?: uur| o'? ?clock)?"
_UNITS = (
    r"(?! ?(?:e\b|ste\b|weken|week|dagen|dag\b|werkdag|maand|jaar|jaren|minuten|minuut|uren|keer"
    r"|maal|euro|personen|mensen|kinderen|januari|februari|maart|april|mei|juni|juli|augustus"
    r"|september|oktober|november|december|weeks|days|months|years|minutes|hours|people|%|cent))"
)
_STOP = (
    r"(?=$| ?[,.?!;]| (?:'?s\b|in de\b|in the\b|van(?:middag|ochtend|morgen|avond|nacht)\b|of\b"
    r"|en\b|graag|kan\b|kunt|terecht|komen|langs|tot\b|to\b|until\b|till\b|alstublieft|please|is\b|ben\b"
    r"|bij\b|op\b|or\b|on\b|and\b|ja\b|maar\b|dan\b|thuis|open|dicht|een\b|moet|mag\b|heb\b|zou\b"
    r"|precies|sharp|ongeveer|past\b|for\b|voor\b|met\b|met een\b))"
)

_SHAPES: tuple[tuple[str, str], ...] = (
    ("past_half", rf"\b(?P<m>\d{{1,2}}|kwart)(?: minuten)? (?P<way>voor|over|na) half {_HOUR}"),
    ("incomplete", r"\b(?P<m>\d{1,2})(?: minuten)? (?P<way>voor|over|na) half\b"),
    ("half", rf"\bhalf[- ]{_HOUR}{_UNITS}"),
    ("half_past", rf"\bhalf past {_HOUR}"),
    ("quarter", r"\b(?:kwart|(?:a )?quarter)"
        rf" (?P<way>voor|over|na|to|past|before|after|of) {_HOUR}"),
    ("minutes", rf"\b(?P<m>\d{{1,2}})(?: minuten| minutes)? (?P<way>voor|over|past|to|till)"
        rf" {_HOUR}{_UNITS}"),
    ("clock", r"\b(?P<h>\d{1,2})[:.u](?P<m>[0-5]\d)(?: uur)?(?P<half>\s?[ap]\.?m\b\.?)?"
        r"(?! ?euro)(?!\d)"),
    ("clock", r"\b(?P<h>\d{1,2}) uur (?:en )?(?P<m>[1-5]\d|0 \d)(?![\d.,])(?: minuten)?" + _UNITS),
    ("clock", r"\b(?P<h>\d{1,2})(?P<half> ?[ap]\.? ?m\b\.?)"),
    ("clock", r"\b(?:at|by|around|om) (?P<h>\d{1,2}) (?P<m>[1-5]\d|(?:0|o|oh) \d)\b(?![\d.,])"
        + _UNITS),
    ("hour", r"(?<!over )(?<!binnen )(?<!al )(?<!elke )(?<!de )(?<!ruim )(?<!bijna )(?<!minstens )"
        r"(?<![\d,.:])\b(?P<h>\d{1,2}|een) (?:uur|o'? ?clock)\b"
        r"(?! (?:lang|per|geleden|wachten|later|eerder|rijden|werk|slaap|hulp|verschil|ago)\b)"
        r"(?! zorg)"),
    ("hour", rf"\b(?:om|rond|tegen|omstreeks|na|voor|tot|vanaf|tussen|pas) (?P<h>{_PLURAL})\b"),
    ("hour", r"\b(?P<h>noon|midday)\b"),
    ("hour", rf"\b(?:om|rond|tegen|omstreeks|at|by|around|until|till|before|after|vanaf|from)"
        rf" (?P<h>\d{{1,2}}|een)\b{_UNITS}{_STOP}"),
    ("hour", r"\b(?P<h>\d{1,2}|een) (?=(?:'s |in the )(?:ochtend|morgen|middag|avond|nacht|morning"
        r"|afternoon|evening))"),
)  # fmt: skip
_PATTERNS = tuple((shape, re.compile(pattern)) for shape, pattern in _SHAPES)

_RANGE = re.compile(
    rf"\b(?:van|tussen|from|between) (?P<h>{_H})(?: uur)? (?:tot|en|to|till|until|and)"
    rf"(?: aan)? (?:half |kwart \w+ )?(?P<other>{_H})(?P<unit> uur)?{_UNITS}"
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("nacht", r"nachts?\b|at night"),
    ("ochtend", r"ochtends?\b|(?<=van)morgen\b|(?<='s )morgens|(?<=de )morgen\b|(?<=dag)morgen\b"
        r"|morning|morgenvroeg|vroeg\b"),
    ("middag", r"middags?\b|afternoon"),
    ("avond", r"avonds?\b|evening|tonight"),
)  # fmt: skip
_PART_PATTERNS = tuple((part, re.compile(pattern)) for part, pattern in _PARTS)

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(rf"\b(?:{words}) (?:zo |ongeveer |iets |rond |om |een uur of |about )*$"))
    for slot, words in (
        ("tijd_nieuw", "naar"),
        ("tijd_tot", "tot|uiterlijk|voor|until|till|by|before|t/m"),
        ("tijd_vanaf", "vanaf|na|from|after|pas om|pas na|sinds"),
    )
)


@dataclass(frozen=True, slots=True)
class _Clock:
    minutes: int
    """After midnight, as said: 'half elf' is 630, whatever the part of the day."""
    fixed: bool = False
    """Said on the clock of 24 hours, or with a.m. or p.m.: no part of the day moves it."""


def times(line: Line, english: bool = False) -> list[Found]:
    """Find each time, with its slot by the word before it: 'tot', 'vanaf', 'naar'.

    In English 'half two' is half past two, in Dutch an hour earlier.
    """
    found = [*_ranges(line)]
    for shape, pattern in _PATTERNS:
        for match in pattern.finditer(line.plain):
            late = english and shape == "half"
            found.append(_found(line, "half_past" if late else shape, match))
    return without_overlaps(found)


def bare_time(line: Line) -> Found | None:
    """An answer to 'hoe laat?': 'tien', 'om twee', '14 30'."""
    match = re.fullmatch(
        r"\D*?\b(?P<h>\d{1,2}|een(?=\W*$))(?:[ :.](?P<m>[0-5]\d))?\b\D*", line.plain
    )
    if match is None or _hour(match["h"]) > 24:
        return None
    clock = _clock("clock" if match["m"] else "hour", match)
    start = match.start("h")
    return _placed(line, "tijd", clock, start, match.end("m" if match["m"] else "h"))


def part_near(line: Line, start: int, end: int) -> str | None:
    """The part of the day that the clause around a time names."""
    first, last = clause_of(line, start, end)
    near = [
        (abs(match.start() - end), part)
        for part, pattern in _PART_PATTERNS
        for match in pattern.finditer(line.plain, first, last)
        if not line.plain[: match.start()].endswith(("goede", "goeden", "good "))
    ]
    return min(near)[1] if near else None


def _ranges(line: Line) -> Iterator[Found]:
    for match in _RANGE.finditer(line.plain):
        if _hour(match["h"]) > 24 or _hour(match["other"]) > 24 or match["other"].startswith("0"):
            continue
        yield _placed(line, "tijd_van", _clock("hour", match), match.start("h"), match.end("h"))
        if "half" in match.group() or "kwart" in match.group():
            continue  # its second time has a shape of its own
        clock = _Clock(_hour(match["other"]) * 60, _hour(match["other"]) > 12)
        yield _placed(line, "tijd_tot", clock, match.start("other"), match.end())


def _found(line: Line, shape: str, match: re.Match[str]) -> Found:
    start = match.start("m" if shape in ("past_half", "incomplete", "minutes") else "h")
    if shape in ("half", "half_past", "quarter"):
        start = match.start()
    if shape == "incomplete":
        return Found("tijd", "", match.start(), match.end(), 0.4)
    return _placed(line, _role(line, start), _clock(shape, match), start, match.end())


def _placed(line: Line, slot: str, clock: _Clock, start: int, end: int) -> Found:
    part = part_near(line, start, end)
    minutes, other = _on_the_day(clock, part)
    sure = (
        0.95 if part or clock.fixed or other is None else 0.7 if 420 <= clock.minutes < 540 else 0.9
    )
    ambiguous = (_said(other),) if other is not None else ()
    return Found(slot, _said(minutes), start, end, sure, ambiguous)


def _role(line: Line, start: int) -> str:
    before = line.plain[:start]
    for slot, pattern in _ROLES:
        if pattern.search(before):
            return slot
    ends_range = re.search(r"\b(?:van|tussen|from|between) [^,.]{1,30} (?:tot|en|to|and) $", before)
    return "tijd_tot" if ends_range else "tijd"


def _hour(said: str) -> int:
    return _HOUR_NAMES[said] if said in _HOUR_NAMES else int(said)


def _clock(shape: str, match: re.Match[str]) -> _Clock:
    named = match.groupdict()
    hour = _hour(named["h"])
    minutes = 0
    if named.get("m"):
        minutes = 15 if named["m"] == "kwart" else int(re.sub(r"\D", "", named["m"]))
    before = named.get("way") in ("voor", "to", "before", "till", "of")
    offset = {
        "past_half": -30 + (-minutes if before else minutes),
        "half": -30,
        "half_past": 30,
        "quarter": -15 if before else 15,
        "minutes": -minutes if before else minutes,
        "clock": minutes,
        "hour": 0,
    }[shape]
    half = (named.get("half") or "").replace(".", "").replace(" ", "")
    if half:
        return _Clock((hour % 12 + (12 if half == "pm" else 0)) * 60 + offset, fixed=True)
    written = shape == "clock" and named["h"].startswith("0")
    return _Clock((hour % 24 * 60 + offset) % 1440, fixed=hour > 12 or hour == 0 or written)


def _on_the_day(clock: _Clock, part: str | None) -> tuple[int, int | None]:
    """Minutes after midnight, and the other half of the day where that is nearly as likely."""
    if clock.fixed:
        return clock.minutes, None
    morning = clock.minutes % 720
    later = morning + 720
    if part is None:
        if 60 <= morning < 480 or morning < 60:  # 01:00 to 08:00, and 'half een'
            return later, morning if morning >= 420 else None
        return morning, later if morning < 540 else None
    return (later if _is_later(morning, part) else morning), None


def _is_later(morning: int, part: str) -> bool:
    if part == "middag":
        return morning < 420  # 'half twaalf 's middags' is before noon all the same
    if part == "avond":
        return morning >= 240
    if part == "nacht":
        return morning >= 540
    return morning < 60 and part == "ochtend"


def _said(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
