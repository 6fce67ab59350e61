import asyncio

from bench.desk import NEXT_SECONDS, Measured, conversation, figures_of, measure
from dialog.events import Heard, Said
from tests.dialog.demonstration import demonstration
from tests.dialog.talking import MONDAY

MEASURED = Measured(("a", "b"), 3, 60, 100, core_without=0.02, core_with=0.09)


def test_an_arrival_counts_from_the_event_and_by_where_it_is_shown() -> None:
    sent = {"m1": ("a", 10.0), "m2": ("", 20.0)}
    came = [
        {"desk": 0, "mark": "m1", "at_seconds": 10.1},
        {"desk": 2, "mark": "m1", "at_seconds": 10.3},
        {"desk": 0, "mark": "m2", "at_seconds": 20.2},
        {"desk": 1, "mark": "from before", "at_seconds": 20.2},
    ]
    figures = figures_of(MEASURED, sent, came)
    assert (figures.lines_p50_ms, figures.overview_p50_ms) == (200.0, 200.0)
    assert (figures.arrivals, figures.missed) == (3, 2)
    assert figures.desks_cost == 0.07


def test_the_conversation_that_is_played_has_words_in_every_turn() -> None:
    rung, *turns = conversation(demonstration(), MONDAY)
    assert rung
    for turn in turns:
        assert any(isinstance(item, Heard) for item in turn)
        assert any(isinstance(item, Said) for item in turn)


def test_nothing_is_missed_by_desks_over_http() -> None:
    seconds = NEXT_SECONDS + 1  # another call begins in it, whatever the others do meanwhile
    figures = asyncio.run(measure(demonstration(), calls=2, desks=3, seconds=seconds))
    assert figures.arrivals > 0
    assert figures.missed == 0
