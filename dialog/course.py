"""What of a call decides how it ended, read from its events and acts.

An answer counts when it has a source and its words were heard to the end. That it was enough has
to be said: no to 'heeft u nog een vraag?', or a goodbye with thanks, while nothing was left open
that the caller had asked; or yes to 'bent u geholpen?'. Nobody's silence and nobody's hanging up
says it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialog.acts import (
    Act,
    CancelTransfer,
    Conclude,
    Expectation,
    HangUp,
    Listen,
    OutcomeType,
    Rate,
    RequestCallback,
    Say,
    Settle,
    Transfer,
    Understand,
)
from dialog.agent_outcomes import AgentOutcome
from dialog.commands import Command
from dialog.desk_events import Closed
from dialog.events import (
    Event,
    Heard,
    HungUp,
    Keyed,
    Performed,
    Said,
    SentBack,
    Silence,
    TransferMoved,
    TransferStage,
)
from dialog.phrases import plain
from dialog.services import OK

_DONE = frozenset({OutcomeType.APPOINTMENT, OutcomeType.REPORT})
"""Carried out once settled, whether or not the caller stayed to hear it."""
_TOLD = frozenset({OutcomeType.STATUS, OutcomeType.ANSWERED})
"""Of use only to who heard it to its end."""
_CONTENT = re.compile(
    r"\b(?:dank\w*|bedankt|thank\w*|thanks|genoeg|alles|was (?:het|m)|geen vra(?:ag|gen)"
    r"|(?:niets|niks) meer|verder (?:niets|niks)|klaar|fijn|prima|super"
    r"|that s (?:all|it)|that is (?:all|it)|no more questions)\b"
)
"""A goodbye with one of these says that it was enough; a bare one says nothing."""


@dataclass(slots=True)
class Course:
    """How far a call has come. Only `course_of` changes it."""

    answered: bool = False
    """An answer from a source was heard to its end."""
    enough: bool = False
    """The caller said that it was."""
    arranged: bool = False
    rung_back: bool = False
    """Somebody is to ring back."""
    talked: bool = False
    """With a person."""
    agent_says: AgentOutcome | None = None
    """Of a call that an agent had."""
    danger: bool = False
    wants_person: bool = False
    """A person was asked for and is not there yet."""
    refused: bool = False
    broken: bool = True
    """Nobody has hung up, or our own fault ended it."""
    _closed: AgentOutcome | None = None
    _open: bool = False
    """What was asked last has no answer yet."""
    _rings: bool = False
    _found: bool = False
    """The service that was asked last had it."""
    _told: list[str] = field(default_factory=list)
    """What we say to the event at hand."""
    _sourced: set[str] = field(default_factory=set)
    _arranging: set[str] = field(default_factory=set)
    """Words that carry an errand through once they are heard."""
    _words: str = ""
    _content: bool = False
    """The turn at hand says that it was enough, if it ends the call."""

    def begin(self) -> None:
        """Something happens; what we say from now on is said to that."""
        self._told = []

    # -- the caller --------------------------------------------------------------------------

    def heard(self, event: Heard) -> None:
        self._words, self._content = plain(event.text), False

    def moved_on(self, _: Event) -> None:
        self._words, self._content = "", False

    def understood(self, act: Understand) -> None:
        if act.topic == "command":
            self._obeyed(act.command)
        elif act.topic == "human":
            self._wants_person()
        elif act.topic == "emergency":
            self.danger = True
        elif act.topic == "smalltalk":
            self._content = bool(_CONTENT.search(self._words)) or self._words.startswith("dag")
        else:
            self._open, self.enough = True, False

    def _wants_person(self) -> None:
        self.wants_person, self._open, self.enough = True, True, False

    def _obeyed(self, command: str | None) -> None:
        if command == Command.PERSON:
            self._wants_person()
        elif command == Command.NO:
            self._content = True
        elif command == Command.GOODBYE:
            self._content = bool(_CONTENT.search(self._words))

    # -- what we did -------------------------------------------------------------------------

    def says(self, act: Say) -> None:
        self._told.append(act.text)
        if act.source is not None:
            self._sourced.add(act.text)

    def said(self, event: Said) -> None:
        if not event.complete or event.text not in self._sourced:
            return
        self.answered, self._open = True, False
        self.arranged = self.arranged or event.text in self._arranging
        self.wants_person = self.wants_person and self._rings

    def performed(self, event: Performed) -> None:
        self._found = event.status == OK

    def settled(self, act: Settle) -> None:
        if act.outcome in _DONE:
            self.arranged, self._open = True, False
        elif act.outcome in _TOLD and self._found:
            self._sourced.update(self._told)
            self._arranging.update(self._told if act.outcome is OutcomeType.STATUS else ())

    def listens(self, act: Listen) -> None:
        if act.expect is Expectation.NUMBER and act.slot is None:
            self.wants_person = True

    def says_goodbye(self, _: HangUp) -> None:
        self.enough = self.enough or (self._content and self.answered and not self._open)

    def rates(self, act: Rate) -> None:
        """The question is asked in the place of our goodbye."""
        if act.helped is None:
            self.enough = self._content and self.answered and not self._open
        else:
            self.enough = act.helped

    def rings(self, _: Transfer) -> None:
        self.wants_person = self._rings = self._open = True

    def stops_ringing(self, _: CancelTransfer | SentBack) -> None:
        self.wants_person = self._rings = self._open = False

    def promised(self, _: RequestCallback) -> None:
        self.rung_back = True

    # -- agents ------------------------------------------------------------------------------

    def transfer(self, event: TransferMoved) -> None:
        if event.stage is TransferStage.CONNECTED:
            self.talked, self.wants_person, self._rings = True, False, False
        elif event.stage in (TransferStage.FAILED, TransferStage.CANCELLED):
            self._rings = False

    def closed(self, event: Closed) -> None:
        self.agent_says = event.outcome if self.talked else None

    # -- the end -----------------------------------------------------------------------------

    def hung_up(self, event: HungUp) -> None:
        self.broken = event.by == "fault"

    def concluded(self, act: Conclude) -> None:
        self.danger = self.danger or act.outcome is OutcomeType.EMERGENCY
        self.refused = act.outcome is OutcomeType.REFUSED


def course_of(items: Iterable[Event | Act]) -> Course:
    course = Course()
    for item in items:
        if isinstance(item, Event) and not isinstance(item, Said):
            course.begin()
        step = _STEPS.get(type(item))
        if step is not None:
            step(course, item)
    return course


_STEPS: Mapping[type[Event | Act], Callable[[Course, Any], None]] = {
    Heard: Course.heard,
    Keyed: Course.moved_on,
    Silence: Course.moved_on,
    Understand: Course.understood,
    Say: Course.says,
    Said: Course.said,
    Performed: Course.performed,
    Settle: Course.settled,
    Listen: Course.listens,
    HangUp: Course.says_goodbye,
    Rate: Course.rates,
    Transfer: Course.rings,
    CancelTransfer: Course.stops_ringing,
    SentBack: Course.stops_ringing,
    RequestCallback: Course.promised,
    TransferMoved: Course.transfer,
    Closed: Course.closed,
    HungUp: Course.hung_up,
    Conclude: Course.concluded,
}
