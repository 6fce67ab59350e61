"""What a line carries: sound with its format, keys, and word of what was played."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
"""Mono sound: int16, one dimension, full scale ±32767."""


@dataclass(frozen=True, slots=True)
class AudioFrame:
    """A stretch of mono sound that knows its own rate; a line's frames last 20 ms."""

    samples: Samples
    rate_hz: int

    def __post_init__(self) -> None:
        if self.samples.dtype != np.int16 or self.samples.ndim != 1:
            raise ValueError(
                f"expected mono int16 samples, got {self.samples.dtype} "
                f"with {self.samples.ndim} dimensions"
            )
        if self.rate_hz <= 0:
            raise ValueError(f"expected a rate above 0 Hz, got {self.rate_hz}")

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate_hz


@dataclass(frozen=True, slots=True)
class Key:
    """One key pressed on the telephone (RFC 4733 events 0-11)."""

    digit: str

    def __post_init__(self) -> None:
        if len(self.digit) != 1 or self.digit not in "0123456789*#":
            raise ValueError(f"expected one of 0-9, * or #, got {self.digit!r}")


@dataclass(frozen=True, slots=True)
class Played:
    """The far end has played everything that was sent before the mark of this name."""

    mark: str


@dataclass(frozen=True, slots=True)
class Hold:
    """The far end put us on hold, or took us back. In between no sound comes or goes."""

    held: bool


LineEvent = AudioFrame | Key | Played | Hold
