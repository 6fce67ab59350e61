import numpy as np
import pytest

from voice.decoding import Decoded, fitted, weighed_words, window_seconds


@pytest.mark.parametrize(
    ("parts", "sizes", "chances", "expected"),
    [
        ([], [], [], []),
        ([" Ja"], [1], [0.9], [("Ja", 0.9)]),
        ([" Ja", "."], [1, 1], [0.9, 0.1], [("Ja.", 0.9)]),
        ([" pas", "poort", "?"], [1, 2, 1], [0.9, 0.4, 0.8, 0.1], [("paspoort?", 0.4)]),
        ([" een", " pas"], [1, 1], [0.7, 0.3], [("een", 0.7), ("pas", 0.3)]),
        (["Een", " pas"], [1, 1], [0.7, 0.3], [("Een", 0.7), ("pas", 0.3)]),
        ([" zo", "'", "n"], [1, 1, 1], [0.9, 0.2, 0.8], [("zo'n", 0.8)]),
        ([" €", " 12"], [1, 1], [0.6, 0.5], [("€", 0.6), ("12", 0.5)]),
        ([" pas", " "], [1, 1], [0.7, 0.2], [("pas", 0.7)]),
    ],
    ids=[
        "nothing",
        "one word",
        "a full stop says nothing of its word",
        "the worst part counts",
        "two words",
        "the first without a space",
        "a mark inside a word",
        "a word of marks",
        "a space alone",
    ],
)
def test_tokens_are_joined_to_the_words_of_the_text(
    parts: list[str], sizes: list[int], chances: list[float], expected: list[tuple[str, float]]
) -> None:
    words = weighed_words(parts, sizes, chances)
    assert words == expected
    assert [word for word, _ in words] == "".join(parts).split()


@pytest.mark.parametrize(
    ("seconds", "least", "expected"),
    [(0.5, 12, 12), (11.0, 12, 12), (11.2, 12, 13), (6.0, 16, 16), (28.9, 12, 30), (40.0, 12, 30)],
)
def test_the_window_holds_the_sound_and_a_second(
    seconds: float, least: float, expected: float
) -> None:
    assert window_seconds(seconds, least) == expected


@pytest.mark.parametrize("seconds", [0.5, 11.5, 29.8])
def test_behind_the_sound_the_window_is_empty(seconds: float) -> None:
    samples = round(seconds * 16000)
    spectrogram = np.ones((80, 3000), np.float32)  # the extractor fills up to 30 s
    window = fitted(spectrogram, samples, 12.0)
    heard = int(seconds * 100)
    assert window.shape == (1, 80, window_seconds(seconds) * 100)
    assert window[0, :, :heard].all()
    assert not window[0, :, heard:].any()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("", 0, 0), ("Wat kost een paspoort?", 0.5, 1.2), ("van de deel " * 20, 2.4, 99)],
)
def test_text_that_runs_in_a_circle_compresses_well(text: str, low: float, high: float) -> None:
    assert low <= Decoded(text, -0.3, (), 0.0).repetition <= high
