"""Calls are counted beside the calls that go on, whatever happened to them."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from belbalie.call_counting import AT_ONCE, QUIET, CallCounting
from belbalie.studio_figures import KEPT, StudioFigures
from desk.studio.figures import FiguresOut
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import Closed
from dialog.endings import Ending
from dialog.events import Heard, HungUp
from records.counted_calls import CountedCalls
from records.log import EventLog
from tests.records.conftest import START, moment
from tests.records.many_calls import UNTIL, figures, made_calls, write

SINCE = UNTIL - timedelta(days=3)
NOW = UNTIL + timedelta(hours=9)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def log(url: str) -> Iterator[EventLog]:
    with closing(EventLog(url)) as made:
        yield made


@pytest.fixture
def counted(url: str) -> Iterator[CountedCalls]:
    with closing(CountedCalls(url)) as made:
        yield made


@pytest.fixture
def counting(log: EventLog, counted: CountedCalls) -> CallCounting:
    return CallCounting(log, counted)


def test_what_was_recorded_is_what_is_counted(
    url: str, counting: CallCounting, counted: CountedCalls
) -> None:
    write(url, list(made_calls(20, days=3)))
    assert counting.look(NOW) == 20
    assert counting.look(NOW) == 0
    kept = asyncio.run(StudioFigures(counted).calls(SINCE, UNTIL))
    expected = figures(20, days=3)
    assert [(one.call, one.ending, one.troubles) for one in kept] == [
        (one.call, one.ending, one.troubles) for one in expected
    ]


def test_a_call_that_an_agent_closes_later_is_counted_again(
    log: EventLog, counting: CallCounting, counted: CountedCalls
) -> None:
    write_call(log, "a")
    counting.look(NOW)
    log.append("a", Closed(at=START, agent="S", outcome=AgentOutcome.ANSWERED), moment(9))
    assert counting.look(NOW) == 1


def test_a_call_in_which_the_process_was_killed_counts_as_broken(
    log: EventLog, counting: CallCounting, counted: CountedCalls
) -> None:
    log.open_call("a", START, "sip")
    log.append("a", Heard(at=START, text="wat kost een paspoort"), moment(2))
    assert counting.look(moment(3)) == 0
    assert counting.look(moment(3) + QUIET) == 1
    (found,) = counted.between(START, NOW)
    assert found.ending is Ending.BROKEN


def test_a_record_that_was_changed_from_outside_stops_no_other(
    tmp_path: Path, log: EventLog, counting: CallCounting, counted: CountedCalls
) -> None:
    for name in ("a", "b"):
        write_call(log, name)
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        connection.execute("UPDATE payloads SET ciphertext = x'00' WHERE call_id = 'b'")
        connection.commit()
    assert counting.look(NOW) == 2
    assert counting.look(NOW) == 0
    assert [one.call for one in counted.between(START, NOW)] == ["a"]


def test_what_is_looked_at_twice_is_read_once_and_what_changed_is_read_anew(
    url: str, log: EventLog, counting: CallCounting, counted: CountedCalls
) -> None:
    write(url, list(made_calls(5, days=3)))
    counting.look(NOW)
    port = StudioFigures(counted)

    async def look() -> None:
        first = await port.calls(SINCE, UNTIL)
        assert await port.calls(SINCE, UNTIL) is first
        log.erase(first[0].call)
        assert await port.calls(SINCE, UNTIL) == first[1:]
        write_call(log, "nieuw", UNTIL - timedelta(hours=1))
        counting.look(NOW + timedelta(seconds=1))
        more = await port.calls(SINCE, UNTIL)
        assert [call.call for call in more] == [*(call.call for call in first[1:]), "nieuw"]
        assert more[0] is (await port.calls(SINCE, UNTIL))[0]
        for days in range(1, KEPT + 1):
            await port.calls(SINCE - timedelta(days=days), UNTIL)
        assert await port.calls(SINCE, UNTIL) is not first
        assert await port.first() == first[1].began

    asyncio.run(look())


def test_records_that_cannot_be_read_are_told(tmp_path: Path, counted: CountedCalls) -> None:
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        connection.execute("DROP TABLE call_figures")
    with pytest.raises(FiguresOut):
        asyncio.run(StudioFigures(counted).first())


def write_call(log: EventLog, name: str, began: datetime = START) -> None:
    log.open_call(name, began, "sip")
    log.append(name, HungUp(at=START, by="caller"), moment(2))


def test_a_house_counts_round_by_round_until_it_is_stopped(
    log: EventLog, counting: CallCounting, counted: CountedCalls
) -> None:
    for nth in range(AT_ONCE + 1):
        write_call(log, str(nth))

    async def house() -> None:
        rounds = [asyncio.Event() for _ in range(3)]
        coming = iter(rounds)

        def now() -> datetime:
            next(coming).set()
            return NOW

        working = asyncio.create_task(counting.keep_counting(now))
        async with asyncio.timeout(30):
            await rounds[-1].wait()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)

    asyncio.run(house())
    assert counted.stamp(START, NOW)[0] == AT_ONCE + 1
