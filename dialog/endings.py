"""How a call ended, told honestly: a caller who hangs up is never counted as helped.

The outcome of the contract (`OutcomeType`) says what we did; an ending says what a sceptical
councillor may believe of it.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from dialog.acts import Act
from dialog.agent_outcomes import AgentOutcome
from dialog.course import Course, course_of
from dialog.events import Event


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
UNKNOWN = frozenset({Ending.AFTER_ANSWER, Ending.CALLBACK, Ending.EMERGENCY})
"""Whether these were helped shows after the call, if ever; all others were not."""


class Helped(StrEnum):
    """What a sceptical reader may conclude."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


def helped(ending: Ending, said: bool | None = None) -> Helped:
    """`said` is what the caller answered to our question at the end; None: nothing."""
    if said is not None:
        return Helped.YES if said else Helped.NO
    if ending in HELPED:
        return Helped.YES
    return Helped.UNKNOWN if ending in UNKNOWN else Helped.NO


def ending(items: Iterable[Event | Act]) -> Ending:
    """How the call ended whose events and acts these are, in their order: the first rule that
    holds. One that has no end was broken off.
    """
    course = course_of(items)
    return next(given for given, holds in RULES if holds(course))


RULES: Sequence[tuple[Ending, Callable[[Course], bool]]] = (
    (Ending.CALLBACK, lambda c: c.agent_says is AgentOutcome.CALLBACK),
    (Ending.WITHOUT, lambda c: c.agent_says is AgentOutcome.LOST),
    (Ending.CALLBACK, lambda c: c.agent_says is AgentOutcome.NOT_PASSED_ON and c.rung_back),
    (Ending.WAITING, lambda c: c.agent_says is AgentOutcome.NOT_PASSED_ON),
    (Ending.PERSON, lambda c: c.talked),
    (Ending.EMERGENCY, lambda c: c.danger),
    (Ending.CALLBACK, lambda c: c.rung_back),
    (Ending.ARRANGED, lambda c: c.arranged),
    (Ending.CONFIRMED, lambda c: c.enough),
    (Ending.BROKEN, lambda c: c.broken),
    (Ending.WAITING, lambda c: c.wants_person),
    (Ending.AFTER_ANSWER, lambda c: c.answered),
    (Ending.REFUSED, lambda c: c.refused),
    (Ending.WITHOUT, lambda c: True),
)
"""What the agent who had the call says of it goes first: who was to have another, and did not get
one, has waited in vain. Then what was done, then what the caller said, and then how the line ended.
A last resort stands at the end, so that one always holds.
"""
