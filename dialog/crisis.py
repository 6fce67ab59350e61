"""What everybody should know now: no water in a street, smoke over a village, a shut bridge."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dialog.phrases import plain
from dialog.services import OK, Outcome


@dataclass(frozen=True, slots=True)
class CrisisMessage:
    text: Mapping[str, str]
    """Per language, the words to say."""
    since: datetime
    until: datetime
    """From then on it is over. Both have a time zone."""
    postcodes: tuple[str, ...] = ()
    """Beginnings of the postcodes that it is about."""
    streets: tuple[str, ...] = ()
    """As `plain` text. Without postcodes and streets it is about everybody."""
    key: str | None = None
    """By which a nearer layer of the content has another in its place."""

    def active_at(self, moment: datetime) -> bool:
        return self.since <= moment < self.until

    def concerns(self, postcode: str | None, street: str | None) -> bool:
        """Whether it is about this address; of somebody whose address we do not know it may be."""
        return within(self.postcodes, self.streets, postcode, street)


@dataclass(frozen=True, slots=True)
class CrisisQuestion:
    """What callers ask during a crisis; all by language, Dutch at least."""

    asked: Mapping[str, tuple[str, ...]]
    """The ways to ask it, the plainest first."""
    answer: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CrisisPage:
    """What an editor wrote: a title, what everybody concerned hears first, and the questions."""

    title: str
    opening: Mapping[str, str]
    """By language, Dutch at least."""
    questions: tuple[CrisisQuestion, ...]


@dataclass(frozen=True, slots=True)
class Crisis:
    """A page that was started."""

    key: str
    page: CrisisPage
    message: CrisisMessage
    """Its opening, with when and where it holds."""
    told_at: datetime
    """When it was started: the news is of that moment."""


def within(
    postcodes: Sequence[str], streets: Sequence[str], postcode: str | None, street: str | None
) -> bool:
    """Whether an address lies, or may lie, in an area: beginnings of postcodes, `plain` streets.

    No area is everywhere; an address that is not known may lie anywhere.
    """
    if not (postcodes or streets) or (postcode is None and street is None):
        return True
    wanted = re.sub(r"\s", "", postcode or "").upper()
    near = bool(wanted) and any(wanted.startswith(start) for start in postcodes)
    return near or (street is not None and plain(street) in streets)


def told_at_once(came: Outcome) -> dict[str, str]:
    """The message that `crisis.active` came to, by language; empty without one."""
    given = dict(came.values) if came.status == OK else {}
    words = {"nl": given.get("tekst"), "en": given.get("tekst_en")}
    return {language: text for language, text in words.items() if text and "tekst" in given}


def over_at(came: Outcome) -> datetime | None:
    """When that message ends; None where there is none, or nothing tells it."""
    end = dict(came.values).get("einde") if came.status == OK else None
    return datetime.fromisoformat(end) if end else None


def active(
    messages: Sequence[CrisisMessage], now: datetime, postcode: str | None, street: str | None
) -> list[CrisisMessage]:
    """Those to tell now, the newest first."""
    told = [
        message
        for message in messages
        if message.active_at(now) and message.concerns(postcode, street)
    ]
    return sorted(told, key=lambda message: message.since, reverse=True)
