"""Vectors of the sentences of passages, made once for the same words and kept on disk.

They are compared by one exact product: 45,000 vectors, those of 10,000 passages, take some 3 ms,
half of what embedding the question takes, so that an index of vectors would hardly be noticed.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialog.documents.choosing import compared_texts
from dialog.documents.document import DocumentPassage
from dialog.vectors import Embedder, Vectors, keep

_Key = bytes


def texts_of(passage: DocumentPassage) -> list[str]:
    """By which it is found: each sentence that may answer below its title and heading, else the
    title and heading alone.
    """
    return compared_texts(passage) or [". ".join((passage.title, *passage.heading))]


class SentenceVectors:
    """To be changed by one thread at a time; looking one up is for any thread."""

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        """Without a folder nothing is kept; a file that cannot be read is made anew."""
        self._embedder = embedder
        name = hashlib.sha256(embedder.model.encode()).hexdigest()[:12]
        self._path = folder / f"sentences-{name}.npz" if folder else None
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

    def of(self, text: str) -> NDArray[np.float32] | None:
        """The vector of one text, if it is there."""
        found = self._known.get(self._key(text))
        return None if found is None else found.astype(np.float32)

    def of_passages(self, passages: Sequence[DocumentPassage]) -> "PassageMeaning":
        """Of all of these in order."""
        texts = [texts_of(each) for each in passages]
        rows, there = self.rows([text for some in texts for text in some])
        return PassageMeaning(rows, there, np.cumsum([0, *map(len, texts)], dtype=np.int64)[:-1])

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


@dataclass(frozen=True, slots=True)
class PassageMeaning:
    """Vectors of the sentences of all passages."""

    rows: Vectors
    """Shape (sentences, dimensions); noughts where there is none yet."""
    there: NDArray[np.bool_]
    """For which there is one."""
    begins: NDArray[np.int64]
    """Of each passage, which sentence is its first."""

    @property
    def known(self) -> NDArray[np.bool_]:
        """Of which passages at least one sentence has a vector."""
        if not len(self.begins):
            return np.zeros(0, np.bool_)
        return np.asarray(np.logical_or.reduceat(self.there, self.begins))

    def likeness(self, asked: Vectors) -> NDArray[np.float32]:
        """Of each passage, how near its nearest sentence comes; -1 where none has a vector."""
        if not len(self.begins):
            return np.zeros(0, np.float32)
        near = np.where(self.there, self.rows @ asked.reshape(-1), -1.0)
        return np.asarray(np.maximum.reduceat(near, self.begins), np.float32)


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
