"""Sound of any length cut into frames of 20 ms."""

import numpy as np

from audio.frames import AudioFrame, Samples

FRAMES_PER_SECOND = 50


class Blocks:
    """One direction of one call. What does not fill a frame waits for the next feed."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._size = rate_hz // FRAMES_PER_SECOND
        self._rest: Samples = np.zeros(0, np.int16)

    def feed(self, samples: Samples) -> list[AudioFrame]:
        sound = np.concatenate([self._rest, samples]) if len(self._rest) else samples
        whole = len(sound) // self._size * self._size
        self._rest = sound[whole:]
        return [
            AudioFrame(sound[at : at + self._size], self._rate_hz)
            for at in range(0, whole, self._size)
        ]
