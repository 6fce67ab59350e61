"""What callers say on the bench: telephone sound, cut where the caller's last word ends.

All is mono int16 at 8 kHz, in blocks of 20 ms. A block sounds when its RMS is above -40 dBFS:
half the clips carry noise at -50 dBFS, whose single peaks pass that up to a second after the
last word, so that the last loud *sample* is no end. The clip is cut after its last block that
sounds; what follows is silence or the clip's own noise (`Tail`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from audio.frames import Samples
from audio.level import dbfs
from audio.wav import read_wav

RATE_HZ = 8000
BLOCK = 160
BLOCK_SECONDS = 0.02
SOUNDS_DBFS = -40.0
_LEAD_BLOCKS = 5
"""Kept before the first block that sounds: a soft consonant."""
_FLOOR_BLOCKS = 10
_STEP = 80
"""Samples between two looks at the energy when a gap between words is looked for."""
_WINDOW = 240
_EDGE_SECONDS = 0.5
"""A pause inside a sentence has so much speech on either side."""
_DEEP = 0.34
"""The share of the dips, deepest first, that are taken for gaps between words."""
_APART_STEPS = 12
_DIP_DB = 8.0


class Tail(StrEnum):
    """What is on the caller's line while the caller says nothing."""

    SILENCE = "silence"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Clip:
    """One sentence of a caller: whole blocks; the last one is the last that sounds."""

    name: str
    samples: Samples
    first_block: int
    """The first that sounds."""
    floor: Samples
    """The clip's own noise, to be played round and round."""
    pause_seconds: float = 0.0
    """Put inside the sentence by us."""

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE_HZ

    @property
    def blocks(self) -> int:
        return len(self.samples) // BLOCK


def read_clips(folder: Path) -> list[Clip]:
    """All sentences of a folder, by name. Raises SoundFileError, or ValueError for a clip in
    which nothing sounds.
    """
    return [cut(file.stem, read_wav(file, RATE_HZ)) for file in sorted(folder.glob("*.wav"))]


def cut(name: str, samples: Samples) -> Clip:
    """Cut to what the caller says. Raises ValueError when nothing sounds."""
    whole = samples[: len(samples) // BLOCK * BLOCK]
    loud = [n for n, block in enumerate(blocks(whole)) if sounds(block)]
    if not loud:
        raise ValueError(f"{name}: expected a block above {SOUNDS_DBFS:g} dBFS, found none")
    begin = max(0, loud[0] - _LEAD_BLOCKS)
    kept = whole[begin * BLOCK : (loud[-1] + 1) * BLOCK]
    return Clip(name, kept, loud[0] - begin, _floor(whole))


def blocks(samples: Samples) -> Iterator[Samples]:
    """Stretches of 20 ms; the last may be shorter."""
    for at in range(0, len(samples), BLOCK):
        yield samples[at : at + BLOCK]


def sounds(block: Samples, above_dbfs: float = SOUNDS_DBFS) -> bool:
    return dbfs(block) > above_dbfs


def with_pause(clip: Clip, seconds: float, random: Random) -> Clip:
    """The same sentence with a silence at a gap between two words: every sample is kept, and
    the clip's own noise fills the silence. It stays in whole blocks. Raises ValueError for a
    sentence without such a gap.
    """
    gaps = word_gaps(clip)
    if not gaps:
        raise ValueError(f"{clip.name}: expected a gap between words, found none")
    at = random.choice(gaps)
    fill = np.resize(clip.floor, round(seconds / BLOCK_SECONDS) * BLOCK)
    samples = np.concatenate((clip.samples[:at], fill, clip.samples[at:]))
    return Clip(clip.name, samples, clip.first_block, clip.floor, seconds)


def word_gaps(clip: Clip) -> list[int]:
    """Samples at which the energy dips deepest, away from both ends of the sentence.

    None but dips that are well below the speech on both sides.
    """
    level = _levels(clip.samples)
    edge = round(_EDGE_SECONDS * RATE_HZ / _STEP)
    begin = edge + clip.first_block * BLOCK // _STEP
    dips = sorted(
        (float(level[n]), n)
        for n in range(begin, len(level) - edge)
        if level[n] == _around(level, n).min() and level[n] < _speech_around(level, n) - _DIP_DB
    )
    deepest = dips[: max(1, round(len(dips) * _DEEP))]
    return sorted(n * _STEP + _WINDOW // 2 for _, n in deepest)


def _around(level: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    return level[max(0, n - _APART_STEPS) : n + _APART_STEPS + 1]


def _speech_around(level: NDArray[np.float64], n: int) -> float:
    """The level of the softer side."""
    before, after = level[max(0, n - _APART_STEPS) : n + 1], level[n : n + _APART_STEPS + 1]
    return float(min(before.max(), after.max()))


def _levels(samples: Samples) -> NDArray[np.float64]:
    """RMS in dB, of windows of 30 ms every 10 ms."""
    starts: Sequence[int] = range(0, len(samples) - _WINDOW + 1, _STEP)
    return np.array([max(-120.0, dbfs(samples[at : at + _WINDOW])) for at in starts])


def _floor(samples: Samples) -> Samples:
    """The quietest 0.2 s in one piece."""
    each = [float(np.mean(np.square(block, dtype=np.float64))) for block in blocks(samples)]
    size = min(_FLOOR_BLOCKS, len(each))
    sums = np.convolve(each, np.ones(size), "valid")
    begin = int(np.argmin(sums)) * BLOCK
    return samples[begin : begin + size * BLOCK]
