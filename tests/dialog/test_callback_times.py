"""When a person rings back: wishes held against the hours of a department."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.callback_times import CallbackTimes
from dialog.hours import OFFICE_WEEK, ClosingDay, Hours, Span
from dialog.knowledge import CALLBACK_PARTS
from dialog.promise import Promise, Refusal
from dialog.slots.daypart import ANY, NO_WISH, Wish, wish

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY_NINE = "2026-11-23 09:00"
LATE_THURSDAY = (*OFFICE_WEEK[:3], (Span.parse("09:00-20:00"),), *OFFICE_WEEK[4:])
OFFICE = Hours(week=LATE_THURSDAY)
NO_EVENING = Hours()
CLERK = Hours(week=((Span.parse("09:00-12:30"),), (), (), (), (), (), ()))
SATURDAY = Hours(week=(*OFFICE_WEEK[:5], (Span.parse("10:00-14:00"),), ()))


def times(hours: Hours = OFFICE, now: str = MONDAY_NINE) -> CallbackTimes:
    return CallbackTimes(hours, CALLBACK_PARTS, datetime.fromisoformat(now).replace(tzinfo=ZONE))


def promised(text: str, now: str = MONDAY_NINE, hours: Hours = OFFICE, language: str = "nl") -> str:
    found = times(hours, now).arrange(wish(text), language)
    assert isinstance(found, Promise)
    return found.in_words(language)


def refused(
    text: str, now: str = MONDAY_NINE, hours: Hours = OFFICE, language: str = "nl"
) -> Refusal:
    found = times(hours, now).arrange(wish(text), language)
    assert isinstance(found, Refusal)
    return found


@pytest.mark.parametrize(
    ("now", "text", "words"),
    [
        (MONDAY_NINE, "in de ochtend", "vandaag in de ochtend, tussen 09:30 en 12:00"),
        (MONDAY_NINE, "in de middag", "vandaag in de middag, tussen 13:00 en 17:00"),
        (MONDAY_NINE, "maakt niet uit", "vandaag tussen 09:30 en 17:00"),
        (MONDAY_NINE, "morgenochtend", "morgenochtend, tussen 09:00 en 12:00"),
        (MONDAY_NINE, "morgen maakt niet uit", "morgen tussen 09:00 en 17:00"),
        (MONDAY_NINE, "dinsdagmiddag", "dinsdagmiddag, tussen 13:00 en 17:00"),
        (MONDAY_NINE, "overmorgen in de ochtend",
         "overmorgen in de ochtend, tussen 09:00 en 12:00"),
        (MONDAY_NINE, "maandagmiddag", "maandag 30 november in de middag, tussen 13:00 en 17:00"),
        (MONDAY_NINE, "donderdagavond", "donderdagavond, tussen 17:00 en 20:00"),
        (MONDAY_NINE, "in de avond", "donderdagavond, tussen 17:00 en 20:00"),
        ("2026-11-23 09:01", "ochtend", "vandaag in de ochtend, tussen 10:00 en 12:00"),
        ("2026-11-23 07:10", "ochtend", "vandaag in de ochtend, tussen 09:00 en 12:00"),
        ("2026-11-23 11:00", "ochtend", "vandaag in de ochtend, tussen 11:30 en 12:00"),
        ("2026-11-23 11:01", "ochtend", "morgenochtend, tussen 09:00 en 12:00"),
        ("2026-11-23 11:01", "maakt niet uit", "vandaag in de middag, tussen 13:00 en 17:00"),
        ("2026-11-23 16:00", "middag", "vandaag in de middag, tussen 16:30 en 17:00"),
        ("2026-11-23 16:01", "middag", "morgenmiddag, tussen 13:00 en 17:00"),
        ("2026-11-23 23:45", "ochtend", "morgenochtend, tussen 09:00 en 12:00"),
        ("2026-11-23 14:10", "vandaag", "vandaag in de middag, tussen 15:00 en 17:00"),
        ("2026-11-27 18:00", "zo snel mogelijk", "maandag tussen 09:00 en 17:00"),
        ("2026-04-24 16:45", "in de ochtend", "dinsdagochtend, tussen 09:00 en 12:00"),
        ("2026-12-24 20:00", "in de ochtend", "maandagochtend, tussen 09:00 en 12:00"),
    ],
)  # fmt: skip
def test_a_wish_becomes_a_day_with_hours(now: str, text: str, words: str) -> None:
    assert promised(text, now) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in the morning", "today in the morning, between 09:30 and 12:00"),
        ("tomorrow afternoon", "tomorrow in the afternoon, between 13:00 and 17:00"),
        ("on Monday morning", "on Monday 30 November in the morning, between 09:00 and 12:00"),
        ("any time on Friday", "on Friday between 09:00 and 17:00"),
    ],
)
def test_an_english_caller_hears_it_in_english(text: str, words: str) -> None:
    assert promised(text, language="en") == words


def test_what_is_noted_is_dutch_whatever_was_spoken() -> None:
    found = times().arrange(wish("on Thursday evening"), "en")
    assert isinstance(found, Promise)
    assert (found.when(), found.day) == ("donderdagavond", date(2026, 11, 26))
    assert str(found.window) == "17:00-20:00"


def test_of_a_day_with_breaks_the_longest_stretch_is_promised() -> None:
    broken = tuple(Span.parse(text) for text in ("09:00-13:15", "13:45-15:00", "15:15-17:00"))
    hours = Hours(week=(broken,) * 7)
    assert promised("middag", hours=hours) == "vandaag in de middag, tussen 15:15 en 17:00"
    short = Hours(week=((Span.parse("09:00-13:20"),),) * 5 + ((), ()))
    assert refused("vanmiddag", hours=short).sentence == "callback_closed"


@pytest.mark.parametrize("text", ["", "eh tja", "dinsdag", "morgen", "donderdag"])
def test_a_part_of_the_day_is_missed(text: str) -> None:
    assert times().arrange(wish(text), "nl") is None


@pytest.mark.parametrize(
    ("now", "text", "hours", "expected"),
    [
        (MONDAY_NINE, "zaterdagmiddag", OFFICE, Refusal("callback_weekend", kept=Wish("middag"))),
        (MONDAY_NINE, "in het weekend", OFFICE, Refusal("callback_weekend")),
        ("2026-11-27 09:00", "morgen", OFFICE, Refusal("callback_weekend")),
        (MONDAY_NINE, "zondagmiddag", SATURDAY,
         Refusal("callback_closed", {"when": "zondag"}, Wish("middag"))),
        (MONDAY_NINE, "vanavond", NO_EVENING,
         Refusal("callback_evening", kept=Wish(day="vandaag"))),
        (MONDAY_NINE, "in de avond", NO_EVENING, Refusal("callback_evening")),
        ("2026-11-23 17:00", "vanavond", NO_EVENING, Refusal("callback_evening")),
        (MONDAY_NINE, "dinsdagavond", OFFICE,
         Refusal("callback_closed", {"when": "dinsdagavond"}, Wish(day="dinsdag"))),
        ("2026-11-23 15:00", "vandaag in de ochtend", OFFICE,
         Refusal("callback_too_late", kept=Wish("ochtend"))),
        ("2026-11-23 16:31", "vandaag", OFFICE, Refusal("callback_too_late")),
        ("2026-11-23 18:00", "vanmiddag", OFFICE,
         Refusal("callback_too_late", kept=Wish("middag"))),
        ("2026-04-26 12:00", "morgenmiddag", OFFICE,
         Refusal("callback_holiday", {"day": "morgen", "holiday": "Koningsdag"}, Wish("middag"))),
        ("2026-04-27 10:00", "vandaag", OFFICE,
         Refusal("callback_holiday", {"day": "vandaag", "holiday": "Koningsdag"})),
        ("2026-04-20 10:00", "maandag", OFFICE,
         Refusal("callback_holiday", {"day": "maandag 27 april", "holiday": "Koningsdag"})),
        (MONDAY_NINE, "woensdagochtend", CLERK,
         Refusal("callback_closed", {"when": "woensdag"}, Wish("ochtend"))),
        (MONDAY_NINE, "in de middag", CLERK,
         Refusal("callback_closed", {"when": "in de middag"})),
        (MONDAY_NINE, "weekend in de avond", SATURDAY,
         Refusal("callback_evening", kept=Wish(day="weekend"))),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_reason(
    now: str, text: str, hours: Hours, expected: Refusal
) -> None:
    assert refused(text, now, hours) == expected


def test_reasons_are_told_in_english_too() -> None:
    assert refused("Tuesday evening", language="en").values == {"when": "on Tuesday in the evening"}
    kings_day = refused("tomorrow", "2026-04-26 12:00", language="en")
    assert kings_day.values == {"day": "tomorrow", "holiday": "King's Day"}


def test_an_own_closing_day_is_named() -> None:
    own = ClosingDay(date(2026, 11, 24), {"nl": "een dag voor ons personeel"})
    hours = replace(OFFICE, closing_days=(own,))
    assert refused("dinsdag", hours=hours) == Refusal(
        "callback_holiday", {"day": "dinsdag", "holiday": "een dag voor ons personeel"}
    )
    assert promised("overmorgen in de ochtend", hours=hours).startswith("overmorgen")


def test_who_works_on_saturday_rings_on_saturday() -> None:
    assert promised("weekend maakt niet uit", hours=SATURDAY) == ("zaterdag tussen 10:00 en 14:00")
    assert promised("zaterdagochtend", hours=SATURDAY).startswith("zaterdagochtend")
    evening = Hours(week=(*OFFICE_WEEK[:5], (Span.parse("17:00-21:00"),), ()))
    refusal = refused("weekend in de middag", hours=evening)
    assert refusal == Refusal("callback_closed", {"when": "zaterdagmiddag"}, Wish(day="weekend"))


def test_the_soonest_is_what_is_promised_in_the_end() -> None:
    assert times().soonest().in_words() == "vandaag tussen 09:30 en 17:00"
    assert times(now="2026-11-27 16:30").soonest().in_words() == "maandag tussen 09:00 en 17:00"
    assert times(CLERK).soonest().in_words() == "vandaag in de ochtend, tussen 09:30 en 12:00"


def test_who_works_in_the_evening_only_rings_in_the_evening() -> None:
    evening = Hours(week=((Span.parse("17:00-20:00"),),) * 7)
    assert times(evening).soonest().in_words() == "vandaag in de avond, tussen 17:00 en 20:00"


def test_where_nobody_is_there_for_weeks_no_hours_are_promised() -> None:
    never = Hours(week=((),) * 7)
    promise = times(never).soonest()
    assert (promise.when(), promise.day, promise.window) == (
        "in de ochtend of in de middag", None, None,
    )  # fmt: skip
    assert promise.in_words("en") == "in the morning or in the afternoon"


def test_nobody_rings_in_a_part_that_the_content_leaves_out() -> None:
    afternoons = {"middag": CALLBACK_PARTS["middag"]}
    now = datetime(2026, 11, 23, 9, tzinfo=ZONE)
    only = CallbackTimes(OFFICE, afternoons, now)
    found = only.arrange(Wish(ANY), "nl")
    assert isinstance(found, Promise)
    assert found.when() == "vandaag in de middag"
    assert only.arrange(Wish("ochtend"), "nl") == Refusal(
        "callback_closed", {"when": "in de ochtend"}
    )


def test_a_moment_of_another_zone_is_brought_to_the_wall() -> None:
    utc = datetime.fromisoformat("2026-11-23T15:30+00:00")
    found = CallbackTimes(OFFICE, CALLBACK_PARTS, utc).arrange(Wish("middag"), "nl")
    assert isinstance(found, Promise)
    assert found.when() == "morgenmiddag"
    assert CallbackTimes(OFFICE, CALLBACK_PARTS, utc).arrange(NO_WISH, "nl") is None
