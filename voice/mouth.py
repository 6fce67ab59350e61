"""The mouth of one call: what is to be said, in order, at the pace of a telephone.

A mark after each sentence tells what the far end has really played, where the line can tell.
How sound gets to the ear, and is held there, is `voice/playback.py`.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from loguru import logger

from audio.frames import AudioFrame, Samples
from dialog.acts import Say
from dialog.events import Event, Failed, Measured
from voice.ears import Clock, TurnTimes
from voice.manner import Manner
from voice.playback import FRAME_SECONDS, Playback
from voice.speaker import Spoken
from voice.utterance import Utterance
from voice.voices import SPEAKING_HZ

MARK_SECONDS = 1.0
"""How long past our own clock we wait for word that all was played."""
MAKING_SECONDS = 10.0
"""A sentence that takes longer to make is taken for one that cannot be made."""


class Ahead(Protocol):
    """Sound that was begun before it is known whether it will be said."""

    def drop(self) -> None:
        """It is not wanted any more, or was said."""


class Voices(Protocol):
    """What all calls share to speak with."""

    def speak(self, say: Say, manner: Manner) -> AsyncGenerator[Spoken, None]:
        """Sentence by sentence, so that the first is heard while the next is made."""

    def ahead(self, say: Say, manner: Manner) -> Ahead:
        """Begin the first sentence of what may be said in a moment; who asked must `drop` it."""


class Out(Protocol):
    """Where the sound goes: the rest of the pipeline, and at its end the line."""

    async def play(self, frame: AudioFrame) -> None: ...

    async def mark(self, name: str) -> None: ...

    async def clear(self) -> None:
        """Drop what was given to `play` and is not yet heard."""

    async def hang_up(self) -> None: ...

    async def connect(self) -> None:
        """Hand the caller over to the agent; nothing is said after this."""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the mouth tells what: events for the conversation, and whether we sound."""

    event: Callable[[Event], Awaitable[None]]
    sounding: Callable[[bool, bool], Awaitable[None]]
    """Whether our voice is at the caller's ear, and whether this is the last we have to say."""


