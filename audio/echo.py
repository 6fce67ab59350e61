"""Is what we hear nothing but our own voice, come back from a loudspeaker?

We know what we sent. It comes back later (a network and a room: up to 0.6 s, the same all through
a call), softer, duller and with reverberation; a codec and a network leave nothing of its phase,
so it is compared as loudness in eight bands, every 20 ms. The delay is where both go up and down
together; the loss in each band is learned there. What is then much louder than the echo that we
expect, in enough of its bands, is the caller, also while we speak.

An echo canceller (WebRTC's, in `pywebrtc-audio` 0.2.0) would give back the caller's sound without
ours. It was left out: it costs 8 ms of a core for each second of every call, needs a loop without
gaps, and changes what the recogniser hears. Here nothing of the sound is touched.

Counts blocks; knows no clock. What was sent is taken up at the pace at which sound is heard, so
that sound may be sent in bursts ahead of the ear.
"""

from collections import deque
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audio.frames import AudioFrame, Samples

HEARD_HZ = 16000
STEP_SECONDS = 0.02
EDGES_HZ = (250, 500, 750, 1050, 1400, 1850, 2450, 3100)
"""Where the bands begin; the last goes on to 3.6 kHz, where the telephone ends."""
TOP_HZ = 3600
BIN_HZ = 50
"""Of a spectrum of 20 ms, at any rate."""

LAGS = 31
"""Delays that are tried: 0 to 0.6 s."""
TAIL = 10
"""Steps for which a room keeps sounding."""
TAIL_DB = 2.0
"""What it loses in each: a reverberation of 0.6 s."""
MEMORY = 60
"""Steps over which both are compared: 1.2 s holds three or four syllables and a gap."""
LEARN_EVERY, RELEARN_EVERY = 5, 20
"""Steps between two searches for the delay, before and after it was found."""
ALIKE = 0.6
"""Correlation of an echo with what was sent: 0.64 and more at a loss of 10 to 30 dB."""
ALIKE_TIMES = 3
"""Searches in a row that must find the same delay: people who talk at once keep time by chance."""
ALIKE_TIMES_LATE, LATE_DB = 12, 10.0
"""Where our voice has been known not to come back so loud: by that much, they must find it over
and over. A caller may turn to a loudspeaker, and a caller who talks is likelier."""
SPREAD_DB = 4.5
"""An echo's loss is nearly the same all the time, 2 to 4 dB about its middle; two people who
happen to keep time are 5 to 13 dB apart."""
FLOOR_DB = -70.0
"""Softer is silence: a line's own noise goes up and down with nothing."""
SILENT_PEAK = 8
"""No band of a block that is nowhere above this reaches the floor; A-law's silence is 8."""
MARGIN_DB = 6.0
"""How much louder than the expected echo a band must be to be somebody else."""
OTHERS_SHARE = 0.3
"""Part of the power that must be somebody else's."""
OTHERS_BANDS, FAR_ABOVE_DB = 2, 12.0
"""A caller is in several bands at once, or far above the echo in one; in a reverberant room the
harmonics of our own voice add up to 8 dB in one now and then."""
UNKNOWN_LOSS_DB = 8.0
"""Before the loss is known, what is this much softer than anything we said is taken for us."""
LOUD_DB = 20.0
"""The loss is learned where we are at most this much softer than our loudest."""
LOSS_QUANTILE = 0.4
"""Rather too little loss: a room adds up what was said before."""
OTHERS_STEPS, OTHERS_OF = 3, 5
"""Somebody else in three steps of five is there ..."""
OTHERS_HOLD = 8
"""... and stays for 0.16 s: their voice and ours take turns in being the louder."""
AHEAD_STEPS = 100
"""2 s of what was sent may wait to be heard; more is that of a line on which nothing comes back,
and its oldest is dropped."""

Bands = NDArray[np.float64]
"""Power of the eight bands in dB below full scale, soft ones raised to FLOOR_DB."""


