"""Who is signed in, by the accounts of this house (port `desk.access.access.Access`)."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from desk.access.access import Session
from desk.access.signing_in import SigningIn, csrf_of
from desk.agents import Agent, Role
from records.accounts import Account
from records.door import Door
from records.sessions import Kept, Stage

_MOST_TRYING = 20
"""Some two seconds of work for the one who comes last."""
Done = TypeVar("Done")


class Busy(Exception):
    """Too many sign in at this moment."""


def agent_of(account: Account) -> Agent:
    profile = account.profile
    return Agent(
        name=account.name,
        title=profile.title,
        roles=frozenset(Role(role) for role in profile.roles),
        departments=profile.departments,
        languages=profile.languages,
        address=profile.address,
    )


class Doorkeeper:
    """Its maker closes it, and the door."""

    def __init__(
        self,
        door: Door,
        clock: Callable[[], datetime],
        municipality: str,
        address: str | None = None,
    ) -> None:
        self.door = door
        self.clock = clock
        self.municipality = municipality
        self.signing_in = SigningIn(door, clock, municipality)
        self.signed_out: Callable[[str], None] = lambda name: None
        """Told the name of who signed out in their last browser, or was signed out by an
        administrator; on the event loop.
        """
        # One after the other: what many try at once is counted, and costs the calls one core.
        self._tries = ThreadPoolExecutor(1, thread_name_prefix="sign-in")
        self._trying = 0
        self._address = address

    @property
    def address(self) -> str | None:
        return self._address

    def session(self, token: str) -> Session | None:
        kept = self.kept(token)
        if kept is None or kept.stage is not Stage.IN:
            return None
        return Session(agent=agent_of(kept.account), csrf=csrf_of(token))

    def still(self, token: str) -> bool:
        kept = self.door.sessions.find(token, self.clock(), seen=False)
        return kept is not None and kept.stage is Stage.IN

    def kept(self, token: str) -> Kept | None:
        """The session of this token, also of who is still signing in."""
        return self.door.sessions.find(token, self.clock())

    def is_in(self, name: str) -> bool:
        """Whether they are signed in in any browser."""
        return self.door.sessions.is_in(name, self.clock())

    def agents(self) -> Sequence[Agent]:
        """All who have an open account."""
        return [agent_of(account) for account in self.door.accounts.all() if account.active]

    async def attempt(self, work: Callable[..., Done], *given: object) -> Done:
        """A step of signing in. Raises Busy, and what the step raises."""
        if self._trying >= _MOST_TRYING:
            raise Busy
        self._trying += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._tries, work, *given)
        finally:
            self._trying -= 1

    def close(self) -> None:
        self._tries.shutdown(cancel_futures=True)
