"""One SIP leg as the house sees it, whichever side rang; a leg that rings here is a `Line`."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable

import numpy as np
from loguru import logger

from audio.frames import AudioFrame, Hold, Key, LineEvent, Played
from audio.resample import Resampler
from telephony.agent_line import FAULT, Down
from telephony.inbox import Inbox
from telephony.sip_wire import Kind, Packet, packet
from telephony.waiting import first_of

UP_SECONDS = 10.0
"""Answered, a call has sound within milliseconds; over DTLS within seconds."""
DOWN_SECONDS = 5.0
"""A hang-up is known at once on this side; longer means that the SIP process is gone."""
FIRST_RATE_HZ = 8000

Send = Callable[[Packet], None]


class SipLine:
    """Given its packets by `telephony/sip_endpoint.py`; who dialled or answered it hangs it up."""

    def __init__(
        self, number: int, send: Send, caller: str | None = None, called: str | None = None
    ) -> None:
        self._number, self._send = number, send
        self._caller, self._called = caller, called
        self._id = f"sip-{secrets.token_hex(8)}"
        self._inbox = Inbox()
        self._in_rate_hz = FIRST_RATE_HZ
        self._out_rate_hz: int | None = None
        self._resampler: Resampler | None = None
        self._transferred: asyncio.Future[bool] | None = None
        self.frames_in = 0
        """Frames of 20 ms that came in, in all."""
        self.ringing = asyncio.Event()
        self.up = asyncio.Event()
        self.over = asyncio.Event()
        self.unheard = asyncio.Event()
        """Never set: what a telephone does not send, the SIP process fills with silence."""
        self.down: Down | None = None
        """Set with `over`."""
        self._takers: dict[Kind, Callable[[Packet], None]] = {
            Kind.SOUND: self._sound,
            Kind.RINGING: lambda _: self.ringing.set(),
            Kind.UP: self._is_up,
            Kind.HELD: lambda told: self._put(Hold(bool(told.fields["held"]))),
            Kind.DIGIT: self._digit,
            Kind.PLAYED: lambda told: self._put(Played(str(told.fields["mark"]))),
            Kind.DOWN: self._is_down,
            Kind.TRANSFERRED: self._is_transferred,
        }

    # -- as a line ---------------------------------------------------------------------------

    @property
    def id(self) -> str:
        return self._id

    @property
    def kind(self) -> str:
        return "sip"

    @property
    def caller(self) -> str | None:
        return self._caller

    @property
    def called(self) -> str | None:
        return self._called

    @property
    def out_rate_hz(self) -> int:
        """That of the codec when the leg came up; it stays, whatever is agreed on later."""
        return self._out_rate_hz or FIRST_RATE_HZ

    @property
    def number(self) -> int:
        """What the SIP process calls this leg."""
        return self._number

    async def receive(self) -> AsyncIterator[LineEvent]:
        """Raises ConnectionError at the end when nobody hung up: the SIP process is gone."""
        async for event in self._inbox.events():
            yield event
        if self.down is not None and self.down.by == FAULT:
            raise ConnectionError("the SIP process is gone")

    async def play(self, frame: AudioFrame) -> None:
        """Send sound, up to a second at a time. Raises ValueError at another rate."""
        if frame.rate_hz != self.out_rate_hz:
            raise ValueError(f"expected sound at {self.out_rate_hz} Hz, got {frame.rate_hz}")
        if self._resampler is None or self._resampler.to_hz != self._in_rate_hz:
            self._resampler = Resampler(self.out_rate_hz, self._in_rate_hz)
        sound = self._resampler.feed(frame.samples).astype("<i2").tobytes()
        self._tell(Packet(Kind.SOUND, self._number, sound))

    async def mark(self, name: str) -> None:
        self._tell(packet(Kind.MARK, self._number, mark=name))

    async def clear(self) -> None:
        self._tell(Packet(Kind.CLEAR, self._number))

    async def caption(self, speaker: str, text: str) -> None:
        """Pass it over: a telephone shows no text."""

    async def hang_up(self) -> None:
        """End the leg, in any state, any number of times; returns once that is known."""
        self.drop()
        try:
            async with asyncio.timeout(DOWN_SECONDS):
                await self.over.wait()
        except TimeoutError:
            logger.warning("{}: no word that the leg is over after {} s", self.id, DOWN_SECONDS)

    def drop(self) -> None:
        """Hang up, and do not wait for it."""
        self._inbox.end(discard=True)
        self._tell(Packet(Kind.HANG_UP, self._number))

    # -- a call that rings here --------------------------------------------------------------

    async def answer(self) -> bool:
        """Pick up; False when it is over before sound could go."""
        self._tell(Packet(Kind.ANSWER, self._number))
        return await self.wait_up(UP_SECONDS)

    def refuse(self) -> None:
        """Busy (486)."""
        self._tell(Packet(Kind.REFUSE, self._number))

    async def wait_sign(self, seconds: float) -> bool:
        """Wait until it rings, is up or is over; False when nothing of that comes."""
        await first_of((self.ringing, self.up, self.over), seconds)
        return self.ringing.is_set() or self.up.is_set() or self.over.is_set()

    async def wait_up(self, seconds: float) -> bool:
        """Wait until sound can go both ways; False when the leg ended or it took too long."""
        await first_of((self.up, self.over), seconds)
        return self.up.is_set() and not self.over.is_set()

    async def heard_again(self) -> None:
        """At once: it is never unheard."""

    # -- passing on --------------------------------------------------------------------------

    async def join(self, other: "SipLine", seconds: float) -> bool:
        """Let both far ends talk without us (attended transfer); False when they cannot."""
        self._transferred = asyncio.get_running_loop().create_future()
        self._tell(packet(Kind.TRANSFER, self._number, **{"with": other.number}))
        try:
            async with asyncio.timeout(seconds):
                return await self._transferred
        except TimeoutError:
            return False

    # -- from the SIP process ----------------------------------------------------------------

    def take(self, told: Packet) -> None:
        """Take in what the SIP process tells of this leg. Raises KeyError for another kind."""
        self._takers[told.kind](told)

    def lost(self) -> None:
        """The SIP process is gone, and the leg with it."""
        if not self.over.is_set():
            self._end(Down(FAULT, None))

    def _sound(self, told: Packet) -> None:
        self.frames_in += 1
        samples = np.frombuffer(told.payload, "<i2").astype(np.int16, copy=False)
        self._put(AudioFrame(samples, self._in_rate_hz))

    def _is_up(self, told: Packet) -> None:
        self._in_rate_hz = int(str(told.fields["rate_hz"]))
        self._out_rate_hz = self._out_rate_hz or self._in_rate_hz
        self.up.set()

    def _digit(self, told: Packet) -> None:
        try:
            key = Key(str(told.fields["digit"]))
        except ValueError:  # A to D, which no telephone has
            return
        self._put(key)

    def _is_down(self, told: Packet) -> None:
        status = told.fields["status"]
        self._end(Down(str(told.fields["by"]), status if isinstance(status, int) else None))

    def _is_transferred(self, told: Packet) -> None:
        if self._transferred is not None and not self._transferred.done():
            self._transferred.set_result(bool(told.fields["done"]))

    def _end(self, down: Down) -> None:
        self.down = down
        self._inbox.end()
        self.over.set()

    def _put(self, event: LineEvent) -> None:
        self._inbox.put_now(event)

    def _tell(self, order: Packet) -> None:
        if not self.over.is_set():
            self._send(order)
