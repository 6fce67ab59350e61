"""Progress on a terminal; elsewhere nothing, so that logs and pipes stay clean."""

import sys
from types import TracebackType
from typing import Self

from tqdm import tqdm

SHOWN_AFTER_SECONDS = 0.5
"""What is done sooner needs no bar."""


class Bars:
    """Bars on stderr, one after another, from any thread. Use it in `with`."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None  # type: ignore[type-arg]
        self._what = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Tell how much of this work is done; the bar of other work before it goes away."""
        if what != self._what or self._bar is None:
            self.close()
            self._what = what
            self._bar = tqdm(
                total=total, desc=what, file=sys.stderr, leave=False, delay=SHOWN_AFTER_SECONDS,
                disable=None, bar_format="{desc} {percentage:3.0f}%|{bar}| {remaining}",
            )  # fmt: skip
        self._bar.total = total
        self._bar.update(done - self._bar.n)
        if done >= total:
            self.close()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
