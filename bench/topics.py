"""How well the search tells topics apart, and how sure it may be.

    python -m bench.topics [--content DIR] [--cache DIR] [--folds 5] [--curve]

Every figure is on lines that the search has not learned from: the content's own samples, each
left out once with its misheard copies, as written and as a recogniser may hear them. Weights and
thresholds are fitted by `bench/fitting.py`; `bench/understanding.py` scores whole turns.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from dialog.content import load
from dialog.embedding import E5, EmbeddingUnavailable
from dialog.misspelling import misspelt
from dialog.search import Channels, Example, Told, examples, fused
from dialog.sounds import Phonemes
from dialog.vectors import Embedder, Vectors, embedded
from voice.espeak import EspeakPhonemes

UNSEEN_COPY = 99
"""A misheard copy that training never uses; it uses the first few."""
_EVERY = 6
"""Every so-many-th line is scored as misheard too: each has to be embedded anew."""
_CURVE = (2, 4, 8, 16, 32, 64, 128)


class Remembering:
    """An embedder that has embedded everything before."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.model, self.dimensions = embedder.model, embedder.dimensions
        self._embedder, self._folder = embedder, folder
        self._known: dict[str, NDArray[np.float32]] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Take these from the folder, where vectors are kept, or embed them."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        with tqdm(desc="embedding", total=len(missing), leave=False, delay=2) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            rows = embedded(missing, self._embedder, self._folder, show)
        self._known |= dict(zip(missing, rows, strict=True))

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        assert query, "our own lines are questions too"
        self.learn(texts)
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Engines:
    embedder: Embedder | None
    phonemes: Phonemes | None

    @classmethod
    def ready(cls, cache: Path) -> "Engines":
        try:
            return cls(Remembering(E5(Path("var/embeddings")), cache), EspeakPhonemes())
        except EmbeddingUnavailable as error:
            print(error)
            return cls(None, EspeakPhonemes())


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the channels say of lines that they have not learned from."""

    labels: tuple[str, ...]
    lines: Sequence[Example]
    written: Told
    some: Sequence[Example]
    misheard: Told
    """Of `some` of the lines."""

    def truth(self, lines: Sequence[Example]) -> NDArray[np.int64]:
        place = {label: n for n, label in enumerate(self.labels)}
        return np.array([place[line.label] for line in lines])

    @property
    def both(self) -> tuple[tuple[Sequence[Example], Told], ...]:
        return (self.lines, self.written), (self.some, self.misheard)


def folds_of(lines: Sequence[Example], folds: int) -> NDArray[np.int64]:
    """Spread the lines of each label over the folds."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        found.append(seen[line.label] % folds)
        seen[line.label] += 1
    return np.array(found)


def held_out(
    lines: Sequence[Example], engines: Engines, folds: int, most: int | None = None
) -> HeldOut:
    """Score every line by what was learned from the other folds, at most so many a label."""
    labels = tuple(sorted({line.label for line in lines}))
    fold = folds_of(lines, folds)
    misheard = {n: misspelt(lines[n].text, UNSEEN_COPY) for n in range(0, len(lines), _EVERY)}
    if isinstance(engines.embedder, Remembering):
        engines.embedder.learn([*(line.text for line in lines), *misheard.values()])
    order: list[int] = []
    some: list[int] = []
    written: list[Told] = []
    heard: list[Told] = []
    for nth in tqdm(range(folds), desc="folds", leave=False, disable=None):
        learned = _at_most([line for line, at in zip(lines, fold, strict=True) if at != nth], most)
        channels = Channels(learned, engines.embedder, engines.phonemes)
        test = [int(n) for n in np.flatnonzero(fold == nth)]
        copied = [n for n in test if n in misheard]
        order += test
        some += copied
        told = channels.told([lines[n].text for n in test])
        written.append(spread(told, channels.labels, labels))
        told = channels.told([misheard[n] for n in copied])
        heard.append(spread(told, channels.labels, labels))
    return HeldOut(
        labels,
        [lines[n] for n in order],
        _stacked(written),
        [lines[n] for n in some],
        _stacked(heard),
    )


def _at_most(lines: Sequence[Example], most: int | None) -> list[Example]:
    seen: Counter[str] = Counter()
    kept = []
    for line in lines:
        seen[line.label] += 1
        if most is None or seen[line.label] <= most:
            kept.append(line)
    return kept


