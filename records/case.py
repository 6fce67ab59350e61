"""What callers had done, as plain data: cases, the places they take, and how long they are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from dialog.agenda import Taken

APPOINTMENT, REPORT, PICKUP, COMPLAINT = "appointment", "report", "pickup", "complaint"

STATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    APPOINTMENT: {"booked": ("cancelled",), "cancelled": ()},
    PICKUP: {"booked": ("cancelled",), "cancelled": ()},
    REPORT: {"reported": ("planned", "solved"), "planned": ("solved",), "solved": ()},
    COMPLAINT: {"received": ("answered",), "answered": ()},
}
"""By kind, the states of its life, the first first, and what may follow each."""

OPEN = {
    kind: tuple(state for state, following in life.items() if following)
    for kind, life in STATES.items()
}
"""By kind, the states in which something is still to come."""

KEEP_DAYS = {APPOINTMENT: 30, PICKUP: 30, REPORT: 365, COMPLAINT: 365}
"""So long after its day the words of a case are kept; then their key is destroyed."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants it and when. A call that gave up waiting gets nothing done behind its back."""

    now: datetime
    call: str
    in_time: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Seat:
    """One place in a calendar, on a day, from a time on."""

    day: date
    at: time
    place: int


Choose = Callable[[Taken], Sequence[Seat] | None]
"""Picks places, given those that are taken; None when there is none left."""


@dataclass(frozen=True, slots=True)
class NewCase:
    kind: str
    subject: str
    """A key of the content."""
    day: date
    at: time | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """What the caller said; sealed."""

    @property
    def state(self) -> str:
        return next(iter(STATES[self.kind]))


@dataclass(frozen=True, slots=True)
class Case:
    number: str
    kind: str
    state: str
    subject: str
    made_at: datetime
    """UTC."""
    day: date
    at: time | None
    words: Mapping[str, str]
    """Empty once they were forgotten."""
