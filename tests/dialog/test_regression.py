from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, random_array  # type: ignore[import-untyped]
from scipy.special import softmax  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from dialog.regression import Matrix, learn

STRENGTH = 10.0
NAMES = ("afval", "paspoort", "trouwen", "wmo")
OFTEN = (6, 3, 2, 1)


def some_rows(lines: int = 400, features: int = 300) -> tuple[csr_matrix, list[str]]:
    """Rows whose first features tell the label, some labels far more often than others."""
    dice = np.random.default_rng(7)
    rows = random_array((lines, features), density=0.05, rng=dice).tolil()
    numbers = dice.choice(len(NAMES), size=lines, p=np.array(OFTEN) / sum(OFTEN))
    for row, number in enumerate(numbers):
        rows[row, number] = 0.7
    return csr_matrix(rows, dtype=np.float32), [NAMES[number] for number in numbers]


def chances(rows: csr_matrix, matrix: Matrix) -> NDArray[np.float64]:
    return np.asarray(softmax(rows @ matrix[:-1] + matrix[-1], axis=1))


def steps_of(rows: csr_matrix, labels: Sequence[str], start: Matrix | None) -> int:
    told: list[int] = []
    learn(rows, labels, STRENGTH, start, lambda done, total: told.append(done))
    return len(told) - 1


def test_it_learns_what_sklearn_learns() -> None:
    rows, labels = some_rows()
    theirs = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000, tol=1e-6)
    theirs.fit(rows, labels)
    names, matrix = learn(rows, labels, STRENGTH)
    assert names == NAMES
    assert chances(rows, matrix) == pytest.approx(theirs.predict_proba(rows), abs=0.03)


def test_a_seldom_label_weighs_as_much_as_a_frequent_one() -> None:
    rows, labels = some_rows()
    nothing = csr_matrix((1, rows.shape[1]), dtype=np.float32)
    assert chances(nothing, learn(rows, labels, 1e-3)[1])[0] == pytest.approx(0.25, abs=0.01)


def test_learning_on_takes_fewer_steps_and_leads_to_the_same() -> None:
    rows, labels = some_rows()
    _, before = learn(rows[5:], labels[5:], STRENGTH)
    assert steps_of(rows, labels, before) < 0.7 * steps_of(rows, labels, None)
    on, anew = learn(rows, labels, STRENGTH, before)[1], learn(rows, labels, STRENGTH)[1]
    assert chances(rows, on) == pytest.approx(chances(rows, anew), abs=0.02)


def test_progress_begins_at_nothing_and_ends_at_the_whole() -> None:
    told: list[tuple[int, int]] = []
    learn(*some_rows(), STRENGTH, progress=lambda done, total: told.append((done, total)))
    total = told[0][1]
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_one_label_alone_is_certain() -> None:
    rows, _ = some_rows(lines=10)
    names, matrix = learn(rows, ["paspoort"] * 10, STRENGTH)
    assert names == ("paspoort",)
    assert chances(rows, matrix) == pytest.approx(1.0)
