"""How near in meaning sentences come to a question; their vectors are made once and remembered."""

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from dialog.vectors import Embedder

MOST_KEPT = 20_000
"""Sentences; 30 MB of vectors. After so many all are forgotten and made anew as they are met."""

MOST_AHEAD = 16_000
"""So many at most are made before they are met."""


class Likeness:
    """Port `dialog.documents.choosing.Alike`. Callable from any thread."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}
        self._asked: tuple[str, NDArray[np.float32]] | None = None
        self._lock = Lock()

    def __call__(self, question: str, sentences: Sequence[str]) -> list[float]:
        """The cosine of each sentence with the question, -1 to 1."""
        with self._lock:
            self._learn(sentences)
            rows = np.stack([self._known[sentence] for sentence in sentences])
            if self._asked is None or self._asked[0] != question:
                self._asked = question, self._embedder.embed([question], query=True)[0]
            asked = self._asked[1]
        return [float(value) for value in rows @ asked]

    def missing(self, sentences: Sequence[str]) -> list[str]:
        """Those whose vectors are still to be made; none once there is no room for them."""
        if len(self._known) >= MOST_AHEAD:
            return []
        return [each for each in dict.fromkeys(sentences) if each not in self._known]

    def prepare(self, sentences: Sequence[str]) -> None:
        """Make their vectors before anybody asks; a question meanwhile waits for these few."""
        with self._lock:
            self._learn(sentences)

    def _learn(self, sentences: Sequence[str]) -> None:
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        new = list(dict.fromkeys(each for each in sentences if each not in self._known))
        if new:
            self._known |= zip(new, self._embedder.embed(new, query=False), strict=True)
