"""What else is kept for the desk: calls of one line, who looked, answers that were wrong."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from dialog.desk_events import Corrected
from records.corrections import Corrections
from records.line_calls import LineCall, LineCalls
from records.log import EventLog
from records.looks import Looks
from tests.records.conftest import moment

NOW = moment(0)
KEY = b"k" * 32
NUMBER, OTHER = "0612345678", "0612345679"


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with closing(EventLog(database)) as made:
        yield made


def test_an_agent_finds_earlier_calls_of_the_line_the_latest_first(database: str) -> None:
    with closing(LineCalls(database, KEY, days=30)) as lines:
        for day, (call, number) in enumerate((("a", NUMBER), ("b", OTHER), ("c", NUMBER))):
            lines.keep(call, number, NOW + timedelta(days=day))
        lines.keep("d", NUMBER, NOW + timedelta(days=3))
        now = NOW + timedelta(days=3)
        assert lines.same_line("d", now) == [
            LineCall("c", NOW + timedelta(days=2)),
            LineCall("a", NOW),
        ]
        assert lines.same_line("b", now) == []
        assert lines.same_line("onbekend", now) == []


def test_what_is_older_than_the_term_is_not_shown_and_is_deleted(database: str) -> None:
    with closing(LineCalls(database, KEY, days=30)) as lines:
        lines.keep("oud", NUMBER, NOW)
        later = NOW + timedelta(days=31)
        lines.keep("nieuw", NUMBER, later)
        assert lines.same_line("nieuw", later) == []
        assert lines.forget_old(later) == 1
        assert lines.same_line("oud", later) == []


def test_a_call_has_one_line_however_often_it_is_told(database: str) -> None:
    with closing(LineCalls(database, KEY, days=30)) as lines:
        lines.keep("a", NUMBER, NOW)
        lines.keep("a", NUMBER, NOW)
        lines.keep("b", NUMBER, NOW)
        assert [one.call for one in lines.same_line("b", NOW)] == ["a"]


def test_a_call_that_is_erased_is_no_earlier_call_any_more(database: str, log: EventLog) -> None:
    log.open_call("a", NOW, "sip")
    with closing(LineCalls(database, KEY, days=30)) as lines:
        lines.keep("a", NUMBER, NOW)
        lines.keep("b", NUMBER, NOW)
        log.erase("a")
        assert lines.same_line("b", NOW) == []


def test_who_looked_at_a_call_stays_known_when_it_is_erased(database: str, log: EventLog) -> None:
    log.open_call("a", NOW, "sip")
    with closing(Looks(database)) as looks:
        looks.keep("sanne", "a", NOW)
        looks.keep("edo", "a", NOW)
        log.erase("a")
        assert [look.agent for look in looks.at_call("a")] == ["sanne", "edo"]
        assert looks.at_call("b") == []


def test_who_looked_is_forgotten_when_its_time_is_over(database: str) -> None:
    with closing(Looks(database)) as looks:
        looks.keep("sanne", "a", NOW)
        looks.keep("edo", "a", NOW + timedelta(days=1))
        assert looks.forget_before(NOW + timedelta(hours=1)) == 1
        assert [look.agent for look in looks.at_call("a")] == ["edo"]


def corrected(reason: str) -> Corrected:
    return Corrected(
        at=NOW, agent="Sanne", answer="Het kost 80 euro.", topic=None, source=None, reason=reason
    )


def test_a_wrong_answer_waits_until_an_editor_has_dealt_with_it(
    database: str, log: EventLog
) -> None:
    log.open_call("a", NOW, "sip")
    log.append("a", corrected("het tarief is nieuw"), NOW)
    log.append("a", corrected("andere balie"), moment(1))
    with closing(Corrections(database)) as corrections:
        corrections.deal("a", 1, "edo", moment(2))
        corrections.deal("a", 1, "bea", moment(3))
        waiting, dealt = corrections.all()
        assert (waiting.entry, waiting.dealt_by) == (2, None)
        assert (dealt.entry, dealt.dealt_by, dealt.dealt_at) == (1, "edo", moment(2))
        log.erase("a")
        assert corrections.all() == []
