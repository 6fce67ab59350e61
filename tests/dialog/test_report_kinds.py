import pytest

from dialog.report_kinds import ReportKinds, Spot, alike

KINDS = ReportKinds({
    "straatverlichting": ("lantaarn", "straatlamp"),
    "bestrating": ("tegel", "stoep"),
})  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("de lantaarnpaal is kapot", "een straatlamp die knippert", True),
        ("lantaarnpaal", "losse stoeptegel", False),
        ("losse tegel", "de stoep ligt scheef", True),
        ("een dode zwaan", "de dode zwaan", True),
        ("een dode zwaan", "een lekke boot", False),
        ("een dode zwaan", "een losse tegel", False),
        ("", "", False),
    ],
)
def test_two_callers_may_mean_the_same_thing(one: str, other: str, same: bool) -> None:
    assert KINDS.same(one, other) is same
    assert KINDS.same(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (Spot("Dorpsstraat", "12"), Spot("dorpsstraat", "16"), True),
        (Spot("Dorpsstraat", "12A"), Spot("Dorpsstraat", "18bis"), True),
        (Spot("Dorpsstraat", "12"), Spot("Dorpsstraat", "20"), False),
        (Spot("Dorpsstraat", "12"), Spot("Kerkstraat", "12"), False),
        (Spot("Dorpsstraat", "12"), Spot("Dorpsstraat"), True),
        (Spot("Dorpsstraat", landmark="bij de brug"), Spot("Dorpsstraat", "12"), True),
        (Spot("Dorpsstraat", landmark="de brug"), Spot("Dorpsstraat", landmark="kerk"), False),
        (Spot(landmark="bij de speeltuin"), Spot(landmark="naast de speeltuin"), True),
        (Spot(landmark="bij de speeltuin"), Spot(landmark="achter de kerk"), False),
        (Spot("Dorpsstraat"), Spot(landmark="bij de speeltuin"), False),
        (Spot(), Spot(), False),
    ],
)
def test_two_spots_may_be_one(one: Spot, other: Spot, near: bool) -> None:
    assert one.near(other) is near
    assert other.near(one) is near


def test_words_without_meaning_make_nothing_alike() -> None:
    assert not alike("bij de", "bij de")
