"""Days as callers say them: 'de derde', 'dinsdag over een week', 'drie juni', 'eergisteren'.

`dateparser` takes the nearest day, also when it is past, and knows neither 'over veertien dagen'
nor 'aanstaande': so the rules are our own. A day without more is the next one to come, unless the
clause tells what has been ('ik heb vrijdag gebeld').
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from dialog.slots.calendar_words import DAYS, FEASTS, MONTHS, WEEKDAYS
from dialog.slots.clause import is_over, sentence_of
from dialog.slots.found import Found, without_overlaps
from dialog.slots.line import Line

_WEEK = timedelta(days=7)
_N = r"(?P<n>\d{1,3}|een|a|an)"
_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ENGLISH = "january|february|march|may|june|july|august|october"
_PART = r"(?:ochtend|morgen|middag|avond|nacht)?"
_YEAR = r"(?:,? (?P<y>(?:19|20)\d\d|20 \d\d))?"
_TH = "(?:e|de|ste|th|st|nd|rd)"
_UNIT = r"(?P<unit>dag(?:en)?|we[e]?k(?:en)?|maand(?:en)?|jaar|days?|weeks?|months?|years?)"
_ON = r"(?:op|per|vanaf|tot|voor|rond|sinds|tegen|datum|on|by|until|since|before|en met)"
_SOON_END = (
    r"(?=$| ?[,.?!;]| (?:om|en|of|kan|is|in|'s|graag|alstublieft|van (?:deze|de|volgende)|at|bij"
    r"|dan|komt|kom|wil|moet|past|zou|ben|heb|please|rond|tussen|na|voor|een|nog|ook|niet|wel"
    r"|met|naar|was|zijn|ga|krijg|wordt)\b)"
)

_SOON = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a rule may look at."""

    line: Line
    today: date
    match: re.Match[str]

    @property
    def over(self) -> bool:
        return is_over(self.line, self.match.start(), self.match.end())


_Days = tuple[date, ...]
"""The likeliest day first; none when the words are no date after all."""


def dates(line: Line, today: date) -> list[Found]:
    """Find every date; a weekday that comes back each week is not one."""
    found = []
    for pattern, rule, sure in _RULES:
        for match in pattern.finditer(line.plain):
            days = rule(_Look(line, today, match))
            if days:
                rest = tuple(day.isoformat() for day in days[1:] if day != days[0])
                confidence = sure if not rest else 0.6
                # What is past is told of; what is to come is what the call is about.
                confidence -= 0.05 if days[0] < today else 0
                found.append(Found("datum", days[0].isoformat(), *match.span(), confidence, rest))
    return without_overlaps(found)


def bare_date(line: Line, today: date) -> Found | None:
    """An answer to 'welke dag?' that is a number only: 'de derde', 'drie zes', 'dertig'."""
    match = re.fullmatch(
        r"\D*?\b(?P<d>\d{1,2}|een(?=\W*$))e?(?:(?: |-|/| van de | de )(?P<m>\d{1,2})e?)?\b\D*",
        line.plain,
    )
    if match is None:
        return None
    look = _Look(line, today, match)
    days = _day_and_month(look) if match["m"] else _day_of_month(look)
    if not days:
        return None
    return Found("datum", days[0].isoformat(), match.start("d"), match.end(), 0.8)


def weekdays(line: Line) -> list[Found]:
    """Find days that are meant each week: 'elke zondag', 'op donderdag ook open?'."""
    return [
        Found("weekdag", WEEKDAYS[DAYS[match["day"]]], *match.span())
        for match in _EACH_DAY.finditer(line.plain)
        if match["each"] or match["s"] or _asks_hours(line, match)
    ]


_EACH_DAY = re.compile(
    rf"\b(?P<each>(?:elke|iedere|alle|every|each|op een|'s|s)(?: \de)? )?(?P<on>(?:op|on) )?"
    rf"(?P<day>{_DAY})(?P<s>en|s)?{_PART}\b(?! ?\d)(?! de \d)(?! over)"
)
_OPEN = re.compile(r"\b(?:open|dicht|gesloten|openingstijd\w*|opened|closed|koopavond)\b")


