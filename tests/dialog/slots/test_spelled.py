from datetime import datetime

import pytest

from dialog.slots.names import respelled
from dialog.slots.reader import read

MONDAY = datetime(2026, 11, 23, 10, 15)


def found(text: str, slot: str, expect: str | None = None) -> list[str]:
    return [each.value for each in read(text, now=MONDAY, expect=expect) if each.slot == slot]


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("4811 AB", "4811AB"),
        ("4811ab", "4811AB"),
        ("vierduizend achthonderd elf, a b", "4811AB"),
        ("achtenveertig elf Anton Bernard", "4811AB"),
        ("vier acht één één A van Anton, B van Bernard", "4811AB"),
        ("vier acht een een bravo tango", "4811BT"),
        ("vier negen negen een, B van banaan, en dan de O van Otto", "4991BO"),
        ("4991 o b", "4991OB"),
        ("49 91, b, c", "4991BC"),
        ("4990 zet ix", "4990ZX"),
        ("4995 dubbel a", "4995AA"),
        ("vierduizend acht a b", "4008AB"),
        ("four nine nine one, B for Bravo, D for Delta", "4991BD"),
        ("Mijn postcode is 4811 A van Anton en B van Bernard.", "4811AB"),
        ("twaalf vierendertig, F van vogel, C van Karel", "1234FC"),
    ],
)
def test_a_postcode_is_spelled_in_many_ways(text: str, postcode: str) -> None:
    assert found(text, "postcode") == [postcode]


@pytest.mark.parametrize(
    "text",
    [
        *("4991 is mijn postcode", "in 2026 al drie keer", "op 1200 en er is", "4811 SS"),
        *("0811 AB", "nul acht een een a b", "06 12345678"),
    ],
)
def test_four_digits_and_small_words_are_no_postcode(text: str) -> None:
    assert found(text, "postcode") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("twaalf A", "12A"),
        ("12a", "12A"),
        ("twaalf bis", "12bis"),
        ("12-2", "12-2"),
        ("twaalf streepje twee", "12-2"),
        ("twaalf drie hoog", "12-3hoog"),
        ("twaalf hoog", "12hoog"),
        ("twaalf huis", "12huis"),
        ("twaalf rood", "12rood"),
        ("twaalf boven", "12boven"),
        ("twintig C van Cornelis", "20C"),
        ("honderdacht", "108"),
        ("12 A streepje 2", "12A-2"),
    ],
)
def test_a_house_number_keeps_what_belongs_to_it(text: str, number: str) -> None:
    assert found(text, "huisnummer", expect="huisnummer") == [number]
    assert found(f"Ik woon op nummer {text}.", "huisnummer") == [number]
    assert found(f"De lamp in de Dorpsstraat {text} is stuk.", "huisnummer") == [number]


def test_a_house_number_may_be_said_digit_by_digit() -> None:
    assert found("één twee", "huisnummer", expect="huisnummer") == ["12"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("nummer 12 's avonds", ["12"]),
        ("nummer 12 u weet wel", ["12"]),
        ("number 12 a lamp is broken", ["12"]),
        ("mijn nummer is 06 12345678", []),
        ("telefoonnummer 12", []),
        ("de Dorpsstraat om 12 uur", []),
        ("in de Dorpsstraat 3 weken", []),
    ],
)
def test_other_numbers_are_no_house_number(text: str, numbers: list[str]) -> None:
    assert found(text, "huisnummer") == numbers


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("R van Rudolf, vier nul zeven, J van Julia, H van Hans", "R407JH"),
        ("K, twee zeven vier, X X", "K274XX"),
        ("V van Victor, drie acht negen, dan B van Bernard en nog een G", "V389BG"),
        ("mijn kenteken is R-407-JH", "R407JH"),
        ("kenteken 12-ABC-3", "12ABC3"),
        ("kenteken GH123J", "GH123J"),
        ("nummerbord twaalf abc drie", "12ABC3"),
    ],
)
def test_a_plate_follows_the_side_codes(text: str, plate: str) -> None:
    assert found(text, "kenteken") == [plate]


