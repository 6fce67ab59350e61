"""Is it the caller who speaks, or someone behind the caller? Told by loudness alone.

A handset hears its own speaker 15 to 20 dB louder than a television or a person across the room.
So once we know how loud this caller is, whatever is much softer is no turn; and a caller's
word is over when it has faded so far, long before a speech detector is sure of it.
Before the caller has spoken there is nothing to compare with: any voice that stands out from
the line's own noise may be a soft caller, and is heard.

Counts blocks of 20 ms; knows no clock.
"""

import math
from collections import deque

BEHIND_DB = 12.0
"""A block this much softer than the caller's usual level is not the caller's. Syllables of one
speaker differ by 10 dB, a television across the room is 15 to 20 dB below."""
ABOVE_FLOOR_DB = 4.0
"""What is not this much above the line's noise says nothing."""
HOLD_BLOCKS = 4
"""Near is near for 80 ms: the closure of a p, t or k is no end."""
LEARNED_BLOCKS = 15
"""0.3 s of speech tell how loud a caller is; a cough does not."""
MEMORY_BLOCKS = 100
"""The usual level is the mean power of about the last 2 s of speech: a shout fades from it."""
FLOOR_PIECE_BLOCKS, FLOOR_PIECES = 25, 10
"""The floor is the quietest block of 5 s: a long 'eh' of one level lasts less."""
DISMISSED_DB = 6.0
"""After sound that proved to be no caller, a voice must be this much louder to be one."""
FORGIVEN_DB = 6.0
"""Each time nobody answers, the caller may be this much farther from the handset."""


class Nearness:
    """How loud one caller is, learned from what was taken for speech."""

    def __init__(self) -> None:
        self._power = 0.0
        """Mean power of the caller's speech, full scale 1; after LEARNED_BLOCKS of it."""
        self._learned = 0
        self._least_db = -math.inf
        """Set by sound that proved to be no caller."""
        self._since_near = HOLD_BLOCKS
        self._piece: deque[float] = deque(maxlen=FLOOR_PIECES)
        self._lowest_db = math.inf
        self._in_piece = 0

    @property
    def caller_db(self) -> float | None:
        """Level of the caller's speech in dB below full scale; None before it is known."""
        return 10 * math.log10(self._power) if self._learned >= LEARNED_BLOCKS else None

    @property
    def near(self) -> bool:
        """Was there sound in the last 80 ms that is loud enough for the caller?"""
        return self._since_near < HOLD_BLOCKS

    def feed(self, level_db: float, speech: bool) -> bool:
        """Take the level of the next 20 ms and whether it sounded like speech; return `near`."""
        enough = level_db >= self._threshold_db()
        self._count_floor(level_db)
        self._since_near = 0 if enough else self._since_near + 1
        if speech and enough:
            self._learn(10 ** (level_db / 10))
        return self.near

    def dismiss(self, level_db: float) -> None:
        """Speech at this level was nobody's to us: be deaf to the like of it."""
        known = self.caller_db
        most = math.inf if known is None else known - BEHIND_DB / 2  # never deaf to the caller
        self._least_db = max(self._least_db, min(level_db + DISMISSED_DB, most))

    def forgive(self) -> None:
        """Nobody answered: listen farther away than before."""
        self._power *= 10 ** (-FORGIVEN_DB / 10)
        self._least_db -= FORGIVEN_DB

    def _threshold_db(self) -> float:
        floor_db = min(self._lowest_db, *self._piece) if self._piece else self._lowest_db
        known = self.caller_db
        return max(
            floor_db + ABOVE_FLOOR_DB if math.isfinite(floor_db) else -math.inf,
            -math.inf if known is None else known - BEHIND_DB,
            self._least_db,
        )

    def _learn(self, power: float) -> None:
        self._learned += 1
        weight = max(1 / self._learned, 1 / MEMORY_BLOCKS)
        self._power += weight * (power - self._power)

    def _count_floor(self, level_db: float) -> None:
        self._lowest_db = min(self._lowest_db, level_db)
        self._in_piece += 1
        if self._in_piece >= FLOOR_PIECE_BLOCKS:
            self._piece.append(self._lowest_db)
            self._lowest_db, self._in_piece = math.inf, 0
