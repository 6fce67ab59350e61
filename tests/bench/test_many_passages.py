"""Passages by the thousand are the same each time, and no two the same."""

import numpy as np

from bench.document_search import Cost, draw
from bench.many_passages import many, of_pages, questions
from dialog.documents.document import DocumentPassage

SEEDS = of_pages()


def test_they_are_the_same_each_time_and_grow_at_the_end() -> None:
    count = 2 * len(SEEDS) + 3
    found = many(SEEDS, count)
    assert len(found) == count
    assert found == many(SEEDS, count)
    assert found[: len(SEEDS)] == SEEDS


def test_no_two_are_the_same() -> None:
    found = many(SEEDS, 3 * len(SEEDS))
    assert len({each.key for each in found}) == len(found)
    assert len({_words(each) for each in found[len(SEEDS) :]}) > 1.8 * len(SEEDS)


def test_copies_have_words_of_their_own() -> None:
    before = {word for each in SEEDS for word in _words(each).split()}
    after = {word for each in many(SEEDS, 3 * len(SEEDS)) for word in _words(each).split()}
    assert len(after) > 1.5 * len(before)


def test_questions_are_about_passages() -> None:
    asked = list(questions(SEEDS, 20))
    assert len(set(asked)) == 20
    assert asked == list(questions(SEEDS, 20))


def test_growth_is_drawn_with_its_limits() -> None:
    costs = [
        Cost(
            passages=size, embedding_s=size / 20, embedding_cpu_s=1, counting_s=1, again_s=1,
            search_p50_ms=20, search_p95_ms=30, known_p50_ms=1, known_p95_ms=2,
            memory_mb=size / 100, disk_mb=1,
        )
        for size in (1000, 10_000)
    ]  # fmt: skip
    build, search, room = draw(costs).axes
    assert np.array_equal(build.lines[0].get_xdata(), [1000, 10_000])
    assert np.array_equal(build.lines[2].get_ydata(), [600, 600])
    assert np.array_equal(search.lines[3].get_ydata(), [80, 80])
    assert len(room.lines) == 2


def _words(passage: DocumentPassage) -> str:
    return " ".join([passage.title, *passage.sentences])
