"""Which question of a crisis page a caller asks, found with a few lines of text and no learning.

Three ways to match, joined by a logistic regression with few inputs that `bench/crisis_fitting.py`
fitted once on pages of our own, so that a page of this morning needs nothing but its embeddings:

- meaning: e5 finds everything alike, so what counts is how far its likeness to the answer under
  its title lies above that to lines of every other day, and how far its likeness to the question
  above that to the page's other questions;
- words: the share of the caller's words, by how rare they are on the page, that stand there,
  by stems and parts of compounds;
- sounds: what they share with the question of three sounds in a row, for what was misheard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

import numpy as np

from dialog.crisis import Crisis, CrisisQuestion
from dialog.documents.words import Words, asked_words, told_words
from dialog.events import CrisisAnswer
from dialog.phrases import plain
from dialog.sounds import Phonemes, folded
from dialog.vectors import Embedder, Vectors

WITH_MEANING: Mapping[str, float] = {
    **{"start": -1.31, "told_nearer": 35.17, "lead": 38.92, "covered": 2.04, "sounds": 0.97}
}
WITHOUT: Mapping[str, float] = {"start": -4.19, "covered": 4.08, "sounds": 6.92}
"""What each input adds to the log odds that the question is the one; `start` is added always."""
LEAST = 0.05
"""What is less likely is not mentioned."""
_NEAREST = 5
_GRAM = 3
_USUAL = 0.85
"""e5's likeness of lines that have little in common, where no lines of every other day tell it."""

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Text:
    """One question with its answer in one language, as words are compared."""

    whole: Terms
    sounds: Terms
    """Of the question alone."""


class CrisisIndex:
    """The pages of some crises. Searching is safe from any thread."""

    def __init__(self, crises: Sequence[Crisis], phonemes: Phonemes | None = None) -> None:
        self.crises = tuple(crises)
        self._phonemes = phonemes
        self._words = Words(
            (language, word)
            for crisis in crises
            for question in crisis.page.questions
            for language in question.asked
            for word in told_words(_whole(question, language), language)
        )
        self._texts = [[self._texts_of(each) for each in one.page.questions] for one in crises]
        self._meaning: _Meaning | None = None

    def with_meaning(self, embedder: Embedder, everyday: Vectors) -> "CrisisIndex":
        """The same pages, found by meaning too; `everyday` are lines of every other day."""
        other = CrisisIndex(self.crises, self._phonemes)
        other._meaning = _Meaning(self.crises, embedder, everyday)
        return other

    def on(self, day: date) -> bool:
        """Whether any of them may hold on this day, in whatever time zone."""
        begins = min((each.message.since.date() for each in self.crises), default=date.max)
        ends = max((each.message.until.date() for each in self.crises), default=date.min)
        return (begins - day).days <= 1 and (day - ends).days <= 1

    def find(self, query: str, language: str = "nl") -> tuple[CrisisAnswer, ...]:
        """The likeliest question of each crisis, likeliest first; `score` is its chance."""
        if not self.crises or not plain(query):
            return ()
        slopes = WITHOUT if self._meaning is None else WITH_MEANING
        found = []
        for crisis, inputs in zip(self.crises, self.inputs(query, language), strict=True):
            scores = [chance(slopes, each) for each in inputs]
            best = max(range(len(scores)), key=scores.__getitem__)
            if scores[best] >= LEAST:
                found.append(_answer(crisis, crisis.page.questions[best], scores[best]))
        return tuple(sorted(found, key=lambda each: -each.score))

    def inputs(self, query: str, language: str) -> list[list[dict[str, float]]]:
        """By crisis and question, how the query matches."""
        words = self._inputs_of_words(query, language)
        if self._meaning is None:
            return words
        meant = self._meaning.inputs(query)
        return [
            [{**one, **other} for one, other in zip(*both, strict=True)]
            for both in zip(words, meant, strict=True)
        ]

    # -- words and sounds ------------------------------------------------------------------

    def _inputs_of_words(self, query: str, language: str) -> list[list[dict[str, float]]]:
        words = asked_words(query, language)
        terms = [frozenset(self._words.terms(word, language)) for word in words]
        sounds = self._sounds(words)
        found = []
        for texts in self._texts:
            here = [text.get(language, text["nl"]) for text in texts]
            weights = [_rarity(one, here) for one in terms]
            found.append([_matched(terms, weights, sounds, text) for text in here])
        return found

    def _texts_of(self, question: CrisisQuestion) -> dict[str, _Text]:
        return {language: self._text(question, language) for language in question.asked}

    def _text(self, question: CrisisQuestion, language: str) -> _Text:
        asked = told_words(" ".join(question.asked[language]), language)
        whole = told_words(_whole(question, language), language)
        return _Text(self._terms(whole, language), self._sounds(asked))

    def _terms(self, words: Sequence[str], language: str) -> Terms:
        return frozenset(term for word in words for term in self._words.terms(word, language))

    def _sounds(self, words: Sequence[str]) -> Terms:
        """Three in a row; of letters where nobody tells the sounds."""
        said = " ".join(words)
        spoken = folded(self._phonemes.spoken(said)) if self._phonemes and said else said
        marked = f"_{spoken.replace(' ', '_')}_"
        return frozenset(marked[at : at + _GRAM] for at in range(len(marked) - _GRAM + 1))


