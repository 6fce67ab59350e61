"""How we speak to one caller, and a sentence brought into that manner.

The rate is the voice's own work. Loudness and clarity are put on a sentence when it is played,
so that the prompt store needs no copy for each: that takes a few milliseconds a sentence.
"""

from dataclasses import dataclass

from audio.clarity import clearer
from audio.frames import Samples
from audio.limiter import FULL_SCALE, limited

GAP_SECONDS = 0.25
"""Silence between two sentences at the voice's own rate, so that they do not run together."""
_GAPS_SECONDS = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Manner:
    """As the conversation asked for it; the default is how every call begins."""

    rate: float = 1.0
    gain_db: float = 0.0
    clear: bool = False

    @property
    def gap_seconds(self) -> float:
        """Silence between two sentences. It grows faster than words do when we slow down: time to
        take in what was said helps more than words that are drawn out (0.41 s at 0.85).
        """
        return min(max(GAP_SECONDS / self.rate**3, _GAPS_SECONDS[0]), _GAPS_SECONDS[1])

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
