"""A warm transfer as a table of states: agents are rung, told who calls, say yes or no. Pure.

Two rules. Every step from state to state stands in TABLE and nowhere else; what is not in it
cannot happen and raises. And this file rings nobody: it says what is to be done, in order, and
`telephony/transferring.py` does it.

A transfer ends in one of LAST. The caller is in none of the states without somebody to talk to:
until CONNECTED the assistant stays on the line.

It goes one of two ways. Where all agents are known (`begin`), they are rung as they stand, and
with the last of them it has failed. In the queue of the house (`begin_in_line`) it waits for whom
the queue offers, and stands in line again when that agent is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class State(StrEnum):
    QUEUED = "queued"
    """In line: nobody is rung, and an agent will be offered."""
    RINGING = "ringing"
    BRIEFING = "briefing"
    """An agent picked up and hears who calls and why."""
    ACCEPTED = "accepted"
    """The agent said yes and waits, while the caller is told."""
    CONNECTED = "connected"
    FAILED = "failed"
    CANCELLED = "cancelled"
    OVER = "over"


LAST = frozenset({State.FAILED, State.CANCELLED, State.OVER})


class Signal(StrEnum):
    """What happens. Those of an agent carry the agent's name."""

    IN_LINE = "in_line"
    """The queue has nobody who is free."""
    OFFERED = "offered"
    """The queue gives this agent."""
    NOBODY = "nobody"
    """The queue has nobody who could ever come."""
    RINGS = "rings"
    PICKED_UP = "picked_up"
    BUSY = "busy"
    REFUSED = "refused"
    """The agent's telephone said no."""
    NOT_PICKED_UP = "not_picked_up"
    UNREACHABLE = "unreachable"
    """It cannot be rung, or never rang; it may still be tried by the network."""
    SAID_YES = "said_yes"
    SAID_NO = "said_no"
    SAID_NOTHING = "said_nothing"
    """Somebody or something picked up (a voice mail, perhaps) and pressed no key."""
    AGENT_GONE = "agent_gone"
    JOINED = "joined"
    """Caller and agent hear each other, through us."""
    PASSED_ON = "passed_on"
    """Their telephones talk with each other (attended transfer); our legs end."""
    SENT_BACK = "sent_back"
    """The agent gives the caller back to the assistant."""
    LINE_LOST = "line_lost"
    """The agent's line broke while the two talked, and nobody hung up."""
    TAKEN_BACK = "taken_back"
    """The caller does not want to wait."""
    CALLER_GONE = "caller_gone"
    STILL_WAITING = "still_waiting"
    TOO_LONG = "too_long"


class Step(StrEnum):
    """What a row asks for. TELL_… go to the conversation, and so to the record."""

    TELL_QUEUED = "tell_queued"
    TELL_RINGING = "tell_ringing"
    TELL_ANSWERED = "tell_answered"
    TELL_BUSY = "tell_busy"
    TELL_DECLINED = "tell_declined"
    TELL_NO_ANSWER = "tell_no_answer"
    TELL_UNREACHABLE = "tell_unreachable"
    TELL_AGENT_GONE = "tell_agent_gone"
    TELL_WAITING = "tell_waiting"
    TELL_ACCEPTED = "tell_accepted"
    TELL_CONNECTED = "tell_connected"
    TELL_PASSED_ON = "tell_passed_on"
    TELL_CANCELLED = "tell_cancelled"
    TELL_FAILED = "tell_failed"
    BRIEF = "brief"
    STOP_BRIEF = "stop_brief"
    RING = "ring"
    DROP = "drop"
    """Hang up on this agent, or stop ringing there."""
    THANK = "thank"
    """Tell this agent that the caller is coming: nobody likes to listen to silence."""
    EXPLAIN = "explain"
    """Tell this agent that the caller is gone, then hang up."""
    NEXT = "next"
    """Ring the next agent. When nobody is left who rings or could be rung: FAILED, or QUEUED
    where others may be offered."""
    DROP_OTHERS = "drop_others"
    """Stop ringing elsewhere; those may be rung again later."""
    DROP_ALL = "drop_all"


@dataclass(frozen=True, slots=True)
class Row:
    to: State
    steps: tuple[Step, ...] = ()


