"""Two ways to recognise a subject, each a logistic regression on what residents say.

Characters and words carry names and badly recognised sound; embeddings carry situations told
without any name. Both give log probabilities over the same labels, for `dialog/search.py` to join.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from dialog.phrases import plain, without_fillers
from dialog.vectors import Vectors

LogProbabilities = NDArray[np.float64]
"""Shape (texts, labels), natural logarithms; each row's probabilities add up to 1."""

_WORDS_STRENGTH = 10.0
_MEANING_STRENGTH = 10.0
"""Inverse regularisation (sklearn's C): best of a few powers of three in `bench/topics.py`."""


def comparable(text: str) -> str:
    """Fold case, accents and signs, and leave out what people say around what they mean."""
    folded = plain(text)
    return without_fillers(folded) or folded


class WordChannel:
    """Character n-grams within words, and words alone and in pairs."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        self._model = make_pipeline(
            make_union(
                TfidfVectorizer(
                    preprocessor=comparable, analyzer="char_wb", ngram_range=(2, 5),
                    sublinear_tf=True, dtype=np.float32,
                ),
                TfidfVectorizer(
                    preprocessor=comparable, token_pattern=r"\w+", ngram_range=(1, 2),
                    sublinear_tf=True, dtype=np.float32,
                ),
            ),
            _regression(_WORDS_STRENGTH),
        )  # fmt: skip
        self._model.fit(texts, labels)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(map(str, self._model.classes_))

    def log_probabilities(self, texts: Sequence[str]) -> LogProbabilities:
        return np.asarray(self._model.predict_log_proba(texts), dtype=np.float64)


class MeaningChannel:
    """Embeddings, moved to their centre: e5's lie close together in one corner."""

    def __init__(self, vectors: Vectors, labels: Sequence[str]) -> None:
        self._centre = vectors.mean(axis=0)
        self._scale = 1.0 / max(float((vectors - self._centre).std()), 1e-6)
        self._model = _regression(_MEANING_STRENGTH / vectors.shape[1])
        self._model.fit(self._features(vectors), labels)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(map(str, self._model.classes_))

    def log_probabilities(self, vectors: Vectors) -> LogProbabilities:
        return np.asarray(self._model.predict_log_proba(self._features(vectors)), dtype=np.float64)

    def _features(self, vectors: Vectors) -> Vectors:
        return np.asarray((vectors - self._centre) * self._scale, dtype=np.float32)


def _regression(strength: float) -> LogisticRegression:
    # Balanced: a topic with many samples is not asked about more often for that.
    return LogisticRegression(
        C=strength, class_weight="balanced", solver="newton-cg", max_iter=1000, tol=1e-3
    )
