"""Port: a draft as a conversation, before any caller hears it. `belbalie` fills it.

A trial is nobody's call: nothing of it is recorded, no telephone rings, no message leaves, and what
it books is in no agenda. Each editor has one at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from dialog.explaining import Explanation

MOST_LETTERS = 1000
"""Of one turn."""
IDLE_MINUTES = 30
"""A trial ends when nobody has said anything for so long."""


class Staff(StrEnum):
    """Whether somebody takes a caller over, in a trial by text."""

    FREE = "vrij"
    BUSY = "bezet"
    NONE = "niemand"


@dataclass(frozen=True, slots=True)
class TrialWish:
    """How it begins."""

    staff: Staff = Staff.FREE
    open: bool | None = None
    """Whether the municipality is open; None: as it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    where: str
    """The draft, the version or `PUBLISHED` that answers."""
    began: datetime
    turns: Sequence[Explanation]
    """In their order; the first is the greeting."""
    over: bool = False
    by_voice: bool = False
    """It goes by microphone."""
    outdated: bool = False
    """The draft was changed after it began: it answers as the draft was then."""


class NoTrial(LookupError):
    """There is none: it was ended, or too long silent."""


class CannotTry(Exception):
    """The message is a Dutch sentence for the editor."""


class Trials(Protocol):
    """`editor` is the name of an account."""

    async def learned(self, where: str) -> float:
        """How much of its lines the computer has learned, 0 to 1; only from 1.0 on it can be
        tried. Who asks for it has the learning begun. Raises CannotTry.
        """

    async def begin(self, where: str, editor: str, wish: TrialWish) -> None:
        """In place of the one that this editor had. Raises CannotTry."""

    async def trial(self, where: str, editor: str) -> Trial:
        """Raises NoTrial."""

    async def say(self, where: str, editor: str, words: str) -> None:
        """One turn of the caller: words, one key, or nothing at all (''). Raises NoTrial,
        CannotTry.
        """

    async def end(self, editor: str) -> None:
        """The caller hangs up, and it is forgotten; where there is none nothing happens."""
