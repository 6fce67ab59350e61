"""Walks every state of a conversation that events can bring it to, breadth first.

A conversation is put back where it stood by its own attributes (`Bookmark`), which costs a
hundredth of a fork.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dialog.acts import Act, Say
from dialog.conversation import Conversation
from dialog.events import Event, Said
from dialog.knowledge import Knowledge
from dialog.slots.lexicon import Lexicon
from tests.dialog.door_events import ALL, NOW, Alphabet, Here, events, over_us
from tests.dialog.door_signature import mode, signature

Place = tuple[Any, ...]


class Bookmark:
    """Where a conversation stands, to be gone back to as often as one likes.

    Holds as long as what it is made of changes by assignment alone; a fork proves that.
    """

    def __init__(self, conversation: Conversation) -> None:
        self._places = [
            (thing, name)
            for thing in _changing(conversation)
            for name in (*getattr(thing, "__dict__", ()), *_slots(thing))
        ]

    def here(self) -> Place:
        return tuple(getattr(thing, name) for thing, name in self._places)

    def back(self, place: Place) -> None:
        for (thing, name), value in zip(self._places, place, strict=True):
            setattr(thing, name, value)


def _slots(thing: object) -> Iterator[str]:
    for of in type(thing).__mro__:
        yield from getattr(of, "__slots__", ())


def _changing(thing: Any, seen: set[int] | None = None) -> Iterator[Any]:
    """Every object of ours that hangs on it and can change."""
    seen = set() if seen is None else seen
    frozen = getattr(type(thing), "__dataclass_params__", None)
    ours = type(thing).__module__.startswith("dialog.")
    known = isinstance(thing, Knowledge | Lexicon)
    if id(thing) in seen or not ours or known or (frozen and frozen.frozen):
        return
    seen.add(id(thing))
    yield thing
    for name in (*getattr(thing, "__dict__", ()), *_slots(thing)):
        inner = getattr(thing, name)
        for each in inner if isinstance(inner, tuple) else (inner,):
            yield from _changing(each, seen)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One way into a state."""

    path: tuple[Event, ...]
    """What happened, first event first."""
    acts: tuple[Act, ...]
    """What was done about the last of it."""
    speaking: Place
    """While we say that."""
    silent: Place
    """When it was heard to its end."""
    new: bool
    """No other way led here before."""
    stays: bool = True
    """In the mode that the walk began in; others are looked at, and not left from."""


@dataclass
class Walk:
    """One call, begun by these events, and all that may happen in it."""

    conversation: Conversation
    begin: tuple[Event, ...]
    alphabet: Alphabet = ALL
    ways: int = 2
    """From so many ways into a state it is left."""
    most: int | None = None
    """States, beyond which the walk is given up; None: until no new one appears."""
    states: dict[Hashable, int] = field(default_factory=dict)
    """How often each was left."""
    found_second: int = 0
    """States that only the second way out of a known one led to."""
    steps: int = 0

    def __post_init__(self) -> None:
        self.bookmark = Bookmark(self.conversation)

    def arrivals(self) -> Iterator[Arrival]:
        """Every step of the walk, also to where it was before."""
        first = self._first()
        self.mode = mode(self.conversation._memory)
        waiting = deque([(first, False)])
        yield first
        while waiting and (self.most is None or len(self.states) < self.most):
            arrival, second = waiting.popleft()
            for next_ in self._from(arrival):
                self.found_second += next_.new and second
                if next_.new and next_.stays:
                    waiting.append((next_, False))
                elif next_.stays and self.states[self._last] < self.ways:
                    self.states[self._last] += 1
                    waiting.append((next_, True))
                yield next_

    def _first(self) -> Arrival:
        acts: list[Act] = []
        for event in self.begin:
            acts = self.conversation.receive(event)
            speaking = self.bookmark.here()
            hear(self.conversation, acts)
        return self._arrived((), acts, speaking)

    def _from(self, arrival: Arrival) -> Iterator[Arrival]:
        for start, source in ((arrival.silent, events), (arrival.speaking, over_us)):
            self.bookmark.back(start)
            here = Here(self.conversation._memory, arrival.acts, self.alphabet)
            for event in list(source(here)):
                if type(event) in self.conversation._receivers:
                    self.bookmark.back(start)
                    yield self._step(arrival, event)

    def _step(self, arrival: Arrival, event: Event) -> Arrival:
        self.steps += 1
        acts = self.conversation.receive(event)
        speaking = self.bookmark.here()
        hear(self.conversation, acts)
        return self._arrived((*arrival.path, event), acts, speaking)

    def _arrived(self, path: tuple[Event, ...], acts: list[Act], speaking: Place) -> Arrival:
        memory = self.conversation._memory
        self._last = signature(self.conversation)
        new = self._last not in self.states
        stays = not path or mode(memory) == self.mode
        self.states.setdefault(self._last, 1)
        return Arrival(path, tuple(acts), speaking, self.bookmark.here(), new, stays)


def hear(conversation: Conversation, acts: Iterable[Act]) -> None:
    """The caller hears all of it to its end."""
    for act in acts:
        if isinstance(act, Say):
            conversation.receive(
                Said(
                    at=NOW,
                    text=act.text,
                    heard_text=act.text,
                    played_seconds=1.0,
                    total_seconds=1.0,
                )
            )
