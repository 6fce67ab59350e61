"""When silence is long enough to say something, or to let the line go.

Counts seconds that the wall clock tells, and goes by what was understood: a television behind the
caller makes sound and no words, and a line that died sends no sound at all. Pure: whoever has the
clock tells the time.
"""

from collections.abc import Sequence

MOST_TIMES = 1.5
"""All rungs together, times this, without a word understood and without our voice, and the last
rung is due, whatever makes sound: longer than the rungs, so that real silence climbs the ladder
step by step."""


class Ladder:
    """The rungs of one call: each is how long is waited since the event before it, in seconds."""

    def __init__(self, rungs: Sequence[float], now: float) -> None:
        self.follow(rungs)
        self._climbed = 0
        self._since = self._told = now
        self._without = 0.0
        """Seconds without a word, those of our own voice left out."""

    def follow(self, rungs: Sequence[float]) -> None:
        """Wait as long as these from now on; the step of the ladder stays."""
        self._rungs = tuple(rungs)
        self._most = MOST_TIMES * sum(rungs)

    def understood(self, now: float) -> None:
        """Words, or a key: somebody is there."""
        self._climbed, self._since, self._without = 0, now, 0.0

    def tick(self, now: float, *, we_sound: bool, busy: bool) -> tuple[int, float] | None:
        """Tell the time: which rung is due now (from 1), and how long was waited.

        `busy`: the caller makes sound, or their words are being made.
        """
        passed, self._told = now - self._told, now
        if we_sound:
            self._since = now
            return None
        self._without += passed
        if busy:
            self._since = now
        last = len(self._rungs) - 1
        if self._without >= self._most:
            return self._climb(last, now, self._without)
        rung = min(self._climbed, last)  # who was not let go then may be now
        return self._climb(rung, now, self._rungs[rung]) if self._due(rung, now) else None

    def _due(self, rung: int, now: float) -> bool:
        return now - self._since >= self._rungs[rung]

    def _climb(self, rung: int, now: float, waited: float) -> tuple[int, float]:
        self._climbed, self._since = rung + 1, now
        self._without = 0.0 if rung == len(self._rungs) - 1 else self._without
        return self._climbed, waited
