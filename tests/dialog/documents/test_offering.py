"""How a title and a heading are asked about, and which are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.documents.answer import DocumentAnswer
from dialog.documents.offering import (
    HEADING,
    PAGE,
    PAGE_QUESTION,
    PART,
    QUESTION,
    Asking,
    asking,
)
from dialog.readability import sentences, words
from dialog.spoken_style import numbers
from tests.dialog.talking import sentence

LONGEST = 12


def near(title: str, *heading: str, language: str = "nl") -> DocumentAnswer:
    return DocumentAnswer(
        text="Een graf kost € 2.310,00.",
        language=language,
        sentences=("Een graf kost € 2.310,00.",),
        rest=(),
        offer=None,
        title=title,
        heading=heading,
        url=None,
        dated=None,
        passage="a1",
        score=0.5,
    )


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("Zwembad De Plons",), Asking(PAGE, "Zwembad De Plons")),
        (("Zwembad De Plons", "Kosten"), Asking(PART, "Zwembad De Plons", "de kosten")),
        (("Bijstand", "Kosten en betalen"), Asking(PART, "Bijstand", "de kosten")),
        (("Inrit", "Hoe lang duurt het?"), Asking(PART, "Inrit", "hoe lang het duurt")),
        (("Zwembad", "Zwemles"), Asking(HEADING, "Zwembad", "Zwemles")),
        (("Archief", "Wat mag u inzien?"), Asking(QUESTION, "Archief", "Wat mag u inzien?")),
        (
            ("Mag ik mijn tuinafval verbranden?",),
            Asking(PAGE_QUESTION, "Mag ik mijn tuinafval verbranden?"),
        ),
        (("Graf kiezen", "Algemeen"), Asking(PAGE, "Graf kiezen")),
    ],
)
def test_a_heading_is_asked_about_as_one_would_say_it(
    names: tuple[str, ...], asked: Asking
) -> None:
    assert asking(near(*names)) == asked


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Boom kappen: wanneer mag het?", "Boom kappen"),
        ("Nederlander worden (naturalisatie)", "Nederlander worden"),
        ("Subsidie voor een groen dak 2026", "Subsidie voor een groen dak"),
        ("Sporthal De Dreef, tarieven seizoen 2026-2027", "Sporthal De Dreef, tarieven"),
        ("Artikel 3 Bedrijven", "Bedrijven"),
        ("2. Insprekers", "Insprekers"),
        ("Zonnepas: korting", "Zonnepas, korting"),
    ],
)
def test_numbers_years_and_asides_of_a_title_are_not_said(written: str, said: str) -> None:
    assert asking(near(written)) == Asking(PAGE, said)


def test_the_headings_above_are_said_with_the_title() -> None:
    asked = asking(near("Aansluiten op het riool", "Voor bedrijven", "Kosten"))
    assert asked == Asking(PART, "Aansluiten op het riool, voor bedrijven", "de kosten")


def test_a_title_that_is_a_question_is_said_as_one() -> None:
    asked = asking(near("Waar mag de hond los?", "Opruimen"))
    assert asked == Asking(HEADING, "de vraag: Waar mag de hond los", "Opruimen")


@pytest.mark.parametrize(
    "names",
    [
        ("Honden", "Verboden voor honden"),
        ("Honden", "Niet in het park"),
        ("Parkeren", "U mag hier staan"),
        ("Parkeren is gratis",),
        ("Parkeren", "Parkeren kost € 3,00"),
        ("Inburgeren", "Drie routes"),
        ("Raad op donderdag 10 december",),
        ("Winkels open op zondag",),
        ("Nadeel door werk of een besluit van de gemeente Zonnedael",),
        ("Paspoort", "Lees meer op www.zonnedael.nl"),
        ("Paspoort", "Klik hieronder"),
        ("Paspoort", "Leges inzake reisdocumenten"),
        ("document_final_v2",),
        ("Paspoort | Zonnedael",),
        ("",),
        ("...",),
        ("Paspoort", "?"),
    ],
    ids=" > ".join,
)
def test_what_cannot_be_said_plainly_is_not_asked(names: tuple[str, ...]) -> None:
    assert asking(near(*names)) is None


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("Learning Dutch", "Costs"), Asking(PART, "Learning Dutch", "the costs")),
        (("Learning Dutch", "Language buddy"), Asking(HEADING, "Learning Dutch", "Language buddy")),
        (("Coming to live here", "You must register"), None),
        (("Coming to live here", "Staying shorter than 4 months"), None),
    ],
)
def test_english_pages_are_asked_about_in_english(
    names: tuple[str, ...], asked: Asking | None
) -> None:
    assert asking(near(*names, language="en")) == asked


def test_what_is_written_in_another_language_is_not_asked_about() -> None:
    assert asking(near("Reisepass", "Kosten", language="de")) is None


WORDS = (
    *("paspoort", "kosten", "u", "mag", "gratis", "drie", "12", "niet", "€", "3,50", "hoe", "lang"),
    *("?", ":", "voor", "de", "2026", "(", ")"),
)
NAMES = st.lists(
    st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join),
    min_size=1,
    max_size=3,
)


@settings(deadline=None)
@given(NAMES, st.sampled_from(["en", "nl"]))
def test_whatever_is_written_the_question_is_short_and_holds_no_number(
    names: list[str], language: str
) -> None:
    asked = asking(near(*names, language=language))
    if asked is None:
        return
    text = sentence(asked.name, language, title=asked.title, part=asked.part)
    ours = [each for whole in sentences(text) for each in whole.split(": ")]
    assert max(len(words(each)) for each in ours) <= LONGEST
    assert numbers(text, language) == 0
    assert text.endswith("?")
    assert not set(text) & set("€%|/()<>{}[]_@")
