"""The municipality's documents as they were read last, and the passages that callers hear.

Reading is incremental: a document whose hash is the same is not touched. What a source no longer
gives is deleted, but only when the whole of it was read: a source that cannot be reached, or only
in part, keeps what it had.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from dialog.documents.document import Document, DocumentPassage
from dialog.documents.pieces import MANNER, hash_of, pieces
from dialog.documents.source import Fault, Source, SourceState
from records.asked_lines import by_place, read_lines, with_lines
from records.document_rows import passage_of, source_of, told
from records.moments import moment
from records.opening import opened
from records.schema import (
    Connection,
    counted,
    documents,
    passages,
    resources,
    sources,
    telling,
)
from records.source_tables import lines_stamp

_CHUNK = 500
"""So many keys in one question; SQLite takes no more than some thousands."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of documents, as numbers of them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.gone + other.gone,
        )


class Documents:
    """All sources in one database. Safe from any thread and beside other processes.

    Every method may raise RecordsError; a name that no source has is a LookupError.
    """

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    # -- searching -----------------------------------------------------------------------------

    def passages(self) -> Iterable[DocumentPassage]:
        """All passages, of every day and language, in the order of their documents, with the
        lines that ask for them.
        """
        order = (passages.c.source, passages.c.document, passages.c.number)
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(passages.select().order_by(*order)).all()
            lines = by_place(read_lines(connection))
        return (with_lines(passage_of(row.told), lines) for row in rows)

    def revision(self) -> str:
        """Changes whenever any passage or line did; the same ones have the same revision."""
        order = (documents.c.source, documents.c.document)
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(documents.select().order_by(*order))
            hashes = [f"{row.source} {row.document} {row.hash}" for row in rows]
            lines = connection.execute(lines_stamp).one()
            hashes.append(f"{lines.lines} {lines.latest}")
        return sha256("\n".join(hashes).encode()).hexdigest()[:16]

    # -- sources -------------------------------------------------------------------------------

    def add(self, source: Source) -> None:
        """Take up a source, or what the editor now says of one; then all of it is read anew."""
        with telling(self._url), self._engine.begin() as connection:
            here = sources.c.name == source.name
            row = connection.execute(sources.select().where(here)).one_or_none()
            if row is None:
                connection.execute(sources.insert(), {"name": source.name, "told": told(source)})
            elif row.told != told(source):
                connection.execute(sources.update().where(here).values(told=told(source)))
                these = resources.c.source == source.name
                connection.execute(resources.update().where(these).values(stamp=None))

    def source(self, name: str) -> Source:
        with telling(self._url), self._reading.connect() as connection:
            return source_of(_known(connection, name).told)

    def sources(self) -> list[SourceState]:
        """All of them by name, with what is kept and what could not be read."""
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(counted.order_by(sources.c.name)).all()
            faults = {row.name: _faults(connection, row) for row in rows}
        return [_state(row, faults[row.name]) for row in rows]

    def remove(self, name: str) -> int:
        """Forget a source and all of its documents; returns how many those were."""
        with telling(self._url), self._engine.begin() as connection:
            _known(connection, name)
            gone = _delete(connection, name, _keys(connection, name))
            connection.execute(resources.delete().where(resources.c.source == name))
            connection.execute(sources.delete().where(sources.c.name == name))
        return gone

    # -- reading a source ----------------------------------------------------------------------

    def stamps(self, name: str) -> Mapping[str, str]:
        """By what each page or file of the source is known again, where it was read before."""
        chosen = resources.select().where(resources.c.source == name)
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen).all()
        mine = [row for row in rows if (row.stamp or "").startswith(f"{MANNER} ")]
        return {row.resource: row.stamp.removeprefix(f"{MANNER} ") for row in mine}

    def keep(
        self, source: Source, resource: str, found: Sequence[Document], stamp: str, at: datetime
    ) -> Kept:
        """Write down what this page or file gives now; what it no longer gives is gone.

        Raises LookupError when the source was removed meanwhile.
        """
        with telling(self._url), self._engine.begin() as connection:
            _known(connection, source.name)
            before = _keys(connection, source.name, documents.c.resource == resource)
            _mark(connection, (source.name, resource), stamp=f"{MANNER} {stamp}", fault=None)
            kept = Kept()
            for document in found:
                kept += _keep(connection, source, resource, document, at)
            left = before - {document.key for document in found}
            return kept + Kept(gone=_delete(connection, source.name, left))

    def same(self, name: str, resource: str) -> Kept:
        """Nothing changed in this page or file. Writes only what has to be: it is said often."""
        here = (resources.c.source == name) & (resources.c.resource == resource)
        with telling(self._url), self._reading.connect() as connection:
            kept = len(_keys(connection, name, documents.c.resource == resource))
            row = connection.execute(resources.select().where(here)).one_or_none()
        if row is not None and row.fault is not None:
            with telling(self._url), self._engine.begin() as connection:
                connection.execute(resources.update().where(here).values(fault=None))
        return Kept(same=kept)

    def fail(self, name: str, fault: Fault) -> None:
        """List what could not be read; what it gave before stays."""
        with telling(self._url), self._engine.begin() as connection:
            _known(connection, name)
            _mark(connection, (name, fault.resource), fault=fault.sentence)

    def finish(
        self, name: str, at: datetime, seen: set[str] | None, fault: str | None = None
    ) -> Kept:
        """End a reading. `seen` are the pages and files that the source has now: others are
        deleted; None where not all of it was read, and then nothing is.
        """
        with telling(self._url), self._engine.begin() as connection:
            _known(connection, name)
            here = sources.c.name == name
            values = {"read_at": moment(at), "fault": fault}
            connection.execute(sources.update().where(here).values(**values))
            return Kept() if seen is None else Kept(gone=_drop_others(connection, name, seen))


