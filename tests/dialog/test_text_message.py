import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.text_message import MOST_PARTS, Sender, compose, mobile, parts

SENDER = Sender("Zonnedael", "14 0999", "482913")
URL = "https://www.zonnedael.example/paspoort"
TOLD = ("Een paspoort kost € 77,85. U komt zelf langs.", "Neem een pasfoto mee.")


def test_it_says_who_it_is_from_what_was_told_and_where_more_is_to_be_found() -> None:
    assert compose(TOLD, URL, SENDER) == (
        "Gemeente Zonnedael. Een paspoort kost € 77,85. U komt zelf langs. Neem een pasfoto mee.\n"
        "Meer lezen: https://www.zonnedael.example/paspoort\n"
        "Bellen: 14 0999.\nUw code: 482913."
    )


def test_in_english_it_is_english() -> None:
    text = compose(("It is free.",), URL, replace(SENDER, language="en"))
    assert text.startswith("Municipality of Zonnedael. It is free.\nRead: https://")


@pytest.mark.parametrize("url", [None, "http://www.zonnedael.example/x", "www.zonnedael.example"])
def test_without_a_safe_address_there_is_none(url: str | None) -> None:
    text = compose(TOLD, url, SENDER)
    assert "http" not in text
    assert "Meer lezen" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 7, 2),
        ("ë" * 70, 1),
        ("ë" * 71, 2),
        ("ë" * 134, 2),
        ("ë" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("Ik ben één keer naar het café geweest.", 1),
    ],
)
def test_parts_are_counted_as_networks_do(text: str, expected: int) -> None:
    assert parts(text) == expected


@given(st.lists(st.text(max_size=300), max_size=8), st.booleans())
def test_no_message_is_longer_than_three_parts(told: list[str], linked: bool) -> None:
    text = compose(told, URL if linked else None, SENDER)
    assert parts(text) <= MOST_PARTS
    assert "14 0999" in text
    assert (URL in text) is linked


@given(st.integers(1, 40))
def test_only_whole_sentences_are_left_out(count: int) -> None:
    told = [f"Zin nummer {n} is een gewone zin." for n in range(count)]
    kept = re.findall(r"Zin nummer \d+ is een gewone zin\.", compose(told, URL, SENDER))
    assert kept == told[: len(kept)]
    assert kept or not told


def test_signs_of_print_do_not_make_it_twice_as_dear() -> None:
    text = compose(("Dat is ‘gewoon’ zo – altijd … ook nu.",), None, SENDER)
    assert "'gewoon'" in text
    assert parts(text) == 1


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("0612345678", "0612345678"),
        ("+31612345678", "0612345678"),
        ("06-12345678", "0612345678"),
        ("0162345678", None),
        ("0970 1234567", None),
        ("0900 1234", None),
        ("", None),
    ],
)
def test_only_mobile_numbers_get_a_message(told: str, expected: str | None) -> None:
    assert mobile(told) == expected
