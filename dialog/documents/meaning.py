"""Vectors of the sentences of passages and of lines that ask for them, made once for the same words
and kept on disk.

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
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Text:
    """What is embedded, and in which of the model's two roles."""

    words: str
    asks: bool = False

    @property
    def key(self) -> _Key:
        role = "query" if self.asks else "passage"
        return hashlib.sha256(f"{role} {self.words}".encode()).digest()[:_DIGEST_BYTES]


def sentences_of(passage: DocumentPassage) -> list[Text]:
    """By which it is found: each sentence that may answer below its title and heading, else the
    title and heading alone.
    """
    told = compared_texts(passage) or [". ".join((passage.title, *passage.heading))]
    return [Text(each) for each in told]


def lines_of(passage: DocumentPassage) -> list[Text]:
    """By which it is found where callers use other words than the page."""
    return [Text(each.text, asks=True) for each in passage.asked]


def texts_of(passages: Sequence[DocumentPassage]) -> list[Text]:
    """All that is embedded of these."""
    return [text for each in passages for text in (*sentences_of(each), *lines_of(each))]


@dataclass(frozen=True, slots=True)
class Nearness:
    """Vectors of some texts of all passages."""

    rows: Vectors
    """Shape (texts, dimensions); only of those that have a vector."""
    of: NDArray[np.int64]
    """The passage of each."""
    passages: int

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which passages have any."""
        return np.bincount(self.of, minlength=self.passages).astype(np.bool_)

    def likeness(self, asked: Vectors) -> NDArray[np.float32]:
        """Of each passage, how near its nearest text comes; -1 where it has none."""
        best = np.full(self.passages, -1.0, np.float32)
        np.maximum.at(best, self.of, self.rows @ asked.reshape(-1))
        return best


@dataclass(frozen=True, slots=True)
class Meaning:
    """Of all passages, in their order."""

    sentences: Nearness
    lines: Nearness


class TextVectors:
    """To be changed by one thread at a time; looking one up is for any thread."""

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        """Without a folder nothing is kept; a file that cannot be read is made anew."""
        self._embedder = embedder
        name = hashlib.sha256(embedder.model.encode()).hexdigest()[:12]
        self._path = folder / f"documents-{name}.npz" if folder else None
        self._known = _read(self._path, embedder.dimensions) if self._path else {}

    def missing(self, texts: Sequence[Text]) -> list[Text]:
        """Texts without a vector, each once, short ones first: equal lengths share the cores."""
        return sorted(
            {text for text in texts if text.key not in self._known},
            key=lambda text: (len(text.words), text.words, text.asks),
        )

    def make(self, texts: Sequence[Text]) -> None:
        for asks in (False, True):
            some = [text for text in texts if text.asks is asks]
            if some:
                rows = self._embedder.embed([text.words for text in some], query=asks)
                made = zip(some, rows.astype(np.float16), strict=True)
                self._known |= {text.key: row for text, row in made}

    def of(self, words: str, asks: bool = False) -> NDArray[np.float32] | None:
        """The vector of one text, if it is there."""
        found = self._known.get(Text(words, asks).key)
        return None if found is None else found.astype(np.float32)

    def meaning(self, passages: Sequence[DocumentPassage]) -> Meaning:
        """Of all of these in order."""
        return Meaning(
            self._nearness([sentences_of(each) for each in passages]),
            self._nearness([lines_of(each) for each in passages]),
        )

    def keep(self, texts: Sequence[Text]) -> None:
        """Write down those of these texts and forget all others. Raises OSError."""
        keys = {text.key for text in texts} & self._known.keys()
        self._known = {key: self._known[key] for key in sorted(keys)}
        if self._path and self._known:
            digests = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, _DIGEST_BYTES)
            keep(self._path, {"keys": digests, "vectors": np.stack(list(self._known.values()))})

    def _nearness(self, texts: Sequence[Sequence[Text]]) -> Nearness:
        found = [
            (row, place)
            for place, some in enumerate(texts)
            for text in some
            if (row := self._known.get(text.key)) is not None
        ]
        rows = np.zeros((len(found), self._embedder.dimensions), np.float32)
        for at, (row, _) in enumerate(found):
            rows[at] = row
        return Nearness(rows, np.array([place for _, place in found], np.int64), len(texts))


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
