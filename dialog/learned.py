"""What channels have learned, kept on disk: learning takes half a minute, reading a moment.

Where lines have changed, n-grams are learned on from what was kept last.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from dialog.channels import Arrays, GramChannel, Grams, MeaningChannel
from dialog.vectors import Progress, Vectors, alone, keep, silent

_VERSION = "2"
"""Another number when channels learn otherwise from the same lines."""
KEPT = 4
"""Who goes back to an earlier content, or tries another, does not learn all over again. Those that
were used last are kept.
"""


Channel = TypeVar("Channel", GramChannel, MeaningChannel)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Lines that a channel learns from, as it sees them, and what each is about."""

    name: str
    texts: Sequence[str]
    labels: Sequence[str]

    @property
    def digest(self) -> str:
        lines = "\n".join(f"{a}\t{b}" for a, b in zip(self.labels, self.texts, strict=True))
        return hashlib.sha256(f"{_VERSION}\n{lines}".encode()).hexdigest()[:12]

    def file(self, folder: Path) -> Path:
        """Where it is kept what is learned from them."""
        return folder / f"learned-{self.name}-{self.digest}.npz"


def grams_of(
    lesson: Lesson, grams: Sequence[Grams], folder: Path | None, progress: Progress = silent
) -> GramChannel:
    """The channel that learns n-grams from these lines. Raises OSError."""

    def of_arrays(arrays: Arrays) -> GramChannel:
        return GramChannel.of_arrays(grams, arrays)

    def learn() -> GramChannel:
        before = _latest(lesson, folder, of_arrays)
        return GramChannel.learn(grams, lesson.texts, lesson.labels, before, progress)

    return _kept(lesson, folder, learn, of_arrays)


def meaning_of(lesson: Lesson, vectors: Vectors, folder: Path | None) -> MeaningChannel:
    """The channel that learns from these lines' vectors. Raises OSError."""
    return _kept(
        lesson,
        folder,
        lambda: MeaningChannel.learn(vectors, lesson.labels),
        MeaningChannel.of_arrays,
    )


def _kept(
    lesson: Lesson,
    folder: Path | None,
    learn: Callable[[], Channel],
    of_arrays: Callable[[Arrays], Channel],
) -> Channel:
    """From the folder, or made now and kept there; of each name the latest few are kept.

    A file that cannot be read is made anew. Raises OSError when the folder cannot be written.
    """
    if folder is None:
        return learn()
    path = lesson.file(folder)
    channel = _read(path, of_arrays)
    if channel is not None:
        still_used([path])
        return channel
    with alone(path):
        channel = _read(path, of_arrays)
        if channel is None:
            channel = learn()
            keep(path, channel.arrays())
            _remove(_made(lesson, folder)[KEPT:])
    return channel


def still_used(files: Iterable[Path]) -> None:
    """Keep them longer than others, and let what is new be learned on from them."""
    for file in files:
        with suppress(OSError):  # gone, or not ours: it is learned anew when it is needed
            os.utime(file)


def _latest(
    lesson: Lesson, folder: Path | None, of_arrays: Callable[[Arrays], Channel]
) -> Channel | None:
    """What was learned last under this name, of whatever lines."""
    made = _made(lesson, folder) if folder else []
    return _read(made[0], of_arrays) if made else None


def _made(lesson: Lesson, folder: Path) -> list[Path]:
    """What is kept under this name, the latest first."""
    return sorted(folder.glob(f"learned-{lesson.name}-*.npz"), key=_age)


def _read(path: Path, of_arrays: Callable[[Arrays], Channel]) -> Channel | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return of_arrays(kept)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # absent or damaged: both mean that it is learned anew


def _age(file: Path) -> float:
    try:
        return -file.stat().st_mtime
    except OSError:  # another process removed it
        return 0.0


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
