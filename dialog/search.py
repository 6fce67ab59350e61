"""From what a caller said to the likeliest topics, with probabilities that mean what they say.

Three channels (`dialog/channels.py`) learn from the samples of the content, and their log
probabilities are joined as a weighted sum. The weights also stretch or flatten the result, so
that of all searches that give 0.8 about eight in ten are right; `bench/fitting.py` finds them.
Without embeddings or phonemes the others go on alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialog import fitted
from dialog.channels import (
    SOUNDS,
    WORDS,
    GramChannel,
    LogProbabilities,
    MeaningChannel,
    comparable,
)
from dialog.elsewhere import who_does_it
from dialog.events import Candidate
from dialog.halves import halves
from dialog.knowledge import COMMAND, Body, Knowledge
from dialog.learned import Lesson, grams_of, meaning_of, still_used
from dialog.misspelling import misspelt
from dialog.sounds import Phonemes, folded
from dialog.unclear import LINES as UNCLEAR_LINES
from dialog.unclear import UNCLEAR
from dialog.vectors import Embedder, Progress, Vectors, embedded, silent

__all__ = [
    "Channels",
    "Embedder",
    "Example",
    "Index",
    "Told",
    "Weights",
    "examples",
    "fused",
    "joined",
]

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
    sounds: float
    meaning: float
    elsewhere: float = 0.0
    """Added to the log probability of `out_of_scope` where the words name who else does it."""


WEIGHTS: Mapping[str, Weights] = {
    language: Weights(**weights) for language, weights in fitted.WEIGHTS.items()
}
_MOST_CUTS = 4
_ORDER_PRIOR = 1.0
"""Added to the log probability of each command, of which callers use more than of any topic: 18
commands more in 395 of `bench/lines/commands.jsonl`, and one line more in 891 taken for one."""
_ORDER_WORDS, _LONG_ORDER = 12, 0.05
"""What is longer tells something: whoever whispers why is in danger, and asks for no volume."""
ALONE = 1.6
"""For all weights where embeddings are missing: the joined result then is that much too modest."""
_MISSPELT_COPIES = 1


def examples(knowledge: Knowledge) -> list[Example]:
    """List every line of the content that tells what callers may mean, titles and names too,
    and the words of what others do.
    """
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
    for name, samples in knowledge.commands.items():
        found += _samples(samples, COMMAND + name)
    for body in knowledge.elsewhere:
        found += _samples(body.words, "out_of_scope")
    found += _samples(UNCLEAR_LINES, UNCLEAR)
    return list(dict.fromkeys(found))


def _samples(samples: Mapping[str, Sequence[str]], key: str) -> list[Example]:
    return [Example(line, key, language) for language in samples for line in samples[language]]


def with_misspelt(lines: Sequence[Example], copies: int = _MISSPELT_COPIES) -> list[Example]:
    """Add copies as a recogniser may hear them, except of short fixed lines."""
    heard = [
        Example(misspelt(line.text, nth), line.label, line.language)
        for line in lines
        if line.label not in _CRISP and not line.label.startswith(COMMAND)
        for nth in range(copies)
    ]
    return [*lines, *heard]


@dataclass(frozen=True, slots=True)
class Told:
    """Log probabilities by channel, shape (texts, labels); None for a channel that is missing."""

    words: LogProbabilities
    sounds: LogProbabilities | None
    meaning: LogProbabilities | None

    def each(self, change: Callable[[LogProbabilities], LogProbabilities]) -> "Told":
        sounds = None if self.sounds is None else change(self.sounds)
        meaning = None if self.meaning is None else change(self.meaning)
        return Told(change(self.words), sounds, meaning)

    def rows(self, start: int, end: int) -> "Told":
        return self.each(lambda rows: rows[start:end])

    def only(self, names: Sequence[str]) -> "Told":
        """With these channels alone; what the words said is then known to be nothing."""
        words = self.words if "words" in names else np.zeros_like(self.words)
        sounds = self.sounds if "sounds" in names else None
        return Told(words, sounds, self.meaning if "meaning" in names else None)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the channels say of a text, and of both halves of each place where it may be cut."""

    text: str
    whole: Told
    halves: Told | None


