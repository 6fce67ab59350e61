"""Fit the weights of the search and the thresholds of the decision, and keep both with figures.

    python -m bench.fitting [--content DIR] [--cache DIR] [--folds 3] [--lines DIR]
        [--thresholds] [--write]

Weights: those under which the right topics are least surprising, over the content's samples, each
scored by channels that have not learned from it, as written and as misheard, and over one half of
our own lines (`bench/lines`). Thresholds: those with which the same half comes off best by the
worths below. The other half is told beside it and never fitted on. `--write` keeps all in
`dialog/fitted.json`. The sets of CALLERS are not read here.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from bench.labelled import Line, read
from bench.topics import Engines, HeldOut, held_out, right, spread
from dialog.content import load
from dialog.decision import Certainty, Decision, Verdict, decide
from dialog.events import Candidate
from dialog.fitted import FIGURES
from dialog.knowledge import OTHERS
from dialog.search import WEIGHTS, Channels, Example, Index, Told, Weights, examples, fused, joined

FITTED = Path("dialog/fitted.json")
_EVERY_SAMPLE = 0.3
"""What a line of the content weighs against a line of our own, which is nearer to a caller's."""
_WORTH = {
    "answered": 1.0, "asked": 0.5, "open": 0.0, "wrong": -0.3,
    "alarm missed": -4.0, "false alarm": -8.0, "refused wrongly": -2.0,
}  # fmt: skip
"""What comes of a line, in right answers. Unanswered costs the caller a turn; a false alarm is a
fright and a wrong refusal sends people away who are ours."""
_GRIDS: Mapping[str, Sequence[float]] = {
    "danger": (0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4),
    "danger_beside": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6),
    "person": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5),
    "refuse": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6),
    "answer": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "clarify": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
    "second": (0.02, 0.04, 0.06, 0.08, 0.12),
    "half": (0.5, 0.6, 0.7, 0.8, 0.9),
}
_PRIOR_KEPT = {"emergency": 0.4, "human": 0.6}
"""How much is kept of the likeliest prior: all of it finds six emergencies more in 114 and makes
16 false alarms more in 614 other lines, and puts seven callers more on a person unasked."""
_ELSEWHERE = (0.0, 0.7, 1.4, 2.1, 2.8)
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Searched:
    line: Line
    candidates: tuple[Candidate, ...]


# -- weights -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines of one language as the channels see them, the right labels, and what each weighs."""

    told: Told
    good: NDArray[np.bool_]
    weight: NDArray[np.float64]

    def surprise(self, weights: Weights) -> float:
        chance = (joined(self.told, weights) * self.good).sum(axis=1)
        return float(-(np.log(chance + 1e-12) * self.weight).sum() / self.weight.sum())


def fitted_weights(shown: Sequence[Shown], start: Weights) -> Weights:
    def cost(x: Sequence[float]) -> float:
        if min(x) < 0:
            return 1e3
        weights = Weights(words=x[0], sounds=x[1], meaning=x[2])
        return float(np.mean([each.surprise(weights) for each in shown]))

    x0 = [start.words, start.sounds, start.meaning]
    found = minimize(cost, x0, method="Nelder-Mead", options={"xatol": 0.02, "fatol": 1e-4})
    words, sounds, meaning = (round(float(value), 2) for value in found.x)
    return Weights(words=words, sounds=sounds, meaning=meaning)


def fitted_priors(
    shown: Sequence[tuple[Shown, Weights]], labels: Sequence[str]
) -> dict[str, float]:
    """What to add to the log probability of what is no topic, on our own lines alone: they hold
    as much of it as callers' sets do.
    """
    columns = [labels.index(label) for label in OTHERS if label in labels]
    seen = [(joined(each.told, weights), each.good) for each, weights in shown]

    def cost(x: Sequence[float]) -> float:
        total = 0.01 * float(np.square(x).sum())
        for chances, good in seen:
            raised = chances.copy()
            raised[:, columns] *= np.exp(np.asarray(x))
            right_ones = (raised * good).sum(axis=1) / raised.sum(axis=1)
            total -= float(np.log(right_ones + 1e-12).mean())
        return total

    found = minimize(cost, np.zeros(len(columns)), method="Nelder-Mead")
    return {
        labels[c]: round(float(x) * _PRIOR_KEPT.get(labels[c], 1.0), 2)
        for c, x in zip(columns, found.x, strict=True)
    }


def of_samples(scored: HeldOut, language: str) -> list[Shown]:
    return [_shown(scored, lines, told, language) for lines, told in scored.both]


def _shown(scored: HeldOut, lines: Sequence[Example], told: Told, language: str) -> Shown:
    rows = np.array([line.language == language for line in lines])
    good = np.zeros((len(lines), len(scored.labels)), dtype=bool)
    good[np.arange(len(lines)), scored.truth(lines)] = True
    weight = np.full(int(rows.sum()), _EVERY_SAMPLE)
    return Shown(told.each(lambda found: found[rows]), good[rows], weight)


def of_lines(lines: Sequence[Line], channels: Channels) -> Shown:
    labels = channels.labels
    told = spread(channels.told([line.text for line in lines]), labels, labels)
    good = np.array([[label in line.good for label in labels] for line in lines])
    known = good.any(axis=1)
    return Shown(told.each(lambda found: found[known]), good[known], np.ones(int(known.sum())))


# -- thresholds --------------------------------------------------------------------------------


def worth(searched: Searched, certainty: Certainty) -> float:
    line = searched.line
    decision = decide(searched.candidates, certainty, line.confidence, line.word_confidences)
    return _WORTH[outcome(line, decision)]


