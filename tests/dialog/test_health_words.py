import pytest

from dialog.health_words import may_be_passed_on


@pytest.mark.parametrize(
    "told",
    [
        "ik ben slechtziend",
        "mijn man zit in een rolstoel",
        "ik moet volgende week naar de huisarts",
        "mijn moeder is dement",
        "ik ben doof",
        "I am hard of hearing",
    ],
)
def test_health_stays_here(told: str) -> None:
    assert not may_be_passed_on(told)


@pytest.mark.parametrize(
    "told",
    [
        "wilt u erbij zetten dat ik slechtziend ben",
        "kunt u doorgeven dat ik doof ben",
        "schrijf maar op dat ik in een rolstoel zit",
        "noteer dat ik ziek ben",
    ],
)
def test_what_the_caller_wants_written_down_goes_along(told: str) -> None:
    assert may_be_passed_on(told)


@pytest.mark.parametrize(
    "told",
    [
        "ik wil een bank laten ophalen",
        "de lantaarnpaal voor mijn deur is gebroken",
        "wat kost een paspoort",
        "mijn vader is overleden en ik wil dat aangeven",
        "hoe vraag ik een vergunning aan",
    ],
)
def test_other_questions_are_passed_on(told: str) -> None:
    assert may_be_passed_on(told)
