"""How a call ended, told honestly: a caller who hangs up is never counted as helped.

The outcome of the contract (`OutcomeType`) says what we did; an ending says what a sceptical
councillor may believe of it.
"""

from enum import StrEnum


class Ending(StrEnum):
    CONFIRMED = "confirmed"
    """The caller got an answer and said that it was enough."""
    ARRANGED = "arranged"
    """An errand was carried through: an appointment, a report, a status told."""
    PERSON = "person"
    """The caller spoke to a person."""
    CALLBACK = "callback"
    """A person rings back."""
    EMERGENCY = "emergency"
    AFTER_ANSWER = "after_answer"
    """The caller hung up after an answer: nobody knows whether it helped."""
    WAITING = "waiting"
    """The caller wanted a person and hung up before one was there."""
    WITHOUT = "without"
    """The caller hung up without an answer."""
    REFUSED = "refused"
    """We did not take it up, as with abuse or what is no task of the municipality."""
    BROKEN = "broken"
    """Our own fault ended it."""


TITLES = {
    Ending.CONFIRMED: "beantwoord, en de beller zei dat het genoeg was",
    Ending.ARRANGED: "geregeld aan de telefoon",
    Ending.PERSON: "met een medewerker gesproken",
    Ending.CALLBACK: "wordt teruggebeld",
    Ending.EMERGENCY: "gevaar: verwezen naar hulp",
    Ending.AFTER_ANSWER: "opgehangen na een antwoord (geholpen: onbekend)",
    Ending.WAITING: "opgehangen tijdens het wachten op een medewerker",
    Ending.WITHOUT: "opgehangen zonder antwoord",
    Ending.REFUSED: "niet voor de gemeente",
    Ending.BROKEN: "verbroken door een storing",
}
HELPED = frozenset({Ending.CONFIRMED, Ending.ARRANGED, Ending.PERSON})
"""Of these alone we say that the caller was helped."""
