"""A conversation tried out: what is done with the copy never reaches the call."""

import copy
from collections.abc import Iterator
from datetime import timedelta
from types import FunctionType, MethodType
from typing import Any

import pytest

from dialog.acts import Act, LookUp
from dialog.conversation import Conversation
from dialog.events import Candidate, Event, Found, Heard, Keyed, Silence
from tests.dialog.staffed import STAFFED_STATES, in_any_state
from tests.dialog.talking import MONDAY, STATES, Talk, in_state, knowledge

LATER = MONDAY + timedelta(hours=1)
EVENTS: tuple[Event, ...] = (
    *(
        Heard(at=LATER, text=text)
        for text in (
            *("ik wil een paspoort", "ja", "nee", "langzamer", "nog een keer", "stop", "harder"),
            *("een medewerker graag", "wat kan ik zeggen", "er is brand", "waar staat dat", "hm"),
            *("06 12 34 56 78", "morgenochtend", "dank u wel tot ziens", "terug", "wacht even"),
        )
    ),
    Keyed(at=LATER, keys="0"),
    Silence(at=LATER, seconds=7.0, nth=1),
)

every_state = pytest.mark.parametrize("state", [*STATES, *STAFFED_STATES])


def answer(conversation: Conversation, event: Event) -> list[Act]:
    """All that is done about it, with one likely topic for what is looked up."""
    acts = conversation.receive(event)
    found = (Candidate("paspoort", 0.9),)
    return acts + [
        later
        for act in acts
        if isinstance(act, LookUp)
        for later in conversation.receive(Found(at=LATER, query=act.query, candidates=found))
    ]


@every_state
def test_a_fork_does_what_the_conversation_would(state: str) -> None:
    for event in EVENTS:
        talk = in_any_state(state).conversation
        fork = talk.fork()
        assert answer(fork, event) == answer(talk, event)


@every_state
def test_what_a_fork_is_told_the_conversation_never_knows(state: str) -> None:
    talk, untouched = in_any_state(state).conversation, in_any_state(state).conversation
    for tried in EVENTS:
        answer(talk.fork(), tried)
    for event in EVENTS[:4]:
        assert answer(talk, event) == answer(untouched, event)


def test_a_fork_of_a_fork_is_one_too() -> None:
    talk = in_state("fresh").conversation
    fork = talk.fork()
    answer(fork.fork(), EVENTS[0])
    assert answer(fork, EVENTS[0]) == answer(talk, EVENTS[0])


def test_the_content_is_shared_and_never_copied() -> None:
    talk = Talk().conversation
    held = [each for each in _reached(talk.fork()) if each is knowledge()]
    assert held


def test_nothing_that_can_change_is_shared() -> None:
    """Nor does any function keep hold of the first one, as a lambda over `self` would."""
    talk = in_state("after an answer").conversation
    mine, theirs = (
        {id(each): each for each in _reached(one) if type(each).__module__.startswith("dialog.")}
        for one in (talk, talk.fork())
    )
    shared = [mine[place] for place in mine.keys() & theirs.keys()]
    assert [each for each in shared if _can_change(each)] == []
    assert [each for each in _reached(talk) if isinstance(each, FunctionType) and each.__closure__
            and each.__module__ != copy.__name__] == []  # fmt: skip


def _can_change(thing: object) -> bool:
    frozen = getattr(thing, "__dataclass_params__", None)
    return not (frozen and frozen.frozen) and not isinstance(thing, str | int)


def _reached(thing: Any, seen: dict[int, Any] | None = None) -> Iterator[Any]:
    """Everything that hangs on it, but for what hangs on the content."""
    seen = {} if seen is None else seen
    if id(thing) in seen or isinstance(thing, type):
        return
    seen[id(thing)] = thing
    yield thing
    if thing is knowledge() or isinstance(thing, str | bytes | int | float | FunctionType):
        return
    inner: list[Any] = []
    if isinstance(thing, dict):
        inner = [*thing.keys(), *thing.values()]
    elif isinstance(thing, list | tuple | set | frozenset):
        inner = [*thing]
    elif isinstance(thing, MethodType):
        inner = [thing.__self__]
    else:
        inner = [*getattr(thing, "__dict__", {}).values()]
        names = (name for of in type(thing).__mro__ for name in getattr(of, "__slots__", ()))
        inner += [getattr(thing, name) for name in names if hasattr(thing, name)]
        inner += [*getattr(thing, "args", ()), *filter(None, [getattr(thing, "func", None)])]
    for each in inner:
        yield from _reached(each, seen)
