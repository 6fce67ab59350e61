"""The pipecat pipeline of one call; each processor is a thin shell around a plain object.

    line -> LineIn -> Ear -> Mind -> Voice -> LineOut -> line

Down go the caller's sound and keys, then events, then acts, then our sound. Up go what is
expected next, whether we sound, and what was heard of us. Only sound is dropped when the caller
interrupts: events and acts are not interruptible, so nothing that was acted upon is lost.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from loguru import logger
from pipecat.frames.frames import (
    CancelFrame,
    ControlFrame,
    EndFrame,
    Frame,
    InputAudioRawFrame,
    InterruptionFrame,
    OutputAudioRawFrame,
    StartFrame,
    SystemFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.workers.runner import WorkerRunner

from audio.activity import Activity
from audio.frames import AudioFrame, Key, Played
from audio.resample import Resampler
from dialog.acts import (
    Act,
    Expectation,
    HangUp,
    Hush,
    Listen,
    LookUp,
    Loudness,
    Pace,
    Say,
)
from dialog.events import Candidate, Event, Failed, Found, Heard, HungUp, Keyed
from dialog.masking import mask
from voice.hearing import RATE_HZ, Clock, Ears, Hearing, TurnTimes
from voice.keypad import Keypad
from voice.line import Line
from voice.mouth import Mouth, Told, Voices

UP, DOWN = FrameDirection.UPSTREAM, FrameDirection.DOWNSTREAM


class Receives(Protocol):
    """The conversation, as the pipeline sees it."""

    def receive(self, event: Event) -> list[Act]: ...


@dataclass(frozen=True, slots=True)
class House:
    """What one call needs of the house. `record` raises when it could not be kept."""

    ears: Ears
    voices: Voices
    activity: Callable[[], Activity]
    search: Callable[[str, str], Awaitable[tuple[Candidate, ...]]]
    record: Callable[[Event | Act], Awaitable[None]]
    clock: Clock
    voice_rate_hz: int = 8000


# -- our frames ------------------------------------------------------------------------------


@dataclass
class EventFrame(SystemFrame):
    event: Event = field(kw_only=True)
    times: TurnTimes | None = None


@dataclass
class KeyFrame(SystemFrame):
    digit: str = field(kw_only=True)


@dataclass
class PlayedFrame(SystemFrame):
    mark: str = field(kw_only=True)


@dataclass
class InterruptedFrame(SystemFrame):
    """The caller talks over us."""


@dataclass
class ActFrame(SystemFrame):
    act: Act = field(kw_only=True)
    times: TurnTimes | None = None


@dataclass
class ExpectFrame(SystemFrame):
    expectation: Expectation = field(kw_only=True)


@dataclass
class SoundingFrame(SystemFrame):
    sounding: bool = field(kw_only=True)


@dataclass
class MarkFrame(ControlFrame):
    mark: str = field(kw_only=True)


@dataclass
class HangUpFrame(ControlFrame):
    pass


# -- processors ------------------------------------------------------------------------------


class Shell(FrameProcessor):
    """A processor that hands each frame to the method for its type and passes on the rest."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self._takers: dict[type[Frame], Callable[[Any], Awaitable[None]]] = {}

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, StartFrame):
            await self.push_frame(frame, direction)
            await self.began()
            return
        if isinstance(frame, EndFrame | CancelFrame):
            await self.ended()
        taker = self._takers.get(type(frame))
        if taker is None:
            await self.push_frame(frame, direction)
        else:
            await taker(frame)

    async def began(self) -> None:
        """The pipeline runs."""

    async def ended(self) -> None:
        """The pipeline ends; give back what was taken."""


class LineIn(Shell):
    """Reads the line: sound at 16 kHz, keys, marks, and at last the hang-up."""

    def __init__(self, line: Line, clock: Clock) -> None:
        super().__init__("line in")
        self._line = line
        self._clock = clock
        self._reader: asyncio.Task[None] | None = None

    async def began(self) -> None:
        self._reader = self.create_task(self._read(), "read line")

    async def ended(self) -> None:
        if self._reader:
            await self.cancel_task(self._reader)

    async def _read(self) -> None:
        resampler: Resampler | None = None
        async for item in self._line.receive():
            if isinstance(item, AudioFrame):
                resampler = resampler or Resampler(item.rate_hz, RATE_HZ)
                samples = resampler.feed(item.samples)
                frame = InputAudioRawFrame(
                    audio=samples.tobytes(), sample_rate=RATE_HZ, num_channels=1
                )
                await self.push_frame(frame)
            elif isinstance(item, Key):
                await self.push_frame(KeyFrame(digit=item.digit))
            elif isinstance(item, Played):
                await self.push_frame(PlayedFrame(mark=item.mark))
        await self.push_frame(EventFrame(event=HungUp(at=self._clock.now(), by="caller")))


