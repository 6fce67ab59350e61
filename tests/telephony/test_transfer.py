"""The table of a transfer: what can happen when, what follows, and that no leg is left behind."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.transfer import (
    LAST,
    TABLE,
    Do,
    Moved,
    Signal,
    State,
    Step,
    Transfer,
    begin,
    begin_in_line,
    move,
)

A, B, C = "Balie 1", "Balie 2", "Balie 3"
S = Signal

OF_THE_QUEUE = {S.IN_LINE, S.OFFERED, S.NOBODY}
RINGS_STILL = {S.RINGS, S.PICKED_UP, S.BUSY, S.REFUSED, S.NOT_PICKED_UP, S.UNREACHABLE}
OF_A_TALK = {S.PASSED_ON, S.SENT_BACK, S.LINE_LOST}
ANSWERS = {S.SAID_YES, S.SAID_NO, S.SAID_NOTHING}
IMPOSSIBLE: dict[State, set[Signal]] = {
    State.QUEUED: {*RINGS_STILL, *ANSWERS, *OF_A_TALK, S.AGENT_GONE, S.JOINED},
    State.RINGING: {S.IN_LINE, S.NOBODY, S.SAID_NOTHING, S.JOINED, *OF_A_TALK},
    State.BRIEFING: {*OF_THE_QUEUE, *RINGS_STILL, *OF_A_TALK, S.JOINED},
    State.ACCEPTED: {*OF_THE_QUEUE, *RINGS_STILL, *OF_A_TALK},
    State.CONNECTED: {*OF_THE_QUEUE, *RINGS_STILL, *ANSWERS, S.JOINED, S.TAKEN_BACK},
}
"""Once somebody picked up, nobody rings; nobody answers who was asked nothing; and so on."""


def told(done: tuple[Do, ...]) -> list[str]:
    """'ring Balie 1', 'tell_failed' …"""
    return [f"{do.step} {do.agent}" if do.agent else str(do.step) for do in done]


def after(*signals: Signal, agents: tuple[str, ...] = (A, B), together: bool = False) -> Moved:
    """The transfer after these signals, those of an agent given for A; and the last one's steps.

    It begins in line where the first of them is of the queue.
    """
    in_line = bool(signals) and signals[0] in OF_THE_QUEUE
    transfer, done = begin_in_line() if in_line else begin(agents, together=together)
    for signal in signals:
        transfer, done = move(transfer, signal, A if signal in OF_AN_AGENT else None)
    return transfer, done


OF_AN_AGENT = frozenset(S) - {
    *(
        S.IN_LINE,
        S.NOBODY,
        S.JOINED,
        S.PASSED_ON,
        S.TAKEN_BACK,
        S.CALLER_GONE,
        S.STILL_WAITING,
        S.TOO_LONG,
    )
}
REACHED: dict[State, tuple[Signal, ...]] = {
    State.QUEUED: (S.IN_LINE,),
    State.RINGING: (),
    State.BRIEFING: (S.PICKED_UP,),
    State.ACCEPTED: (S.PICKED_UP, S.SAID_YES),
    State.CONNECTED: (S.PICKED_UP, S.SAID_YES, S.JOINED),
    State.FAILED: (S.TOO_LONG,),
    State.CANCELLED: (S.TAKEN_BACK,),
    State.OVER: (S.CALLER_GONE,),
}
"""The shortest way to each state."""


# -- each row ----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("signal", Signal)
def test_a_pair_has_a_row_or_cannot_happen(state: State, signal: Signal) -> None:
    transfer, _ = after(*REACHED[state])
    assert transfer.state is state
    if signal in IMPOSSIBLE.get(state, ()):
        with pytest.raises(KeyError):
            move(transfer, signal, A if signal in OF_AN_AGENT else None)
    else:
        moved, _ = move(transfer, signal, A if signal in OF_AN_AGENT else None)
        assert moved.state in (TABLE[state][signal].to, State.FAILED)


@pytest.mark.parametrize("state", sorted(LAST))
@pytest.mark.parametrize("signal", Signal)
@pytest.mark.parametrize("agent", [A, B, None])
def test_after_the_end_nothing_changes_and_nothing_is_done(
    state: State, signal: Signal, agent: str | None
) -> None:
    transfer, _ = after(*REACHED[state])
    assert move(transfer, signal, agent) == (transfer, ())


@pytest.mark.parametrize(
    ("signals", "state", "expected"),
    [
        ((S.IN_LINE,), State.QUEUED, ["tell_queued"]),
        ((S.OFFERED,), State.RINGING, [f"ring {A}"]),
        ((S.NOBODY,), State.FAILED, ["tell_failed"]),
        ((S.IN_LINE, S.STILL_WAITING), State.QUEUED, ["tell_waiting"]),
        ((S.IN_LINE, S.TOO_LONG), State.FAILED, ["tell_failed"]),
        ((S.IN_LINE, S.TAKEN_BACK), State.CANCELLED, ["tell_cancelled"]),
        ((S.IN_LINE, S.CALLER_GONE), State.OVER, []),
        ((S.OFFERED, S.BUSY), State.QUEUED, [f"tell_busy {A}"]),
        ((S.OFFERED, S.NOT_PICKED_UP), State.QUEUED, [f"drop {A}", f"tell_no_answer {A}"]),
        ((S.OFFERED, S.SAID_YES), State.ACCEPTED, [f"tell_accepted {A}"]),
        ((S.OFFERED, S.SAID_NO), State.QUEUED, [f"drop {A}", f"tell_declined {A}"]),
        ((S.OFFERED, S.PICKED_UP, S.SAID_NO), State.QUEUED, [f"drop {A}", f"tell_declined {A}"]),
        ((S.OFFERED, S.PICKED_UP, S.SAID_YES, S.AGENT_GONE), State.QUEUED,
         [f"stop_brief {A}", f"tell_agent_gone {A}"]),
        ((), State.RINGING, [f"ring {A}"]),
        ((S.SAID_YES,), State.ACCEPTED, [f"tell_accepted {A}"]),
        ((S.SAID_NO,), State.RINGING, [f"drop {A}", f"tell_declined {A}", f"ring {B}"]),
        ((S.RINGS,), State.RINGING, [f"tell_ringing {A}"]),
        ((S.PICKED_UP,), State.BRIEFING, [f"tell_answered {A}", f"brief {A}"]),
        ((S.BUSY,), State.RINGING, [f"tell_busy {A}", f"ring {B}"]),
        ((S.REFUSED,), State.RINGING, [f"tell_declined {A}", f"ring {B}"]),
        ((S.NOT_PICKED_UP,), State.RINGING, [f"drop {A}", f"tell_no_answer {A}", f"ring {B}"]),
        ((S.UNREACHABLE,), State.RINGING, [f"drop {A}", f"tell_unreachable {A}", f"ring {B}"]),
        ((S.AGENT_GONE,), State.RINGING, [f"tell_agent_gone {A}", f"ring {B}"]),
        ((S.STILL_WAITING,), State.RINGING, ["tell_waiting"]),
        ((S.TOO_LONG,), State.FAILED, [f"drop {A}", "tell_failed"]),
        ((S.TAKEN_BACK,), State.CANCELLED, [f"drop {A}", "tell_cancelled"]),
        ((S.CALLER_GONE,), State.OVER, [f"drop {A}"]),
        ((S.PICKED_UP, S.SAID_YES), State.ACCEPTED,
         [f"stop_brief {A}", f"tell_accepted {A}", f"thank {A}"]),
        ((S.PICKED_UP, S.SAID_NO), State.RINGING,
         [f"drop {A}", f"tell_declined {A}", f"ring {B}"]),
        ((S.PICKED_UP, S.SAID_NOTHING), State.RINGING,
         [f"drop {A}", f"tell_no_answer {A}", f"ring {B}"]),
        ((S.PICKED_UP, S.AGENT_GONE), State.RINGING,
         [f"stop_brief {A}", f"tell_agent_gone {A}", f"ring {B}"]),
        ((S.PICKED_UP, S.STILL_WAITING), State.BRIEFING, ["tell_waiting"]),
        ((S.PICKED_UP, S.TOO_LONG), State.BRIEFING, []),
        ((S.PICKED_UP, S.TAKEN_BACK), State.CANCELLED, [f"explain {A}", "tell_cancelled"]),
        ((S.PICKED_UP, S.CALLER_GONE), State.OVER, [f"explain {A}"]),
        ((S.PICKED_UP, S.SAID_YES, S.SAID_YES), State.ACCEPTED, []),
        ((S.PICKED_UP, S.SAID_YES, S.SAID_NO), State.RINGING,
         [f"drop {A}", f"tell_declined {A}", f"ring {B}"]),
        ((S.PICKED_UP, S.SAID_YES, S.AGENT_GONE), State.RINGING,
         [f"stop_brief {A}", f"tell_agent_gone {A}", f"ring {B}"]),
        ((S.PICKED_UP, S.SAID_YES, S.STILL_WAITING), State.ACCEPTED, []),
        ((S.PICKED_UP, S.SAID_YES, S.TOO_LONG), State.ACCEPTED, []),
        ((S.PICKED_UP, S.SAID_YES, S.TAKEN_BACK), State.CANCELLED,
         [f"explain {A}", "tell_cancelled"]),
        ((S.PICKED_UP, S.SAID_YES, S.CALLER_GONE), State.OVER, [f"explain {A}"]),
        ((S.PICKED_UP, S.SAID_YES, S.JOINED), State.CONNECTED,
         [f"stop_brief {A}", f"tell_connected {A}"]),
        ((*REACHED[State.CONNECTED], S.PASSED_ON), State.CONNECTED, [f"tell_passed_on {A}"]),
        ((*REACHED[State.CONNECTED], S.AGENT_GONE), State.OVER, []),
        ((*REACHED[State.CONNECTED], S.SENT_BACK), State.OVER, [f"drop {A}"]),
        ((*REACHED[State.CONNECTED], S.LINE_LOST), State.RINGING,
         [f"drop {A}", f"tell_agent_gone {A}", f"ring {B}"]),
        ((*REACHED[State.CONNECTED], S.CALLER_GONE), State.OVER, [f"drop {A}"]),
        ((*REACHED[State.CONNECTED], S.STILL_WAITING), State.CONNECTED, []),
        ((*REACHED[State.CONNECTED], S.TOO_LONG), State.CONNECTED, []),
    ],
)  # fmt: skip
def test_what_follows(signals: tuple[Signal, ...], state: State, expected: list[str]) -> None:
    transfer, done = after(*signals)
    assert (transfer.state, told(done)) == (state, expected)


# -- one after the other, and together ---------------------------------------------------------


def test_with_nobody_to_ring_it_has_failed_at_once() -> None:
    transfer, done = begin(())
    assert transfer.over
    assert told(done) == ["tell_failed"]


@pytest.mark.parametrize(
    ("signals", "steps"),
    [
        ((S.BUSY,), ["tell_busy", "tell_failed"]),
        ((S.REFUSED,), ["tell_declined", "tell_failed"]),
        ((S.NOT_PICKED_UP,), ["drop", "tell_no_answer", "tell_failed"]),
        ((S.UNREACHABLE,), ["drop", "tell_unreachable", "tell_failed"]),
        ((S.PICKED_UP, S.SAID_NO), ["drop", "tell_declined", "tell_failed"]),
        ((S.PICKED_UP, S.SAID_NOTHING), ["drop", "tell_no_answer", "tell_failed"]),
        ((S.PICKED_UP, S.AGENT_GONE), ["stop_brief", "tell_agent_gone", "tell_failed"]),
        ((S.PICKED_UP, S.SAID_YES, S.AGENT_GONE), ["stop_brief", "tell_agent_gone", "tell_failed"]),
    ],
)
def test_when_the_last_agent_is_lost_it_has_failed(
    signals: tuple[Signal, ...], steps: list[str]
) -> None:
    transfer, done = after(*signals, agents=(A,))
    assert transfer.state is State.FAILED
    assert [do.step for do in done] == steps


def test_in_turn_the_next_is_rung_when_the_one_before_is_lost() -> None:
    transfer, done = begin((A, B, C))
    for agent, following in ((A, B), (B, C)):
        transfer, done = move(transfer, S.BUSY, agent)
        assert told(done) == [f"tell_busy {agent}", f"ring {following}"]
    transfer, done = move(transfer, S.PICKED_UP, C)
    assert transfer.agent == C


def test_together_all_are_rung_and_who_is_lost_leaves_the_others_ringing() -> None:
    transfer, done = begin((A, B, C), together=True)
    assert told(done) == [f"ring {A}", f"ring {B}", f"ring {C}"]
    transfer, done = move(transfer, S.BUSY, B)
    assert told(done) == [f"tell_busy {B}"]
    assert transfer.ringing == (A, C)


def test_together_the_first_to_pick_up_has_it_and_the_others_are_rung_again_after_a_no() -> None:
    transfer, _ = begin((A, B, C), together=True)
    transfer, done = move(transfer, S.PICKED_UP, B)
    assert told(done) == [f"drop {A}", f"drop {C}", f"tell_answered {B}", f"brief {B}"]
    transfer, done = move(transfer, S.SAID_NO, B)
    assert told(done) == [f"drop {B}", f"tell_declined {B}", f"ring {A}", f"ring {C}"]


@pytest.mark.parametrize("state", [State.BRIEFING, State.ACCEPTED, State.CONNECTED])
def test_together_who_picks_up_second_is_dropped_and_changes_nothing(state: State) -> None:
    transfer, _ = after(*REACHED[state], together=True)
    assert move(transfer, S.PICKED_UP, B) == (transfer, (Do(Step.DROP, B),))


@pytest.mark.parametrize("signal", sorted(OF_AN_AGENT - {S.PICKED_UP}))
def test_together_what_comes_from_another_agent_changes_nothing(signal: Signal) -> None:
    transfer, _ = after(S.PICKED_UP, together=True)
    assert move(transfer, signal, B) == (transfer, ())


def test_together_when_it_takes_too_long_nobody_rings_on() -> None:
    transfer, done = after(S.TOO_LONG, together=True)
    assert told(done) == [f"drop {A}", f"drop {B}", "tell_failed"]
    assert transfer.ringing == ()


# -- whatever happens --------------------------------------------------------------------------

_RINGING = [
    S.SAID_YES,
    S.SAID_NO,
    S.RINGS,
    S.PICKED_UP,
    S.BUSY,
    S.REFUSED,
    S.NOT_PICKED_UP,
    S.UNREACHABLE,
    S.AGENT_GONE,
]
_HOLDS = [S.SAID_YES, S.SAID_NO, S.SAID_NOTHING, S.AGENT_GONE, S.SENT_BACK, S.LINE_LOST]
_OF_NOBODY = [
    S.IN_LINE,
    S.NOBODY,
    S.STILL_WAITING,
    S.TOO_LONG,
    S.TAKEN_BACK,
    S.CALLER_GONE,
    S.JOINED,
    S.PASSED_ON,
]
_LEG_ENDS = frozenset({S.BUSY, S.REFUSED, S.AGENT_GONE})
"""The far end is gone with these; with UNREACHABLE perhaps."""


class Legs:
    """The telephones that ring or talk, as a faithful follower of the steps has them."""

    def __init__(self) -> None:
        self.live: set[str] = set()

    def end(self, signal: Signal, agent: str | None) -> None:
        if signal in _LEG_ENDS and agent is not None:
            self.live.remove(agent)

    def follow(self, signal: Signal, done: tuple[Do, ...]) -> None:
        for do in done:
            if do.step is Step.RING:
                assert do.agent not in self.live, "nobody is rung twice at once"
                self.live.add(str(do.agent))
            elif do.step in (Step.DROP, Step.EXPLAIN):
                assert do.agent in self.live, "each leg is ended once"
                self.live.remove(str(do.agent))


def possible(transfer: Transfer) -> list[tuple[Signal, str | None]]:
    """What can happen now, and to whom."""
    pairs: list[tuple[Signal, str | None]] = [(each, None) for each in _OF_NOBODY]
    pairs += [(each, agent) for agent in transfer.ringing for each in _RINGING]
    pairs += [(S.OFFERED, agent) for agent in (A, B, C) if agent not in transfer.ringing]
    pairs = [pair for pair in pairs if pair[0] is not S.OFFERED or transfer.in_line]
    pairs += [(each, transfer.agent) for each in _HOLDS if transfer.agent]
    return [pair for pair in pairs if pair[0] not in IMPOSSIBLE.get(transfer.state, ())]


@given(st.permutations((A, B, C)), st.integers(0, 3), st.booleans(), st.booleans(), st.data())
def test_no_leg_is_left_behind_whatever_happens(
    agents: list[str], count: int, together: bool, in_line: bool, data: st.DataObject
) -> None:
    legs = Legs()
    some = tuple(agents[:count])
    transfer, done = begin_in_line() if in_line else begin(some, together=together)
    legs.follow(S.STILL_WAITING, done)
    for _ in range(30):
        assert legs.live == {*transfer.ringing, *filter(None, [transfer.agent])}
        if transfer.over:
            break
        signal, agent = data.draw(st.sampled_from(possible(transfer)))
        legs.end(signal, agent)
        transfer, done = move(transfer, signal, agent)
        legs.follow(signal, done)
        if transfer.over:
            assert legs.live == set()
            break


@given(st.integers(0, 3), st.booleans(), st.data())
def test_it_ends_when_nobody_ever_says_yes(count: int, together: bool, data: st.DataObject) -> None:
    losing = [(S.BUSY,), (S.NOT_PICKED_UP,), (S.PICKED_UP, S.SAID_NO), (S.PICKED_UP, S.AGENT_GONE)]
    transfer, _ = begin((A, B, C)[:count], together=together)
    for _ in range(count):
        agent = data.draw(st.sampled_from(transfer.ringing))
        for signal in data.draw(st.sampled_from(losing)):
            transfer, _ = move(transfer, signal, agent)
    assert transfer.state is State.FAILED


# -- the drawing -------------------------------------------------------------------------------


def test_the_drawing_of_the_table_is_up_to_date() -> None:
    docs = Path(__file__).parents[2] / "docs"
    drawn = runpy.run_path(str(docs / "draw_states.py"))["page"]()
    kept = (docs / "transfer-states.md").read_text(encoding="utf-8")
    assert kept == drawn, "run: python docs/draw_states.py"
