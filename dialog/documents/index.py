"""The index over all passages: which come near a question, and how likely each answers it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dialog.documents.chance import (
    BY_LINES,
    BY_MEANING,
    NAMES,
    WITH_MEANING,
    WITHOUT,
    Features,
    chances,
)
from dialog.documents.document import DocumentPassage, FoundPassage
from dialog.documents.kinds import held
from dialog.documents.lexical import Lexical, Matched
from dialog.documents.meaning import Meaning
from dialog.documents.wanted import wanted
from dialog.phrases import plain
from dialog.vectors import Embedder, Vectors

_NEAREST = 30
"""Passages by each way of matching that are looked at closely."""
_LAYERS = {"local": 0, "regional": 1, "national": 2}
_ALSO_FOR = "also_for"
"""The fact of a passage that names other languages in which its answer may be given."""
_USUAL, _SPREAD = 0.8, 0.1
"""Likenesses lie about here, and differ by so much."""
_STRANGE = 0.4
"""As near are two questions that have nothing in common."""
_MOST_DEVIATIONS = 6.0

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Near:
    """Passages that come near, and how each matches."""

    rows: Rows
    features: Features


class DocumentIndex:
    """Port `dialog.documents.search.DocumentSearch` over one state of the documents."""

    def __init__(
        self,
        passages: Sequence[DocumentPassage],
        lexical: Lexical,
        meaning: Meaning | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        """`meaning` of these passages needs `embedder`."""
        self.passages = passages
        self._lexical = lexical
        self._embedder = embedder
        self._take(meaning)
        self._from = np.array([_ordinal(each.valid_from, date.min) for each in passages])
        self._until = np.array([_ordinal(each.valid_until, date.max) for each in passages])
        self._documents = np.unique(
            np.array([f"{each.source}\n{each.document}" for each in passages], object).astype(str),
            return_inverse=True,
        )[1]
        self._serves = _serving(passages)
        self._nearer = _nearer(passages)

    def with_meaning(self, meaning: Meaning, embedder: Embedder) -> "DocumentIndex":
        """The same passages, matched by meaning too."""
        other = copy(self)
        other._embedder = embedder
        other._take(meaning)
        return other

    def _take(self, meaning: Meaning | None) -> None:
        known = meaning is not None and len(meaning.sentences.rows) > 0
        self._meaning = meaning if known else None
        self._embedded = (
            meaning.sentences.known
            if meaning is not None
            else np.zeros(len(self.passages), np.bool_)
        )

    def find(
        self,
        question: str,
        *,
        day: date,
        language: str = "nl",
        limit: int = 8,
        vector: Vectors | None = None,
    ) -> Sequence[FoundPassage]:
        """As the port says; `vector` is that of the question, embedded as a query, where it is
        known already.
        """
        near = self.near(question, day=day, language=language, vector=vector)
        chances = self._chances(near)
        order = np.argsort(-chances, kind="stable")[:limit]
        return [
            FoundPassage(self.passages[near.rows[n]], round(float(chances[n]), 4)) for n in order
        ]

    def near(
        self, question: str, *, day: date, language: str = "nl", vector: Vectors | None = None
    ) -> Near:
        """What is looked at for this question, before it is judged."""
        may = self._may_answer(day, language)
        if not question.strip() or not may.any():
            return Near(np.zeros(0, np.int64), np.zeros((0, len(NAMES)), np.float32))
        matched = self._lexical.match(question, language)
        likeness = self._likeness(question, vector)
        rows = self._candidates(matched, likeness, may)
        rows = np.array([n for n in rows if not self._shadowed(int(n), may)], np.int64)
        features = self._features(rows, matched, likeness, may)
        kind = next(iter(wanted(question)), None)
        features[:, NAMES.index("holds")] = [held(kind, self._text(row)) for row in rows]
        return Near(rows, features)

    def _text(self, row: int) -> str:
        return " ".join(self.passages[row].sentences)

    def _may_answer(self, day: date, language: str) -> NDArray[np.bool_]:
        holds = (self._from <= day.toordinal()) & (day.toordinal() <= self._until)
        return np.asarray(holds & self._serves.get(language, np.zeros(len(holds), np.bool_)))

    def _shadowed(self, row: int, may: NDArray[np.bool_]) -> bool:
        """Whether a nearer layer says the same, and holds."""
        return any(may[other] for other in self._nearer.get(row, ()))

    def _likeness(self, question: str, vector: Vectors | None) -> "_Likeness | None":
        if self._meaning is None or self._embedder is None:
            return None
        asked = self._embedder.embed([question], query=True)[0] if vector is None else vector
        return _Likeness(
            self._meaning.sentences.likeness(asked), self._meaning.lines.likeness(asked)
        )

    def _candidates(
        self, matched: Matched, likeness: "_Likeness | None", may: NDArray[np.bool_]
    ) -> Rows:
        told = matched.words + matched.covered + matched.letters
        ways = [np.where(may & (told > 0), told, -1.0)]
        if likeness is not None:
            ways += [np.where(may, way, -1.0) for way in (likeness.sentences, likeness.lines)]
        best = [_best(way, _NEAREST) for way in ways]
        return np.unique(np.concatenate(best))

    def _features(
        self,
        rows: Rows,
        matched: Matched,
        likeness: "_Likeness | None",
        may: NDArray[np.bool_],
    ) -> Features:
        of = self._documents[rows]
        words = matched.words[rows]
        told = [words, matched.letters[rows], matched.covered[rows]]
        columns = [*told, _lead(words, of), np.zeros(len(rows), np.float32)]
        if likeness is None:
            columns += [np.zeros(len(rows), np.float32)] * len((*BY_MEANING, *BY_LINES))
        else:
            columns += self._meant(rows, likeness.sentences, may, of)
            columns += _asked(likeness.lines[rows], of)
        return np.stack(columns, axis=1).astype(np.float32)

    def _meant(
        self,
        rows: Rows,
        likeness: NDArray[np.float32],
        may: NDArray[np.bool_],
        of: NDArray[np.int64],
    ) -> Iterator[NDArray[np.float32]]:
        there = may & self._embedded
        among = likeness[there] if there.any() else np.zeros(1, np.float32)
        meant = (likeness[rows] - _USUAL) / _SPREAD
        above = (likeness[rows] - among.mean()) / max(float(among.std()), 0.01)
        for column in (meant, np.minimum(above, _MOST_DEVIATIONS), _lead(meant, of)):
            yield np.where(self._embedded[rows], column, 0.0).astype(np.float32)

    def _chances(self, near: Near) -> NDArray[np.float64]:
        odds = WITHOUT.odds(near.features)
        if self._meaning is not None:
            embedded = self._embedded[near.rows]
            odds = np.where(embedded, WITH_MEANING.odds(near.features), odds)
        return chances(odds)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Of every passage; -1 where it has none."""

    sentences: NDArray[np.float32]
    lines: NDArray[np.float32]