def spread(told: Told, known: Sequence[str], labels: Sequence[str]) -> Told:
    """The same over all labels; one that was not learned is next to impossible."""
    columns = [labels.index(label) for label in known]

    def wide(found: NDArray[np.float64]) -> NDArray[np.float64]:
        rows = np.full((len(found), len(labels)), -30.0)
        rows[:, columns] = found
        return rows

    return told.each(wide)


def _stacked(parts: Sequence[Told]) -> Told:
    def of(name: str) -> NDArray[np.float64] | None:
        found = [getattr(part, name) for part in parts]
        return None if found[0] is None else np.concatenate(found)

    words = of("words")
    assert words is not None
    return Told(words, of("sounds"), of("meaning"))


def right(chances: NDArray[np.float64], truth: NDArray[np.int64], best: int = 1) -> float:
    order = np.argsort(-chances, axis=1)[:, :best]
    return float((order == truth[:, None]).any(axis=1).mean())


WAYS = {
    "words": ("words",),
    "sounds": ("sounds",),
    "meaning": ("meaning",),
    "words and sounds": ("words", "sounds"),
    "words and meaning": ("words", "meaning"),
    "all": ("words", "sounds", "meaning"),
}


def print_accuracy(scored: HeldOut) -> None:
    head = ("language", "channels", "lines", "written", "misheard", "of two")
    print("\n{:9s} {:18s} {:>6s} {:>8s} {:>9s} {:>7s}".format(*head))
    for language in ("nl", "en"):
        for way, names in WAYS.items():
            once = [
                _right(scored, lines, told.only(names), language) for lines, told in scored.both
            ]
            twice = _right(scored, scored.lines, scored.written.only(names), language, best=2)
            count = sum(line.language == language for line in scored.lines)
            print(f"{language:9s} {way:18s} {count:6d} {once[0]:8.3f} {once[1]:9.3f} {twice:7.3f}")


def _right(
    scored: HeldOut, lines: Sequence[Example], told: Told, language: str, best: int = 1
) -> float:
    rows = np.array([line.language == language for line in lines])
    return right(fused(told, language)[rows], scored.truth(lines)[rows], best)


def print_calibration(scored: HeldOut) -> None:
    """Show how often the best is right where its probability lies between two bounds."""
    best, hit = [], []
    for lines, told in scored.both:
        dutch = np.array([line.language == "nl" for line in lines])
        chances = fused(told, "nl")[dutch]
        best.append(chances.max(axis=1))
        hit.append(chances.argmax(axis=1) == scored.truth(lines)[dutch])
    said, good = np.concatenate(best), np.concatenate(hit)
    print(f"\n{'said':>10s} {'lines':>6s} {'mean':>6s} {'right':>6s}")
    for low in np.arange(0, 1, 0.1):
        rows = (said >= low) & (said < low + 0.1 + 1e-9)
        if rows.any():
            print(
                f"{low:4.1f} - {low + 0.1:3.1f} {rows.sum():6d} {said[rows].mean():6.2f} "
                f"{good[rows].mean():6.2f}"
            )


def print_confusions(scored: HeldOut) -> None:
    labels, truth = scored.labels, scored.truth(scored.lines)
    best = fused(scored.written, "nl").argmax(axis=1)
    wrong = Counter((labels[t], labels[b]) for t, b in zip(truth, best, strict=True) if t != b)
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for true, guess in zip(truth, best, strict=True):
        hits[labels[true]].append(bool(true == guess))
    weakest = sorted((float(np.mean(found)), label) for label, found in hits.items())[:10]
    print("\nweakest: " + ", ".join(f"{label} {part:.2f}" for part, label in weakest))
    print("taken for: " + ", ".join(f"{a} > {b} {n}" for (a, b), n in wrong.most_common(12)))


def print_curve(samples: Sequence[Example], engines: Engines, folds: int) -> None:
    print(f"\n{'samples a label':16s} {'written':>8s} {'misheard':>9s}")
    for most in _CURVE:
        scored = held_out(samples, engines, folds, most)
        written, misheard = (
            right(fused(told, "nl"), scored.truth(lines)) for lines, told in scored.both
        )
        print(f"{most:16d} {written:8.3f} {misheard:9.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="How well the search tells topics apart.")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--curve", action="store_true", help="also learn from fewer samples")
    wish = parser.parse_args()
    engines, lines = Engines.ready(wish.cache), examples(load(wish.content))
    scored = held_out(lines, engines, wish.folds)
    print_accuracy(scored)
    print_calibration(scored)
    print_confusions(scored)
    if wish.curve:
        print_curve(lines, engines, wish.folds)


if __name__ == "__main__":
    main()
