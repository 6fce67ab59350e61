"""The mouth of one call: what is to be said, in order, at the pace of a telephone.

Sound is sent a little ahead of the ear and never more, so that a caller who interrupts hears us
fall silent at once, and so that we know what was heard. A mark after each sentence tells what
the far end has really played, where the line can tell.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from loguru import logger

from audio.frames import AudioFrame, Samples
from dialog.acts import Say
from dialog.events import Event, Failed, Measured, Said
from voice.hearing import Clock, TurnTimes
from voice.speaker import Spoken

LEAD_SECONDS = 0.3
"""How far ahead of the ear we send: rides out a busy event loop, and is cut by `clear`."""
FRAME_SECONDS = 0.02
MARK_SECONDS = 1.0
"""How long past our own clock we wait for word that all was played."""
GAP_SECONDS = 0.25
"""Silence between two sentences, so that they do not run together."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How we speak to this caller."""

    rate: float = 1.0
    gain_db: float = 0.0


class Voices(Protocol):
    """What all calls share to speak with."""

    def speak(self, say: Say, manner: Manner) -> AsyncGenerator[Spoken, None]:
        """Sentence by sentence, so that the first is heard while the next is made."""


class Out(Protocol):
    """Where the sound goes: the rest of the pipeline, and at its end the line."""

    async def play(self, frame: AudioFrame) -> None: ...

    async def mark(self, name: str) -> None: ...

    async def clear(self) -> None: ...

    async def hang_up(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the mouth tells what: events for the conversation, and whether we sound."""

    event: Callable[[Event], Awaitable[None]]
    sounding: Callable[[bool], Awaitable[None]]


@dataclass(slots=True)
class Utterance:
    """One Say on its way."""

    say: Say
    manner: Manner
    times: TurnTimes | None
    asked_at: float
    sentences: list[Spoken] = field(default_factory=list)
    seconds: float = 0.0
    """What is made of it so far, pauses between sentences counted."""


class Mouth:
    """Says what it is given, in order. Who made it runs `run` and cancels it at the end."""

    def __init__(
        self, voices: Voices, out: Out, told: Told, clock: Clock, rate_hz: int = 8000
    ) -> None:
        self._voices = voices
        self._out = out
        self._told = told
        self._clock = clock
        self._rate_hz = rate_hz
        self._manner = Manner()
        self._queue: deque[Utterance] = deque()
        self._current: Utterance | None = None
        self._hang_up_after = False
        self._wake = asyncio.Event()
        self._heard_until = 0.0
        self._sounding = False
        self._marks = 0
        self._last_mark = ""
        self._marks_come_back = False
        self._all_played = asyncio.Event()
        self._failures = 0
        self._speaking: asyncio.Task[None] | None = None

    # -- what is asked of it ----------------------------------------------------------------

    def say(self, say: Say, times: TurnTimes | None = None) -> None:
        self._queue.append(Utterance(say, self._manner, times, self._clock.seconds()))
        self._wake.set()

    def manner(self, rate: float | None = None, gain_db: float | None = None) -> None:
        """Speak in this manner from the next `say` on."""
        self._manner = Manner(
            self._manner.rate if rate is None else rate,
            self._manner.gain_db if gain_db is None else gain_db,
        )

    def hang_up_when_done(self) -> None:
        self._hang_up_after = True
        self._wake.set()

    @property
    def busy(self) -> bool:
        return bool(self._current or self._queue)

    async def hush(self, *, everything: bool = False) -> None:
        """Fall silent, and drop what waited; protected sentences stay unless `everything` stops."""
        kept = () if everything else (each for each in self._queue if each.say.protected)
        self._queue = deque(kept)
        current = self._current
        if current is None or (current.say.protected and not everything):
            return
        if self._speaking is not None:
            self._speaking.cancel()
            await asyncio.gather(self._speaking, return_exceptions=True)

    def played(self, mark: str) -> None:
        """The far end has played all sound up to this mark."""
        self._marks_come_back = True
        if mark == self._last_mark:
            self._all_played.set()

    # -- saying ----------------------------------------------------------------------------

    async def run(self) -> None:
        """Say what is queued until cancelled."""
        while True:
            if not self._queue:
                if self._hang_up_after:
                    await self._out.hang_up()
                    return
                self._wake.clear()
                await self._wake.wait()
                continue
            self._current = self._queue.popleft()
            self._speaking = asyncio.create_task(self._utter(self._current), name="utter")
            try:
                await self._speaking
            except asyncio.CancelledError:
                if not self._speaking.cancelled():  # we ourselves are to stop
                    self._speaking.cancel()
                    raise
            finally:
                self._current = None

    async def _utter(self, utterance: Utterance) -> None:
        """Speak one Say and tell what was heard of it, also when it is cut off."""
        try:
            await self._speak(utterance)
            await self._drained()
        except asyncio.CancelledError:
            played = self._played_seconds(utterance)
            self._heard_until = self._clock.seconds()
            await self._out.clear()
            await self._finish(self._said(utterance, min(played, utterance.seconds - 0.01)))
            raise
        except Exception:  # an engine's fault must not end the call
            logger.exception("speaking failed")
            await self._fail()
            return
        await self._finish(self._said(utterance, utterance.seconds))

    async def _speak(self, utterance: Utterance) -> None:
        async with aclosing(self._voices.speak(utterance.say, utterance.manner)) as sentences:
            async for spoken in sentences:
                utterance.sentences.append(spoken)
                utterance.seconds += len(spoken.samples) / self._rate_hz + GAP_SECONDS
                await self._measure(utterance, spoken)
                await self._send(spoken.samples)
                self._marks += 1
                self._last_mark = f"s{self._marks}"
                self._all_played.clear()
                await self._out.mark(self._last_mark)

    async def _drained(self) -> None:
        """Wait until all was heard: by our clock, and by the mark where the line gives marks."""
        await self._until(self._heard_until)
        if self._marks_come_back:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._all_played.wait(), MARK_SECONDS)

    async def _send(self, samples: Samples) -> None:
        """Frames of 20 ms, each due from the deadline before it and not from now."""
        size = round(self._rate_hz * FRAME_SECONDS)
        gap = np.zeros(round(self._rate_hz * GAP_SECONDS), np.int16)
        sound = np.concatenate((samples, gap))
        sound = np.pad(sound, (0, -len(sound) % size))
        self._heard_until = max(self._heard_until, self._clock.seconds())
        await self._sound(True)
        for start in range(0, len(sound), size):
            await self._until(self._heard_until - LEAD_SECONDS)
            await self._out.play(AudioFrame(sound[start : start + size], self._rate_hz))
            self._heard_until += FRAME_SECONDS

    async def _until(self, moment: float) -> None:
        wait = moment - self._clock.seconds()
        if wait > 0:
            await asyncio.sleep(wait)

    async def _finish(self, said: Said) -> None:
        if not (said.complete and self._queue):
            await self._sound(False)
        await self._told.event(said)

    def _played_seconds(self, utterance: Utterance) -> float:
        """How much of it has reached the ear: what was made, less what is still on its way."""
        unheard = self._heard_until - self._clock.seconds()
        return max(0.0, utterance.seconds - max(unheard, 0.0))

    def _said(self, utterance: Utterance, played_seconds: float) -> Said:
        played = max(played_seconds, 0.0)
        return Said(
            at=self._clock.now(),
            text=utterance.say.text,
            heard_text=_heard_text(utterance, played, self._rate_hz),
            played_seconds=round(played, 2),
            total_seconds=round(max(utterance.seconds, played + 0.01), 2)
            if played < utterance.seconds or not utterance.sentences
            else round(played, 2),
        )

    async def _fail(self) -> None:
        """One step down: fixed sentences are there already. When even those fail, we hang up."""
        self._failures += 1
        await self._sound(False)
        if self._failures > 1:
            await self._out.hang_up()
            return
        await self._told.event(Failed(at=self._clock.now(), part="speaking"))

    async def _measure(self, utterance: Utterance, spoken: Spoken) -> None:
        times, utterance.times = utterance.times, None
        if times is None:
            return
        now = self._clock.seconds()
        loud = _first_sound_seconds(spoken.samples, self._rate_hz)
        await self._told.event(
            Measured(
                at=self._clock.now(),
                endpoint=_ms(times.ended - times.last_sound),
                recognise=_ms(times.recognised - times.ended),
                think=_ms(utterance.asked_at - times.recognised),
                speak=_ms(now - utterance.asked_at),
                first_audio=_ms(now + loud - times.last_sound),
            )
        )

    async def _sound(self, sounding: bool) -> None:
        if sounding != self._sounding:
            self._sounding = sounding
            await self._told.sounding(sounding)


def _heard_text(utterance: Utterance, played_seconds: float, rate_hz: int) -> str:
    """The sentences that were heard to their end, and the words of the one that was cut."""
    heard: list[str] = []
    left = played_seconds
    for spoken in utterance.sentences:
        seconds = len(spoken.samples) / rate_hz
        if left < seconds:
            words = spoken.text.split()
            return " ".join([*heard, *words[: int(len(words) * left / seconds)]])
        heard.append(spoken.text)
        left -= seconds + GAP_SECONDS
    return " ".join(heard)


def _first_sound_seconds(samples: Samples, rate_hz: int) -> float:
    """Silence before the first sample above -40 dBFS, in seconds."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 328)
    return float(loud[0]) / rate_hz if len(loud) else 0.0


def _ms(seconds: float) -> int:
    return round(max(seconds, 0.0) * 1000)
