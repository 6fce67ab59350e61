"""Vectors of passages are made once, kept, and forgotten with their passages."""

from pathlib import Path

import numpy as np
import pytest

from dialog.documents.meaning import SentenceVectors, texts_of
from tests.dialog.documents.small_pages import PASSAGES, passage
from tests.dialog.letter_embedder import LetterEmbedder

TEXTS = list(dict.fromkeys(text for each in PASSAGES for text in texts_of(each)))


def test_a_sentence_is_found_below_its_title_and_heading() -> None:
    graves = passage("Graf", "Een graf kost € 10.", "Een urn kost € 5.", heading="Kosten")
    assert texts_of(graves) == [
        "Graf. Kosten. Een graf kost € 10.",
        "Graf. Kosten. Een urn kost € 5.",
    ]


def test_a_passage_without_a_sentence_that_answers_is_found_by_its_title() -> None:
    assert texts_of(passage("Graf", "U neemt mee:", heading="Meenemen")) == ["Graf. Meenemen"]


def test_the_nearest_sentence_tells_how_near_a_passage_comes() -> None:
    embedder = LetterEmbedder()
    vectors = SentenceVectors(embedder, None)
    vectors.make(TEXTS[1:])
    meaning = vectors.of_passages(PASSAGES)
    asked = embedder.embed(["wat kost een graf"], query=True)
    values = [
        [float(row @ asked[0]) for text in texts_of(each) if (row := vectors.of(text)) is not None]
        for each in PASSAGES
    ]
    expected = [max(some, default=-1.0) for some in values]
    np.testing.assert_allclose(meaning.likeness(asked), expected, atol=1e-3)
    assert meaning.known.tolist() == [bool(some) for some in values]


def test_of_no_passages_nothing_is_near() -> None:
    meaning = SentenceVectors(LetterEmbedder(), None).of_passages([])
    assert len(meaning.likeness(np.ones((1, LetterEmbedder.dimensions), np.float32))) == 0
    assert len(meaning.known) == 0


def test_short_texts_come_first_and_each_once() -> None:
    vectors = SentenceVectors(LetterEmbedder(), None)
    assert vectors.missing(["ccc", "a", "bb", "a"]) == ["a", "bb", "ccc"]


def test_vectors_are_kept_on_disk(tmp_path: Path) -> None:
    first = SentenceVectors(LetterEmbedder(), tmp_path)
    first.make(TEXTS)
    first.keep(TEXTS)
    again = SentenceVectors(LetterEmbedder(), tmp_path)
    assert again.missing(TEXTS) == []
    assert np.array_equal(again.rows(TEXTS)[0], first.rows(TEXTS)[0])
    assert SentenceVectors(LetterEmbedder("letters-2"), tmp_path).missing(TEXTS) != []


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    vectors = SentenceVectors(LetterEmbedder(), tmp_path)
    vectors.make(TEXTS)
    vectors.keep(TEXTS[1:])
    assert vectors.missing(TEXTS) == [TEXTS[0]]
    assert SentenceVectors(LetterEmbedder(), tmp_path).missing(TEXTS) == [TEXTS[0]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not an archive"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    vectors = SentenceVectors(LetterEmbedder(), tmp_path)
    vectors.make(TEXTS)
    vectors.keep(TEXTS)
    next(tmp_path.glob("sentences-*.npz")).write_bytes(content)
    assert len(SentenceVectors(LetterEmbedder(), tmp_path).missing(TEXTS)) == len(TEXTS)


def test_a_text_without_a_vector_has_noughts() -> None:
    vectors = SentenceVectors(LetterEmbedder(), None)
    vectors.make(TEXTS[:1])
    rows, there = vectors.rows(TEXTS)
    assert there.tolist() == [True] + [False] * (len(TEXTS) - 1)
    assert rows.shape == (len(TEXTS), LetterEmbedder.dimensions)
    assert not rows[1:].any()
