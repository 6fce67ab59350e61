"""How high a voice is: the middle of its pitch over all voiced moments, by autocorrelation."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.frames import Samples

_WINDOW_SECONDS, _STEP_SECONDS = 0.04, 0.01
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 400.0
_VOICED = 0.5
"""Of the power that comes back a period later; hissing gives nearly none."""
_LOUD = 0.1
"""Of the loudest moment's amplitude: what is softer is the end of a word."""


def pitch_hz(samples: Samples, rate_hz: int) -> float:
    """Median in Hz. Raises ValueError where nothing is voiced."""
    windows = _loud_windows(samples, rate_hz)
    spectrum = np.fft.rfft(windows, 2 * windows.shape[1], axis=1)
    alike = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, : windows.shape[1]]
    # A later period shares less of the window: what it lost by that is given back.
    window = np.hanning(windows.shape[1])
    shared = np.correlate(window, window, "full")[len(window) - 1 :]
    alike /= np.maximum(alike[:, :1], 1e-9) * np.maximum(shared / shared[0], 1e-3)
    first = round(rate_hz / _HIGHEST_HZ)
    periods = alike[:, first : round(rate_hz / _LOWEST_HZ)]
    voiced = periods.max(axis=1) > _VOICED
    if not voiced.any():
        raise ValueError("expected a voice to measure, got sound without any pitch")
    # The shortest period that fits nearly as well as the best: twice a period fits too.
    good = periods >= 0.9 * periods.max(axis=1, keepdims=True)
    good[:, 1:-1] &= (periods[:, 1:-1] >= periods[:, :-2]) & (periods[:, 1:-1] >= periods[:, 2:])
    return float(np.median(rate_hz / (first + np.argmax(good[voiced], axis=1))))


def _loud_windows(samples: Samples, rate_hz: int) -> NDArray[np.float64]:
    size, step = round(_WINDOW_SECONDS * rate_hz), round(_STEP_SECONDS * rate_hz)
    if len(samples) < size:
        raise ValueError("expected a voice to measure, got less than one moment of sound")
    windows = sliding_window_view(samples.astype(np.float64), size)[::step]
    amplitudes = np.sqrt(np.mean(np.square(windows), axis=1))
    loud = windows[amplitudes > _LOUD * amplitudes.max()]
    return np.asarray((loud - loud.mean(axis=1, keepdims=True)) * np.hanning(size), np.float64)
