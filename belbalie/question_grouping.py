"""Lines of many calls in groups, each with the subjects of the content that come nearest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from belbalie.known import Known
from desk.studio.questions import QuestionGroup
from dialog.decision import Certainty, Verdict
from dialog.events import Candidate
from dialog.knowledge import Knowledge
from dialog.line_groups import DISTANCE, WORDS_DISTANCE, Ground, Group, Rows, by_words, groups
from dialog.not_answered import Why
from dialog.search import examples
from dialog.vectors import Embedder, embedded
from records.troubled_lines import TroubledLine

_MIDDLE = 3
"""Lines of a group that are searched to see what comes nearest."""
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, and its vector where lines are embedded."""

    line: TroubledLine
    vector: NDArray[np.float32] | None


class Grouping:
    """Of one state of the content."""

    def __init__(
        self, known: Known, embedder: Embedder | None, cache: Path | None, distance: float | None
    ) -> None:
        """`cache` keeps the vectors of samples; `distance` is where groups are cut, None: as was
        measured. Raises OSError when the cache cannot be written.
        """
        self.known = known
        self._distance = distance
        self._ground = _ground(known.knowledge, embedder, cache) if embedder else None

    def grouped(self, lines: Sequence[Placed]) -> list[QuestionGroup]:
        """Each language by itself; those of most calls first, of as many the latest."""
        apart: dict[str, list[Placed]] = defaultdict(list)
        for each in lines:
            apart[each.line.language].append(each)
        found = [group for own in apart.values() for group in self._of_language(own)]
        return sorted(found, key=lambda each: (-each.calls, -each.last.timestamp()))

    def _of_language(self, lines: Sequence[Placed]) -> list[QuestionGroup]:
        rows, distance = self._rows(lines)
        found = groups(rows, self._distance or distance)
        searched = iter(self._searched([lines[n] for group in found for n in group[:_MIDDLE]]))
        made = []
        for group in found:
            near = [next(searched) for _ in group[:_MIDDLE]]
            made.append(self._group(lines, group, near))
        return made

    def _rows(self, lines: Sequence[Placed]) -> tuple[Rows, float]:
        if self._ground is None:
            return by_words([each.line.text for each in lines]), WORDS_DISTANCE
        vectors = [each.vector for each in lines]
        return self._ground.placed(np.array(vectors, dtype=np.float32)), DISTANCE

    def _searched(self, lines: Sequence[Placed]) -> list[tuple[Candidate, ...]]:
        """All of them at once: one by one each would be embedded again."""
        index, vectors = self.known.index, [each.vector for each in lines]
        known = np.array(vectors, dtype=np.float32) if self._ground is not None else None
        looked_up = index.looked_up([each.line.text for each in lines], known)
        return [
            index.judged(one, each.line.language)
            for one, each in zip(looked_up, lines, strict=True)
        ]

    def _group(
        self, lines: Sequence[Placed], group: Group, searched: Sequence[Sequence[Candidate]]
    ) -> QuestionGroup:
        topics = self.known.knowledge.topics
        whole = [[each for each in one if each.part == 0] for one in searched]
        told = [
            bool(one) and one[0].topic in topics and Certainty().verdict(one) is Verdict.ANSWER
            for one in whole
        ]
        made = QuestionGroup(
            lines=[lines[n].line for n in group], nearest=_nearest(whole, self.known.knowledge)
        )
        return replace(made, answered_now=all(told) and made.why is not Why.PERSON)


def _ground(knowledge: Knowledge, embedder: Embedder, cache: Path | None) -> Ground | None:
    samples = [each for each in examples(knowledge) if each.label in knowledge.topics]
    if not samples:
        return None
    vectors = embedded([each.text for each in samples], embedder, cache)
    return Ground(vectors, [each.label for each in samples])


def _nearest(
    searched: Sequence[Sequence[Candidate]], knowledge: Knowledge
) -> tuple[Candidate, ...]:
    """Subjects by their mean chance over the lines."""
    chances: Mapping[str, list[float]] = defaultdict(list)
    for one in searched:
        for each in one:
            if each.topic in knowledge.topics:
                chances[each.topic].append(each.score)
    means = [Candidate(topic, sum(own) / len(searched)) for topic, own in chances.items()]
    return tuple(sorted(means, key=lambda each: -each.score)[:_NEAREST])
