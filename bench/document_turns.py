"""Questions to learn weights from, each searched by a model that has not seen its page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bench.document_set import passages
from bench.document_tuning import TURNS, turn_of
from bench.documents.questions import Question, read_questions
from bench.learning_set import (
    LEARNING,
    learning_passages,
    learning_questions,
    page_of,
    with_lines,
)
from dialog.documents.document import DocumentPassage
from dialog.documents.index import DocumentIndex
from dialog.documents.lexical import Counts, Lexical
from dialog.documents.likeness import Likeness
from dialog.documents.meaning import TextVectors, texts_of
from dialog.e5_tuning import read_tuning
from dialog.embedding import E5, tuned_to_documents
from dialog.vectors import Embedder

KEPT = Path("var/embeddings")


@dataclass(frozen=True, slots=True)
class Way:
    """Of searching documents and comparing their sentences."""

    index: DocumentIndex
    alike: Likeness


def way_of(given: Sequence[DocumentPassage], embedder: Embedder, folder: Path | None) -> Way:
    """All passages with the vectors of their sentences, which `folder` keeps."""
    vectors = TextVectors(embedder, folder)
    texts = texts_of(given)
    if missing := vectors.missing(texts):
        vectors.make(missing)
        vectors.keep(texts)
    plain = DocumentIndex(given, Lexical(Counts(), given))
    meant = plain.with_meaning(vectors.meaning(given), embedder)
    return Way(meant, Likeness(embedder, vectors.of))


@cache
def tuned() -> E5:
    return tuned_to_documents(KEPT)


class Turns:
    """The models that `bench.document_tuning --turns` made, over both sets of pages."""

    def __init__(self, folder: Path) -> None:
        self._embedders = [
            E5(KEPT, read_tuning((folder / f"turn{turn}.npz").read_bytes()))
            for turn in range(TURNS)
        ]
        self._ways: dict[tuple[bool, bool, int], Way] = {}

    def of(self, question: Question, lines: bool) -> Way:
        """The pages that it is asked of, with lines that ask for them or without, by a model that
        has not learned from its own.
        """
        learning = question.half == "learning"
        turn = 1 - turn_of(group(question))
        key = learning, lines, turn
        if key not in self._ways:
            given = learning_passages() if learning else with_lines(passages(), LEARNING)
            bare = given if lines else [replace(each, asked=()) for each in given]
            self._ways[key] = way_of(bare, self._embedders[turn], None)
        return self._ways[key]


def questions() -> list[Question]:
    """All that weights are learned from: none of the test half, and none that is unseen."""
    return [*read_questions("dev"), *read_questions("train"), *learning_questions()]


def group(question: Question) -> str:
    """Its page; a question on none is a page by itself."""
    return page_of(question.document or question.id)