class EchoGuard:
    """The echo of one call. Feed `sent` what goes to the line, and ask `explains` of what comes."""

    def __init__(self) -> None:
        self._queue: deque[Bands] = deque()
        self._ahead: deque[Samples] = deque()
        """Blocks that were sent after those of the queue; their bands are reckoned many at once."""
        self._rest: Samples = np.zeros(0, np.int16)
        self._sent = np.full((MEMORY + LAGS + TAIL + 1, len(EDGES_HZ)), FLOOR_DB)
        """What was at the line in each of the last steps, the newest last."""
        self._heard = np.full((MEMORY, len(EDGES_HZ)), FLOOR_DB)
        self._sounding = 0
        """Steps during which an echo may still come."""
        self._steps = 0
        self._lag: int | None = None
        self._found: deque[int] = deque(maxlen=ALIKE_TIMES_LATE)
        """What the last searches found, as long as they were sure."""
        self._loss = np.full(len(EDGES_HZ), UNKNOWN_LOSS_DB)
        self._others: deque[bool] = deque(maxlen=OTHERS_OF)
        self._hold = 0
        """Steps for which somebody else is taken to go on."""

    @property
    def delay_seconds(self) -> float | None:
        """After which our voice comes back; None as long as none was noticed."""
        return None if self._lag is None else self._lag * STEP_SECONDS

    def sent(self, frame: AudioFrame) -> None:
        """Take sound that goes to the caller: any rate, any length, in order."""
        step = round(frame.rate_hz * STEP_SECONDS)
        sound = np.concatenate((self._rest, frame.samples))
        whole = len(sound) // step * step
        if self._ahead and len(self._ahead[-1]) != step:  # the line has another rate now
            self._reckon()
        self._ahead.extend(sound[:whole].reshape(-1, step))
        self._rest = sound[whole:]
        while len(self._queue) + len(self._ahead) > AHEAD_STEPS:
            (self._queue or self._ahead).popleft()

    def clear(self) -> None:
        """What was sent ahead and is not yet heard will not be played."""
        self._queue.clear()
        self._ahead.clear()
        self._rest = self._rest[:0]

    def explains(self, block: Samples) -> bool:
        """Are the next 20 ms at 16 kHz nothing but our own voice? Raises ValueError otherwise."""
        if len(block) != round(HEARD_HZ * STEP_SECONDS):
            raise ValueError(f"expected 320 samples, 20 ms at {HEARD_HZ} Hz, got {len(block)}")
        if not (self._queue or self._ahead or self._sounding):
            return False  # an idle line costs nothing
        heard = _SILENCE if np.abs(block).max() <= SILENT_PEAK else bands(block.reshape(1, -1))[0]
        self._advance(heard)
        if not self._sounding:
            return False
        self._steps += 1
        if self._steps % (LEARN_EVERY if self._lag is None else RELEARN_EVERY) == 0:
            self._learn()
        self._others.append(not self._is_ours(heard))
        self._hold = OTHERS_HOLD if sum(self._others) >= OTHERS_STEPS else max(0, self._hold - 1)
        return not self._others[-1] and not self._hold

    def _reckon(self) -> None:
        self._queue.extend(bands(np.stack(self._ahead)))
        self._ahead.clear()

    def _advance(self, heard: Bands) -> None:
        if not self._queue and self._ahead:
            self._reckon()
        self._sent[:-1] = self._sent[1:]
        self._sent[-1] = self._queue.popleft() if self._queue else FLOOR_DB
        self._heard[:-1] = self._heard[1:]
        self._heard[-1] = heard
        loud = bool(self._sent[-1].max() > FLOOR_DB)
        self._sounding = LAGS + TAIL if loud else max(0, self._sounding - 1)

    def _is_ours(self, heard: Bands) -> bool:
        if heard is _SILENCE:
            return True
        expected = self._reference() - self._loss
        power = 10 ** (heard / 10)
        above = heard - np.maximum(expected, FLOOR_DB)
        others = above > MARGIN_DB
        if others.sum() < OTHERS_BANDS and above.max() < FAR_ABOVE_DB:
            return True
        return bool(power[others].sum() < OTHERS_SHARE * power.sum())

    def _reference(self) -> Bands:
        """What we said that may sound now, each earlier step fainter."""
        if self._lag is None:
            return np.asarray(self._sent[-LAGS - TAIL :].max(axis=0))
        end = len(self._sent) - self._lag + 1  # one step too early does no harm
        recent = self._sent[max(0, end - TAIL) : min(end, len(self._sent))]
        fainter = TAIL_DB * np.maximum(np.arange(len(recent))[::-1] - 2, 0)
        return np.asarray((recent - fainter[:, None]).max(axis=0))

    def _learn(self) -> None:
        """Find the delay at which what is heard follows what was sent."""
        windows = np.lib.stride_tricks.sliding_window_view(self._sent, MEMORY, axis=0)
        sent = windows[::-1][:LAGS].transpose(0, 2, 1)  # lag, step, band
        if np.ptp(self._sent[:, 1]) < LOUD_DB:
            return  # nothing that comes and goes
        sent_moves = sent - sent.mean(axis=1, keepdims=True)
        heard_moves = self._heard - self._heard.mean(axis=0)
        scale = np.sqrt((sent_moves**2).sum(axis=(1, 2)) * (heard_moves**2).sum()) + 1e-9
        alike = np.einsum("lsb,sb->l", sent_moves, heard_moves) / scale
        best = int(alike.argmax())
        if alike[best] < ALIKE:
            self._found.clear()
        else:
            self._found.append(best)
        if self._found_last(ALIKE_TIMES):
            self._learn_loss(best, sent[best])
        if self._lag is None:
            self._bound_loss()

    def _found_last(self, times: int) -> bool:
        last = list(self._found)[-times:]
        return len(last) == times and max(last) - min(last) <= 1

    def _bound_loss(self) -> None:
        """No delay found: what did not come back by now is lost by this much at least."""
        came_back = self._sent[:MEMORY].max(axis=0) - self._heard.max(axis=0)
        self._loss = np.maximum(self._loss, came_back)

    def _learn_loss(self, lag: int, sent: Bands) -> None:
        loud = sent > sent.max(axis=0) - LOUD_DB
        loss = np.where(loud, sent - self._heard, np.nan)
        middle = np.nanquantile(loss, LOSS_QUANTILE, axis=0)
        if np.nanmedian(np.abs(loss - middle)) > SPREAD_DB:
            return
        louder = np.median(self._loss - middle) > LATE_DB
        if not louder or self._found_last(ALIKE_TIMES_LATE):
            self._lag, self._loss = lag, middle


_SILENCE: Bands = np.full(len(EDGES_HZ), FLOOR_DB)


@cache
def _window(length: int) -> NDArray[np.float64]:
    """So that a band's power is that of its sound, full scale 1."""
    return np.hanning(length) * 4 / (length * 32768)


_STARTS = [hz // BIN_HZ for hz in EDGES_HZ]


def bands(blocks: NDArray[np.int16]) -> Bands:
    """Loudness in bands of each row of 20 ms, as one row of eight."""
    spectrum = np.fft.rfft(blocks * _window(blocks.shape[1]))[:, : TOP_HZ // BIN_HZ]
    power = np.add.reduceat(spectrum.real**2 + spectrum.imag**2, _STARTS, axis=1)
    return np.asarray(np.maximum(10 * np.log10(power + 1e-12), FLOOR_DB))
