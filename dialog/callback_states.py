"""How far a callback is: its life as a table, and when a person is to ring.

Times are promised in the time of the municipality; here they become moments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dialog.acts import RequestCallback
from dialog.desk_events import CallbackResult, CalledBack
from dialog.hours import Span

ZONE = ZoneInfo("Europe/Amsterdam")
SOON = timedelta(hours=2)
"""A caller who was cut off, or rings with haste, is rung back within this."""


class CallbackKind(StrEnum):
    ASKED = "asked"
    """The caller asked for it."""
    BROKEN = "broken"
    """The call broke off before it was done."""


class CallbackState(StrEnum):
    DOUBTFUL = "doubtful"
    """It may have broken off: nobody has looked yet whether there is anybody to ring."""
    OPEN = "open"
    CLAIMED = "claimed"
    """Somebody is ringing."""
    DONE = "done"


class Step(StrEnum):
    CONFIRM = "confirm"
    """There is somebody to ring."""
    CLAIM = "claim"
    RELEASE = "release"
    """Who was to ring did not."""
    SETTLE = "settle"
    RETRY = "retry"
    """Nobody answered; it is tried again later."""
    DROP = "drop"
    """Nothing broke off, or there is no number."""


_S, _T = CallbackState, Step
STEPS: Mapping[tuple[CallbackState, Step], CallbackState] = {
    (_S.DOUBTFUL, _T.CONFIRM): _S.OPEN,
    (_S.DOUBTFUL, _T.DROP): _S.DONE,
    (_S.OPEN, _T.CLAIM): _S.CLAIMED,
    (_S.OPEN, _T.SETTLE): _S.DONE,
    (_S.OPEN, _T.RETRY): _S.OPEN,
    (_S.OPEN, _T.DROP): _S.DONE,
    (_S.CLAIMED, _T.RELEASE): _S.OPEN,
    (_S.CLAIMED, _T.SETTLE): _S.DONE,
    (_S.CLAIMED, _T.RETRY): _S.OPEN,
}
"""A step that is not here cannot be taken."""


def step_of(tried: CalledBack) -> Step:
    again = tried.result is CallbackResult.NO_ANSWER and tried.again_at is not None
    return Step.RETRY if again else Step.SETTLE


@dataclass(frozen=True, slots=True)
class Due:
    """From when until when a person is to ring; `until` None: nothing was promised."""

    since: datetime
    until: datetime | None


def due(asked: RequestCallback, at: datetime) -> Due:
    """When a caller who asked for it at this moment is to be rung."""
    if asked.urgent:
        return Due(at, at + SOON)
    if asked.day is None:
        return Due(at, None)
    span = _span(asked.window)
    if span is None:
        return Due(_moment(asked.day, time(0)), _moment(asked.day + timedelta(days=1), time(0)))
    end_day = asked.day + timedelta(days=span.end == time(0))
    return Due(_moment(asked.day, span.start), _moment(end_day, span.end))


def _span(window: str | None) -> Span | None:
    """None for what is no window: an older call must not stop a newer one from being written."""
    try:
        return Span.parse(window) if window else None
    except ValueError:
        return None


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE)