def fused(
    told: Told, language: str, weights: Mapping[str, Weights] = WEIGHTS
) -> NDArray[np.float64]:
    """Probabilities, shape (texts, labels), with the weights of this language."""
    return joined(told, weights.get(language, weights["nl"]))


def joined(told: Told, weights: Weights) -> NDArray[np.float64]:
    """Join the channels into probabilities. The words speak for sounds that are missing."""
    words = weights.words + (weights.sounds if told.sounds is None else 0.0)
    scores = words * told.words
    if told.sounds is not None:
        scores = scores + weights.sounds * told.sounds
    scores = ALONE * scores if told.meaning is None else scores + weights.meaning * told.meaning
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


class Channels:
    """All that was learned from one set of lines, with the engines that it asks."""

    def __init__(
        self,
        lines: Sequence[Example],
        embedder: Embedder | None,
        phonemes: Phonemes | None,
        cache: Path | None = None,
        progress: Progress = silent,
    ) -> None:
        """Learn; what is slow to learn is kept in the folder `cache`.

        Raises OSError when that folder cannot be written.
        """
        self._embedder, self._phonemes = embedder, phonemes
        self.lines = tuple(lines)
        heard = with_misspelt(lines)
        texts, labels = [comparable(line.text) for line in heard], [line.label for line in heard]
        words = Lesson("words", texts, labels)
        self._words = grams_of(words, WORDS, cache, progress)
        lessons = [words]
        self._sounds: GramChannel | None = None
        if phonemes is not None:
            sounds = Lesson(f"sounds-{_slug(phonemes.name)}", self._spoken(texts), labels)
            self._sounds = grams_of(sounds, SOUNDS, cache, progress)
            lessons.append(sounds)
        self._meaning: MeaningChannel | None = None
        if embedder is not None:
            written = [line.text for line in lines]
            vectors = embedded(written, embedder, cache, progress)
            meant = [line.label for line in lines]
            lesson = Lesson(f"meaning-{_slug(embedder.model)}", written, meant)
            self._meaning = meaning_of(lesson, vectors, cache)
            lessons.append(lesson)
        self._kept = [each.file(cache) for each in lessons] if cache else []

    def still_used(self) -> None:
        """What was learned for other content meanwhile does not push it out of the folder."""
        still_used(self._kept)

    @property
    def labels(self) -> tuple[str, ...]:
        return self._words.labels

    @property
    def knows_meaning(self) -> bool:
        return self._meaning is not None

    def told(
        self, texts: Sequence[str], meaning: bool = True, vectors: Vectors | None = None
    ) -> Told:
        """What each channel says of each text; without `meaning` nothing is embedded, and neither
        where the `vectors` of the texts are known already.
        """
        meant = sounds = None
        compared = [comparable(text) for text in texts]
        if self._sounds is not None:
            sounds = self._sounds.log_probabilities(self._spoken(compared))
        if meaning and self._meaning is not None and self._embedder is not None:
            if vectors is None:
                vectors = self._embedder.embed(texts, query=True)
            meant = self._meaning.log_probabilities(vectors)
        words = self._words.log_probabilities(compared)
        return Told(words, sounds, meant)

    def _spoken(self, compared: Sequence[str]) -> list[str]:
        assert self._phonemes is not None
        return [folded(self._phonemes.spoken(text)) for text in compared]


def _slug(name: str) -> str:
    """A part of a file's name."""
    return re.sub(r"\W+", "-", name)


def _prior(label: str, priors: Mapping[str, float]) -> float:
    return _ORDER_PRIOR if label.startswith(COMMAND) else priors.get(label, 0.0)


