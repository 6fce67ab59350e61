"""When somebody speaks, by how loud it is: one stretch after the other. Pure.

It is for the record of a talk that nobody listens to, and answers nothing: a cough or a door may
count as a word.
"""

LOUD_DB = -42.0
"""Soft speech over a telephone is above this, and the noise of a room below it."""
PAUSE_SECONDS = 1.0
"""Shorter, and it is a breath."""
SHORTEST_SECONDS = 0.3
LONGEST_SECONDS = 30.0
"""Who goes on longer is told of in parts, so that a record is never far behind."""


class Stretches:
    def __init__(self) -> None:
        self._spoken = self._quiet = self._loud = 0.0
        """Seconds since it began, since the last loud part, and of loud parts in all."""

    def feed(self, level_db: float, seconds: float) -> float | None:
        """The next sound; how long somebody spoke where a stretch ended with it, pauses in it
        counted.
        """
        loud = level_db >= LOUD_DB
        if not loud and self._spoken == 0.0:
            return None
        self._spoken += seconds
        self._loud += seconds if loud else 0.0
        self._quiet = 0.0 if loud else self._quiet + seconds
        if self._quiet < PAUSE_SECONDS and self._spoken < LONGEST_SECONDS:
            return None
        spoken, enough = self._spoken - self._quiet, self._loud >= SHORTEST_SECONDS
        self._spoken = self._quiet = self._loud = 0.0
        return round(spoken, 2) if enough else None
