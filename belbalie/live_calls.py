"""The calls of this moment as they are recorded, and who wants to know what changes."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable
from weakref import WeakSet

from desk.switchboard import Change, Stage, What
from dialog.acts import Act, CancelTransfer, Say, Transfer, Understand
from dialog.agent_outcomes import AgentOutcome
from dialog.events import Event, HungUp, SentBack, TransferMoved, TransferStage

_MOVED: Mapping[TransferStage, Stage] = {
    TransferStage.QUEUED: Stage.QUEUED,
    TransferStage.RINGING: Stage.RINGING,
    TransferStage.ANSWERED: Stage.RINGING,
    TransferStage.ACCEPTED: Stage.RINGING,
    TransferStage.CONNECTED: Stage.AGENT,
    TransferStage.BUSY: Stage.QUEUED,
    TransferStage.DECLINED: Stage.QUEUED,
    TransferStage.NO_ANSWER: Stage.QUEUED,
    TransferStage.UNREACHABLE: Stage.QUEUED,
    TransferStage.AGENT_GONE: Stage.QUEUED,
    TransferStage.CANCELLED: Stage.ASSISTANT,
    TransferStage.FAILED: Stage.ASSISTANT,
}
_BEGUN: Mapping[type[Event | Act], Stage] = {
    Transfer: Stage.QUEUED,
    CancelTransfer: Stage.ASSISTANT,
    SentBack: Stage.ASSISTANT,
    HungUp: Stage.OVER,
}


def stage_after(stage: Stage, item: Event | Act) -> Stage:
    """Where a call is after this entry of its record."""
    if isinstance(item, TransferMoved):
        return _MOVED.get(item.stage, stage)
    return _BEGUN.get(type(item), stage)


class Controls(Protocol):
    """What can be done with a call from outside."""

    def tell(self, event: Event) -> None:
        """Give the conversation this event."""

    def send_back(self, agent: str, outcome: AgentOutcome | None) -> bool:
        """The agent gives the caller back; False while they do not talk."""


@runtime_checkable
class Writes(Controls, Protocol):
    """What can be done with the call of who types, beside that."""

    def write(self, agent: str, words: str) -> bool:
        """Have the caller read this; False while the two are not together."""


@dataclass(slots=True)
class Live:
    """One call, as far as its record tells. Only `LiveCalls` changes it."""

    call: str
    kind: str
    began: datetime
    controls: Controls | None = None
    """None: it cannot be reached from the desk."""
    stage: Stage = Stage.ASSISTANT
    items: list[Event | Act] = field(default_factory=list)
    department: str | None = None
    urgent: bool = False
    language: str = "nl"
    ended: bool = False
    """Its line and all that belongs to it is gone."""

    def see(self, item: Event | Act) -> None:
        self.items.append(item)
        self.stage = stage_after(self.stage, item)
        if isinstance(item, Transfer):
            self.department, self.urgent = item.department, self.urgent or item.urgent
        elif isinstance(item, Say) and item.topic is None:
            self.language = item.language  # approved words may be there in Dutch alone
        elif isinstance(item, Understand) and item.topic == "emergency":
            self.urgent = True


class LiveCalls:
    """All of them. Whoever carries a call tells of it: `begin`, each `see`, `ended`."""

    def __init__(self) -> None:
        self._calls: dict[str, Live] = {}
        self._watches: WeakSet[_Watch] = WeakSet()

    def begin(
        self, call: str, kind: str, began: datetime, controls: Controls | None = None
    ) -> None:
        self._calls[call] = Live(call, kind, began, controls)
        self.changed(Change(What.CALL, call))

    def see(self, call: str, item: Event | Act) -> None:
        """After it was recorded."""
        live = self._calls.get(call)
        if live is not None:
            live.see(item)
            self.changed(Change(What.CALL, call))

    def ended(self, call: str) -> None:
        """It stays until `forget`."""
        live = self._calls.get(call)
        if live is not None:
            live.stage, live.ended = Stage.OVER, True
            self.changed(Change(What.CALL, call))

    def forget(self, call: str) -> None:
        """Nobody has anything to do with it any more."""
        if self._calls.pop(call, None) is not None:
            self.changed(Change(What.CALL, call))

    def __iter__(self) -> Iterator[Live]:
        """Oldest first."""
        return iter(sorted(self._calls.values(), key=lambda live: (live.began, live.call)))

    def get(self, call: str) -> Live | None:
        return self._calls.get(call)

    # -- who wants to know -------------------------------------------------------------------

    def changed(self, change: Change) -> None:
        for watch in self._watches:
            watch.tell(change)

    def watch(self) -> AsyncIterator[Change]:
        """Every change from this moment on, whenever it is asked for; equal ones that wait are
        given once. It ends with whoever holds it.
        """
        made = _Watch()
        self._watches.add(made)
        return made


class _Watch:
    """Changes that wait for one watcher. There are never more of them than calls, and two."""

    def __init__(self) -> None:
        self._waiting: dict[Change, None] = {}
        self._some = asyncio.Event()

    def tell(self, change: Change) -> None:
        self._waiting[change] = None
        self._some.set()

    def __aiter__(self) -> "_Watch":
        return self

    async def __anext__(self) -> Change:
        await self._some.wait()
        change = next(iter(self._waiting))
        del self._waiting[change]
        if not self._waiting:
            self._some.clear()
        return change
