"""Vectors of passages are made once, kept, and forgotten with their passages."""

from pathlib import Path

import numpy as np
import pytest

from dialog.documents.document import AskedLine
from dialog.documents.meaning import Text, TextVectors, lines_of, sentences_of, texts_of
from tests.dialog.documents.small_pages import PASSAGES, passage
from tests.dialog.letter_embedder import LetterEmbedder

TEXTS = list(dict.fromkeys(texts_of(PASSAGES)))


def test_a_sentence_is_found_below_its_title_and_heading() -> None:
    graves = passage("Graf", "Een graf kost € 10.", "Een urn kost € 5.", heading="Kosten")
    assert [text.words for text in sentences_of(graves)] == [
        "Graf. Kosten. Een graf kost € 10.",
        "Graf. Kosten. Een urn kost € 5.",
    ]


def test_a_passage_without_a_sentence_that_answers_is_found_by_its_title() -> None:
    [text] = sentences_of(passage("Graf", "U neemt mee:", heading="Meenemen"))
    assert text == Text("Graf. Meenemen")


def test_a_line_is_embedded_as_the_question_that_it_is() -> None:
    graves = passage("Graf", "Een graf kost € 10.", asked=(AskedLine("wat kost begraven", 0),))
    assert lines_of(graves) == [Text("wat kost begraven", asks=True)]
    vectors = TextVectors(LetterEmbedder(), None)
    vectors.make(texts_of([graves]))
    assert vectors.of("wat kost begraven", True) is not None
    assert vectors.of("wat kost begraven") is None, "the roles of one text are two vectors"
    meaning = vectors.meaning([passage("Boom", "Groen."), graves])
    assert meaning.lines.known.tolist() == [False, True]
    assert meaning.sentences.known.tolist() == [False, True]


def test_the_nearest_sentence_tells_how_near_a_passage_comes() -> None:
    embedder = LetterEmbedder()
    vectors = TextVectors(embedder, None)
    vectors.make(TEXTS[1:])
    near = vectors.meaning(PASSAGES).sentences
    asked = embedder.embed(["wat kost een graf"], query=True)
    values = [
        [
            float(row @ asked[0])
            for text in sentences_of(each)
            if (row := vectors.of(text.words)) is not None
        ]
        for each in PASSAGES
    ]
    expected = [max(some, default=-1.0) for some in values]
    np.testing.assert_allclose(near.likeness(asked), expected, atol=1e-3)
    assert near.known.tolist() == [bool(some) for some in values]


def test_of_no_passages_nothing_is_near() -> None:
    near = TextVectors(LetterEmbedder(), None).meaning([]).sentences
    assert len(near.likeness(np.ones((1, LetterEmbedder.dimensions), np.float32))) == 0
    assert len(near.known) == 0


def test_short_texts_come_first_and_each_once() -> None:
    vectors = TextVectors(LetterEmbedder(), None)
    given = [Text("ccc"), Text("a"), Text("bb"), Text("a")]
    assert vectors.missing(given) == [Text("a"), Text("bb"), Text("ccc")]


def test_vectors_are_kept_on_disk(tmp_path: Path) -> None:
    first = TextVectors(LetterEmbedder(), tmp_path)
    first.make(TEXTS)
    first.keep(TEXTS)
    again = TextVectors(LetterEmbedder(), tmp_path)
    assert again.missing(TEXTS) == []
    for text in TEXTS:
        kept, made = again.of(text.words), first.of(text.words)
        assert kept is not None
        assert made is not None
        assert np.array_equal(kept, made)
    assert TextVectors(LetterEmbedder("letters-2"), tmp_path).missing(TEXTS) != []


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    vectors = TextVectors(LetterEmbedder(), tmp_path)
    vectors.make(TEXTS)
    vectors.keep(TEXTS[1:])
    assert vectors.missing(TEXTS) == [TEXTS[0]]
    assert TextVectors(LetterEmbedder(), tmp_path).missing(TEXTS) == [TEXTS[0]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not an archive"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    vectors = TextVectors(LetterEmbedder(), tmp_path)
    vectors.make(TEXTS)
    vectors.keep(TEXTS)
    next(tmp_path.glob("documents-*.npz")).write_bytes(content)
    assert len(TextVectors(LetterEmbedder(), tmp_path).missing(TEXTS)) == len(TEXTS)
