"""How old a text may be."""

from datetime import date, timedelta

import pytest

from dialog.documents.age import AllowedAges, Statement, of_another_year, statements, too_old

DAY = date(2026, 11, 26)
ALLOWED = AllowedAges(costs=400, rights=730, deadlines=600)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("De zaal kost € 44,00 per uur.", {Statement.COSTS}),
        ("De vergunning is gratis.", {Statement.COSTS}),
        ("Wij beslissen binnen 4 weken.", {Statement.DEADLINES}),
        ("U mag 2 honden houden.", {Statement.RIGHTS}),
        ("De markt is op het Marktplein.", set()),
    ],
)
def test_what_a_sentence_tells(sentence: str, told: set[Statement]) -> None:
    assert statements(sentence) == told


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("De zaal kost € 44,00 per uur.", 400),
        ("Wij beslissen binnen 4 weken.", 600),
        ("U mag 2 honden houden.", 730),
    ],
)
def test_each_kind_has_an_age_of_its_own(sentence: str, days: int) -> None:
    assert not too_old([sentence], DAY - timedelta(days), DAY, ALLOWED)
    assert too_old([sentence], DAY - timedelta(days + 1), DAY, ALLOWED)
    assert too_old([sentence], None, DAY, ALLOWED)


def test_what_does_not_age_may_be_any_age() -> None:
    sentence = "De markt is op het Marktplein."
    assert not too_old([sentence], date(2001, 1, 1), DAY, ALLOWED)
    assert not too_old([sentence], None, DAY, ALLOWED)


@pytest.mark.parametrize(
    ("texts", "over"),
    [
        (("Tarieven 2025",), True),
        (("Tarieven 2026",), False),
        (("Tarieven 2025 en 2026",), False),
        (("Tarieven",), False),
        (("Markt", "De vrije weken van 2027"), False),
    ],
)
def test_a_year_that_is_over(texts: tuple[str, ...], over: bool) -> None:
    assert of_another_year(texts, DAY) is over
