"""A whole conversation as text: the same conversation and search as a call, without sound."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialog.acts import Act, LookUp, Say
from dialog.conversation import SILENCES_SECONDS, Conversation
from dialog.events import Candidate, Event, Found, Heard, HungUp, Keyed, Rung, Said, Silence

Search = Callable[[str, str], tuple[Candidate, ...]]

TURN_SECONDS = 10
"""How far the caller's clock moves on with each turn; nothing else moves it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a caller does once: words, keys, or nothing at all."""

    say: str = ""
    keys: str = ""

    @property
    def silent(self) -> bool:
        return not self.keys and self.say.strip() in ("", "[stilte]")


class TextCall:
    """One call in text; every method yields the events and acts in the order they happened."""

    def __init__(self, conversation: Conversation, search: Search, now: datetime) -> None:
        self._conversation = conversation
        self._search = search
        self._now = now
        self._silences = 0

    def ring(self, caller: str | None = None) -> Iterator[Event | Act]:
        yield from self._pass_on(Rung(at=self._now, caller=caller))

    def take(self, turn: Turn) -> Iterator[Event | Act]:
        self._now += timedelta(seconds=TURN_SECONDS)
        self._silences = self._silences + 1 if turn.silent else 0
        yield from self._pass_on(self._event(turn))

    def hang_up(self) -> Iterator[Event | Act]:
        yield from self._pass_on(HungUp(at=self._now, by="caller"))

    def _event(self, turn: Turn) -> Event:
        if turn.keys:
            return Keyed(at=self._now, keys=turn.keys)
        if turn.silent:
            nth = min(self._silences, len(SILENCES_SECONDS))
            return Silence(at=self._now, seconds=SILENCES_SECONDS[nth - 1], nth=nth)
        return Heard(at=self._now, text=turn.say)

    def _pass_on(self, event: Event) -> Iterator[Event | Act]:
        yield event
        for act in self._conversation.receive(event):
            yield act
            if isinstance(act, LookUp):
                found = self._search(act.query, act.language)
                yield from self._pass_on(Found(at=self._now, query=act.query, candidates=found))
            if isinstance(act, Say):  # in text all that is said is read to its end
                self._conversation.receive(
                    Said(
                        at=self._now,
                        text=act.text,
                        heard_text=act.text,
                        played_seconds=1.0,
                        total_seconds=1.0,
                    )
                )
