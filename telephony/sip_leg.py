"""One leg inside the SIP process: sound between the stack and the house, 20 ms at a time.

It is told by the stack what happens, and by the pump that 20 ms have passed; what it has to say
to the house it returns as packets.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

from telephony.outbox import Outbox
from telephony.sip_wire import Kind, Packet, packet
from telephony.steady import FRAME_SECONDS, Steady

AHEAD_SECONDS = 0.2
"""So much sound the stack may hold: it rides out a busy machine, and `clear` takes it back."""
DEAF_SECONDS = 30.0
"""A far end that sends no sound for so long, and has not put us on hold, is gone: a telephone
that crashed says no goodbye."""
HELD_SECONDS = 1800.0
"""Nobody waits on hold for half an hour; the line is needed."""
_READ_BYTES = 6400
"""200 ms at 16 kHz: what the stack kept for us while the machine was busy."""


class Sound(Protocol):
    """The stack's sound of one leg. All raise SoundGone while there is none."""

    def rate_hz(self) -> int: ...

    def held_bytes(self) -> int:
        """Sound that was written and has not left."""

    def sends(self) -> bool:
        """Whether the far end takes our sound; not on hold."""

    def read(self, max_bytes: int) -> bytes: ...

    def write(self, sound: bytes) -> int: ...

    def flush(self) -> None: ...


class SoundGone(Exception):
    """No sound now; it comes (again) when the far end and we have agreed on how."""


class StackLeg:
    """A leg of the stack. `number` is its name on the socket to the house."""

    def __init__(self, number: int, sound: Sound) -> None:
        self.number = number
        self._sound = sound
        self._outbox = Outbox()
        self._steady: Steady | None = None
        self._rate_hz = 0
        self._held_since: float | None = None

    # -- from the house ----------------------------------------------------------------------

    def take(self, sound: bytes) -> None:
        self._outbox.put(sound)

    def mark(self, name: str) -> None:
        self._outbox.mark(name)

    def clear(self) -> None:
        self._outbox.clear()
        with suppress(SoundGone):
            self._sound.flush()

    # -- from the stack ----------------------------------------------------------------------

    def hold(self, held: bool, now: float) -> Packet:
        self._held_since = now if held else None
        if self._steady is not None:
            self._steady.hold(held, now)
        return packet(Kind.HELD, self.number, held=held)

    def given_up(self, now: float) -> bool:
        """Whether the far end is gone without a word."""
        if self._held_since is not None:
            return now - self._held_since > HELD_SECONDS
        return self._steady is not None and self._steady.silent_seconds(now) > DEAF_SECONDS

    def pump(self, now: float) -> Iterator[Packet]:
        """Move 20 ms each way. The first time that works the leg is up."""
        try:
            yield from self._tune(now)
            yield from self._hear(now)
            yield from self._speak()
        except SoundGone:
            yield from self._hear_nothing(now)

    def _tune(self, now: float) -> Iterator[Packet]:
        """Another rate is another codec: at the start, or agreed on in mid-call."""
        rate_hz = self._sound.rate_hz()
        if rate_hz != self._rate_hz:
            self._rate_hz = rate_hz
            self._steady = Steady(rate_hz, now)
            self._outbox.clear()
            yield packet(Kind.UP, self.number, rate_hz=rate_hz)

    def _hear(self, now: float) -> Iterator[Packet]:
        assert self._steady is not None
        for frame in self._steady.feed(self._sound.read(_READ_BYTES), now):
            yield Packet(Kind.SOUND, self.number, frame)

    def _hear_nothing(self, now: float) -> Iterator[Packet]:
        for frame in self._steady.feed(b"", now) if self._steady else ():
            yield Packet(Kind.SOUND, self.number, frame)

    def _speak(self) -> Iterator[Packet]:
        if self._sound.sends():
            room = int(AHEAD_SECONDS * self._rate_hz) * 2 - self._sound.held_bytes()
            sound = self._outbox.peek(max(room, 0))
            self._outbox.took(self._sound.write(sound) if sound else 0)
            held = self._sound.held_bytes()
        else:  # on hold nobody hears it: time passes, and what is said is said to nobody
            self._outbox.took(len(self._outbox.peek(round(self._rate_hz * FRAME_SECONDS) * 2)))
            held = 0
        for name in self._outbox.played(held):
            yield packet(Kind.PLAYED, self.number, mark=name)
