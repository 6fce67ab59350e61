"""What is other in a text, as somebody reads it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.word_difference import Mark, word_difference

_SIGNS = {Mark.KEPT: "{}", Mark.OUT: "[-{}-]", Mark.IN: "[+{}+]"}


def shown(before: str, after: str) -> str:
    return "".join(
        _SIGNS[piece.mark].format(piece.text) for piece in word_difference(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Kom langs.", "Kom langs.", "Kom langs."),
        ("", "Kom langs.", "[+Kom langs.+]"),
        ("Kom langs.", "", "[-Kom langs.-]"),
        ("Wij halen het op.", "Wij halen het niet op.", "Wij halen het [+niet +]op."),
        # An amount, a time and a fact are one word.
        ("Het kost € 77,85.", "Het kost € 83,87.", "Het kost [-€ 77,85-][+€ 83,87+]."),
        ("maandag 09:00-17:00", "maandag 09:00-20:00", "maandag [-09:00-17:00-][+09:00-20:00+]"),
        ("Het kost {a_b} nu.", "Het kost {a_c} nu.", "Het kost [-{a_b} -][+{a_c} +]nu."),
        # One word between two changes is no hold for the eye.
        ("op rood en groen", "op geel en blauw", "op [-rood en groen-][+geel en blauw+]"),
        # A sentence of which little is left is shown whole, and the next one stays.
        ("U vraagt het aan. Kom zelf.", "Wie iets wil, belt ons. Kom zelf.",
         "[-U vraagt het aan. -][+Wie iets wil, belt ons. +]Kom zelf."),
        # What is said more is added to what stays.
        ("Neem uw paspoort mee.", "Neem uw paspoort en geld mee. Kom op tijd. Wij wachten niet.",
         "Neem uw paspoort [+en geld +]mee. [+Kom op tijd. Wij wachten niet.+]"),
        # Spaces and line ends are nobody's change.
        ("Kom  langs.\nNu.", "Kom langs. Nu.", "Kom langs. Nu."),
    ],
)  # fmt: skip
def test_a_difference_reads_as_sentences(before: str, after: str, told: str) -> None:
    assert shown(before, after) == told


TEXTS = st.lists(
    st.sampled_from(["Kom", "naar", "de balie.", "{tarief}", "€ 86,50", "niet", ",", "\n", "Nu!"]),
    max_size=12,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    pieces = word_difference(before, after)
    new = "".join(piece.text for piece in pieces if piece.mark is not Mark.OUT)
    old = "".join(piece.text for piece in pieces if piece.mark is not Mark.IN)
    assert new == after
    assert "".join(old.split()) == "".join(before.split())


def test_a_long_text_is_compared_at_once() -> None:
    long = " ".join(f"Zin nummer {number} gaat over de balie." for number in range(400))
    pieces = word_difference(long, long.replace("nummer 200 gaat", "nummer 200 ging"))
    assert [piece.text for piece in pieces if piece.mark is Mark.IN] == ["ging "]
