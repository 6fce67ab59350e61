"""Marks that were asked for: which of them tell that sound was played."""

from collections import Counter


class Marks:
    """Names may come more than once; the far end returns them in the order they were asked."""

    def __init__(self) -> None:
        self._out: Counter[str] = Counter()
        self._cleared: Counter[str] = Counter()

    def ask(self, name: str) -> None:
        self._out[name] += 1

    def clear(self) -> None:
        """Note that the far end will return what is out although it was not played."""
        self._cleared += self._out
        self._out.clear()

    def take(self, name: str) -> bool | None:
        """Tell of a returned mark whether it was played; None for one nobody asked for."""
        for marks, played in ((self._cleared, False), (self._out, True)):
            if marks[name] > 0:
                marks[name] -= 1
                return played
        return None
