"""Sounds that no voice makes, at 16 kHz, full scale 1."""

import numpy as np
from numpy.typing import NDArray

from audio.frames import AudioFrame

RATE_HZ = 16000


def frame(sound: NDArray[np.float64]) -> AudioFrame:
    return AudioFrame(np.clip(np.rint(sound * 32768), -32767, 32767).astype(np.int16), RATE_HZ)


def noise(seconds: float, db: float) -> NDArray[np.float64]:
    rng = np.random.default_rng(3)
    return rng.standard_normal(round(seconds * RATE_HZ)) * 10 ** (db / 20)


def tone(seconds: float, hz: float) -> NDArray[np.float64]:
    wave: NDArray[np.float64] = np.sin(2 * np.pi * hz * np.arange(seconds * RATE_HZ) / RATE_HZ)
    return 0.1 * wave


def half_the_time(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    return sound * (np.arange(len(sound)) % RATE_HZ < RATE_HZ / 2)
