"""By what a page or file is known again at the next reading."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from connectors.sources.fetching import Seen

_READERS = "1"
"""Of all readers here; with other readers everything is read anew."""


@dataclass(frozen=True, slots=True)
class Stamp:
    seen: Seen = field(default_factory=Seen)
    digest: str = ""
    """Of the bytes, for servers that do not say whether a page changed."""
    links: Sequence[str] = ()
    """Where it leads: a page that is as it was, or cannot be read now, still leads there."""

    def __str__(self) -> str:
        return json.dumps([_READERS, asdict(self)])


def digest_of(body: bytes) -> str:
    return sha256(body).hexdigest()


def stamp_of(text: str | None) -> Stamp:
    """Read a stamp back; an empty one where there is none, or other readers made it."""
    if not text:
        return Stamp()
    readers, known = json.loads(text)
    if readers != _READERS:
        return Stamp()
    return Stamp(Seen(**known["seen"]), known["digest"], tuple(known["links"]))
