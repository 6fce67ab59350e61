"""The weights of `dialog/documents/choosing.py`, learned from questions that are labelled.

First which sentence of all is the one: of a question's candidates those that hold what an answer
must hold are raised above the others, and how high they then stand is brought to a chance. Then
whether the likeliest is right at all. Both are judged in turns, on questions about pages that they
did not learn from; so is the threshold.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from dialog.documents.answer import words_of
from dialog.documents.choosing import (
    Candidate,
    candidates,
    lined,
    reweighed,
    sureties,
    told_alone,
)
from dialog.documents.document import FoundPassage
from dialog.documents.line_features import Alike
from dialog.documents.weights import Weights

FILE = Path("dialog/documents/choosing_weights.py")
_HELD_BACK = 5.0
"""How dear a slope is that raises the right sentences."""
_SURE_C = 0.05
"""How little the others are held back, as scikit-learn has it."""
_TURNS = 6
_ON_A_LINE = 8
_MOST_WRONG, _FEWEST_REFUSED = 0.02, 0.90
"""Of the answerable questions, and of the others: what the threshold must keep to."""

Table = NDArray[np.float64]


class Asked(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def answerable(self) -> bool: ...
    @property
    def half(self) -> str: ...


Q = TypeVar("Q", bound=Asked)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the likeliest sentence of one question came to, weighed by what others taught."""

    half: str
    answerable: bool
    sureties: tuple[float, ...]
    right: bool
    lined: bool
    """Whether a line asks for that sentence: what then tells is learned apart."""


@dataclass(frozen=True, slots=True)
class Learned(Generic[Q]):
    """A question to learn from, what was found of it, and how its sentences are compared."""

    asked: Q
    page: str
    """Questions of one page are never on both sides."""
    found: Sequence[FoundPassage]
    alike: Alike
    lines: bool
    """Whether passages have lines that ask for them."""


