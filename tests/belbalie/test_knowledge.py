"""Sources kept in step with the places that they are read from."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from belbalie.knowledge import Synced, sync
from connectors.sources.fetching import Limits
from connectors.sources.progress import unwatched
from dialog.documents.source import Kind, Source
from records.documents import Documents, Kept
from tests.connectors.sources.website import Page, Website, serving

PAGE = "<p>Dit is de tekst van {}.</p>"


@pytest.fixture
def documents(tmp_path: Path) -> Iterator[Documents]:
    documents = Documents(f"sqlite:///{tmp_path / 'belbalie.db'}")
    yield documents
    documents.close()


@pytest.fixture
def site() -> Iterator[Website]:
    with serving() as site:
        site.put("/", "Begin", PAGE.format("begin"), "een", "twee")
        site.put("/een", "Een", PAGE.format("een"))
        site.put("/twee", "Twee", PAGE.format("twee"))
        yield site


def reads(documents: Documents, source: Source) -> Synced:
    documents.add(source)
    limits = Limits(page_seconds=5, delay_seconds=0)
    return asyncio.run(sync(documents, source, limits, unwatched))


def of(site: Website, municipality: str | None = None) -> Source:
    return Source(name="site", kind=Kind.SITE, location=site.url + "/", municipality=municipality)


def faults(documents: Documents) -> dict[str, str]:
    (state,) = documents.sources()
    return {fault.resource.rpartition("/")[2]: fault.sentence for fault in state.faults}


def titles(documents: Documents) -> list[str]:
    return sorted(passage.title for passage in documents.passages())


def test_reading_again_touches_only_what_changed(documents: Documents, site: Website) -> None:
    assert reads(documents, of(site)) == Synced(Kept(new=3), 0, True)
    before = documents.revision()
    assert reads(documents, of(site)) == Synced(Kept(same=3), 0, True)
    assert documents.revision() == before
    site.put("/twee", "Twee", PAGE.format("nieuw"))
    assert reads(documents, of(site)) == Synced(Kept(changed=1, same=2), 0, True)
    assert documents.revision() != before


def test_what_disappeared_at_the_source_disappears_here(
    documents: Documents, site: Website
) -> None:
    reads(documents, of(site))
    del site.pages["/twee"]  # a link to it is left
    assert reads(documents, of(site)) == Synced(Kept(same=2, gone=1), 1, True)
    assert faults(documents) == {"twee": "De server geeft fout 404."}
    site.put("/", "Begin", PAGE.format("begin"))
    assert reads(documents, of(site)) == Synced(Kept(changed=0, same=1, gone=1), 0, True)
    assert titles(documents) == ["Begin"]
    assert faults(documents) == {}


def test_a_page_that_fails_keeps_what_it_had(documents: Documents, site: Website) -> None:
    reads(documents, of(site))
    site.pages["/twee"] = Page(b"", status=500)
    assert reads(documents, of(site)) == Synced(Kept(same=2), 1, True)
    assert titles(documents) == ["Begin", "Een", "Twee"]
    assert faults(documents) == {"twee": "De server geeft fout 500."}


def test_a_source_that_vanishes_keeps_what_it_had_and_is_listed(documents: Documents) -> None:
    with serving() as site:
        site.put("/", "Begin", PAGE.format("begin"))
        source = of(site)
        reads(documents, source)
    done = reads(documents, source)
    assert (done.kept, done.complete) == (Kept(), False)
    assert titles(documents) == ["Begin"]
    assert faults(documents)[""] == "De server antwoordt niet (ConnectError)."


def test_a_site_whose_first_page_is_gone_keeps_what_it_had(
    documents: Documents, site: Website
) -> None:
    reads(documents, of(site))
    site.pages.clear()
    done = reads(documents, of(site))
    assert (done.kept, done.complete) == (Kept(), False)
    assert titles(documents) == ["Begin", "Een", "Twee"]


def test_a_site_that_is_read_in_part_deletes_nothing(documents: Documents, site: Website) -> None:
    reads(documents, of(site))
    site.put("/", "Begin", PAGE.format("begin"), "een", "drie")
    site.put("/drie", "Drie", PAGE.format("drie"))
    done = reads(documents, replace(of(site), max_pages=2))
    assert (done.kept.gone, done.complete) == (0, False)
    assert titles(documents) == ["Begin", "Een", "Twee"]
    assert reads(documents, of(site)).kept.gone == 1
    assert titles(documents) == ["Begin", "Drie", "Een"]


def test_a_folder_that_is_suddenly_empty_keeps_what_it_had(
    documents: Documents, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "een.md").write_text("# Een\n\nDit is de tekst.", "utf-8")
    source = Source(name="map", kind=Kind.FOLDER, location=str(folder))
    reads(documents, source)
    (folder / "een.md").unlink()
    assert reads(documents, source).complete is False
    assert titles(documents) == ["Een"]
    assert faults(documents)[""].startswith("De bron gaf geen enkel document meer.")


def test_pages_of_another_municipality_are_left_out_and_listed(
    documents: Documents, site: Website
) -> None:
    site.put("/een", "Een - Gemeente Waterbeek", PAGE.format("een"))
    site.put("/twee", "Twee - Gemeente Zonnedael", PAGE.format("twee"))
    sentence = {"een": "Dit is van een andere gemeente. Wij lezen het niet voor."}
    for _ in range(2):
        assert reads(documents, of(site, "zonnedael")).faults == 1
        assert faults(documents) == sentence
        assert len(titles(documents)) == 2


def test_what_the_editor_changes_reaches_every_passage(documents: Documents, site: Website) -> None:
    reads(documents, of(site))
    assert reads(documents, replace(of(site), language="fy")).kept == Kept(changed=3)
    assert {passage.language for passage in documents.passages()} == {"fy"}


def test_a_source_that_was_removed_is_told(documents: Documents, site: Website) -> None:
    with pytest.raises(LookupError, match="site"):
        asyncio.run(sync(documents, of(site), Limits(), unwatched))
