"""The port through which a call's sound comes in and goes out."""

from collections.abc import AsyncIterator
from typing import Protocol

from audio.frames import AudioFrame, LineEvent


class Line(Protocol):
    """One caller at the other end, already answered. Who made the line ends it.

    `receive` ends when the caller has hung up. `play`, `mark`, `clear`, `caption` and
    `hang_up` never raise because the far end is gone: the end of `receive` tells that.
    """

    @property
    def id(self) -> str:
        """Unique name of the call on this line, safe in logs."""

    @property
    def kind(self) -> str:
        """The dialect or protocol, for the record: 'twilio', 'raw', 'file'."""

    @property
    def caller(self) -> str | None:
        """The caller's number as the line gives it, or None when withheld."""

    @property
    def called(self) -> str | None:
        """The number that was dialled, or None where the line does not say."""

    @property
    def out_rate_hz(self) -> int:
        """The rate that `play` expects, in Hz."""

    def receive(self) -> AsyncIterator[LineEvent]:
        """Frames of 20 ms, keys, holds, and marks that were played, in order, until hang-up.

        Raises ConnectionError at the end when the line was lost and nobody hung up.
        """

    async def play(self, frame: AudioFrame) -> None:
        """Queue sound to be played after what was queued before, at `out_rate_hz`."""

    async def mark(self, name: str) -> None:
        """Ask for Played(name) once all that was queued before it has been played."""

    async def clear(self) -> None:
        """Drop what was queued and not yet played."""

    async def caption(self, speaker: str, text: str) -> None:
        """Show text where the far end can show it; `speaker` is 'caller' or 'desk'."""

    async def hang_up(self) -> None:
        """End the call from our side."""
