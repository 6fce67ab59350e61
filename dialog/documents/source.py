"""A source: where documents come from, as the editor named it, and how far it was read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """How the documents of a source are found."""

    SITE = "site"
    """Pages that link to each other, from a first one."""
    SITEMAP = "sitemap"
    """The pages that a sitemap names."""
    FOLDER = "folder"
    """All files in it that can be read; watched while the service runs."""
    FILE = "file"
    """One file or address: a page, a leaflet, a list of questions, an export of products."""


class Layer(StrEnum):
    """Of two that say the same, the nearest counts."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a token stands, and how it is sent; the token itself is kept nowhere."""

    header: str
    """What stands before it: 'Authorization: Token', 'X-Api-Key:'."""
    file: str | None = None
    """A path on this machine."""
    variable: str | None = None
    """Of the environment. One of the two is there."""

    def __str__(self) -> str:
        return self.file or f"${self.variable}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    name: str
    kind: Kind
    location: str
    """An address (http or https), or a path on this machine."""
    layer: Layer = Layer.LOCAL
    language: str = "nl"
    """Of documents that do not say it themselves."""
    municipality: str | None = None
    """For whom it speaks; documents that say they are of another are left out. None: not looked at.
    """
    max_pages: int = 1000
    """No more pages of a site or sitemap are read than this."""
    token: TokenPlace | None = None
    """Of an address that is not for everybody."""
    postcodes: tuple[str, ...] = ()
    """Beginnings of postcodes that it is about; none: everywhere."""
    only_public: bool = False
    """It was named on a page: no host is asked that not everybody can reach."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read, and why, as a sentence for the editor."""

    resource: str
    """A page or file of the source; empty: the source itself."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source with what is kept of it."""

    source: Source
    documents: int
    passages: int
    read_at: datetime | None
    """When it was last read, with or without faults; None: never."""
    faults: tuple[Fault, ...]
