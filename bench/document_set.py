"""The passages of bench/documents, read as any source is, and which of them answer a question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.documents.build import render
from bench.documents.pages import read_page
from bench.documents.questions import Question
from connectors.sources.files import File, documents_in, form_of
from dialog.documents.document import DocumentPassage
from dialog.documents.index import ours
from dialog.documents.pieces import pieces
from dialog.documents.source import Kind, Layer, Source

FOLDER = Path(__file__).parent / "documents"
MUNICIPALITY = "Zonnedael"
_SITES = frozenset({"site", "waterbeek"})
"""Sources of pages, whose names come before those of the pages in `Question.document`."""


def answered_by(question: Question, passage: DocumentPassage) -> bool:
    """Of its document, and with all that a right answer holds."""
    if not question.answerable or not is_of(question, passage):
        return False
    told = " ".join((*passage.heading, *passage.sentences))
    return not question.missing(told)


def near(question: Question, passage: DocumentPassage) -> bool:
    """Of its section: the facts of an answer may be spread over passages."""
    headed = not question.section or question.section in (*passage.heading, passage.title)
    return question.answerable and is_of(question, passage) and headed


def is_of(question: Question, passage: DocumentPassage) -> bool:
    place, document = passage.document, question.document or ""
    if passage.source in _SITES:
        place = f"{passage.source}/{place}"
    return place == document or place.startswith(f"{document}/")


def right(question: Question, passages: Sequence[DocumentPassage]) -> list[bool]:
    """Which passages answer; those of its section where no single one holds everything."""
    found = [answered_by(question, each) for each in passages]
    return found if any(found) else [near(question, each) for each in passages]


def passages(folder: Path = FOLDER, *, unseen: bool = False) -> list[DocumentPassage]:
    """Those of all sources that `sources.yaml` names, in a fixed order, without another
    municipality's; with `unseen` those of the unseen pages too.
    """
    named = YAML(typ="safe").load((folder / "sources.yaml").read_text(encoding="utf-8"))
    found = [each for row in named["sources"] for each in _of_source(folder, row)]
    if unseen:
        found += of_written(folder / "unseen")
    return ours(found, MUNICIPALITY)


def of_written(folder: Path) -> list[DocumentPassage]:
    """Of pages that only their words are kept of (`*.md`), in the site that would be made of them.

    Documents are called `FOLDER/KEY.html`, as `Question.document` calls them.
    """
    return [each for file in sorted(folder.glob("*.md")) for each in _of_written(file)]


def _of_written(file: Path) -> Iterator[DocumentPassage]:
    page, kind = read_page(file), file.parent.name
    name = f"{page.key}.html"
    read = File(name, render(page).encode(), form_of(name) or "", "nl", page.url)
    source = Source(
        name=f"{kind}-{page.place.folder}", kind=Kind.FILE, location=str(file), layer=Layer.LOCAL
    )
    for document in documents_in(read):
        told = {"municipality": page.place.name, **document.facts}
        yield from pieces(replace(document, key=f"{kind}/{name}", facts=told), source)


def _of_source(folder: Path, row: Mapping[str, Any]) -> Iterator[DocumentPassage]:
    source = Source(
        name=row["name"],
        kind=Kind.FILE,
        location=str(folder / row["path"]),
        layer=Layer(row["layer"]),
        municipality=row["municipality"],
    )
    path = folder / row["path"]
    files = sorted(path.parent.glob("*.html")) if path.suffix == ".xml" else [path]
    for file in files:
        url = f"{row['base']}{file.name}" if "base" in row else None
        read = File(file.name, file.read_bytes(), form_of(file.name) or "", "nl", url)
        for document in documents_in(read):
            municipality = {"municipality": row["municipality"], **document.facts}
            yield from pieces(replace(document, facts=municipality), source)
