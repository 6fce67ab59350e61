"""Has recorded conversations again, with one state of the content: each search and each service
done anew, nothing of it kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from belbalie.fixtures import NO_FIXTURES, Fixtures
from belbalie.known import Known
from belbalie.memory_desk import MemoryDesk
from belbalie.text_call import Agents, TextCall, Turn
from dialog import replay_case
from dialog.content_services import ServiceContent
from dialog.conversation import Conversation
from dialog.events import Event, Findings, Heard, Keyed, Performed
from dialog.replay_case import Case
from dialog.replay_run import Items, Run, run_of
from dialog.search import LookedUp
from dialog.services import Outcome
from dialog.vectors import Vectors

_AGENTS = {
    replay_case.Agents.TAKE: Agents.FREE,
    replay_case.Agents.BUSY: Agents.BUSY,
    replay_case.Agents.NONE: Agents.NONE,
}
_PORTION = 256
"""Lines looked up at once: enough to be quick, few enough to be small."""


def lines_of(cases: Iterable[Case]) -> list[tuple[str, str]]:
    """What callers say in these cases, with the key of the case: what will be looked up, but for
    few.
    """
    turns = ((case.key, turn) for case in cases for turn in case.turns)
    return [
        (key, turn.text) for key, turn in turns if isinstance(turn, Heard) and turn.text.strip()
    ]


@dataclass(slots=True)
class Replayer:
    """Conversations with one state of the content. For one thread."""

    known: Known
    services: ServiceContent
    persons: frozenset[str]
    looked_up: dict[str, LookedUp]

    @classmethod
    def of(cls, known: Known, services: ServiceContent) -> "Replayer":
        topics = known.knowledge.topics.items()
        first = frozenset(key for key, topic in topics if topic.person_first)
        return cls(known, services, first, {})

    def look_up(self, vectors: Mapping[str, Vectors] | None, texts: Sequence[str]) -> None:
        """Search these lines beforehand, many at once. `vectors` by line, each of shape
        (dimensions,); None: where meaning takes no part.
        """
        missing = [text for text in dict.fromkeys(texts) if text not in self.looked_up]
        for start in range(0, len(missing), _PORTION):
            portion = missing[start : start + _PORTION]
            rows = _stacked(portion, vectors)
            for each in self.known.index.looked_up(portion, rows):
                self.looked_up[each.text] = each

    def search(self, query: str, language: str, _: date) -> Findings:
        """What only arises in the conversation itself is searched now."""
        if not query.strip():
            return Findings()
        if query not in self.looked_up:
            self.look_up(None, [query])
        return Findings(self.known.index.judged(self.looked_up[query], language))

    def run(self, case: Case, fixtures: Fixtures = NO_FIXTURES) -> Run:
        return run_of(self.turns(case, fixtures), self.persons)

    def turns(self, case: Case, fixtures: Fixtures = NO_FIXTURES) -> Iterator[Items]:
        """What happens: at the ringing, at each turn of the caller, and at the end."""
        moment = [case.rung.at]
        desk = MemoryDesk(self.known.knowledge, self.services, case.rung.at, fixtures)
        performs = Recorded(case.answers, desk)
        call = TextCall(
            Conversation(self.known.knowledge),
            self.search,
            case.rung.at,
            _AGENTS[case.agents],
            performs.perform,
            clock=lambda: moment[0],
        )
        rung = replace(case.rung, content_version=self.known.knowledge.version)
        try:
            yield list(call.happen(rung))
            for turn in case.turns:
                if call.over:
                    break
                moment[0] = turn.at
                yield list(call.take(_typed(turn)) if case.scripted else call.happen(turn))
            yield list(call.hang_up())
        finally:
            desk.close()


class Recorded:
    """The services of one conversation: what records told that day, else done in memory."""

    def __init__(self, answers: Sequence[Performed], desk: MemoryDesk) -> None:
        self._answers, self._desk = list(answers), desk

    def perform(self, service: str, values: Mapping[str, str], now: datetime) -> Outcome:
        """As `MemoryDesk.perform`, which may raise."""
        recorded = next((each for each in self._answers if each.service == service), None)
        if recorded is None:
            return self._desk.perform(service, values, now)
        self._answers.remove(recorded)
        return Outcome(recorded.status, recorded.values, recorded.options)


def _typed(turn: Event) -> Turn:
    """A scripted caller presses key by key; the keypad knows what they are together."""
    if isinstance(turn, Keyed):
        return Turn(keys=turn.keys)
    return Turn(say=turn.text) if isinstance(turn, Heard) else Turn()


def _stacked(texts: Sequence[str], vectors: Mapping[str, Vectors] | None) -> Vectors | None:
    """None where a vector is missing: all are embedded then."""
    if vectors is None or any(text not in vectors for text in texts):
        return None
    return np.stack([vectors[text] for text in texts])
