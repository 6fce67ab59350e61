"""The switchboard of the house (port `desk.switchboard`): who sits where, who waits, who talks.

It joins what three others keep: the calls and their records (`belbalie/live_calls.py`), the queue
(`belbalie/queue_room.py`), and the transfers of each call. A page that is closed changes none of
it. Everything happens on the event loop.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta

from belbalie.agent_phones import Phones, fixed_seats, rules_of
from belbalie.live_calls import Controls, Live, LiveCalls, Writes
from belbalie.queue_room import QueueRoom
from belbalie.standing import Standing
from desk.agents import Agent
from desk.switchboard import Change, LiveCall, NotNow, Presence, Seat, Stage, What
from dialog.acts import Act, Transfer
from dialog.agent_outcomes import AgentOutcome
from dialog.events import TYPED, Event, TakenOver
from dialog.knowledge import Municipality
from telephony.queue import Queue, SeatState
from telephony.queue import Seat as QueueSeat
from telephony.queue_times import HandlingTimes
from telephony.transfer_plan import Phone
from telephony.transferring import Transferring
from voice.ears import Clock

_PRESENCE = {
    SeatState.FREE: Presence.AVAILABLE,
    SeatState.RUNG: Presence.BUSY,
    SeatState.BUSY: Presence.BUSY,
    SeatState.AWAY: Presence.AWAY,
}
_STATES = {
    Presence.AVAILABLE: SeatState.FREE,
    Presence.BUSY: SeatState.BUSY,
    Presence.AWAY: SeatState.AWAY,
}
_GONE = "Dit gesprek is er niet meer."
_NOT_YOURS = "Dit gesprek is niet van u, of niet meer."
_IN_CALL = "U bent nog met een gesprek bezig."
_RINGS = "Er gaat een gesprek bij u over. Neem het op, of weiger het."
_NO_PHONE = "Uw telefoon is nog niet klaar. Zet eerst de telefoon op deze pagina aan."
_NOT_HERE = "U bent niet meer aangemeld. Laad de pagina opnieuw."
_SOUNDS = "Deze beller typt niet. U kunt met de beller praten."
_TAKEN = "Dit gesprek gaat al bij een collega over."


class HouseSwitchboard:
    """One for the house. Who made it runs `run` beside it, and tells `calls` what happens."""

    def __init__(
        self,
        clock: Clock,
        municipality: Callable[[], Municipality],
        phones: Phones | None = None,
    ) -> None:
        """`municipality` as the content has it now; `phones` are those of the browsers."""
        self._clock, self._municipality = clock, municipality
        self._phones = phones or Phones()
        self._agents: dict[str, Agent] = {}
        self._fixed: dict[str, Agent] = {}
        self._since: dict[str, tuple[Presence, datetime]] = {}
        self._transfers: dict[str, Transferring] = {}
        """The last of each call."""
        town = municipality()
        queue = Queue(rules=rules_of(town), times=HandlingTimes(prior=town.queue.handling_seconds))
        self.live = LiveCalls()
        self.room = QueueRoom(queue, clock.seconds, self._phone, self._moved)
        self._town: Municipality | None = None

    async def run(self) -> None:
        """Until cancelled."""
        await self.room.run()

    # -- who carries calls -------------------------------------------------------------------

    def begin(
        self, call: str, kind: str, began: datetime, controls: Controls | None = None
    ) -> None:
        self.live.begin(call, kind, began, controls)

    def see(self, call: str, item: Event | Act) -> None:
        self.live.see(call, item)

    def ended(self, call: str) -> None:
        self.live.ended(call)
        self._transfers.pop(call, None)
        self._tidy()

    def standing(self, call: str, asked: Transfer, language: str) -> Standing:
        """What a transfer of this call is to go by."""
        self._read_town()
        phone = self._phone(asked.agent, call, asked=True) if asked.agent else None
        most = self._municipality().queue.longest_seconds

        def begun(transferring: Transferring) -> None:
            self._transfers[call] = transferring

        return Standing(
            self.room, call, asked, language, phone, most, self._clock, begun, self._title,
            self._is_typed(call),
        )  # fmt: skip

    # -- port `desk.switchboard.Switchboard`: looking ----------------------------------------

    def calls(self) -> Sequence[LiveCall]:
        return [self._told(live) for live in self.live]

    def call(self, call: str) -> LiveCall | None:
        live = self.live.get(call)
        return self._told(live) if live is not None else None

    def queue(self) -> Sequence[LiveCall]:
        waiting = [self.live.get(waiter.call) for waiter in self.room.queue.in_order()]
        return [self._told(live) for live in waiting if live is not None]

    def seats(self) -> Sequence[Seat]:
        self._read_town()
        return [self._seat(agent) for agent in (*self._agents.values(), *self._fixed.values())]

    def seat(self, name: str) -> Seat | None:
        agent = self._agents.get(name) or self._fixed.get(name)
        return self._seat(agent) if agent is not None else None

    def watch(self) -> AsyncIterator[Change]:
        return self.live.watch()

    # -- presence ----------------------------------------------------------------------------

    def sit_down(self, agent: Agent) -> None:
        known = self._agents.get(agent.name)
        if known == agent:
            return
        self._agents[agent.name] = agent
        self._phones.signed_in(agent)
        self._town = None
        self._read_town()
        self.room.sit(
            QueueSeat(
                name=agent.name,
                departments=frozenset(agent.departments),
                languages=frozenset(agent.languages),
            )
        )
        self._changed(Change(What.SEATS))

    def stand_up(self, name: str) -> None:
        if self._agents.pop(name, None) is None:
            return
        self._phones.signed_out(name)
        self._since.pop(name, None)
        self._town = None
        self.room.rise(name)
        self._changed(Change(What.SEATS))

    def be(self, name: str, presence: Presence) -> None:
        talk = self.room.talks.get(name)
        if talk is not None and talk.over_at is None:
            raise NotNow(_IN_CALL)
        if self._state(name) is SeatState.RUNG:
            raise NotNow(_RINGS)
        if presence is Presence.AVAILABLE and not self._phones.can_ring(name):
            raise NotNow(_NO_PHONE)
        if talk is not None:
            self.finish(name, talk.call)
        if self._state(name) is not _STATES[presence]:
            self.room.become(name, _STATES[presence])

    def phone_changed(self, name: str) -> None:
        """The telephone of an agent in a browser can be rung, or no more."""
        if self._state_of(name) is SeatState.FREE and not self._phones.can_ring(name):
            self.room.become(name, SeatState.AWAY)
        self._changed(Change(What.SEATS))

    # -- calls -------------------------------------------------------------------------------

    def accept(self, name: str, call: str) -> None:
        self._rung(name, call).agree(name)
        self._phones.pick_up(name)

    def decline(self, name: str, call: str) -> None:
        self._rung(name, call).decline(name)

    def take_over(self, name: str, call: str) -> None:
        live = self._live(call)
        if live.controls is None:
            raise NotNow(_TAKEN)
        if name in self.room.talks or self._state(name) is SeatState.RUNG:
            raise NotNow(_IN_CALL)
        phone = self._phone(name, call, asked=True)
        if phone is None:
            raise NotNow(_NO_PHONE)
        if live.stage is Stage.QUEUED and call in self.room.queue.waiters:
            self.room.take(call, name, phone)
        elif live.stage is Stage.ASSISTANT:
            department = live.department or self._department(name)
            now = self._clock.now()
            live.controls.tell(TakenOver(at=now, agent=name, department=department))
        else:
            raise NotNow(_TAKEN)

    def hang_up(self, name: str, call: str) -> None:
        self._talking(name, call).hang_up()

    def send_back(self, name: str, call: str, outcome: AgentOutcome | None) -> None:
        self._talking(name, call)
        controls = self._live(call).controls
        if controls is None or not controls.send_back(self._title(name), outcome):
            raise NotNow(_NOT_YOURS)

    def write(self, name: str, call: str, words: str) -> None:
        self._talking(name, call)
        controls = self._live(call).controls
        if not isinstance(controls, Writes):
            raise NotNow(_SOUNDS)
        if not controls.write(self._title(name), words):
            raise NotNow(_NOT_YOURS)

    def finish(self, name: str, call: str) -> None:
        talk = self.room.talks.get(name)
        if talk is None or talk.call != call:
            raise NotNow(_NOT_YOURS)
        if talk.over_at is None:
            raise NotNow(_IN_CALL)
        self.room.finish(name)
        self._tidy()

    # -- inside ------------------------------------------------------------------------------

    def _is_typed(self, call: str) -> bool:
        live = self.live.get(call)
        return live is not None and live.kind == TYPED

    def _phone(self, name: str, call: str, *, asked: bool = False) -> Phone | None:
        """Where this agent is rung for this call: who types needs no telephone."""
        if self._is_typed(call):
            return self._phones.screen(name, asked=asked)
        return self._phones.of(name, call, asked=asked)

    def _live(self, call: str) -> Live:
        live = self.live.get(call)
        if live is None or live.ended:
            raise NotNow(_GONE)
        return live

    def _rung(self, name: str, call: str) -> Transferring:
        waiter = self.room.queue.waiters.get(call)
        transfer = self._transfers.get(call)
        if waiter is None or transfer is None or name not in waiter.rung:
            raise NotNow(_GONE)
        return transfer

    def _talking(self, name: str, call: str) -> Transferring:
        talk, transfer = self.room.talks.get(name), self._transfers.get(call)
        if talk is None or talk.call != call or talk.over_at is not None or transfer is None:
            raise NotNow(_NOT_YOURS)
        return transfer

    def _state_of(self, name: str) -> SeatState | None:
        seat = self.room.queue.seats.get(name)
        return seat.state if seat is not None else None

    def _state(self, name: str) -> SeatState:
        state = self._state_of(name)
        if state is None:
            raise NotNow(_NOT_HERE)
        return state

    def _title(self, name: str) -> str:
        agent = self._agents.get(name)
        return agent.title if agent is not None else name

    def _department(self, name: str) -> str:
        agent, known = self._agents.get(name), self._municipality().departments
        own = [key for key in agent.departments if key in known] if agent is not None else []
        return own[0] if own else next(iter(known))

    def _told(self, live: Live) -> LiveCall:
        queue = self.room.queue
        waiter, now = queue.waiters.get(live.call), self._clock.seconds()
        in_line = waiter is not None and not waiter.rung
        waited = timedelta(seconds=now - waiter.since if waiter is not None else 0.0)
        return LiveCall(
            call=live.call,
            kind=live.kind,
            began=live.began,
            stage=live.stage,
            items=live.items,
            department=live.department,
            urgent=live.urgent,
            language=live.language,
            agent=self._agent_of(live.call),
            queued_since=self._clock.now() - waited if waiter is not None else None,
            position=queue.position(live.call) if in_line else None,
            estimate_seconds=queue.estimate(live.call) if in_line else None,
        )

    def _agent_of(self, call: str) -> str | None:
        waiter = self.room.queue.waiters.get(call)
        if waiter is not None and waiter.rung:
            return waiter.rung[0]
        return next((name for name, talk in self.room.talks.items() if talk.call == call), None)

    def _seat(self, agent: Agent) -> Seat:
        name, queue = agent.name, self.room.queue
        presence = _PRESENCE[self._state_of(name) or SeatState.AWAY]
        since = self._since.get(name, (presence, self._clock.now()))
        rung = next((each.call for each in queue.waiters.values() if name in each.rung), None)
        talk = self.room.talks.get(name)
        own = talk.call if talk is not None else None
        return Seat(
            agent=agent,
            presence=presence,
            since=since[1],
            call=rung or own,
            phone=self._phones.can_ring(name),
            signed_in=name in self._agents,
        )

    def _read_town(self) -> None:
        """Telephones that stand in the content are seats, but for those of an account."""
        town = self._municipality()
        if town is self._town:
            return
        self._town = town
        fixed = fixed_seats(town, self._phones.addresses)
        for name in self._fixed.keys() - fixed.keys():
            self.room.rise(name)
        self._fixed = {name: agent for name, (agent, _) in fixed.items()}
        self._phones.fixed = {name: agent.address or "" for name, agent in self._fixed.items()}
        self.room.fixed = frozenset(fixed)
        self.room.obey(rules_of(town))
        for _, seat in fixed.values():
            self.room.sit(seat)

    def _tidy(self) -> None:
        """Forget the calls that are over, and that nobody writes about."""
        wanted = {talk.call for talk in self.room.talks.values()}
        for live in list(self.live):
            if live.ended and live.call not in wanted:
                self.live.forget(live.call)

    def _moved(self, before: Queue, after: Queue) -> None:
        if before.waiters is not after.waiters:
            self._changed(Change(What.QUEUE))
            calls = {*before.waiters, *after.waiters}
            for call in calls:
                if before.waiters.get(call) != after.waiters.get(call):
                    self._changed(Change(What.CALL, call))
        if before.seats is not after.seats:
            self._note_since(after)
            self._changed(Change(What.SEATS))
            self._tidy()

    def _note_since(self, queue: Queue) -> None:
        for name, seat in queue.seats.items():
            presence, since = _PRESENCE[seat.state], self._since.get(name)
            if since is None or since[0] is not presence:
                self._since[name] = (presence, self._clock.now())

    def _changed(self, change: Change) -> None:
        self.live.changed(change)
