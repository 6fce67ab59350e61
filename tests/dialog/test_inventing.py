"""What callers tell of themselves is replaced: the same kind, the same for the same, and no word
of what they said.
"""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.addresses import Address, Addresses
from dialog.invented_numbers import other_digits, other_plate, other_telephone
from dialog.inventing import Inventor
from dialog.masking import mask
from dialog.slots.digits import telephone
from dialog.slots.lexicon import Lexicon
from dialog.slots.reader import read
from dialog.surnames import SURNAMES

NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
TOWN = Addresses(
    tuple(
        Address(postcode, number, "", "", street, "Zonnedael")
        for postcode, street in (
            *(("4991AB", "Dorpsstraat"), ("4991CD", "Molenweg"), ("4991EF", "Kerkplein")),
            *(("4992GH", "Havenkade"), ("4992JK", "Wilgenlaan")),
        )
        for number in (1, 2, 3, 12, 14)
    )
)
LEXICON = Lexicon(
    streets={name.lower(): name for name in TOWN.streets}, words=frozenset({"post", "groen"})
)

LINES = (
    ("mijn naam is Ilse Verbeek", "naam", "Ilse Verbeek"),
    ("u spreekt met meneer Verbeek", "naam", "Verbeek"),
    ("mijn nummer is 06 18 27 36 45", "telefoon", "0618273645"),
    ("bel maar 076 513 85 81", "telefoon", "0765138581"),
    ("nul zes achttien zevenentwintig zesendertig vijfenveertig", "telefoon", "0618273645"),
    ("mijn postcode is 4991 AB", "postcode", "4991AB"),
    ("ik woon op de Dorpsstraat 12", "straat", "Dorpsstraat"),
    ("mijn kenteken is R 407 JH", "kenteken", "R407JH"),
    ("het gaat om zaak Z2026-00123", "zaaknummer", "Z2026-00123"),
    ("ik ben geboren op 14 maart 1961", "datum", "1961-03-14"),
)


def inventor(seed: str = "gesprek 1") -> Inventor:
    return Inventor(seed, TOWN, LEXICON)


def value_of(text: str, slot: str) -> str | None:
    found = read(text, now=NOW, lexicon=LEXICON)
    return next((each.value for each in found if each.slot == slot), None)


@pytest.mark.parametrize(("line", "slot", "value"), LINES)
def test_a_value_becomes_another_of_its_kind(line: str, slot: str, value: str) -> None:
    assert value_of(line, slot) == value
    invented = value_of(inventor().words(line, NOW), slot)
    assert invented not in (None, value)


@pytest.mark.parametrize(("line", "slot", "value"), LINES)
def test_the_same_conversation_always_gets_the_same(line: str, slot: str, value: str) -> None:
    first, again = inventor().words(line, NOW), inventor().words(line, NOW)
    assert first == again
    others = {inventor(f"gesprek {nth}").words(line, NOW) for nth in range(2, 12)}
    assert len(others) > 1


@pytest.mark.parametrize(
    "line",
    ["ik wil een nieuw paspoort", "dat kost 150.000 euro", "volgende week dinsdag om tien uur",
     "op 3 december om half drie", "met drie kinderen van 4, 7 en 12 jaar", "ja, dat klopt",
     "Ik ga naar Marokko", "mijn bsn is [BSN]", "van nummer acht"],
)  # fmt: skip
def test_what_tells_nothing_of_the_caller_stays(line: str) -> None:
    assert inventor().words(line, NOW) == line


def test_a_number_keeps_the_way_in_which_it_was_written() -> None:
    said = inventor().words("mijn nummer is 06 18 27 36 45", NOW)
    assert [len(part) for part in said.split()[-5:]] == [2, 2, 2, 2, 2]


def test_a_value_that_comes_back_in_another_form_is_the_same() -> None:
    invent = inventor()
    told = value_of(invent.words("mijn nummer is 06 18 27 36 45", NOW), "telefoon")
    spoken = "nul zes achttien zevenentwintig zesendertig vijfenveertig"
    assert value_of(invent.words(spoken, NOW), "telefoon") == told
    assert invent.keys("0618273645") == told
    assert invent.telephone("+31618273645") == f"+31{str(told)[1:]}"


