"""What callers asked that was not answered: found in recorded conversations, and nobody in it."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from desk.studio.questions import Asked, NoSuchCall, QuestionGroup, Standing
from dialog.not_answered import Why
from records.call_figures import Trouble
from records.question_marks import QuestionMark, Step
from tests.desk.question_house import (
    CHARGING,
    DOGS,
    FIRE,
    PASSPORT,
    QuestionHouse,
    question_house,
)
from tests.desk.signed import EDITOR

MINUTES = (timedelta(minutes=nth) for nth in count())


@pytest.fixture
def house(tmp_path: Path, database: str) -> Iterator[QuestionHouse]:
    with question_house(tmp_path, database) as made:
        yield made


def asked(house: QuestionHouse) -> Asked:
    """Of all calls; each time of another period, for what was read may be a minute old."""
    since, until = house.period
    found = asyncio.run(house.questions.asked(since - next(MINUTES), until, wait_seconds=60))
    assert found is not None
    return found


def largest(house: QuestionHouse) -> QuestionGroup:
    return asked(house).groups[0].group


def test_lines_without_an_answer_are_grouped_and_counted_by_calls(house: QuestionHouse) -> None:
    house.ask(CHARGING, days_ago=2)
    house.call(CHARGING[0], CHARGING[0])
    house.ask(DOGS)
    house.ask([PASSPORT, FIRE])
    found = asked(house)
    groups = [each.group for each in found.groups]
    assert [sorted({line.text for line in group.lines}) for group in groups] == [
        sorted(CHARGING),
        sorted(DOGS),
    ]
    assert [group.calls for group in groups] == [4, 2]
    assert groups[0].halves(groups[0].last - timedelta(hours=1)) == (3, 1)
    assert {each.standing for each in found.groups} == {Standing.OPEN}


def test_nothing_personal_is_shown_or_kept(house: QuestionHouse) -> None:
    told = "meneer Verbeek hier, waar staat een laadpaal, mijn nummer is 06 18273645"
    house.call(told)
    line = largest(house).lines[0]
    assert "laadpaal" in line.text
    around = asyncio.run(house.questions.around(line.key, EDITOR))
    for text in (line.text, *(each.text for each in around)):
        assert "Verbeek" not in text
        assert "18273645" not in text.replace(" ", "")


def test_the_turns_around_a_line_are_read_and_who_did_is_written_down(
    house: QuestionHouse,
) -> None:
    call = house.call(CHARGING[0], "nee laat maar")
    line = largest(house).lines[0]
    around = asyncio.run(house.questions.around(line.key, EDITOR))
    assert CHARGING[0] in [each.text for each in around]
    assert [look.agent for look in house.looks.at_call(call)] == [EDITOR.name]
    with pytest.raises(NoSuchCall):
        asyncio.run(house.questions.around(("nooit", 1), EDITOR))


def test_an_erased_call_is_gone_at_once(house: QuestionHouse) -> None:
    calls = house.ask(CHARGING)
    for left in (3, 2):
        found = asyncio.run(house.questions.asked(*house.period, wait_seconds=60))
        assert found is not None
        assert [each.group.calls for each in found.groups] == [left]
        house.log.erase(calls.pop())


def test_what_was_left_comes_back_when_it_grows(house: QuestionHouse) -> None:
    house.ask(CHARGING)
    group = largest(house)
    mark = QuestionMark(at=group.last, agent="edo", step=Step.LEFT, reason="te zeldzaam")
    asyncio.run(house.questions.keep(mark, [line.key for line in group.lines]))
    standings = [[each.standing for each in asked(house).groups]]
    for lines in (CHARGING[:2], CHARGING[2:]):
        house.ask(lines)
        standings.append([each.standing for each in asked(house).groups])
    assert standings == [[Standing.DEALT], [Standing.DEALT], [Standing.OPEN]]
    assert asked(house).groups[0].mark == mark


def test_what_is_done_in_a_draft_counts_while_the_draft_does(house: QuestionHouse) -> None:
    house.ask(CHARGING)
    group = largest(house)
    draft = asyncio.run(house.studio.draft("Laadpaal"))
    mark = QuestionMark(at=group.last, agent="edo", step=Step.TOPIC, draft=draft)
    asyncio.run(house.questions.keep(mark, [line.key for line in group.lines]))
    (busy,) = asked(house).groups
    assert (busy.standing, busy.draft_title) == (Standing.BUSY, "Laadpaal")


def test_it_is_told_why_there_was_no_answer_and_what_comes_near(house: QuestionHouse) -> None:
    house.ask(CHARGING)
    group = largest(house)
    assert group.why in {Why.UNLIKELY, Why.NOTHING, Why.TWO}
    assert {each.topic for each in group.nearest} <= set(house.known.knowledge.topics)
    assert not group.answered_now


def test_spots_tell_where_callers_get_stuck(house: QuestionHouse) -> None:
    house.ask(CHARGING)
    house.call(PASSPORT, "ik wil een medewerker spreken")
    spots = {(spot.trouble, spot.topic): spot for spot in asked(house).spots}
    assert spots[Trouble.NOT_UNDERSTOOD, None].calls == 3
    assert spots[Trouble.ASKED_PERSON, "paspoort"].calls == 1
