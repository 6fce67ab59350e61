import pytest

from dialog.language import language_of
from dialog.phrases import plain


@pytest.mark.parametrize(
    "text",
    [
        "I need a new passport",
        "what is the price of a passport",
        "the cost of a passport",
        "do you speak English",
        "my husband died",
        "where is the town hall",
        "I don't understand",
    ],
)
def test_english_is_heard(text: str) -> None:
    assert language_of(plain(text), "nl") == "en"


@pytest.mark.parametrize(
    "text",
    [
        "ik wil een nieuw paspoort",
        "is mijn paspoort al klaar",
        "wat kost dat",
        "we verhuizen naar de stad",
        "ik was mijn was in de wasmachine",
        "waar is het gemeentehuis",
        "mijn man is overleden",
    ],
)
def test_dutch_is_heard(text: str) -> None:
    assert language_of(plain(text), "en") == "nl"


@pytest.mark.parametrize("text", ["was is over", "is die we", "paspoort", "", "2026"])
@pytest.mark.parametrize("current", ["nl", "en"])
def test_words_that_tell_nothing_change_nothing(text: str, current: str) -> None:
    assert language_of(plain(text), current) == current
