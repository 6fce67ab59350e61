import pytest

from dialog.passive_voice import passive


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Uw afval wordt dinsdag opgehaald.", "wordt opgehaald"),
        ("De brieven worden morgen verstuurd.", "worden verstuurd"),
        ("Als het werd geregeld, hoort u het.", "werd geregeld"),
        ("Uw aanvraag wordt besproken.", "wordt besproken"),
        ("De kosten worden door u betaald.", "worden betaald"),
        ("Uw pas werd gevonden.", "werd gevonden"),
    ],
)
def test_a_hidden_doer_is_found(sentence: str, found: str) -> None:
    assert passive(sentence, "nl") == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Uw kind wordt achttien.",
        "Wordt u ziek, bel dan een medewerker.",
        "Dat wordt een groot gebied.",
        "De vergunningen worden duurder.",
        "U heeft het betaald, en het wordt morgen mooi weer.",
        "Wij hebben het opgehaald.",
        "Het geld wordt minder.",
        "Dat wordt lastig als u verhuist.",
    ],
)
def test_what_has_a_doer_or_no_deed_is_left_alone(sentence: str) -> None:
    assert passive(sentence, "nl") is None


def test_english_needs_a_by() -> None:
    assert passive("It is collected by the council.", "en") == "is collected by"
    assert passive("The form was sent by post.", "en") == "was sent by"
    assert passive("You are asked to come.", "en") is None


def test_another_language_is_not_judged() -> None:
    assert passive("Wniosek zostaje zatwierdzony wordt gebracht.", "pl") is None
