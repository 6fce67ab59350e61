"""From what an editor on duty gives to a crisis that can be started: on the command line and over
HTTP by the same rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from belbalie.areas import postcode_starts
from belbalie.errors import WrongUse
from dialog.content_page import Notes
from dialog.crisis import Crisis, CrisisMessage, CrisisPage
from dialog.crisis_page import check_opening, read_crisis_page
from dialog.phrases import plain
from records.crises import Started

_LONGEST_KEY = 60
_MESSAGE = Path("--message")


@dataclass(frozen=True, slots=True)
class Wish:
    area: Sequence[str]
    """Beginnings of postcodes."""
    streets: Sequence[str]
    since: datetime
    until: datetime
    """Both with a time zone."""
    message: str | None = None
    """Said in place of the page's opening, in Dutch."""
    asked: bool = True
    """The page has a question at least."""


def crisis_of(notes: Notes, text: str, wish: Wish, now: datetime) -> Crisis | None:
    """The crisis, or None where `notes` says what is wrong with the page or the message.

    Raises WrongUse for a wrong area or time.
    """
    postcodes = postcode_starts("area", wish.area)
    _check_times(wish, now)
    page = read_crisis_page(notes, text, asked=wish.asked)
    said = " ".join((wish.message or "").split())
    if said:
        told = Notes(_MESSAGE)
        check_opening(told, 1, "nl", said)
        notes.problems += told.problems
    if page is None or any(not problem.warning for problem in notes.problems):
        return None
    streets = tuple(filter(None, map(plain, wish.streets)))
    opening = {"nl": said} if said else page.opening
    message = CrisisMessage(opening, wish.since, wish.until, postcodes, streets)
    return Crisis(_key(page), page, message, told_at=now)


def fields(started: Started, now: datetime) -> dict[str, object]:
    """What is told of a crisis that runs, or will."""
    crisis, message = started.crisis, started.crisis.message
    return {
        "key": crisis.key,
        "title": crisis.page.title,
        "state": "running" if message.active_at(now) else "waiting",
        "from": message.since.isoformat(timespec="minutes"),
        "until": message.until.isoformat(timespec="minutes"),
        "area": list(message.postcodes),
        "streets": list(message.streets),
        "questions": len(crisis.page.questions),
        "started_at": crisis.told_at.isoformat(timespec="seconds"),
        "started_by": started.by,
    }


def _check_times(wish: Wish, now: datetime) -> None:
    if wish.until <= now:
        raise WrongUse(f"until: expected a moment to come, got {wish.until:%Y-%m-%dT%H:%M}")
    if wish.until <= wish.since:
        raise WrongUse(
            f"until: expected a moment after {wish.since:%Y-%m-%dT%H:%M}, when it begins, "
            f"got {wish.until:%Y-%m-%dT%H:%M}"
        )


def _key(page: CrisisPage) -> str:
    """The same title has the same key: a page that is started again takes its own place."""
    return plain(page.title).replace(" ", "-")[:_LONGEST_KEY].strip("-") or "crisis"
