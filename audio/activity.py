"""Is someone speaking? A cheap gate on every 20 ms, a neural check only when it is open.

The gate asks two things of a block: is it louder than the line's own noise, and does
webrtcvad take it for a voice. It lets through nearly all speech and much that is none: hum,
ring tone, the first second of a fan. The neural score is asked then. A quiet line costs little
that way, which matters with many calls on two cores.

What the score takes for speech still may be music, a television or our own voice coming back:
after a second of loud sound that was no speech it must be quite sure; `audio/nearness.py` tells a
voice in the background by its level, `audio/echo.py` our own by what we sent.
"""

from collections import deque
from typing import Protocol

import numpy as np
import webrtcvad
from numpy.typing import NDArray

from audio.frames import AudioFrame, Samples
from audio.level import dbfs
from audio.nearness import Nearness

RATE_HZ = 16000
BLOCK = 320
"""Samples of the gate's step: 20 ms, which webrtcvad knows."""
WINDOW = 512
"""Samples of the neural check's step: 32 ms."""

STRICTNESS = 2
"""webrtcvad's mode: 0 and 1 take white noise for a voice, 3 drops soft speech."""

ON, OFF = 0.5, 0.35
"""Scores at which speech begins and ends; apart, so that a doubtful sound does not flutter."""

SURE = 0.92
"""Score at which speech begins after NOISE_BLOCKS of loud sound that was none. Music and drums
reach 0.9 for 0.2 s now and then; a caller who speaks over them is above this at once."""
NOISE_BLOCKS, NOISE_OF = 15, 100
"""0.3 s in 2 s: the score may be low at the edge of a word, never for so long while it is loud."""
NOISE_DB = -50.0
"""Softer is a line's own noise, which begins with the call, and no music."""

TONE_SHARE = 0.95
"""Part of the power in the two strongest lines of a spectrum: a key's tone has all of it there,
and for a moment a score of 0.5 to 0.7. At 0.85 soft callers are noticed 20 ms later."""
LINES = 2
TONE_BINS = 2
"""To each side of a line, in bins of 31 Hz: as wide as the window smears it."""

MARGIN_DB = 6.0
"""How far above the noise floor a block must be."""
QUIETEST_FLOOR_DB = -64.0
"""No line is taken to be quieter than this: A-law's own noise lies at about −70 dBFS."""
FLOOR_BLOCKS = 75
"""The floor is the quietest of the last 1.5 s: speech dips between words more often than that."""
HOLD_BLOCKS = 15
"""The gate stays open for 0.3 s, over soft sounds inside words."""

LEAD_WINDOWS = 4
"""Windows before the gate opened that the neural check hears first: it needs a run-up."""
RESET_WINDOWS = 63
"""Long sound that is no speech deafens Silero to the speech that follows. As pipecat does, its
state is reset every 2 s, but only after five windows below 0.1: never inside a word."""
CLEAR_WINDOWS = 5
CLEAR_SCORE = 0.1


class Score(Protocol):
    """The neural check on one call's sound; keeps a state from window to window."""

    def __call__(self, window: NDArray[np.float32]) -> float:
        """Probability of speech in the next 512 samples (float32, −1..1, 16 kHz)."""

    def reset(self) -> None:
        """Forget the sound so far."""


class Echo(Protocol):
    """Our own voice on its way back."""

    def explains(self, block: Samples) -> bool:
        """Are the next 320 samples nothing but what we said? Asked of every block, in order."""


class Gate:
    """May this be speech at all?"""

    def __init__(self) -> None:
        self._voice = webrtcvad.Vad(STRICTNESS)
        self._levels_db: deque[float] = deque(maxlen=FLOOR_BLOCKS)
        self._hold = 0
        self.loud = False
        """Was the last block louder than the line's own noise?"""

    @property
    def open(self) -> bool:
        return self._hold > 0

    @property
    def floor_db(self) -> float:
        """Level of the line's own noise, in dB below full scale."""
        return max(QUIETEST_FLOOR_DB, min(self._levels_db, default=QUIETEST_FLOOR_DB))

    def feed(self, block: Samples, level_db: float) -> bool:
        """Take the next 320 samples, at this level; return whether the gate is open now."""
        self._levels_db.append(level_db)
        self.loud = level_db > self.floor_db + MARGIN_DB
        # asked even of soft blocks: it learns the line's noise from them
        voice = self._voice.is_speech(block.tobytes(), RATE_HZ)
        self._hold = HOLD_BLOCKS if self.loud and voice else max(0, self._hold - 1)
        return self.open


