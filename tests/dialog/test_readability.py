import pytest

from dialog.readability import (
    EASY,
    english_syllables,
    flesch,
    flesch_douma,
    score,
    sentences,
    syllables,
    words,
)

PLAIN = "U vraagt een paspoort aan bij de balie. U moet zelf komen. Neem uw oude paspoort mee."
OFFICIAL = (
    "De aanvrager dient bij de indiening van de aanvraag ten behoeve van de verstrekking van een "
    "nationaal paspoort persoonlijk te verschijnen en een pasfoto te overleggen welke voldoet aan "
    "de in de fotomatrix vastgelegde kwaliteitscriteria en internationale acceptatiecriteria."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("paspoort", 2), ("rijbewijs", 3), ("nieuwe", 2), ("eeuw", 1), ("koeien", 2),
        ("draaien", 2), ("gemeente", 3), ("financiële", 5), ("geïnd", 2), ("uittreksel", 3),
        ("afvalkalender", 5), ("bureau", 2), ("station", 3), ("quiz", 1), ("tijd", 1), ("BSN", 3),
        ("14", 2), ("u", 1), ("beamen", 3), ("buiten", 2), ("januari", 4), ("hmm", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_by_sound(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_speech_scores_about_a_hundred() -> None:
    assert flesch_douma(PLAIN) == pytest.approx(99.6, abs=6)


def test_an_official_sentence_scores_about_nothing() -> None:
    assert flesch_douma(OFFICIAL) < 10


def test_the_formula_is_that_of_douma() -> None:
    # Six words of one syllable in two sentences: 206.8 - 0.77 * 100 - 0.93 * 3.
    assert flesch_douma("Ik ga naar huis. Dat mag.") == pytest.approx(127.0, abs=0.1)


def test_a_figure_with_a_point_or_comma_ends_no_sentence() -> None:
    assert sentences("Het kost € 86,50. Wij zijn er om 9.00 uur.") == (
        "Het kost € 86,50.",
        "Wij zijn er om 9.00 uur.",
    )


def test_words_leave_signs_out() -> None:
    assert words("Een e-mail kost € 0,50.") == ("Een", "e-mail", "kost", "0,50")


def test_a_text_without_words_has_no_score() -> None:
    with pytest.raises(ValueError, match="expected a text with words"):
        flesch_douma(" … ")


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("made", 1), ("since", 1), ("asked", 1), ("wanted", 2), ("table", 2), ("taxes", 2),
        ("services", 3), ("statement", 2), ("surely", 2), ("the", 1), ("passport", 2),
        ("municipality", 6), ("appointment", 3), ("CBR", 3), ("14", 2), ("hmm", 1),
    ],
)  # fmt: skip
def test_english_syllables_are_counted_by_sound(word: str, count: int) -> None:
    assert english_syllables(word) == count


def test_the_english_formula_is_that_of_flesch() -> None:
    # Six words of one syllable in two sentences: 206.835 - 84.6 - 1.015 * 3.
    assert flesch("I go to the town. Good.") == pytest.approx(119.19, abs=0.01)


def test_official_english_is_hard_and_plain_english_easy() -> None:
    official = "Applicants must demonstrate eligibility by submitting supplementary documentation."
    assert flesch(official) < 0
    assert flesch("Come to the desk. Bring your old pass. You can pay here.") > 100


def test_every_language_that_is_scored_has_its_formula() -> None:
    assert {
        language: score("Kom op. Come on.", language) > 0 for language in EASY
    } == dict.fromkeys(EASY, True)
