"""Louder without breaking: what would rise above the ceiling is turned down in time.

The gain looks ahead: it goes down before a peak and comes back after it, in a curve that no ear
takes for a click, and never bends the wave itself. Peaks are looked for between the samples too,
as ITU-R BS.1770 (annex 2) does it with four times as many: that is where a converter clips.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import correlate1d, minimum_filter1d  # type: ignore[import-untyped]
from scipy.signal import resample_poly  # type: ignore[import-untyped]

from audio.frames import Samples

FULL_SCALE = 32768.0
CEILING_DBFS = -1.0
"""Of every sample, and within a tenth of a dB of every peak between two."""

_CEILING = 10 ** (CEILING_DBFS / 20)
_REACH_SECONDS = 0.015
"""To either side of a peak; more than a period of a low voice, so that each is not heard apart."""
_OVERSAMPLING = 4


def louder(samples: Samples, db: float, rate_hz: int) -> Samples:
    """A whole sentence, louder or softer by `db` where the ceiling leaves room for it."""
    if db == 0 or len(samples) == 0:
        return samples
    return limited(samples / FULL_SCALE * 10 ** (db / 20), rate_hz)


def limited(sound: NDArray[np.float64], rate_hz: int) -> Samples:
    """A whole sentence, of which 1.0 is full scale, as samples below the ceiling."""
    if len(sound):
        sound = sound * _gains(sound, round(_REACH_SECONDS * rate_hz))
    # The last rounding is towards zero: it must not lift a sample over the ceiling.
    return np.trunc(np.clip(sound, -_CEILING, _CEILING) * FULL_SCALE).astype(np.int16)


def _gains(sound: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """At most 1, for each sample, and never above what the peaks within its reach allow.

    Each average is over gains that all suffice for the sample in their middle.
    """
    allowed = np.minimum(1.0, _CEILING / np.maximum(_peaks(sound), _CEILING))
    lowest = minimum_filter1d(allowed, 2 * reach + 1, mode="nearest")
    weights = np.hanning(2 * reach + 3)[1:-1]
    return np.asarray(correlate1d(lowest, weights / weights.sum(), mode="nearest"), np.float64)


def _peaks(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """The highest that the wave comes at each sample and until the next."""
    between = np.abs(resample_poly(sound, _OVERSAMPLING, 1))
    return np.asarray(between.reshape(len(sound), _OVERSAMPLING).max(axis=1), np.float64)
