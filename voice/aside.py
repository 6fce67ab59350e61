"""Words to somebody who is not the caller: one person on a line of their own, told one thing.

The same mouth as in a call, at the pace of a telephone, without ears: what they say back is keys,
and those are for who reads the line.
"""

import asyncio
from collections.abc import Callable

from audio.frames import AudioFrame
from audio.resample import Resampler
from dialog.acts import Say
from dialog.events import Event, Said
from voice.ears import Clock
from voice.line import Line
from voice.mouth import Mouth, Told, Voices
from voice.voices import SPEAKING_HZ


class _OneLine:
    """Port `voice.mouth.Out` straight onto a line."""

    def __init__(self, line: Line, rate_hz: int) -> None:
        self._line = line
        self._resampler = Resampler(rate_hz, line.out_rate_hz)

    async def play(self, frame: AudioFrame) -> None:
        sound = self._resampler.feed(frame.samples)
        await self._line.play(AudioFrame(sound, self._line.out_rate_hz))

    async def mark(self, name: str) -> None:
        """Pass it over: who reads the line reads keys, and the clock does for the rest."""

    async def clear(self) -> None:
        await self._line.clear()

    async def hang_up(self) -> None:
        await self._line.hang_up()

    async def connect(self) -> None:
        """Nobody is connected with anybody here."""


async def tell(
    line: Line, say: Say, voices: Voices, clock: Clock, said: Callable[[Said], None]
) -> None:
    """Say this on the line, to its end; `said` gets what was heard of it.

    Cancelled, it falls silent at once and tells that too. A voice that fails is logged by the
    mouth, and what was heard then ends early.
    """
    over = asyncio.Event()

    async def told(event: Event) -> None:
        if isinstance(event, Said):
            said(event)
        over.set()

    async def sounding(_: bool, last: bool) -> None:
        """Nobody listens for interruptions here."""

    mouth = Mouth(voices, _OneLine(line, SPEAKING_HZ), Told(told, sounding), clock)
    mouth.say(say)
    speaking = asyncio.create_task(mouth.run(), name=f"tell {line.id}")
    speaking.add_done_callback(lambda _: over.set())  # a mouth that broke says no more
    try:
        await over.wait()
    finally:
        await mouth.hush(everything=True)
        speaking.cancel()
        (result,) = await asyncio.gather(speaking, return_exceptions=True)
    if isinstance(result, Exception):
        raise result
