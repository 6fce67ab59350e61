"""Written sentences made fit for the ear; facts stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.fidelity import faithful
from dialog.documents.quantities import normal, quantities
from dialog.documents.shortening import figures, fitting_cells, speakable, spoken
from dialog.documents.stems import stems
from dialog.readability import words

SENTENCES = tuple(text for answer in faithful() for text in answer.sources.values())


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "Indien u verhuist, meldt u dit tevens.",
            "Als u verhuist, meldt u dit ook.",
        ),
        ("- Open van 1 mei t/m 1 juni.", "Open van 1 mei tot en met 1 juni."),
        ("De zaal (zie de foto) is te huur.", "De zaal is te huur."),
        ("De zaal (niet op zondag) is te huur.", "De zaal (niet op zondag) is te huur."),
        (
            "U mag de zaal elke dag van de week huren, maar u ruimt de zaal zelf weer op.",
            "U mag de zaal elke dag van de week huren. Maar u ruimt de zaal zelf weer op.",
        ),
    ],
)
def test_office_words_become_plain_ones(written: str, told: str) -> None:
    assert spoken(written) == told


@given(st.sampled_from(SENTENCES))
def test_no_figure_changes(sentence: str) -> None:
    before = [each.amount for each in quantities(normal(sentence))]
    assert [each.amount for each in quantities(normal(spoken(sentence)))] == before


@pytest.mark.parametrize(
    ("asked", "cell"),
    [("voor 30 jaar", "Grafrecht 30 jaar € 3.090"), ("bijzetten", "Bijzetten € 985")],
)
def test_of_a_row_the_cell_that_is_asked_for(asked: str, cell: str) -> None:
    row = "Eigen graf: Grafrecht 20 jaar € 2.140; Grafrecht 30 jaar € 3.090; Bijzetten € 985."
    assert fitting_cells(row, (*stems(asked), *figures(asked))) == f"Eigen graf: {cell}."


def test_a_row_that_fits_as_a_whole_stays_whole() -> None:
    row = "Eigen graf: 20 jaar € 2.140,00; 30 jaar € 3.090,00."
    assert fitting_cells(row, stems("wat kost een graf")) == row


def test_cells_that_give_no_like_figures_are_no_choice() -> None:
    row = "Oosterbeemd: Gebied Strand aan de Zeedijk; Wanneer van 1 oktober tot 1 mei."
    assert fitting_cells(row, stems("mag de hond los op het strand aan de Zeedijk")) == row


@pytest.mark.parametrize(
    "sentence",
    [
        "Zie ook de pagina over verhuizen.",
        "Klik hier.",
        "Kijk op www.zonnedael.example.",
        "Mail a@b.nl.",
    ],
)
def test_what_needs_eyes_is_not_spoken(sentence: str) -> None:
    assert not speakable(sentence)


def test_a_long_sentence_is_cut_where_both_can_stand() -> None:
    written = (
        "Wij halen de tegels op met de wagen van de gemeente; u legt ze op de stoep voor uw huis."
    )
    told = spoken(written)
    assert told.count(".") == 2
    assert len(words(told)) == len(words(written))
