"""Who sits at the desk, and what each may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do at the desk; a person can have several."""

    AGENT = "agent"
    """Takes calls."""
    EDITOR = "editor"
    """Looks after what is said."""
    ADMINISTRATOR = "administrator"
    """Looks after accounts."""


ROLE_TITLES = {
    Role.AGENT: "medewerker",
    Role.EDITOR: "redacteur",
    Role.ADMINISTRATOR: "beheerder",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Somebody who is signed in."""

    name: str
    """The name of the account, in small letters; unique."""
    title: str
    """As colleagues and the record write it: 'Sanne de Wit'."""
    roles: frozenset[Role] = frozenset({Role.AGENT})
    departments: tuple[str, ...] = ()
    """Keys of the departments of the content whose calls this agent takes."""
    languages: tuple[str, ...] = ("nl",)
    address: str | None = None
    """SIP address of their own telephone; None: the browser is the telephone."""
