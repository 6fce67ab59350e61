"""The days that have a name: weekdays, months, and feasts; Dutch first and English beside it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dateutil.easter import easter

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ENGLISH_WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
DAYS: Mapping[str, int] = {
    **{day: number for number, day in enumerate(WEEKDAYS)},
    **{day.lower(): number for number, day in enumerate(ENGLISH_WEEKDAYS)},
}
"""From Monday, 0."""

DUTCH_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS: Mapping[str, int] = {
    **{month: number for number, month in enumerate(DUTCH_MONTHS, 1)},
    **{month.lower(): number for number, month in enumerate(ENGLISH_MONTHS, 1)},
    **{"july": 7, "jan": 1, "feb": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8},
    **{"sept": 9, "sep": 9, "okt": 10, "nov": 11, "dec": 12},
}


def _kings_day(year: int) -> date:
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == 6 else day


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


FEASTS: tuple[tuple[str, Callable[[int], date]], ...] = (
    (r"kerstavond|christmas eve", _fixed(12, 24)),
    (r"(?:1e|eerste) kerstdag|christmas day", _fixed(12, 25)),
    (r"(?:2e|tweede) kerstdag|boxing day", _fixed(12, 26)),
    (r"oudjaarsdag|oudejaarsdag|oudejaarsavond|oudjaarsavond|new year'?s eve", _fixed(12, 31)),
    (r"nieuwjaarsdag|new year'?s day", _fixed(1, 1)),
    (r"sinterklaasavond|pakjesavond", _fixed(12, 5)),
    (r"koningsdag|king'?s day", _kings_day),
    (r"dodenherdenking", _fixed(5, 4)),
    (r"bevrijdingsdag|liberation day", _fixed(5, 5)),
    (r"goede vrijdag|good friday", _after_easter(-2)),
    (r"(?:1e|eerste) paasdag|easter sunday", _after_easter(0)),
    (r"(?:2e|tweede) paasdag|easter monday", _after_easter(1)),
    (r"hemelvaartsdag|hemelvaart|ascension day", _after_easter(39)),
    (r"(?:1e|eerste) pinksterdag|whit sunday", _after_easter(49)),
    (r"(?:2e|tweede) pinksterdag|whit monday", _after_easter(50)),
)
"""A pattern for how it is called, and its day in a year. Whether we are closed then is
`dialog/hours.py`; here is what a caller means, and 'kerstavond' is no public holiday."""
