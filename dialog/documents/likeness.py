"""How near in meaning sentences come to a question; what is not embedded yet is, and remembered."""

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from dialog.vectors import Embedder

MOST_KEPT = 2_000
"""Sentences beside those that are kept; after so many all are forgotten and made anew."""
Kept = Callable[[str], NDArray[np.float32] | None]


class Likeness:
    """Port `dialog.documents.choosing.Alike`. Callable from any thread."""

    def __init__(self, embedder: Embedder, kept: Kept = lambda text: None) -> None:
        """`kept` gives the vectors that were made before anybody asked."""
        self._embedder, self._kept = embedder, kept
        self._met: dict[str, NDArray[np.float32]] = {}
        self._asked: tuple[str, NDArray[np.float32]] | None = None
        self._lock = Lock()

    def __call__(self, question: str, sentences: Sequence[str]) -> list[float]:
        """The cosine of each sentence with the question, -1 to 1."""
        with self._lock:
            rows = self._rows(sentences)
            if self._asked is None or self._asked[0] != question:
                self._asked = question, self._embedder.embed([question], query=True)[0]
            asked = self._asked[1]
        return [float(value) for value in rows @ asked]

    def _rows(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        known = {each: self._kept(each) for each in dict.fromkeys(sentences)}
        missing = [text for text, row in known.items() if row is None and text not in self._met]
        if len(self._met) + len(missing) > MOST_KEPT:
            self._met.clear()
            missing = [text for text, row in known.items() if row is None]
        if missing:
            self._met |= zip(missing, self._embedder.embed(missing, query=False), strict=True)
        given = (known[each] for each in sentences)
        return np.stack(
            [
                self._met[text] if row is None else row
                for text, row in zip(sentences, given, strict=True)
            ]
        )
