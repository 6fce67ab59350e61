"""Lines grouped by what they mean; `bench/question_groups.py` tells how well, with the model."""

import numpy as np
import pytest

from dialog.line_groups import Ground, groups
from dialog.vectors import Vectors
from tests.dialog.letter_embedder import LetterEmbedder

SAMPLES = [
    ("ik wil een nieuw paspoort aanvragen", "paspoort"),
    ("mijn paspoort is verlopen", "paspoort"),
    ("kunt u mijn oude bank ophalen", "grofvuil"),
    ("grofvuil laten ophalen graag", "grofvuil"),
    ("wij gaan trouwen", "trouwen"),
]
LINES = [
    "krijg ik een laadpaal voor mijn deur",
    "een losloopveld voor honden graag",
    "waar staat een laadpaal voor mijn auto",
    "is er een losloopveld voor honden",
    "laadpaal voor de deur krijg ik die",
]


NEAR = 0.4
"""Letters are less alike than meanings."""


def vectors(texts: list[str]) -> Vectors:
    return LetterEmbedder().embed(texts, query=True)


def ground() -> Ground:
    return Ground(vectors([text for text, _ in SAMPLES]), [label for _, label in SAMPLES])


def test_lines_about_the_same_come_together_the_largest_group_first() -> None:
    found = groups(ground().placed(vectors(LINES)), NEAR)
    assert [sorted(group) for group in found] == [[0, 2, 4], [1, 3]]


def test_every_line_is_in_one_group_at_every_distance() -> None:
    rows = ground().placed(vectors(LINES))
    sizes = []
    for distance in (0.0, 0.4, 2.0):
        found = groups(rows, distance)
        assert sorted(place for group in found for place in group) == [0, 1, 2, 3, 4]
        sizes.append(len(found))
    assert (sizes[0], sizes[-1]) == (5, 1)
    assert sizes == sorted(sizes, reverse=True)


def test_the_line_in_the_middle_of_a_group_stands_first() -> None:
    rows = ground().placed(vectors(["de laadpaal", "laadpaal", "mag er een laadpaal komen hier"]))
    (group,) = groups(rows, 2.0)
    near = rows @ rows.mean(axis=0)
    assert list(group) == sorted(group, key=lambda place: -near[place])


@pytest.mark.parametrize("count", [0, 1])
def test_few_lines_need_no_grouping(count: int) -> None:
    assert groups(ground().placed(vectors(LINES)[:count])) == [(0,)] * count


def test_rows_are_of_length_1_also_where_a_subject_has_one_sample() -> None:
    alone = Ground(vectors(["ik wil trouwen"]), ["trouwen"])
    rows = alone.placed(vectors(LINES))
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(LINES)), abs=1e-4)
    assert rows.dtype == np.float32


def test_a_ground_needs_a_label_for_each_sample() -> None:
    with pytest.raises(ValueError, match="a label for each sample"):
        Ground(vectors(["ik wil trouwen"]), [])
