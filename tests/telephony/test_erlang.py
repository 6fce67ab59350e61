"""Erlang C against published values, and against a queue that is played out."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.erlang import Service, agents_needed, answered_share, waiting_share


@pytest.mark.parametrize(
    ("agents", "load", "share"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (5, 4.0, 0.5541), (10, 8.0, 0.4092), (20, 15.0, 0.1604)],
)
def test_who_waits_is_as_the_tables_have_it(agents: int, load: float, share: float) -> None:
    assert waiting_share(agents, load) == pytest.approx(share, abs=2e-4)


def test_a_queue_that_is_played_out_says_the_same() -> None:
    random, agents, handling, hour = np.random.default_rng(1), 6, 240.0, 70.0
    free, waits, at = [0.0] * agents, [], 0.0
    for _ in range(60_000):
        at += random.exponential(3600 / hour)
        start = max(at, heapq.heappop(free))
        waits.append(start - at)
        heapq.heappush(free, start + random.exponential(handling))
    came = float(np.mean(np.array(waits) <= 20))
    expected = answered_share(agents, hour * handling / 3600, handling, 20)
    assert came == pytest.approx(expected, abs=0.02)


@given(st.floats(0.1, 400), st.floats(30, 900))
def test_one_agent_less_would_not_do(calls: float, handling: float) -> None:
    promised = Service()
    needed, load = agents_needed(calls, handling, promised), calls * handling / 3600
    assert answered_share(needed, load, handling, 20) >= promised.share
    assert needed == 1 or answered_share(needed - 1, load, handling, 20) < promised.share


def test_nobody_is_needed_where_nobody_rings() -> None:
    assert agents_needed(0, 240, Service()) == 0


def test_who_cannot_keep_up_lets_everybody_wait() -> None:
    assert waiting_share(3, 3.0) == 1.0
    assert answered_share(3, 3.0, 240, 20) == 0.0


def test_a_call_that_takes_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0 s"):
        agents_needed(10, 0, Service())
