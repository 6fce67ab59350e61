"""Lines that ask for what documents say: kept once, given with the sentence they are of."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from dialog.documents.document import AskedLine, Document, Items, Paragraph, Section
from dialog.documents.source import Kind, Source
from records.asked_lines import MOST, AskedLines, WrittenLine
from records.documents import Documents

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
SOURCE = Source(name="site", kind=Kind.SITE, location="https://www.zonnedael.example/")
COSTS = "Een graf kost € 2.310."
TERM = "U huurt het voor 20 jaar."


def graves(*sentences: str) -> Document:
    section = Section(("Graven", "Kosten"), (Paragraph(" ".join(sentences)),))
    return Document(key="graf", title="Graf", sections=(section,))


def line(text: str, sentence: str = COSTS) -> WrittenLine:
    return WrittenLine("graf", "Graven > Kosten", sentence, text)


@pytest.fixture
def url(tmp_path: object) -> str:
    return f"sqlite:///{tmp_path}/records.db"


@pytest.fixture
def documents(url: str) -> Iterator[Documents]:
    with closing(Documents(url)) as kept:
        kept.add(SOURCE)
        kept.keep(SOURCE, "graf", [graves(COSTS, TERM)], "1", NOW)
        yield kept


@pytest.fixture
def lines(url: str, documents: Documents) -> Iterator[AskedLines]:
    with closing(AskedLines(url)) as kept:
        yield kept


def asked(documents: Documents) -> tuple[AskedLine, ...]:
    [passage] = documents.passages()
    return passage.asked


def test_a_line_comes_with_the_sentence_it_asks_for(
    documents: Documents, lines: AskedLines
) -> None:
    assert lines.keep([line("wat kost begraven"), line("hoe lang blijft het", TERM)], NOW) == 2
    assert asked(documents) == (
        AskedLine("wat kost begraven", 0),
        AskedLine("hoe lang blijft het", 1),
    )


def test_what_is_there_is_not_kept_twice(documents: Documents, lines: AskedLines) -> None:
    assert lines.keep([line("wat kost begraven"), line("wat kost begraven")], NOW) == 1
    assert lines.keep([line("wat kost begraven")], NOW) == 0
    assert lines.all() == [line("wat kost begraven")]


def test_the_search_hears_of_new_lines(documents: Documents, lines: AskedLines) -> None:
    before = documents.revision()
    lines.keep([line("wat kost begraven")], NOW)
    after = documents.revision()
    assert after != before
    assert lines.remove() == 1
    assert documents.revision() == before
    assert asked(documents) == ()


def test_a_page_that_is_read_anew_keeps_lines_of_what_it_still_says(
    documents: Documents, lines: AskedLines
) -> None:
    lines.keep([line("wat kost begraven"), line("hoe lang blijft het", TERM)], NOW)
    documents.keep(SOURCE, "graf", [graves(TERM, "Bel ons.")], "2", NOW)
    assert asked(documents) == (AskedLine("hoe lang blijft het", 0),)
    documents.keep(SOURCE, "graf", [graves(COSTS, TERM)], "3", NOW)
    assert len(asked(documents)) == 2, "a sentence that comes back has its line again"


def test_a_line_of_another_heading_is_not_given(documents: Documents, lines: AskedLines) -> None:
    lines.keep([WrittenLine("graf", "Kosten", COSTS, "wat kost begraven")], NOW)
    assert asked(documents) == ()


def test_no_passage_has_more_than_can_be_compared(documents: Documents, lines: AskedLines) -> None:
    lines.keep([line(f"vraag nummer {number:03}") for number in range(MOST + 5)], NOW)
    assert len(asked(documents)) == MOST


def test_a_list_and_its_opening_are_sentences_too(documents: Documents, lines: AskedLines) -> None:
    section = Section(("Meenemen",), (Paragraph("Neem mee:"), Items(("uw paspoort",))))
    page = Document(key="trouwen", title="Trouwen", sections=(section,))
    documents.keep(SOURCE, "trouwen", [page], "1", NOW)
    lines.keep([WrittenLine("trouwen", "Meenemen", "uw paspoort", "welke papieren")], NOW)
    found = [each.asked for each in documents.passages() if each.document == "trouwen"]
    assert found == [(AskedLine("welke papieren", 1),)]
