"""Callers' lines grouped by what they mean, also where nobody wrote an answer to them.

Vectors of an embedder say how much two lines are alike in everything: who speaks, how long, in
which mood. The samples of the content show which of that tells subjects apart: what differs
within a subject is weighed down (within-class covariance normalisation; Hatch, Kajarekar and
Stolcke, Interspeech 2006). Beside it stands which subjects a line is near to, so that lines around
one subject come together. What is near each other in that space is one group (average linkage).

`bench/question_groups.py` finds the numbers, and tells how good the groups are.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from dialog.channels import comparable
from dialog.vectors import Vectors

Rows = NDArray[np.float32]
"""Shape (lines, features), float32, each of length 1."""
Group = tuple[int, ...]
"""Places of lines, the nearest to the middle first."""

DISTANCE = 0.8
"""Cosine distance at which two groups are not one any more."""
WORDS_DISTANCE = 0.75
"""The same where lines are known by their words alone: not measured, and no more than a stand-in
where nothing can be embedded."""
_MEANING, _NEARNESS = 0.8, 0.2
"""Shares of the two parts in the likeness of lines; they add up to 1."""
_SHARPNESS = 20.0
"""How much the nearest subject counts more than the next."""
_NEAREST = 3
"""Samples of a subject that tell how near a line is to it."""
_SPREAD = 1.0
"""Added to what varies within a subject, in parts of its mean: of directions in which the samples
hardly vary nothing is known."""
_MOST_GRAMS = 4000


class Ground:
    """What tells subjects apart in this content, learned from its samples."""

    def __init__(self, vectors: Vectors, labels: Sequence[str]) -> None:
        """`labels` are the subjects of the samples, one for each row, one sample at least."""
        if len(vectors) != len(labels) or not labels:
            raise ValueError(f"expected a label for each sample, got {len(labels)}")
        order = np.argsort(labels, kind="stable")
        names = np.array(labels)[order]
        samples = vectors[order]
        self._starts = np.flatnonzero(np.r_[True, names[1:] != names[:-1]])
        self._middle = samples.mean(axis=0)
        self._weighing = _weighing(samples, self._starts)
        self._samples = self._weighed(samples)

    def placed(self, vectors: Vectors) -> Rows:
        """The lines of these vectors in the space where near is the same."""
        meaning = self._weighed(vectors)
        near = self._nearness(meaning)
        return _of_length_1(np.hstack((sqrt(_MEANING) * meaning, sqrt(_NEARNESS) * near)))

    def _weighed(self, vectors: Vectors) -> Rows:
        return _of_length_1((vectors - self._middle) @ self._weighing)

    def _nearness(self, meaning: Rows) -> Rows:
        """The root of the share of each subject, as far as the shares are not all the same: to be
        as near to one as to another tells nothing.
        """
        alike = meaning @ self._samples.T
        ends = [*self._starts[1:], alike.shape[1]]
        near = np.stack(
            [_best(alike[:, at:end]) for at, end in zip(self._starts, ends, strict=True)], axis=1
        )
        raised = np.exp(_SHARPNESS * (near - near.max(axis=1, keepdims=True)))
        shares = np.sqrt(raised / raised.sum(axis=1, keepdims=True))
        even = 1 / sqrt(shares.shape[1])
        return np.asarray(shares - even * even * shares.sum(axis=1, keepdims=True), np.float32)


def by_words(texts: Sequence[str]) -> Rows:
    """Lines by the letters of their words, where nothing can be embedded."""
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    grams = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), lowercase=False, sublinear_tf=True,
        max_features=_MOST_GRAMS, dtype=np.float32,
    )  # fmt: skip
    compared = [comparable(text) or "?" for text in texts]
    return _of_length_1(grams.fit_transform(compared).toarray())


def groups(rows: Rows, distance: float = DISTANCE) -> list[Group]:
    """Every line in one group, the largest group first; a line like no other is a group alone."""
    if len(rows) < 2:
        return [(0,)] * len(rows)
    found = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=distance
    ).fit_predict(rows)
    together: dict[int, list[int]] = {}
    for place, label in enumerate(found.tolist()):
        together.setdefault(label, []).append(place)
    ordered = [_from_the_middle(rows, places) for places in together.values()]
    return sorted(ordered, key=lambda group: (-len(group), min(group)))


def _weighing(samples: Vectors, starts: NDArray[np.intp]) -> Vectors:
    """The inverse root of what varies within subjects, shape (dimensions, dimensions)."""
    within = np.zeros((samples.shape[1],) * 2)
    for own in np.split(samples, starts[1:]):
        apart = own - own.mean(axis=0)
        within += apart.T @ apart
    sizes, directions = np.linalg.eigh(within / len(samples))
    mean = max(float(sizes.mean()), 1e-6)  # where each subject has one sample nothing varies
    weights = 1 / np.sqrt(np.maximum(sizes, 0) + _SPREAD * mean)
    return np.asarray((directions * weights) @ directions.T, dtype=np.float32)


def _best(alike: Rows) -> NDArray[np.float32]:
    """How near each line is to its nearest samples of one subject, on average."""
    count = min(_NEAREST, alike.shape[1])
    return np.asarray(np.partition(alike, -count, axis=1)[:, -count:].mean(axis=1))


def _from_the_middle(rows: Rows, places: list[int]) -> Group:
    own = rows[places]
    near = own @ own.mean(axis=0)
    return tuple(places[nth] for nth in np.argsort(-near, kind="stable"))


def _of_length_1(rows: NDArray[np.float32]) -> Rows:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), dtype=np.float32)
