"""What editors did about questions, and about answers that were wrong, by line of a call."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from dialog.events import Heard
from records.correction_drafts import CorrectionDrafts, TakenUp
from records.log import EventLog
from records.question_marks import QuestionMark, QuestionMarks, Step

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
LEFT = QuestionMark(at=NOW, agent="edo", step=Step.LEFT, reason="te zeldzaam")
TOPIC = QuestionMark(at=LATER, agent="els", step=Step.TOPIC, draft="d1", topic="laadpaal")


@pytest.fixture
def marks(database: str) -> Iterator[QuestionMarks]:
    with closing(QuestionMarks(database)) as made:
        yield made


def test_a_line_has_all_that_was_done_about_it_the_latest_first(marks: QuestionMarks) -> None:
    marks.keep(LEFT, [("een", 2), ("twee", 4), ("een", 2)])
    marks.keep(TOPIC, [("een", 2)])
    assert marks.by_line() == {("een", 2): (TOPIC, LEFT), ("twee", 4): (LEFT,)}


def test_the_latest_draft_of_a_correction_counts(database: str) -> None:
    with closing(CorrectionDrafts(database)) as taken:
        taken.keep(("een", 9), "d1", "edo", NOW)
        taken.keep(("een", 9), "d2", "els", LATER)
        assert taken.all() == {("een", 9): TakenUp("d2", "els", LATER)}


def test_all_of_it_goes_with_its_call(database: str, marks: QuestionMarks) -> None:
    with closing(EventLog(database)) as log, closing(CorrectionDrafts(database)) as taken:
        log.open_call("een", NOW, "text")
        log.append("een", Heard(at=NOW, text="een laadpaal"), NOW)
        marks.keep(LEFT, [("een", 1), ("twee", 4)])
        taken.keep(("een", 1), "d1", "edo", NOW)
        log.erase("een")
        assert marks.by_line() == {("twee", 4): (LEFT,)}
        assert taken.all() == {}
