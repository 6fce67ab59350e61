"""Where a call went wrong, by the turn of the caller: not understood, repeated, a person wanted.

A turn has one trouble, the one that weighs most. What the caller said to a question of ours ('ja'
to 'wilt u een medewerker spreken?') counts for the turn that led there.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dialog.acts import Act, Expectation, Listen, RequestCallback, Say, Transfer, Understand
from dialog.asking import NO_TOPIC
from dialog.commands import Command
from dialog.endings import Ending
from dialog.events import Event, Heard, Keyed
from dialog.phrases import plain
from records.call_figures import Place, Trouble
from records.log import Entry

_UNHELPED = frozenset({Ending.WAITING, Ending.WITHOUT})
_NO_ANSWER = frozenset({"unknown", "municipal"})
_SAME_WORDS = 0.8
"""So much of the words of two turns in common, and the second says the first again."""
_FEWEST_WORDS = 3
"""Shorter turns are answers, and 'ja' twice is no repeating."""
_WEIGHT = {
    Trouble.ASKED_PERSON: 3,
    Trouble.NOT_UNDERSTOOD: 2,
    Trouble.LED_TO_PERSON: 1,
    Trouble.REPEATED: 0,
}


def troubles_of(
    entries: Sequence[Entry], ended: Ending
) -> tuple[Mapping[int, Trouble], Mapping[int, Place]]:
    """By the number of the caller's turn: what it was a sign of, and where that was."""
    reading = _Reading()
    for entry in entries:
        step = _STEPS.get(type(entry.item))
        if step is not None:
            step(reading, entry.number, entry.item)
    if ended in _UNHELPED:
        reading.ends()
    return reading.troubles, reading.places


class _Reading:
    def __init__(self) -> None:
        self.troubles: dict[int, Trouble] = {}
        self.places: dict[int, Place] = {}
        self._turns = 0
        self._entry: int | None = None
        """Of the turn at hand."""
        self._spoken = 0
        """Of the last turn with words."""
        self._question: int | None = None
        """Of the last turn that asked about something."""
        self._refused: int | None = None
        """The turn at hand, where it asked for what is no task of ours."""
        self._where: dict[int, Place] = {}
        self._topic: str | None = None
        self._before: frozenset[str] = frozenset()

    def heard(self, number: int, item: Heard) -> None:
        if not item.text:
            return
        self._turn(number)
        self._spoken = number
        words = frozenset(plain(item.text).split())
        if _same(self._before, words):
            self._mark(number, Trouble.REPEATED)
        self._before = words

    def keyed(self, number: int, _: Keyed) -> None:
        self._turn(number)

    def understood(self, _: int, item: Understand) -> None:
        if self._entry is None:
            return
        if item.topic == "human" or item.command == Command.PERSON:
            self._question = None
            self._mark(self._entry, Trouble.ASKED_PERSON)
        elif item.command == Command.REPEAT:
            self._mark(self._entry, Trouble.REPEATED)
        elif item.topic in _NO_ANSWER:
            self._question = self._entry
            self._mark(self._entry, Trouble.NOT_UNDERSTOOD)
        elif item.topic == "out_of_scope":
            self._refused = self._entry
        elif item.topic == "emergency":
            self._question = None
        elif item.topic not in NO_TOPIC:
            self._question = self._entry

    def says(self, _: int, item: Say) -> None:
        if item.topic is None:
            return
        self._topic = item.topic
        if self._entry is not None:  # what a turn got told it was about
            self._place(self._entry)

    def rings(self, _: int, item: Transfer | RequestCallback) -> None:
        self._topic = item.topic or self._topic
        self._led()

    def listens(self, _: int, item: Listen) -> None:
        """No task of ours, we said, and could not tell whose it is: we may be wrong in that."""
        if self._refused is not None and item.expect is Expectation.YES_NO:
            self._question = self._refused
            self._mark(self._refused, Trouble.NOT_UNDERSTOOD)
        self._refused = None
        if item.expect is Expectation.NUMBER and item.slot is None:
            self._led()

    def ends(self) -> None:
        """The caller hung up without being helped."""
        if self._spoken and self._spoken not in self.troubles:
            self._mark(self._spoken, Trouble.LAST)

    def _turn(self, number: int) -> None:
        self._turns += 1
        self._entry = number
        self._place(number)

    def _place(self, number: int) -> None:
        self._where[number] = Place(self._turns, self._topic)
        if number in self.places:
            self.places[number] = self._where[number]

    def _led(self) -> None:
        """A person is to come who was not asked for: what was asked last brought that about."""
        if self._question is not None:
            self._mark(self._question, Trouble.LED_TO_PERSON)
        self._question = None

    def _mark(self, number: int, trouble: Trouble) -> None:
        before = self.troubles.get(number)
        if before is None or _WEIGHT.get(before, 0) < _WEIGHT.get(trouble, 0):
            self.troubles[number] = trouble
        self.places[number] = self._where[number]


def _same(before: frozenset[str], now: frozenset[str]) -> bool:
    if min(len(before), len(now)) < _FEWEST_WORDS:
        return False
    return len(before & now) / len(before | now) >= _SAME_WORDS


_STEPS: Mapping[type[Event | Act] | type[None], Callable[[_Reading, int, Any], None]] = {
    Heard: _Reading.heard,
    Keyed: _Reading.keyed,
    Understand: _Reading.understood,
    Say: _Reading.says,
    Transfer: _Reading.rings,
    RequestCallback: _Reading.rings,
    Listen: _Reading.listens,
}