class Activity:
    """Speech activity of one call."""

    def __init__(self, score: Score | None, echo: Echo | None = None) -> None:
        """Without a score the gate alone decides: enough where a model cannot be loaded.

        With an echo, which is told elsewhere what we send, our own voice is no speech.
        """
        self._score = score
        self._echo = echo
        self._gate = Gate()
        self.nearness = Nearness()
        self._blocks = np.empty(0, np.int16)
        """Sound that is not yet a whole block."""
        self._waiting = np.empty(0, np.int16)
        """Sound the neural check has not heard: a run-up while the gate is shut."""
        self._likely = False
        """What the neural check said last."""
        self._speaking = False
        self._noise: deque[bool] = deque(maxlen=NOISE_OF)
        """Of the last blocks: was it loud, and clearly no speech?"""
        self._last_score = 1.0
        self._since_reset = 0
        self._clear = 0

    def feed(self, frame: AudioFrame) -> bool:
        """Return whether the caller is speaking at the end of this frame.

        Raises ValueError for sound at another rate than 16 kHz.
        """
        if frame.rate_hz != RATE_HZ:
            raise ValueError(
                f"expected sound at {RATE_HZ} Hz, got {frame.rate_hz} Hz; resample it first"
            )
        if len(frame.samples) == BLOCK and not len(self._blocks):
            self._take(frame.samples)  # nearly always: no copy
            return self._speaking
        self._blocks = np.concatenate((self._blocks, frame.samples))
        while len(self._blocks) >= BLOCK:
            block, self._blocks = self._blocks[:BLOCK], self._blocks[BLOCK:]
            self._take(block)
        return self._speaking

    def _take(self, block: Samples) -> None:
        was_open = self._gate.open or self._likely
        level_db = dbfs(block)
        is_open = self._gate.feed(block, level_db)
        if self._score is None:
            self._likely = is_open
        else:
            self._ask(self._score, block, was_open, is_open)
            loud = is_open and self._gate.loud and level_db > NOISE_DB
            self._noise.append(loud and self._last_score < CLEAR_SCORE)
        ours = self._echo is not None and self._echo.explains(block)
        near = self.nearness.feed(level_db, self._likely and not ours)
        self._speaking = self._likely and near and not ours

    def _ask(self, score: Score, block: Samples, was_open: bool, is_open: bool) -> None:
        self._waiting = np.concatenate((self._waiting, block))
        if not (is_open or self._likely):  # speech that has begun is the neural check's to end
            self._waiting = self._waiting[-LEAD_WINDOWS * WINDOW :]
            return
        if not was_open:
            self._reset(score)
        while len(self._waiting) >= WINDOW:
            window, self._waiting = self._waiting[:WINDOW], self._waiting[WINDOW:]
            self._judge(score, window)

    def _judge(self, score: Score, window: Samples) -> None:
        sound = window.astype(np.float32) / np.float32(32768)
        likely = score(sound)
        on = SURE if sum(self._noise) >= NOISE_BLOCKS else ON
        if not self._likely and on <= likely < SURE and few_tones(sound):
            on = SURE
        self._likely = likely >= (OFF if self._likely else on)
        self._last_score = likely
        self._since_reset += 1
        self._clear = self._clear + 1 if likely < CLEAR_SCORE else 0
        if self._since_reset >= RESET_WINDOWS and self._clear >= CLEAR_WINDOWS:
            self._reset(score)

    def _reset(self, score: Score) -> None:
        score.reset()
        self._since_reset = 0
        self._clear = 0


def few_tones(sound: NDArray[np.float32]) -> bool:
    """Is the sound a few pure tones, as those of a key, a horn or a line that rings?"""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    total = float(power.sum())
    lines = 0.0
    for _ in range(LINES):
        at = int(power.argmax())
        around = slice(max(0, at - TONE_BINS), at + TONE_BINS + 1)
        lines += float(power[around].sum())
        power[around] = 0
    return lines > TONE_SHARE * total
