"""Multinomial logistic regression on sparse rows, for tens of labels and 100,000 n-grams.

The same objective as sklearn's `LogisticRegression(C=strength, class_weight="balanced")`, whose
solvers take three times as long and know no start. Here it is L-BFGS (Nocedal and Wright,
Numerical Optimization, algorithm 7.4) in float32, preconditioned with the diagonal of the Hessian.
scipy's own L-BFGS would keep every matrix in float64, and the interpreter to itself meanwhile.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from dialog.vectors import Progress, silent

Matrix = NDArray[np.float32]
"""Shape (features + 1, labels): a slope for each feature, and in the last row the starts."""

_REMEMBERED = 10
"""Steps that L-BFGS looks back on: each takes two matrices of memory."""
_MOST_STEPS = 60
_ENOUGH, _OVER = 1e-3, 4
"""Done when so many steps lower the objective by less than this part of it."""
_FRESH = 10
"""Steps between two looks at the diagonal; the first also comes halfway, as much changes then."""
_ARMIJO, _SHORTEST = 1e-4, 1e-4
_FIRST = 0.25
"""Length of the first step, which knows only the diagonal: that is too flat, as n-grams overlap."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of weighted counts, shape (lines, features), the label of each, and what it weighs."""

    rows: csr_matrix
    turned: csr_matrix
    squared: csr_matrix
    labels: NDArray[np.int64]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, rows: csr_matrix, labels: NDArray[np.int64]) -> Self:
        """All labels weigh the same: one with many lines is not asked about more for that."""
        rows = csr_matrix(rows, dtype=np.float32)
        turned = csr_matrix(rows.T)
        counts = np.bincount(labels)
        weights = len(labels) / (len(counts) * counts)
        return cls(rows, turned, turned.power(2), labels, weights[labels].astype(np.float32))


@dataclass(frozen=True, slots=True)
class _Point:
    """The objective at some matrix, its gradient, and the chances there (lines, labels)."""

    at: Matrix
    loss: float
    gradient: Matrix
    chances: Matrix


def learn(
    rows: csr_matrix,
    labels: Sequence[str],
    strength: float,
    start: Matrix | None = None,
    progress: Progress = silent,
) -> tuple[tuple[str, ...], Matrix]:
    """Return the sorted labels and the matrix that fits them; `strength` is sklearn's C.

    `start` is a matrix to begin from, as of nearly the same lines; without it, zeros. Progress is
    told in steps, of which the last are seldom needed.
    """
    names, numbers = np.unique(np.asarray(labels), return_inverse=True)
    lines = Lines.of(rows, numbers)
    if start is None:
        start = np.zeros((rows.shape[1] + 1, len(names)), dtype=np.float32)
    return tuple(map(str, names)), _lowest(lines, np.float32(1 / strength), start, progress)


def _lowest(lines: Lines, penalty: np.float32, start: Matrix, progress: Progress) -> Matrix:
    here = _point(lines, penalty, start)
    steps: deque[tuple[Matrix, Matrix]] = deque(maxlen=_REMEMBERED)
    losses = [here.loss]
    for nth in range(_MOST_STEPS):
        progress(nth, _MOST_STEPS)
        if nth % _FRESH == 0 or nth == _FRESH // 2:
            curvature = _curvature(lines, penalty, here.chances)
        uphill = _direction(here.gradient, steps, curvature)
        there = _next(lines, penalty, here, uphill, 1.0 if steps else _FIRST)
        if there is None:
            break
        moved, turned = there.at - here.at, there.gradient - here.gradient
        if np.vdot(moved, turned) > 0:  # so it is, but for what float32 cannot tell
            steps.append((moved, turned))
        here = there
        losses.append(here.loss)
        if _done(losses):
            break
    progress(_MOST_STEPS, _MOST_STEPS)
    return here.at


def _done(losses: Sequence[float]) -> bool:
    return len(losses) > _OVER and losses[-1 - _OVER] - losses[-1] < _ENOUGH * losses[-1]


def _point(lines: Lines, penalty: np.float32, at: Matrix) -> _Point:
    scores = lines.rows @ at[:-1]
    scores += at[-1]
    scores -= scores.max(axis=1, keepdims=True)
    each = np.arange(len(scores))
    right = scores[each, lines.labels]
    chances = np.exp(scores, out=scores)
    sums = chances.sum(axis=1)
    chances /= sums[:, None]
    loss = float(np.dot(lines.weights.astype(np.float64), np.log(sums) - right))
    loss += 0.5 * float(penalty) * float(np.vdot(at[:-1], at[:-1]))
    residue = chances * lines.weights[:, None]
    residue[each, lines.labels] -= lines.weights
    gradient = _gathered(lines.turned, residue)
    gradient[:-1] += penalty * at[:-1]
    return _Point(at, loss, gradient, chances)


def _curvature(lines: Lines, penalty: np.float32, chances: Matrix) -> Matrix:
    """The diagonal of the Hessian."""
    spread = chances * (1 - chances) * lines.weights[:, None]
    found = _gathered(lines.squared, spread)
    found += penalty  # on the starts too, whose own may vanish
    return found


def _gathered(turned: csr_matrix, of_lines: Matrix) -> Matrix:
    found = np.empty((turned.shape[0] + 1, of_lines.shape[1]), dtype=np.float32)
    found[:-1] = turned @ of_lines
    found[-1] = of_lines.sum(axis=0)
    return found


def _direction(
    gradient: Matrix, steps: Sequence[tuple[Matrix, Matrix]], curvature: Matrix
) -> Matrix:
    """Uphill, as far as the objective is likely to rise."""
    found, parts = gradient.copy(), []
    for moved, turned in reversed(steps):
        part = np.vdot(moved, found) / np.vdot(moved, turned)
        found -= part * turned
        parts.append(part)
    found /= curvature
    if steps:
        moved, turned = steps[-1]
        found *= np.vdot(moved, turned) / np.vdot(turned, turned / curvature)
    for (moved, turned), part in zip(steps, reversed(parts), strict=True):
        found += (part - np.vdot(turned, found) / np.vdot(moved, turned)) * moved
    return found


def _next(
    lines: Lines, penalty: np.float32, here: _Point, uphill: Matrix, length: float
) -> _Point | None:
    """The first point downhill that is low enough, each tried at half the distance of the one
    before; None where float32 sees no lower one.
    """
    slope = float(np.vdot(here.gradient, uphill))
    while slope > 0 and length > _SHORTEST:
        there = _point(lines, penalty, here.at - np.float32(length) * uphill)
        if there.loss <= here.loss - _ARMIJO * length * slope:
            return there
        length /= 2
    return None