class Ear(Shell):
    """Sound and keys into events: `voice/hearing.py` and `voice/keypad.py`."""

    def __init__(self, house: House, language: str) -> None:
        super().__init__("ear")
        self._clock = house.clock
        self._keypad = Keypad(RATE_HZ)
        self._hearing = Hearing(
            house.ears, house.activity(), house.clock, self._tell, self._interrupted, language
        )
        self._takers = {
            InputAudioRawFrame: self._sound,
            KeyFrame: self._key,
            ExpectFrame: self._expect,
            SoundingFrame: self._sounding,
        }

    async def ended(self) -> None:
        await self._hearing.close()

    async def _sound(self, frame: InputAudioRawFrame) -> None:
        samples = np.frombuffer(frame.audio, np.int16)
        if not len(samples):
            return
        await self._hearing.feed(AudioFrame(samples, frame.sample_rate))
        await self._keyed(self._keypad.wait(len(samples)))

    async def _key(self, frame: KeyFrame) -> None:
        self._hearing.keyed()
        await self._keyed(self._keypad.press(frame.digit))

    async def _keyed(self, keys: str | None) -> None:
        if keys:
            await self._tell(Keyed(at=self._clock.now(), keys=keys), None)

    async def _expect(self, frame: ExpectFrame) -> None:
        self._hearing.expect(frame.expectation)
        self._keypad.enter_number(frame.expectation is Expectation.NUMBER)

    async def _sounding(self, frame: SoundingFrame) -> None:
        self._hearing.we_sound(frame.sounding)

    async def _interrupted(self) -> None:
        await self.push_frame(InterruptedFrame())

    async def _tell(self, event: Event, times: TurnTimes | None) -> None:
        await self.push_frame(EventFrame(event=event, times=times))


class Mind(Shell):
    """Events into acts, each recorded before it has any effect."""

    def __init__(self, house: House, conversation: Receives, line: Line, over: asyncio.Event):
        super().__init__("mind")
        self._house = house
        self._conversation = conversation
        self._line = line
        self._over = over
        self._we_hung_up = False
        self._record_failed = False
        self._takers = {EventFrame: self._take}

    async def _take(self, frame: EventFrame) -> None:
        event = frame.event
        if isinstance(event, HungUp):
            by = "desk" if self._we_hung_up else event.by
            await self._think(HungUp(at=event.at, by=by), None)
            self._over.set()
            return
        if isinstance(event, Heard) and event.text:
            await self._line.caption("caller", mask(event.text))
        await self._think(event, frame.times)

    async def _think(self, event: Event, times: TurnTimes | None) -> None:
        if not await self._keep(event):
            return
        for act in self._conversation.receive(event):
            if not await self._keep(act):
                return
            times = await self._do(act, times)

    async def _do(self, act: Act, times: TurnTimes | None) -> TurnTimes | None:
        """Carry one act out; the turn's times travel with the first words that answer it."""
        if isinstance(act, LookUp):
            await self._think(await self._look_up(act), times)
            return None
        if isinstance(act, Listen):
            await self.push_frame(ExpectFrame(expectation=act.expect), UP)
            return times
        if isinstance(act, HangUp):
            self._we_hung_up = True
        if isinstance(act, Say):
            await self._line.caption("desk", act.text)
        await self.push_frame(ActFrame(act=act, times=times if isinstance(act, Say) else None))
        return None if isinstance(act, Say) else times

    async def _look_up(self, act: LookUp) -> Event:
        now = self._house.clock.now
        try:
            candidates = await self._house.search(act.query, act.language)
        except Exception as error:  # whatever breaks in there, the caller gets a person
            self._warn("search", error)
            return Failed(at=now(), part="search")
        return Found(at=now(), query=act.query, candidates=candidates)

    async def _keep(self, item: Event | Act) -> bool:
        """Record it; when that fails the call is ended politely, and nothing else is done."""
        if self._record_failed:
            return True  # only the farewell is left to be said
        try:
            await self._house.record(item)
        except Exception as error:
            self._record_failed = True
            self._warn("record", error)
            await self._think(Failed(at=self._house.clock.now(), part="record"), None)
            return False
        return True

    def _warn(self, part: str, error: Exception) -> None:
        logger.opt(exception=error).error("call {}: {} failed", self._line.id, part)


