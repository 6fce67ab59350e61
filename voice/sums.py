"""Sums of model files: what was published, what was found, and where the two differ."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path

CHUNK_BYTES = 1 << 20

Counted = Callable[[int], None]
"""Told of each piece, in bytes, as it has been dealt with."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is known of a file's content; None is unknown. Sums are lower-case hex."""

    size: int | None = None
    """In bytes."""
    sha256: str | None = None
    md5: str | None = None
    """As the Piper voices publish it; good against damage, weak against malice."""
    git_blob: str | None = None
    """The hub's name for a small file: SHA-1 over 'blob SIZE\\0' and the content."""

    @property
    def can_verify(self) -> bool:
        return any((self.sha256, self.md5, self.git_blob))

    def difference(self, found: "Sums") -> str | None:
        """The first thing that both know and that differs, as 'expected …, got …'."""
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(found, field.name)
            if mine is not None and theirs is not None and mine != theirs:
                unit = " bytes" if field.name == "size" else ""
                return f"expected {field.name} {mine}{unit}, got {theirs}{unit}"
        return None

    def completed_by(self, other: "Sums") -> "Sums":
        """These sums, with the blanks filled in from the other."""
        return Sums(
            *(
                getattr(other, field.name)
                if getattr(self, field.name) is None
                else getattr(self, field.name)
                for field in fields(self)
            )
        )


class Digest:
    """Counts and sums a stream of bytes as it passes, in every kind that `expected` holds."""

    def __init__(self, expected: Sums) -> None:
        self.size = 0
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False) if expected.md5 else None
        self._git_blob = None
        if expected.git_blob and expected.size is not None:
            header = f"blob {expected.size}\0".encode()
            self._git_blob = hashlib.sha1(header, usedforsecurity=False)

    def feed(self, data: bytes) -> None:
        self.size += len(data)
        for digest in (self._sha256, self._md5, self._git_blob):
            if digest is not None:
                digest.update(data)

    @property
    def sums(self) -> Sums:
        return Sums(
            self.size,
            self._sha256.hexdigest(),
            self._md5.hexdigest() if self._md5 else None,
            self._git_blob.hexdigest() if self._git_blob else None,
        )


def feed_files(digest: Digest, paths: Iterable[Path], counted: Counted = lambda _: None) -> None:
    """Sum the files one after the other, as if they were one."""
    for path in paths:
        with path.open("rb") as file:
            while data := file.read(CHUNK_BYTES):
                digest.feed(data)
                counted(len(data))


_SUM_LINE = re.compile(r"(?P<sha256>[0-9a-fA-F]{64}) [ *](?:\./)?(?P<name>\S.*)")


def parse_sha256sums(text: str) -> dict[str, Sums]:
    """Read the format that sha256sum writes.

    Raises ValueError that quotes the first line that does not fit.
    """
    found: dict[str, Sums] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _SUM_LINE.fullmatch(line.rstrip())
        if match is None:
            raise ValueError(
                f"line {number}: expected 64 hexadecimal digits, two spaces and a file name, "
                f"got {line[:80]!r}"
            )
        found[match["name"]] = Sums(sha256=match["sha256"].lower())
    return found