class Index:
    """What one state of the content knows to recognise. Searching is safe from any thread."""

    def __init__(
        self,
        channels: Channels,
        weights: Mapping[str, Weights] = WEIGHTS,
        bodies: Sequence[Body] = (),
        priors: Mapping[str, float] = fitted.PRIORS,
    ) -> None:
        self._channels = channels
        self._priors = np.exp([_prior(label, priors) for label in channels.labels])
        self._orders = np.array([label.startswith(COMMAND) for label in channels.labels])
        self._weights = weights
        self._bodies = bodies

    @classmethod
    def build(
        cls,
        knowledge: Knowledge,
        embedder: Embedder | None,
        cache: Path | None = None,
        progress: Progress = silent,
        phonemes: Phonemes | None = None,
    ) -> "Index":
        """Learn from the content; what is slow to learn is kept in the folder `cache`.

        Raises OSError when that folder cannot be written.
        """
        channels = Channels(examples(knowledge), embedder, phonemes, cache, progress)
        return cls(channels, WEIGHTS, knowledge.elsewhere)

    def for_content(self, knowledge: Knowledge) -> "Index | None":
        """That of this content, where it is recognised by the same lines; None: learn it."""
        if tuple(examples(knowledge)) != self._channels.lines:
            return None
        return Index(self._channels, self._weights, knowledge.elsewhere)

    def still_used(self) -> None:
        """Keep on disk what it learned."""
        self._channels.still_used()

    @property
    def knows_meaning(self) -> bool:
        """Whether embeddings take part, or words, characters and sounds do it alone."""
        return self._channels.knows_meaning

    def search(self, text: str, language: str = "nl", limit: int = 5) -> tuple[Candidate, ...]:
        """Return the likeliest topics, best first.

        All together add up to 1, less the chance that the words are about no subject at all.
        Behind them stand the best of both halves (`Candidate.part`) where the words may hold two
        needs; those are searched without meaning, which would cost more than a turn has.
        """
        if not text.strip():
            return ()
        return self.judged(self.looked_up([text])[0], language, limit)

    def looked_up(self, texts: Sequence[str], vectors: Vectors | None = None) -> list["LookedUp"]:
        """The slow half of many searches at once, before the language is known; `vectors` of the
        texts, as of questions, spare the embedding. No text is empty.
        """
        if not texts:
            return []
        told = self._channels.told(texts, vectors=vectors)
        cuts = [halves(text)[:_MOST_CUTS] for text in texts]
        parts = [half for of_text in cuts for cut in of_text for half in cut]
        told_parts = self._channels.told(parts, meaning=False) if parts else None
        found, at = [], 0
        for nth, text in enumerate(texts):
            end = at + 2 * len(cuts[nth])
            of_text = told_parts.rows(at, end) if told_parts is not None and end > at else None
            found.append(LookedUp(text, told.rows(nth, nth + 1), of_text))
            at = end
        return found

    def judged(
        self, looked_up: "LookedUp", language: str = "nl", limit: int = 5
    ) -> tuple[Candidate, ...]:
        """The quick half of `search`."""
        scores = fused(looked_up.whole, language, self._weights)[0]
        scores = self._weighed(scores, looked_up.text, language)
        ranked = [each for each in self._ranked(scores) if each.topic != UNCLEAR]
        return (*ranked[:limit], *self._of_halves(looked_up.halves, language))

    def _weighed(
        self, scores: NDArray[np.float64], text: str, language: str
    ) -> NDArray[np.float64]:
        """Give what is no topic its due; 'AOW' or 'Ziggo' make it likelier that a question is for
        somebody else.
        """
        labels, raised = self._channels.labels, scores * self._priors
        if len(text.split()) > _ORDER_WORDS:
            raised = np.where(self._orders, raised * _LONG_ORDER, raised)
        if "out_of_scope" in labels and who_does_it(self._bodies, text) is not None:
            weights = self._weights.get(language, self._weights["nl"])
            raised[labels.index("out_of_scope")] *= np.exp(weights.elsewhere)
        return np.asarray(raised / raised.sum())

    def _ranked(self, scores: NDArray[np.float64], part: int = 0) -> list[Candidate]:
        labels = self._channels.labels
        order = np.argsort(-scores, kind="stable")
        return [Candidate(labels[n], float(scores[n]), part) for n in order]

    def _of_halves(self, told: Told | None, language: str) -> tuple[Candidate, ...]:
        """The best of each half, cut where the two are surest."""
        if told is None:
            return ()
        scores = fused(told, language, self._weights)
        pairs = [
            (self._ranked(one, part=1)[0], self._ranked(other, part=2)[0])
            for one, other in zip(scores[::2], scores[1::2], strict=True)
        ]
        two = [pair for pair in pairs if pair[0].topic != pair[1].topic]
        pair = max(two, key=lambda pair: min(pair[0].score, pair[1].score), default=())
        return () if any(each.topic == UNCLEAR for each in pair) else pair