class Voice(Shell):
    """Acts into sound: `voice/mouth.py`."""

    def __init__(self, house: House) -> None:
        super().__init__("voice")
        told = Told(event=self._event, sounding=self._sounding)
        self._mouth = Mouth(house.voices, self, told, house.clock, house.voice_rate_hz)
        self._speaking: asyncio.Task[None] | None = None
        self._takers = {
            ActFrame: self._act,
            InterruptedFrame: self._interrupted,
            PlayedFrame: self._played,
        }

    async def began(self) -> None:
        self._speaking = self.create_task(self._mouth.run(), "mouth")

    async def ended(self) -> None:
        if self._speaking:
            await self.cancel_task(self._speaking)

    async def _act(self, frame: ActFrame) -> None:
        act = frame.act
        if isinstance(act, Say):
            self._mouth.say(act, frame.times)
        elif isinstance(act, Hush):
            await self._mouth.hush(everything=True)
        elif isinstance(act, Pace):
            self._mouth.manner(rate=act.rate)
        elif isinstance(act, Loudness):
            self._mouth.manner(gain_db=act.gain_db)
        elif isinstance(act, HangUp):
            self._mouth.hang_up_when_done()

    async def _interrupted(self, frame: InterruptedFrame) -> None:
        await self._mouth.hush()

    async def _played(self, frame: PlayedFrame) -> None:
        self._mouth.played(frame.mark)

    async def _event(self, event: Event) -> None:
        await self.push_frame(EventFrame(event=event), UP)

    async def _sounding(self, sounding: bool) -> None:
        await self.push_frame(SoundingFrame(sounding=sounding), UP)

    # the mouth's way out

    async def play(self, frame: AudioFrame) -> None:
        await self.push_frame(
            OutputAudioRawFrame(
                audio=frame.samples.tobytes(), sample_rate=frame.rate_hz, num_channels=1
            )
        )

    async def mark(self, name: str) -> None:
        await self.push_frame(MarkFrame(mark=name))

    async def clear(self) -> None:
        await self.push_frame(InterruptionFrame())

    async def hang_up(self) -> None:
        await self.push_frame(HangUpFrame())


class LineOut(Shell):
    """Our sound to the line. pipecat drops what is queued here at an InterruptionFrame."""

    def __init__(self, line: Line) -> None:
        super().__init__("line out")
        self._line = line
        self._resampler: Resampler | None = None
        self._takers = {
            OutputAudioRawFrame: self._sound,
            MarkFrame: self._mark,
            HangUpFrame: self._hang_up,
            InterruptionFrame: self._clear,
        }

    async def _sound(self, frame: OutputAudioRawFrame) -> None:
        to_hz = self._line.out_rate_hz
        self._resampler = self._resampler or Resampler(frame.sample_rate, to_hz)
        samples = self._resampler.feed(np.frombuffer(frame.audio, np.int16))
        await self._line.play(AudioFrame(samples, to_hz))

    async def _mark(self, frame: MarkFrame) -> None:
        await self._line.mark(frame.mark)

    async def _hang_up(self, frame: HangUpFrame) -> None:
        await self._line.hang_up()

    async def _clear(self, frame: InterruptionFrame) -> None:
        await self._line.clear()


async def converse(
    line: Line, conversation: Receives, house: House, rung: Event, language: str = "nl"
) -> None:
    """Carry one call from its first event to the hang-up.

    Raises nothing for what goes wrong in the call; cancelling it ends the call.
    """
    over = asyncio.Event()
    line_in = LineIn(line, house.clock)
    mind = Mind(house, conversation, line, over)
    pipeline = Pipeline(
        [line_in, Ear(house, language), mind, Voice(house), LineOut(line)]
    )
    worker = PipelineWorker(
        pipeline,
        params=PipelineParams(audio_in_sample_rate=RATE_HZ, audio_out_sample_rate=line.out_rate_hz),
        cancel_on_idle_timeout=False,
        idle_timeout_secs=None,
        enable_rtvi=False,
        enable_turn_tracking=False,
    )
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(runner.run(), name="pipeline")
        try:
            await worker.queue_frame(EventFrame(event=rung))
            await over.wait()
        finally:
            await worker.cancel(reason="call over")
            await running
