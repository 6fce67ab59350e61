"""How far a reading is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""So many pages or files of so many that are known by now."""


def unwatched(done: int, total: int) -> None:
    """Progress that nobody watches."""
