"""Vectors of passages, made once for the same words and kept on disk.

They are compared by one exact product: 10,000 vectors take 0.3 ms, a hundredth of what embedding
the question takes, so that no index of vectors can be noticed here.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialog.documents.document import DocumentPassage
from dialog.vectors import Embedder, Vectors, keep

MOST_WORDS = 40
"""Of a passage that are embedded: the model takes 2 ms a word on one core, and the first words
under a heading say what it is about. The others are found by themselves (`lexical.py`). Of the dev
half of bench/documents 24 words put 0.78 of the right passages first, 40 words 0.82, 100 0.81."""

_Key = bytes


def embedded_text(passage: DocumentPassage) -> str:
    """Title, heading, the first way to ask for it, and the first words."""
    above = [passage.title, *passage.heading, *passage.questions[:1]]
    words = " ".join([*(f"{each.rstrip('.')}." for each in above), *passage.sentences]).split()
    return " ".join(words[:MOST_WORDS])


class PassageVectors:
    """Not to be called from two threads at once."""

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        """Without a folder nothing is kept; a file that cannot be read is made anew."""
        self._embedder = embedder
        name = hashlib.sha256(embedder.model.encode()).hexdigest()[:12]
        self._path = folder / f"passages-{name}.npz" if folder else None
        self._known = _read(self._path, embedder.dimensions) if self._path else {}

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Texts without a vector, each once, short ones first: equal lengths share the cores."""
        return sorted(
            {text for text in texts if self._key(text) not in self._known},
            key=lambda text: (len(text), text),
        )

    def make(self, texts: Sequence[str]) -> None:
        rows = self._embedder.embed(texts, query=False).astype(np.float16)
        self._known |= {self._key(text): row for text, row in zip(texts, rows, strict=True)}

    def rows(self, texts: Sequence[str]) -> tuple[Vectors, NDArray[np.bool_]]:
        """The vectors, shape (texts, dimensions), noughts where there is none, and where one is."""
        found = [self._known.get(self._key(text)) for text in texts]
        rows = np.zeros((len(texts), self._embedder.dimensions), np.float32)
        there = np.array([each is not None for each in found], np.bool_)
        for row, each in zip(rows, found, strict=True):
            if each is not None:
                row[:] = each
        return rows, there

    def keep(self, texts: Sequence[str]) -> None:
        """Write down those of these texts and forget all others. Raises OSError."""
        keys = {self._key(text) for text in texts} & self._known.keys()
        self._known = {key: self._known[key] for key in sorted(keys)}
        if self._path and self._known:
            digests = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, _DIGEST_BYTES)
            keep(self._path, {"keys": digests, "vectors": np.stack(list(self._known.values()))})

    def _key(self, text: str) -> _Key:
        return hashlib.sha256(text.encode()).digest()[:_DIGEST_BYTES]


_DIGEST_BYTES = 16


def _read(path: Path, dimensions: int) -> dict[_Key, NDArray[np.float16]]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            keys, rows = kept["keys"], kept["vectors"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}  # absent or damaged: both mean that everything is made anew
    fits = keys.shape == (len(rows), _DIGEST_BYTES) and rows.shape[1:] == (dimensions,)
    if not fits or keys.dtype != np.uint8 or rows.dtype != np.float16:
        return {}
    return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}