class Mouth:
    """Says what it is given, in order. Who made it runs `run` and cancels it at the end."""

    def __init__(
        self, voices: Voices, out: Out, told: Told, clock: Clock, rate_hz: int = SPEAKING_HZ
    ) -> None:
        self._voices = voices
        self._out = out
        self._told = told
        self._clock = clock
        self._rate_hz = rate_hz
        self._manner = Manner()
        self._queue: deque[tuple[Utterance, Manner]] = deque()
        self._current: Utterance | None = None
        self._ahead: tuple[Say, Ahead] | None = None
        self._speaking: asyncio.Task[None] | None = None
        self._hang_up_after = self._connect_after = False
        self._wake = asyncio.Event()
        self._playback = Playback(out, clock.seconds, rate_hz)
        self._breathe = False
        """What was sent last was a sentence to its end."""
        self._sounding = (False, False)
        self._failures = 0
        self._marks = 0
        self._marks_come_back = False
        self._all_played = asyncio.Event()

    # -- what is asked of it ----------------------------------------------------------------

    def say(self, say: Say, times: TurnTimes | None = None) -> None:
        self._queue.append((Utterance(say, times, self._clock.seconds()), self._manner))
        self._wake.set()

    def prepare(self, say: Say) -> None:
        """Be ready to say this, and no more to say what was prepared before."""
        before, self._ahead = self._ahead, (say, self._voices.ahead(say, self._manner))
        if before is not None:  # afterwards: the same words are then not begun twice
            before[1].drop()

    def manner(
        self, rate: float | None = None, gain_db: float | None = None, clear: bool | None = None
    ) -> None:
        """Speak in this manner from the next `say` on; what is None stays as it is."""
        before = self._manner
        self._manner = Manner(
            before.rate if rate is None else rate,
            before.gain_db if gain_db is None else gain_db,
            before.clear if clear is None else clear,
        )

    def hang_up_when_done(self) -> None:
        self._hang_up_after = True
        self._wake.set()

    def connect_when_done(self) -> None:
        self._connect_after = True
        self._wake.set()

    async def hush(self, *, everything: bool = False) -> None:
        """Fall silent, and drop what waited; protected sentences stay unless `everything` stops.

        Returns when it was told what had been said of each.
        """
        if everything:
            self._connect_after = False  # whoever hushes us has something else to say
        dropped = [each for each, _ in self._queue if everything or not each.say.protected]
        self._queue = deque(pair for pair in self._queue if pair[0] not in dropped)
        current = self._current
        if current is not None and (everything or not current.say.protected):
            await self._cut(current)
        for utterance in dropped:
            await self._told.event(utterance.said(self._clock.now(), 0.0))

    async def hold(self) -> None:
        """Fall silent for a moment: somebody speaks. A protected sentence goes on."""
        if self._current is not None and not self._current.say.protected:
            await self._playback.hold()

    def go_on(self) -> None:
        """It was nothing: from the sample that was heard last."""
        self._playback.go_on()

    def played(self, mark: str) -> None:
        """The far end has played all sound up to this mark."""
        self._marks_come_back = True
        if mark == self._mark:
            self._all_played.set()

    # -- saying ----------------------------------------------------------------------------

    async def run(self) -> None:
        """Say what is queued, until it has hung up or is cancelled."""
        try:
            await self._say_all()
        finally:
            self._unprepare()

    async def _say_all(self) -> None:
        while True:
            while not self._queue:
                if self._hang_up_after:
                    await self._out.hang_up()
                    return
                if self._connect_after:
                    await self._out.connect()
                    return
                self._wake.clear()
                await self._wake.wait()
            await self._utter(*self._queue.popleft())

    async def _utter(self, utterance: Utterance, manner: Manner) -> None:
        """Speak one Say and tell what was heard of it, also when it is cut off."""
        speaking = asyncio.create_task(self._speak(utterance, manner), name="speak")
        self._current, self._speaking = utterance, speaking
        try:
            await asyncio.wait([speaking])  # which, unlike await, tells its end from our own
            await self._tell(utterance, speaking)
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)
            self._current = None
            if self._ahead is not None and self._ahead[0] == utterance.say:
                self._unprepare()
            utterance.over.set()

    def _unprepare(self) -> None:
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            ahead[1].drop()

    async def _cut(self, utterance: Utterance) -> None:
        """Stop in the middle, if it is not over already."""
        if self._speaking is not None and self._speaking.cancel():
            unheard = self._playback.unheard_seconds
            utterance.played_seconds = max(0.0, utterance.sent_seconds - unheard)
            self._breathe = False
            await self._playback.cut()
        await utterance.over.wait()

    async def _tell(self, utterance: Utterance, speaking: "asyncio.Task[None]") -> None:
        cut = speaking.cancelled()
        error = None if cut else speaking.exception()
        if not cut:
            utterance.played_seconds = utterance.sent_seconds
        if cut or error or not self._queue:
            await self._sound(False, False)
        await self._told.event(utterance.said(self._clock.now(), utterance.played_seconds))
        if error:  # an engine's fault must not end the call
            logger.opt(exception=error).error("speaking failed")
            await self._fail()

    async def _speak(self, utterance: Utterance, manner: Manner) -> None:
        async with aclosing(self._voices.speak(utterance.say, manner)) as sentences:
            while spoken := await self._next(sentences):
                await self._measure(utterance, spoken)
                await self._send(utterance, spoken, manner.gap_seconds)
        utterance.whole = True
        await self._drained()

    async def _next(self, sentences: AsyncGenerator[Spoken, None]) -> Spoken | None:
        async with asyncio.timeout(MAKING_SECONDS):
            return await anext(sentences, None)

    async def _send(self, utterance: Utterance, spoken: Spoken, gap_seconds: float) -> None:
        frames = _frames(spoken.samples, self._rate_hz)
        silence = [_silence(self._rate_hz)] * self._missing_frames(gap_seconds)
        await self._sound(True, not self._queue)
        for frame in silence:
            await self._playback.play(frame)
            utterance.wait(FRAME_SECONDS)
        utterance.begin(spoken.text, len(frames) * FRAME_SECONDS)
        for frame in frames:
            await self._playback.play(frame)
            utterance.sent(FRAME_SECONDS)
        self._breathe = True
        self._marks += 1
        self._all_played.clear()
        await self._out.mark(self._mark)

    async def _drained(self) -> None:
        """Wait until all was heard: by our clock, and by the mark where the line gives marks."""
        await self._playback.heard()
        if self._marks_come_back:
            try:
                async with asyncio.timeout(MARK_SECONDS):
                    await self._all_played.wait()
            except TimeoutError:
                self._marks_come_back = False  # do not wait for each, until one comes again

    @property
    def _mark(self) -> str:
        """Name of the last mark that was sent."""
        return f"s{self._marks}"

    def _missing_frames(self, gap_seconds: float) -> int:
        """Silence still to come after the sentence before, in frames."""
        silent = max(0.0, self._clock.seconds() - self._playback.heard_until)
        return round(max(0.0, gap_seconds - silent) / FRAME_SECONDS) if self._breathe else 0

    async def _fail(self) -> None:
        """One step down: fixed sentences are there already. When even those fail, we hang up."""
        self._failures += 1
        if self._failures > 1:
            self._queue.clear()
            self._hang_up_after = not self._connect_after  # the agent has a voice
            return
        await self._told.event(Failed(at=self._clock.now(), part="speaking"))

    async def _measure(self, utterance: Utterance, spoken: Spoken) -> None:
        times, utterance.times = utterance.times, None
        if times is None:
            return
        now = self._clock.seconds()
        loud = max(now, self._playback.heard_until) + _first_sound_seconds(
            spoken.samples, self._rate_hz
        )
        await self._told.event(
            Measured(
                at=self._clock.now(),
                endpoint=_ms(times.ended - times.last_sound),
                recognise=_ms(times.recognised - times.ended),
                think=_ms(utterance.asked_at - times.recognised),
                speak=_ms(now - utterance.asked_at),
                first_audio=_ms(loud - times.last_sound),
            )
        )

    async def _sound(self, sounding: bool, last: bool) -> None:
        if (sounding, last) != self._sounding:
            self._sounding = (sounding, last)
            await self._told.sounding(sounding, last)


def _frames(samples: Samples, rate_hz: int) -> list[Samples]:
    """Frames of 20 ms; the last one is filled up with silence."""
    size = round(rate_hz * FRAME_SECONDS)
    sound = np.pad(samples, (0, -len(samples) % size))
    return [sound[at : at + size] for at in range(0, len(sound), size)]


def _silence(rate_hz: int) -> Samples:
    return np.zeros(round(rate_hz * FRAME_SECONDS), np.int16)


def _first_sound_seconds(samples: Samples, rate_hz: int) -> float:
    """Silence before the first sample above -40 dBFS, in seconds."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 328)
    return float(loud[0]) / rate_hz if len(loud) else 0.0


def _ms(seconds: float) -> int:
    return round(max(seconds, 0.0) * 1000)
