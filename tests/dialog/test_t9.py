"""Words by the keys of a telephone."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.surnames import SURNAMES
from dialog.t9 import LETTERS, fitting, keys_of, signs_of, spelled


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("Jansen", "526736"),
        ("van den Berg", "8263362374"),
        ("Çelik", "23545"),
        ("'t Zand", "89263"),
        ("4991AB", "499122"),
        ("", ""),
    ],
)
def test_each_letter_is_one_key(word: str, keys: str) -> None:
    assert keys_of(word) == keys


@given(st.text(string.ascii_letters, min_size=1))
def test_every_letter_is_among_those_of_its_key(word: str) -> None:
    keys = keys_of(word)
    assert len(keys) == len(word)
    assert all(sign in signs_of(key) for sign, key in zip(word.lower(), keys, strict=True))


def test_whole_words_go_before_longer_ones_and_the_commonest_first() -> None:
    found = fitting(keys_of("Bos"), SURNAMES)
    assert found[0] == "Bos"
    assert "Bosman" in found
    assert found.index("Bos") < found.index("Bosman")


def test_what_stands_before_a_name_may_be_left_out() -> None:
    assert "van den Berg" in fitting(keys_of("Berg"), SURNAMES)
    assert "van den Berg" in fitting(keys_of("van den Berg"), SURNAMES)


def test_what_fits_nothing_gives_nothing() -> None:
    assert fitting("999999", SURNAMES) == ()


@pytest.mark.parametrize("letter", string.ascii_lowercase)
def test_every_letter_can_be_told_in_both_languages(letter: str) -> None:
    told = spelled(letter)
    assert told["nl"].startswith(f"de {letter.upper()} van {letter.upper()}")
    assert told["en"].startswith(f"{letter.upper()} as in {letter.upper()}")


def test_the_alphabet_is_on_the_keys_once() -> None:
    assert "".join(LETTERS.values()) == string.ascii_lowercase


def test_no_surname_stands_there_twice() -> None:
    assert len(set(SURNAMES)) == len(SURNAMES)
