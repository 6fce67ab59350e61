"""The weights of `dialog/documents/choosing.py`, learned from questions that are labelled.

First which sentence of all is the one: it holds what the answer must hold. Then whether the
likeliest is right at all; that is judged on questions that the first did not learn from, in turns.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from dialog.documents.answer import DocumentAnswer, answer_with
from dialog.documents.choosing import (
    FEATURES,
    MEANT,
    SURETIES,
    Alike,
    Candidate,
    candidates,
    reweighed,
    sureties,
)
from dialog.documents.document import FoundPassage
from dialog.documents.weights import Weights

FILE = Path("dialog/documents/choosing_weights.py")
_LIKELY_C, _SURE_C = 0.3, 0.3
"""How little they are held back, as scikit-learn has it."""
_TURNS = 5
_ON_A_LINE = 8


class Asked(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def answerable(self) -> bool: ...


Q = TypeVar("Q", bound=Asked)
Weighed = tuple[Q, list[Candidate]]


def fit(
    asked: Sequence[tuple[Q, Sequence[FoundPassage]]],
    holds: Callable[[Q, DocumentAnswer], bool],
    says: Callable[[Q, str], bool],
    alike: Alike,
) -> None:
    """Learn from these, by words alone and by meaning too, and write the weights down."""
    told = []
    for name, way in (("PLAIN", None), ("MEANT", alike)):
        rows = [(each, candidates(each.text, found, each.language, way)) for each, found in asked]
        likely, sure = _both([row for row in rows if row[1]], holds, says)
        told += [_told(f"{name}_LIKELY", likely), _told(f"{name}_SURE", sure)]
    head = FILE.read_text(encoding="utf-8").partition("\n\nPLAIN_LIKELY = ")[0]
    FILE.write_text("\n".join([head, "", *told, ""]), encoding="utf-8")


def _both(
    rows: Sequence[Weighed[Q]],
    holds: Callable[[Q, DocumentAnswer], bool],
    says: Callable[[Q, str], bool],
) -> tuple[Weights, Weights]:
    values, right = [], []
    for turn in range(_TURNS):
        others = _likely([row for n, row in enumerate(rows) if n % _TURNS != turn], says)
        for each, weighed in rows[turn::_TURNS]:
            anew = reweighed(weighed, others)
            values.append(sureties(anew))
            answer = answer_with(anew[0], anew, each.text, each.language)
            right.append(each.answerable and holds(each, answer))
    likely, sure = _likely(rows, says), _learned(values, right, _SURE_C)
    for names, weights in (((*FEATURES, *MEANT), likely), (SURETIES, sure)):
        for name, slope in zip(names, weights.slopes, strict=False):
            print(f"{slope:7.2f}  {name}")
    print(f"{len(rows)} questions; in turns, the likeliest sentence is right for {sum(right)}")
    _tell_thresholds(values, right, sure)
    return likely, sure


def _tell_thresholds(
    values: Sequence[tuple[float, ...]], right: Sequence[bool], sure: Weights
) -> None:
    chances = np.array([sure.chance(each) for each in values])
    good = np.array(right)
    for certain in (0.3, 0.4, 0.5, 0.6, 0.7):
        said = chances >= certain
        right_ones, wrong_ones = int((said & good).sum()), int((said & ~good).sum())
        print(f"certain {certain}: {right_ones} right, {wrong_ones} wrong")


def _likely(rows: Sequence[Weighed[Q]], says: Callable[[Q, str], bool]) -> Weights:
    values = [each.features for asked, weighed in rows if asked.answerable for each in weighed]
    right = [
        says(asked, each.sentence)
        for asked, weighed in rows
        if asked.answerable
        for each in weighed
    ]
    return _learned(values, right, _LIKELY_C)


def _learned(
    values: Sequence[tuple[float, ...]], right: Sequence[bool], strength: float
) -> Weights:
    table = np.array(values, np.float64)
    middles, scales = table.mean(axis=0), np.maximum(table.std(axis=0), 0.05)
    model = LogisticRegression(C=strength, max_iter=5000)
    model.fit((table - middles) / scales, np.array(right))
    return Weights(
        float(model.intercept_[0]), _tuple(middles), _tuple(scales), _tuple(model.coef_[0])
    )


def _tuple(row: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in row)


def _told(name: str, weights: Weights) -> str:
    lines = [f"{name} = Weights(", f"    {weights.start:.4f},"]
    for row in (weights.middles, weights.scales, weights.slopes):
        lines.append("    (")
        for at in range(0, len(row), _ON_A_LINE):
            part = row[at : at + _ON_A_LINE]
            lines.append(f"        *({', '.join(f'{value:.4f}' for value in part)},),")
        lines.append("    ),")
    return "\n".join([*lines, ")  # fmt: skip"])