class _Meaning:
    """The embeddings of some crises."""

    def __init__(self, crises: Sequence[Crisis], embedder: Embedder, everyday: Vectors) -> None:
        self._embedder, self._everyday = embedder, everyday
        self._asked, self._told = [], []
        for crisis in crises:
            questions = crisis.page.questions
            ways = [(n, way) for n, each in enumerate(questions) for way in _all_ways(each)]
            vectors = embedder.embed([way for _, way in ways], query=True)
            self._asked.append((np.array([n for n, _ in ways]), vectors))
            told = [f"{crisis.page.title}. {_whole(each, 'nl')}" for each in questions]
            self._told.append(embedder.embed(told, query=False))

    def inputs(self, query: str) -> list[list[dict[str, float]]]:
        asked = self._embedder.embed([query], query=True)[0]
        nearest = self._nearest(asked)
        found = []
        for (owners, ways), told in zip(self._asked, self._told, strict=True):
            likeness = ways @ asked
            best = [float(likeness[owners == n].max()) for n in range(len(told))]
            found.append([
                {
                    "told_nearer": float(answer @ asked) - nearest,
                    "lead": best[n] - max([*best[:n], *best[n + 1 :]], default=nearest),
                }
                for n, answer in enumerate(told)
            ])  # fmt: skip
        return found

    def _nearest(self, asked: Vectors) -> float:
        """Mean likeness of the query to the nearest lines of every other day."""
        likeness = np.sort(self._everyday @ asked)[-_NEAREST:]
        return float(likeness.mean()) if len(likeness) else _USUAL


def chance(slopes: Mapping[str, float], inputs: Mapping[str, float]) -> float:
    """From 0 to 1."""
    odds = slopes.get("start", 0.0)
    odds += sum(slopes.get(name, 0.0) * value for name, value in inputs.items())
    return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))


def _matched(
    terms: Sequence[Terms], weights: Sequence[float], sounds: Terms, text: _Text
) -> dict[str, float]:
    total = max(sum(weights), 1e-6)
    both = len(sounds) + len(text.sounds)
    pairs = list(zip(terms, weights, strict=True))
    return {
        "covered": sum(weight for term, weight in pairs if term & text.whole) / total,
        "sounds": 2 * len(sounds & text.sounds) / max(both, 1),
    }


def _rarity(term: Terms, texts: Sequence[_Text]) -> float:
    """A word of every question of the page tells little; one of none of them the most."""
    among = sum(bool(term & text.whole) for text in texts)
    return log((len(texts) + 1) / (among + 0.5))


def _all_ways(question: CrisisQuestion) -> list[str]:
    return [way for ways in question.asked.values() for way in ways]


def _whole(question: CrisisQuestion, language: str) -> str:
    return f"{' '.join(question.asked[language])} {question.answer[language]}"


def _answer(crisis: Crisis, question: CrisisQuestion, score: float) -> CrisisAnswer:
    message = crisis.message
    return CrisisAnswer(
        title=crisis.page.title,
        question={language: ways[0] for language, ways in question.asked.items()},
        text=question.answer,
        score=round(score, 4),
        told_at=crisis.told_at,
        since=message.since,
        until=message.until,
        postcodes=message.postcodes,
        streets=message.streets,
    )
