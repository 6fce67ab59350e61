import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.acts import Expectation
from dialog.finished import CERTAIN, finished, learned, why
from dialog.finished_weights import WEIGHTS

OPEN, YES_NO, NUMBER = Expectation


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        ("Ik wil een paspoort aanvragen.", "Ik wil een paspoort en"),
        ("Ik wil een paspoort aanvragen.", "Ik wil een paspoort en."),
        ("Ik wil een paspoort aanvragen.", "Ik wil een"),
        ("Wat kost een paspoort?", "Wat kost een..."),
        ("Wat kost een paspoort?", "Wat kost"),
        ("Ik heb een vraag over mijn paspoort.", "Ik heb een vraag over."),
        ("Mijn vader is vannacht overleden.", "Mijn vader is vannacht."),
        ("Hoe kan ik mijn verhuizing doorgeven?", "Hoe kan ik mijn verhuizing"),
        ("Hoe kan ik mijn verhuizing doorgeven?", "Hoe kan ik"),
        ("Wanneer wordt het afval opgehaald?", "Wanneer wordt het."),
        ("De lantaarnpaal in onze straat is kapot.", "De lantaarnpaal in onze straat is"),
        ("Mag ik een medewerker spreken?", "Mag ik een medewerker van"),
        ("Stop maar.", "Stop maar met"),
        ("Er is brand.", "Er is"),
        ("Mijn nummer is 06 12345678.", "Mijn nummer is 06 12"),
    ],
)
def test_a_whole_sentence_is_surer_than_its_beginning(whole: str, cut: str) -> None:
    assert finished(whole, OPEN) > finished(cut, OPEN) + 0.1


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        ("I would like to renew my passport.", "I would like to"),
        ("What does a passport cost?", "What does a"),
        ("My father died last night.", "My father died and"),
    ],
)
def test_english_has_weights_of_its_own(whole: str, cut: str) -> None:
    assert finished(whole, OPEN, "en") > finished(cut, OPEN, "en") + 0.1


@pytest.mark.parametrize(
    ("text", "expectation"),
    [
        ("Ja.", YES_NO),
        ("Nee, dank u.", YES_NO),
        ("Ja, dat klopt.", YES_NO),
        ("nul zes een twee drie vier vijf zes zeven acht", NUMBER),
        ("06-12345678", NUMBER),
        ("Stop.", NUMBER),
        ("Stop.", OPEN),
        ("Herhaal.", OPEN),
        ("Medewerker.", OPEN),
        ("Weet ik niet.", NUMBER),
    ],
)
def test_what_was_asked_or_wanted_is_certain(text: str, expectation: Expectation) -> None:
    assert finished(text, expectation) == CERTAIN


@pytest.mark.parametrize(
    ("text", "expectation", "most"),
    [
        pytest.param("06 12 34", NUMBER, 0.05, id="half a number"),
        pytest.param("nul zes", NUMBER, 0.05, id="its first digits"),
        pytest.param("Ja.", OPEN, 0.3, id="a yes that nobody asked for opens a sentence"),
        pytest.param("Sorry.", OPEN, 0.3, id="so does sorry"),
        pytest.param("Goedemorgen.", OPEN, 0.3, id="and good morning"),
        pytest.param("Ja maar", YES_NO, 0.3, id="yes, but"),
        pytest.param("Mijn postcode is 4811", OPEN, 0.3, id="the letters are to come"),
        pytest.param("Eh", OPEN, 0.3, id="a sound"),
        pytest.param("", OPEN, 0.3, id="nothing"),
    ],
)
def test_what_is_not_whole_is_doubted(text: str, expectation: Expectation, most: float) -> None:
    assert finished(text, expectation) <= most


@given(st.text(), st.sampled_from(Expectation), st.sampled_from(["nl", "en", "fy"]))
def test_any_text_has_a_probability(text: str, expectation: Expectation, language: str) -> None:
    assert 0 <= finished(text, expectation, language) <= CERTAIN


def test_a_language_without_weights_is_judged_as_dutch() -> None:
    assert learned("Ik wil een paspoort en", "fy") == learned("Ik wil een paspoort en", "nl")


def test_why_names_what_counted_most_first() -> None:
    reasons = why("Ik wil een paspoort en")
    assert reasons
    assert reasons[0][1] < 0
    assert [abs(weight) for _, weight in reasons] == sorted(
        (abs(weight) for _, weight in reasons), reverse=True
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_language_has_its_constant(language: str) -> None:
    assert "" in WEIGHTS[language]
