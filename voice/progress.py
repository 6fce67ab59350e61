"""Progress of work that takes longer than two seconds, counted in bytes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tqdm import tqdm

Bar = Callable[[int], None]
"""Told how many bytes were dealt with since last time; fewer than none after starting over."""

Report = Callable[[str, int | None], AbstractContextManager[Bar]]
"""Opens a bar for a piece of work, given its name and its size in bytes, where known."""

_SHOWN_AFTER_SECONDS = 1.0


@contextmanager
def terminal_bar(work: str, size_bytes: int | None) -> Iterator[Bar]:
    """A bar on standard error; nothing where that is not a terminal, or the work is short."""
    with tqdm(
        desc=work,
        total=size_bytes,
        unit="B",
        unit_scale=True,
        disable=None,  # tqdm's word for: only on a terminal
        delay=_SHOWN_AFTER_SECONDS,
        leave=False,
    ) as bar:

        def count(bytes_done: int) -> None:
            bar.update(bytes_done)

        yield count
