"""The hearing of one call: sound in; turns with their words, interruptions and silences out.

One turn is one stretch of sound and has one text, recognised from all of it. What was recognised
before the caller went on is thrown away; a caller who goes on while the text is being made
belongs to the same turn. So no half sentence is answered, and no late text starts a turn.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
from loguru import logger

from audio.activity import Activity
from audio.frames import AudioFrame, Samples
from dialog.acts import Expectation
from dialog.conversation import SILENCES_SECONDS
from dialog.events import Event, Failed, Heard, Silence
from voice.recogniser import Transcript
from voice.turns import Signal, Turns

RATE_HZ = 16000


class Ears(Protocol):
    """What all calls share: the recogniser and the end-of-turn model."""

    async def listen(self, sound: AudioFrame, language: str) -> Transcript: ...

    async def completeness(self, sound: AudioFrame) -> float: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` stamps events; `seconds` is monotonic and measures hops."""

    now: Callable[[], datetime]
    seconds: Callable[[], float]


@dataclass(frozen=True, slots=True)
class TurnTimes:
    """Moments of one turn on the monotonic clock, in seconds."""

    last_sound: float
    ended: float
    recognised: float


Emit = Callable[[Event, TurnTimes | None], Awaitable[None]]


class Hearing:
    """Feed it frames of 16 kHz; it calls `emit` with Heard, Silence or Failed.

    `interrupted` is called at once when the caller talks over us. Who made it calls `close`.
    """

    def __init__(
        self,
        ears: Ears,
        activity: Activity,
        clock: Clock,
        emit: Emit,
        interrupted: Callable[[], Awaitable[None]],
        language: str = "nl",
    ) -> None:
        self._ears = ears
        self._activity = activity
        self._clock = clock
        self._emit = emit
        self._interrupted = interrupted
        self._language = language
        self._turns = Turns()
        self._preroll = round(self._turns.patience.preroll_seconds * RATE_HZ)
        self._recent: Samples = np.zeros(0, np.int16)
        self._turn: list[Samples] = []
        self._in_turn = False
        self._we_sound = False
        self._over_us = False
        self._silences = 0
        self._quiet_samples = 0
        self._text: asyncio.Task[Transcript] | None = None
        self._sense: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None

    def expect(self, expectation: Expectation) -> None:
        """What is asked now: it sets how long an end of turn is waited for."""
        self._turns.expect(expectation)

    def we_sound(self, sounding: bool) -> None:
        """Our own voice begins or ends at the caller's ear."""
        self._we_sound = sounding
        self._turns.we_speak(sounding)

    def keyed(self) -> None:
        """A key was pressed: somebody is there."""
        self._silences = 0

    async def feed(self, frame: AudioFrame) -> None:
        """Take 20 ms of the caller's sound. Raises ValueError when it is not 16 kHz."""
        speaking = self._activity.feed(frame)
        self._quiet_samples = 0 if speaking else self._quiet_samples + len(frame.samples)
        self._remember(frame.samples)
        await self._follow(self._turns.feed(speaking, len(frame.samples)))
        await self._count_silence()

    async def close(self) -> None:
        tasks = [task for task in (self._text, self._sense, self._ending) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # -- signals -------------------------------------------------------------------------

    async def _follow(self, signals: tuple[Signal, ...]) -> None:
        for signal in signals:
            if signal is Signal.STARTED:
                await self._started()
            elif signal is Signal.INTERRUPTED:
                self._over_us = True
                await self._interrupted()
            elif signal is Signal.PAUSED:
                self._paused()
            elif signal is Signal.RESUMED:
                self._forget_text()
            else:
                self._ended()

    async def _started(self) -> None:
        """A turn begins, or goes on when the last one has no text yet."""
        self._silences = 0
        unfinished = self._ending is not None and not self._ending.done()
        if unfinished and self._ending is not None:
            self._ending.cancel()
            self._ending = None
            self._forget_text()
            self._turn.append(self._recent[-self._preroll :])
        else:
            self._turn = [self._recent[-self._preroll :]]
            self._over_us = self._we_sound
        self._in_turn = True

    def _paused(self) -> None:
        self._forget_text()
        sound = self._sound()
        self._text = asyncio.create_task(self._ears.listen(sound, self._language), name="recognise")
        self._sense = asyncio.create_task(
            self._judge(sound, self._turns.pause), name="completeness"
        )

    async def _judge(self, sound: AudioFrame, pause: int) -> None:
        try:
            probability = await self._ears.completeness(sound)
        except Exception:  # the model is a help, not a need: the longer waiting time ends the turn
            logger.exception("end-of-turn model failed; going on without it")
            return
        await self._follow(self._turns.completeness(probability, pause))

    def _ended(self) -> None:
        self._in_turn = False
        if self._text is None:  # cut at the longest turn, in the middle of speech
            self._text = asyncio.create_task(
                self._ears.listen(self._sound(), self._language), name="recognise"
            )
        text, self._text = self._text, None
        silent = self._quiet_samples / RATE_HZ
        now = self._clock.seconds()
        self._ending = asyncio.create_task(
            self._finish(text, last_sound=now - silent, ended=now), name="end of turn"
        )

    async def _finish(
        self, text: "asyncio.Task[Transcript]", last_sound: float, ended: float
    ) -> None:
        try:
            transcript = await text
        except asyncio.CancelledError:
            text.cancel()
            raise
        except Exception:
            logger.exception("recognition failed")
            await self._emit(Failed(at=self._clock.now(), part="hearing"), None)
            return
        times = TurnTimes(last_sound, ended, max(ended, self._clock.seconds()))
        heard = Heard(
            at=self._clock.now(),
            text=transcript.text,
            confidence=transcript.confidence,
            language=transcript.language,
            seconds=round(transcript.seconds, 2),
            over_us=self._over_us,
        )
        await self._emit(heard, times)

    def _forget_text(self) -> None:
        for task in (self._text, self._sense):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
        self._text = None

    # -- sound and silence ---------------------------------------------------------------

    def _remember(self, samples: Samples) -> None:
        self._recent = np.concatenate((self._recent, samples))[-2 * self._preroll :]
        if self._in_turn:
            self._turn.append(samples)

    def _sound(self) -> AudioFrame:
        return AudioFrame(np.concatenate(self._turn), RATE_HZ)

    async def _count_silence(self) -> None:
        busy = self._in_turn or self._we_sound or (self._ending and not self._ending.done())
        if busy or self._silences >= len(SILENCES_SECONDS):
            return
        if self._turns.silence_seconds >= SILENCES_SECONDS[self._silences]:
            waited = SILENCES_SECONDS[self._silences]
            self._silences += 1
            silence = Silence(at=self._clock.now(), seconds=waited, nth=self._silences)
            await self._emit(silence, None)
