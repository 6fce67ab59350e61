"""How near in meaning sentences and lines come to a question; what is not embedded yet is, and
remembered.
"""

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from dialog.vectors import Embedder

MOST_KEPT = 2_000
"""Texts beside those that are kept; after so many all are forgotten and made anew."""
Row = NDArray[np.float32]
Kept = Callable[[str, bool], Row | None]
"""From a text and whether it asks to its vector, where that was made before anybody asked."""


class Likeness:
    """Port `dialog.documents.choosing.Alike`. Callable from any thread."""

    def __init__(self, embedder: Embedder, kept: Kept = lambda words, asks: None) -> None:
        self._embedder, self._kept = embedder, kept
        self._met: dict[tuple[str, bool], Row] = {}
        self._asked: tuple[str, Row] | None = None
        self._lock = Lock()

    def __call__(self, question: str, sentences: Sequence[str]) -> list[float]:
        """The cosine of each sentence with the question, -1 to 1."""
        return self._near(question, sentences, asks=False)

    def lines(self, question: str, lines: Sequence[str]) -> list[float]:
        """The cosine of each line, a question too, with the question."""
        return self._near(question, lines, asks=True)

    def _near(self, question: str, texts: Sequence[str], asks: bool) -> list[float]:
        if not texts:
            return []
        with self._lock:
            rows = self._rows(texts, asks)
            if self._asked is None or self._asked[0] != question:
                self._asked = question, self._embedder.embed([question], query=True)[0]
            asked = self._asked[1]
        return [float(value) for value in rows @ asked]

    def _rows(self, texts: Sequence[str], asks: bool) -> Row:
        known = {text: self._kept(text, asks) for text in dict.fromkeys(texts)}
        bare = [text for text, row in known.items() if row is None]
        if len(self._met) + len(bare) > MOST_KEPT:
            self._met.clear()
        missing = [text for text in bare if (text, asks) not in self._met]
        if missing:
            made = self._embedder.embed(missing, query=asks)
            self._met |= {(text, asks): row for text, row in zip(missing, made, strict=True)}
        for text in bare:
            known[text] = self._met[text, asks]
        return np.stack([row for text in texts if (row := known[text]) is not None])
