"""A switchboard of one room: what the desk asks of it is done at once, and by nobody else."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from desk.agents import Agent
from desk.switchboard import Change, LiveCall, NotNow, Presence, Seat, Stage, What
from dialog.acts import Act, Fill, Say, Understand
from dialog.agent_outcomes import AgentOutcome
from dialog.events import Event, Heard, Rung, Said

NINE = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
"""Nine in the morning in Zonnedael."""
KEES = Agent(name="kees", title="Kees Bakker", departments=("burgerzaken", "openbare_ruimte"))


class Board:
    """Implements desk.switchboard.Switchboard; `ring`, `add` and the like are what callers do."""

    def __init__(self) -> None:
        self.now = NINE
        self.back: list[tuple[str, AgentOutcome | None]] = []
        self.written: list[tuple[str, str]] = []
        """The calls that were sent back, and with what."""
        self._calls: dict[str, LiveCall] = {}
        self._seats: dict[str, Seat] = {}
        self._watchers: list[asyncio.Queue[Change]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    # -- what callers do ---------------------------------------------------------------------

    def add(self, call: LiveCall) -> None:
        self._calls[call.call] = call
        self._tell(What.CALL, call.call)
        self._tell(What.QUEUE)

    def happen(self, call: str, *items: Event | Act) -> None:
        """This was recorded of the call."""
        known = self._calls[call]
        self._put(call, items=[*known.items, *items])

    def ring(self, call: str, name: str) -> None:
        self._put(call, stage=Stage.RINGING, agent=name)
        self._seat(name, presence=Presence.BUSY, call=call)

    def hang(self, call: str) -> None:
        """The caller hangs up."""
        known = self._calls[call]
        self._put(call, stage=Stage.OVER)
        if known.agent is None:
            self.forget(call)

    def forget(self, call: str) -> None:
        del self._calls[call]
        self._tell(What.CALL, call)
        self._tell(What.QUEUE)

    async def watched(self) -> None:
        """Somebody watches."""
        await until(lambda: bool(self._watchers))

    # -- the port ----------------------------------------------------------------------------

    def calls(self) -> Sequence[LiveCall]:
        return sorted(self._calls.values(), key=lambda call: call.began)

    def call(self, call: str) -> LiveCall | None:
        return self._calls.get(call)

    def queue(self) -> Sequence[LiveCall]:
        waiting = [call for call in self._calls.values() if call.stage is Stage.QUEUED]
        return sorted(waiting, key=lambda call: (not call.urgent, call.queued_since or call.began))

    def seats(self) -> Sequence[Seat]:
        return list(self._seats.values())

    def seat(self, name: str) -> Seat | None:
        return self._seats.get(name)

    async def watch(self) -> AsyncIterator[Change]:
        self._loop = asyncio.get_running_loop()
        mine: asyncio.Queue[Change] = asyncio.Queue()
        self._watchers.append(mine)
        try:
            while True:
                yield await mine.get()
        finally:
            self._watchers.remove(mine)

    def sit_down(self, agent: Agent) -> None:
        if agent.name not in self._seats:
            self._seats[agent.name] = Seat(
                agent=agent, presence=Presence.AWAY, since=self.now, phone=True
            )
            self._tell(What.SEATS)

    def stand_up(self, name: str) -> None:
        if self._seats.pop(name, None) is not None:
            self._tell(What.SEATS)

    def be(self, name: str, presence: Presence) -> None:
        if self._seats[name].call:
            raise NotNow("U bent nog met een gesprek bezig.")
        self._seat(name, presence=presence)

    def accept(self, name: str, call: str) -> None:
        self._mine(name, call, Stage.RINGING)
        self._put(call, stage=Stage.AGENT)
        self._tell(What.SEATS)

    def decline(self, name: str, call: str) -> None:
        known = self._mine(name, call, Stage.RINGING)
        since = known.queued_since or self.now
        self._put(call, stage=Stage.QUEUED, agent=None, queued_since=since)
        self._seat(name, presence=Presence.BUSY, call=None)
        self._tell(What.QUEUE)

    def take_over(self, name: str, call: str) -> None:
        known = self._calls.get(call)
        if known is None or known.stage not in (Stage.ASSISTANT, Stage.QUEUED):
            raise NotNow("Dit gesprek is er niet meer, of een collega heeft het al.")
        self._put(call, stage=Stage.AGENT, agent=name)
        self._seat(name, presence=Presence.BUSY, call=call)
        self._tell(What.QUEUE)

    def hang_up(self, name: str, call: str) -> None:
        self._mine(name, call, Stage.AGENT)
        self._put(call, stage=Stage.OVER)

    def write(self, name: str, call: str, words: str) -> None:
        self._mine(name, call, Stage.AGENT)
        self.written.append((call, words))

    def send_back(self, name: str, call: str, outcome: AgentOutcome | None) -> None:
        self._mine(name, call, Stage.AGENT)
        self.back.append((call, outcome))
        self._put(call, stage=Stage.ASSISTANT, agent=None)
        self._tell(What.SEATS)

    def finish(self, name: str, call: str) -> None:
        if self._seats[name].call != call:
            raise NotNow("Dit gesprek was al afgerond.")
        if self._calls[call].stage is Stage.OVER:
            self.forget(call)
        self._seat(name, presence=Presence.AVAILABLE, call=None)

    # -- inside ------------------------------------------------------------------------------

    def _mine(self, name: str, call: str, stage: Stage) -> LiveCall:
        known = self._calls.get(call)
        if known is None or known.agent != name or known.stage is not stage:
            raise NotNow("Dit gesprek is er niet meer.")
        return known

    def _put(self, call: str, **changed: object) -> None:
        self._calls[call] = replace(self._calls[call], **changed)  # type: ignore[arg-type]
        self._tell(What.CALL, call)

    def _seat(self, name: str, **changed: object) -> None:
        since = {"since": self.now} if "presence" in changed else {}
        self._seats[name] = replace(self._seats[name], **(since | changed))  # type: ignore[arg-type]
        self._tell(What.SEATS)

    def on_the_loop(self, do: Callable[[], object]) -> None:
        """Also from another thread, as tests with a browser do."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(do)

    def _tell(self, what: What, call: str | None = None) -> None:
        for watcher in self._watchers:
            self.on_the_loop(partial(watcher.put_nowait, Change(what, call)))


