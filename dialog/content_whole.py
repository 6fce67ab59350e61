"""A folder of content that is whole: publishing renames many files, and nobody reads between two.

Who publishes puts all new files beside the old ones and then a marker; after that there are only
renames, and the marker goes (`belbalie/content_folder.py`).
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

MARKER = ".publishing"
_WAIT_SECONDS, _TICK_SECONDS = 2.0, 0.01
"""Renaming takes milliseconds; who was killed half-way is helped by the next to publish."""
_TRIES = 3

Made = TypeVar("Made")


def whole(folder: Path, read: Callable[[], Made]) -> Made:
    """What is read of a folder while nobody publishes into it.

    One left half-way by who was killed is read all the same, after a while.
    """
    for _ in range(_TRIES):
        _wait(folder)
        before = _stamp(folder)
        made = read()
        if _stamp(folder) == before:
            break
    return made


def _wait(folder: Path) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while (folder / MARKER).exists() and time.monotonic() < deadline:
        time.sleep(_TICK_SECONDS)


def _stamp(folder: Path) -> int | None:
    """The folder itself changes each time that a marker comes or goes."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None
