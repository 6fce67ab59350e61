from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.documents.document import Block, Document, Items, Paragraph, Section, Table
from dialog.documents.pieces import WORDS, hash_of, pieces, row_sentence
from dialog.documents.source import Kind, Layer, Source

SOURCE = Source(name="site", kind=Kind.FOLDER, location="/site", layer=Layer.REGIONAL)


def document(*sections: Section) -> Document:
    return Document(key="paspoort", title="Paspoort", sections=sections)


def lines_of(*blocks: Block) -> list[tuple[str, ...]]:
    return [piece.sentences for piece in pieces(document(Section((), blocks)), SOURCE)]


def test_a_passage_never_crosses_a_section() -> None:
    kosten = Section(("Kosten",), (Paragraph("Het kost € 80."),))
    mee = Section(("Meenemen", "Kinderen"), (Paragraph("Neem uw pas mee. Kom zelf."),))
    found = pieces(document(kosten, mee), SOURCE)
    assert [(piece.heading, piece.sentences) for piece in found] == [
        (("Kosten",), ("Het kost € 80.",)),
        (("Meenemen", "Kinderen"), ("Neem uw pas mee.", "Kom zelf.")),
    ]


def test_what_introduces_a_list_is_in_every_part_of_it() -> None:
    items = Items(tuple(f"u hebt {number} {'heel ' * 25}veel" for number in range(12)))
    found = lines_of(Paragraph("Dit is alles. U krijgt het als:"), items)
    assert len(found) > 2
    assert all("U krijgt het als:" in lines for lines in found)
    assert found[0][:2] == ("Dit is alles.", "U krijgt het als:")
    said = [line for lines in found for line in lines if line.startswith("u hebt")]
    assert said == list(items.lines)


def test_a_list_that_fits_is_not_cut() -> None:
    long = Paragraph("Dit is een zin van wel tien woorden en niet meer. " * 10)
    items = Items(tuple(f"eis {number} van de lijst" for number in range(8)))
    found = lines_of(long, Paragraph("U hebt nodig:"), items)
    assert found[1] == ("U hebt nodig:", *items.lines)
    assert "U hebt nodig:" not in found[0]


@pytest.mark.parametrize(
    ("header", "row", "sentence"),
    [
        (("", "Kosten"), ("18 jaar en ouder", "€ 83,87"), "Kosten, 18 jaar en ouder: € 83,87."),
        (
            ("Soort", "18 jaar en ouder", "jonger"),
            ("Paspoort", "€ 83,87", "€ 65,00"),
            "Paspoort: 18 jaar en ouder € 83,87; jonger € 65,00.",
        ),
        (("", ""), ("Maandag", "9.00 tot 17.00 uur"), "Maandag: 9.00 tot 17.00 uur."),
        (("Dag", "Open", "Avond"), ("Maandag", "", "tot 20.00"), "Maandag: Avond tot 20.00."),
        (("Dag", "Open"), ("Zondag", ""), "Zondag."),
        (("Dag", "Open"), ("", "elke dag"), "Open elke dag."),
        (("", ""), ("", ""), ""),
    ],
)
def test_a_row_is_read_with_its_headers(
    header: tuple[str, ...], row: tuple[str, ...], sentence: str
) -> None:
    assert row_sentence(header, row) == sentence


def test_a_table_is_cut_between_rows() -> None:
    rows = tuple((f"Soort {number}", "€ 10,00 " * 10) for number in range(20))
    found = lines_of(Paragraph("Dit kost het."), Table(("", "Kosten"), rows))
    assert all(lines[0] == "Dit kost het." for lines in found)
    assert len(list(chain.from_iterable(found))) == 20 + len(found)


def test_passages_carry_what_their_document_and_source_say() -> None:
    one = replace(document(Section((), (Paragraph("Ja."),))), facts={"department": "Burgerzaken"})
    (piece,) = pieces(one, SOURCE)
    assert piece.layer == "regional"
    assert piece.facts == {"version": hash_of(one)[:12], "department": "Burgerzaken"}


def test_other_words_have_another_key_and_the_same_words_the_same() -> None:
    before, same, after = (
        [piece.key for piece in pieces(document(Section((), (Paragraph(text),))), SOURCE)]
        for text in ("Het kost € 80.", "Het kost € 80.", "Het kost € 81.")
    )
    assert before == same != after


def test_words_that_stand_twice_in_a_section_are_one_passage() -> None:
    twice = Section(("Kosten",), (Paragraph("Gratis."),))
    assert len(pieces(document(twice, twice), SOURCE)) == 1


WORD = st.text("abc", min_size=1, max_size=4)
LINE = st.lists(WORD, min_size=1, max_size=60).map(" ".join)
BLOCK = LINE.map(Paragraph) | st.lists(LINE, min_size=1, max_size=9).map(tuple).map(Items)


@given(st.lists(BLOCK, max_size=6))
def test_no_word_is_lost_and_passages_stay_small(blocks: list[Block]) -> None:
    found = lines_of(*blocks)
    told = {line for lines in found for line in lines}
    for block in blocks:
        whole = [block.text] if isinstance(block, Paragraph) else list(getattr(block, "lines", ()))
        assert set(whole) <= told
    # What introduces a list comes on top of one line that may be as long as it likes.
    assert all(sum(len(line.split()) for line in lines) <= WORDS for lines in found)
