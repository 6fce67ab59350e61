"""The token of an API: looked up at each reading, sent to that API and nobody else."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from connectors.sources.outcomes import Unreadable
from dialog.documents.source import TokenPlace

HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):(?: (?P<scheme>[A-Za-z0-9-]+))?")
"""'Authorization: Token', 'X-Api-Key:'."""
_TOKEN = re.compile(r"[!-~]+")
"""As it may stand in a header (RFC 9110, 5.5), without white space."""


@dataclass(frozen=True, slots=True)
class Token:
    name: str
    """Of the header."""
    value: str = field(repr=False)
    origin: tuple[str, str]
    """Scheme and host with port."""

    def headers_for(self, address: str) -> dict[str, str]:
        """Empty for another host, and for the same one without encryption."""
        return {self.name: self.value} if origin_of(address) == self.origin else {}


def token_of(
    place: TokenPlace | None, location: str, variables: Mapping[str, str] = os.environ
) -> Token | None:
    """Raises Unreadable where it is not there; what stands there is told to nobody."""
    if place is None:
        return None
    token = _at(place, variables).strip()
    header = HEADER.fullmatch(place.header)
    if not _TOKEN.fullmatch(token) or header is None:
        raise Unreadable(f"In {place} staat geen sleutel die wij kunnen gebruiken.")
    scheme = header["scheme"]
    value = f"{scheme} {token}" if scheme else token
    return Token(header["name"], value, origin_of(location))


def origin_of(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme.lower(), parts.netloc.lower()


def _at(place: TokenPlace, variables: Mapping[str, str]) -> str:
    if place.file is None:
        return variables.get(place.variable or "", "")
    try:
        return Path(place.file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"Het bestand {place.file} met de sleutel is niet te lezen.") from None
