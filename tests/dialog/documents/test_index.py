"""Which passages are found, and which may not answer."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from dialog.documents.chance import NAMES
from dialog.documents.document import AskedLine, DocumentPassage
from dialog.documents.index import DocumentIndex, ours
from dialog.documents.lexical import Counts, Lexical
from dialog.documents.meaning import TextVectors, texts_of
from tests.dialog.documents.small_pages import DAY, PASSAGES, passage
from tests.dialog.letter_embedder import LetterEmbedder


def of_words(passages: list[DocumentPassage]) -> DocumentIndex:
    return DocumentIndex(passages, Lexical(Counts(), passages))


def of_meaning(passages: list[DocumentPassage], embedder: LetterEmbedder) -> DocumentIndex:
    texts = texts_of(passages)
    vectors = TextVectors(embedder, None)
    vectors.make(vectors.missing(texts))
    return of_words(passages).with_meaning(vectors.meaning(passages), embedder)


def best(index: DocumentIndex, question: str, day: date = DAY, language: str = "nl") -> str:
    found = index.find(question, day=day, language=language)
    return found[0].passage.key if found else ""


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("eh waar is het hondenlosloopgebied", "Losloopgebied/"),
        ("wat kost zo'n graf nou", "Graf/Kosten"),
        ("hoe lang huur ik een graf", "Graf/Termijn"),
        ("ik heb een laadpaal aangevraagd", "Laadpaal/"),
        ("laatpaal", "Laadpaal/"),
        ("de kosten van het zwembad", "Zwembad/Kosten"),
    ],
)
def test_the_passage_that_answers_is_found(question: str, key: str) -> None:
    assert best(of_words(PASSAGES), question) == key
    assert best(of_meaning(PASSAGES, LetterEmbedder()), question) == key


def test_nothing_near_is_nothing_found() -> None:
    assert of_words(PASSAGES).find("xylofoon", day=DAY) == []
    assert of_words(PASSAGES).find("  ", day=DAY) == []
    assert of_words([]).find("graf", day=DAY) == []


def test_scores_are_chances_and_fall() -> None:
    scores = [each.score for each in of_words(PASSAGES).find("wat kost een graf", day=DAY)]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] < scores[0] < 1
    assert sum(scores) <= 1.001


def test_no_more_are_given_than_wished() -> None:
    assert len(of_words(PASSAGES).find("kosten", day=DAY, limit=1)) == 1


def test_a_passage_answers_on_its_days_only() -> None:
    kept = passage("Kermis", "De kermis is op het plein.", valid_from=DAY, valid_until=DAY)
    index = of_words([*PASSAGES, kept])
    assert best(index, "kermis") == kept.key
    for day in (DAY - timedelta(1), DAY + timedelta(1)):
        assert kept.key not in [each.passage.key for each in index.find("kermis", day=day)]


def test_another_language_answers_only_where_it_says_so() -> None:
    index = of_words(PASSAGES)
    assert best(index, "what does a parking permit cost", language="en").startswith("Parking")
    assert best(index, "zwembad", language="en") == ""
    marked = [replace(each, facts={"also_for": "en"}) for each in PASSAGES]
    index = of_meaning(marked, LetterEmbedder())
    assert best(index, "zwembad", language="en").startswith("Zwembad")


def test_the_nearest_layer_counts_while_it_holds() -> None:
    far = passage("Paspoort", "Een paspoort kost € 80.", heading="Kosten", layer="national")
    near = passage("Paspoort", "Een paspoort kost € 77.", heading="Kosten", valid_until=DAY)
    index = of_words([*PASSAGES, far, near])
    found = [each.passage for each in index.find("paspoort", day=DAY)]
    assert near in found
    assert far not in found
    assert best(index, "paspoort", day=DAY + timedelta(1)) == far.key


def test_another_municipality_does_not_answer_for_ours() -> None:
    theirs = passage("Graf", "Een graf kost € 9.", facts={"municipality": "Gemeente Waterbeek"})
    mine = passage("Graf", "Een graf kost € 8.", facts={"municipality": "Zonnedael"})
    everyone = passage("Graf", "Een graf is stil.")
    assert ours([theirs, mine, everyone], "gemeente Zonnedael") == [mine, everyone]
    assert ours([theirs, mine], None) == [theirs, mine]


def test_a_vector_that_is_given_is_not_made_again() -> None:
    embedder = LetterEmbedder()
    index = of_meaning(PASSAGES, embedder)
    question = "wat kost een graf"
    vector = embedder.embed([question], query=True)
    embedder.embedded.clear()
    given = index.find(question, day=DAY, vector=vector)
    assert embedder.embedded == []
    assert given == index.find(question, day=DAY)
    assert embedder.embedded == [question]


def test_passages_without_a_vector_yet_are_found_by_their_words() -> None:
    texts = texts_of(PASSAGES)
    embedder = LetterEmbedder()
    vectors = TextVectors(embedder, None)
    vectors.make(texts[:2])
    index = of_words(PASSAGES).with_meaning(vectors.meaning(PASSAGES), embedder)
    assert best(index, "laadpaal").startswith("Laadpaal")


def test_words_of_passages_that_are_gone_leave_nothing_behind() -> None:
    counts = Counts()
    Lexical(counts, [*PASSAGES, passage("Hondenlos", "loopgebied hondenlos losloop")])
    after = DocumentIndex(PASSAGES, Lexical(counts, PASSAGES))
    for question in ("hondenlosloopgebied", "wat kost een graf"):
        again = after.find(question, day=DAY)
        fresh = of_words(PASSAGES).find(question, day=DAY)
        assert [each.passage for each in again] == [each.passage for each in fresh]
        assert np.allclose([each.score for each in again], [each.score for each in fresh])


def test_a_line_finds_what_no_word_of_the_page_does() -> None:
    embedder = LetterEmbedder()
    asked = replace(PASSAGES[3], asked=(AskedLine("stopcontact voor de auto", 0),))
    with_line = [*PASSAGES[:3], asked, *PASSAGES[4:]]
    question = "een stopcontact voor m'n auto"
    found = of_meaning(with_line, embedder).near(question, day=DAY)
    row = found.rows.tolist().index(3)
    assert (
        found.features[row, NAMES.index("asked")] == found.features[:, NAMES.index("asked")].max()
    )
    assert found.features[row, NAMES.index("asked")] > 0
    without = of_meaning(PASSAGES, embedder).near(question, day=DAY)
    assert not without.features[:, NAMES.index("asked")].any()


def test_a_line_helps_no_passage_that_may_not_answer() -> None:
    over = replace(
        PASSAGES[3],
        asked=(AskedLine("stopcontact voor de auto", 0),),
        valid_until=DAY - timedelta(days=1),
    )
    index = of_meaning([*PASSAGES[:3], over], LetterEmbedder())
    assert 3 not in index.near("stopcontact voor de auto", day=DAY).rows
