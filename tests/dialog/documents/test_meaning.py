"""Vectors of passages are made once, kept, and forgotten with their passages."""

from pathlib import Path

import numpy as np
import pytest

from dialog.documents.meaning import MOST_WORDS, PassageVectors, embedded_text
from tests.dialog.documents.small_pages import PASSAGES, passage
from tests.dialog.letter_embedder import LetterEmbedder

TEXTS = [embedded_text(each) for each in PASSAGES]


def test_the_text_begins_with_what_it_is_about() -> None:
    long = passage("Graf", "woord " * 100, heading="Kosten", questions=("Wat kost een graf?",))
    text = embedded_text(long)
    assert text.startswith("Graf. Kosten. Wat kost een graf?")
    assert len(text.split()) == MOST_WORDS


def test_short_texts_come_first_and_each_once() -> None:
    vectors = PassageVectors(LetterEmbedder(), None)
    assert vectors.missing(["ccc", "a", "bb", "a"]) == ["a", "bb", "ccc"]


def test_vectors_are_kept_on_disk(tmp_path: Path) -> None:
    first = PassageVectors(LetterEmbedder(), tmp_path)
    first.make(TEXTS)
    first.keep(TEXTS)
    again = PassageVectors(LetterEmbedder(), tmp_path)
    assert again.missing(TEXTS) == []
    assert np.array_equal(again.rows(TEXTS)[0], first.rows(TEXTS)[0])
    assert PassageVectors(LetterEmbedder("letters-2"), tmp_path).missing(TEXTS) != []


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    vectors = PassageVectors(LetterEmbedder(), tmp_path)
    vectors.make(TEXTS)
    vectors.keep(TEXTS[1:])
    assert vectors.missing(TEXTS) == [TEXTS[0]]
    assert PassageVectors(LetterEmbedder(), tmp_path).missing(TEXTS) == [TEXTS[0]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not an archive"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    vectors = PassageVectors(LetterEmbedder(), tmp_path)
    vectors.make(TEXTS)
    vectors.keep(TEXTS)
    next(tmp_path.glob("passages-*.npz")).write_bytes(content)
    assert len(PassageVectors(LetterEmbedder(), tmp_path).missing(TEXTS)) == len(TEXTS)


def test_a_text_without_a_vector_has_noughts() -> None:
    vectors = PassageVectors(LetterEmbedder(), None)
    vectors.make(TEXTS[:1])
    rows, there = vectors.rows(TEXTS)
    assert there.tolist() == [True] + [False] * (len(TEXTS) - 1)
    assert rows.shape == (len(TEXTS), LetterEmbedder.dimensions)
    assert not rows[1:].any()
