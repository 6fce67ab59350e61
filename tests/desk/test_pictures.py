"""Pictures: every number and word is in them, and whoever sees no colours can read them."""

import re
from itertools import pairwise

import pytest

from desk.studio.pictures import COLOURS, INK, NARROW, Bar, Drawing, bars, columns, wrap

ROWS = [
    Bar("opgehangen na een antwoord", (3, 4, 1), "8"),
    Bar("met een medewerker", (2, 0, 0), "2"),
]
SERIES = ("zeker", "onbekend", "niet getoond")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_numbers_stand_in_the_picture() -> None:
    svg = Drawing().draw(bars(ROWS, SERIES, blank=True)).svg
    for text in (*SERIES, "opgehangen na een antwoord", ">8<", ">2<"):
        assert text in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_a_narrow_picture_is_narrow_and_breaks_its_lines() -> None:
    long = [Bar("opgehangen tijdens het wachten op een medewerker", (3,), "3")]
    svg = Drawing().draw(bars(long, ("gesprekken",), narrow=True)).svg
    width = re.search(r'width="(\d+)"', svg)
    assert width is not None
    assert int(width[1]) <= NARROW + 12
    assert ">opgehangen tijdens het wachten op een medewerker<" not in svg


def test_standing_bars_have_their_numbers_where_there_is_room() -> None:
    few = Drawing().draw(columns([Bar("9 uur", (7,), "zeven")], "gesprekken")).svg
    assert "zeven" in few
    many = [Bar(str(n), (n,), f"nr {n}") for n in range(60)]
    assert "nr 59" not in Drawing().draw(columns(many, "gesprekken")).svg


def test_what_is_drawn_again_is_the_same() -> None:
    drawing = Drawing()
    first = drawing.draw(bars(ROWS, SERIES))
    assert drawing.draw(bars(ROWS, SERIES)) == first
    assert drawing.draw(bars(ROWS[:1], SERIES)).tag != first.tag


def test_letters_and_edges_are_dark_and_neighbours_differ_without_colour() -> None:
    assert contrast(INK, "#ffffff") > 7
    assert all(contrast(*pair) > 1.8 for pair in pairwise(COLOURS))


@pytest.mark.parametrize("text", ["", "kort", "een heel lange regel met woorden"])
def test_words_are_broken_and_none_is_lost(text: str) -> None:
    assert " ".join(wrap(text, 12)) == text
