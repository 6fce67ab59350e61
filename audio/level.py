"""How much power sound has."""

import math

import numpy as np
from numpy.typing import NDArray

from audio.frames import Samples

_FULL_SCALE = 32768.0


def dbfs(samples: Samples) -> float:
    """RMS level in dB; 0 is a square wave at full scale, a full sine is -3. Silence: -inf."""
    if len(samples) == 0:
        return -math.inf
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * math.log10(power / _FULL_SCALE**2) if power > 0 else -math.inf


def levels_db(samples: Samples, block: int, least_db: float) -> NDArray[np.float32]:
    """As `dbfs`, for each whole block of so many samples; silence is at `least_db`."""
    whole = len(samples) // block
    blocks = samples[: whole * block].reshape(whole, block).astype(np.float32) / _FULL_SCALE
    power = np.mean(np.square(blocks), axis=1)
    return np.asarray(10 * np.log10(power + 10 ** (least_db / 10)), np.float32)
