"""The search in the municipality's documents, as fresh as the records are.

Words are searched at once; vectors follow, a few at a time: those of a crisis page at once, those
of a whole site while nobody calls, because embedding takes the cores from the recogniser.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from loguru import logger

from belbalie.errors import WorkFailed
from belbalie.settings import Settings
from dialog.documents.document import DocumentPassage, FoundPassage
from dialog.documents.index import DocumentIndex, ours
from dialog.documents.lexical import Counts, Lexical
from dialog.documents.likeness import Likeness
from dialog.documents.meaning import Text, TextVectors, texts_of
from dialog.vectors import Embedder, Progress
from records.documents import Documents
from records.errors import RecordsError

LOOK_SECONDS = 1.0
"""How often it is looked whether the documents changed; a crisis page is to be heard within 5 s."""
_PORTION = 64
"""Sentences embedded between two looks at whether somebody calls: half a second of two cores."""
_PORTIONS_A_LOOK = 32
"""After so many they are kept and searched: who is interrupted loses some twenty seconds, not
all."""
_AT_ONCE = 100
"""So few are embedded while people call, too: those of some 24 passages."""


class DocumentDesk:
    """Port `dialog.documents.search.DocumentSearch`. Searching is safe from any thread; whatever
    changes the index is for one thread at a time. Its maker closes it.
    """

    def __init__(
        self,
        kept: Documents,
        embedder: Embedder | None,
        folder: Path | None,
        municipality: str | None = None,
    ) -> None:
        """`folder` keeps the vectors; passages of another municipality than this are left out."""
        self._kept, self._municipality = kept, municipality
        self._embedder = embedder
        self._vectors = TextVectors(embedder, folder) if embedder is not None else None
        self._alike = (
            Likeness(embedder, self._vectors.of) if embedder is not None and self._vectors else None
        )
        self._counts = Counts()
        self._texts: Sequence[Text] = ()
        self._whole = False
        """Nothing of these is missing."""
        self._revision: str | None = None
        self._index = _of([], self._counts)

    def find(
        self, question: str, *, day: date, language: str = "nl", limit: int = 8
    ) -> Sequence[FoundPassage]:
        """As the port says."""
        return self._index.find(question, day=day, language=language, limit=limit)

    @property
    def alike(self) -> Likeness | None:
        """How near sentences come to a question; None where nothing is embedded."""
        return self._alike

    @property
    def passages(self) -> Sequence[DocumentPassage]:
        """Those that are in force now."""
        return self._index.passages

    def refresh(self) -> bool:
        """Take up what the records hold now; whether that is other than before.

        Raises RecordsError.
        """
        revision = self._kept.revision()
        if revision == self._revision:
            return False
        passages = ours(list(self._kept.passages()), self._municipality)
        self._texts, self._whole = texts_of(passages), False
        self._index = self._with_meaning(_of(passages, self._counts))
        self._revision = revision
        return True

    def missing(self) -> list[Text]:
        """Texts of passages that are found by their words alone as yet."""
        if self._vectors is None or self._whole:
            return []  # it is asked every second, and there may be tens of thousands
        missing = self._vectors.missing(self._texts)
        self._whole = not missing
        return missing

    def keep(self) -> None:
        """Write the vectors down. Raises OSError."""
        if self._vectors is not None:
            self._vectors.keep(self._texts)

    def complete(self, progress: Progress) -> None:
        """Refresh, and make all that is missing, now. Raises RecordsError and OSError."""
        self.refresh()
        missing = self.missing()
        for done, portion in _portions(missing):
            progress(done, len(missing))
            self._make(portion)
        if missing:
            self._take_up()
            progress(len(missing), len(missing))
            self.keep()

    async def keep_fresh(self, idle: asyncio.Event) -> None:
        """Follow the records until cancelled; what cannot be done is logged and tried again."""
        while True:
            try:
                await self.follow(idle)
            except (RecordsError, OSError) as error:
                logger.error("documents not taken up: {}", error)
            await asyncio.sleep(LOOK_SECONDS)

    async def follow(self, idle: asyncio.Event) -> None:
        """Take up what changed, and embed some of what is missing. Raises RecordsError, OSError."""
        if await asyncio.to_thread(self.refresh):
            logger.info("documents: {} passages are in force", len(self.passages))
        missing = await asyncio.to_thread(self.missing)
        few = len(missing) <= _AT_ONCE
        made = False
        for _, portion in _portions(missing[: _PORTION * _PORTIONS_A_LOOK]):
            if not few and not idle.is_set():
                break
            await asyncio.to_thread(self._make, portion)
            made = True
        if made:
            await asyncio.to_thread(self._take_up)
            await asyncio.to_thread(self.keep)

    def close(self) -> None:
        self._kept.close()

    def _make(self, texts: Sequence[Text]) -> None:
        if self._vectors is not None and texts:
            self._vectors.make(texts)

    def _take_up(self) -> None:
        self._index = self._with_meaning(self._index)

    def _with_meaning(self, index: DocumentIndex) -> DocumentIndex:
        if self._vectors is None or self._embedder is None:
            return index
        return index.with_meaning(self._vectors.meaning(index.passages), self._embedder)


def open_documents(
    settings: Settings, embedder: Embedder | None, municipality: str
) -> DocumentDesk:
    """Open the records and search their documents by words. Raises WorkFailed."""
    try:
        kept = Documents(settings.database_url)
    except RecordsError as error:
        raise WorkFailed(str(error)) from None
    return _refreshed(DocumentDesk(kept, embedder, settings.embeddings, municipality))


def read_documents(
    settings: Settings,
    make: Callable[[Path], Embedder | None],
    municipality: str,
    progress: Progress,
) -> DocumentDesk:
    """The same for one command: with all vectors, and the records closed again. The embedder is
    made, which takes a second, where there is something to embed. Raises WorkFailed.
    """
    desk = open_documents(settings, None, municipality)
    if desk.passages:
        desk.close()
        desk = open_documents(settings, make(settings.embeddings), municipality)
    try:
        desk.complete(progress)
    except (RecordsError, OSError) as error:
        raise WorkFailed(f"Expected to read the documents, got: {error}") from None
    finally:
        desk.close()
    return desk


def _refreshed(desk: DocumentDesk) -> DocumentDesk:
    try:
        desk.refresh()
    except RecordsError as error:
        desk.close()
        raise WorkFailed(str(error)) from None
    return desk


def _of(passages: Sequence[DocumentPassage], counts: Counts) -> DocumentIndex:
    return DocumentIndex(passages, Lexical(counts, passages))


def _portions(texts: Sequence[Text]) -> Iterator[tuple[int, Sequence[Text]]]:
    for at in range(0, len(texts), _PORTION):
        yield at, texts[at : at + _PORTION]
