"""Leaflets as PDF: what is kept of them, and what a bad one may cost."""

import zlib
from datetime import date

import pytest

from connectors.sources.outcomes import Unreadable
from connectors.sources.pdf import read_pdf
from connectors.sources.pdf_pages import MOST_BYTES
from dialog.documents.document import Document, Items, Paragraph, Table
from tests.connectors.sources.leaflet import drawing, ruled, written

MEGABYTE = 1_000_000


def read(body: bytes) -> Document:
    return read_pdf(body, "folder.pdf", None, "nl")


def test_a_pdf_is_read_with_larger_lines_as_headings() -> None:
    body = written(
        ("Paspoort", 20, 800),
        ("Kosten", 14, 760),
        ("Een paspoort kost 80 euro voor volwas-", 10, 740),
        ("senen. Voor kinderen kost het minder.", 10, 728),
        ("- pasfoto", 10, 700),
        ("- oude pas", 10, 688),
        title="Een folder",
    )
    found = read(body)
    assert (found.title, found.dated) == ("Paspoort", date(2026, 7, 14))
    (section,) = found.sections
    assert section.heading == ("Kosten",)
    assert section.blocks == (
        Paragraph("Een paspoort kost 80 euro voor volwassenen. Voor kinderen kost het minder."),
        Items(("pasfoto", "oude pas")),
    )


def test_a_ruled_table_keeps_its_rows_and_stands_where_it_stood() -> None:
    body = written(
        ("Dit kost het.", 10, 800),
        ("Soort", 10, 762), ("Kosten", 10, 762, 205),
        ("18 jaar", 10, 747), ("80 euro", 10, 742, 205),
        ("en ouder", 10, 735),
        ("jonger", 10, 712), ("60 euro", 10, 712, 205),
        ("Betaal met een pas.", 10, 660),
        rules=ruled((45, 200, 400), (780, 758, 730, 700)),
    )  # fmt: skip
    (section,) = read(body).sections
    assert section.blocks == (
        Paragraph("Dit kost het."),
        Table(("Soort", "Kosten"), (("18 jaar en ouder", "80 euro"), ("jonger", "60 euro"))),
        Paragraph("Betaal met een pas."),
    )


def test_a_frame_around_text_is_no_table() -> None:
    body = written(
        ("Let op: kom", 10, 765), ("op tijd.", 10, 753),
        rules=ruled((45, 300), (780, 740)),
    )  # fmt: skip
    (section,) = read(body).sections
    assert section.blocks == (Paragraph("Let op: kom op tijd."),)


def test_letters_too_small_to_read_are_not_read() -> None:
    (section,) = read(written(("Kom zelf.", 10, 800), ("Alles is gratis.", 1, 780))).sections
    assert section.blocks == (Paragraph("Kom zelf."),)


def test_a_pdf_that_keeps_its_reader_busy_is_given_up() -> None:
    busy = drawing(zlib.compress(b"BT /F1 9 Tf (gratis) Tj ET\n" * 2_000_000), filtered=True)
    assert len(busy) < MEGABYTE
    with pytest.raises(Unreadable, match="duurde langer dan 1 seconden"):
        read_pdf(busy, "folder.pdf", None, "nl", seconds=1)


def test_a_pdf_that_unpacks_to_more_than_memory_is_given_up() -> None:
    packer = zlib.compressobj(9)
    first, again = (packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
                    for _ in range(2))  # fmt: skip
    bomb = drawing(first + again * (2 * MOST_BYTES // MEGABYTE), filtered=True)
    assert len(bomb) < 10 * MEGABYTE
    with pytest.raises(Unreadable, match=r"Deze PDF is (stuk|te groot)"):
        read(bomb)