def test_four_digits_and_two_letters_are_a_plate_only_when_asked_for() -> None:
    assert found("4991 AB", "kenteken") == []
    assert found("4991 AB", "kenteken", expect="kenteken") == ["4991AB"]
    assert found("mijn kenteken is 123456", "kenteken") == []


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Z twee nul twee zes, streepje, nul nul één twee drie", "Z2026-00123"),
        ("Z twintig zesentwintig, nul nul acht vierenzeventig", "Z2026-00874"),
        ("Z, twenty twenty-six, dash, double oh three one seven", "Z2026-00317"),
        ("Z van Zaandam, tweeduizend zesentwintig, nul nul één twee drie", "Z2026-00123"),
        ("zet 2026-00123", "Z2026-00123"),
        ("Z2026-00123", "Z2026-00123"),
        ("Z 2026 nul een vijf negen nul, nee sorry, negen drie op het eind", "Z2026-01593"),
    ],
)
def test_a_case_number_is_a_year_and_five_digits(text: str, case: str) -> None:
    assert found(f"Mijn zaaknummer is {text}.", "zaaknummer") == [case]


def test_the_z_may_be_left_out_when_a_case_number_was_asked_for() -> None:
    said = "twintig zesentwintig nul nul één twee drie"
    assert found(said, "zaaknummer", expect="zaaknummer") == ["Z2026-00123"]
    assert found(said, "zaaknummer") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Goedemiddag, met Van Dijk.", "Van Dijk"),
        ("Mag ik meneer De Wit spreken?", "De Wit"),
        ("Mevrouw El Amrani van Burgerzaken graag.", "El Amrani"),
        ("Met Sjoukje de Vries, hoort u mij?", "Sjoukje de Vries"),
        ("Mijn naam is Karel van der Berg.", "Karel van der Berg"),
        ("Is Ingrid er vandaag?", "Ingrid"),
        ("Ik heet Piet Smit met d t.", "Piet Smidt"),
        ("Mijn naam is Jansen, met dubbel s", "Janssen"),
        ("My name is John Smith.", "John Smith"),
    ],
)
def test_a_name_stands_behind_what_announces_it(text: str, name: str) -> None:
    assert found(text, "naam") == [name]


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("jansen", "Jansen"),
        ("van der berg", "Van der Berg"),
        ("kees de jong", "Kees de Jong"),
        ("J A N S E N", "Jansen"),
        ("J, A, N, dubbel S, E, N", "Janssen"),
        ("V van Victor, O van Otto, S van Simon", "Vos"),
        ("met mevrouw De Boer", "De Boer"),
    ],
)
def test_a_name_answers_what_somebody_is_called(answer: str, name: str) -> None:
    assert found(answer, "naam", expect="naam") == [name]


@pytest.mark.parametrize(
    "text", ["Met spoed graag.", "Ik ben boos.", "bij een mevrouw van u", "Ik bel met de gemeente."]
)
def test_other_words_are_no_name(text: str) -> None:
    assert found(text, "naam") == []


@pytest.mark.parametrize("answer", ["geen idee", "dat weet ik niet", "nee", "waarom?"])
def test_who_does_not_say_a_name_has_none(answer: str) -> None:
    assert found(answer, "naam", expect="naam") == []


@pytest.mark.parametrize(
    ("name", "hint", "written"),
    [
        ("Smit", "d t", "Smidt"),
        ("Jansen", "dubbel s", "Janssen"),
        ("Bakker", "c k", "Backer"),
        ("Meier", "griekse y", "Meyer"),
        ("Tijs", "t h", "Thijs"),
        ("Visser", "een", "Visser"),
    ],
)
def test_a_name_is_respelled_where_it_sounds_so(name: str, hint: str, written: str) -> None:
    assert respelled(name, hint) == written
