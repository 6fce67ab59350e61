"""The settings of the municipality's contact register, checked and read."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import SecretStr, ValidationInfo

from belbalie.web_address import is_web_address
from connectors.open_klant_bodies import Identifier

DEPARTMENT, EMPLOYEE = "afd", "mdw"
"""Codes of KISS for kinds of actors; a group is 'grp'."""
CHANNEL_LENGTH = 50


class Anonymous(StrEnum):
    """Which calls of people who told no name are contacts."""

    NEVER = "never"
    CALLBACKS = "callbacks"
    ALL = "all"


def register_url(text: str | None) -> str | None:
    if text is not None and not is_web_address(text):
        raise ValueError(
            "expected an address such as https://openklant.example.nl/klantinteracties/api/v1, "
            "got none of that"
        )
    return text


def register_token(token: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
    if token is None and others.data.get("open_klant") is not None:
        raise ValueError("expected a token, as an Open Klant is set, got none")
    return token


def channel(text: str) -> str:
    if not 0 < len(text) <= CHANNEL_LENGTH:
        raise ValueError(f"expected the name of a channel, of at most {CHANNEL_LENGTH} signs")
    return text


def named_identifiers(text: str) -> str:
    identifiers(text, DEPARTMENT)  # raises ValueError with a reason of its own
    return text


def identifiers(text: str, kind: str) -> Mapping[str, Identifier]:
    """'burgerzaken=PaBH, afval=G12/grp, wmo=W1/afd/obj/idf': by our name, the id and then, where
    they differ from what KISS uses, the kind, the register and the sort of id.

    Raises ValueError.
    """
    found = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, equals, told = part.partition("=")
        codes = [code.strip() for code in told.split("/")]
        if not equals or not name.strip() or not all(codes) or len(codes) > 4:
            raise ValueError(
                "expected names with their ids, such as burgerzaken=PaBH, afval=G12/grp"
            )
        found[name.strip()] = Identifier(codes[0], *(codes[1:] or (kind,)))
    return found