def test_a_name_that_comes_back_is_the_same() -> None:
    invent = inventor()
    first, last = invent.words("Ilse Verbeek", NOW, "naam").split()
    assert invent.words("Ja, Verbeek met dubbel e", NOW) == f"Ja, {last} met dubbel e"
    assert invent.words("zeg maar ilse", NOW) == f"zeg maar {first.lower()}"
    assert invent.words("V E R B E E K", NOW, "naam") == " ".join(last.upper())


def test_an_address_becomes_one_that_exists() -> None:
    invent = inventor()
    words = invent.words("4991 AB nummer 12, dat is de Dorpsstraat", NOW)
    postcode, number = value_of(words, "postcode"), value_of(words, "huisnummer")
    (found,) = TOWN.find(str(postcode), str(number))
    assert found.straat == value_of(words, "straat") != "Dorpsstraat"


def test_an_address_that_does_not_exist_becomes_another_that_does_not() -> None:
    words = inventor().words("4991 ZZ nummer 12", NOW)
    assert value_of(words, "postcode") != "4991ZZ"
    assert TOWN.streets_of(str(value_of(words, "postcode"))) == ()
    words = inventor().words("4991 AB nummer 77", NOW)
    postcode, number = value_of(words, "postcode"), value_of(words, "huisnummer")
    assert TOWN.streets_of(str(postcode))
    assert TOWN.find(str(postcode), str(number)) == ()


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("zet maar op ZR 521 B, nee, dat is de oude, het is R 318 LT", "521"),
        ("mijn man Piet de Vries is overleden", "Vries"),
        ("mijn adres is jan.jansen@gmail.com", "jansen"),
        ("jan punt jansen apenstaartje gmail punt com", "jansen"),
        ("NL91 ABNA 0417 1643 00 is mijn rekening", "0417"),
        ("mijn klantnummer is 88712345", "88712345"),
        ("Met Gerrie van de Molenweg, er brandt iets", "Gerrie"),
        ("ik wil teruggebeld worden op 06 29 51, nee 06 29 15 83 70", "29 51"),
    ],
)
def test_nothing_of_it_remains(line: str, gone: str) -> None:
    assert gone not in inventor().words(line, NOW)


def test_keys_of_a_choice_stay() -> None:
    invent = inventor()
    assert [invent.keys(keys) for keys in ("1", "#", "*0", "2026", "[BSN]")] == [
        *("1", "#", "*0", "2026", "[BSN]")
    ]
    assert invent.keys("88712345") not in ("88712345", "")


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(SURNAMES), st.text("abcdef", min_size=1, max_size=6))
def test_every_surname_becomes_another(name: str, seed: str) -> None:
    said = inventor(seed).words(f"mijn naam is {name}", NOW)
    assert said.removeprefix("mijn naam is ").split()[-1] != name.split()[-1]


@settings(max_examples=15, deadline=None)
@given(st.from_regex(r"06[1-58]\d{7}", fullmatch=True), st.text("abc", max_size=4))
def test_every_mobile_number_becomes_one_that_can_be_rung(number: str, seed: str) -> None:
    other = other_telephone(seed, number)
    assert telephone(other) == other != number
    assert mask(other) == other


@settings(max_examples=15, deadline=None)
@given(st.from_regex(r"\d{5,12}", fullmatch=True), st.text("abc", max_size=4))
def test_digits_become_as_many_others(digits: str, seed: str) -> None:
    other = other_digits(seed, digits)
    assert len(other) == len(digits)
    assert other != digits
    assert other.isdigit()
    assert mask(other) == other


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["R407JH", "12TRB4", "ZR521B", "AB12CD"]), st.text("abc", max_size=4))
def test_plates_keep_their_side_code(plate: str, seed: str) -> None:
    (found,) = read(f"mijn kenteken is {other_plate(seed, plate)}", ["kenteken"], now=NOW)
    assert found.value != plate
    assert [sign.isdigit() for sign in found.value] == [sign.isdigit() for sign in plate]
