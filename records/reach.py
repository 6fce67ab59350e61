"""One database, for modules that keep different things in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from records.opening import opened
from records.schema import Connection, Engine, telling


@dataclass(frozen=True, slots=True)
class Reach:
    """Its maker closes it. Safe from any thread and beside other processes."""

    url: str
    engine: Engine

    @classmethod
    def to(cls, url: str) -> Self:
        """Open the database, make it or bring it up to date. Raises RecordsError."""
        return cls(url, opened(url))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it, or nothing. Raises RecordsError, Clash where such a row is there already."""
        with telling(self.url), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Raises RecordsError."""
        reader = self.engine.execution_options(writes=False)
        with telling(self.url), reader.connect() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()
