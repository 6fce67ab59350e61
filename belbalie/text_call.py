"""A whole conversation as text: the same conversation and search as a call, without sound."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from loguru import logger

from dialog.acts import (
    Act,
    CancelTransfer,
    Connect,
    Expectation,
    Follow,
    HangUp,
    Listen,
    LookUp,
    Perform,
    Say,
    Tempo,
    Transfer,
)
from dialog.conversation import Conversation
from dialog.crisis import over_at, told_at_once
from dialog.events import (
    Event,
    Heard,
    HungUp,
    Keyed,
    LooksUp,
    Performed,
    Rung,
    Said,
    Silence,
    TransferMoved,
    TransferStage,
)
from dialog.explaining import SILENT
from dialog.services import FAILED, Outcome
from dialog.silences import SILENCES
from records.call_codes import Begun
from voice.keypad import LONE_ZERO_SECONDS, Keypad

Performs = Callable[[str, Mapping[str, str], datetime], Outcome]
"""Has a service do something at this moment. Raises for what goes wrong."""

DEMONSTRATION = Begun(code="482913", left=None)
"""What a conversation in text is given; it opens nothing."""
TURN_SECONDS = 10
"""How far the caller's clock moves on with each turn; nothing else moves it."""


class Agents(StrEnum):
    """Whether somebody takes a transfer."""

    FREE = "free"
    BUSY = "busy"
    NONE = "none"
    REAL = "real"
    """Whoever carries the call carries its transfers out too, and tells what comes of them."""


