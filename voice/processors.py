"""The three processors of one call; each is a thin shell around a plain object.

The Ear hears (`voice/hearing.py`), the Thought decides (`voice/mind.py`), the Voice speaks
(`voice/mouth.py`). How they stand in a row is `voice/pipeline.py`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from loguru import logger

from audio.activity import Activity
from audio.echo import EchoGuard
from audio.frames import AudioFrame
from dialog.acts import (
    Act,
    Clarity,
    Connect,
    Expectation,
    Follow,
    HangUp,
    Hush,
    Listen,
    Loudness,
    Pace,
    Say,
)
from dialog.events import Event, Failed, Heard, HungUp, Keyed, OnHold
from voice.ears import Clock, Ears, Noticed, TurnTimes
from voice.floor import OurVoice
from voice.hearing import RATE_HZ, Hearing
from voice.keypad import Keypad
from voice.line import Line
from voice.line_adapter import (
    UP,
    ActFrame,
    CaptionFrame,
    EventFrame,
    ExpectFrame,
    FollowFrame,
    GoneFrame,
    HoldFrame,
    KeyFrame,
    LikelyFrame,
    LineOut,
    OurVoiceFrame,
    PlayedFrame,
    PrepareFrame,
    Shell,
    SoundingFrame,
)
from voice.mind import Files, Mind, Record, Transfers, calls_for_help
from voice.mouth import Mouth, Told, Voices
from voice.performing import Performs, nobody
from voice.rehearsal import Receives, Search
from voice.voices import SPEAKING_HZ

DEAF_SECONDS = 10.0
"""When hearing itself fails, the caller is told, and told again after so long."""


@dataclass(frozen=True, slots=True)
class House:
    """What one call needs of the house. `record` raises when it could not be kept."""

    ears: Ears
    voices: Voices
    activity: Callable[[EchoGuard], Activity]
    """Speech activity of a new call, given what we send to it."""
    search: Search
    record: Record
    transfers: Transfers
    clock: Clock
    voice_rate_hz: int = SPEAKING_HZ
    performs: Performs = nobody


class Ear(Shell):
    """Sound and keys into events: `voice/hearing.py` and `voice/keypad.py`."""

    def __init__(
        self, name: str, house: House, over: asyncio.Event, language: str, echo: EchoGuard
    ) -> None:
        super().__init__(f"ear {name}", over)
        self._clock = house.clock
        self._keypad = Keypad(RATE_HZ)
        noticed = Noticed(event=self._tell, our_voice=self._our_voice, likely=self._likely)
        activity = house.activity(echo)
        self._hearing = Hearing(house.ears, activity, house.clock, noticed, language)
        self._deaf_until = -1.0
        self._watching: asyncio.Task[None] | None = None
        self._takers = {
            KeyFrame: self._key,
            HoldFrame: self._hold,
            ExpectFrame: self._expect,
            FollowFrame: self._follow,
            SoundingFrame: self._sounding,
        }

    async def began(self) -> None:
        self._watching = self.create_task(self.run(self._hearing.watch()), "watch silence")

    async def ended(self) -> None:
        if self._watching:
            await self.cancel_task(self._watching)
        await self._hearing.close()

    async def hear(self, frame: AudioFrame) -> None:
        try:
            await self._hearing.feed(frame)
        except Exception as error:  # keys still work, and the caller is told so
            await self._deaf(error)
        await self._keyed(self._keypad.wait(len(frame.samples)))

    async def _deaf(self, error: Exception) -> None:
        now = self._clock.seconds()
        if now >= self._deaf_until:
            self._deaf_until = now + DEAF_SECONDS
            logger.opt(exception=error).error("{}: hearing failed", self.name)
            await self._tell(Failed(at=self._clock.now(), part="hearing"), None)

    async def _key(self, frame: KeyFrame) -> None:
        keys = self._keypad.press(frame.digit)
        await self._hearing.keyed()
        if self._keypad.keying:  # who keys a number knows by now what was asked
            await self._our_voice(OurVoice.STOP)
        await self._keyed(keys)

    async def _hold(self, frame: HoldFrame) -> None:
        self._hearing.on_hold()
        await self._tell(OnHold(at=self._clock.now(), held=frame.held), None)

    async def _keyed(self, keys: str | None) -> None:
        if keys:
            await self._tell(Keyed(at=self._clock.now(), keys=keys), None)

    async def _expect(self, frame: ExpectFrame) -> None:
        self._hearing.expect(frame.expectation, frame.language)
        self._keypad.enter_number(frame.expectation is Expectation.NUMBER)

    async def _follow(self, frame: FollowFrame) -> None:
        self._hearing.follow(frame.tempo)

    async def _sounding(self, frame: SoundingFrame) -> None:
        self._hearing.we_sound(frame.sounding, frame.last)

    async def _our_voice(self, what: OurVoice) -> None:
        await self.push_frame(OurVoiceFrame(what=what))

    async def _likely(self, event: Heard | None) -> None:
        await self.push_frame(LikelyFrame(event=event))

    async def _tell(self, event: Event, times: TurnTimes | None) -> None:
        if isinstance(event, Heard) and self._keypad.keying and not calls_for_help(event.text):
            return  # said between two keys: the number that they make will be answered
        await self.push_frame(EventFrame(event=event, times=times))


class Thought(Shell):
    """Events into acts: `voice/mind.py`."""

    def __init__(
        self, name: str, house: House, over: asyncio.Event, conversation: Receives
    ) -> None:
        super().__init__(f"mind {name}", over)
        files = Files(house.record, house.search, house.transfers, house.performs)
        self.mind = Mind(name, conversation, files, self, house.clock)
        self._thinking: asyncio.Task[None] | None = None
        self._language: str | None = None
        self._takers = {EventFrame: self._event, LikelyFrame: self._likely}

    async def began(self) -> None:
        self._thinking = self.create_task(self.run(self._think()), "think")

    async def ended(self) -> None:
        if self._thinking:
            await self.cancel_task(self._thinking)

    async def _think(self) -> None:
        await self.mind.run()
        self._over.set()

    async def _event(self, frame: EventFrame) -> None:
        self.mind.take(frame.event, frame.times)

    async def _likely(self, frame: LikelyFrame) -> None:
        if frame.event is None:
            self.mind.unlikely()
        else:
            self.mind.likely(frame.event)

    # the mind's hands

    async def do(self, act: Act, times: TurnTimes | None) -> None:
        if isinstance(act, Listen):
            expected = ExpectFrame(expectation=act.expect, language=self._language)
            await self.push_frame(expected, UP)
        elif isinstance(act, Follow):
            await self.push_frame(FollowFrame(tempo=act.tempo), UP)
        else:
            if isinstance(act, Say):  # who is asked in a language answers in it
                self._language = act.language
            await self.push_frame(ActFrame(act=act, times=times))

    async def prepare(self, say: Say) -> None:
        await self.push_frame(PrepareFrame(say=say))

    async def caption(self, speaker: str, text: str) -> None:
        await self.push_frame(CaptionFrame(speaker=speaker, text=text))


class Voice(Shell):
    """Acts into sound: `voice/mouth.py`."""

    def __init__(self, line: Line, house: House, over: asyncio.Event, echo: EchoGuard) -> None:
        super().__init__(f"voice {line.id}", over)
        self._line = LineOut(line)
        self._echo = echo
        self._clock = house.clock
        self._answered = house.clock.seconds()
        told = Told(event=self._event, sounding=self._sounding)
        self._mouth = Mouth(house.voices, self, told, house.clock, house.voice_rate_hz)
        self._speaking: asyncio.Task[None] | None = None
        self._spoken = False
        self._we_hung_up = False
        self.connecting = False
        """All has been said: now caller and agent are to talk."""
        self._takers = {
            ActFrame: self._act,
            PrepareFrame: self._prepare,
            OurVoiceFrame: self._our_voice,
            CaptionFrame: self._caption,
            PlayedFrame: self._played,
            GoneFrame: self._gone,
        }

    async def began(self) -> None:
        self._speaking = self.create_task(self.run(self._mouth.run()), "mouth")

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
        elif isinstance(act, Clarity):
            self._mouth.manner(clear=act.on)
        elif isinstance(act, HangUp):
            self._mouth.hang_up_when_done()
        elif isinstance(act, Connect):
            self._mouth.connect_when_done()

    async def _our_voice(self, frame: OurVoiceFrame) -> None:
        if frame.what is OurVoice.HOLD:
            await self._mouth.hold()
        elif frame.what is OurVoice.GO_ON:
            self._mouth.go_on()
        else:
            await self._mouth.hush()

    async def _caption(self, frame: CaptionFrame) -> None:
        await self._line.caption(frame.speaker, frame.text)

    async def _prepare(self, frame: PrepareFrame) -> None:
        self._mouth.prepare(frame.say)

    async def _played(self, frame: PlayedFrame) -> None:
        self._mouth.played(frame.mark)

    async def _gone(self, frame: GoneFrame) -> None:
        """What was heard at the last is told first, then the end."""
        by = "desk" if self._we_hung_up else frame.by
        await self._mouth.hush(everything=True)
        await self._event(HungUp(at=self._clock.now(), by=by))

    async def _event(self, event: Event) -> None:
        await self.push_frame(EventFrame(event=event), UP)

    async def _sounding(self, sounding: bool, last: bool) -> None:
        await self.push_frame(SoundingFrame(sounding=sounding, last=last), UP)

    # the mouth's way out

    async def play(self, frame: AudioFrame) -> None:
        if not self._spoken:
            self._spoken = True
            waited = self._clock.seconds() - self._answered
            logger.debug("{}: first sound {:.0f} ms after answering", self.name, waited * 1000)
        self._echo.sent(frame)
        await self._to_line(self._line.play(frame))

    async def mark(self, name: str) -> None:
        await self._to_line(self._line.mark(name))

    async def clear(self) -> None:
        self._echo.clear()
        await self._to_line(self._line.clear())

    async def hang_up(self) -> None:
        self._we_hung_up = True
        await self._to_line(self._line.hang_up())

    async def _to_line(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:  # a line that takes nothing any more: nobody hears us
            self.broken(error)

    async def connect(self) -> None:
        self.connecting = True
        self._over.set()