def fit(given: Sequence[Learned[Q]], right: Callable[[Q, str], bool]) -> None:
    """Learn from these, by words alone and by meaning too, and write the weights down."""
    told = []
    for name, meant in (("PLAIN", False), ("MEANT", True)):
        rows = [_weighed(each, meant) for each in given if meant or not each.lines]
        likely, sure, lined = _all([row for row in rows if row.candidates], right)
        told += [_told(f"{name}_LIKELY", likely), _told(f"{name}_SURE", sure)]
        told += [_told("LINED_SURE", lined)] if lined is not None else []
    head = FILE.read_text(encoding="utf-8").partition("\n\nPLAIN_LIKELY = ")[0]
    FILE.write_text("\n".join([head, "", *told, ""]), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Weighed(Generic[Q]):
    asked: Q
    page: str
    candidates: list[Candidate]
    alike: Alike | None
    lines: bool


def _weighed(each: Learned[Q], meant: bool) -> Weighed[Q]:
    alike = each.alike if meant else None
    asked = each.asked
    return Weighed(
        asked,
        each.page,
        candidates(asked.text, each.found, asked.language, alike),
        alike,
        each.lines,
    )


def _all(
    rows: Sequence[Weighed[Q]], right: Callable[[Q, str], bool]
) -> tuple[Weights, Weights, Weights | None]:
    judged: list[Judged | None] = [None] * len(rows)
    pages = [row.page for row in rows]
    for others, these in GroupKFold(_TURNS).split(rows, groups=pages):
        learned = _likely([rows[n] for n in others], right)
        for n in these:
            judged[n] = _judged(rows[n], learned, right)
    all_judged = [each for each in judged if each is not None]
    likely = _likely(rows, right)
    _tell(all_judged, pages)
    lined = [each for each in all_judged if each.lined]
    bare = [each for each in all_judged if not each.lined]
    return likely, _sure(bare), _sure(lined) if lined else None


def _judged(row: Weighed[Q], learned: Weights, right: Callable[[Q, str], bool]) -> Judged:
    asked = row.asked
    anew = reweighed(row.candidates, learned)
    if row.alike is not None:
        anew = told_alone(asked.text, anew, row.alike)
    said = words_of(anew[0], anew, asked.text, asked.language)
    is_right = asked.answerable and right(asked, said)
    has_line = row.alike is not None and lined(anew[0])
    half = f"{asked.half}, {'with' if row.lines else 'without'} lines"
    return Judged(half, asked.answerable, sureties(anew), is_right, has_line)


def _tell(judged: Sequence[Judged], pages: Sequence[str]) -> None:
    """What is said at each threshold, by sureness learned on other pages."""
    chances = np.zeros(len(judged))
    for others, these in GroupKFold(_TURNS).split(chances, groups=pages):
        for has_line in {each.lined for each in judged}:
            some = [n for n in these if judged[n].lined is has_line]
            learned = _sure([judged[n] for n in others if judged[n].lined is has_line])
            chances[some] = [learned.chance(judged[n].sureties) for n in some]
    for half in sorted({each.half for each in judged}):
        ours = [(each, c) for each, c in zip(judged, chances, strict=True) if each.half == half]
        print(f"{half}: the choice is right for {sum(each.right for each, _ in ours)}")
        for certain in np.arange(0.3, 0.85, 0.05):
            told = _counts([each for each, c in ours if c >= certain])
            print(f"  from {certain:.2f}: " + ", ".join(f"{n} {what}" for what, n in told.items()))
    print(f"the lowest that keeps to both limits on all: {_threshold(judged, chances):.3f}")


def _counts(said: Sequence[Judged]) -> dict[str, int]:
    return {
        "right": sum(each.right for each in said),
        "wrong": sum(each.answerable and not each.right for each in said),
        "unanswerable and said": sum(not each.answerable for each in said),
    }


def _threshold(judged: Sequence[Judged], chances: Table) -> float:
    answerable = sum(each.answerable for each in judged)
    others = len(judged) - answerable
    kept = 1.0
    for certain in sorted(set(chances.tolist()), reverse=True):
        told = _counts([e for e, c in zip(judged, chances, strict=True) if c >= certain])
        if told["wrong"] > _MOST_WRONG * answerable:
            break
        if told["unanswerable and said"] > (1 - _FEWEST_REFUSED) * others:
            break
        kept = certain
    return kept


def _likely(rows: Sequence[Weighed[Q]], right: Callable[[Q, str], bool]) -> Weights:
    """Slopes that raise the right sentences of a question above its others."""
    tables = [
        (
            np.array([each.features for each in row.candidates], np.float64),
            np.array([right(row.asked, each.sentence) for each in row.candidates]),
        )
        for row in rows
        if row.asked.answerable
    ]
    values = np.vstack([table for table, _ in tables])
    middles, scales = _scaled(values)
    raised = [((table - middles) / scales, good) for table, good in tables if good.any()]
    slopes = _raising(raised)
    heights = ((values - middles) / scales) @ slopes
    good = np.concatenate([good for _, good in tables])
    chance = LogisticRegression(C=100.0).fit(heights[:, None], good)
    return Weights(
        float(chance.intercept_[0]),
        _tuple(middles),
        _tuple(scales),
        _tuple(slopes * chance.coef_[0][0]),
    )


def _raising(tables: Sequence[tuple[Table, NDArray[np.bool_]]]) -> Table:
    """Of a multinomial regression: the chance of the right ones among all of their question."""

    def loss(slopes: Table) -> tuple[float, Table]:
        total, steep = _HELD_BACK * float(slopes @ slopes) / 2, _HELD_BACK * slopes
        for table, good in tables:
            heights = table @ slopes
            shares = np.exp(heights - heights.max())
            of_good = float(shares[good].sum())
            total -= float(np.log(of_good / shares.sum()))
            steep -= table.T @ (shares * good / of_good - shares / shares.sum())
        return total, steep

    start = np.zeros(tables[0][0].shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x, np.float64)


def _sure(judged: Sequence[Judged]) -> Weights:
    table = np.array([each.sureties for each in judged], np.float64)
    middles, scales = _scaled(table)
    model = LogisticRegression(C=_SURE_C, max_iter=5000)
    model.fit((table - middles) / scales, np.array([each.right for each in judged]))
    return Weights(
        float(model.intercept_[0]), _tuple(middles), _tuple(scales), _tuple(model.coef_[0])
    )


def _scaled(table: Table) -> tuple[Table, Table]:
    return table.mean(axis=0), np.maximum(table.std(axis=0), 0.05)


def _tuple(row: Table) -> tuple[float, ...]:
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
