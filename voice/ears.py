"""What the hearing of a call needs of the house, and whom it tells what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from audio.frames import AudioFrame
from dialog.events import Event, Heard
from voice.floor import OurVoice
from voice.recogniser import Transcript
from voice.work_queue import Claim


class Ears(Protocol):
    """What all calls share: the recogniser and the end-of-turn model."""

    async def listen(
        self, sound: AudioFrame, language: str, claim: Claim | None = None
    ) -> Transcript: ...

    async def listen_again(
        self, sound: AudioFrame, first: Transcript, language: str, claim: Claim
    ) -> Transcript: ...

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


@dataclass(frozen=True, slots=True)
class Noticed:
    """Whom hearing tells what."""

    event: Callable[[Event, TurnTimes | None], Awaitable[None]]
    our_voice: Callable[[OurVoice], Awaitable[None]]
    """What our voice is to do about a caller who talks over it; at once."""
    likely: Callable[[Heard | None], Awaitable[None]]
    """What the turn would be if it ended here; None: the caller goes on."""
