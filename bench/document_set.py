"""The labelled set of bench/documents: its passages, read as any source is, and its questions."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    language: str
    answerable: bool
    kind: str
    document: str
    section: str
    must: tuple[str, ...]

    def answered_by(self, passage: DocumentPassage) -> bool:
        """Of its document, and with all that a right answer holds."""
        if not self.answerable or not self._is_of(passage):
            return False
        told = " ".join((*passage.heading, *passage.sentences))
        return all(each in told for each in self.must)

    def near(self, passage: DocumentPassage) -> bool:
        """Of its section: the facts of an answer may be spread over passages."""
        headed = not self.section or self.section in (*passage.heading, passage.title)
        return self.answerable and self._is_of(passage) and headed

    def _is_of(self, passage: DocumentPassage) -> bool:
        place = passage.document
        if passage.source in _FOLDERS:
            place = f"{passage.source}/{place}"
        return place == self.document or place.startswith(f"{self.document}/")


def right(question: Question, passages: Sequence[DocumentPassage]) -> list[bool]:
    """Which passages answer; those of its section where no single one holds everything."""
    found = [question.answered_by(each) for each in passages]
    return found if any(found) else [question.near(each) for each in passages]


def questions(half: str, folder: Path = FOLDER) -> list[Question]:
    """Those of one half: 'dev' to fit on, 'test' for final figures and nothing else."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Question(
            id=row["id"],
            text=row["text"],
            language=row.get("language", "nl"),
            answerable=row["answerable"],
            kind=row.get("kind", ""),
            document=row["document"] or "",
            section=row["section"] or "",
            must=tuple(row["must"]),
        )
        for row in map(json.loads, lines)
        if row["half"] == half
    ]


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
