"""Tones, and how long one of them was heard."""

import numpy as np

from audio.frames import Samples

_WINDOW_SECONDS = 0.1
_NEAR_HZ = 15


def tone(hertz: float, seconds: float, rate_hz: int = 8000) -> Samples:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.asarray(8000 * np.sin(2 * np.pi * hertz * at), np.int16)


def heard_seconds(sound: Samples, hertz: float, rate_hz: int = 8000) -> float:
    """How long this tone was the loudest, in steps of 0.1 s."""
    size = round(rate_hz * _WINDOW_SECONDS)
    windows = [sound[at : at + size] for at in range(0, len(sound) - size + 1, size)]
    return sum(_loudest(window, rate_hz, hertz) for window in windows) * _WINDOW_SECONDS


def _loudest(window: Samples, rate_hz: int, hertz: float) -> bool:
    values = window.astype(np.float64)
    if np.sqrt(np.mean(np.square(values))) < 200:
        return False
    spectrum = np.abs(np.fft.rfft(values * np.hanning(len(values))))
    return bool(abs(float(spectrum.argmax()) * rate_hz / len(values) - hertz) <= _NEAR_HZ)
