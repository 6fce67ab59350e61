"""What channels have learned, kept on disk: learning takes half a minute, reading a moment."""

import hashlib
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from dialog.channels import GramChannel, Grams
from dialog.vectors import keep

_VERSION = "1"
"""Another number when channels learn otherwise from the same lines."""


def learned(
    name: str,
    grams: Sequence[Grams],
    texts: Sequence[str],
    labels: Sequence[str],
    folder: Path | None,
) -> GramChannel:
    """The channel that learns from these lines: from the folder, or made now and kept there.

    A file that cannot be read is made anew; of each name only the latest is kept.
    Raises OSError when the folder cannot be written.
    """
    if folder is None:
        return GramChannel.learn(grams, texts, labels)
    path = folder / f"learned-{name}-{_digest(texts, labels)}.npz"
    channel = _read(path, grams)
    if channel is None:
        channel = GramChannel.learn(grams, texts, labels)
        keep(path, channel.arrays())
        _remove(old for old in folder.glob(f"learned-{name}-*.npz") if old != path)
    return channel


def _digest(texts: Iterable[str], labels: Iterable[str]) -> str:
    lines = "\n".join(f"{label}\t{text}" for text, label in zip(texts, labels, strict=True))
    return hashlib.sha256(f"{_VERSION}\n{lines}".encode()).hexdigest()[:12]


def _read(path: Path, grams: Sequence[Grams]) -> GramChannel | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return GramChannel.of_arrays(grams, kept)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # absent or damaged: both mean that it is learned anew


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
