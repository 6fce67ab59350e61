"""Help for agents: the search of the house (port `desk.helping.Helping`), and drafts of notes."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from loguru import logger

from desk.call_records import CallFile
from desk.helping import HelpOut
from dialog.advice import Advice, advise
from dialog.contact_note import draft
from dialog.events import LooksUp
from dialog.knowledge import Knowledge
from dialog.titles import Titles

Found = Callable[[], tuple[Knowledge, LooksUp]]
"""The content as it is now, and the search that was made from it: topics, documents, news."""


class DeskHelp:
    """One for all agents."""

    def __init__(self, found: Found, now: Callable[[], datetime]) -> None:
        self._found = found
        self._now = now

    async def ask(self, question: str, language: str) -> Advice:
        """Raises HelpOut where the search fails."""
        knowledge, search = self._found()
        at = self._now()
        try:
            findings = await asyncio.to_thread(search, question, language, at.date())
        except Exception as error:  # whatever breaks in there costs this answer only
            logger.error("an agent's question was not searched, {}", type(error).__name__)
            raise HelpOut from error
        return advise(knowledge, question, findings, at, language=language)


def drafts(titles: Callable[[], Titles]) -> Callable[[CallFile], str]:
    """Proposes the contact note of a call, from its log."""
    return lambda file: draft(file.items, titles())
