"""An embedder for tests: letters' trigrams counted into few dimensions; quick and repeatable."""

import zlib
from collections.abc import Sequence

import numpy as np

from dialog.vectors import Vectors


class LetterEmbedder:
    """Counts what it embedded, so that a test sees what came from the cache."""

    dimensions = 48

    def __init__(self, model: str = "letters-1") -> None:
        self.model = model
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        self.embedded += texts
        rows = np.full((len(texts), self.dimensions), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for start in range(len(text) - 2):
                row[zlib.crc32(text[start : start + 3].lower().encode()) % self.dimensions] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
