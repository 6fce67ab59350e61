"""`belbalie knowledge questions write`: by night, with the municipality's own language model."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from belbalie.document_answers import model_of
from belbalie.documents import DocumentDesk, read_documents
from belbalie.errors import WorkFailed, WrongUse
from belbalie.household import prepare_folders, read_content
from belbalie.known import make_document_embedder
from belbalie.progress import Bars
from belbalie.settings import Settings
from connectors.language_model import WRITING_SECONDS
from dialog.documents.document import DocumentPassage
from dialog.documents.line_writing import AMONG, LineWriter, WritingFailed, to_ask, written
from dialog.vectors import Embedder
from records.asked_lines import AskedLines, WrittenLine, section_of
from records.errors import RecordsError


def write_lines(
    settings: Settings,
    most: int,
    make: Callable[[Path], Embedder | None] = make_document_embedder,
) -> None:
    """What was written is kept after each passage. Raises WrongUse and WorkFailed."""
    model = model_of(settings, WRITING_SECONDS)
    if model is None:
        raise WrongUse(
            "BELBALIE_LANGUAGE_MODEL: expected the address of a language model, got none; "
            "or write them by hand: belbalie knowledge questions export --blank"
        )
    prepare_folders(settings)
    place = read_content(settings).knowledge.municipality.name
    with Bars() as bars:
        desk = read_documents(settings, make, place, lambda *part: bars("Learning", *part))
        without = [each for each in desk.passages if not each.asked][:most]

        async def all_of_them(kept: AskedLines) -> tuple[int, list[str]]:
            async with model.opened():
                return await _write(kept, desk, without, model, bars)

        try:
            with closing(AskedLines(settings.database_url)) as kept:
                new, faults = asyncio.run(all_of_them(kept))
        except RecordsError as error:
            raise WorkFailed(str(error)) from None
    print(f"{new} questions for {len(without) - len(faults)} passages, {len(faults)} faults")
    for fault in faults:
        print(f"  {fault}")
    if faults and not new:
        raise WorkFailed("Expected lines of the language model, got none: see the lines above")


async def _write(
    kept: AskedLines,
    desk: DocumentDesk,
    passages: Sequence[DocumentPassage],
    writer: LineWriter,
    bars: Bars,
) -> tuple[int, list[str]]:
    """How many are new, and what went wrong: one bad passage costs itself."""
    new, faults = 0, []
    for done, passage in enumerate(passages):
        bars("Writing questions", done, len(passages))
        try:
            lines = await _lines(passage, desk, writer)
        except WritingFailed as error:
            faults.append(f"{passage.document}, {section_of(passage) or passage.title}: {error}")
        else:
            new += kept.keep(lines, datetime.now(UTC))
    bars("Writing questions", len(passages), max(1, len(passages)))
    return new, faults


async def _lines(
    passage: DocumentPassage, desk: DocumentDesk, writer: LineWriter
) -> list[WrittenLine]:
    """Raises WritingFailed."""
    given = to_ask(passage)
    if given is None:
        return []

    def finds(question: str) -> list[str]:
        found = desk.find(question, day=date.today(), language=passage.language, limit=AMONG)
        return [each.passage.key for each in found]

    said = await writer.write_lines(given)
    told = await asyncio.to_thread(written, said, given, passage, finds)
    section = section_of(passage)
    return [WrittenLine(passage.document, section, sentence, line) for sentence, line in told]
