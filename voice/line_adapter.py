"""The two ends of the pipeline, where it meets the line; and the frames that travel in between.

What pipecat 1.14 promises, and we build on: a processor takes SystemFrames one after another, in
the order of their coming, and before all others; it takes the others in a task of its own.
What a processor raises, pipecat logs and forgets; here it ends the call.
"""

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from loguru import logger

from audio.frames import AudioFrame, Hold, Key, Played, Samples
from audio.resample import Resampler
from dialog.acts import Act, Expectation, Say, Tempo
from dialog.events import Event, Heard
from voice.ears import TurnTimes
from voice.floor import OurVoice
from voice.hearing import RATE_HZ
from voice.line import Line

with warnings.catch_warnings():
    # pipecat imports audioop, which Python 3.11 calls deprecated; we do not use it
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    from pipecat.frames.frames import (
        ControlFrame,
        Frame,
        StartFrame,
        SystemFrame,
    )
    from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

UP = FrameDirection.UPSTREAM

LINE_SECONDS = 5.0
"""A line that takes no sound for so long is broken: we would be talking to nobody."""


# -- our frames ------------------------------------------------------------------------------


@dataclass
class EventFrame(SystemFrame):
    event: Event = field(kw_only=True)
    times: TurnTimes | None = None


@dataclass
class LikelyFrame(SystemFrame):
    """What the caller's turn would be if it ended here; None: the caller goes on."""

    event: Heard | None = field(kw_only=True)


@dataclass
class PrepareFrame(SystemFrame):
    """Be ready to say this: in a moment, or never."""

    say: Say = field(kw_only=True)


@dataclass
class KeyFrame(SystemFrame):
    digit: str = field(kw_only=True)


@dataclass
class HoldFrame(SystemFrame):
    held: bool = field(kw_only=True)


@dataclass
class PlayedFrame(SystemFrame):
    mark: str = field(kw_only=True)


@dataclass
class OurVoiceFrame(SystemFrame):
    """What our voice is to do about a caller who talks over it, or begins to key a number."""

    what: OurVoice = field(kw_only=True)


@dataclass
class GoneFrame(SystemFrame):
    """The line is gone. It goes down to the mouth, which tells what was heard at the last."""

    by: str = field(kw_only=True)


@dataclass
class ActFrame(SystemFrame):
    act: Act = field(kw_only=True)
    times: TurnTimes | None = None


@dataclass
class ExpectFrame(SystemFrame):
    expectation: Expectation = field(kw_only=True)
    language: str | None = None


@dataclass
class FollowFrame(SystemFrame):
    tempo: Tempo = field(kw_only=True)


@dataclass
class SoundingFrame(SystemFrame):
    sounding: bool = field(kw_only=True)
    last: bool = False
    """It is the last that we have to say."""


@dataclass
class CaptionFrame(ControlFrame):
    speaker: str = field(kw_only=True)
    text: str = field(kw_only=True)
    interruptible: bool = field(default=False, init=False)


# -- processors ------------------------------------------------------------------------------


class Shell(FrameProcessor):
    """A processor that hands each frame to the method for its type and passes on the rest.

    `over` ends the call; it is set when something goes wrong here that nobody foresaw.
    """

    def __init__(self, name: str, over: asyncio.Event) -> None:
        super().__init__(name=name)
        self._over = over
        self._takers: dict[type[Frame], Callable[[Any], Awaitable[None]]] = {}

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        try:
            await self._take(frame, direction)
        except Exception as error:
            self.broken(error)

    def broken(self, error: Exception) -> None:
        """End the call: a dead line helps nobody."""
        logger.opt(exception=error).error("{} failed", self.name)
        self._over.set()

    async def cleanup(self) -> None:
        await self.ended()
        await super().cleanup()  # type: ignore[no-untyped-call]  # so in pipecat

    async def began(self) -> None:
        """The pipeline runs."""

    async def ended(self) -> None:
        """The pipeline is over, also when it never began; give back what was taken."""

    async def _take(self, frame: Frame, direction: FrameDirection) -> None:
        taker = self._takers.get(type(frame))
        if taker is not None:
            await taker(frame)
            return
        await self.push_frame(frame, direction)
        if isinstance(frame, StartFrame):
            await self.began()

    async def run(self, work: Awaitable[None]) -> None:
        """Do work that lasts as long as the call."""
        try:
            await work
        except Exception as error:
            self.broken(error)


class LineIn(Shell):
    """Reads the line: sound at 16 kHz, keys, marks, and at last that it is gone.

    Sound goes to `hear` at once and waits in no queue: fifty frames a second through two
    processors cost more than hearing them does.
    """

    def __init__(
        self, line: Line, over: asyncio.Event, hear: Callable[[AudioFrame], Awaitable[None]]
    ) -> None:
        super().__init__(f"line in {line.id}", over)
        self._line = line
        self._hear = hear
        self._resampler = Resampler(RATE_HZ, RATE_HZ)
        self._reader: asyncio.Task[None] | None = None

    async def began(self) -> None:
        self._reader = self.create_task(self._read(), "read line")

    async def ended(self) -> None:
        if self._reader:
            await self.cancel_task(self._reader)

    async def _read(self) -> None:
        by = "caller"
        try:
            async for item in self._line.receive():
                if isinstance(item, AudioFrame):
                    await self._hear(self._at_our_rate(item))
                else:
                    await self.push_frame(_frame(item))
        except ConnectionError as error:
            logger.warning("{}: {}", self.name, error)
            by = "fault"
        except Exception as error:  # whatever it is: nothing comes from this line any more
            logger.opt(exception=error).error("{} failed", self.name)
            by = "fault"
        await self.push_frame(GoneFrame(by=by))

    def _at_our_rate(self, frame: AudioFrame) -> AudioFrame:
        if frame.rate_hz == RATE_HZ:
            return frame
        if frame.rate_hz != self._resampler.from_hz:
            self._resampler = Resampler(frame.rate_hz, RATE_HZ)
        return AudioFrame(self._resampler.feed(frame.samples), RATE_HZ)


def _frame(item: Key | Played | Hold) -> Frame:
    if isinstance(item, Key):
        return KeyFrame(digit=item.digit)
    if isinstance(item, Played):
        return PlayedFrame(mark=item.mark)
    return HoldFrame(held=item.held)


class LineOut:
    """All that goes out on the line; no step may take longer than a line that still lives."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._resampler: Resampler | None = None

    async def play(self, frame: AudioFrame) -> None:
        to_hz = self._line.out_rate_hz
        if frame.rate_hz != to_hz:
            frame = AudioFrame(self._converted(frame, to_hz), to_hz)
        async with asyncio.timeout(LINE_SECONDS):
            await self._line.play(frame)

    async def mark(self, name: str) -> None:
        await self._line.mark(name)

    async def clear(self) -> None:
        self._resampler = None
        async with asyncio.timeout(LINE_SECONDS):
            await self._line.clear()

    async def caption(self, speaker: str, text: str) -> None:
        async with asyncio.timeout(LINE_SECONDS):
            await self._line.caption(speaker, text)

    async def hang_up(self) -> None:
        await self._line.hang_up()

    def _converted(self, frame: AudioFrame, to_hz: int) -> Samples:
        if self._resampler is None or self._resampler.from_hz != frame.rate_hz:
            self._resampler = Resampler(frame.rate_hz, to_hz)
        return self._resampler.feed(frame.samples)
