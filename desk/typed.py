"""Port: a conversation with the computer by text, as a page or a socket shows it.

For who cannot hear or speak (EN 301 549 v3.2.1, clause 6.4): the same conversation as by telephone.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the two said."""

    speaker: Literal["desk", "caller", "agent"]
    text: str
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Told:
    """A conversation, or what is new in it."""

    lines: tuple[Line, ...]
    asks_yes_no: bool = False
    """The last question is answered with yes or no."""
    over: bool = False
    first: int = 0
    """The number of the first of these lines in the conversation."""
    awaits: bool = False
    """Lines may come that answer nothing: the caller waits for a person, or has one."""
    agent: bool = False
    """A person reads and answers now."""

    @property
    def turns(self) -> tuple[tuple[Line, ...], ...]:
        """What one of the two said before the other spoke, together: it is read in one go."""
        grouped = groupby(self.lines, key=lambda line: line.speaker)
        return tuple(tuple(lines) for _, lines in grouped)


class Full(Exception):
    """All places are taken; later there may be one."""


class Gone(Exception):
    """There is no such conversation, or it is over for so long that it was forgotten."""


class Typed(Protocol):
    """Who carries these conversations on. `call` is a secret that only its caller knows."""

    async def begin(self) -> str:
        """Begin one, with our greeting in it. Raises Full."""

    def told(self, call: str, since: int = 0) -> Told:
        """All of it, from that line on. Raises Gone."""

    async def news(self, call: str, since: int, seconds: float) -> Told:
        """The lines from that one on, as soon as there are any or it is over, and after so many
        seconds in any case. Raises Gone.
        """

    async def say(self, call: str, words: str) -> Told:
        """Take the caller's words, or a single key, and give what is new. Raises Gone."""

    async def leave(self, call: str) -> Told:
        """The caller stops; gives all of it. Raises Gone."""