def _keep(
    connection: Connection, source: Source, resource: str, document: Document, at: datetime
) -> Kept:
    """Write one document, if it is another than before."""
    here = (documents.c.source == source.name) & (documents.c.document == document.key)
    row = connection.execute(documents.select().where(here)).one_or_none()
    # With what the editor said of the source: its layer and area are in every passage.
    hashed = sha256(f"{hash_of(document)} {told(source)}".encode()).hexdigest()
    if row is not None and row.hash == hashed:
        connection.execute(documents.update().where(here).values(resource=resource))
        return Kept(same=1)
    _delete(connection, source.name, {document.key})
    place = {"source": source.name, "document": document.key}
    new = {"resource": resource, "hash": hashed, "read_at": moment(at)}
    connection.execute(documents.insert(), place | new)
    rows = [
        {**place, "key": passage.key, "number": number, "told": told(passage)}
        for number, passage in enumerate(pieces(document, source), 1)
    ]
    if rows:
        connection.execute(passages.insert(), rows)
    return Kept(new=1) if row is None else Kept(changed=1)


def _known(connection: Connection, name: str) -> Any:
    row = connection.execute(sources.select().where(sources.c.name == name)).one_or_none()
    if row is None:
        raise LookupError(f"There is no source {name!r}.")
    return row


def _keys(connection: Connection, name: str, which: Any = True) -> set[str]:
    chosen = documents.select().where(documents.c.source == name, which)
    return {row.document for row in connection.execute(chosen)}


def _mark(connection: Connection, place: tuple[str, str], **values: str | None) -> None:
    here = (resources.c.source == place[0]) & (resources.c.resource == place[1])
    if connection.execute(resources.select().where(here)).one_or_none() is None:
        row = {"source": place[0], "resource": place[1], **values}
        connection.execute(resources.insert(), row)
    else:
        connection.execute(resources.update().where(here).values(**values))


def _drop_others(connection: Connection, name: str, seen: set[str]) -> int:
    """Delete the pages and files that are not among these, and their documents."""
    rows = connection.execute(resources.select().where(resources.c.source == name)).all()
    gone = 0
    for resource in sorted({row.resource for row in rows} - seen):
        gone += _delete(connection, name, _keys(connection, name, documents.c.resource == resource))
        this = (resources.c.source == name) & (resources.c.resource == resource)
        connection.execute(resources.delete().where(this))
    return gone


def _delete(connection: Connection, name: str, keys: set[str]) -> int:
    for chunk in _chunks(sorted(keys)):
        for table in (passages, documents):
            these = (table.c.source == name) & table.c.document.in_(chunk)
            connection.execute(table.delete().where(these))
    return len(keys)


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def _faults(connection: Connection, row: Any) -> tuple[Fault, ...]:
    chosen = resources.select().where(
        resources.c.source == row.name, resources.c.fault.is_not(None)
    )
    found = connection.execute(chosen.order_by(resources.c.resource))
    whole = [Fault("", row.fault)] if row.fault else []
    return (*whole, *(Fault(each.resource, each.fault) for each in found))


def _state(row: Any, faults: tuple[Fault, ...]) -> SourceState:
    return SourceState(
        source=source_of(row.told),
        documents=row.documents,
        passages=row.passages,
        read_at=datetime.fromisoformat(row.read_at) if row.read_at else None,
        faults=faults,
    )
