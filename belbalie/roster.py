"""Who has an account at the desk, as it was a moment ago: what calls go by without a database."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from loguru import logger

from desk.agents import Agent, Role
from dialog.knowledge import Knowledge
from records.errors import RecordsError

READ_EVERY_SECONDS = 15.0


class Roster:
    """`read` is called off the event loop, and may raise RecordsError."""

    def __init__(self, read: Callable[[], Sequence[Agent]]) -> None:
        self._read = read
        self._agents: tuple[Agent, ...] = ()

    @property
    def addresses(self) -> frozenset[str]:
        """SIP addresses of accounts, signed in or not."""
        return frozenset(agent.address for agent in self._agents if agent.address is not None)

    @property
    def departments(self) -> frozenset[str]:
        """Those whose calls somebody with an account takes."""
        return departments_of(self._agents)

    async def look(self) -> None:
        try:
            self._agents = tuple(await asyncio.to_thread(self._read))
        except RecordsError as error:  # who was known stays known
            logger.error("accounts of the desk were not read: {}", error)

    async def keep_looking(self) -> None:
        """Until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(READ_EVERY_SECONDS)


def departments_of(agents: Iterable[Agent]) -> frozenset[str]:
    """Those whose calls these take."""
    takers = (agent for agent in agents if Role.AGENT in agent.roles)
    return frozenset(key for agent in takers for key in agent.departments)


def staffed(knowledge: Knowledge, departments: Collection[str]) -> Knowledge:
    """The content, with people at the desk for these departments."""
    town = knowledge.municipality
    teams = {
        key: replace(team, at_desk=True) if key in departments else team
        for key, team in town.departments.items()
    }
    return replace(knowledge, municipality=replace(town, departments=teams))
