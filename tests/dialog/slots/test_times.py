from datetime import datetime

import pytest

from dialog.slots.reader import read

MONDAY = datetime(2026, 11, 23, 10, 15)


def found(text: str, expect: str | None = None) -> dict[str, str]:
    values = read(text, now=MONDAY, expect=expect)
    return {value.slot: value.value for value in values if value.slot.startswith("tijd")}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("half elf", "10:30"),
        ("half één", "12:30"),
        ("kwart voor drie", "14:45"),
        ("tien voor half vier", "15:20"),
        ("vijf over half drie", "14:35"),
        ("om negen uur", "09:00"),
        ("veertien uur dertig", "14:30"),
        ("om half drie", "14:30"),
        ("half drie 's nachts", "02:30"),
        ("twee uur in de ochtend", "02:00"),
        ("morgenochtend om zeven uur", "07:00"),
        ("zeven uur 's avonds", "19:00"),
        ("half twaalf 's middags", "11:30"),
        ("twaalf uur 's nachts", "00:00"),
        ("10:30 uur", "10:30"),
        ("om 14.30 uur", "14:30"),
        ("rond de klok van kwart over vier", "16:15"),
        ("zeuven uur 's ochtends", "07:00"),
        ("twenty past three", "15:20"),
        ("half past nine", "09:30"),
        ("a quarter to eleven", "10:45"),
        ("at two thirty", "14:30"),
        ("3 pm", "15:00"),
        ("eleven o'clock", "11:00"),
    ],
)
def test_a_time_is_read_as_the_wall_clock_is_said(text: str, time: str) -> None:
    assert found(text) == {"tijd": time}
    assert found(f"Ik wil graag {text} komen.") == {"tijd": time}


def test_half_two_is_later_in_english() -> None:
    (dutch,) = read("half twee", now=MONDAY)
    (english,) = read("half two", now=MONDAY, language="en")
    assert (dutch.value, english.value) == ("13:30", "14:30")


def test_a_half_without_its_hour_is_incomplete() -> None:
    (value,) = read("vijf over half", now=MONDAY, expect="tijd")
    assert (value.slot, value.value, value.complete) == ("tijd", "", False)


def test_an_hour_of_both_halves_of_the_day_is_in_doubt() -> None:
    (value,) = read("half negen", now=MONDAY)
    assert (value.value, value.ambiguous) == ("08:30", ("20:30",))
    (clear,) = read("half negen 's avonds", now=MONDAY)
    assert (clear.value, clear.ambiguous) == ("20:30", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("van negen tot twaalf", {"tijd_van": "09:00", "tijd_tot": "12:00"}),
        ("tussen twee en half vier", {"tijd_van": "14:00", "tijd_tot": "15:30"}),
        ("from ten to two", {"tijd_van": "10:00", "tijd_tot": "14:00"}),
        ("vanaf vier uur", {"tijd_vanaf": "16:00"}),
        ("na vieren", {"tijd_vanaf": "16:00"}),
        ("tot vijf uur", {"tijd_tot": "17:00"}),
        ("voor tienen", {"tijd_tot": "10:00"}),
        ("tot één uur 's nachts", {"tijd_tot": "01:00"}),
        ("verzetten naar half vier", {"tijd_nieuw": "15:30"}),
    ],
)
def test_the_word_before_a_time_tells_what_it_bounds(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("over twee uur", "het duurt anderhalf uur", "al drie uur", "twee uur lang"),
        *("over drie weken", "om drie redenen", "vierentwintig uur per dag", "nul zes twaalf"),
        *("voor twee personen", "om de week", "half november", "vijf over twee weken"),
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("answer", "time"),
    [("tien", "10:00"), ("om twee", "14:00"), ("14 30", "14:30"), ("een", "13:00")],
)
def test_a_bare_number_answers_what_time(answer: str, time: str) -> None:
    assert found(answer, expect="tijd") == {"tijd": time}
    assert found(answer) in ({}, {"tijd": time})


def test_a_time_answers_until_when() -> None:
    assert found("om vier uur", expect="tijd_tot") == {"tijd_tot": "16:00"}
