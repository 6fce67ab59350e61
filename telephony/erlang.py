"""How many agents an hour of calls needs: Erlang C.

Calls that come at random, handled in a time that varies much, wait in one queue that nobody
leaves (M/M/c). Callers do leave, so it asks rather one agent too many than too few. A. K. Erlang,
"Solution of some problems in the theory of probabilities of significance in automatic telephone
exchanges", 1917, with the usual recursion of his formula B.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is promised to callers who want a person."""

    within_seconds: float = 20.0
    share: float = 0.8
    """Of the callers, who are to be answered within that."""


def waiting_share(agents: int, load: float) -> float:
    """The share of callers who wait at all (Erlang C), with `load` in erlang: calls a second times
    seconds a call. 1.0 where the agents cannot keep up.
    """
    if agents <= load:
        return 1.0
    blocked = 1.0
    for number in range(1, agents + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1 - load / agents * (1 - blocked))


def answered_share(agents: int, load: float, handling_seconds: float, seconds: float) -> float:
    """The share of callers who are answered within so many seconds."""
    if agents <= load:
        return 0.0
    patience = math.exp(-(agents - load) * seconds / handling_seconds)
    return 1 - waiting_share(agents, load) * patience


def agents_needed(calls_an_hour: float, handling_seconds: float, service: Service) -> int:
    """The fewest agents that keep what is promised; 0 where nobody rings.

    Raises ValueError for a handling time that is not above 0.
    """
    if handling_seconds <= 0:
        raise ValueError(f"expected a handling time above 0 s, got {handling_seconds}")
    if calls_an_hour <= 0:
        return 0
    load = calls_an_hour * handling_seconds / 3600
    agents = math.floor(load) + 1
    within = service.within_seconds
    while answered_share(agents, load, handling_seconds, within) < service.share:
        agents += 1
    return agents
