"""Which calls are to be counted, and what is kept of those that are."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from dialog.acts import Conclude, OutcomeType
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import Closed
from dialog.events import Event, Heard, HungUp
from records.call_figures import CallFigures
from records.counted_calls import Counted, CountedCalls
from records.counting import CallToCount, figures_of
from records.line_calls import LineCalls
from records.log import EventLog
from tests.records.conftest import START, moment
from tests.records.many_calls import KEY, made_calls, write

LONG_AGO, LATER = START - timedelta(days=3650), START + timedelta(days=2)
HUNG_UP = HungUp(at=START, by="caller")


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with closing(EventLog(database)) as made:
        yield made


@pytest.fixture
def counted(database: str) -> Iterator[CountedCalls]:
    with closing(CountedCalls(database)) as made:
        yield made


def call(log: EventLog, name: str, *items: Event, seconds: float = 0.0) -> None:
    log.open_call(name, moment(seconds), "sip")
    for item in items:
        log.append(name, item, moment(seconds + 1))


def due(counted: CountedCalls, quiet: float = -1.0) -> list[str]:
    return [one.call for one in counted.due(10, LONG_AGO, moment(quiet))]


def count(log: EventLog, counted: CountedCalls, name: str) -> bool:
    (found,) = (one for one in counted.due(10, LONG_AGO, LATER) if one.call == name)
    entries = log.read(name)
    return keep(counted, figures_of(found, entries), len(entries))


def keep(counted: CountedCalls, figures: CallFigures, entries: int) -> bool:
    return counted.keep([Counted(figures, entries)], LATER) == 1


def test_a_call_is_counted_once_it_has_ended(log: EventLog, counted: CountedCalls) -> None:
    call(log, "a", HUNG_UP)
    call(log, "b", HUNG_UP, seconds=5)
    call(log, "nog bezig", Heard(at=START, text="ja"), seconds=9)
    assert due(counted) == ["b", "a"]
    assert count(log, counted, "a")
    assert due(counted) == ["b"]


def test_a_call_that_broke_off_is_counted_when_it_was_quiet_for_long(
    log: EventLog, counted: CountedCalls
) -> None:
    call(log, "a", Heard(at=START, text="ja"))
    call(log, "niets", seconds=5)
    assert due(counted, quiet=1.0) == []
    assert due(counted, quiet=2.0) == ["a"]
    assert due(counted, quiet=6.0) == ["niets", "a"]


def test_what_is_written_later_is_counted_too(log: EventLog, counted: CountedCalls) -> None:
    call(log, "a", HUNG_UP)
    count(log, counted, "a")
    log.append("a", Conclude(outcome=OutcomeType.ANSWERED), moment(2))
    assert due(counted) == ["a"]
    count(log, counted, "a")
    log.append("a", Closed(at=START, agent="S", outcome=AgentOutcome.LOST), moment(3))
    assert due(counted) == ["a"]


def test_a_figure_of_less_than_the_log_is_not_kept(log: EventLog, counted: CountedCalls) -> None:
    call(log, "a", HUNG_UP)
    read = log.read("a")
    log.append("a", Conclude(outcome=OutcomeType.ANSWERED), moment(2))
    figures = figures_of(CallToCount("a", START, "sip"), read)
    assert not keep(counted, figures, len(read))
    assert due(counted) == ["a"]


def test_what_nobody_looked_at_is_found_when_the_house_begins(
    log: EventLog, counted: CountedCalls
) -> None:
    call(log, "a", HUNG_UP)
    entries = log.read("a")
    keep(counted, figures_of(CallToCount("a", START, "sip"), entries), 1)
    assert counted.count_again() == 0
    log.append("a", Heard(at=START, text="te laat"), moment(2))  # no hook follows this kind
    assert due(counted) == []
    assert counted.count_again() == 1
    assert due(counted) == ["a"]


def test_figures_come_back_as_they_were(database: str, counted: CountedCalls) -> None:
    write(database, list(made_calls(12, days=1, until=START)))
    with closing(EventLog(database)) as log:
        kept = []
        for one in counted.due(20, LONG_AGO, LATER):
            entries = log.read(one.call)
            kept.append(figures_of(one, entries))
            assert keep(counted, kept[-1], len(entries))
    found = counted.between(LONG_AGO, LATER)
    assert found == sorted(kept, key=lambda each: each.began)
    assert counted.first() == found[0].began
    last = found[-1].began
    assert counted.between(LONG_AGO, last) == found[:-1]
    assert counted.stamp(LONG_AGO, LATER)[0] == 12


def test_what_is_erased_is_counted_no_more(log: EventLog, counted: CountedCalls) -> None:
    call(log, "a", HUNG_UP)
    count(log, counted, "a")
    before = counted.stamp(LONG_AGO, LATER)
    log.erase("a")
    assert counted.between(LONG_AGO, LATER) == []
    assert due(counted, quiet=99.0) == []
    assert counted.stamp(LONG_AGO, LATER) != before
    assert counted.first() is None


def test_the_same_line_within_a_day_rang_again(
    database: str, log: EventLog, counted: CountedCalls
) -> None:
    with closing(LineCalls(database, KEY, days=30)) as lines:
        for name, hours in (("a", 0), ("b", 23), ("c", 48)):
            call(log, name, HUNG_UP, seconds=hours * 3600)
            lines.keep(name, "0610000001", moment(hours * 3600))
        found = {one.call: one.again for one in counted.due(10, LONG_AGO, LATER)}
        assert found == {"a": False, "b": True, "c": False}
        count(log, counted, "b")
        lines.forget_old(START + timedelta(days=90))
        log.append("b", Conclude(outcome=OutcomeType.ANSWERED), moment(99_000))
        (again,) = (one for one in counted.due(10, LONG_AGO, LATER) if one.call == "b")
        assert again.again, "lines are forgotten before calls are"


def test_calls_that_were_counted_by_older_rules_are_counted_again(
    database: str, log: EventLog, counted: CountedCalls
) -> None:
    call(log, "a", HUNG_UP)
    count(log, counted, "a")
    with closing(CountedCalls(database, rules=99)) as newer:
        assert due(newer) == ["a"]
        again = replace(figures_of(CallToCount("a", START, "sip"), log.read("a")), turns=7)
        assert keep(newer, again, 1)
        assert due(newer) == []
    assert [one.turns for one in counted.between(LONG_AGO, LATER)] == [7]
