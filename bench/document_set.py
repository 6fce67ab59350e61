"""The passages of bench/documents, read as any source is, and which of them answer a question."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bench.documents.questions import Question
from connectors.sources.fetching import Limits
from connectors.sources.outcomes import Read
from connectors.sources.reading import read
from dialog.documents.document import DocumentPassage
from dialog.documents.pieces import pieces
from dialog.documents.source import Kind, Layer, Source

FOLDER = Path("bench/documents")
MUNICIPALITY = "Zonnedael"
_FOLDERS = {"site": Layer.LOCAL, "waterbeek": Layer.LOCAL}
_FILES = {
    "vac.csv": Layer.LOCAL,
    "kennisartikelen.json": Layer.LOCAL,
    "pdc.json": Layer.LOCAL,
    "folder.docx": Layer.LOCAL,
    "folder2.docx": Layer.REGIONAL,
    "folder_water.pdf": Layer.LOCAL,
    "verordening.pdf": Layer.LOCAL,
    "crisis_faq.md": Layer.LOCAL,
    "agenda_raad.md": Layer.LOCAL,
}


def answered_by(question: Question, passage: DocumentPassage) -> bool:
    """Of its document, and with all that a right answer holds."""
    if not question.answerable or not is_of(question, passage):
        return False
    told = " ".join((*passage.heading, *passage.sentences))
    return all(each in told for each in question.must)


def near(question: Question, passage: DocumentPassage) -> bool:
    """Of its section: the facts of an answer may be spread over passages."""
    headed = not question.section or question.section in (*passage.heading, passage.title)
    return question.answerable and is_of(question, passage) and headed


def is_of(question: Question, passage: DocumentPassage) -> bool:
    place, document = passage.document, question.document or ""
    if passage.source in _FOLDERS:
        place = f"{passage.source}/{place}"
    return place == document or place.startswith(f"{document}/")


def right(question: Question, passages: Sequence[DocumentPassage]) -> list[bool]:
    """Which passages answer; those of its section where no single one holds everything."""
    found = [answered_by(question, each) for each in passages]
    return found if any(found) else [near(question, each) for each in passages]


def passages(folder: Path = FOLDER) -> list[DocumentPassage]:
    """All of them, in a fixed order; also those of another municipality."""
    folders = [(name, Kind.FOLDER, layer) for name, layer in _FOLDERS.items()]
    files = [(name, Kind.FILE, layer) for name, layer in _FILES.items()]
    sources = [
        Source(name=name, kind=kind, location=str(folder / name), layer=layer)
        for name, kind, layer in (*folders, *files)
    ]
    return asyncio.run(_read(sources))


async def _read(sources: Sequence[Source]) -> list[DocumentPassage]:
    found = []
    for source in sources:
        async for outcome in read(source, {}, Limits()):
            if isinstance(outcome, Read):
                for document in outcome.documents:
                    found += pieces(document, source)
    return found
