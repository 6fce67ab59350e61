"""Whole stretches of a day: order is kept, nobody starves or is lost, estimates are honest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import mean

import pytest

from telephony.queue import Offer, Waiter
from tests.telephony.queue_day import OVERFLOW, Day, People, seat, waiting

SEEDS = range(12)
USUAL = People(declines=0.1, no_answers=0.05, hangs_up=0.1, shape=3.0)
PATIENT = People()


def callers(count: int = 20, spacing: float = 5.0) -> list[Waiter]:
    return [waiting(f"call {n:02}", n * spacing) for n in range(count)]


MIXES: dict[str, tuple[list[Waiter], list[tuple[str, ...]], People]] = {
    "20 callers, 3 agents": (callers(), [("klantcontact",)] * 3, USUAL),
    "20 callers, 1 agent": (callers(), [("klantcontact",)], USUAL),
    "40 callers, 6 agents": (callers(40, 2.0), [("klantcontact",)] * 6, USUAL),
    "agents who seldom pick up": (
        callers(), [("klantcontact",)] * 3, People(declines=0.3, no_answers=0.3),
    ),
    "two departments with overflow": (
        [
            replace(each, department="burgerzaken") if n % 2 else each
            for n, each in enumerate(callers())
        ],
        [("klantcontact",), ("klantcontact",), ("burgerzaken",)],
        USUAL,
    ),
    "a stream of alarms": (
        [replace(each, urgent=n % 3 != 0) for n, each in enumerate(callers(30, 60.0))],
        [("klantcontact",)] * 2,
        PATIENT,
    ),
}  # fmt: skip


def days(mix: str) -> Iterator[Day]:
    came, teams, people = MIXES[mix]
    for seed in SEEDS:
        seats = [seat(f"Balie {n}", *team) for n, team in enumerate(teams, 1)]
        yield Day(came, seats, people, seed, OVERFLOW, keeps_order).run()


def keeps_order(day: Day, offer: Offer) -> None:
    """Whoever is offered, nobody before them waits whom that agent might have taken."""
    waiter = day.before.waiters[offer.call]
    for other in day.before.in_order():
        if other.call == waiter.call:
            return
        if other.rung or other.passed or day.queue.waiters[other.call].rung:
            continue
        serves = [day.before.seats[name].departments for name in offer.seats]
        assert not any(other.department in each for each in serves), f"{other.call} was passed over"


@pytest.mark.parametrize("mix", MIXES)
def test_nobody_is_lost_or_given_to_two_and_nobody_is_passed_over(mix: str) -> None:
    for day in days(mix):
        for caller in day.callers.values():
            assert (caller.talked_at is None) is (caller.gone_at is not None)
        assert day.queue.waiters == {}


def test_who_comes_first_is_offered_first() -> None:
    for seed in SEEDS:
        seats = [seat(f"Balie {n}") for n in (1, 2, 3)]
        day = Day(callers(), seats, PATIENT, seed).run()
        rung = [each.offers[0][0] for each in day.callers.values()]
        assert rung == sorted(rung)


def test_no_stream_of_alarms_holds_up_a_caller_for_ever() -> None:
    """Nobody is passed by who comes more than `urgent_ahead` later: that is the bound."""
    for day in days("a stream of alarms"):
        everyone = [each for each in day.callers.values() if each.talked_at is not None]
        for caller in everyone:
            passed_by = [
                other.waiter.since - caller.waiter.since
                for other in everyone
                if other.waiter.since > caller.waiter.since
                and other.offers[0][0] < caller.offers[0][0]
            ]
            assert max(passed_by, default=0.0) <= OVERFLOW.urgent_ahead
            assert not (caller.waiter.urgent and passed_by)


def off(day: Day) -> float:
    """By how much of the real waiting the estimates of a day were off, over its callers."""
    told = [each for each in day.callers.values() if each.estimate and each.talked_at is not None]
    return mean(abs((each.estimate or 0.0) - each.waited) / each.waited for each in told)


def test_the_estimate_is_off_by_less_than_three_tenths() -> None:
    assert mean(off(day) for day in days("20 callers, 3 agents")) <= 0.3


def told_and_waited(run: Iterable[Day]) -> list[tuple[float, float]]:
    """What callers were told, and what it was, in seconds."""
    return [
        (each.estimate, each.waited)
        for day in run
        for each in day.callers.values()
        if each.estimate and each.talked_at is not None
    ]


def too_long(told: Sequence[tuple[float, float]]) -> float:
    """By how much of all waiting the estimates were too long (below nought: too short)."""
    waited = sum(seconds for _, seconds in told)
    return sum(estimate for estimate, _ in told) / waited - 1


MEASURED = ("20 callers, 3 agents", "40 callers, 6 agents", "two departments with overflow")


@pytest.mark.parametrize("mix", MEASURED)
def test_all_together_estimates_are_neither_hopeful_nor_dark(mix: str) -> None:
    assert -0.15 <= too_long(told_and_waited(days(mix))) <= 0.3


def figures(seeds: int = 50) -> None:
    """Print how far estimates were off: `python -m tests.telephony.test_queue_simulation`."""
    for mix in MEASURED:
        came, teams, people = MIXES[mix]
        seats = [seat(f"Balie {n}", *team) for n, team in enumerate(teams, 1)]
        run = [Day(came, seats, people, seed, OVERFLOW).run() for seed in range(seeds)]
        told = told_and_waited(run)
        print(
            f"{mix}: {len(told)} estimates, off by {mean(map(off, run)):.1%} on average, "
            f"all together {too_long(told):+.1%}"
        )


if __name__ == "__main__":
    figures()