async def until(true: Callable[[], bool]) -> None:
    """Let the others on the loop go on for as long as that takes."""
    for _ in range(100_000):
        if true():
            return
        await asyncio.sleep(0)
    raise AssertionError("it did not come true")


def live_call(key: str = "c-1", minutes_ago: float = 2, **given: object) -> LiveCall:
    """A call with the assistant; `given` are its other fields."""
    began = NINE - timedelta(minutes=minutes_ago)
    known: dict[str, object] = {"kind": "sip", "stage": Stage.ASSISTANT, "items": talk(began)}
    return LiveCall(call=key, began=began, **(known | given))  # type: ignore[arg-type]


def talk(began: datetime, *more: Event | Act) -> list[Event | Act]:
    """Somebody who asks what a passport costs, and gives their name."""
    answer = "Een paspoort kost 83 euro en 87 cent."
    return [
        Rung(at=began, caller="0612345678"),
        Heard(
            at=began + timedelta(seconds=9),
            text="Wat kost een nieuw paspoort?",
            confidence=0.93,
            word_confidences=(0.98, 0.97, 0.95, 0.41, 0.96),
        ),
        Understand(topic="paspoort", score=0.97),
        Say(text=answer, topic="paspoort", source="Paspoort (2026-01-05)"),
        Said(
            at=began + timedelta(seconds=14),
            text=answer,
            heard_text=answer,
            played_seconds=4.0,
            total_seconds=4.0,
        ),
        Fill(slot="naam", value="Jansen", confidence=0.82, confirmed=False),
        *more,
    ]
