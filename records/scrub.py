"""Leave no byte of what was erased in the database's files."""

from collections.abc import Sequence
from pathlib import Path

from records.errors import NotErased
from records.schema import Engine, compact, sqlite_file, truncate_wal

_BLOCK_BYTES = 1 << 20
_PIECE_BYTES = 32
"""A key is that long; of a ciphertext its first and last bytes are looked for, for SQLite may
cut a long one over several pages."""


def wipe(engine: Engine, secrets: Sequence[bytes], what: str) -> None:
    """After the rows were deleted: leave nothing of them in the files. `what` is told in errors.

    Raises NotErased when another process keeps the bytes in use; erase again then.
    """
    truncate_wal(engine)
    path = sqlite_file(engine.url)
    if not secrets or path is None or remains(path, secrets):
        compact(engine)
    if path is not None and remains(path, secrets):
        raise NotErased(
            f"Bytes of {what} are still in the records database: close every "
            "program that uses it and erase it again."
        )


def database_files(path: Path) -> list[Path]:
    """The database and what SQLite may have put beside it, as far as they are there."""
    names = (path.name + tail for tail in ("", "-wal", "-shm", "-journal"))
    return [file for file in (path.with_name(name) for name in names) if file.exists()]


def remains(path: Path, secrets: Sequence[bytes]) -> bool:
    """Whether a piece of any of these is still in the files."""
    pieces = {piece for one in secrets for piece in (one[:_PIECE_BYTES], one[-_PIECE_BYTES:])}
    return any(_holds(file, pieces - {b""}) for file in database_files(path))


def _holds(file: Path, pieces: set[bytes]) -> bool:
    tail = b""
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK_BYTES):
            seen = tail + block
            if any(piece in seen for piece in pieces):
                return True
            tail = seen[-_PIECE_BYTES:]
    return False
