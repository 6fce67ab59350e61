import pytest

from dialog.halves import halves


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("mijn paspoort is verlopen en ik wil gaan trouwen", "mijn paspoort is verlopen",
         "ik wil gaan trouwen"),
        ("Mijn paspoort is verlopen, en ook nog een vraag over afval", "Mijn paspoort is verlopen",
         "een vraag over afval"),
        ("Hoe laat bent u open? En wat kost een paspoort?", "Hoe laat bent u open",
         "wat kost een paspoort?"),
        ("I need a passport and I want to get married", "I need a passport",
         "I want to get married"),
    ],
)  # fmt: skip
def test_a_breath_is_cut_where_something_else_begins(text: str, one: str, other: str) -> None:
    assert (one, other) in halves(text)


@pytest.mark.parametrize(
    "text", ["", "een bed en een kast", "trouwen en scheiden", "ik wil en wil"]
)
def test_what_is_short_stays_whole(text: str) -> None:
    assert halves(text) == []


def test_an_and_within_a_word_cuts_nothing() -> None:
    assert halves("de enige ende van deze straat is endeldarm tussen") == []
