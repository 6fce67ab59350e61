"""Which calls an editor wants figures of: the days, and what is picked out of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from dialog.callback_states import ZONE
from records.call_figures import CallFigures

MOST_DAYS = 366
_WEEK, _MONTH = timedelta(days=6), timedelta(days=29)
NARROWED_BY: Mapping[str, Callable[[CallFigures, str], bool]] = {
    "onderwerp": lambda call, topic: topic in call.topics,
    "taal": lambda call, language: call.language == language,
    "manier": lambda call, manner: call.manner == manner,
    "lijn": lambda call, line: call.line == line,
    "uur": lambda call, hour: str(local(call.began).hour) == hour,
}
"""By the name of a field of the form, and of the address: whether a call stays."""


@dataclass(frozen=True, slots=True)
class Choice:
    first: date
    last: date
    """It is counted too."""
    narrowed: Mapping[str, str] = field(default_factory=dict)
    """By a name of `NARROWED_BY`; empty: all calls of these days."""

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first until just before the second."""
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))

    @property
    def query(self) -> str:
        """As it stands in an address."""
        days = {"van": self.first.isoformat(), "tot": self.last.isoformat()}
        return urlencode(days | dict(self.narrowed))

    def of(self, calls: Sequence[CallFigures]) -> Sequence[CallFigures]:
        """Those of the period that were picked out."""
        tests = [(NARROWED_BY[name], wanted) for name, wanted in self.narrowed.items()]
        if not tests:
            return calls
        return [call for call in calls if all(test(call, wanted) for test, wanted in tests)]

    def with_days(self, first: date, last: date) -> "Choice":
        return Choice(first, last, self.narrowed)


def chosen(given: Mapping[str, str], today: date) -> tuple[Choice, Mapping[str, str]]:
    """What an address asks for; and by field, in Dutch, what is wrong with it. What is wrong is
    left out: the last seven days stand in for days.
    """
    narrowed = {name: given[name] for name in NARROWED_BY if given.get(name)}
    usual = Choice(today - _WEEK, today, narrowed)
    first, wrong_first = _day(given.get("van", ""), usual.first)
    last, wrong_last = _day(given.get("tot", ""), max(today, first))
    wrong = {name: told for name, told in (("van", wrong_first), ("tot", wrong_last)) if told}
    if not wrong and last < first:
        wrong["tot"] = f"Kies een dag op of na {day_words(first)}."
    if not wrong and last - first >= timedelta(days=MOST_DAYS):
        wrong["van"] = f"Kies ten hoogste {MOST_DAYS} dagen."
    return (usual, wrong) if wrong else (Choice(first, last, narrowed), {})


def periods(choice: Choice, today: date) -> Sequence[tuple[str, Choice]]:
    """What is usually asked for, by title; the same calls are picked out of it."""
    this_month = today.replace(day=1)
    last_month = this_month - timedelta(days=1)
    return (
        ("Laatste 7 dagen", choice.with_days(today - _WEEK, today)),
        ("Laatste 30 dagen", choice.with_days(today - _MONTH, today)),
        ("Deze maand", choice.with_days(this_month, today)),
        ("Vorige maand", choice.with_days(last_month.replace(day=1), last_month)),
    )


def local(at: datetime) -> datetime:
    return at.astimezone(ZONE)


def day_words(day: date) -> str:
    """'23-11-2026'."""
    return f"{day:%d-%m-%Y}"


def day_of(text: str) -> date:
    """'2026-11-23'. Raises ValueError, also in the first and the last year of the calendar: the
    days beside those, and their moments elsewhere, may be none.
    """
    day = date.fromisoformat(text)
    if not date.min.year < day.year < date.max.year:
        raise ValueError(f"expected a day with days beside it, got {text!r}")
    return day


def _day(text: str, usual: date) -> tuple[date, str]:
    if not text:
        return usual, ""
    try:
        return day_of(text), ""
    except ValueError:
        return usual, "Vul een dag in, zoals 23-11-2026."


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
