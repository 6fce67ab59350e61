"""How old a text may be: what it costs, who has a right and by when is checked more often.

A text that says nothing of its date is as old as it could be: it may not speak of these at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dialog.documents.claims import EXCEPT, IF, MAY, MUST, NEED, ONLY, claims
from dialog.documents.quantities import Bound

_RIGHT_MARKS = frozenset({MUST, MAY, NEED, EXCEPT, ONLY, IF})
_RIGHT_WORDS = re.compile(r"\b(?:recht|rechten|subsidie|urgentie|voorwaarden?|aanmerking)\b", re.I)
_TERMS = frozenset({"day", "workday", "week", "month", "date"})
_YEAR = re.compile(r"\b20\d\d\b")


class Statement(StrEnum):
    """What a sentence tells, as far as it ages."""

    COSTS = "costs"
    RIGHTS = "rights"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class AllowedAges:
    """Days since the municipality last checked the text. What is none of these may be any age."""

    costs: int = 400
    """Tariffs change once a year."""
    rights: int = 730
    deadlines: int = 730

    def of(self, statement: Statement) -> int:
        return {
            Statement.COSTS: self.costs,
            Statement.RIGHTS: self.rights,
            Statement.DEADLINES: self.deadlines,
        }[statement]


ALLOWED_AGES = AllowedAges()


def statements(sentence: str) -> frozenset[Statement]:
    """What a sentence tells of costs, rights and deadlines."""
    read = claims(sentence)
    found = set()
    if any(each.unit in ("euro", "procent") for each in read.quantities) or "free" in read.marks:
        found.add(Statement.COSTS)
    if any(each.unit in _TERMS and each.bound is not Bound.EXACT for each in read.quantities):
        found.add(Statement.DEADLINES)
    if read.marks & _RIGHT_MARKS or _RIGHT_WORDS.search(sentence):
        found.add(Statement.RIGHTS)
    return frozenset(found)


def too_old(sentences: Iterable[str], dated: date | None, day: date, allowed: AllowedAges) -> bool:
    """Whether one of these is of a kind for which the text is too old, or has no date."""
    told = frozenset().union(*map(statements, sentences))
    if dated is None:
        return bool(told)
    age = (day - dated).days
    return any(age > allowed.of(statement) for statement in told)


def of_another_year(texts: Iterable[str], day: date) -> bool:
    """Whether these name years that are over, and none that is not: 'Tarieven 2025' in 2026."""
    years = {int(found) for text in texts for found in _YEAR.findall(text)}
    return bool(years) and max(years) < day.year