def _asked(values: NDArray[np.float32], of: NDArray[np.int64]) -> Iterator[NDArray[np.float32]]:
    """In the order of BY_LINES."""
    told = np.where(values > 0, np.maximum(values - _STRANGE, 0) / _SPREAD, 0.0).astype(np.float32)
    yield told
    yield np.maximum(_lead(told, of), 0.0)


def ours(passages: Sequence[DocumentPassage], municipality: str | None) -> list[DocumentPassage]:
    """Without those that say they are of another municipality: its rules are not ours."""
    name = _municipality(municipality or "")
    named = [_municipality(each.facts.get("municipality", "")) for each in passages]
    return [
        each for each, of in zip(passages, named, strict=True) if not name or not of or of == name
    ]


def _municipality(name: str) -> str:
    return plain(name).removeprefix("gemeente ")


def _ordinal(day: date | None, otherwise: date) -> int:
    return (day or otherwise).toordinal()


def _serving(passages: Sequence[DocumentPassage]) -> Mapping[str, NDArray[np.bool_]]:
    """By language, which passages may serve a question in it."""
    of = [{each.language, *each.facts.get(_ALSO_FOR, "").split()} for each in passages]
    languages = set().union(*of)
    return {language: np.array([language in each for each in of]) for language in languages}


def _nearer(passages: Sequence[DocumentPassage]) -> Mapping[int, Sequence[int]]:
    """By row, the rows of nearer layers under the same title and heading."""
    same: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row, each in enumerate(passages):
        same[plain(each.title), plain(" ".join(each.heading))].append(row)
    layer = [_LAYERS.get(each.layer, 0) for each in passages]
    return {
        row: [other for other in rows if layer[other] < layer[row]]
        for rows in same.values()
        if len({layer[row] for row in rows}) > 1
        for row in rows
    }


def _best(values: NDArray[np.float32], count: int) -> Rows:
    """The rows of the highest, in no order; below nought is out of the question."""
    some = (
        np.argpartition(-values, count)[:count] if len(values) > count else np.arange(len(values))
    )
    return np.asarray(some[values[some] >= 0], np.int64)


def _lead(values: NDArray[np.float32], of: NDArray[np.int64]) -> NDArray[np.float32]:
    """How far each is above the best of any other document; above nought where there is none."""
    best: defaultdict[int, float] = defaultdict(float)
    for value, document in zip(values.tolist(), of.tolist(), strict=True):
        best[document] = max(value, best[document])
    first, second = (*sorted(best, key=lambda each: -best[each])[:2], -1, -1)[:2]
    others = [best[second] if document == first else best[first] for document in of.tolist()]
    return np.asarray(values - np.array(others, np.float32), np.float32)
