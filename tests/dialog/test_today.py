"""'Bent u open?': today first, and right at any moment of any day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from dialog.answers import Asked, every_answer, reply
from dialog.hours import ClosingDay, Hours, Span
from dialog.knowledge import Fact, Knowledge, Passage
from dialog.today import NAME, today
from tests.dialog.talking import knowledge, sentence

MONDAY, SUNDAY, CHRISTMAS = date(2026, 11, 23), date(2026, 11, 29), date(2026, 12, 25)


def known() -> Knowledge:
    """The small municipality, with a lunch break, and with an answer that names this day."""
    before = knowledge()
    week = before.municipality.hours.week
    halves = (Span(time(9), time(12, 30)), Span(time(13, 30), time(17)))
    hours = Hours(
        week=((halves), *week[1:]),
        closing_days=(ClosingDay(date(2026, 5, 15), {"nl": "de brugdag", "en": "a day off"}),),
    )
    topic = before.topics["paspoort"]
    said = Passage({"nl": f"{{{NAME}}} Kom gerust.", "en": f"{{{NAME}}} Do come."})
    return replace(
        before,
        municipality=replace(before.municipality, hours=hours),
        topics={**before.topics, "paspoort": replace(topic, answer=said)},
    )


@pytest.mark.parametrize(
    ("at", "name", "values"),
    [
        (time(8, 59), "today_later", {"start": "09:00"}),
        (time(9, 0), "today_now", {"until": "12:30"}),
        (time(12, 29), "today_now", {"until": "12:30"}),
        (time(12, 30), "today_later", {"start": "13:30"}),
        (time(16, 59), "today_now", {"until": "17:00"}),
        (time(17, 0), "today_over", {}),
        (time(23, 59), "today_over", {}),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_said_hangs_on_the_moment(
    at: time, name: str, values: dict[str, str], language: str
) -> None:
    fact = today(known(), MONDAY, datetime.combine(MONDAY, at), language)
    assert fact.value == sentence(name, language, **values)


def test_a_moment_elsewhere_is_brought_to_the_clock_on_the_wall() -> None:
    at = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # half past five in Amsterdam
    assert today(known(), MONDAY, at, "nl").value == sentence("today_over")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (MONDAY, sentence("today_open", until="17:00")),
        (SUNDAY, sentence("today_closed")),
        (date(2026, 5, 15), sentence("today_holiday", holiday="de brugdag")),
    ],
)
def test_without_a_moment_it_is_the_day_as_a_whole(day: date, said: str) -> None:
    assert today(known(), day, None, "nl").value == said


def test_a_holiday_is_named() -> None:
    assert "kerst" in today(known(), CHRISTMAS, None, "nl").value.lower()


def test_an_answer_begins_with_today() -> None:
    asked = Asked("paspoort", (), MONDAY, "nl", datetime.combine(MONDAY, time(10)))
    given = reply(known(), asked, name_topic=False)
    assert given.says[0].text == f"{sentence('today_now', until='12:30')} Kom gerust."
    assert given.until is None or given.until == MONDAY


def test_all_that_may_be_said_of_a_topic_can_be_rendered_before_a_call() -> None:
    texts = [say.text for say in every_answer(known(), "paspoort", SUNDAY, "en")]
    assert f"{sentence('today_closed', 'en')} Do come." in texts


def test_words_that_do_not_ask_for_today_are_left_alone() -> None:
    plain = replace(known(), sentences={})  # no sentence about today could be made from this
    given = reply(plain, Asked("grofvuil", (), MONDAY, "nl"), name_topic=False)
    assert given.says[0].text.startswith("Wij halen grofvuil")


def test_what_is_true_today_holds_today_only() -> None:
    fact: Fact = today(known(), MONDAY, None, "nl")
    assert fact.holds_on(MONDAY)
    assert not fact.holds_on(SUNDAY)
