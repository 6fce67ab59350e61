"""How well lines without an answer are grouped by meaning (`dialog/line_groups.py`).

    python -m bench.question_groups [--content DIR] [--cache DIR]

The lines are those of `bench/lines/own.jsonl` that are about a subject of the content, and those of
`bench/lines/unanswered.jsonl`, about subjects that it has not. The distance at which groups are cut
is chosen on every second subject of both, and the figures are those of the others, and the other
way round. A group is pure as far as its lines are about the subject of most of them.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.labelled import Line, read
from dialog.content import load
from dialog.embedding import E5
from dialog.line_groups import DISTANCE, Ground, Group, Rows, groups
from dialog.search import examples
from dialog.vectors import embedded

LINES = Path(__file__).parent / "lines"
_DISTANCES: list[float] = np.round(np.arange(0.5, 0.9, 0.02), 2).tolist()
_MANY = 2000
"""Lines in the longest period that the studio groups."""


@dataclass(frozen=True, slots=True)
class Figures:
    together: float
    """Of all pairs that are together, those about the same subject."""
    found: float
    """Of all pairs about the same subject, those that are together."""
    purity: float
    """Of all lines in groups of two and more."""
    grouped: float
    """Share of the lines in such a group."""
    per_subject: float
    """Such groups for each subject that has one."""

    @property
    def both(self) -> float:
        """The harmonic mean of both kinds of pairs."""
        return 2 * self.together * self.found / ((self.together + self.found) or 1.0)

    def __str__(self) -> str:
        return (
            f"purity {self.purity:.2f}, in groups {self.grouped:.2f}, groups per subject "
            f"{self.per_subject:.2f}, pairs right {self.together:.2f}, pairs found {self.found:.2f}"
        )


def figures(found: Sequence[Group], subjects: Sequence[str]) -> Figures:
    counted = [Counter(subjects[place] for place in group) for group in found]
    same = sum(_pairs(count) for each in counted for count in each.values())
    largest = [each.most_common(1)[0] for each in counted if each.total() > 1]
    lines = sum(each.total() for each in counted if each.total() > 1)
    return Figures(
        together=same / (sum(_pairs(len(group)) for group in found) or 1),
        found=same / (sum(map(_pairs, Counter(subjects).values())) or 1),
        purity=sum(count for _, count in largest) / (lines or 1),
        grouped=lines / len(subjects),
        per_subject=len(largest) / (len({subject for subject, _ in largest}) or 1),
    )


def chosen(rows: Rows, subjects: Sequence[str]) -> float:
    """The distance with the best pairs."""
    return max(_DISTANCES, key=lambda one: figures(groups(rows, one), subjects).both)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _lines(topics: frozenset[str]) -> list[Line]:
    own = [line for line in read(LINES / "own.jsonl") if line.topic in topics]
    return [line for line in [*own, *read(LINES / "unanswered.jsonl")] if line.language == "nl"]


def _halves(lines: Sequence[Line]) -> tuple[list[int], list[int]]:
    subjects = sorted({line.topic for line in lines})
    odd = frozenset(subjects[::2])
    places = range(len(lines))
    return [n for n in places if lines[n].topic in odd], [
        n for n in places if lines[n].topic not in odd
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path("var/embeddings"))
    given = parser.parse_args()
    knowledge, embedder = load(given.content), E5(Path("var/embeddings"))
    samples = [each for each in examples(knowledge) if each.label in knowledge.topics]
    known = embedded([each.text for each in samples], embedder, given.cache)
    ground = Ground(known, [each.label for each in samples])
    lines = _lines(frozenset(knowledge.topics))
    rows = ground.placed(embedder.embed([line.text for line in lines], query=True))
    unknown = np.array([line.topic not in knowledge.topics for line in lines])
    one, other = _halves(lines)
    for half, rest in ((one, other), (other, one)):
        distance = chosen(rows[half], [lines[n].topic for n in half])
        print(f"distance {distance}, chosen on {len(half)} lines; on the {len(rest)} others:")
        for name, wanted in (("all", unknown | True), ("no subject yet", unknown)):
            places = [n for n in rest if wanted[n]]
            told = figures(groups(rows[places], distance), [lines[n].topic for n in places])
            print(f"  {name} ({len(places)} lines): {told}")
    for name, wanted in (("all", unknown | True), ("no subject yet", unknown)):
        kept: list[int] = np.flatnonzero(wanted).tolist()
        told = figures(groups(rows[kept]), [lines[n].topic for n in kept])
        print(f"distance {DISTANCE}, as it is used, {name} ({len(kept)} lines): {told}")
    many = rows[np.random.default_rng(1).integers(len(rows), size=_MANY)]
    many = many + np.random.default_rng(2).normal(0, 0.02, many.shape).astype(np.float32)
    began = time.perf_counter()
    groups(many)
    print(f"{_MANY} lines are grouped in {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
