from datetime import datetime

import pytest

from dialog.slots.line import line_of
from dialog.slots.reader import read

MONDAY = datetime(2026, 11, 23, 10, 15)


def found(text: str, slot: str, expect: str | None = None) -> list[str]:
    return [each.value for each in read(text, now=MONDAY, expect=expect) if each.slot == slot]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("vijfentwintig", "25"),
        ("vijf en twintig", "25"),
        ("een en twintig", "21"),
        ("twaalfhonderd", "1200"),
        ("vijftienhonderd", "1500"),
        ("tweeëntwintighonderd", "2200"),
        ("vierduizend achthonderd elf", "4811"),
        ("anderhalf", "1,5"),
        ("tweeënhalf", "2,5"),
        ("vieren half", "vieren half"),
        ("achtenveertig elf", "48 11"),
        ("nul zes dubbel twee", "0 6 22"),
        ("zeuven", "7"),
        ("een paspoort", "een paspoort"),
        ("één paspoort", "1 paspoort"),
        ("drie keer een afspraak", "3 keer een afspraak"),
        ("ten eerste", "ten 1e"),
        ("de eenentwintigste", "de 21e"),
        ("the twenty-first", "the 21e"),
        ("one hundred and eleven", "111"),
        ("twintig, eh, vijf", "20, 5"),
        ("425 duizend", "425 duizend"),
    ],
)
def test_number_words_become_digits(text: str, plain: str) -> None:
    assert line_of(text).plain == plain


def test_a_place_in_the_line_tells_the_words() -> None:
    line = line_of("Om, eh, twaalf uur één")
    at = line.plain.index("12")
    assert line.said(at, at + 2) == "twaalf"


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("honderdtwintig euro vijftig", "120.50"),
        ("achttien euro en vijftig cent", "18.50"),
        ("een tientje", "10.00"),
        ("drie tientjes", "30.00"),
        ("een ton", "100000.00"),
        ("anderhalve ton", "150000.00"),
        ("anderhalve euro", "1.50"),
        ("tweeënhalf miljoen", "2500000.00"),
        ("vijftig cent", "0.50"),
        ("€ 1.234,56", "1234.56"),
        ("77,85 euro", "77.85"),
        ("€ 20", "20.00"),
        ("425 duizend euro", "425000.00"),
        ("twaalfhonderd euro", "1200.00"),
        ("twenty euros", "20.00"),
        ("zestig euro per maand", "60.00"),
        ("twintig euro 2 keer", "20.00"),
    ],
)
def test_an_amount_is_in_euros(text: str, euros: str) -> None:
    assert found(f"Ik moet {text} betalen.", "bedrag") == [euros]


def test_about_an_amount_is_less_sure() -> None:
    (value,) = read("een euro of twintig", now=MONDAY)
    assert (value.value, value.confidence) == ("20.00", 0.6)


def test_a_bare_number_answers_how_much() -> None:
    assert found("achttien vijftig", "bedrag", expect="bedrag") == ["18.50"]
    assert found("achttien vijftig", "bedrag") == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Mijn vader van zesentachtig redt het niet.", "86"),
        ("Mijn dochter wordt veertien.", "14"),
        ("Ik word in juni zevenenzestig, wat dan?", "67"),
        ("Op je veertiende heb je er een nodig.", "14"),
        ("Ik ben tachtig en woon alleen.", "80"),
        ("Hij is drie jaar oud.", "3"),
        ("My son is twelve.", "12"),
        ("een kind van zes", "6"),
    ],
)
def test_an_age_belongs_to_a_person(text: str, age: str) -> None:
    assert found(text, "leeftijd") == [age]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Ik wacht al acht jaar.",
            "Mijn huisnummer is twaalf.",
            "Hij is acht jaar geleden gestorven.",
        ),
        *("De man van twaalf mei.", "Ik ben vijftig jaar getrouwd."),
    ],
)
def test_other_numbers_are_no_age(text: str) -> None:
    assert found(text, "leeftijd") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("voor twee honden", "2"),
        ("honderdtachtig handtekeningen", "180"),
        ("Wij hebben twee auto's.", "2"),
        ("een groep van twaalf", "12"),
        ("We komen met z'n drieën.", "3"),
        ("twee grote honden", "2"),
        ("four hundred visitors", "400"),
    ],
)
def test_things_are_counted(text: str, count: str) -> None:
    assert found(text, "aantal") == [count]


@pytest.mark.parametrize(
    "text",
    ["zes werkdagen", "honderd kilo puin", "Wij zijn twee moeders.", "drie keer", "om tien komen"],
)
def test_measures_and_times_are_no_count(text: str) -> None:
    assert found(text, "aantal") == []


def test_a_bare_number_answers_how_many() -> None:
    assert found("een", "aantal", expect="aantal") == ["1"]
    assert found("vier graag", "leeftijd", expect="leeftijd") == ["4"]
