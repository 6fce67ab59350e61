"""Is it speech at all, and has someone said these words?

Whisper never says "nothing": given silence or noise it writes a subtitle it has often seen.
Three things stand in the way, cheapest first: sound without anything that stands out is not
decoded at all; words that the model itself finds unlikely, doubts to be speech, or repeats
are dropped; and a short list catches the few subtitles of which it is sure.
"""

import numpy as np

from audio.frames import Samples
from audio.level import levels_db

RATE_HZ = 16000
BLOCK = RATE_HZ // 50
SILENCE_DB = -100.0
QUIETEST_DB = -55.0
"""Softer than the softest callers, louder than the noise of any line."""
STANDS_OUT_DB = 6.0
"""Steady noise and hum vary by 1 or 2 dB from block to block, speech by 20 and more."""
STANDS_OUT_BLOCKS = 5
"""0.1 s: a 'ja' lasts twice as long, a click half as long."""

NO_SPEECH = 0.6
"""OpenAI's figure. Noise gives 0.7 to 0.8, a short word with an accent up to 0.4."""
DOUBTED = 0.6
"""Where the model takes sound for no speech, its words need at least this confidence."""
UNLIKELY = 0.2
"""Words with less confidence are invented, whatever the sound."""
REPETITIVE = 2.4
"""Compression ratio of text that runs in a circle; OpenAI's figure."""

SUBTITLES = frozenset(
    {
        "bedankt voor het kijken",
        "dank u voor het kijken",
        "muziek",
        "ondertiteld door de amara.org gemeenschap",
        "ondertitels ingediend door de amara.org gemeenschap",
        "ondertiteling door de amara.org gemeenschap",
        "subtitles by the amara.org community",
        "thanks for watching",
        "thank you for watching",
        "tv gelderland 2021",
        "music",
    }
)
"""What no caller says and Whisper writes under noise. Last resort: whole texts only."""


def stands_out(samples: Samples) -> bool:
    """Is there anything in the sound that may be speech: loud enough, and not steady?"""
    each_db = levels_db(samples, BLOCK, SILENCE_DB)
    if len(each_db) < STANDS_OUT_BLOCKS:
        return False
    least_db = max(QUIETEST_DB, float(np.percentile(each_db, 10)) + STANDS_OUT_DB)
    return int(np.count_nonzero(each_db > least_db)) >= STANDS_OUT_BLOCKS


def credible(text: str, confidence: float, no_speech: float, repetition: float) -> bool:
    """Has someone said these words, as far as the model's own figures tell?"""
    if confidence < UNLIKELY or repetition > REPETITIVE:
        return False
    if no_speech > NO_SPEECH and confidence < DOUBTED:
        return False
    if not any(letter.isalnum() for letter in text):
        return False
    return text.lower().strip(" .!?*-[]()\"'") not in SUBTITLES
