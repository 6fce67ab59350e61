"""Did somebody say something to us here, though nobody knows what?

A turn without words is a caller who mumbled, and wants to be told so; or it is a bar of music, a
horn, a voice across the room, and must not make us speak. A caller who mumbles stands out from
what sounds around the words, and for longer than a beat; what only comes and goes a little in a
louder whole is the whole.
"""

import numpy as np
from numpy.typing import NDArray

from audio.frames import Samples
from audio.level import levels_db
from audio.nearness import BEHIND_DB

BLOCK = 320
"""20 ms at 16 kHz."""
LEAST_DB = -80.0
"""Digital silence."""
APART_DB = 10.0
"""How far the loudest tenth is above the quietest: a caller 10 dB above a noise reaches 12 to 15,
a clean one 30, the stretches of music and babble that were taken for a turn 5 to 8."""
LEAST_SECONDS = 0.36
"""A mumbled word lasts longer; a beat or a cough does not."""
UNDER_LOUDEST_DB = 12.0
"""What is within this of the loudest blocks is the word itself."""


def addressed(samples: Samples, caller_db: float | None = None) -> bool:
    """May the 16 kHz sound of a whole turn, run-up and end included, be words for us?

    `caller_db` is the caller's usual level, where it is known.
    """
    each_db = levels_db(samples, BLOCK, LEAST_DB)
    if not len(each_db):
        return False
    loudest = _loudest(each_db)
    word = np.count_nonzero(each_db > loudest - UNDER_LOUDEST_DB) * BLOCK / 16000
    apart = loudest - float(np.percentile(each_db, 10)) >= APART_DB
    near = caller_db is None or loudest >= caller_db - BEHIND_DB / 2
    return bool(apart and near and word >= LEAST_SECONDS)


def loudest_db(samples: Samples) -> float:
    """Level that a tenth of the 20 ms blocks is above, in dB below full scale; at least a block."""
    return _loudest(levels_db(samples, BLOCK, LEAST_DB))


def _loudest(each_db: NDArray[np.float32]) -> float:
    return float(np.percentile(each_db, 90))
