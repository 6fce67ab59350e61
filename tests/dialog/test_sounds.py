import pytest

from dialog.sounds import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ɣrˈɔf", "xrɔv"),
        ("brˈɑnt", "prɑnd"),
        ("aː", "a"),
        ("zɪŋ", "sin"),
        (" ˈeː  ˌɔ ", "e o"),
    ],
)
def test_what_a_telephone_makes_alike_is_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("man", "pan"), ("xas", "xos"), ("a b", "ab")])
def test_what_differs_on_a_telephone_stays_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)
