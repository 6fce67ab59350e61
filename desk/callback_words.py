"""When a callback is to be done, in plain Dutch, and how urgent that is now."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from dialog.callback_states import ZONE, CallbackKind
from dialog.desk_events import CallbackResult
from dialog.when import day_words, full_day_words
from records.callbacks import Callback


class Moment(StrEnum):
    """Against what was promised; the order is the order of the list."""

    LATE = "te laat"
    NOW = "nu"
    LATER = "later"


def moment_of(callback: Callback, now: datetime) -> Moment:
    if callback.due_until is not None and callback.due_until <= now:
        return Moment.LATE
    return Moment.NOW if callback.due_from <= now else Moment.LATER


def due_in_words(callback: Callback, now: datetime) -> str:
    """'vandaag tussen 09:00 en 12:00', 'dinsdag 1 december', 'geen tijd afgesproken'."""
    since = callback.due_from.astimezone(ZONE)
    day = day_in_words(since.date(), now.astimezone(ZONE).date())
    if callback.due_until is None:
        return "geen tijd afgesproken"
    until = callback.due_until.astimezone(ZONE)
    if since.time() == until.time() == time(0):
        return day
    return f"{day} tussen {since:%H:%M} en {until:%H:%M}"


def day_in_words(day: date, today: date) -> str:
    """'gisteren', 'vandaag', 'donderdag'; with its date where the weekday alone does not tell."""
    ahead = (day - today).days
    if ahead == -1:
        return "gisteren"
    return day_words(day, today, "nl") if ahead >= 0 else full_day_words(day, today, "nl")


@dataclass(frozen=True, slots=True)
class Choice:
    """An end of an attempt, as the form offers it."""

    key: str
    words: str
    result: CallbackResult
    again: bool = False
    """A moment at which it is tried again has to be given."""


CHOICES = (
    Choice("bereikt", "Bereikt: de beller is geholpen", CallbackResult.REACHED),
    Choice("later", "Geen gehoor: later opnieuw", CallbackResult.NO_ANSWER, again=True),
    Choice("op", "Geen gehoor: niet meer proberen", CallbackResult.NO_ANSWER),
    Choice("verkeerd", "Verkeerd nummer", CallbackResult.WRONG_NUMBER),
    Choice("niet-nodig", "Niet meer nodig", CallbackResult.NOT_NEEDED),
)
RESULTS = {
    CallbackResult.REACHED: "bereikt",
    CallbackResult.NO_ANSWER: "geen gehoor",
    CallbackResult.WRONG_NUMBER: "verkeerd nummer",
    CallbackResult.NOT_NEEDED: "niet meer nodig",
}
KINDS = {CallbackKind.ASKED: "Terugbelverzoek", CallbackKind.BROKEN: "Afgebroken gesprek"}
TRIES = ("nog niet geprobeerd", "1 keer geprobeerd")


def tries_in_words(tries: int) -> str:
    return TRIES[tries] if tries < len(TRIES) else f"{tries} keer geprobeerd"
