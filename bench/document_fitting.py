"""Fit the chance that a passage answers, and keep it with figures.

    python -m bench.document_fitting --turns DIR [--final] [--write]

Fitted on the questions of `bench/document_turns.py`, on whatever passages come near each question:
once with embeddings, of a model that has not seen its page (`bench.document_tuning --turns`), and
once without. Figures are of folds that were left out, each page's questions in one fold. `--final`
tells the figures of the test half too, which is read for nothing else. `--write` keeps all in
dialog/documents/fitted.json.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold

from bench.document_set import passages, right
from bench.document_turns import Turns, group, questions, tuned, way_of
from bench.documents.questions import Question, read_questions
from dialog.documents.chance import BY_WORDS, NAMES, Features, Slopes, chances
from dialog.documents.index import DocumentIndex

FITTED = Path("dialog/documents/fitted.json")
DAY = date(2026, 11, 26)
_STRENGTH = 0.01
"""Of the pull towards nought."""
_FOLDS = 5
_BOUNDS = (0.0, 0.1, 0.3, 0.5, 0.7, 1.01)


@dataclass(frozen=True, slots=True)
class Shown:
    """What comes near a question, and which of it answers."""

    question: Question
    features: Features
    good: NDArray[np.bool_]
    rows: NDArray[np.int64]
    index: DocumentIndex


@dataclass(frozen=True, slots=True)
class Fit:
    name: str
    inputs: tuple[str, ...]

    def slopes(self, shown: Sequence[Shown]) -> Slopes:
        """Those under which the right passages, or none of them, are least surprising."""
        columns = [NAMES.index(name) for name in self.inputs]
        scale = np.concatenate([each.features[:, columns] for each in shown]).std(axis=0) + 1e-6
        cases = [(each.features[:, columns] / scale, each.good) for each in shown]
        start = np.append(-3.0, np.full(len(columns), 0.3))
        # More of anything never makes an answer less likely.
        bounds = [(None, None), *((0, None) for _ in columns)]
        best = minimize(_surprise, start, (cases,), "L-BFGS-B", jac=True, bounds=bounds).x
        by_name = zip(self.inputs, best[1:] / scale, strict=True)
        return Slopes(
            round(float(best[0]), 3), {name: round(float(slope), 3) for name, slope in by_name}
        )


_Cases = Sequence[tuple[NDArray[np.floating[Any]], NDArray[np.bool_]]]


def _surprise(x: NDArray[np.float64], cases: _Cases) -> tuple[float, NDArray[np.float64]]:
    """The mean surprise at what is right, and its gradient."""
    total, slope = 0.0, np.zeros_like(x)
    for features, good in cases:
        chance = chances(features @ x[1:] + x[0])
        right_ones = good if good.any() else np.zeros_like(good)
        found = float(chance[right_ones].sum()) if good.any() else 1 - float(chance.sum())
        total -= np.log(found + 1e-12)
        change = chance - (chance * right_ones / (found + 1e-12))
        slope += np.append(change.sum(), features.T @ change)
    pull = np.append(0.0, _STRENGTH * x[1:])
    return total / len(cases) + float(pull @ x) / 2, slope / len(cases) + pull


FITS = (Fit("with_meaning", NAMES), Fit("without", BY_WORDS))


def shown_of(index: DocumentIndex, question: Question) -> Shown:
    near = index.near(question.text, day=DAY, language=question.language)
    good = np.array(right(question, index.passages), np.bool_)
    return Shown(question, near.features, good[near.rows], near.rows, index)


def held_out(fit: Fit, shown: Sequence[Shown]) -> list[NDArray[np.float64]]:
    """The chances of each question's passages by what was learned from other documents."""
    groups = [group(each.question) for each in shown]
    found: list[NDArray[np.float64]] = [np.zeros(0)] * len(shown)
    for learned, left in GroupKFold(_FOLDS).split(shown, groups=groups):
        slopes = fit.slopes([shown[n] for n in learned])
        for n in left:
            found[n] = chances(slopes.odds(shown[n].features))
    return found


