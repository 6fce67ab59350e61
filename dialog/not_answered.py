"""Why a turn of a caller got no answer, as its record tells it."""

from enum import StrEnum

from dialog.acts import Understand
from dialog.asking import NO_TOPIC
from dialog.decision import Certainty, Verdict, clarity
from dialog.events import Candidate, Found, Heard
from dialog.knowledge import COMMAND

_POOR = 0.5
"""Clarity of what was heard below which it is that which failed."""


class Why(StrEnum):
    POORLY_HEARD = "poorly_heard"
    """The words themselves were doubtful."""
    PERSON = "person"
    """The subject was found, and only a person can answer."""
    TWO = "two"
    """Two subjects were as likely."""
    UNLIKELY = "unlikely"
    """The nearest subject was too unlikely."""
    NOTHING = "nothing"
    """No subject came near, or nothing was searched."""


def why(heard: Heard, found: Found | None, understood: Understand | None, led: bool) -> Why:
    """`found` and `understood` are what came of the turn; `led` where a person was to come."""
    if clarity(heard.confidence, heard.word_confidences) < _POOR:
        return Why.POORLY_HEARD
    if led and understood is not None and understood.topic not in ("unknown", "municipal"):
        return Why.PERSON
    near = [each for each in found.candidates if _is_subject(each)] if found else []
    if not near:
        return Why.NOTHING
    return Why.TWO if Certainty().verdict(near) is Verdict.CLARIFY else Why.UNLIKELY


def _is_subject(candidate: Candidate) -> bool:
    return (
        candidate.part == 0
        and candidate.topic not in NO_TOPIC
        and not candidate.topic.startswith(COMMAND)
    )
