"""Port: 'vraag het de assistent', for the agent's own question. `belbalie` fills it."""

from typing import Protocol

from dialog.advice import Advice


class HelpOut(Exception):
    """The search cannot be used now; try again later."""


class Helping(Protocol):
    async def ask(self, question: str, language: str) -> Advice:
        """What is known about it now, in this language where there is one. Raises HelpOut."""
