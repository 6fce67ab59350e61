"""BM25 over passages, by stems with the parts of compounds and by letters.

A passage is counted once, in words; which terms a word stands for is a matrix of its own, so that
new passages, which may teach a new way to take a compound apart, change all at the cost of a
product. The formula is Lucene's, with the share of the question's weight as its scale:
Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix  # type: ignore[import-untyped]

from dialog.documents.document import DocumentPassage
from dialog.documents.words import Words, asked_words, grams, told_words

Scores = NDArray[np.float32]
"""Shape (passages,), each from 0 to 1."""
Term = tuple[str, str]
"""Language and word, stem or letters: 'die' is another word in English."""

_SATURATION, _LENGTH = 1.2, 0.75
"""k1 and b, as Lucene has them."""
_TITLE, _HEADING, _QUESTION = 2, 2, 1
"""What a word there counts for, beside one in the text."""


@dataclass(frozen=True, slots=True)
class Matched:
    """How much of a question is in each passage."""

    words: Scores
    """BM25 of stems and parts, as a share of the most that the question can have."""
    letters: Scores
    """The same of letters, four at a time."""
    covered: Scores
    """Share of the question's words, by their rarity, that are there at least once."""


class Lexical:
    """The words of some passages. Searching is safe from any thread."""

    def __init__(self, counts: "Counts", passages: Sequence[DocumentPassage]) -> None:
        told, known = counts.of(passages)
        used = np.flatnonzero(np.diff(told.tocsc().indptr))
        # Words of passages that are gone teach nothing: a fresh start must find the same.
        self._words = Words(known[column] for column in used if column < len(known))
        self._stems = _Field(told, known, lambda word, of: self._words.terms(word, of))
        self._letters = _Field(told, known, lambda word, of: grams(word))
        finest = _Terms(known, lambda word, of: self._words.finest(word, of))
        self._finest, self._there = finest, (told @ finest.matrix).tocsc()
        self._rarity, self._rarest = _rarity(self._there)

    def match(self, question: str, language: str) -> Matched:
        words = asked_words(question, language)
        stems = [term for word in words for term in self._words.terms(word, language)]
        letters = [gram for word in words for gram in grams(word)]
        fine = [self._words.finest(word, language) for word in words]
        return Matched(
            self._stems.scores(stems, language),
            self._letters.scores(letters, language),
            self._share(fine, language),
        )

    def _share(self, words: Sequence[Sequence[str]], language: str) -> Scores:
        """A word of several parts is there for as much of it as its parts are."""
        there = self._there
        found = np.zeros(there.shape[0], np.float32)
        total = 0.0
        for parts in words:
            columns = [self._finest.column(part, language) for part in parts]
            weight = max((self._weight(column) for column in columns), default=0.0)
            total += weight
            for column in columns:
                if column is not None:
                    rows = there.indices[there.indptr[column] : there.indptr[column + 1]]
                    found[rows] += weight / len(parts)
        return np.asarray(found / max(total, 1e-6), np.float32)

    def _weight(self, column: int | None) -> float:
        return self._rarest if column is None else float(self._rarity[column])


class Counts:
    """How often each word is in each passage; kept from one state of the passages to the next."""

    def __init__(self) -> None:
        self._columns: dict[Term, int] = {}
        self._known: dict[str, _Row] = {}

    def of(self, passages: Sequence[DocumentPassage]) -> tuple[Any, list[Term]]:
        """Sparse counts of shape (passages, words), and the words.

        What is known of other passages is forgotten. Not to be called from two threads at once.
        """
        self._known = {
            each.key: self._known.get(each.key) or self._counted(each) for each in passages
        }
        rows = [self._known[each.key] for each in passages]
        return _stacked(rows, len(self._columns)), list(self._columns)

    def _counted(self, passage: DocumentPassage) -> "_Row":
        counted = Counter[str]()
        for text, times in (
            (passage.title, _TITLE),
            (" ".join(passage.heading), _HEADING),
            (" ".join(passage.questions), _QUESTION),
            (" ".join(passage.sentences), 1),
        ):
            counted.update(told_words(text, passage.language) * times)
        return self._row(counted, passage.language)

    def _row(self, counted: Mapping[str, int], language: str) -> "_Row":
        place = self._columns
        columns = [place.setdefault((language, word), len(place)) for word in counted]
        return np.array(columns, np.int32), np.array(list(counted.values()), np.float32)


_Row = tuple[NDArray[np.int32], NDArray[np.float32]]


def _stacked(rows: Sequence[_Row], width: int) -> Any:
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = [each for each, _ in rows] or [np.zeros(0, np.int32)]
    values = [each for _, each in rows] or [np.zeros(0, np.float32)]
    shape = (len(rows), max(width, 1))
    return csr_matrix((np.concatenate(values), np.concatenate(columns), starts), shape)


class _Terms:
    """Which terms each word stands for, as a matrix (words, terms) of ones."""

    def __init__(self, known: Sequence[Term], terms: Callable[[str, str], Iterable[str]]) -> None:
        self._columns: dict[Term, int] = {}
        columns, starts = [], [0]
        for language, word in known:
            for term in terms(word, language):
                columns.append(self._columns.setdefault((language, term), len(self._columns)))
            starts.append(len(columns))
        shape = (max(len(known), 1), max(len(self._columns), 1))
        starts += [len(columns)] * (shape[0] + 1 - len(starts))
        self.matrix = csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape)

    def column(self, term: str, language: str) -> int | None:
        return self._columns.get((language, term))


class _Field:
    """BM25 over one kind of terms."""

    def __init__(
        self, told: Any, known: Sequence[Term], terms: Callable[[str, str], Iterable[str]]
    ) -> None:
        self._terms = _Terms(known, terms)
        counts = (told @ self._terms.matrix).tocsc()
        self._rarity, self._rarest = _rarity(counts)
        lengths = np.asarray(counts.sum(axis=1), np.float32).ravel()
        ratio = (
            1 - _LENGTH + _LENGTH * lengths / max(float(lengths.sum()) / max(len(lengths), 1), 1e-6)
        )
        counts.data /= counts.data + np.float32(_SATURATION) * ratio[counts.indices]
        self._shares: csc_matrix = counts

    def scores(self, terms: Sequence[str], language: str) -> Scores:
        found = np.zeros(self._shares.shape[0], np.float32)
        total = 0.0
        for term in terms:
            column = self._terms.column(term, language)
            total += self._rarest if column is None else float(self._rarity[column])
            if column is not None:
                start, end = self._shares.indptr[column : column + 2]
                rows = self._shares.indices[start:end]
                found[rows] += self._rarity[column] * self._shares.data[start:end]
        return np.asarray(found / max(total, 1e-6), np.float32)


def _rarity(counts: csc_matrix) -> tuple[NDArray[np.float32], float]:
    """Robertson's inverse document frequency, never below nought; and that of an unknown term."""
    among = np.append(np.diff(counts.indptr), 0)
    found = np.log1p((counts.shape[0] - among + 0.5) / (among + 0.5)).astype(np.float32)
    return found[:-1], float(found[-1])
