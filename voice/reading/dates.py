"""Dates and days: '03-06-2027' is 'donderdag drie juni tweeduizend zevenentwintig'."""

import re
from collections.abc import Callable
from datetime import date

from voice.reading.numerals import cardinal, ordinal, year
from voice.reading.rule import Language, Rule, rule


def _names(spaced: str) -> tuple[str, ...]:
    return tuple(spaced.split())


_WEEKDAYS = {
    "nl": _names("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    "en": _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
_SHORT_DAYS = {
    "nl": _names("ma di wo do vr za zo"),
    "en": _names("Mon Tue Wed Thu Fri Sat Sun"),
}
_MONTHS = {
    "nl": _names(
        "januari februari maart april mei juni juli augustus september oktober november december"
    ),
    "en": _names(
        "January February March April May June July August September October November December"
    ),
}
_SHORT_MONTHS = {
    "nl": _names("jan feb mrt apr mei jun jul aug sep okt nov dec"),
    "en": _names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
}
_BEFORE = {
    "nl": r"op|t/m|tot|tot en met|voor|vóór|na|vanaf|per|uiterlijk|sinds|datum",
    "en": r"on|until|before|after|from|since|by",
}


def spoken_date(day: int, month: int, of_year: int | None, language: Language = "nl") -> str:
    """Say a date, with its weekday when the year is known. Raises ValueError: no such day."""
    found = date(of_year if of_year is not None else 2024, month, day)
    name = _MONTHS[language][month - 1]
    dutch = language == "nl"
    said = f"{cardinal(day)} {name}" if dutch else f"the {ordinal(day, 'en')} of {name}"
    if of_year is None:
        return said
    weekday = _WEEKDAYS[language][found.weekday()]
    return f"{weekday} {said} {year(of_year, language)}"


def rules(language: Language) -> list[Rule]:
    weekday, month = _weekday_pattern(language), _month_pattern(language)
    lead = rf"(?:\b(?P<weekday>{weekday})\b\.?,?\s+)?"
    end = r"(?![\d-])"
    read = _reader(language)
    return [
        rule(
            rf"{lead}(?<![\d-])(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d){end}",
            read,
            re.IGNORECASE,
        ),
        rule(
            rf"{lead}(?<![\d.-])(?P<day>\d{{1,2}})([-/.])(?P<month>\d{{1,2}})\3(?P<year>\d{{4}}|\d\d){end}",
            read,
            re.IGNORECASE,
        ),
        rule(
            rf"(?<![\d.,-])(\d{{1,2}})\s?[-–]\s?(?=\d{{1,2}}\s+(?:{month})\b)",
            lambda match: f"{match[1]} {'tot en met' if language == 'nl' else 'to'} ",
            re.IGNORECASE,
        ),
        rule(
            rf"{lead}(?<![\d.,-])(?P<day>\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?\s+(?P<month>{month})\b"
            r"(?:\.(?=\s*[\da-z]))?(?:,?\s+(?P<year>\d{4})\b)?",
            read,
            re.IGNORECASE,
        ),
        *([_english_order(month, lead, read)] if language == "en" else ()),
        rule(
            rf"{lead}(?<![\d.,/-])(?P<day>0[1-9]|[12]\d|3[01]|\d)-(?P<month>0[1-9])(?P<year>(?!))?(?![\d,.-]*\d)",
            read,
            re.IGNORECASE,
        ),
        rule(
            rf"\b(?P<before>{_BEFORE[language]})\s(?P<day>0[1-9]|[12]\d|3[01])-(?P<month>1[0-2])"
            r"(?P<year>(?!))?(?![\d,.-]*\d)(?!\s(?:euro|procent|dagen|werkdagen|weken|uur|jaar))",
            read,
            re.IGNORECASE,
        ),
        *_weekday_rules(language),
    ]


def _english_order(month: str, lead: str, read: Callable[[re.Match[str]], str]) -> Rule:
    return rule(
        rf"{lead}\b(?P<month>{month})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.-]*\d)"
        r"(?:,?\s+(?P<year>\d{4})\b)?",
        read,
    )


def _weekday_rules(language: Language) -> list[Rule]:
    weekday = _weekday_pattern(language)
    short = "|".join(_SHORT_DAYS[language])
    from_, to = ("van", "tot en met") if language == "nl" else ("from", "to")

    def span(match: re.Match[str]) -> str:
        first, last = _full_day(match[1], language), _full_day(match[2], language)
        return match[0] if first == last else f"{from_} {first} {to} {last}"

    def listed(match: re.Match[str]) -> str:
        days = re.findall(rf"\b(?:{short})\b", match[0], re.IGNORECASE)
        if len({day.lower() for day in days}) < len(days):
            return match[0]  # 'zo en zo'
        return re.sub(
            rf"\b(?:{short})\b",
            lambda day: _full_day(day[0], language),
            match[0],
            flags=re.IGNORECASE,
        )

    joined = r"en|of" if language == "nl" else r"and|or"
    return [
        rule(
            rf"(?:\b{from_}\s+)?\b({weekday})\b\.?\s*(?:t/m|-|–)\s*({weekday})\b",
            span,
            re.IGNORECASE,
        ),
        rule(rf"(?:\b{from_}\s+)?\b({short})\b\.?\s+{to}\s+({short})\b", span, re.IGNORECASE),
        rule(
            rf"\b(?:{short})\b(?:,\s*(?:{short})\b)*,?\s+(?:{joined}|&)\s+(?:{short})\b(?![.]?\w)",
            listed,
            re.IGNORECASE,
        ),
        rule(
            rf"\b({short})\b\.?:?(?=\s+(?:van\s+|from\s+)?\d{{1,2}}[:.]\d\d)",
            lambda match: _full_day(match[1], language),
            re.IGNORECASE,
        ),
    ]


def _weekday_pattern(language: Language) -> str:
    return "|".join((*_WEEKDAYS[language], *_SHORT_DAYS[language]))


def _month_pattern(language: Language) -> str:
    extra = "sept|mar" if language == "nl" else "Sept"
    return "|".join((*_MONTHS[language], *_SHORT_MONTHS[language], extra))


def _reader(language: Language) -> Callable[[re.Match[str]], str]:
    def read(match: re.Match[str]) -> str:
        written = match.groupdict()
        try:
            said = spoken_date(
                int(match["day"]),
                _month_number(match["month"], language),
                _full_year(match["year"]),
                language,
            )
        except ValueError:
            return match[0]  # no such day: it is not a date but something else with dashes
        if written.get("weekday"):
            named = _full_day(match["weekday"], language)
            bare = re.sub(rf"^(?:{'|'.join(_WEEKDAYS[language])}) ", "", said)
            said = f"{named} {bare}"
        return f"{written['before']} {said}" if written.get("before") else said

    return read


def _full_year(written: str | None) -> int | None:
    if written is None:
        return None
    if len(written) == 4:
        return int(written)
    return int(written) + (1900 if int(written) > 40 else 2000)


def _month_number(written: str, language: Language) -> int:
    if written.isdigit():
        return int(written)
    short = "mrt" if written.lower() == "maart" else written[:3].lower()
    short = "mrt" if language == "nl" and short == "mar" else short
    return [each.lower() for each in _SHORT_MONTHS[language]].index(short) + 1


def _full_day(written: str, language: Language) -> str:
    length = len(_SHORT_DAYS[language][0])
    short = [each.lower() for each in _SHORT_DAYS[language]]
    return _WEEKDAYS[language][short.index(written[:length].lower())]
