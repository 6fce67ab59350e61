"""When people are there, by the clock on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.hours import OFFICE_WEEK, SEARCH_DAYS, ClosingDay, Hours, Span, Week

ZONE = ZoneInfo("Europe/Amsterdam")
CLOSED: Week = ((), (), (), (), (), (), ())
THURSDAY_EVENING: Week = (*OFFICE_WEEK[:3], (Span.parse("09:00-20:00"),), *OFFICE_WEEK[4:])
BRIDGE = ClosingDay(date(2026, 5, 15), {"nl": "de dag na Hemelvaartsdag", "en": "a day off"})
OFFICE = Hours(week=THURSDAY_EVENING, closing_days=(BRIDGE,))
AT_NIGHT = Hours(week=((Span.parse("00:00-04:00"),),) * 7)
ALWAYS = Hours(week=((Span.parse("00:00-24:00"),),) * 7)


def at(wall: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZONE, fold=fold)


def wall(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


# -- a span ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("09:00-17:00", "09:00-17:00"),
        ("9:00 - 17:00", "09:00-17:00"),
        ("09.30–12.45", "09:30-12:45"),
        ("00:00-24:00", "00:00-00:00"),
        ("22:00-00:00", "22:00-00:00"),
    ],
)
def test_a_span_is_read_and_written(text: str, written: str) -> None:
    assert str(Span.parse(text)) == written
    assert Span.parse(written) == Span.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9-17",
        "17:00-09:00",
        "09:00-09:00",
        "09:00",
        "25:00-26:00",
        "09:00-24:30",
        "09:60-10:00",
    ],
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|must be in"):
        Span.parse(text)


def test_a_span_holds_its_first_minute_and_not_its_last() -> None:
    span = Span.parse("09:00-17:00")
    held = {text: span.holds(time.fromisoformat(text)) for text in ("08:59", "09:00", "17:00")}
    assert held == {"08:59": False, "09:00": True, "17:00": False}
    assert span.holds(time(16, 59, 59, 999_999))
    assert Span.parse("22:00-24:00").holds(time(23, 59, 59))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("09:00-17:00", "13:00-20:00", "13:00-17:00"),
        ("09:00-17:00", "10:00-11:00", "10:00-11:00"),
        ("09:00-12:00", "12:00-17:00", None),
        ("20:00-24:00", "00:00-24:00", "20:00-00:00"),
        ("20:00-24:00", "22:00-23:00", "22:00-23:00"),
    ],
)
def test_spans_overlap(one: str, other: str, both: str | None) -> None:
    expected = Span.parse(both) if both else None
    assert Span.parse(one).overlap(Span.parse(other)) == expected
    assert Span.parse(other).overlap(Span.parse(one)) == expected


def test_a_span_knows_its_length() -> None:
    assert Span.parse("09:00-12:30").minutes == 210
    assert Span.parse("22:00-24:00").minutes == 120


# -- open or not -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 08:59", False),
        ("2026-11-23 09:00", True),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-26 19:59", True),
        ("2026-11-26 20:00", False),
        ("2026-11-28 12:00", False),
        ("2026-11-29 12:00", False),
    ],
)
def test_people_are_there_in_their_hours(moment: str, expected: bool) -> None:
    assert OFFICE.open_at(at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-07-06T06:59:00+00:00", False),
        ("2026-07-06T07:00:00+00:00", True),
        ("2026-01-05T07:30:00+00:00", False),
        ("2026-01-05T08:00:00+00:00", True),
        ("2026-11-23T16:59:00+09:00", False),
        ("2026-11-23T17:00:00+09:00", True),
    ],
)
def test_the_clock_is_that_of_the_municipality(moment: str, expected: bool) -> None:
    assert OFFICE.open_at(datetime.fromisoformat(moment)) is expected


def test_a_break_is_a_break() -> None:
    spans = (Span.parse("09:00-12:30"), Span.parse("13:30-17:00"))
    hours = Hours(week=(spans,) * 7)
    assert hours.open_at(at("2026-11-23 12:29"))
    assert not hours.open_at(at("2026-11-23 12:30"))
    assert wall(hours.next_opening(at("2026-11-23 12:30"))) == "2026-11-23 13:30"


def test_midnight_belongs_to_the_day_that_begins() -> None:
    until_midnight = Hours(week=((Span.parse("20:00-24:00"),),) * 7)
    assert until_midnight.open_at(at("2026-11-23 23:59:59"))
    assert not until_midnight.open_at(at("2026-11-24 00:00"))
    assert ALWAYS.open_at(at("2026-11-24 00:00"))


# -- days that are closed ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "nl", "en"),
    [
        ("2026-01-01", "Nieuwjaarsdag", "New Year's Day"),
        ("2026-04-06", "Tweede paasdag", "Easter Monday"),
        ("2026-04-27", "Koningsdag", "King's Day"),
        ("2025-04-26", "Koningsdag", "King's Day"),
        ("2025-05-05", "Bevrijdingsdag", "Liberation Day"),
        ("2026-05-14", "Hemelvaartsdag", "Ascension Day"),
        ("2026-05-15", "de dag na Hemelvaartsdag", "a day off"),
        ("2026-05-25", "Tweede pinksterdag", "Pentecost Monday"),
        ("2026-12-26", "Tweede kerstdag", "Second Day of Christmas"),
    ],
)
def test_a_closed_day_has_a_name(day: str, nl: str, en: str) -> None:
    closed = date.fromisoformat(day)
    assert OFFICE.closed_by(closed) == nl
    assert OFFICE.closed_by(closed, "en") == en
    assert OFFICE.spans_on(closed) == ()
    assert not OFFICE.open_at(at(f"{day} 10:00"))


@pytest.mark.parametrize("day", ["2026-04-03", "2026-05-05", "2025-04-27", "2026-12-24"])
def test_a_day_that_is_no_holiday_for_an_office_is_as_any(day: str) -> None:
    open_day = date.fromisoformat(day)
    assert OFFICE.closed_by(open_day) is None
    assert OFFICE.spans_on(open_day) == THURSDAY_EVENING[open_day.weekday()]


def test_which_holidays_count_is_told() -> None:
    assert Hours(open_on=()).closed_by(date(2026, 4, 3)) == "Goede vrijdag"
    assert Hours(open_on=("koningsdag",)).closed_by(date(2026, 4, 27)) is None


def test_liberation_day_may_be_an_own_closing_day() -> None:
    own = ClosingDay(date(2026, 5, 5), {"nl": "Bevrijdingsdag"})
    assert Hours(closing_days=(own,)).closed_by(date(2026, 5, 5), "en") == "Bevrijdingsdag"


def test_the_own_name_of_a_holiday_goes_first() -> None:
    own = ClosingDay(date(2026, 4, 27), {"nl": "feest"})
    assert Hours(closing_days=(own,)).closed_by(date(2026, 4, 27)) == "feest"


# -- when again --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 07:00", "2026-11-23 09:00"),
        ("2026-11-23 17:00", "2026-11-24 09:00"),
        ("2026-11-26 17:30", "2026-11-26 17:30"),
        ("2026-11-27 17:00", "2026-11-30 09:00"),
        ("2026-04-02 20:00", "2026-04-03 09:00"),
        ("2026-04-03 17:00", "2026-04-07 09:00"),  # Easter
        ("2026-05-13 17:00", "2026-05-18 09:00"),  # Ascension, the day after, the weekend
        ("2026-12-24 20:00", "2026-12-28 09:00"),
        ("2026-12-31 23:59", "2027-01-04 09:00"),  # New Year on a Friday
        ("2027-04-27 12:00", "2027-04-28 09:00"),
    ],
)
def test_the_next_opening_passes_over_what_is_closed(moment: str, expected: str) -> None:
    assert wall(OFFICE.next_opening(at(moment))) == expected


def test_the_next_opening_is_by_the_clock_on_the_wall() -> None:
    opening = OFFICE.next_opening(datetime(2026, 7, 5, 22, 30, tzinfo=UTC))
    assert opening is not None
    assert opening.isoformat() == "2026-07-06T09:00:00+02:00"


def test_who_is_never_there_has_no_next_opening() -> None:
    assert Hours(week=CLOSED).next_opening(at("2026-11-23 10:00")) is None
    day = date(2026, 11, 23)
    year = tuple(
        ClosingDay(day + timedelta(days=ahead), {"nl": "verhuizing"})
        for ahead in range(SEARCH_DAYS + 1)
    )
    assert Hours(closing_days=year).next_opening(at("2026-11-23 10:00")) is None
    assert wall(Hours(closing_days=year[:-1]).next_opening(at("2026-11-23 10:00"))) == (
        "2027-11-24 09:00"
    )


# -- the nights on which the clock changes -----------------------------------------------------

SPRING, AUTUMN = "2026-03-29", "2026-10-25"


def test_an_hour_that_comes_twice_is_open_twice() -> None:
    for fold in (0, 1):
        assert AT_NIGHT.open_at(at(f"{AUTUMN} 02:30", fold=fold))


def test_an_opening_in_the_hour_that_comes_twice_is_not_in_the_past() -> None:
    hours = Hours(week=((Span.parse("02:30-05:00"),),) * 7)
    first = hours.next_opening(at(f"{AUTUMN} 02:15"))
    assert first is not None
    assert first.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = hours.next_opening(at(f"{AUTUMN} 02:15", fold=1))
    assert second is not None
    assert second.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_opening_in_the_hour_that_is_skipped_comes_when_the_wall_shows_it() -> None:
    hours = Hours(week=((Span.parse("02:30-05:00"),),) * 7)
    opening = hours.next_opening(at(f"{SPRING} 01:00"))
    assert opening is not None
    assert hours.open_at(opening)
    assert wall(opening) == f"{SPRING} 03:30"


def test_hours_that_fall_in_the_skipped_hour_are_not_that_day() -> None:
    hours = Hours(week=((Span.parse("02:10-02:40"),),) * 7)
    assert wall(hours.next_opening(at(f"{SPRING} 01:00"))) == "2026-03-30 02:10"


def test_a_day_after_the_change_opens_at_its_own_time() -> None:
    opening = OFFICE.next_opening(at("2026-03-27 18:00"))
    assert opening is not None
    assert opening.astimezone(UTC) == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


moments = st.datetimes(
    min_value=datetime(2025, 1, 1),
    max_value=datetime(2031, 1, 1),
    timezones=st.sampled_from([UTC, ZONE, ZoneInfo("America/New_York")]),
)


@settings(max_examples=200, deadline=None)
@given(moment=moments)
def test_at_the_next_opening_somebody_is_there_and_before_it_nobody(moment: datetime) -> None:
    opening = OFFICE.next_opening(moment)
    assert opening is not None
    assert OFFICE.open_at(opening)
    here = moment.astimezone(UTC)
    assert opening.astimezone(UTC) >= here
    while here < opening.astimezone(UTC):
        assert not OFFICE.open_at(here)
        here += timedelta(minutes=30)
