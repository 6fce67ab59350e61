import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.person_name import BETWEEN_LENGTH, PersonName, name_parts


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Jansen", ("", "", "Jansen")),
        ("Jan Jansen", ("Jan", "", "Jansen")),
        ("mevrouw Jansen", ("", "", "Jansen")),
        ("de Vries", ("", "de", "Vries")),
        ("Jan de Vries", ("Jan", "de", "Vries")),
        ("Anne Marie van der Berg", ("Anne Marie", "van der", "Berg")),
        ("Maria van den Berg-de Wit", ("Maria", "van den", "Berg-de Wit")),
        ("Fatima El Amrani", ("Fatima", "el", "Amrani")),
        ("mevrouw de", ("", "", "de")),
        ("Yusuf Can Yilmaz", ("Yusuf", "", "Can Yilmaz")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_parts(said: str, parts: tuple[str, str, str]) -> None:
    assert name_parts(said) == PersonName(*parts)


@given(st.lists(st.sampled_from(["van", "der", "in", "'t", "Jan", "Berg", "onder"]), max_size=8))
def test_what_stands_between_fits_and_no_word_is_lost(words: list[str]) -> None:
    parts = name_parts(" ".join(words))
    assert len(parts.between) <= BETWEEN_LENGTH
    kept = f"{parts.first} {parts.between} {parts.last}".split()
    assert [word.lower() for word in kept] == [word.lower() for word in words]
