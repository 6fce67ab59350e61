"""How we speak to one caller, and a sentence brought into that manner.

The rate is the voice's own work. Loudness and clarity are put on a sentence when it is played,
so that the prompt store needs no copy for each: that takes a few milliseconds a sentence.
"""

from dataclasses import dataclass

from audio.clarity import clearer
from audio.frames import Samples
from audio.limiter import FULL_SCALE, limited


@dataclass(frozen=True, slots=True)
class Manner:
    """As the conversation asked for it; the default is how every call begins."""

    rate: float = 1.0
    gain_db: float = 0.0
    clear: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a sentence can be played as the voice made it."""
        return self.gain_db == 0 and not self.clear


def in_manner(samples: Samples, manner: Manner, rate_hz: int) -> Samples:
    """A whole sentence as loud and as clear as asked."""
    if manner.is_plain or len(samples) == 0:
        return samples
    sound = samples / FULL_SCALE
    if manner.clear:
        sound = clearer(sound, rate_hz)
    return limited(sound * 10 ** (manner.gain_db / 20), rate_hz)
