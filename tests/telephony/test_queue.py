"""The queue: who comes first, who is asked, who takes over, and what a caller may be told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.queue import (
    LONGEST_ESTIMATE_SECONDS,
    Offer,
    Overflow,
    Queue,
    Rules,
    Seat,
    SeatState,
    Waiter,
)
from telephony.queue_times import PRIOR_SECONDS, WEIGHT, HandlingTimes
from tests.telephony.queue_day import OVERFLOW, seat, waiting

NOBODY_LEAVES = HandlingTimes(stay=1.0)


def queue(*items: Waiter | Seat, rules: Rules = OVERFLOW) -> Queue:
    made = Queue(rules=rules, times=NOBODY_LEAVES)
    for item in items:
        made = made.joined(item) if isinstance(item, Waiter) else made.sat_down(item)
    return made


def offers(made: Queue, now: float = 0.0) -> list[tuple[str, ...]]:
    """('call', 'seat', …) in the order in which they are given out."""
    return [(offer.call, *offer.seats) for offer in made.match(now)[1]]


A, B = seat("a"), seat("b")
AWAY = SeatState.AWAY


# -- who comes first ---------------------------------------------------------------------------


def test_who_waits_longest_gets_who_is_idle_longest() -> None:
    idle = replace(B, idle_since=-5.0)
    assert offers(queue(waiting("1", 3), waiting("2", 1), A, idle)) == [("2", "b"), ("1", "a")]


def test_a_telephone_of_which_nobody_says_anything_is_rung_after_who_is_there() -> None:
    telephone = replace(A, said_so=False, idle_since=-99.0)
    both = queue(waiting("1"), telephone, B)
    assert offers(both) == [("1", "b")]
    assert both.estimate("1") == queue(waiting("1"), B).estimate("1")
    assert offers(queue(waiting("1"), telephone)) == [("1", "a")]


def test_danger_goes_first_and_not_before_who_has_waited_ten_minutes_longer() -> None:
    alarm = replace(waiting("alarm", 590.0), urgent=True)
    assert offers(queue(waiting("old"), alarm, A), 600) == [("alarm", "a")]
    later = replace(alarm, since=601.0)
    assert offers(queue(waiting("old"), later, A), 601) == [("old", "a")]


def test_who_nobody_free_may_serve_holds_up_nobody() -> None:
    first = waiting("1", 0, "griffie")
    assert offers(queue(first, waiting("2", 5), A), 6) == [("2", "a")]


def test_nobody_is_rung_twice_and_nobody_is_rung_for_two() -> None:
    made, _ = queue(waiting("1"), waiting("2", 1), A).match(1)
    assert offers(made, 2) == []


def test_who_waits_already_keeps_their_place() -> None:
    made = queue(waiting("1"), waiting("2", 5)).joined(replace(waiting("1", 9), urgent=True))
    assert made.waiters["1"].since == 0
    assert made.waiters["1"].urgent


# -- who is asked ------------------------------------------------------------------------------


def test_another_group_takes_over_after_a_while_and_at_once_where_nobody_is_there() -> None:
    caller, own, other = waiting("1", 0, "burgerzaken"), seat("own", "burgerzaken"), A
    busy = replace(own, state=SeatState.BUSY)
    assert offers(queue(caller, busy, other), 59.9) == []
    assert offers(queue(caller, busy, other), 60) == [("1", "a")]
    assert offers(queue(caller, own, other), 60) == [("1", "own")]
    assert offers(queue(caller, replace(own, state=AWAY), other)) == [("1", "a")]


def test_who_speaks_the_language_is_asked_first_and_others_rather_than_nobody() -> None:
    caller = replace(waiting("1"), language="en")
    speaks = seat("b", languages=("nl", "en"))
    assert offers(queue(caller, A, speaks)) == [("1", "b")]
    busy = replace(speaks, state=SeatState.BUSY)
    assert offers(queue(caller, A, busy), 19) == []
    assert offers(queue(caller, A, busy), 20) == [("1", "a")]
    assert offers(queue(caller, A)) == [("1", "a")]


def test_who_declined_is_asked_again_when_all_others_were_and_not_at_once() -> None:
    made, _ = queue(waiting("1"), A, B).match(0)
    made, given_out = made.refused("1", "a", 2).match(2)
    assert given_out == (Offer("1", ("b",)),)
    made = made.refused("1", "b", 5)
    assert offers(made, 34) == []
    made, given_out = made.match(35)
    assert given_out == (Offer("1", ("a",)),)
    assert made.waiters["1"].passed == frozenset()


def test_who_declined_one_caller_is_rung_for_the_next() -> None:
    made, _ = queue(waiting("1"), waiting("2", 1), A).match(1)
    assert offers(made.refused("1", "a", 2), 2) == [("2", "a")]


def test_who_is_away_or_busy_for_a_while_comes_back_by_itself() -> None:
    made = queue(waiting("1"), A).became("a", AWAY, 0, until=30)
    assert offers(made, 29) == []
    assert offers(made, 30) == [("1", "a")]


def test_a_group_is_rung_together_and_who_picks_up_has_it() -> None:
    both = (replace(A, together=True), replace(B, together=True))
    made, given_out = queue(waiting("1"), *both, seat("c")).match(0)
    assert given_out == (Offer("1", ("a", "b")),)
    made = made.picked_up("1", "b")
    assert [made.seats[name].state for name in "ab"] == [SeatState.FREE, SeatState.RUNG]
    made = made.connected("1", "b")
    assert (made.waiters, made.seats["b"].state) == ({}, SeatState.BUSY)


def test_whoever_goes_frees_the_other() -> None:
    made, _ = queue(waiting("1"), A).match(0)
    assert made.gave_up("1").seats["a"].state is SeatState.FREE
    assert made.stood_up("a").waiters["1"].rung == ()
    assert made.became("a", AWAY, 1).waiters["1"].rung == ()


def test_what_is_not_known_changes_nothing() -> None:
    made = queue(A)
    for same in (
        made.left("9"), made.gave_up("9"), made.picked_up("9", "a"), made.connected("9", "a"),
        made.refused("9", "a", 0), made.became("z", AWAY, 0),
    ):  # fmt: skip
        assert same == made


@pytest.mark.parametrize(
    ("seats", "hopeless"),
    [
        ((), True),
        ((replace(A, state=AWAY),), True),
        ((seat("g", "griffie"),), True),
        ((A,), False),
        ((replace(A, state=SeatState.BUSY),), False),
    ],
)
def test_where_nobody_could_ever_come_that_is_known(
    seats: tuple[Seat, ...], hopeless: bool
) -> None:
    assert queue(waiting("1", 0, "burgerzaken"), *seats).hopeless("1") is hopeless


# -- what a caller may be told -----------------------------------------------------------------


def test_a_place_counts_only_who_waits_for_the_same_people() -> None:
    made = queue(
        waiting("1", 0, "griffie"), waiting("2", 1), waiting("3", 2), A, seat("g", "griffie")
    )
    assert [made.position(call) for call in "123"] == [1, 1, 2]


def test_an_estimate_is_the_work_before_this_caller_shared_by_who_is_there() -> None:
    callers = [waiting(str(n), n) for n in range(4)]
    made = queue(*callers, A, B, replace(seat("c"), state=AWAY))
    assert [made.estimate(str(n)) for n in range(4)] == [
        PRIOR_SECONDS / 2, PRIOR_SECONDS, 1.5 * PRIOR_SECONDS, 2 * PRIOR_SECONDS,
    ]  # fmt: skip


def test_what_cannot_be_told_honestly_is_not() -> None:
    assert queue(waiting("1")).estimate("1") is None
    many = queue(*(waiting(f"{n:02}", n) for n in range(9)), A)
    assert many.estimate("06") == 7 * PRIOR_SECONDS <= LONGEST_ESTIMATE_SECONDS
    assert many.estimate("08") is None


def test_handling_times_are_learned_and_who_leaves_is_counted() -> None:
    times = HandlingTimes(stay=1.0).measured("klantcontact", 340.0)
    assert times.of("klantcontact") == pytest.approx(PRIOR_SECONDS + WEIGHT * 100)
    assert times.of("griffie") == PRIOR_SECONDS
    assert times.waited(to_the_end=False).stay < times.waited(to_the_end=True).stay == 1.0
    with pytest.raises(ValueError, match="expected a time of 0 s or more"):
        times.measured("griffie", -1)


# -- whatever happens --------------------------------------------------------------------------

_TEAMS = ("klantcontact", "burgerzaken", "griffie")
_callers = st.builds(
    Waiter,
    call=st.sampled_from([f"call {n}" for n in range(6)]),
    department=st.sampled_from(_TEAMS),
    since=st.floats(0, 500),
    language=st.sampled_from(("nl", "en")),
    urgent=st.booleans(),
)
_seats = st.builds(
    Seat,
    name=st.sampled_from("abcd"),
    departments=st.frozensets(st.sampled_from(_TEAMS), min_size=1),
    languages=st.sampled_from((frozenset({"nl"}), frozenset({"nl", "en"}))),
    state=st.sampled_from((SeatState.FREE, SeatState.AWAY)),
    together=st.booleans(),
)
_SAID = (SeatState.FREE, SeatState.BUSY, SeatState.AWAY)
_names, _calls = st.sampled_from("abcd"), st.sampled_from([f"call {n}" for n in range(6)])
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("joined"), _callers),
        st.tuples(st.just("sat_down"), _seats),
        st.tuples(st.sampled_from(("left", "gave_up")), _calls),
        st.tuples(st.just("stood_up"), _names),
        st.tuples(st.sampled_from(("picked_up", "connected")), _calls, _names),
        st.tuples(st.just("refused"), _calls, _names, st.floats(0, 900)),
        st.tuples(st.just("became"), _names, st.sampled_from(_SAID), st.floats(0, 900)),
    ),
    max_size=25,
)


@given(_steps, st.floats(500, 900))
@settings(max_examples=100)
def test_nobody_is_ever_given_to_two_and_nobody_before_is_passed_over(
    steps: list[tuple[object, ...]], now: float
) -> None:
    made = queue()
    for name, *given_to in steps:
        made = getattr(made, str(name))(*given_to)
        made, given_out = made.match(now)
        assert len({offer.call for offer in given_out}) == len(given_out)
        rung = [name for waiter in made.waiters.values() for name in waiter.rung]
        assert len(rung) == len(set(rung)), "one agent, two callers"
        assert all(made.seats[name].state is SeatState.RUNG for name in rung)
        free = [each for each in made.seats.values() if each.state is SeatState.FREE]
        for waiter in made.waiters.values():
            fresh = not waiter.rung and not waiter.passed and waiter.language == "nl"
            assert not (fresh and any(waiter.department in each.departments for each in free))


@given(st.lists(_callers, min_size=1, max_size=8, unique_by=lambda each: each.call))
def test_nobody_is_passed_by_who_comes_later_than_the_bound(callers: list[Waiter]) -> None:
    order = queue(*callers, rules=Rules(overflow={"burgerzaken": Overflow("griffie")})).in_order()
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            assert first.since - second.since <= Rules().urgent_ahead
            assert first.urgent or not second.urgent or first.since < second.since
