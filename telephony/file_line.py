"""A line without a telephone: sound files are the caller's turns, in real time.

It behaves as a telephone does: 20 ms frames of G.711 sound each way, what arrives is played in
order, `clear` drops what was not yet played, and marks come back when they were played.
"""

import asyncio
import uuid
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from audio.frames import AudioFrame, LineEvent, Played, Samples
from audio.g711 import through_alaw

RATE_HZ = 8000
FRAME_SAMPLES = 160
FRAME_SECONDS = FRAME_SAMPLES / RATE_HZ

LOUD = 300
"""Sample value above which the caller hears something: -41 dBFS."""
QUIET_SECONDS = 1.2
"""Our silence after which the caller takes the turn, or hangs up after the last."""
PATIENCE_SECONDS = 30.0
"""A caller who hears nothing at all for so long goes on, or hangs up; longer than a busy desk
takes to say that it is busy."""


@dataclass(slots=True)
class _Phone:
    """What the far end has been sent and not yet played; counts samples."""

    sound: Samples = field(default_factory=lambda: np.zeros(0, np.int16))
    marks: deque[tuple[int, str]] = field(default_factory=deque)
    """How much sound was sent before each."""
    sent: int = 0
    played: int = 0

    def take(self, samples: Samples) -> None:
        self.sound = np.concatenate((self.sound, samples))
        self.sent += len(samples)

    def clear(self) -> None:
        """Drop what was not played; its marks come back at once, as from a telephone."""
        self.sound = self.sound[:0]
        self.sent = self.played
        self.marks = deque((self.played, name) for _, name in self.marks)

    def play(self) -> Samples:
        """The next 20 ms that the caller hears."""
        frame, self.sound = self.sound[:FRAME_SAMPLES], self.sound[FRAME_SAMPLES:]
        self.played += len(frame)
        return np.pad(frame, (0, FRAME_SAMPLES - len(frame)))

    def marks_played(self) -> list[str]:
        names = []
        while self.marks and self.marks[0][0] <= self.played:
            names.append(self.marks.popleft()[1])
        return names


class FileLine:
    """Each of `turns` (8 kHz) is spoken once the desk has said something and fallen silent."""

    kind = "file"
    caller = None
    called = None
    out_rate_hz = RATE_HZ

    def __init__(self, turns: Sequence[Samples], clock: Callable[[], float] | None = None) -> None:
        self.id = f"file-{uuid.uuid4().hex[:12]}"
        self._turns = deque(through_alaw(turn) for turn in turns)
        self._clock = clock or asyncio.get_running_loop().time
        self._phone = _Phone()
        self._speaking: Samples = np.zeros(0, np.int16)
        self._answered = False
        self._quiet_seconds = 0.0
        self._over = False
        self._heard: list[Samples] = []

    async def receive(self) -> AsyncIterator[LineEvent]:
        due = self._clock()
        while not self._over:
            due += FRAME_SECONDS
            await asyncio.sleep(max(0.0, due - self._clock()))
            self._listen(self._phone.play())
            for name in self._phone.marks_played():
                yield Played(name)
            yield AudioFrame(self._speak(), RATE_HZ)

    async def play(self, frame: AudioFrame) -> None:
        if frame.rate_hz != RATE_HZ:
            raise ValueError(f"expected sound at {RATE_HZ} Hz, got {frame.rate_hz} Hz")
        self._phone.take(through_alaw(frame.samples))

    async def mark(self, name: str) -> None:
        self._phone.marks.append((self._phone.sent, name))

    async def clear(self) -> None:
        self._phone.clear()

    async def caption(self, speaker: str, text: str) -> None:
        """Nothing to show it on."""

    async def hang_up(self) -> None:
        self._over = True

    @property
    def heard(self) -> Samples:
        """All that the caller heard, from the moment of answering, at 8 kHz."""
        return np.concatenate(self._heard) if self._heard else np.zeros(0, np.int16)

    def _listen(self, frame: Samples) -> None:
        self._heard.append(frame)
        if np.abs(frame.astype(np.int32)).max(initial=0) > LOUD or len(self._phone.sound):
            self._quiet_seconds, self._answered = 0.0, True
        else:
            self._quiet_seconds += FRAME_SECONDS

    def _speak(self) -> Samples:
        """The caller's next 20 ms: speech, or silence while listening."""
        if not len(self._speaking):
            self._take_turn()
        frame, self._speaking = self._speaking[:FRAME_SAMPLES], self._speaking[FRAME_SAMPLES:]
        if len(frame):
            self._quiet_seconds, self._answered = 0.0, False
        return np.pad(frame, (0, FRAME_SAMPLES - len(frame)))

    def _take_turn(self) -> None:
        waited = QUIET_SECONDS if self._answered else PATIENCE_SECONDS
        if self._quiet_seconds < waited:
            return
        if self._turns:
            self._speaking = self._turns.popleft()
        else:
            self._over = True