def _asks_hours(line: Line, match: re.Match[str]) -> bool:
    """'Bent u op donderdag open?' asks for every Thursday; 'aanstaande donderdag' does not."""
    return bool(match["on"]) and bool(_OPEN.search(line.plain, *sentence_of(line, *match.span())))


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else 1


def _year(said: str) -> int:
    return int(said.replace(" ", ""))


def _iso(look: _Look) -> _Days:
    return _made(int(look.match[1]), int(look.match[2]), int(look.match[3]))


def _written(look: _Look) -> _Days:
    """'3-6-2027'."""
    year = int(look.match["y"])
    return _made(year + 2000 if year < 100 else year, int(look.match["m"]), int(look.match["d"]))


def _made(year: int, month: int, day: int) -> _Days:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _in_month(look: _Look) -> _Days:
    """'vrijdag achttien juni', 'June 18th'; a weekday that does not fit leaves a doubt."""
    month, day = MONTHS[look.match["month"]], _number(look.match["d"])
    if look.match["y"]:
        return _made(_year(look.match["y"]), month, day)
    days = _nearest(look, lambda year: _made(year, month, day))
    weekday = look.match.groupdict().get("day")
    if not days or weekday is None or days[0].weekday() == DAYS[weekday]:
        return days
    return (days[0], days[0] + timedelta(days=(DAYS[weekday] - days[0].weekday()) % 7))


def _nearest(look: _Look, on: Callable[[int], _Days]) -> _Days:
    """The next time it comes; the last time when the clause speaks of what has been."""
    years = range(look.today.year - 4, look.today.year + 9)  # 29 February comes within eight
    every = [day for year in years for day in on(year)]
    since = re.search(r"\b(?:sinds|since|afgelopen|vorige) (?:de |the )?$", _before(look))
    past = [day for day in every if day <= look.today]
    ahead = [day for day in every if day >= look.today]
    # 'Ik had een afspraak op 2 december', said in November, is not of a year ago.
    near = bool(ahead) and ahead[0] - look.today <= _SOON
    if past and (since or (look.over and not near)):
        return (past[-1],)
    return tuple(ahead[:1])


def _before(look: _Look) -> str:
    return look.line.plain[: look.match.start()]


def _day_and_month(look: _Look) -> _Days:
    """'drie zes' is 3 June."""
    day, month = _number(look.match["d"]), int(look.match["m"])
    return _nearest(look, lambda year: _made(year, month, day)) if 1 <= month <= 12 else ()


