"""How well the search tells topics apart, and how sure it may be.

    python -m bench.topics [--content DIR] [--cache DIR] [--folds 5] [--curve]

Every figure is on lines that the search has not learned from: the content's own samples, each
left out once with its misheard copies, as written and as a recogniser may hear them. The weights
that it prints belong in `WEIGHTS` of `dialog/search.py`, the thresholds in `Certainty` of
`dialog/decision.py`. With CALLERS in the environment, the development sets there are scored
with everything learned; their lines are never shown.
"""

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from tqdm import tqdm

from dialog.channels import LogProbabilities, MeaningChannel, WordChannel
from dialog.content import load
from dialog.decision import Certainty, Verdict, decide
from dialog.embedding import E5, EmbeddingUnavailable
from dialog.events import Candidate
from dialog.misspelling import misspelt
from dialog.search import WEIGHTS, Example, Index, Weights, examples, joined, with_misspelt
from dialog.unclear import UNCLEAR
from dialog.vectors import Embedder, Vectors, embedded

_UNSEEN_COPY = 99
"""A misheard copy that training never uses; it uses the first few."""
_CURVE = (2, 4, 8, 16, 32, 64)
_SCORED = ("topic", "human", "emergency", "smalltalk", "out_of_scope")


@dataclass(frozen=True, slots=True)
class Lines:
    """Held-out lines as written and as misheard, with what is needed to score them."""

    found: Sequence[Example]
    written: Vectors | None
    misheard: Vectors | None
    folds: NDArray[np.int64]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(sorted({line.label for line in self.found}))

    @property
    def truth(self) -> NDArray[np.int64]:
        place = {label: n for n, label in enumerate(self.labels)}
        return np.array([place[line.label] for line in self.found])


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Log probabilities by channel: shape (2, lines, labels), as written and as misheard."""

    words: LogProbabilities
    meaning: LogProbabilities | None

    def probabilities(self, weights: Weights, version: int) -> NDArray[np.float64]:
        meaning = None if self.meaning is None else self.meaning[version]
        return joined(self.words[version], meaning, weights)


def prepared(content: Path, cache: Path, embedder: Embedder | None, folds: int) -> Lines:
    found = examples(load(content))
    seen: Counter[str] = Counter()
    fold = []
    for line in found:
        fold.append(seen[line.label] % folds)
        seen[line.label] += 1
    texts = [line.text for line in found]
    heard = [misspelt(text, _UNSEEN_COPY) for text in texts]
    written = misheard = None
    if embedder is not None:
        written, misheard = _vectors(texts, embedder, cache), _vectors(heard, embedder, cache)
    return Lines(found, written, misheard, np.array(fold))


def _vectors(texts: Sequence[str], embedder: Embedder, cache: Path) -> Vectors:
    with tqdm(desc="embedding", total=len(texts), leave=False, delay=2, disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return embedded(texts, embedder, cache, show)


def held_out(lines: Lines, most_samples: int | None = None) -> HeldOut:
    """Score every line by what was learned from the other folds, at most so many a label."""
    shape = (2, len(lines.found), len(lines.labels))
    words = np.full(shape, -30.0)
    meaning = None if lines.written is None else np.full(shape, -30.0)
    for fold in tqdm(range(int(lines.folds.max()) + 1), desc="folds", leave=False, disable=None):
        test = np.flatnonzero(lines.folds == fold)
        train = _at_most(lines, np.flatnonzero(lines.folds != fold), most_samples)
        _score_words(lines, train, test, words)
        if meaning is not None:
            _score_meaning(lines, train, test, meaning)
    return HeldOut(words, meaning)


def _at_most(lines: Lines, train: NDArray[np.int64], most: int | None) -> NDArray[np.int64]:
    if most is None:
        return train
    seen: Counter[str] = Counter()
    kept = []
    for n in train:
        seen[lines.found[n].label] += 1
        if seen[lines.found[n].label] <= most:
            kept.append(n)
    return np.array(kept)


def _score_words(
    lines: Lines, train: NDArray[np.int64], test: NDArray[np.int64], out: LogProbabilities
) -> None:
    learned = with_misspelt([lines.found[n] for n in train])
    channel = WordChannel([line.text for line in learned], [line.label for line in learned])
    texts = [lines.found[n].text for n in test]
    columns = np.array([lines.labels.index(label) for label in channel.labels])
    for version, heard in enumerate((texts, [misspelt(t, _UNSEEN_COPY) for t in texts])):
        out[version][np.ix_(test, columns)] = channel.log_probabilities(heard)


def _score_meaning(
    lines: Lines, train: NDArray[np.int64], test: NDArray[np.int64], out: LogProbabilities
) -> None:
    assert lines.written is not None
    assert lines.misheard is not None
    channel = MeaningChannel(lines.written[train], [lines.found[n].label for n in train])
    columns = np.array([lines.labels.index(label) for label in channel.labels])
    for version, vectors in enumerate((lines.written, lines.misheard)):
        out[version][np.ix_(test, columns)] = channel.log_probabilities(vectors[test])


def fitted(scored: HeldOut, lines: Lines, language: str) -> Weights:
    """Find the weights under which the right topics are least surprising, both versions alike."""
    rows = np.array([line.language == language for line in lines.found])

    def surprise(scores: HeldOut, weights: Weights) -> float:
        chances = [
            scores.probabilities(weights, version)[np.arange(len(rows)), lines.truth][rows]
            for version in (0, 1)
        ]
        return float(-np.log(np.concatenate(chances) + 1e-12).mean())

    start, alone = Weights(words=1, meaning=1, words_alone=1), HeldOut(scored.words, None)
    words, meaning = _least(
        lambda x: surprise(scored, replace(start, words=x[0], meaning=x[1])), [1.0, 1.0]
    )
    (words_alone,) = _least(lambda x: surprise(alone, replace(start, words_alone=x[0])), [1.0])
    return Weights(words=words, meaning=meaning, words_alone=words_alone)


def _least(cost: Callable[[Sequence[float]], float], start: Sequence[float]) -> list[float]:
    found = minimize(cost, start, method="Nelder-Mead", options={"xatol": 0.02, "fatol": 1e-4})
    return [round(float(value), 2) for value in found.x]


def right(chances: NDArray[np.float64], truth: NDArray[np.int64], best: int = 1) -> float:
    order = np.argsort(-chances, axis=1)[:, :best]
    return float((order == truth[:, None]).any(axis=1).mean())


def print_accuracy(scored: HeldOut, lines: Lines, weights: Mapping[str, Weights]) -> None:
    alone = HeldOut(scored.words, None)
    print(f"\n{'held out':24s} {'lines':>6s} {'written':>8s} {'misheard':>9s} {'of two':>7s}")
    for language, weight in weights.items():
        rows = np.array([line.language == language for line in lines.found])
        ways = {"words and characters": alone, "with meaning": scored}
        for way, scores in ways.items():
            written, misheard = (scores.probabilities(weight, v)[rows] for v in (0, 1))
            truth = lines.truth[rows]
            print(
                f"{language} {way:21s} {rows.sum():6d} {right(written, truth):8.3f} "
                f"{right(misheard, truth):9.3f} {right(written, truth, 2):7.3f}"
            )


def print_calibration(chances: NDArray[np.float64], truth: NDArray[np.int64]) -> None:
    """Show how often the best is right where its probability lies between two bounds."""
    best, hit = chances.max(axis=1), chances.argmax(axis=1) == truth
    print(f"\n{'said':>10s} {'lines':>6s} {'mean':>6s} {'right':>6s}")
    for low in np.arange(0, 1, 0.1):
        rows = (best >= low) & (best < low + 0.1 + 1e-9)
        if rows.any():
            print(
                f"{low:4.1f} - {low + 0.1:3.1f} {rows.sum():6d} {best[rows].mean():6.2f} "
                f"{hit[rows].mean():6.2f}"
            )


def print_thresholds(chances: NDArray[np.float64], lines: Lines, title: str) -> None:
    """Show what `decide` does with these lines, at its own thresholds and around them."""
    print(f"\n{title:16s} answered  right  asked  has it  no idea  vague answered")
    now = Certainty()
    for answer in sorted({0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, now.answer}):
        certainty = replace(now, answer=answer, clarify=min(now.clarify, answer))
        counted = _decided(chances, lines, certainty)
        mark = "*" if answer == now.answer else " "
        print(f"answer >= {answer:.2f}{mark}  {counted}")


def _decided(chances: NDArray[np.float64], lines: Lines, certainty: Certainty) -> str:
    verdicts: Counter[Verdict] = Counter()
    correct: Counter[Verdict] = Counter()
    vague: list[bool] = []
    for row, line in zip(chances, lines.found, strict=True):
        decision = decide(_candidates(row, lines.labels), certainty)
        if line.label == UNCLEAR:
            vague.append(decision.verdict is Verdict.ANSWER)
            continue
        verdicts[decision.verdict] += 1
        correct[decision.verdict] += line.label in decision.topics
    part = {verdict: verdicts[verdict] / verdicts.total() for verdict in Verdict}
    good = {verdict: correct[verdict] / max(1, verdicts[verdict]) for verdict in Verdict}
    return (
        f"{part[Verdict.ANSWER]:8.3f} {good[Verdict.ANSWER]:6.3f} {part[Verdict.CLARIFY]:6.3f} "
        f"{good[Verdict.CLARIFY]:7.3f} {part[Verdict.UNKNOWN]:8.3f} {np.mean(vague):15.3f}"
    )


def _candidates(row: NDArray[np.float64], labels: Sequence[str]) -> list[Candidate]:
    """List what a search would return for a row of probabilities."""
    order = [n for n in np.argsort(-row) if labels[n] != UNCLEAR][:5]
    return [Candidate(labels[n], float(row[n])) for n in order]


def print_emergencies(chances: NDArray[np.float64], lines: Lines) -> None:
    """Show how many emergencies are found and how many others are taken for one, by threshold."""
    said = chances[:, lines.labels.index("emergency")]
    truth = np.array([line.label == "emergency" for line in lines.found])
    print("\nemergency at     found  false alarms in 1000 other lines")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        alarm = said >= least
        print(f"{least:12.2f} {alarm[truth].mean():9.3f} {1000 * alarm[~truth].mean():8.1f}")


def print_confusions(chances: NDArray[np.float64], lines: Lines) -> None:
    best = chances.argmax(axis=1)
    labels = lines.labels
    wrong = Counter(
        (labels[t], labels[b]) for t, b in zip(lines.truth, best, strict=True) if t != b
    )
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for truth, guess in zip(lines.truth, best, strict=True):
        hits[labels[truth]].append(bool(truth == guess))
    weakest = sorted((float(np.mean(found)), label) for label, found in hits.items())[:10]
    print("\nweakest: " + ", ".join(f"{label} {part:.2f}" for part, label in weakest))
    print("taken for: " + ", ".join(f"{a} > {b} {n}" for (a, b), n in wrong.most_common(12)))


def print_curve(lines: Lines, weights: Mapping[str, Weights]) -> None:
    print(f"\n{'samples a label':16s} {'written':>8s} {'misheard':>9s}")
    for most in _CURVE:
        scored = held_out(lines, most)
        written, misheard = (scored.probabilities(weights["nl"], v) for v in (0, 1))
        print(
            f"{most:16d} {right(written, lines.truth):8.3f} {right(misheard, lines.truth):9.3f}",
            flush=True,
        )


def print_callers(folder: Path, index: Index) -> None:
    """Score the development sets; counts alone are shown, never lines."""
    for path in (folder / "dev.jsonl", folder / "hard.jsonl"):
        if not path.exists():
            continue
        kinds: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
        false_alarms = 0
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            topic = row["topic"]
            if topic == "command":
                continue
            good = {topic, *_listed(row.get("also_ok")), *_listed(row.get("second_topic"))}
            candidates = index.search(row["text"], row.get("lang", "nl"))
            found = [candidate.topic for candidate in candidates[:2]]
            alarm = decide(candidates, Certainty())
            false_alarms += (
                alarm.known and alarm.topics == ("emergency",) and "emergency" not in good
            )
            kind = topic if topic in _SCORED else "topic"
            kinds[kind].append((found[0] in good, bool(good & set(found))))
        print(f"\n{path.name:16s} {'lines':>6s} {'right':>6s} {'of two':>7s}")
        for kind in _SCORED:
            if kinds[kind]:
                once, twice = np.mean(kinds[kind], axis=0)
                print(f"{kind:16s} {len(kinds[kind]):6d} {once:6.3f} {twice:7.3f}")
        print(f"false alarms of an emergency, by the search alone: {false_alarms}")


def _listed(value: str | Sequence[str] | None) -> Sequence[str]:
    return [value] if isinstance(value, str) else value or []


def main() -> None:
    parser = argparse.ArgumentParser(description="How well the search tells topics apart.")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--curve", action="store_true", help="also learn from fewer samples")
    wish = parser.parse_args()
    embedder = _embedder()
    lines = prepared(wish.content, wish.cache, embedder, wish.folds)
    scored = held_out(lines)
    weights = {language: fitted(scored, lines, language) for language in WEIGHTS}
    for language, found in weights.items():
        print(f"{language}: fitted {found}\n    in use {WEIGHTS[language]}")
    print_accuracy(scored, lines, weights)
    for version, name in enumerate(("as written", "as misheard")):
        chances = scored.probabilities(weights["nl"], version)
        print_calibration(chances, lines.truth)
        print_thresholds(chances, lines, name)
    print_emergencies(scored.probabilities(weights["nl"], 0), lines)
    print_confusions(scored.probabilities(weights["nl"], 0), lines)
    if wish.curve:
        print_curve(lines, weights)
    if callers := os.environ.get("CALLERS"):
        print_callers(Path(callers), Index.build(load(wish.content), embedder, wish.cache))


def _embedder() -> Embedder | None:
    try:
        return E5()
    except EmbeddingUnavailable as error:
        print(error)
        return None


if __name__ == "__main__":
    main()
