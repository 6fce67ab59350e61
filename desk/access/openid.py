"""Port: the identity provider of the municipality (OpenID Connect). `connectors/` fills it."""

from collections.abc import Mapping
from typing import Protocol


class Person(Protocol):
    """Whom the provider says that this is."""

    @property
    def subject(self) -> str:
        """Who it is, for good: the issuer and their number there."""

    @property
    def name(self) -> str:
        """What they sign in with there."""

    @property
    def title(self) -> str:
        """As colleagues write it."""

    @property
    def roles(self) -> frozenset[str]:
        """What of our roles they have; none: they may not come in."""


class NotBrought(Exception):
    """The provider brought nobody, or not in a way that can be trusted; the text is for the log and
    holds no secret.
    """


class OpenId(Protocol):
    async def begin(self, back: str) -> tuple[str, Mapping[str, str]]:
        """Where to send the browser, and what has to be known when it comes `back`. Raises
        NotBrought where the provider cannot be reached.
        """

    async def finish(self, came: str, known: Mapping[str, str]) -> Person:
        """Who came back, by the whole address that the browser asked. Raises NotBrought."""
