import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialog.slots.digits import digit_runs, stretches, telephone
from dialog.slots.number_words import atoms
from tests.dialog.spoken import below_hundred, below_thousand, said


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("111.222.333", "111222333"),
        ("1112 22 333", "111222333"),
        ("een een één twee", "1112"),
        ("honderd elf tweehonderd tweeëntwintig", "111222"),
        ("twee honderd twee en twintig", "222"),
        ("tweehonderdtweeëntwintig", "222"),
        ("vijf en twintig", "25"),
        ("vijf eh en twintig", "25"),
        ("vijf, en twintig", "520"),
        ("twenty two", "22"),
        ("one hundred and eleven", "111"),
        ("dubbel vier nul o zeuven", "44007"),
        ("drie keer een vier", "444"),
        ("driemaal de vijf", "555"),
        ("twee nullen drie", "003"),
        ("nulzes twaalf", "0612"),
        ("negentienhonderd vijfentachtig", "1985"),
        ("tweeduizend vijfentwintig", "2025"),
        ("12, dan eh 34", "1234"),
        ("٠٦ ١٢", "0612"),
    ],
)
def test_digits_are_read_in_any_grouping(text: str, digits: str) -> None:
    assert [run.digits for run in digit_runs(text)] == [digits]


def test_a_run_tells_where_it_stands() -> None:
    text = "Bel +31 6, of kom op 12 mei."
    assert [(text[run.start : run.end], run.plus) for run in digit_runs(text)] == [
        ("+31 6", True),
        ("12", False),
    ]


@pytest.mark.parametrize(
    "text", ["", "Ik wil graag verhuizen", "Z2026-x", "12A", "oh ja", "plus", "en dan"]
)
def test_words_without_digits_give_no_run(text: str) -> None:
    assert digit_runs(text) == []


def test_an_ambiguous_run_has_every_reading() -> None:
    (run,) = digit_runs("vijf en twintig")
    assert {stretch.digits for stretch in stretches(run, 9)} == {"25", "5", "520", "20"}


@given(st.integers(0, 99))
def test_every_number_word_below_hundred_is_known(value: int) -> None:
    assert [run.digits for run in digit_runs(below_hundred(value))] == [str(value)]


@given(st.integers(1, 999))
def test_every_number_is_read_glued_and_apart(value: int) -> None:
    text = below_thousand(value)
    assert [run.digits for run in digit_runs(text)] == [str(value)]
    assert [run.digits for run in digit_runs(text.replace(" ", ""))] == [str(value)]


@pytest.mark.parametrize("word", ["tienen", "eendracht", "en" * 60, "een" * 100, "zesde", "oproep"])
def test_a_word_that_only_looks_like_a_number_is_none(word: str) -> None:
    assert word == "en" or atoms(word) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0612345678", "0612345678"),
        ("mijn nummer is 06-12 34 56 78.", "0612345678"),
        ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "0612345678"),
        ("nul zes dubbel twee drie vier vijf zes zeven acht", "0622345678"),
        ("oh six one two three four five six seven eight", "0612345678"),
        ("plus eenendertig zes twaalf vierendertig zesenvijftig achtenzeventig", "0612345678"),
        ("+31 (0)6 12345678", "0612345678"),
        ("0031 6 12345678", "0612345678"),
        ("31612345678", "0612345678"),
        ("nul dertien een twee drie vier vijf zes zeven", "0131234567"),
        ("nul zes honderd elf twaalf dertien drie", "0611112133"),
        ("ja een nul zes twaalf vierendertig zesenvijftig achtenzeventig", "0612345678"),
        ("Ik woon op nummer 12. 0612345678", "0612345678"),
        ("0612345678. Dus 0687654321", "0687654321"),
        ("0612345678, nee, 0687654321", "0687654321"),
        ("0612345678. 5 uur", "0612345678"),
        ("+31 6 12345678. 5 uur", "0612345678"),
        ("088 1234567", "0881234567"),
    ],
)
def test_a_dutch_telephone_number_is_found(text: str, number: str) -> None:
    assert telephone(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("112", "een een twee", "0900 1234", "0800 1234567", "14013", "veertien nul dertien"),
        *("06 1234567", "0612345678 9", "612345678", "111222333", "0600000000", "+32 470 123456"),
        *("0662345678", "0067720123", "", "geen idee", "+"),
    ],
)
def test_what_nobody_can_be_rung_back_at_is_no_telephone_number(text: str) -> None:
    assert telephone(text) is None


MOBILE = st.builds("06{}{:07d}".format, st.sampled_from("123458"), st.integers(0, 9_999_999))
AREA = st.builds(
    "0{}{:07d}".format, st.sampled_from(["10", "20", "13", "76"]), st.integers(2_000_000, 7_999_999)
)


@settings(max_examples=100, deadline=None)
@given(st.data(), MOBILE | AREA)
def test_a_telephone_number_comes_back_however_it_is_said(data: st.DataObject, number: str) -> None:
    text = data.draw(said(st.just(number), gaps=(" ", ", ", " eh, ", " - ")))
    runs = digit_runs(text)
    # 'zes honderd elf' is 611 too: only what is read one way must come back.
    assume([run.digits for run in runs] == [number])
    assert telephone(f"Mijn nummer is {text}, dank u.") == number
