"""What the way of asking tells, by name."""

import pytest

from dialog.documents.doubts import NAMES, doubts


def told(question: str) -> set[str]:
    """The doubts that this question raises, beside how many kinds it asks for."""
    return {name for name, value in zip(NAMES[1:], doubts(question)[1:], strict=True) if value}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("wie is de voorzitter van de volkstuin", {"who"}),
        ("is er op dit moment nog plek in de garage", {"whether", "now"}),
        ("vindt u dat eerlijk", {"judge"}),
        ("wat kost een kaartje", {"asks_amount", "money"}),
        ("do you think my neighbour is liable", {"whether", "judge"}),
    ],
)
def test_the_way_of_asking_is_named(question: str, named: set[str]) -> None:
    assert told(question) == named


def test_kinds_are_counted() -> None:
    assert doubts("hallo")[0] == 0.0
    assert doubts("wat kost het en hoe lang duurt het")[0] >= 2.0
