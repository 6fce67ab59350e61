"""Progress on a terminal; elsewhere one line for each thing that is being done."""

import sys
from types import TracebackType
from typing import Self

from tqdm import tqdm


class Bars:
    """Bars on stderr, one after another. Use it in `with`."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None  # type: ignore[type-arg]
        self._what = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self._close()
            self._what = what
            self._bar = tqdm(
                total=total, desc=what, file=sys.stderr, leave=False, delay=0.5,
                disable=None, bar_format="{desc} {percentage:3.0f}%|{bar}| {remaining}",
            )  # fmt: skip
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
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
        self._close()
