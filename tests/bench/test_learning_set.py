"""What is learned from: its answers stand in its pages, and none is of what is judged."""

import json

import pytest

from bench.document_set import answered_by, passages
from bench.document_turns import group, questions
from bench.documents.questions import Question, read_questions
from bench.learning_set import LEARNING, learning_passages, learning_questions, page_of, pairs

ANSWERABLE = [each for each in learning_questions() if each.answerable]
UNSEEN = read_questions("unseen")


def test_questions_are_told_apart() -> None:
    every = [*questions(), *read_questions("test"), *UNSEEN]
    assert len({each.id for each in every}) == len(every)
    assert len({each.text for each in every}) == len(every)


@pytest.mark.parametrize("asked", [ANSWERABLE, [each for each in UNSEEN if each.answerable]])
def test_an_answer_stands_in_the_page(asked: list[Question]) -> None:
    """Nearly always in one passage; a few are spread over two of their section."""
    unseen = asked[0].half == "unseen"
    known = [
        each
        for each in (passages(unseen=True) if unseen else learning_passages())
        if each.source.startswith(asked[0].half)
    ]
    lost = [each.id for each in asked if not any(answered_by(each, one) for one in known)]
    assert len(lost) <= 0.03 * len(asked), lost


def test_nothing_is_learned_from_pages_that_are_judged() -> None:
    judged = {page_of(each.document) for each in read_questions("test") if each.document}
    judged |= {page_of(each.document) for each in UNSEEN if each.document}
    learned = {each.page for each in pairs()}
    assert not learned & judged
    assert not {group(each) for each in questions() if each.document} & judged


def test_pages_to_learn_from_are_no_pages_of_the_set() -> None:
    """But for `standplaats`, on another kind of pitch than the page of the dev half."""
    others = {page_of(each.document) for each in passages(unseen=True)}
    assert {page_of(each.document) for each in learning_passages()} & others <= {"standplaats"}


def test_every_line_is_of_a_sentence_that_is_there() -> None:
    rows = [
        json.loads(line)
        for file in sorted(LEARNING.glob("lines*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    known = {
        (each.document, sentence)
        for each in (*learning_passages(), *passages())
        for sentence in each.sentences
    }
    lost = [row for row in rows if (row["document"], row["sentence"]) not in known]
    assert lost == []


def test_the_unseen_set_is_large_enough() -> None:
    assert len(UNSEEN) >= 120
    pages = {each.document for each in passages(unseen=True)}
    assert len(pages) >= 40
    assert 0.3 <= sum(not each.answerable for each in UNSEEN) / len(UNSEEN) <= 0.4
