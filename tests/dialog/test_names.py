import pytest

from dialog.names import same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jansen", "Karin Jansen"),
        ("mevrouw Janssen", "Karin Jansen"),
        ("de Vries", "J. de Vries"),
        ("Vries", "de vries"),
        ("Mehmet Yıldız", "Yıldız"),
        ("Müller", "Muller"),
        ("Pietersen", "Pieterse"),
        ("Hendriks", "Hendricks"),
    ],
)
def test_one_person_is_written_in_more_than_one_way(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jansen", "Hansen-Smit Bakker"),
        ("Bos", "Vos"),
        ("Karin Jansen", "Piet Jansen"),
        ("Jansen", "Johanson"),
        ("mevrouw", "meneer"),
        ("", "Jansen"),
        ("van de", "Van der Berg"),
    ],
)
def test_another_person_is_not_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)
