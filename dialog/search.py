"""From what a caller said to the likeliest topics, with probabilities that mean what they say.

Two channels (`dialog/channels.py`) learn from the samples of the content, and their log
probabilities are joined as a weighted sum. The weights also stretch or flatten the result, so
that of all searches that give 0.8 about eight in ten are right; `bench/topics.py` finds them.
Without embeddings the words and characters go on alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialog.channels import MeaningChannel, WordChannel
from dialog.events import Candidate
from dialog.knowledge import Knowledge
from dialog.misspelling import misspelt
from dialog.unclear import LINES as UNCLEAR_LINES
from dialog.unclear import UNCLEAR
from dialog.vectors import Embedder, Progress, embedded

__all__ = ["Embedder", "Example", "Index", "Weights", "examples", "joined"]

_CRISP = frozenset({"human", "smalltalk", UNCLEAR})
"""Short fixed lines: misheard copies of these are too close to everything else."""


@dataclass(frozen=True, slots=True)
class Example:
    """A line and the topic, or kind of no topic, that it is about."""

    text: str
    label: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Multipliers of the channels' log probabilities."""

    words: float
    meaning: float
    words_alone: float
    """For `words` when there are no embeddings."""


# Fitted by `bench/topics.py` on 2,711 held-out lines of 30 topics, as written and as misheard.
# Right at once as written / as misheard / among the best two: Dutch 78 / 69 / 90 % (words alone
# 70 / 64 / 82), English 84 / 67 / 95 % (49 / 44 / 63). Said against right, as written: 0.35 34 %,
# 0.55 59 %, 0.75 68 %, 0.85 80 %, 0.98 95 %.
WEIGHTS: Mapping[str, Weights] = {
    "nl": Weights(words=0.89, meaning=0.84, words_alone=1.61),
    "en": Weights(words=0.40, meaning=1.26, words_alone=1.49),
}
_MISSPELT_COPIES = 1


def examples(knowledge: Knowledge) -> list[Example]:
    """List every line of the content that tells what callers may mean, titles and names too."""
    found = []
    for key, topic in knowledge.topics.items():
        lines = [
            (topic.name, "nl"),
            *((title, language) for language, title in topic.title.items()),
        ]
        found += [Example(text, key, language) for text, language in lines]
        found += _samples(topic.samples, key)
    for key, samples in knowledge.others.items():
        found += _samples(samples, key)
    found += _samples(UNCLEAR_LINES, UNCLEAR)
    return list(dict.fromkeys(found))


def _samples(samples: Mapping[str, Sequence[str]], key: str) -> list[Example]:
    return [Example(line, key, language) for language in samples for line in samples[language]]


def with_misspelt(lines: Sequence[Example], copies: int = _MISSPELT_COPIES) -> list[Example]:
    """Add copies as a recogniser may hear them, except of short fixed lines."""
    heard = [
        Example(misspelt(line.text, nth), line.label, line.language)
        for line in lines
        if line.label not in _CRISP
        for nth in range(copies)
    ]
    return [*lines, *heard]


def joined(
    words: NDArray[np.float64], meaning: NDArray[np.float64] | None, weights: Weights
) -> NDArray[np.float64]:
    """Join log probabilities of the channels, shape (texts, labels), into probabilities."""
    if meaning is None:
        scores = weights.words_alone * words
    else:
        scores = weights.words * words + weights.meaning * meaning
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


class Index:
    """What one state of the content knows to recognise. Searching is safe from any thread."""

    def __init__(
        self, words: WordChannel, meaning: MeaningChannel | None, embedder: Embedder | None
    ) -> None:
        self._words = words
        self._meaning = meaning
        self._embedder = embedder

    @classmethod
    def build(
        cls,
        knowledge: Knowledge,
        embedder: Embedder | None,
        cache: Path | None = None,
        progress: Progress | None = None,
    ) -> "Index":
        """Learn from the content; embeddings of its lines are kept in the folder `cache`.

        Raises OSError when that folder cannot be written.
        """
        lines = examples(knowledge)
        heard = with_misspelt(lines)
        words = WordChannel([line.text for line in heard], [line.label for line in heard])
        if embedder is None:
            return cls(words, None, None)
        vectors = embedded([line.text for line in lines], embedder, cache, progress)
        return cls(words, MeaningChannel(vectors, [line.label for line in lines]), embedder)

    @property
    def knows_meaning(self) -> bool:
        """Whether embeddings take part, or words and characters do it alone."""
        return self._meaning is not None

    def search(self, text: str, language: str = "nl", limit: int = 5) -> tuple[Candidate, ...]:
        """Return the likeliest topics, best first.

        All together add up to 1, less the chance that the words are about no subject at all.
        """
        if not text.strip():
            return ()
        meaning = None
        if self._meaning is not None and self._embedder is not None:
            meaning = self._meaning.log_probabilities(self._embedder.embed([text], query=True))
        weights = WEIGHTS.get(language, WEIGHTS["nl"])
        scores = joined(self._words.log_probabilities([text]), meaning, weights)[0]
        ranked = [
            Candidate(self._words.labels[n], float(scores[n]))
            for n in np.argsort(-scores, kind="stable")
        ]
        return tuple([found for found in ranked if found.topic != UNCLEAR][:limit])
