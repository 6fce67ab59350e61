from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dialog.documents.document import Document, Paragraph, Section
from dialog.documents.source import Fault, Kind, Layer, Source
from records.documents import Documents, Kept
from tests.records.conftest import START

SITE = Source(name="site", kind=Kind.SITE, location="http://127.0.0.1/", postcodes=("4811",))


@pytest.fixture
def kept(path: Path) -> Iterator[Documents]:
    documents = Documents(f"sqlite:///{path}")
    documents.add(SITE)
    yield documents
    documents.close()


def page(key: str, text: str = "Het kost € 80.") -> Document:
    sections = (Section(("Kosten",), (Paragraph(text),)),)
    return Document(key=key, title=key.title(), sections=sections, dated=date(2026, 1, 2))


def keep(documents: Documents, *found: Document, resource: str = "/a") -> Kept:
    return documents.keep(SITE, resource, found, "etag", START)


def said(documents: Documents) -> list[tuple[str, ...]]:
    return [passage.sentences for passage in documents.passages()]


def test_passages_come_back_as_they_were_cut(kept: Documents) -> None:
    whole = replace(
        page("paspoort"), questions=("wat kost een pas",), valid_until=date(2026, 12, 31)
    )
    assert keep(kept, whole) == Kept(new=1)
    (passage,) = kept.passages()
    assert passage.document == "paspoort"
    assert (passage.heading, passage.questions) == (("Kosten",), ("wat kost een pas",))
    assert (passage.dated, passage.valid_until) == (date(2026, 1, 2), date(2026, 12, 31))
    assert (passage.layer, passage.postcodes) == ("local", ("4811",))


def test_the_same_document_is_not_touched(kept: Documents) -> None:
    keep(kept, page("paspoort"))
    before = kept.revision()
    assert keep(kept, page("paspoort")) == Kept(same=1)
    assert kept.revision() == before


def test_the_revision_changes_with_any_change_and_back(kept: Documents) -> None:
    empty = kept.revision()
    keep(kept, page("paspoort"))
    first = kept.revision()
    assert keep(kept, page("paspoort", "Het kost € 81.")) == Kept(changed=1)
    second = kept.revision()
    kept.add(replace(SITE, layer=Layer.NATIONAL))
    kept.keep(replace(SITE, layer=Layer.NATIONAL), "/a", [page("paspoort")], "etag", START)
    third = kept.revision()
    assert kept.remove("site") == 1
    assert len({empty, first, second, third}) == 4
    assert kept.revision() == empty


def test_what_a_page_no_longer_gives_is_gone(kept: Documents) -> None:
    keep(kept, page("een"), page("twee", "Gratis."))
    assert keep(kept, page("twee", "Gratis.")) == Kept(same=1, gone=1)
    assert said(kept) == [("Gratis.",)]


def test_what_the_source_no_longer_has_is_gone_when_all_of_it_was_read(kept: Documents) -> None:
    keep(kept, page("een"))
    keep(kept, page("twee", "Gratis."), resource="/b")
    assert kept.finish("site", START, None, "Niet alles is gelezen.") == Kept()
    assert len(said(kept)) == 2
    assert kept.finish("site", START, {"/b"}) == Kept(gone=1)
    assert said(kept) == [("Gratis.",)]


def test_a_page_that_fails_keeps_what_it_gave_and_is_listed(kept: Documents) -> None:
    keep(kept, page("een"))
    kept.fail("site", Fault("/a", "De pagina geeft een fout."))
    kept.finish("site", START, {"/a"})
    (state,) = kept.sources()
    assert (state.documents, state.passages, state.read_at) == (1, 1, START)
    assert state.faults == (Fault("/a", "De pagina geeft een fout."),)
    kept.same("site", "/a")
    assert kept.sources()[0].faults == ()


def test_a_document_that_moves_to_another_page_stays(kept: Documents) -> None:
    keep(kept, page("een"), resource="/oud")
    assert keep(kept, page("een"), resource="/nieuw") == Kept(same=1)
    kept.finish("site", START, {"/nieuw"})
    assert len(said(kept)) == 1


def test_stamps_are_told_until_the_editor_says_something_else(kept: Documents) -> None:
    keep(kept, page("een"))
    assert kept.stamps("site") == {"/a": "etag"}
    kept.add(SITE)
    assert kept.stamps("site") == {"/a": "etag"}
    kept.add(replace(SITE, layer=Layer.NATIONAL))
    assert kept.stamps("site") == {}
    assert kept.source("site").layer is Layer.NATIONAL


def test_a_source_that_is_not_there_is_told(kept: Documents) -> None:
    kept.remove("site")
    with pytest.raises(LookupError, match="site"):
        keep(kept, page("een"))
    assert kept.sources() == []
