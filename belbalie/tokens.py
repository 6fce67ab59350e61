"""Who may do what over HTTP: names with a role and a token, until the desk has a sign-in."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_TOKEN = re.compile(r"(?P<name>[\w.-]{1,40}):(?P<role>\w+):(?P<secret>[\x21-\x2b\x2d-\x7e]{20,})")


class Role(StrEnum):
    LOOK = "look"
    """May see which crises run."""
    START = "start"
    """May start and stop them, too."""


@dataclass(frozen=True, slots=True)
class Token:
    name: str
    role: Role
    secret: str = field(repr=False)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Read 'anna:start:…,wachtkamer:look:…'. Raises ValueError, without any secret in it."""
    found = []
    for nth, part in enumerate(text.split(","), 1):
        told = _TOKEN.fullmatch(part.strip())
        if told is None or told["role"] not in list(Role):
            raise ValueError(
                "expected NAME:ROLE:TOKEN with role look or start and at least 20 characters of "
                f"token, separated by commas; number {nth} is otherwise"
            )
        found.append(Token(told["name"], Role(told["role"]), told["secret"]))
    if len({each.secret for each in found}) < len(found):
        raise ValueError("expected a token of its own for each name, got one twice")
    return tuple(found)


def whose(tokens: Sequence[Token], given: str) -> Token | None:
    """Whose token this is. All are compared, each in constant time: how long it takes tells
    nothing of how near a guess was.
    """
    sent = given.encode()
    found = [each for each in tokens if hmac.compare_digest(each.secret.encode(), sent)]
    return found[0] if found else None
