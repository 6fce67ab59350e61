"""How much of a question is in each passage."""

from dialog.documents.lexical import Counts, Lexical, Matched
from tests.dialog.documents.small_pages import PASSAGES


def matched(question: str, language: str = "nl") -> Matched:
    return Lexical(Counts(), PASSAGES).match(question, language)


def test_all_words_covered_is_one() -> None:
    found = matched("wat kost een graf")
    assert abs(float(found.covered[2]) - 1) < 1e-5
    assert found.covered[3] < 0.5


def test_an_unknown_word_leaves_less_covered() -> None:
    assert matched("graf xylofoon").covered[1] < 0.7 * matched("graf").covered[1]


def test_half_of_a_compound_covers_half_of_it() -> None:
    found = matched("zwembadkosten")
    assert found.covered[4] > found.covered[2] > 0


def test_rare_words_weigh_more_than_common_ones() -> None:
    found = matched("kosten zwembad")
    assert found.words[4] > found.words[2]


def test_everything_is_between_nought_and_one() -> None:
    for question in ("honden losloopgebied honden", "kosten", "a permit"):
        found = matched(question)
        for scores in (found.words, found.letters, found.covered):
            assert scores.min() >= 0
            assert scores.max() <= 1 + 1e-5


def test_no_passages_match_nothing() -> None:
    assert Lexical(Counts(), []).match("graf", "nl").words.shape == (0,)