_S, _T = Step, State
_AGENT_LOST = {
    Signal.BUSY: Row(_T.RINGING, (_S.TELL_BUSY, _S.NEXT)),
    Signal.REFUSED: Row(_T.RINGING, (_S.TELL_DECLINED, _S.NEXT)),
    Signal.NOT_PICKED_UP: Row(_T.RINGING, (_S.DROP, _S.TELL_NO_ANSWER, _S.NEXT)),
    Signal.UNREACHABLE: Row(_T.RINGING, (_S.DROP, _S.TELL_UNREACHABLE, _S.NEXT)),
    Signal.AGENT_GONE: Row(_T.RINGING, (_S.TELL_AGENT_GONE, _S.NEXT)),
}
_QUEUED: Mapping[Signal, Row] = {
    Signal.IN_LINE: Row(_T.QUEUED, (_S.TELL_QUEUED,)),
    Signal.OFFERED: Row(_T.RINGING, (_S.RING,)),
    Signal.NOBODY: Row(_T.FAILED, (_S.TELL_FAILED,)),
    Signal.STILL_WAITING: Row(_T.QUEUED, (_S.TELL_WAITING,)),
    Signal.TOO_LONG: Row(_T.FAILED, (_S.TELL_FAILED,)),
    Signal.TAKEN_BACK: Row(_T.CANCELLED, (_S.TELL_CANCELLED,)),
    Signal.CALLER_GONE: Row(_T.OVER),
}
_RUNGS: Mapping[Signal, Row] = {
    Signal.OFFERED: Row(_T.RINGING, (_S.RING,)),
    Signal.RINGS: Row(_T.RINGING, (_S.TELL_RINGING,)),
    Signal.PICKED_UP: Row(_T.BRIEFING, (_S.DROP_OTHERS, _S.TELL_ANSWERED, _S.BRIEF)),
    # On the screen of the desk, where the card was read: no brief is spoken.
    Signal.SAID_YES: Row(_T.ACCEPTED, (_S.DROP_OTHERS, _S.TELL_ACCEPTED)),
    Signal.SAID_NO: Row(_T.RINGING, (_S.DROP, _S.TELL_DECLINED, _S.NEXT)),
    **_AGENT_LOST,
    Signal.STILL_WAITING: Row(_T.RINGING, (_S.TELL_WAITING,)),
    Signal.TOO_LONG: Row(_T.FAILED, (_S.DROP_ALL, _S.TELL_FAILED)),
    Signal.TAKEN_BACK: Row(_T.CANCELLED, (_S.DROP_ALL, _S.TELL_CANCELLED)),
    Signal.CALLER_GONE: Row(_T.OVER, (_S.DROP_ALL,)),
}
_BRIEFED: Mapping[Signal, Row] = {
    Signal.SAID_YES: Row(_T.ACCEPTED, (_S.STOP_BRIEF, _S.TELL_ACCEPTED, _S.THANK)),
    Signal.SAID_NO: Row(_T.RINGING, (_S.DROP, _S.TELL_DECLINED, _S.NEXT)),
    Signal.SAID_NOTHING: Row(_T.RINGING, (_S.DROP, _S.TELL_NO_ANSWER, _S.NEXT)),
    Signal.AGENT_GONE: Row(_T.RINGING, (_S.STOP_BRIEF, _S.TELL_AGENT_GONE, _S.NEXT)),
    Signal.STILL_WAITING: Row(_T.BRIEFING, (_S.TELL_WAITING,)),
    Signal.TOO_LONG: Row(_T.BRIEFING),  # somebody is there: not the moment to give up
    Signal.TAKEN_BACK: Row(_T.CANCELLED, (_S.EXPLAIN, _S.TELL_CANCELLED)),
    Signal.CALLER_GONE: Row(_T.OVER, (_S.EXPLAIN,)),
}
_ACCEPTED: Mapping[Signal, Row] = {
    Signal.JOINED: Row(_T.CONNECTED, (_S.STOP_BRIEF, _S.TELL_CONNECTED)),
    Signal.AGENT_GONE: Row(_T.RINGING, (_S.STOP_BRIEF, _S.TELL_AGENT_GONE, _S.NEXT)),
    Signal.TAKEN_BACK: Row(_T.CANCELLED, (_S.EXPLAIN, _S.TELL_CANCELLED)),
    Signal.CALLER_GONE: Row(_T.OVER, (_S.EXPLAIN,)),
    Signal.SAID_YES: Row(_T.ACCEPTED),
    Signal.SAID_NO: Row(_T.RINGING, (_S.DROP, _S.TELL_DECLINED, _S.NEXT)),
    Signal.SAID_NOTHING: Row(_T.ACCEPTED),
    Signal.STILL_WAITING: Row(_T.ACCEPTED),
    Signal.TOO_LONG: Row(_T.ACCEPTED),
}
_CONNECTED: Mapping[Signal, Row] = {
    Signal.PASSED_ON: Row(_T.CONNECTED, (_S.TELL_PASSED_ON,)),
    Signal.AGENT_GONE: Row(_T.OVER),
    Signal.SENT_BACK: Row(_T.OVER, (_S.DROP,)),
    Signal.LINE_LOST: Row(_T.RINGING, (_S.DROP, _S.TELL_AGENT_GONE, _S.NEXT)),
    Signal.CALLER_GONE: Row(_T.OVER, (_S.DROP_ALL,)),
    Signal.STILL_WAITING: Row(_T.CONNECTED),
    Signal.TOO_LONG: Row(_T.CONNECTED),
}
TABLE: Mapping[State, Mapping[Signal, Row]] = {
    State.QUEUED: _QUEUED,
    State.RINGING: _RUNGS,
    State.BRIEFING: _BRIEFED,
    State.ACCEPTED: _ACCEPTED,
    State.CONNECTED: _CONNECTED,
    # What comes in when all is over (a last word from a telephone that we hung up) changes nothing.
    **{state: {signal: Row(state) for signal in Signal} for state in LAST},
}

