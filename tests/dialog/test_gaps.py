import pytest

from dialog.gaps import folded, stands_in


@pytest.mark.parametrize(
    ("phrase", "said", "stands"),
    [
        ("zeg * af", "zeg hem maar af", True),
        ("zeg * af", "zeg af", True),
        ("kom * niet", "ik kom dan toch niet", True),
        ("kom * niet", "ik kom op die dag dus echt niet", False),
        ("kom * niet", "welkom is het niet", False),
        ("kom * niet", "niet als ik kom", False),
        ("geen plek", "er is geen plek", True),
        ("geen plek", "er is geen plekje", False),
    ],
)
def test_a_gap_holds_a_few_words(phrase: str, said: str, stands: bool) -> None:
    assert stands_in(phrase, said) is stands


def test_folding_keeps_the_gap() -> None:
    assert folded("Één * Móment") == "een * moment"
