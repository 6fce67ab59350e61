"""Sound for the bench: tones that count as speech, and noise that does not."""

import numpy as np

from audio.frames import Samples
from bench.clips import BLOCK

TONE_PEAK = 8000
NOISE_PEAK = 30


def tone(blocks: int) -> Samples:
    at = np.arange(blocks * BLOCK)
    return np.asarray(np.rint(TONE_PEAK * np.sin(2 * np.pi * 440 / 8000 * at)), np.int16)


def noise(blocks: int, seed: int = 1) -> Samples:
    random = np.random.default_rng(seed)
    return random.integers(-NOISE_PEAK, NOISE_PEAK, blocks * BLOCK).astype(np.int16)


def sentence(*words: int, gap: int = 6) -> Samples:
    """Words of so many blocks, with noise before, between and after them."""
    parts = [noise(10, 0)]
    for nth, word in enumerate(words, 1):
        parts += [tone(word), noise(gap, nth)]
    return np.concatenate([*parts, noise(40, 99)])
