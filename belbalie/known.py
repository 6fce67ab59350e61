"""What is known of one state of the content, and how it is learned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loguru import logger

from belbalie.errors import WorkFailed
from belbalie.settings import Settings
from dialog.embedding import E5, EmbeddingUnavailable, tuned_to_documents
from dialog.events import Findings
from dialog.knowledge import Knowledge
from dialog.search import Index
from dialog.vectors import Embedder, Once
from voice.espeak import EspeakPhonemes
from voice.voices import SpeakingError

Progress = Callable[[str, int, int], None]
"""What is being done, how much of how much."""


def unwatched(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Known:
    """The content and the index made from it: exchanged together, so that they always agree."""

    knowledge: Knowledge
    index: Index

    def search(self, query: str, language: str, day: date) -> Findings:
        """What these words are about, on this day. Callable from any thread."""
        return Findings(self.index.search(query, language))


def make_embedder(folder: Path) -> Embedder | None:
    """The embedding model, or None with a warning: words and characters then search alone.

    `folder` keeps it in the form that its engine reads.
    """
    try:
        return Once(E5(folder))
    except EmbeddingUnavailable as error:
        logger.warning("searching by words alone: {}", error)
        return None


def make_document_embedder(folder: Path) -> Embedder | None:
    """The same as questions to documents tuned it: it knows what callers call things, and topics
    are better found without (fewer of other people's tasks are told apart).
    """
    try:
        return Once(tuned_to_documents(folder))
    except EmbeddingUnavailable as error:
        logger.warning("searching documents by words alone: {}", error)
        return None


def make_phonemes() -> EspeakPhonemes | None:
    """How words sound, or None with a warning: words, characters and meaning then search alone."""
    try:
        return EspeakPhonemes()
    except SpeakingError as error:
        logger.warning("searching without sounds: {}", error)
        return None


def build_known(
    knowledge: Knowledge,
    settings: Settings,
    embedder: Embedder | None,
    progress: Progress = unwatched,
) -> Known:
    """Learn the topics. Raises WorkFailed when the cache of embeddings cannot be written."""
    try:
        index = Index.build(
            knowledge,
            embedder,
            settings.embeddings,
            lambda done, total: progress("Learning the topics", done, total),
            make_phonemes(),
        )
    except OSError as error:
        raise WorkFailed(cannot_write(settings.embeddings, error)) from None
    return Known(knowledge, index)


def cannot_write(folder: Path, error: OSError) -> str:
    return (
        f"Expected to write in {folder}, got: {error.strerror or error}; "
        "make room, or set BELBALIE_DATA to a folder that can be written"
    )