def outcome(line: Line, decision: Decision) -> str:
    """What comes of this line, in the words of the worths."""
    named, answered = decision.topics, decision.verdict is Verdict.ANSWER
    alarmed = answered and named == ("emergency",)
    if line.topic == "emergency":
        return "answered" if alarmed else "alarm missed"
    if alarmed and "emergency" not in line.good:
        return "false alarm"
    if answered and named == ("out_of_scope",) and "out_of_scope" not in line.good:
        return "refused wrongly"
    if not decision.known:
        return "open"
    if not line.good & set(named):
        return "wrong"
    return "answered" if answered else "asked"


def fitted_certainty(searched: Sequence[Searched], start: Certainty) -> Certainty:
    """One threshold after the other, each at its best, until none moves."""
    best = start
    for _ in range(_ROUNDS):
        before = best
        for name, values in _GRIDS.items():
            ways = [best, *(replace(best, **{name: value}) for value in values)]
            best = max(ways, key=lambda way: _total(way, searched, name))
        if best == before:
            break
    return best


def _total(certainty: Certainty, searched: Iterable[Searched], name: str) -> tuple[float, float]:
    """Of two that are worth the same the higher threshold counts: it is the more careful one."""
    total = sum(worth(each, certainty) for each in searched)
    return round(total, 6), getattr(certainty, name)


def tallies(searched: Iterable[Searched], certainty: Certainty) -> dict[str, int]:
    counted = dict.fromkeys(_WORTH, 0)
    for each in searched:
        line = each.line
        decision = decide(each.candidates, certainty, line.confidence, line.word_confidences)
        counted[outcome(line, decision)] += 1
    return counted


# -- our own lines -----------------------------------------------------------------------------


def halved(folder: Path) -> tuple[list[Line], list[Line]]:
    """Odd and even lines of `own.jsonl`; a misheard line goes with the one it comes from."""
    own = read(folder / "own.jsonl")
    place = {line.id: n for n, line in enumerate(own)}
    rows = (folder / "heard.jsonl").read_text(encoding="utf-8").splitlines()
    origin = {row["id"]: row["of"] for row in map(json.loads, rows)}
    both = [*own, *read(folder / "heard.jsonl")]
    asked = [line for line in both if line.topic != "command" and "slots_only" not in line.tags]
    even = [place[origin.get(line.id, line.id)] % 2 for line in asked]
    return (
        [line for line, odd in zip(asked, even, strict=True) if not odd],
        [line for line, odd in zip(asked, even, strict=True) if odd],
    )


def main() -> None:
    wish = _wishes()
    knowledge = load(wish.content)
    engines, lines = Engines.ready(wish.cache), examples(knowledge)
    channels = Channels(lines, engines.embedder, engines.phonemes, wish.cache)
    fit, told = halved(wish.lines)
    ours = {
        language: of_lines([line for line in fit if line.language == language], channels)
        for language in WEIGHTS
    }
    weights, figures = dict(WEIGHTS), dict(FIGURES)
    if not wish.thresholds:
        scored = held_out(lines, engines, wish.folds)
        for language, each in ours.items():
            shown = [*of_samples(scored, language), each, each]
            weights[language] = fitted_weights(shown, WEIGHTS[language])
        right_of = [_right(scored, found, told, weights) for found, told in scored.both]
        figures = {"samples": len(lines), "held_out": right_of}
    own = [(each, weights[language]) for language, each in ours.items()]
    priors = fitted_priors(own, channels.labels)
    print(priors)
    ways = [
        _fitted_with(each, Index(channels, each, knowledge.elsewhere, priors), fit)
        for each in (_raised(weights, raise_by) for raise_by in _ELSEWHERE)
    ]
    _, weights, certainty = max(ways, key=lambda way: way[0])
    index = Index(channels, weights, knowledge.elsewhere, priors)
    found = [_searched(half, index) for half in (fit, told)]
    print(weights, certainty)
    figures |= {
        "fitted_half": tallies(found[0], certainty),
        "other_half": tallies(found[1], certainty),
    }
    print(json.dumps(figures, indent=1))
    if wish.write:
        keep(weights, priors, certainty, figures)


def _raised(weights: Mapping[str, Weights], elsewhere: float) -> dict[str, Weights]:
    return {language: replace(each, elsewhere=elsewhere) for language, each in weights.items()}


def _searched(lines: Sequence[Line], index: Index) -> list[Searched]:
    return [Searched(line, index.search(line.text, line.language)) for line in lines]


def _fitted_with(
    weights: dict[str, Weights], index: Index, lines: Sequence[Line]
) -> tuple[float, dict[str, Weights], Certainty]:
    """The best thresholds with these weights, and what they are worth."""
    searched = _searched(lines, index)
    certainty = fitted_certainty(searched, Certainty())
    return sum(worth(each, certainty) for each in searched), weights, certainty


def _right(
    scored: HeldOut, lines: Sequence[Example], told: Told, weights: Mapping[str, Weights]
) -> float:
    rows = np.array([line.language == "nl" for line in lines])
    chances = fused(told, "nl", weights)
    return round(right(chances[rows], scored.truth(lines)[rows]), 3)


def keep(
    weights: Mapping[str, Weights],
    priors: Mapping[str, float],
    certainty: Certainty,
    figures: Mapping[str, object],
) -> None:
    made = {
        "made_by": "python -m bench.fitting --write",
        "made_on": date.today().isoformat(),
        "weights": {language: asdict(each) for language, each in weights.items()},
        "priors": priors,
        "certainty": {each.name: getattr(certainty, each.name) for each in fields(certainty)},
        "figures": figures,
    }
    FITTED.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fit weights and thresholds of understanding.")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--lines", type=Path, default=Path("bench/lines"))
    parser.add_argument(
        "--thresholds", action="store_true", help="leave the weights as they are: a minute, not ten"
    )
    parser.add_argument("--write", action="store_true", help="keep them in dialog/fitted.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
