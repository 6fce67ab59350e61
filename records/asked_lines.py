"""How people ask for what documents say: lines that an editor wrote or had written.

A line is compared with what callers ask and is never spoken: what is spoken stays the document's.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from dialog.documents.document import AskedLine, DocumentPassage
from records.moments import moment
from records.opening import opened
from records.schema import Connection, telling
from records.source_tables import asked_lines

MOST = 40
"""Lines of one passage that are compared."""
_JOINT = " > "
_CHUNK = 500
Place = tuple[str, str, str]
"""Document, headings and sentence."""


@dataclass(frozen=True, slots=True, order=True)
class WrittenLine:
    document: str
    """`DocumentPassage.document`."""
    section: str
    """Its headings, joined with ` > `; empty where it has none."""
    sentence: str
    """Word for word as the document has it."""
    text: str

    @property
    def key(self) -> str:
        told = "\n".join((self.document, self.section, self.sentence, self.text))
        return sha256(told.encode()).hexdigest()[:32]

    @property
    def place(self) -> Place:
        return self.document, self.section, self.sentence


class AskedLines:
    """Safe from any thread; its maker closes it. Every method may raise RecordsError."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    def keep(self, lines: Sequence[WrittenLine], at: datetime) -> int:
        """Write down those that are not there yet; returns how many those were."""
        wanted = {line.key: line for line in lines}
        with telling(self._url), self._engine.begin() as connection:
            known = _known(connection, list(wanted))
            rows = [
                {
                    "key": key,
                    "document": line.document,
                    "section": line.section,
                    "sentence": line.sentence,
                    "text": line.text,
                    "at": moment(at),
                }
                for key, line in wanted.items()
                if key not in known
            ]
            for start in range(0, len(rows), _CHUNK):
                connection.execute(asked_lines.insert(), rows[start : start + _CHUNK])
        return len(rows)

    def all(self) -> list[WrittenLine]:
        with telling(self._url), self._reading.connect() as connection:
            return read_lines(connection)

    def remove(self) -> int:
        """Forget all of them; returns how many those were."""
        with telling(self._url), self._engine.begin() as connection:
            return int(connection.execute(asked_lines.delete()).rowcount)


def _known(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Those of these keys that are there."""
    found: set[str] = set()
    for start in range(0, len(keys), _CHUNK):
        here = asked_lines.c.key.in_(keys[start : start + _CHUNK])
        found |= {row.key for row in connection.execute(asked_lines.select().where(here))}
    return found


def read_lines(connection: Connection) -> list[WrittenLine]:
    """All lines in a fixed order."""
    rows = connection.execute(asked_lines.select())
    return sorted(WrittenLine(row.document, row.section, row.sentence, row.text) for row in rows)


def by_place(lines: Sequence[WrittenLine]) -> Mapping[Place, Sequence[str]]:
    found: defaultdict[Place, list[str]] = defaultdict(list)
    for line in lines:
        found[line.place].append(line.text)
    return found


def with_lines(passage: DocumentPassage, lines: Mapping[Place, Sequence[str]]) -> DocumentPassage:
    """The passage with the lines of its sentences; of sentences that are gone there are none."""
    if not lines:
        return passage
    found = tuple(
        AskedLine(text, at)
        for at, place in enumerate(places(passage))
        for text in lines.get(place, ())
    )
    return replace(passage, asked=found[:MOST]) if found else passage


def places(passage: DocumentPassage) -> list[Place]:
    """Of each of its sentences."""
    section = section_of(passage)
    return [(passage.document, section, sentence) for sentence in passage.sentences]


def section_of(passage: DocumentPassage) -> str:
    """As `WrittenLine.section` has it."""
    return _JOINT.join(passage.heading)
