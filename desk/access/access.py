"""Port: whose session a request belongs to."""

from dataclasses import dataclass
from typing import Protocol

from desk.agents import Agent

COOKIE = "__Host-belbalie"
"""Holds the token of a session. The prefix makes browsers refuse it without Secure, for another
path, or from another host (RFC 6265bis section 4.1.3.2).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in, in one browser."""

    agent: Agent
    csrf: str
    """Comes back with all that changes something: another site cannot know it."""


class Access(Protocol):
    @property
    def address(self) -> str | None:
        """Where browsers find us: 'https://balie.zonnedael.nl'; None: wherever they asked."""

    def session(self, token: str) -> Session | None:
        """Whose token this is, if it is still good. It may look in the database, so never call it
        on the event loop.
        """

    def still(self, token: str) -> bool:
        """Whether it is still good; for what stays open, which is no sign that somebody is there.
        Not on the event loop.
        """