def figures(shown: Sequence[Shown], told: Sequence[NDArray[np.float64]]) -> dict[str, Any]:
    """How often the right passage is first or among the first, and what a score is worth."""
    pairs = list(zip(shown, told, strict=True))
    answerable = [(s, c) for s, c in pairs if s.question.answerable]
    place = [_place(s, c) for s, c in answerable]
    top = [(float(c.max()), bool(s.good[c.argmax()])) for s, c in pairs if len(c)]
    return {
        "answerable": len(answerable),
        "first": _share(n == 0 for n in place),
        "among_3": _share(n < 3 for n in place),
        "among_8": _share(n < 8 for n in place),
        "right_document_first": _share(_of_document(s, c) for s, c in answerable),
        "unanswerable": len(pairs) - len(answerable),
        "best_score_mean": {
            name: round(float(np.mean([c.max() for s, c in pairs if s.question.answerable is a
                                       and len(c)])), 3)
            for name, a in (("answerable", True), ("unanswerable", False))
        },
        "calibration": _calibration(top),
    }  # fmt: skip


def _place(shown: Shown, chances: NDArray[np.float64]) -> int:
    order = np.argsort(-chances, kind="stable")
    hits = np.flatnonzero(shown.good[order])
    return int(hits[0]) if len(hits) else 999


def _of_document(shown: Shown, chances: NDArray[np.float64]) -> bool:
    if not len(chances):
        return False
    index = shown.index
    best = index.passages[shown.rows[chances.argmax()]]
    return any(
        (each.source, each.document) == (best.source, best.document)
        for each, good in zip(index.passages, right(shown.question, index.passages), strict=True)
        if good
    )


def _share(hits: Any) -> float:
    return round(float(np.mean(list(hits))), 3)


def _calibration(top: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Of all best passages whose score lies between two bounds: how many, mean, how many right."""
    found = []
    for low, high in pairwise(_BOUNDS):
        some = [(score, good) for score, good in top if low <= score < high]
        if some:
            found.append({
                "from": low,
                "questions": len(some),
                "said": round(float(np.mean([score for score, _ in some])), 3),
                "right": round(float(np.mean([good for _, good in some])), 3),
            })  # fmt: skip
    return found


def main() -> None:
    wish = _wishes()
    turns = Turns(wish.turns)
    learned = [
        shown_of(turns.of(each, lines).index, each)
        for lines in (False, True)
        for each in questions()
    ]
    kept: dict[str, Any] = {
        "made_by": "python -m bench.document_fitting --turns DIR --final --write",
        "made_on": date.today().isoformat(),
    }
    told: dict[str, Any] = {}
    tests: list[Shown] = []
    if wish.final:
        way = way_of(passages(), tuned(), wish.cache)
        tests = [shown_of(way.index, each) for each in read_questions("test")]
    for fit in FITS:
        slopes = fit.slopes(learned)
        kept[fit.name] = {"start": slopes.start, "by_name": slopes.by_name}
        left_out = held_out(fit, learned)
        told[fit.name] = {
            half: figures(*_half(learned, left_out, half)) for half in ("dev", "train", "learning")
        }
        if tests:
            told[fit.name]["test"] = figures(tests, _told(slopes, tests))
    print(json.dumps({**kept, "figures": told}, indent=1))
    if wish.write:
        keep({**kept, "figures": told})


def _half(
    shown: Sequence[Shown], told: Sequence[NDArray[np.float64]], half: str
) -> tuple[list[Shown], list[NDArray[np.float64]]]:
    ours = [(s, c) for s, c in zip(shown, told, strict=True) if s.question.half == half]
    return [s for s, _ in ours], [c for _, c in ours]


def _told(slopes: Slopes, shown: Sequence[Shown]) -> list[NDArray[np.float64]]:
    return [chances(slopes.odds(each.features)) for each in shown]


def keep(made: Mapping[str, Any]) -> None:
    FITTED.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fit the chance that a passage answers.")
    parser.add_argument("--turns", type=Path, required=True, help="of bench.document_tuning")
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    parser.add_argument("--final", action="store_true", help="tell the test half's figures too")
    parser.add_argument("--write", action="store_true", help="keep it in fitted.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
