from datetime import datetime

import pytest

from dialog.slots.reader import read

MONDAY = datetime(2026, 11, 23, 10, 15)


def found(text: str, slot: str = "datum", expect: str | None = None) -> list[str]:
    return [each.value for each in read(text, now=MONDAY, expect=expect) if each.slot == slot]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aanstaande dinsdag", "2026-11-24"),
        ("komende dinsdag", "2026-11-24"),
        ("volgende week dinsdag", "2026-12-01"),
        ("dinsdag over een week", "2026-12-01"),
        ("maandag", "2026-11-30"),
        ("op de derde", "2026-12-03"),
        ("drie juni", "2027-06-03"),
        ("op drie zes", "2027-06-03"),
        ("de derde van de zesde", "2027-06-03"),
        ("zondag de zesde", "2026-12-06"),
        ("over veertien dagen", "2026-12-07"),
        ("over drie weken", "2026-12-14"),
        ("over een maand", "2026-12-23"),
        ("eergisteren", "2026-11-21"),
        ("overmorgen", "2026-11-25"),
        ("morgenochtend", "2026-11-24"),
        ("gistermiddag", "2026-11-22"),
        ("vandaag", "2026-11-23"),
        ("drie weken geleden", "2026-11-02"),
        ("twee weken terug", "2026-11-09"),
        ("vorige week dinsdag", "2026-11-17"),
        ("afgelopen vrijdag", "2026-11-20"),
        ("3-6-2027", "2027-06-03"),
        ("drie december tweeduizend zevenentwintig", "2027-12-03"),
        ("kerstavond", "2026-12-24"),
        ("tweede paasdag", "2027-03-29"),
        ("on the tenth of January", "2027-01-10"),
        ("December 3rd", "2026-12-03"),
        ("op de 15de december", "2026-12-15"),
        ("this Friday", "2026-11-27"),
        ("in two weeks", "2026-12-07"),
        ("two weeks ago", "2026-11-09"),
        ("the day after tomorrow", "2026-11-25"),
        ("last night", "2026-11-22"),
    ],
)
def test_a_day_is_the_next_one_to_come(text: str, day: str) -> None:
    assert found(text) == [day]


def test_volgende_dinsdag_is_worth_a_question() -> None:
    (value,) = read("volgende dinsdag", now=MONDAY)
    assert (value.value, value.ambiguous) == ("2026-12-01", ("2026-11-24",))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ik heb vrijdag met u gebeld.", "2026-11-20"),
        ("Zaterdag was het hek al stuk.", "2026-11-21"),
        ("Sinds donderdag doet de lamp het niet.", "2026-11-19"),
        ("Op drie november is hij verhuisd.", "2026-11-03"),
        ("Zij is zondag bevallen.", "2026-11-22"),
        ("Vrijdag ben ik niet thuis.", "2026-11-27"),
        ("Ik moet vrijdag bij u zijn.", "2026-11-27"),
        ("Vrijdag wordt het opgehaald.", "2026-11-27"),
        ("Ik ben ziek geweest, kan ik vrijdag komen?", "2026-11-27"),
        ("Ik heb een afspraak gemaakt voor vrijdag.", "2026-11-27"),
        ("Mijn afspraak van vrijdag wil ik afzeggen.", "2026-11-27"),
        ("Is het vrijdag gesloten?", "2026-11-27"),
    ],
)
def test_the_clause_tells_whether_a_day_is_over(text: str, day: str) -> None:
    assert found(text) == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Elke zondag is er herrie.", "zondag"),
        ("'s Maandags komt er niemand.", "maandag"),
        ("Bent u op donderdag open?", "donderdag"),
        ("Op zaterdagen is het druk.", "zaterdag"),
        ("Are you open on Thursdays?", "donderdag"),
    ],
)
def test_a_day_of_each_week_is_no_date(text: str, day: str) -> None:
    assert found(text) == []
    assert found(text, "weekdag") == [day]


@pytest.mark.parametrize(
    "text",
    [
        *("de eerste keer", "goedemorgen", "'s morgens", "in de morgen", "de derde verdieping"),
        *("een donderdag", "twintig jaar geleden", "I may come", "mijn derde kind", "nummer 12-2"),
    ],
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("answer", "day"),
    [("de derde", "2026-12-03"), ("drie zes", "2027-06-03"), ("dertig", "2026-11-30")],
)
def test_a_bare_number_answers_which_day(answer: str, day: str) -> None:
    assert found(answer) == []
    assert found(answer, expect="datum") == [day]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("De baby komt in maart.", "2027-03"),
        ("Ik heb in maart een brief gekregen.", "2026-03"),
        ("eind oktober opgestuurd", "2026-10"),
        ("in mei 2028", "2028-05"),
    ],
)
def test_a_named_month_is_a_period(text: str, period: str) -> None:
    assert found(text, "periode") == [period]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("om de week", "R/P2W"),
        ("even weken", "R/P2W/even"),
        ("volgende week", "2026-W49"),
        ("volgende maand", "2026-12"),
        ("maart", "2027-03"),
    ],
)
def test_longer_times_are_read_where_they_are_asked_for(text: str, period: str) -> None:
    assert found(text, "periode", expect="periode") == [period]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("in de loop van de ochtend", "ochtend"),
        ("Vanmiddag graag.", "middag"),
        ("donderdagavond", "avond"),
        ("na de middag", "middag"),
        ("niet in de ochtend, liever in de middag", "middag"),
        ("in the afternoon", "middag"),
    ],
)
def test_a_part_of_the_day_is_a_wish(text: str, part: str) -> None:
    assert found(text, "dagdeel") == [part]


@pytest.mark.parametrize(
    "text",
    [
        "Goedemiddag",
        "Good morning",
        "iedere avond",
        "Zij is vanmorgen bevallen.",
        "ik zorg dag en nacht",
    ],
)
def test_a_greeting_and_what_is_past_are_no_wish(text: str) -> None:
    assert found(text, "dagdeel") == []
