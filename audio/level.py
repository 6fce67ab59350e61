"""How loud sound is, and making it louder without breaking it."""

import math

import numpy as np
from numpy.typing import NDArray

from audio.frames import Samples

_FULL_SCALE = 32768.0
_KNEE = 0.7
"""Below this part of full scale (-3 dB) sound is left as it is; above, it bends."""


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


def gain(samples: Samples, db: float) -> Samples:
    """Louder or softer by `db`. Peaks bend softly towards full scale and never clip.

    Sample by sample, so that stretches of one sentence fit together without a click.
    """
    if db == 0 or len(samples) == 0:
        return samples
    scaled = samples.astype(np.float64) / _FULL_SCALE * 10 ** (db / 20)
    if db > 0:
        scaled = _soften(scaled)
    return np.asarray(np.rint(np.clip(scaled * _FULL_SCALE, -32767, 32767)), np.int16)


def _soften(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    size, room = np.abs(sound), 1 - _KNEE
    bent = _KNEE + room * np.tanh((size - _KNEE) / room)
    return np.where(size > _KNEE, np.copysign(bent, sound), sound)
