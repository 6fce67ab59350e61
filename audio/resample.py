"""From one rate to another while the sound is still coming in.

A polyphase filter: a windowed sinc, 24 zero crossings to each side at the lower of both rates,
so that 3 ms pass at 8 kHz before a sample comes out. That delay is why this is not soxr, which
converts whole files for us (`audio.wav`): measured with soxr 1.0, its stream holds back 60 to
115 ms between 8 and 16 kHz and gives out uneven blocks. Here 20 ms in is 20 ms out.
"""

from functools import lru_cache
from math import ceil, gcd

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.frames import Samples

_CROSSINGS = 24
"""Zero crossings of the sinc to each side: 720 Hz from pass to stop at 8 kHz."""
_CUTOFF = 0.455
"""Middle of the slope, in parts of the lower rate: 3.3 kHz passes at 8 kHz, 4 kHz does not."""
_KAISER_BETA = 7.0
"""70 dB below, where the quantising noise of G.711 already is at 38 dB."""


class Resampler:
    """One direction of one call. Equal rates pass through untouched."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        if from_hz <= 0 or to_hz <= 0:
            raise ValueError(f"expected rates above 0 Hz, got {from_hz} to {to_hz}")
        common = gcd(from_hz, to_hz)
        self.from_hz, self.to_hz = from_hz, to_hz
        self._up, self._down = to_hz // common, from_hz // common
        self._filters = _filters(self._up, self._down)
        taps = self._filters.shape[1]
        self._past: NDArray[np.float32] = np.zeros(taps - 1, np.float32)
        # Place of the next output after the first new sample, in 1/_up of a sample.
        self._next = 0

    @property
    def delay_seconds(self) -> float:
        """How much later the sound comes out than it went in."""
        return 0.0 if self._passes else self._filters.shape[1] / 2 / self.from_hz

    def feed(self, samples: Samples) -> Samples:
        """Convert the next stretch, of any length; `to_hz / from_hz` times as much comes out."""
        if self._passes or len(samples) == 0:
            return samples
        sound = np.concatenate([self._past, samples.astype(np.float32)])
        if self._down == 1:
            out = self._whole(sound)
        elif self._up == 1:
            out = self._every(sound, len(samples))
        else:
            out = self._fraction(sound, len(samples))
        self._past = sound[len(samples) :]
        return np.rint(out).clip(-32768, 32767).astype(np.int16)

    def _whole(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Every phase at every sample, as from 8 to 16 kHz: a fifth of the time of the other way.

        Every caller's sound comes through here, fifty times a second.
        """
        phases = [np.correlate(sound, phase) for phase in self._filters]
        return np.stack(phases, axis=1).ravel()

    def _every(self, sound: NDArray[np.float32], new: int) -> NDArray[np.float32]:
        """The one phase at every so manieth sample, as from 16 to 8 kHz: a third of the time.

        All that we say on a narrow line goes through here.
        """
        out = np.correlate(sound, self._filters[0])[self._next : new : self._down]
        self._next += len(out) * self._down - new
        return out

    def _fraction(self, sound: NDArray[np.float32], new: int) -> NDArray[np.float32]:
        """Output `n` at its own place between the `new` samples, with the filter of its phase."""
        end = new * self._up
        places = np.arange(self._next, end, self._down)
        self._next = self._next + len(places) * self._down - end
        windows = sliding_window_view(sound, self._filters.shape[1])
        return np.asarray(
            np.einsum(
                "nt,nt->n",
                windows[places // self._up],
                self._filters[places % self._up],
                optimize=True,
            )
        )

    def flush(self) -> Samples:
        """Give out the last milliseconds, still inside the filter when the sound has ended."""
        return self.feed(np.zeros(ceil(self.delay_seconds * self.from_hz), np.int16))

    @property
    def _passes(self) -> bool:
        return self.from_hz == self.to_hz


def converted(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """A whole sound at another rate, band-limited, without the few milliseconds by which the
    filter is late.
    """
    converter = Resampler(from_hz, to_hz)
    # A second at a time: its tables of windows grow with the stretch.
    stretches = [samples[at : at + from_hz] for at in range(0, len(samples), from_hz)]
    parts = [converter.feed(stretch) for stretch in stretches]
    sound = np.concatenate([*parts, converter.flush()])
    return sound[round(converter.delay_seconds * to_hz) :]


@lru_cache(maxsize=32)
def _filters(up: int, down: int) -> NDArray[np.float32]:
    """One row for each phase, `up` rows; each row sums to 1, oldest sample first."""
    lower = min(1.0, up / down)  # the lower rate, as part of the rate that comes in
    half = ceil(_CROSSINGS / lower)
    distance = np.arange(2 * half)[::-1] - half + np.arange(up)[:, None] / up
    inside = np.clip(1 - (distance / half) ** 2, 0, None)
    window = np.i0(_KAISER_BETA * np.sqrt(inside)) / np.i0(_KAISER_BETA)
    rows = np.sinc(2 * _CUTOFF * lower * distance) * window
    unity: NDArray[np.float32] = (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
    unity.flags.writeable = False  # shared by all calls
    return unity
