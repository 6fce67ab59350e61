"""Port: answers that agents called wrong, as a list of what is to be done. `belbalie` fills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desk.agents import Agent
from desk.call_records import Wrong
from desk.studio.content import Draft


@dataclass(frozen=True, slots=True)
class ToCorrect:
    wrong: Wrong
    draft: Draft | None = None
    """In which an editor works on it, and which is not published yet."""


class Corrections(Protocol):
    """Each method may raise `desk.call_records.RecordsOut`, `desk.studio.content.StudioOut`."""

    async def all(self) -> Sequence[ToCorrect]:
        """Those that nobody has dealt with first. What was worked on in a draft that is published
        is dealt with.
        """

    async def take_up(self, answer: tuple[str, int], draft: str, agent: Agent) -> None:
        """Note that this agent works on it in this draft; `answer` is the call, and the entry that
        says why it was wrong.
        """

    async def dealt_with(self, answer: tuple[str, int], agent: Agent) -> None:
        """The editor did something about it, or it was right after all."""