_RINGS_NO_MORE = frozenset({*_AGENT_LOST, Signal.PICKED_UP, Signal.SAID_YES, Signal.SAID_NO})
_HELD = frozenset({State.BRIEFING, State.ACCEPTED})
"""In these one agent has the call."""


_OF_NOBODY = frozenset({
    Step.TELL_QUEUED, Step.TELL_WAITING, Step.TELL_CANCELLED, Step.TELL_FAILED,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Do:
    step: Step
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far a transfer is. Begin with `begin` or `begin_in_line`, go on with `move`."""

    state: State = State.RINGING
    waiting: tuple[str, ...] = ()
    """Agents that can still be rung, in order."""
    ringing: tuple[str, ...] = ()
    agent: str | None = None
    """Who picked up."""
    together: bool = False
    in_line: bool = False
    """Agents come from the queue, and none stands in `waiting`."""

    @property
    def over(self) -> bool:
        return self.state in LAST


Moved = tuple[Transfer, tuple[Do, ...]]


def begin(agents: tuple[str, ...], *, together: bool = False) -> Moved:
    """Ring the first agent, or all of them; with nobody to ring it has failed at once."""
    return _next(Transfer(waiting=agents, together=together), ())


def begin_in_line() -> Moved:
    """Wait for whom the queue offers."""
    return Transfer(State.QUEUED, in_line=True), ()


def move(transfer: Transfer, signal: Signal, agent: str | None = None) -> Moved:
    """What a signal changes, and what is to be done. Raises KeyError for what cannot happen."""
    if agent is not None and transfer.agent not in (None, agent):
        return _of_another(transfer, signal, agent)
    row = TABLE[transfer.state][signal]
    moved = _without(transfer, row, signal, agent)
    done: tuple[Do, ...] = ()
    for step in row.steps:
        moved, done = _take(moved, step, agent or transfer.agent, done)
    return moved, done


def _of_another(transfer: Transfer, signal: Signal, agent: str) -> Moved:
    """An agent who is not the one we talk to: only picking up wants an answer, a no."""
    if signal is Signal.PICKED_UP and not transfer.over:
        return transfer, (Do(Step.DROP, agent),)
    return transfer, ()


def _without(transfer: Transfer, row: Row, signal: Signal, agent: str | None) -> Transfer:
    """The state after the row, before its steps: who rings, who has picked up."""
    ringing = transfer.ringing
    if signal in _RINGS_NO_MORE:
        ringing = tuple(each for each in ringing if each != agent)
    holder = agent if row.to in _HELD and agent else transfer.agent
    if row.to in (State.RINGING, State.QUEUED):
        holder = None
    return replace(transfer, state=row.to, ringing=ringing, agent=holder)


def _take(transfer: Transfer, step: Step, agent: str | None, done: tuple[Do, ...]) -> Moved:
    if step is Step.NEXT:
        return _next(transfer, done)
    if step is Step.RING and agent is not None:
        return replace(transfer, ringing=(*transfer.ringing, agent)), (*done, Do(step, agent))
    if step is Step.DROP_OTHERS:
        drops = tuple(Do(Step.DROP, each) for each in transfer.ringing)
        again = () if transfer.in_line else (*transfer.ringing, *transfer.waiting)
        return replace(transfer, waiting=again, ringing=()), (*done, *drops)
    if step is Step.DROP_ALL:
        everyone = [each for each in (*transfer.ringing, transfer.agent) if each is not None]
        return replace(transfer, ringing=()), (*done, *(Do(Step.DROP, each) for each in everyone))
    return transfer, (*done, Do(step, None if step in _OF_NOBODY else agent))


def _next(transfer: Transfer, done: tuple[Do, ...]) -> Moved:
    """Ring who comes next, unless somebody rings still."""
    if transfer.ringing:
        return transfer, done
    if transfer.in_line:
        return replace(transfer, state=State.QUEUED), done
    count = len(transfer.waiting) if transfer.together else 1
    rung, left = transfer.waiting[:count], transfer.waiting[count:]
    if not rung:
        return replace(transfer, state=State.FAILED), (*done, Do(Step.TELL_FAILED))
    ringing = replace(transfer, ringing=rung, waiting=left)
    return ringing, (*done, *(Do(Step.RING, each) for each in rung))
