"""From the calls of a period to what was asked in them and not answered, in groups.

It reads many calls, so it is done beside those that go on; what was read of a call is kept until
its figures change. Only invented values are kept, and vectors: no word that tells who rang.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from belbalie.heard_vectors import HeardLine, HeardVectors
from belbalie.known import Known
from belbalie.question_grouping import Grouping, Placed
from desk.studio.questions import QuestionGroup, Spot
from dialog.events import Heard
from dialog.inventing import Inventor
from dialog.knowledge import Knowledge
from dialog.slots.lexicon import Lexicon
from dialog.slots.own_words import lexicon_of
from dialog.vectors import Embedder, Vectors
from records.call_figures import CallFigures, Trouble
from records.errors import RecordsError
from records.log import Entry, EventLog
from records.troubled_lines import TroubledLine, troubled_lines

MOST_LINES = 2000
"""Of a period the latest: more are not read by anybody, and would take seconds."""
_UNANSWERED = frozenset({Trouble.NOT_UNDERSTOOD, Trouble.LED_TO_PERSON})
_SPOTS = frozenset({Trouble.NOT_UNDERSTOOD, Trouble.REPEATED, Trouble.ASKED_PERSON, Trouble.LAST})


@dataclass(frozen=True, slots=True)
class ReadCall:
    """What went wrong in a call."""

    figures: CallFigures
    lines: Sequence[TroubledLine]
    vectors: Vectors | None
    """One row for each line; None where nothing is embedded here."""


@dataclass(frozen=True, slots=True)
class Reading:
    groups: Sequence[QuestionGroup]
    spots: Sequence[Spot]
    calls: frozenset[str]
    """Whose words were read."""
    passed_over: int


@dataclass(frozen=True, slots=True)
class Engines:
    """What a reading needs. `vectors` and `embedder` are None where nothing can be embedded."""

    log: EventLog
    known: Callable[[], Known]
    vectors: HeardVectors | None
    embedder: Embedder | None
    cache: Path | None
    """Where vectors of the samples are kept."""


class QuestionReading:
    """For one thread at a time."""

    def __init__(self, engines: Engines, distance: float | None = None) -> None:
        """`distance` at which groups are cut; None: the one that was measured."""
        self._engines = engines
        self._distance = distance
        self._read: dict[str, ReadCall] = {}
        self._grouping: Grouping | None = None
        self._words: tuple[Knowledge | None, Lexicon] = (None, Lexicon())

    def read(self, calls: Sequence[CallFigures]) -> Reading:
        """Raises RecordsError, OSError."""
        troubled = [each for each in reversed(calls) if each.troubles]
        chosen, passed_over = _latest(troubled)
        read = {each.call: self._call(each) for each in chosen}
        self._read = read
        return Reading(
            groups=self._grouped(read.values()),
            spots=_spots(line for each in read.values() for line in each.lines),
            calls=frozenset(read),
            passed_over=passed_over,
        )

    def inventor(self, call: str) -> Inventor:
        """Always the same for a call, so that a line is the same on every page. Callable from any
        thread.
        """
        knowledge = self._engines.known().knowledge
        before, lexicon = self._words
        if before is not knowledge:
            lexicon = lexicon_of(knowledge)
            self._words = knowledge, lexicon
        return Inventor(call, knowledge.addresses, lexicon)

    # -- reading calls -----------------------------------------------------------------------

    def _call(self, figures: CallFigures) -> ReadCall:
        kept = self._read.get(figures.call)
        if kept is not None and kept.figures == figures:
            return kept
        try:
            entries = self._engines.log.read(figures.call)
        except RecordsError:  # erased just now, or changed from outside: it tells nothing
            entries = []
        lines = troubled_lines(figures, entries, self.inventor(figures.call))
        return ReadCall(figures, lines, self._vectors(figures.call, lines, entries))

    def _vectors(
        self, call: str, lines: Sequence[TroubledLine], entries: Sequence[Entry]
    ) -> Vectors | None:
        """Of what was said in fact: that is what is kept."""
        if self._engines.vectors is None:
            return None
        said = {entry.number: entry.item for entry in entries}
        texts = [
            item.text if isinstance(item := said[line.entry], Heard) else line.text
            for line in lines
        ]
        return self._engines.vectors.vectors_of([HeardLine(call, text) for text in texts])

    def _grouped(self, calls: Iterable[ReadCall]) -> list[QuestionGroup]:
        """Learned anew when other content came into force."""
        known = self._engines.known()
        if self._grouping is None or self._grouping.known is not known:
            embedder = self._engines.embedder if self._engines.vectors is not None else None
            self._grouping = Grouping(known, embedder, self._engines.cache, self._distance)
        placed = [
            Placed(line, None if call.vectors is None else call.vectors[nth])
            for call in calls
            for nth, line in enumerate(call.lines)
            if line.trouble in _UNANSWERED and line.spoken
        ]
        return self._grouping.grouped(placed)


def _latest(calls: Sequence[CallFigures]) -> tuple[list[CallFigures], int]:
    """Those of the latest lines, and how many lines are left out; the latest call comes first."""
    chosen: list[CallFigures] = []
    lines = 0
    for nth, each in enumerate(calls):
        lines += len(each.troubles)
        if lines > MOST_LINES:
            return chosen, sum(len(other.troubles) for other in calls[nth:])
        chosen.append(each)
    return chosen, 0


def _spots(lines: Iterable[TroubledLine]) -> list[Spot]:
    by_place: dict[tuple[Trouble, str | None, str], list[TroubledLine]] = defaultdict(list)
    for line in lines:
        if line.trouble in _SPOTS:
            by_place[line.trouble, line.topic, line.said].append(line)
    spots = [
        Spot(
            trouble=trouble, topic=topic, said=said, language=own[0].said_language, lines=tuple(own)
        )
        for (trouble, topic, said), own in by_place.items()
    ]
    return sorted(spots, key=lambda spot: -spot.calls)
