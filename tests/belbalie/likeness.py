"""How alike two sounds are: normalised cross-correlation, at the place where they fit best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio.frames import Samples
from audio.g711 import decode_mulaw, encode_mulaw


@dataclass(frozen=True, slots=True)
class Match:
    score: float
    """1 for the same sound, however loud; two sentences of one voice give at most about 0.5."""
    at: int
    """Sample in `heard` at which it begins."""


def find(sought: Samples, heard: Samples) -> Match:
    """Where in `heard` is `sought`? What is sought goes through G.711 as the line's sound did."""
    if len(heard) < len(sought) or not len(sought):
        return Match(0.0, 0)
    wanted = decode_mulaw(encode_mulaw(sought)).astype(np.float64)
    sound = heard.astype(np.float64)
    products = _products(wanted, sound)
    sums = np.concatenate(([0.0], np.cumsum(np.square(sound))))
    energies = sums[len(wanted) :] - sums[: -len(wanted)]
    # a stretch far softer than what is sought is silence, and fits nothing
    power = np.sum(np.square(wanted))
    scores = products / np.sqrt(np.maximum(energies, power / 100) * power)
    best = int(np.argmax(scores))
    return Match(float(scores[best]), best)


def _products(wanted: NDArray[np.float64], sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of products of `wanted` with `sound` from each sample at which all of it fits."""
    size = len(sound) + len(wanted)
    spectrum = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(wanted, size))
    return np.fft.irfft(spectrum, size)[: len(sound) - len(wanted) + 1]
