"""How loud speech is to an ear, by ITU-R BS.1770, and bringing every sentence to the same.

Power alone says less: an 's' of the same power is louder than an 'oo'. The measure weighs the
tones, and leaves out blocks of 0.4 s in which hardly anything sounds.
"""

import math
from functools import lru_cache

import numpy as np
from pyloudnorm import Meter  # type: ignore[import-untyped]

from audio.frames import Samples
from audio.limiter import FULL_SCALE, louder

SPEECH_LUFS = -21.0
"""Of all that we say. Leaves some 17 dB for peaks, and is what people speak at on a telephone."""

_BLOCK_SECONDS = 0.4


def loudness(samples: Samples, rate_hz: int) -> float:
    """In LUFS; silence: -inf.

    A word too short for one block is measured as if it were said again and again: it sounds as
    loud as it does within a sentence, and not as loud as a block that is half silent.
    """
    block = math.ceil(_BLOCK_SECONDS * rate_hz)
    if not samples.any():
        return -math.inf
    if len(samples) < block:
        samples = np.tile(samples, -(-block // len(samples)))
    return float(_meter(rate_hz).integrated_loudness(samples / FULL_SCALE))


def at_speech_level(samples: Samples, rate_hz: int, spoken: Samples | None = None) -> Samples:
    """As loud as all that we say; `spoken` is what of it is measured, where pauses are apart."""
    level = loudness(samples if spoken is None else spoken, rate_hz)
    return louder(samples, SPEECH_LUFS - level, rate_hz) if math.isfinite(level) else samples


@lru_cache(maxsize=4)
def _meter(rate_hz: int) -> Meter:
    return Meter(rate_hz)
