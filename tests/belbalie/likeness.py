"""How alike two sounds are: normalised cross-correlation, at the place where they fit best."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.frames import Samples
from audio.g711 import decode_mulaw, encode_mulaw

SAME = 0.9
"""The same sound, after G.711."""
OTHER = 0.6
"""More than other sentences of the same voice reach."""
SAME_WORDS = 0.93
"""The same words by `resemblance` had 0.97, and 0.94 on a busy machine; with two digits exchanged
it is 0.92 and less."""


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


def resemblance(sought: Samples, heard: Samples) -> float:
    """As `find`, by the course of the spectrum: for words that are made anew each time, in which
    eSpeak NG's voice flutters and no two waves are alike. One digit more or less shows in it.
    """
    wanted, sound = _spectrum(decode_mulaw(encode_mulaw(sought))), _spectrum(heard)
    wanted -= wanted.mean(axis=0)
    best = 0.0
    for at in range(len(sound) - len(wanted) + 1):
        stretch = sound[at : at + len(wanted)]
        stretch = stretch - stretch.mean(axis=0)
        power = np.sum(np.square(wanted)) * np.sum(np.square(stretch))
        best = max(best, float(np.sum(wanted * stretch) / np.sqrt(power + 1e-9)))
    return best


def _spectrum(samples: Samples) -> NDArray[np.float64]:
    """Loudness in some eighteen bands every 10 ms, in the logarithm."""
    windows = sliding_window_view(samples.astype(np.float64), 256)[::80] * np.hanning(256)
    power = np.square(np.abs(np.fft.rfft(windows)))
    edges = np.unique(np.round(np.geomspace(6, 125, 19)).astype(int))
    return np.log(np.add.reduceat(power, edges[:-1], axis=1) + 1e4)
