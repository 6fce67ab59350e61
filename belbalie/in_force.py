"""What callers are answered from: exchanged while calls go on, each call keeping what it has."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from loguru import logger

from belbalie.household import Household
from belbalie.known import Known, build_known
from dialog.knowledge import Knowledge
from voice.pronunciation import Pronunciations

_KEPT = 3
"""In memory, each about 150 MB: what is in force, what was before it, and what comes next."""


class InForce:
    """One for the house."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._changing = asyncio.Lock()
        self._kept: tuple[Known, ...] = (household.known,)
        """The latest used first."""
        self._looked: dict[str, Known | None] = {}
        """What `at_hand` found in them, by the version of the content."""

    async def at_hand(self, knowledge: Knowledge) -> Known | None:
        """What is known of this content where nothing has to be learned for it; else None."""
        version = knowledge.version
        if version not in self._looked:
            kept = self._kept
            found = await asyncio.to_thread(_at_hand, kept, knowledge)
            if kept is not self._kept:
                return found
            self._looked[version] = found
        return self._looked[version]

    async def build(self, knowledge: Knowledge) -> Known:
        """At hand, or learned now: a moment where that is kept on disk. Raises WorkFailed."""
        known = await self.at_hand(knowledge)
        if known is None:
            settings, embedder = self._household.settings, self._household.embedder
            known = await asyncio.to_thread(build_known, knowledge, settings, embedder)
            self._keep(known)
        return known

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[None]:
        """Files of the content are being changed, or read and put in force; one at a time."""
        async with self._changing:
            yield

    async def put(self, known: Known) -> None:
        """Answer from this from now on, within `changing`; running calls keep what they have."""
        household = self._household
        self._keep(household.known)
        self._keep(known)
        household.content.put(known.knowledge)
        household.known = known
        household.speaking.speaker.pronounce(Pronunciations(known.knowledge.pronunciations))
        await asyncio.to_thread(household.service_desk.reload)
        logger.info("content {} is in force", known.knowledge.version)

    async def take_up(self) -> None:
        """Take up what changed in the folders; what is broken leaves the last good in force.

        Raises WorkFailed.
        """
        household = self._household
        async with self.changing():
            problems = await asyncio.to_thread(household.content.reload, date.today())
            await asyncio.to_thread(household.service_desk.reload)
        for problem in problems:
            if not problem.warning:
                logger.warning("content not taken up: {}", problem)
        knowledge = household.content.knowledge
        if knowledge.version == household.known.knowledge.version:
            return
        known = await self.build(knowledge)  # for half a minute, in which others may publish
        async with self.changing():
            if household.content.knowledge is knowledge:
                await self.put(known)

    def still_used(self) -> None:
        """What is learned for drafts does not push out what is in force."""
        self._household.known.index.still_used()

    def _keep(self, known: Known) -> None:
        others = tuple(each for each in self._kept if each is not known)
        self._kept = (known, *others)[:_KEPT]
        self._looked.clear()


def _at_hand(kept: tuple[Known, ...], knowledge: Knowledge) -> Known | None:
    for known in kept:
        if known.knowledge.version == knowledge.version:
            return known
    for known in kept:
        index = known.index.for_content(knowledge)
        if index is not None:
            return Known(knowledge, index)
    return None
