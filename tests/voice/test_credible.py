import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.made_sounds import RATE_HZ, frame, half_the_time, noise, tone
from voice.credible import credible, stands_out


@pytest.mark.parametrize(
    ("sound", "expected"),
    [
        (np.zeros(3 * RATE_HZ), False),
        (np.zeros(0), False),
        (tone(0.05, 300), False),
        (noise(3, -70), False),
        (noise(3, -30), False),
        (noise(3, -15), False),
        (tone(3, 50) + tone(3, 150), False),
        (half_the_time(tone(3, 300)) * 0.01, False),
        (half_the_time(tone(3, 300)) * 0.1, True),
        (half_the_time(tone(3, 300)) + noise(3, -33), True),
    ],
    ids=[
        "silence",
        "nothing",
        "a click",
        "a quiet line",
        "noise",
        "loud noise",
        "hum",
        "too soft",
        "soft",
        "above noise",
    ],
)
def test_only_sound_that_stands_out_is_worth_decoding(
    sound: NDArray[np.float64], expected: bool
) -> None:
    assert stands_out(frame(sound).samples) is expected


@pytest.mark.parametrize(
    ("text", "confidence", "no_speech", "repetition", "expected"),
    [
        ("Wat kost een paspoort?", 0.9, 0.01, 1.0, True),
        ("Wat kost een paspoort?", 0.4, 0.3, 1.0, True),
        ("Ja.", 0.8, 0.7, 0.3, True),
        ("Bedankt.", 0.6, 0.2, 0.5, True),
        ("Bedankt.", 0.55, 0.7, 0.5, False),
        ("Kijk eens naar de vracht.", 0.15, 0.1, 0.9, False),
        ("van de deel van de deel van de deel", 0.9, 0.1, 3.1, False),
        ("Ondertiteld door de Amara.org gemeenschap", 0.95, 0.1, 1.0, False),
        ("Bedankt voor het kijken!", 0.95, 0.1, 1.0, False),
        ("*MUZIEK*", 0.95, 0.1, 1.0, False),
        ("***", 0.95, 0.1, 1.0, False),
        ("Waar is de muziekschool?", 0.7, 0.1, 1.0, True),
    ],
)
def test_words_are_believed_by_the_models_own_figures(
    text: str, confidence: float, no_speech: float, repetition: float, expected: bool
) -> None:
    assert credible(text, confidence, no_speech, repetition) is expected
