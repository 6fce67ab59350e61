from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialog.acts import HangUp, Perform
from dialog.events import Heard
from dialog.masking import MASK, Masker, mask, mask_fields, mask_values, passes_eleven_test
from dialog.slots.digits import digit_runs, telephone
from tests.dialog.slots.test_digits import AREA, MOBILE
from tests.dialog.spoken import said


@pytest.mark.parametrize(
    "said_as",
    [
        *("111222333", "111.222.333", "1112 22 333", "1112-22-333", "1 1 1 2 2 2 3 3 3"),
        "een een een twee twee twee drie drie drie",
        "honderd elf tweehonderd tweeëntwintig driehonderd drieëndertig",
        "honderdelf twee honderd twee en twintig drie honderd drie-en-dertig",
        "elf twaalf tweeëntwintig drieëndertig drie",
        "driemaal de een, eh, drie keer twee, en driemaal drie",
        "dubbel een en een, twee 22 drie drieën",
        "one one one two two two three three three",
        "triple one, twenty two two, thirty-three three",
        "een één een\ntwee 22 333",
    ],
)
def test_a_bsn_is_masked_in_any_grouping(said_as: str) -> None:
    assert mask(said_as) == "[BSN]"
    assert mask(f"Dat is {said_as}, toch?") == "Dat is [BSN], toch?"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "mijn nummer is een een een een twee twee twee drie drie drie",
            "mijn nummer is een [BSN]",
        ),
        ("0612345678 en 111222333", "0612345678 en [BSN]"),
        ("111222333 0612345678", "[BSN] 0612345678"),
        ("zeuven nul vier, 7 dubbel nul, nul negen acht", "[BSN]"),
        ("een dubbel nul dubbel nul dubbel nul acht", "[BSN]"),
        ("nummer111222333", "nummer[BSN]"),
        ("111222333 en 123456782.", "[BSN] en [BSN]."),
        ("O, 111222333", "[BSN]"),
        ("0 1 en dan o o 00 008", "[BSN]"),
        ("vijf, zes honderd elf", "vijf, zes honderd elf"),
    ],
)
def test_what_stands_beside_a_bsn_stays_where_it_can(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "name",
    [
        *("BSN", "b s n", "B.S.N.", "bs n", "be es en", "burgerservicenummer", "BSN-nummer"),
        *("burger service nummer", "sofinummer", "sofi", "citizen service number"),
    ],
)
def test_what_follows_the_word_bsn_is_masked_although_it_fails_the_test(name: str) -> None:
    assert mask(f"Mijn {name} is eh een twee drie 45") == f"Mijn {name} is eh [BSN]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("bsn12345", "bsn[BSN]"),
        ("mijn bsn: 123 bas 45 dus", "mijn bsn: [BSN] bas [BSN] dus"),
        ("BSN [BSN] 12345", "BSN [BSN] [BSN]"),
        ("mijn bsn is 1234", "mijn bsn is 1234"),
        (
            "mijn bsn weet ik niet, bel mij op 0612345679",
            "mijn bsn weet ik niet, bel mij op 0612345679",
        ),
        ("het bsn staat op de pas van 12-11-2025", "het bsn staat op de pas van 12-11-2025"),
        ("geen bsn, mijn postcode is 4811 AB 12345", "geen bsn, mijn postcode is 4811 AB 12345"),
        ("[BSN] 12345", "[BSN] 12345"),
    ],
)
def test_the_word_bsn_reaches_no_further_than_its_number(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        *("0111222333", "06-12345678", "+31 6 12345678", "0031612345678", "013 - 123 45 67"),
        *("0900 1234", "0800 1234567", "+49 1512 3456789", "112", "14013"),
        *("4811 AB 12", "Z2026-00457", "a111222333b", "€ 12.345.672", "111.222.333 euro"),
        *("twaalf elf tweeduizend vijfentwintig", "2026-11-22", "000000000", "123456789"),
        "geboren op een twee negentien vijfentachtig",
        *("vierduizend achthonderdelf, a b", "vierduizend negenhonderd eenennegentig"),
        "tweehonderdvijftig euro",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@given(st.dates(min_value=datetime(1900, 1, 1).date(), max_value=datetime(2099, 12, 31).date()))
def test_no_written_date_is_taken_for_a_bsn(day: object) -> None:
    for text in (f"{day:%d-%m-%Y}", f"{day:%Y-%m-%d}", f"geboren op {day:%d%m%Y}"):
        assert mask(text) == text


@given(st.datetimes(timezones=st.just(UTC)))
def test_no_moment_is_taken_for_a_bsn(at: datetime) -> None:
    assert mask_fields({"at": at.isoformat()}) == {"at": at.isoformat()}


@st.composite
def bsns(draw: st.DrawFn) -> str:
    first = draw(st.integers(1_000_000, 99_999_999).filter(lambda value: _last(value) < 10))
    return f"{first:08d}{_last(first)}"


def _last(first: int) -> int:
    weights = (9, 8, 7, 6, 5, 4, 3, 2)
    return sum(w * int(d) for w, d in zip(weights, f"{first:08d}", strict=True)) % 11


@settings(max_examples=100, deadline=None)
@given(said(bsns()))
def test_no_grouping_lets_a_bsn_through(text: str) -> None:
    masked = mask(f"Het is {text}, dank u wel.")
    assert "[BSN]" in masked
    assert sum(len(run.digits) for run in digit_runs(masked)) < 5


@settings(max_examples=100, deadline=None)
@given(st.data(), MOBILE | AREA)
def test_a_telephone_number_is_never_masked(data: st.DataObject, number: str) -> None:
    text = data.draw(said(st.just(number), gaps=(", ", " - ", " eh ")))
    # What is read in more than one way ('zes honderd elf', 'o, zes') may be masked: better that.
    assume([run.digits for run in digit_runs(text)] == [number] and not text.startswith("o"))
    assert mask(text) == text


def test_masking_goes_into_every_depth_and_leaves_what_is_no_text() -> None:
    assert mask_fields({"a": ["x 111222333", {"b": "111222333"}], "n": 111222333, "t": None}) == {
        "a": ["x [BSN]", {"b": "[BSN]"}],
        "n": 111222333,
        "t": None,
    }


def test_the_eleven_test_knows_its_numbers() -> None:
    assert passes_eleven_test("123456782")
    assert not passes_eleven_test("123456789")
    assert not passes_eleven_test("000000000")
    assert not passes_eleven_test("12345678")


SOUP = (
    *("en", "o", "oh", "dubbel", "twee", "keer", "honderd", "duizend", "plus", "+", "31", "0"),
    *("bsn", "[BSN]", "nullen", "€", "euro", ",", "eh", "geboren op", "06", "12345678", "n"),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=20).map(" ".join) | st.text())