def _day_of_month(look: _Look) -> _Days:
    """'de derde': in this month or the next that has that day, or the last when it is over."""
    day = _number(look.match["d"])
    # 'voor de eerste' is more often a thing than a day.
    if not 1 <= day <= 31 or (day <= 3 and look.match.group().startswith("voor ")):
        return ()
    since = re.search(r"\b(?:sinds|since)\b", look.match.group())
    step = -1 if since or look.over else 1
    months = (look.today.year * 12 + look.today.month - 1 + step * ahead for ahead in range(13))
    days = [found for at in months for found in _made(at // 12, at % 12 + 1, day)]
    fitting = [found for found in days if (found - look.today).days * step >= 0]
    weekday = look.match.groupdict().get("day")
    same = [found for found in fitting if weekday and found.weekday() == DAYS[weekday]]
    return tuple(same[:1] or fitting[:1])


def _nth_weekday(look: _Look) -> _Days:
    """'de eerste dinsdag van januari', 'de laatste vrijdag van de maand'."""
    if re.search(r"\b(?:elke|iedere|every|each) $", _before(look)):
        return ()
    weekday, nth = DAYS[look.match["day"]], look.match["d"]
    month = MONTHS.get(look.match["month"] or "")
    months = (look.today.year * 12 + look.today.month - 1 + ahead for ahead in range(13))
    for at in months:
        if month in (None, at % 12 + 1):
            days = [day for number in range(1, 32) for day in _made(at // 12, at % 12 + 1, number)]
            fitting = [day for day in days if day.weekday() == weekday]
            place = int(nth) - 1 if nth else -1
            if place < len(fitting) and fitting[place] >= look.today:
                return (fitting[place],)
    return ()


def _named(days: int) -> Callable[[_Look], _Days]:
    return lambda look: (look.today + timedelta(days=days),)


def _from_today(look: _Look) -> _Days:
    """'over veertien dagen', 'twee weken geleden', 'morgen over een week'."""
    start = {"morgen": 1, "overmorgen": 2, "tomorrow": 1}.get(
        look.match.groupdict().get("from") or "", 0
    )
    ago = look.match.groupdict().get("ago") is not None
    if ago and look.match["unit"].startswith(("jaar", "year")):
        return ()  # 'twintig jaar geleden' is no day
    count = _number(look.match["n"]) * (-1 if ago else 1)
    return _moved(look.today + timedelta(days=start), count, look.match["unit"])


def _moved(day: date, count: int, unit: str) -> _Days:
    if unit.startswith(("dag", "day")):
        return (day + timedelta(days=count),)
    if unit.startswith("we"):
        return (day + count * _WEEK,)
    months = count * (12 if unit.startswith(("jaar", "year")) else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return (date(year, month + 1, min(day.day, last)),)


def _weekday(look: _Look) -> _Days:
    """'dinsdag', with what stands before and behind it."""
    if _generic(look):
        return ()
    first = _next(look.today, DAYS[look.match["day"]])
    said = f"{look.match['before'] or ''} {look.match['behind'] or ''}"
    this_week = look.today - timedelta(days=look.today.weekday() - DAYS[look.match["day"]])
    if look.match["n"]:
        return (first + _number(look.match["n"]) * _WEEK,)
    if re.search(r"volgende week|next week", said):
        return (this_week + _WEEK,)
    if re.search(r"deze week|this week", said):
        return (this_week,)
    if re.search(r"(?:vorige|afgelopen) week|last week", said):
        return (this_week - _WEEK,)
    if re.search(r"afgelopen|vorige|verleden|laatste|sinds|since|last", said):
        return (_last(look.today, DAYS[look.match["day"]]),)
    if re.search(r"volgende|next", said):
        return (this_week + _WEEK, first)
    if re.search(r"aanstaande|komende|eerstvolgende|deze|this|coming|voor|for", said):
        return (first,)
    return (_last(look.today, DAYS[look.match["day"]]),) if look.over else (first,)


def _generic(look: _Look) -> bool:
    """'een donderdag' and 'elke zondag' are no day of the calendar."""
    return bool(
        re.search(r"\b(?:een|elke|iedere|every|each|a|'s|op zo'n)(?: \de)? $", _before(look))
    ) or any(
        each.start < look.match.end() and look.match.start() < each.end
        for each in weekdays(look.line)
    )


def _next(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _last(today: date, weekday: int) -> date:
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


_QUALIFIER = (
    r"(?:(?:op |on )?(?:volgende week|deze week|vorige week|afgelopen week|volgende|deze|aanstaande"
    r"|aankomende|komende|eerstvolgende|eerstkomende|afgelopen|vorige|verleden|laatste|next week"
    r"|last week|this week|next|this coming|this|coming|last|sinds|since|voor|for)"
    r"(?: op| on| de| the)? )"
)
_BEHIND = (
    r" (?:aanstaande|a\.s\.|over (?P<n>\d|een) (?:week|weken)|(?:van |in )?(?:volgende|deze|vorige"
    r"|afgelopen) week|(?:of )?(?:next|this|last) week)"
)

_RuleRow = tuple[re.Pattern[str], Callable[[_Look], _Days], float]


_WEEKDAY = rf"(?:\b(?P<day>{_DAY}){_PART},? (?:de |the )?)?"


def _row(pattern: str, rule: Callable[[_Look], _Days], sure: float = 0.95) -> _RuleRow:
    return re.compile(pattern), rule, sure


def _written_days() -> Iterator[_RuleRow]:
    """A day with its month: 'de laatste vrijdag van juni', '3-6-2027', 'drie juni'."""
    yield _row(
        rf"\b(?:(?P<d>[1-5])e|laatste|last) (?P<day>{_DAY}) (?:van|in|of) "
        rf"(?:(?P<month>{_MONTH})|de maand|the month)\b",
        _nth_weekday,
    )
    yield _row(r"\b(\d{4})-(\d\d)-(\d\d)\b", _iso)
    yield _row(r"\b(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4}|\d\d)\b", _written)
    yield _row(
        rf"{_WEEKDAY}\b(?P<d>\d{{1,2}}|een){_TH}? (?:van |of )?(?P<month>{_MONTH})\b"
        rf"{_YEAR}",
        _in_month,
    )
    # 'in april zestien' is no day: that order is English, so the month or the number must be.
    for months, ending in ((_ENGLISH, rf"{_TH}?"), (_MONTH, _TH)):
        yield _row(
            rf"{_WEEKDAY}\b(?P<month>{months}) (?:the )?(?P<d>\d{{1,2}}){ending}\b(?!:){_YEAR}",
            _in_month,
        )


def _numbered_days() -> Iterator[_RuleRow]:
    """A day by its number, or by the name of a feast: 'dinsdag de derde', 'tweede kerstdag'."""
    yield _row(rf"{_WEEKDAY}\b(?P<d>\d{{1,2}})e van de (?P<m>\d{{1,2}})e\b", _day_and_month)
    yield _row(r"(?<=\bop )(?P<d>\d{1,2})[ /-](?P<m>\d{1,2})\b(?![\d:.,-])", _day_and_month)
    yield _row(
        rf"\b(?P<day>{_DAY}){_PART},? (?:de |the |dat is de )?(?P<d>\d{{1,2}}){_TH}\b",
        _day_of_month,
    )
    yield _row(rf"\b{_ON} (?:de|the) (?P<d>\d{{1,2}}){_TH}\b{_SOON_END}", _day_of_month, 0.85)
    for pattern, on in FEASTS:
        yield _row(rf"\b(?:{pattern})\b", partial(_feast, on=on))


def _counted_days() -> Iterator[_RuleRow]:
    """A day counted from today, or the next of its name: 'over veertien dagen', 'dinsdag'."""
    yield _row(
        rf"\b(?:(?P<from>vandaag|morgen|overmorgen|today|tomorrow) )?"
        rf"(?:over|in) {_N} {_UNIT}\b(?! (?:heen|lang))",
        lambda look: _from_today(look) if _is_ahead(look) else (),
        0.9,
    )
    yield _row(rf"\b{_N} {_UNIT} (?P<ago>geleden|terug|ago|back)\b", _from_today, 0.85)
    yield _row(
        rf"\b(?P<before>{_QUALIFIER})?(?P<day>{_DAY}){_PART}\b(?P<behind>{_BEHIND})?",
        _weekday,
        0.9,
    )


def _days_beside_today() -> Iterator[_RuleRow]:
    yield _row(r"\b(?:overmorgen|day after tomorrow)\b", _named(2))
    yield _row(r"\b(?:eergisteren|day before yesterday)\b", _named(-2))
    yield _row(
        r"\b(?:gister(?:en)?(?:ochtend|middag|avond|nacht)?|yesterday|last night)\b", _named(-1)
    )
    yield _row(
        r"\b(?:vandaag|van(?:ochtend|morgen|middag|avond|nacht)|today|tonight"
        r"|this (?:morning|afternoon|evening))\b",
        _named(0),
    )
    yield _row(
        r"(?<!goede )(?<!'s )(?<!de )(?<!dag )(?<!elke )\bmorgen(?:ochtend|middag|avond|vroeg)?\b"
        r"|\btomorrow\b",
        _named(1),
    )


def _is_ahead(look: _Look) -> bool:
    """'over 3 weken', English 'in 3 weeks'; not 'in een week tijd', nor behind a weekday."""
    weekday_before = re.search(rf"\b(?:{_DAY})(?:ochtend|middag|avond)? $", _before(look))
    english = re.search(r"\b(?:days?|weeks?|months?|years?)$", look.match.group())
    dutch = re.match(r"(?:\w+ )?over ", look.match.group())
    return weekday_before is None and bool(dutch or english)


def _feast(look: _Look, on: Callable[[int], date]) -> _Days:
    return _nearest(look, lambda year: (on(year),))


_RULES: tuple[_RuleRow, ...] = (
    *_written_days(), *_numbered_days(), *_counted_days(), *_days_beside_today(),
)  # fmt: skip
"""Most telling first: where two claim the same words the first has them."""
