"""Likeness in meaning: vectors of sentences are made once."""

import pytest

from dialog.documents.answer import DocumentAnswer, answer_from
from dialog.documents.choosing import FEATURES, MEANT, candidates
from dialog.documents.likeness import Likeness
from tests.dialog.documents.pages import COLLECT, DAY, GRAVES, found
from tests.dialog.letter_embedder import LetterEmbedder


def test_a_sentence_is_embedded_once_and_so_is_a_question_asked_again() -> None:
    embedder = LetterEmbedder()
    alike = Likeness(embedder)
    first = alike("wat kost een graf", ["Een graf kost veel.", "De hond mag los."])
    embedder.embedded.clear()
    assert alike("wat kost een graf", ["Een graf kost veel.", "De hond mag los."]) == first
    assert embedder.embedded == []
    alike("waar mag de hond los", ["De hond mag los."])
    assert embedder.embedded == ["waar mag de hond los"]
    assert first[0] > first[1]


def test_meaning_adds_to_the_words() -> None:
    alike = Likeness(LetterEmbedder())
    weighed = candidates("hoe oud moet je zijn om te collecteren", found(COLLECT), "nl", alike)
    assert len(weighed[0].features) == len(FEATURES) + len(MEANT)
    answer = answer_from(
        found(COLLECT, GRAVES),
        "hoe oud moet je zijn om te collecteren",
        DAY,
        alike=alike,
        certain=0.0,
    )
    assert isinstance(answer, DocumentAnswer)
    assert answer.title == COLLECT.title


def test_what_was_made_before_is_not_made_again() -> None:
    embedder = LetterEmbedder()
    kept = dict(
        zip(
            ["Een graf kost veel."],
            embedder.embed(["Een graf kost veel."], query=False),
            strict=True,
        )
    )
    embedder.embedded.clear()
    alike = Likeness(embedder, lambda words, asks: None if asks else kept.get(words))
    near = alike("wat kost een graf", ["Een graf kost veel.", "De hond mag los."])
    assert embedder.embedded == ["De hond mag los.", "wat kost een graf"]
    assert near == pytest.approx(
        Likeness(embedder)("wat kost een graf", ["Een graf kost veel.", "De hond mag los."])
    )


def test_a_line_is_another_text_than_the_same_words_on_a_page() -> None:
    embedder = LetterEmbedder()
    alike = Likeness(embedder)
    alike("wat kost een graf", ["Wat kost begraven?"])
    embedder.embedded.clear()
    [near] = alike.lines("wat kost een graf", ["Wat kost begraven?"])
    assert embedder.embedded == ["Wat kost begraven?"]
    assert 0 < near <= 1
    assert alike.lines("wat kost een graf", []) == []
