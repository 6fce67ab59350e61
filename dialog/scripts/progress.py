"""How far an errand is: what is filled, what was asked, what came of it. Nothing here decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dialog.acts import Expectation
from dialog.scripts.script import REPLACING

Row = tuple[tuple[str, str], ...]
Signature = tuple[tuple[str, str], ...]
"""The values that something was done with; other values, and it is done again."""


_NEW = "_nieuw"
"""Ends the slots of a moment to which something is moved: 'datum_nieuw'."""


@dataclass(frozen=True, slots=True)
class Filled:
    value: str
    confidence: float = 1.0
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a service answered, and to which values."""

    signature: Signature
    status: str
    rows: tuple[Row, ...] = ()


class Asking(StrEnum):
    """What we asked last, and so what the next words answer."""

    NOTHING = "nothing"
    SLOT = "slot"
    CONFIRM = "confirm"
    CHANGE = "change"
    """'What is to be different?', after a no to more than one thing."""
    ROWS = "rows"
    SERVICE = "service"
    """A service is at work; the caller was asked nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    asking: Asking = Asking.NOTHING
    step: int = -1
    slot: str | None = None
    first: int = 0
    """The first of the rows that were offered last."""
    expect: Expectation = Expectation.OPEN


@dataclass(frozen=True, slots=True)
class Progress:
    script: str
    topic: str | None = None
    values: Mapping[str, Filled] = field(default_factory=dict)
    """Of slots, and what services gave besides."""
    skipped: frozenset[str] = frozenset()
    results: Mapping[int, Result] = field(default_factory=dict)
    agreed: Mapping[int, Signature] = field(default_factory=dict)
    told: frozenset[int] = frozenset()
    failures: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    """How often the caller said no to what was read back."""
    answered: tuple[str, ...] = ()
    """Slots that were asked for and answered, in order: the way back."""
    question: Question = Question()
    soonest: bool = False
    """Of what comes to choose from the caller wants the first."""

    def value(self, key: str) -> str | None:
        filled = self.values.get(key)
        return filled.value if filled else None

    def fill(self, values: Mapping[str, Filled]) -> "Progress":
        """These values go before older ones, and before those whose place they take."""
        gone = {
            other for group in REPLACING if group & values.keys() for other in group - values.keys()
        }
        kept = {key: filled for key, filled in self.values.items() if key not in gone}
        return replace(self, values={**kept, **values}, skipped=self.skipped - values.keys() - gone)

    def keep(self, given: Mapping[str, str]) -> "Progress":
        """What a service gave; what the caller had confirmed so stays confirmed."""
        new = {key: Filled(value) for key, value in given.items() if value != self.value(key)}
        return replace(self, values={**self.values, **new})

    def forget(self, keys: Iterable[str]) -> "Progress":
        gone = frozenset(keys)
        kept = {key: filled for key, filled in self.values.items() if key not in gone}
        return replace(self, values=kept, skipped=self.skipped - gone)

    def skip(self, key: str) -> "Progress":
        return replace(self.forget([key]), skipped=self.skipped | {key})

    def failed(self, key: str) -> "Progress":
        return replace(self, failures={**self.failures, key: self.failures.get(key, 0) + 1})

    def wrong(self, key: str) -> "Progress":
        """The caller said no to it."""
        forgotten = self.forget([key])
        return replace(forgotten, refused={**self.refused, key: self.refused.get(key, 0) + 1})

    def count(self, key: str) -> int:
        """How often this was asked for in vain."""
        return self.failures.get(key, 0) + self.refused.get(key, 0)

    def ask(self, question: Question) -> "Progress":
        return replace(self, question=question)
