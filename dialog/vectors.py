"""Meaning as vectors: the port that makes them, and those of our own lines kept on disk."""

import fcntl
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), float32, each row of length 1."""

Progress = Callable[[int, int], None]
"""Told (done, total) lines or steps while a slow piece of work goes on."""

_BATCH = 64
"""Lines between two words of progress: about a second on one core. Longer than sixteen, so that
the threads of an embedder seldom wait for each other."""
_PORTION = 16 * _BATCH
"""Lines after which they are kept: who is interrupted loses half a minute, not all."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


_ASKED = 32
"""Questions remembered: more than there are calls in one moment."""


class Embedder(Protocol):
    """Turns text into vectors whose inner product says how much they mean the same."""

    @property
    def model(self) -> str:
        """Name and version; vectors of another model are never mixed with these."""

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        """Embed each text; `query` chooses the model's role for it. Callable from any thread."""


class Once:
    """An embedder that makes the vector of a question once, although topics, news and documents
    each look it up: 7 ms of one core a time. The last few are remembered, and nothing else.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._asked = lru_cache(maxsize=_ASKED)(self._ask)

    @property
    def model(self) -> str:
        return self._embedder.model

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        """As the port says."""
        if query and len(texts) == 1:
            return self._asked(texts[0]).copy()
        return self._embedder.embed(texts, query)

    def _ask(self, text: str) -> Vectors:
        return self._embedder.embed([text], query=True)


def embedded(
    texts: Sequence[str], embedder: Embedder, folder: Path | None, progress: Progress = silent
) -> Vectors:
    """Return the vectors of our own lines, from the folder where known, else made and kept there.

    A kept file that cannot be read is made anew; without a folder nothing is kept.
    Raises OSError when the folder cannot be written.
    """
    keys = [_key(embedder, text) for text in texts]
    path = folder / f"vectors-{_digest(embedder.model)[:12]}.npz" if folder else None
    if not texts:
        return np.zeros((0, embedder.dimensions), dtype=np.float32)
    lines = dict(zip(keys, texts, strict=True))
    known = _read(path, embedder.dimensions) if path else {}
    if path and lines.keys() - known.keys():
        with alone(path):
            known = _completed(_read(path, embedder.dimensions), lines, embedder, path, progress)
    else:
        known = _completed(known, lines, embedder, path, progress)
    return np.stack([known[key] for key in keys])


def _completed(
    known: dict[str, NDArray[np.float32]],
    lines: Mapping[str, str],
    embedder: Embedder,
    path: Path | None,
    progress: Progress,
) -> dict[str, NDArray[np.float32]]:
    """What is known and what was missing, which is kept portion by portion."""
    missing = {key: text for key, text in lines.items() if key not in known}
    for portion in _embed(missing, embedder, progress):
        known = {**known, **portion}
        if path:
            keep(path, {"keys": np.array(list(known)), "vectors": np.stack(list(known.values()))})
    return known


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _key(embedder: Embedder, text: str) -> str:
    return _digest(f"{embedder.model}\n{text}")


def _embed(
    missing: dict[str, str], embedder: Embedder, progress: Progress
) -> Iterator[dict[str, NDArray[np.float32]]]:
    """What is missing, in portions that are worth keeping."""
    keys, done = list(missing), 0
    for first in range(0, len(keys), _PORTION):
        made: dict[str, NDArray[np.float32]] = {}
        for start in range(first, min(first + _PORTION, len(keys)), _BATCH):
            batch = keys[start : min(start + _BATCH, first + _PORTION)]
            rows = embedder.embed([missing[key] for key in batch], query=True)
            made.update(zip(batch, rows, strict=True))
            done += len(batch)
            progress(done, len(keys))
        yield made


def _read(path: Path, dimensions: int) -> dict[str, NDArray[np.float32]]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            keys, rows = kept["keys"], kept["vectors"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}  # absent or damaged: both mean that everything is made anew
    if rows.shape != (len(keys), dimensions) or rows.dtype != np.float32:
        return {}
    return dict(zip(map(str, keys), rows, strict=True))


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else makes a file of this kind: who comes second waits, and finds what is kept then.

    Of two that begin at once on an empty machine, each would learn for minutes what both need.
    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = path.stem.rpartition("-")[0]
    with path.with_name(f".{kind}.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the file, also when its process dies
        yield


def keep(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write beside it and rename, so that a reader never sees half a file. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
