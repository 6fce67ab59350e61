"""The telephone of a caller on the bench: plays what comes, in order and in real time.

Pure: every moment is given to it, in seconds on one clock. A block of 20 ms is audible above
-45 dBFS RMS. `clear` drops what was not played yet, as Twilio does, and gives its marks back.
"""

from dataclasses import dataclass, replace

from audio.frames import Samples
from bench.clips import RATE_HZ, blocks, sounds

AUDIBLE_DBFS = -45.0
SILENT_SECONDS = 0.4
"""Our voice has paused after so much silence; between two sentences it is a quarter second."""


@dataclass(frozen=True, slots=True)
class Block:
    """An audible stretch of at most 20 ms."""

    arrived: float
    began: float
    ended: float
    """When it is played, and cut short by a clear."""


class Phone:
    """What the caller hears. Moments given to it never go back."""

    def __init__(self) -> None:
        self.audible: list[Block] = []
        self.clears = 0
        self.cuts: list[float] = []
        """When a clear took sound away that would have been audible."""
        self.messages: dict[int, int] = {}
        """Media messages by their samples."""
        self._dry = 0.0
        """When all that came has been played."""
        self._marks: list[tuple[float, str]] = []

    def play(self, now: float, samples: Samples) -> None:
        self.messages[len(samples)] = self.messages.get(len(samples), 0) + 1
        at = max(now, self._dry)
        for block in blocks(samples):
            ended = at + len(block) / RATE_HZ
            if sounds(block, AUDIBLE_DBFS):
                self.audible.append(Block(now, at, ended))
            at = ended
        self._dry = at

    def clear(self, now: float) -> None:
        self.clears += 1
        if any(block.ended > now for block in self.audible):
            self.cuts.append(now)
        self.audible = [
            replace(block, ended=min(block.ended, now))
            for block in self.audible
            if block.began < now
        ]
        self._dry = min(self._dry, now)
        self._marks = [(min(due, now), name) for due, name in self._marks]

    def mark(self, now: float, name: str) -> None:
        self._marks.append((max(now, self._dry), name))

    def reached(self, now: float) -> list[str]:
        """Marks whose turn to be played has come; each once."""
        names = [name for due, name in self._marks if due <= now]
        self._marks = [(due, name) for due, name in self._marks if due > now]
        return names

    # -- what was heard ------------------------------------------------------------------------

    def onset(self, after: float) -> Block | None:
        """The first audible block that arrived, and began to be played, after this moment."""
        found = (b for b in self.audible if b.arrived > after and b.began > after)
        return next(found, None)

    def sounded(self, since: float, until: float) -> bool:
        """Whether anything was audible between these moments."""
        return any(block.began < until and block.ended > since for block in self.audible)

    def heard_until(self, since: float) -> float:
        """The end of the last audible sound, or `since` when there was none after it."""
        return max((block.ended for block in self.audible if block.ended > since), default=since)

    def fell_silent(self, since: float) -> float:
        """The end of the voice that sounded at `since`: what is next is a pause."""
        end = since
        for block in self.audible:
            if block.ended <= end:
                continue
            if block.began - end > SILENT_SECONDS:
                break
            end = block.ended
        return end

    def quiet_for(self, now: float) -> float:
        """Seconds since anything was audible; negative while there is more to be played."""
        return now - max((block.ended for block in self.audible), default=0.0)
