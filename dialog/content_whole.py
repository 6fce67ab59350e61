"""A folder of content that is whole: publishing renames many files, and nobody reads between two.

The lock is the folder itself (flock(2)), so that a reader needs no right to write there, and that
it ends with whoever held it. What was left half-way by who was killed is told by `MARKER`; the next
to start or publish finishes it (`belbalie/content_folder.py`).
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

MARKER = ".publishing"

Made = TypeVar("Made")


def whole(folder: Path, read: Callable[[], Made]) -> Made:
    """What is read of a folder into which nobody publishes meanwhile."""
    if not folder.is_dir():
        return read()
    with _locked(folder, fcntl.LOCK_SH):
        return read()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else publishes, and nobody reads who asks for what is whole. Raises OSError."""
    with _locked(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)