_STAGES = {
    Agents.FREE: (
        TransferStage.RINGING,
        TransferStage.ANSWERED,
        TransferStage.ACCEPTED,
        TransferStage.CONNECTED,
    ),
    Agents.BUSY: (TransferStage.BUSY, TransferStage.FAILED),
    Agents.NONE: (TransferStage.FAILED,),
    Agents.REAL: (),
}
"""What becomes of a transfer, as a call tells it."""
_AGENT = "medewerker"
_OF_NO_ONE = (TransferStage.FAILED,)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a caller does once: words, keys, or nothing at all."""

    say: str = ""
    keys: str = ""

    @property
    def silent(self) -> bool:
        return not self.keys and self.say.strip() in ("", SILENT)


class TextCall:
    """One call in text; every method yields the events and acts in the order they happened."""

    def __init__(
        self,
        conversation: Conversation,
        search: LooksUp,
        now: datetime,
        agents: Agents = Agents.FREE,
        performs: Performs | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """Without a `clock` each turn takes ten seconds, and nothing else takes time."""
        self._clock = clock
        self._agents = agents
        self._performs = performs
        self._moves: list[TransferStage] = []
        self._conversation = conversation
        self._search = search
        self._now = now
        self._silences = 0
        self._tempo = Tempo.USUAL
        self._keypad = Keypad(rate_hz=1)  # time passes in whole seconds here
        self._over = self._connected = False

    @property
    def over(self) -> bool:
        """The desk has hung up: turns of the caller reach nobody any more."""
        return self._over

    def ring(
        self,
        caller: str | None = None,
        content_version: str = "",
        is_open: bool | None = None,
        can_transfer: bool = True,
        line: str = "text",
        begun: Begun | None = None,
        asks_rating: bool = False,
    ) -> Iterator[Event | Act]:
        came = self._crisis()
        news = told_at_once(came)
        rung = Rung(
            at=self._now,
            caller=caller,
            content_version=content_version,
            open=is_open,
            can_transfer=can_transfer,
            line=line,
            crisis=news.get("nl"),
            crisis_en=news.get("en"),
            crisis_until=over_at(came),
            code=begun.code if begun else None,
            left=begun.left if begun else None,
            asks_rating=asks_rating,
        )
        yield from self._pass_on(rung)

    def tell(self, event: Event) -> Iterator[Event | Act]:
        """Something that happens beside what the caller does."""
        self._now = self._clock() if self._clock else self._now
        yield from self._pass_on(event)

    def happen(self, event: Event) -> Iterator[Event | Act]:
        """What the caller does, as an event that is known whole; nothing once we hung up."""
        if self._over:
            return
        yield from self.tell(event)
        yield from self._ring_agents()

    def take(self, turn: Turn) -> Iterator[Event | Act]:
        if self._over:
            return
        yield from self._turn(turn)
        yield from self._ring_agents()

    def _turn(self, turn: Turn) -> Iterator[Event | Act]:
        self._now = self._clock() if self._clock else self._now + timedelta(seconds=TURN_SECONDS)
        self._silences = self._silences + 1 if turn.silent else 0
        if turn.keys:
            yield from self._press(turn.keys)
        elif turn.silent:
            rungs = SILENCES[self._tempo]
            nth = min(self._silences, len(rungs))
            seconds = rungs[nth - 1]
            yield from self._pass_on(Silence(at=self._now, seconds=seconds, nth=nth))
        else:
            yield from self._pass_on(Heard(at=self._now, text=turn.say))

    def hang_up(self, by: str | None = None) -> Iterator[Event | Act]:
        """`by` whom, where it is known from outside."""
        self._now = self._clock() if self._clock else self._now
        by = by or ("agent" if self._connected else "desk" if self._over else "caller")
        yield from self._pass_on(HungUp(at=self._now, by=by))

    def _press(self, keys: str) -> Iterator[Event | Act]:
        """As on the telephone: key by key, or gathered into a number when one is asked for."""
        for key in keys:
            yield from self._entered(self._keypad.press(key))
        yield from self._entered(self._keypad.wait(round(LONE_ZERO_SECONDS)))

    def _entered(self, keys: str | None) -> Iterator[Event | Act]:
        if keys is not None and not self._over:
            yield from self._pass_on(Keyed(at=self._now, keys=keys))

    def _pass_on(self, event: Event) -> Iterator[Event | Act]:
        event = self._conversation.masked(event)
        yield event
        for act in self._conversation.receive(event):
            yield act
            if isinstance(act, LookUp):
                findings = self._search(act.query, act.language, self._now.date())
                yield from self._pass_on(findings.found(self._now, act.query))
            elif isinstance(act, Perform):
                yield from self._pass_on(self._perform(act))
            elif isinstance(act, Say):
                yield from self._pass_on(self._read_to_the_end(act))
            elif isinstance(act, Listen):
                self._keypad.enter_number(act.expect is Expectation.NUMBER)
            elif isinstance(act, Follow):
                self._tempo = act.tempo
            elif isinstance(act, Transfer):
                self._moves = [*_STAGES[self._agents]]
            elif isinstance(act, CancelTransfer):
                self._moves = []
            elif isinstance(act, Connect) and self._agents is not Agents.REAL:
                self._over = self._connected = True
            elif isinstance(act, HangUp):
                self._over = True

    def _ring_agents(self) -> Iterator[Event | Act]:
        """What comes of a transfer comes after everything that the same event gave."""
        while self._moves and not (self._over and not self._connected):
            stage = self._moves.pop(0)
            agent = None if stage in _OF_NO_ONE else _AGENT
            how = "bridged" if stage is TransferStage.CONNECTED else None
            yield from self._pass_on(TransferMoved(at=self._now, stage=stage, agent=agent, how=how))

    def _crisis(self) -> Outcome:
        """What everybody is to hear, as the call begins."""
        if self._performs is None:
            return Outcome(FAILED)
        came = self._perform(Perform(service="crisis.active"))
        return Outcome(came.status, came.values)

    def _perform(self, act: Perform) -> Performed:
        try:
            if self._performs is None:
                raise LookupError("there are no services here")
            came = self._performs(act.service, dict(act.values), self._now)
        except Exception as error:  # as in a call: whatever breaks in there, a person is offered
            logger.error("{} failed, {}", act.service, type(error).__name__)
            came = Outcome(FAILED)
        return Performed(
            at=self._now,
            service=act.service,
            status=came.status,
            values=came.values,
            options=came.options,
        )

    def _read_to_the_end(self, say: Say) -> Said:
        """In text nobody is interrupted."""
        return Said(
            at=self._now,
            text=say.text,
            heard_text=say.text,
            played_seconds=1.0,
            total_seconds=1.0,
        )