def test_any_words_can_be_masked_and_once_is_enough(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked
    telephone(text)


# -- over two turns ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "masked"),
    [
        (("mijn bsn is", "een een een twee twee twee drie drie drie"), "[BSN]"),
        (("mijn bsn is een een een twee", "twee twee drie drie drie ja"), "[BSN] ja"),
        (("111 22", "2333"), "[BSN]"),
        (("111 22", "eh, 2333 dus"), "[BSN] dus"),
        (("my citizen service number is one one one", "two two two three three three"), "[BSN]"),
        (("mijn burgerservicenummer, even kijken", "1112 2234"), "[BSN]"),
    ],
)
def test_a_bsn_cut_over_two_turns_goes_no_further(turns: tuple[str, str], masked: str) -> None:
    masker = Masker()
    masker(turns[0])
    assert masker(turns[1]) == masked


@pytest.mark.parametrize(
    "turns",
    [
        ("mijn nummer is 06 12 34", "56 78"),
        ("nul zes twaalf", "vierendertig zesenvijftig achtenzeventig"),
        ("mijn postcode is 4811", "AB, huisnummer 12345"),
        ("mijn bsn weet ik niet", "het gaat om een paspoort"),
        ("mijn bsn is 111222333", "en ik woon op nummer 12"),
        ("op 23", "november 2026 om half elf"),
        ("ik wil een paspoort", "dat kost 77 euro 85"),
    ],
)
def test_what_goes_on_in_a_second_turn_and_is_no_bsn_stays(turns: tuple[str, str]) -> None:
    masker = Masker()
    masker(turns[0])
    assert masker(turns[1]) == turns[1]


def test_a_number_is_waited_for_one_turn_and_no_longer() -> None:
    masker = Masker()
    masker("mijn bsn is")
    masker("wacht even hoor ik pak mijn pas")
    assert masker("ik heb 12345 gelezen") == "ik heb 12345 gelezen"


@settings(max_examples=100, deadline=None)
@given(bsns(), st.integers(1, 8), st.booleans())
def test_wherever_a_bsn_is_cut_it_is_never_whole(number: str, cut: int, named: bool) -> None:
    masker = Masker()
    first = masker(f"{'mijn bsn is ' if named else ''}{' '.join(number[:cut])}")
    second = masker(" ".join(number[cut:]))
    assert "".join(filter(str.isdecimal, first + second)) != number
    assert sum(map(str.isdecimal, second)) < max(2, 9 - cut)


@settings(max_examples=100, deadline=None)
@given(bsns(), st.integers(2, 7), st.sampled_from(["bas", "ja", "enne"]))
def test_a_strange_word_in_a_bsn_does_not_let_it_through(number: str, at: int, word: str) -> None:
    masked = mask(f"mijn nummer {number[:at]} {word} {number[at:]}")
    assert number[:at] not in masked or number[at:] not in masked


@pytest.mark.parametrize(
    "text",
    [
        "mijn b s m is een twee drie vier vijf zes zeven acht negen",
        "het burger servies nummer is 1 2 3 4 5 6 7 8 9",
        "be es em 12 34 56 78",
        "mijn persoonsnummer is 123 456 789",
    ],
)
def test_a_name_that_was_heard_badly_announces_a_bsn_too(text: str) -> None:
    assert "[BSN]" in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "zaaknummer Z2026-00457",
        "ik woon in de Kerkstraat 12 en 4811 AB",
        "3 personen en 112 euro en 45 minuten",
        "van 10:30 tot 11:45 op 23-11-2026",
        "kenteken 12-ABC-3 en nummer 45",
    ],
)
def test_numbers_of_other_kinds_stay(text: str) -> None:
    assert mask(text) == text


def test_what_a_service_is_given_holds_no_bsn() -> None:
    values = (("tekst", "mijn bsn is 111 222 333"), ("telefoon", "0612345678"))
    masked = (("tekst", "mijn bsn is [BSN]"), ("telefoon", "0612345678"))
    given = mask_values(Perform(service="complaint.create", values=values))
    assert given == Perform(service="complaint.create", values=masked)
    assert mask_values(HangUp()) == HangUp()


def test_a_turn_is_masked_once_wherever_it_goes_first() -> None:
    masker, heard = Masker(), Heard(at=datetime(2026, 11, 23, tzinfo=UTC), text="bsn 111222333")
    clean = masker.event(heard)
    assert isinstance(clean, Heard)
    assert clean.text == f"bsn {MASK}"
    assert masker.event(clean) is clean
