"""How the settings of an identity provider are read."""

import re
from collections.abc import Mapping

from desk.agents import Role

OUR_ROLES = ",".join(f"{role}={role}" for role in Role)
"""Where the provider calls them as we do."""


def issuer_url(told: str | None) -> str | None:
    if told is not None and not re.fullmatch(r"https?://[^/\s?#]+(?:/[^\s?#]*)?", told):
        raise ValueError("expected an address such as https://id.example.nl/realms/gemeente")
    return told


def roles_of(text: str) -> Mapping[str, str]:
    """Our role by the provider's name for it. Raises ValueError."""
    found = {}
    for part in text.split(","):
        ours, _, theirs = (each.strip() for each in part.partition("="))
        if ours not in list(Role) or not theirs:
            raise ValueError(
                f"expected ROLE=NAME, separated by commas, with role {', '.join(Role)}"
            )
        found[theirs] = ours
    return found


def checked_roles(text: str) -> str:
    roles_of(text)
    return text
