"""Three ways to recognise a subject, each a logistic regression on what residents say.

Characters and words carry names, sounds carry names that were written down wrongly, and
embeddings carry situations told without any name. All give log probabilities over the same
labels, for `dialog/search.py` to join.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import hstack  # type: ignore[import-untyped]
from scipy.special import log_softmax  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from dialog import regression
from dialog.phrases import plain, without_fillers
from dialog.vectors import Progress, Vectors, silent

LogProbabilities = NDArray[np.float64]
"""Shape (texts, labels), natural logarithms; each row's probabilities add up to 1."""

Arrays = Mapping[str, NDArray[Any]]
"""What a channel has learned, as arrays that a file can hold."""

_GRAMS_STRENGTH = 10.0
_MEANING_STRENGTH = 10.0
"""Inverse regularisation (sklearn's C): best of a few powers of three in `bench/topics.py`."""
_SELDOM = 2
"""An n-gram of a single line tells nothing of other lines; without them there are half as many."""


def comparable(text: str) -> str:
    """Fold case, accents and signs, and leave out what people say around what they mean."""
    folded = plain(text)
    return without_fillers(folded) or folded


class Grams:
    """A kind of n-grams: of characters within words, across words, or of whole words."""

    def __init__(self, analyzer: str, shortest: int, longest: int) -> None:
        self.settings: dict[str, Any] = {
            "analyzer": analyzer,
            "ngram_range": (shortest, longest),
            "lowercase": False,
            "sublinear_tf": True,
            "dtype": np.float32,
            **({"token_pattern": r"\w+"} if analyzer == "word" else {}),
        }


WORDS = (Grams("char_wb", 2, 5), Grams("word", 1, 2))
SOUNDS = (Grams("char_wb", 2, 5), Grams("char", 3, 5))
"""Across words too: a recogniser cuts compounds apart and joins what was not one word."""


class GramChannel:
    """N-grams of lines that were made comparable before, each line a row of weighted counts."""

    def __init__(
        self, kinds: Sequence[TfidfVectorizer], labels: Sequence[str], slopes: Any, starts: Any
    ) -> None:
        self.labels = tuple(map(str, labels))
        self._kinds = list(kinds)
        self._slopes = np.asarray(slopes, dtype=np.float32)
        self._starts = np.asarray(starts, dtype=np.float64)

    @classmethod
    def learn(
        cls,
        grams: Sequence[Grams],
        texts: Sequence[str],
        labels: Sequence[str],
        before: "GramChannel | None" = None,
        progress: Progress = silent,
    ) -> Self:
        """Learn; with what was learned `before` from nearly the same lines it takes a moment."""
        kinds = [
            TfidfVectorizer(**each.settings, min_df=_SELDOM if len(texts) > 1000 else 1)
            for each in grams
        ]
        rows = hstack([kind.fit_transform(texts) for kind in kinds], format="csr")
        start = before.matrix_for(kinds, sorted(set(labels))) if before else None
        names, matrix = regression.learn(rows, labels, _GRAMS_STRENGTH, start, progress)
        return cls(kinds, names, matrix[:-1], matrix[-1])

    def matrix_for(
        self, kinds: Sequence[TfidfVectorizer], labels: Sequence[str]
    ) -> regression.Matrix:
        """What was learned here, for other n-grams and labels; zero for those not known here."""
        here, there = np.array(_placed(self._kinds, kinds), int).reshape(-1, 2).T
        mine = np.array([n for n, label in enumerate(self.labels) if label in labels], int)
        columns = np.array([labels.index(self.labels[n]) for n in mine], int)
        size = sum(len(kind.vocabulary_) for kind in kinds)
        found = np.zeros((size + 1, len(labels)), dtype=np.float32)
        found[np.ix_(there, columns)] = self._slopes[np.ix_(here, mine)]
        found[-1, columns] = self._starts[mine]
        return found

    def log_probabilities(self, texts: Sequence[str]) -> LogProbabilities:
        rows = hstack([kind.transform(texts) for kind in self._kinds], format="csr")
        return np.asarray(log_softmax(rows @ self._slopes + self._starts, axis=1))

    # -- kept on disk ----------------------------------------------------------------------

    def arrays(self) -> Arrays:
        found = {
            "labels": np.array(self.labels),
            "slopes": self._slopes.astype(np.float16),
            "starts": self._starts,
        }
        for nth, kind in enumerate(self._kinds):
            order = sorted(kind.vocabulary_, key=kind.vocabulary_.__getitem__)
            found[f"grams_{nth}"] = np.frombuffer("\n".join(order).encode(), np.uint8)
            found[f"rarity_{nth}"] = kind.idf_.astype(np.float32)
        return found

    @classmethod
    def of_arrays(cls, grams: Sequence[Grams], arrays: Arrays) -> Self:
        """Raises KeyError or ValueError for arrays of something else."""
        kinds = []
        for nth, each in enumerate(grams):
            order = arrays[f"grams_{nth}"].tobytes().decode().split("\n")
            kind = TfidfVectorizer(**each.settings, vocabulary=order)
            kind.idf_ = arrays[f"rarity_{nth}"]
            kinds.append(kind)
        return cls(kinds, arrays["labels"].tolist(), arrays["slopes"], arrays["starts"])


def _placed(
    old: Sequence[TfidfVectorizer], new: Sequence[TfidfVectorizer]
) -> list[tuple[int, int]]:
    """Where each n-gram that both know stands among all of the old and among all of the new."""
    found, before, after = [], 0, 0
    for was, now in zip(old, new, strict=False):
        found += [
            (before + was.vocabulary_[gram], after + place)
            for gram, place in now.vocabulary_.items()
            if gram in was.vocabulary_
        ]
        before, after = before + len(was.vocabulary_), after + len(now.vocabulary_)
    return found


class MeaningChannel:
    """Embeddings, moved to their centre: e5's lie close together in one corner."""

    def __init__(self, labels: Sequence[str], centre: Any, slopes: Any, starts: Any) -> None:
        self.labels = tuple(map(str, labels))
        self._centre = np.asarray(centre, dtype=np.float32)
        self._slopes = np.asarray(slopes, dtype=np.float64)
        self._starts = np.asarray(starts, dtype=np.float64)

    @classmethod
    def learn(cls, vectors: Vectors, labels: Sequence[str]) -> Self:
        centre = vectors.mean(axis=0)
        scale = 1.0 / max(float((vectors - centre).std()), 1e-6)
        model = _regression(_MEANING_STRENGTH / vectors.shape[1])
        model.fit((vectors - centre) * np.float32(scale), labels)
        return cls(model.classes_, centre, scale * model.coef_.T, model.intercept_)

    def log_probabilities(self, vectors: Vectors) -> LogProbabilities:
        scores = (vectors - self._centre) @ self._slopes + self._starts
        return np.asarray(log_softmax(scores, axis=1))

    def arrays(self) -> Arrays:
        return {
            "labels": np.array(self.labels),
            "centre": self._centre,
            "slopes": self._slopes,
            "starts": self._starts,
        }

    @classmethod
    def of_arrays(cls, arrays: Arrays) -> Self:
        """Raises KeyError or ValueError for arrays of something else."""
        names = ("centre", "slopes", "starts")
        return cls(arrays["labels"].tolist(), *(arrays[name] for name in names))


def _regression(strength: float) -> LogisticRegression:
    # Balanced: a topic with many samples is not asked about more often for that.
    return LogisticRegression(
        C=strength, class_weight="balanced", solver="newton-cg", max_iter=1000, tol=1e-3
    )
