"""How far a draft of the content is: its life as a table."""

from collections.abc import Mapping
from enum import StrEnum


class DraftState(StrEnum):
    OPEN = "open"
    """It is being written."""
    REVIEW = "review"
    """Somebody else is to look at it."""
    APPROVED = "approved"
    """Somebody else looked at it as it is now."""
    PUBLISHED = "published"
    DROPPED = "dropped"
    """Nobody goes on with it; what was written is kept all the same."""


class DraftStep(StrEnum):
    EDIT = "edit"
    """A file of it is saved: what was approved was another text."""
    ASK = "ask"
    """Somebody else is asked to look."""
    APPROVE = "approve"
    RETURN = "return"
    """It needs more work, for a reason."""
    PUBLISH = "publish"
    DROP = "drop"
    TAKE_UP = "take_up"
    """It is gone on with after all."""


_S, _T = DraftState, DraftStep
STEPS: Mapping[tuple[DraftState, DraftStep], DraftState] = {
    (_S.OPEN, _T.EDIT): _S.OPEN,
    (_S.OPEN, _T.ASK): _S.REVIEW,
    (_S.OPEN, _T.PUBLISH): _S.PUBLISHED,
    (_S.OPEN, _T.DROP): _S.DROPPED,
    (_S.REVIEW, _T.EDIT): _S.OPEN,
    (_S.REVIEW, _T.APPROVE): _S.APPROVED,
    (_S.REVIEW, _T.RETURN): _S.OPEN,
    (_S.REVIEW, _T.DROP): _S.DROPPED,
    (_S.APPROVED, _T.EDIT): _S.OPEN,
    (_S.APPROVED, _T.RETURN): _S.OPEN,
    (_S.APPROVED, _T.PUBLISH): _S.PUBLISHED,
    (_S.APPROVED, _T.DROP): _S.DROPPED,
    (_S.DROPPED, _T.TAKE_UP): _S.OPEN,
}
"""A step that is not here cannot be taken. From OPEN only what needs no second pair of eyes is
published (`dialog/needs_review.py`)."""
