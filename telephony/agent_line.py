"""What a transfer needs of an agent's telephone, whether it is one on SIP or a browser."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from audio.frames import AudioFrame, LineEvent

FAULT = "fault"
"""Nobody hung up: the line broke."""


@dataclass(frozen=True, slots=True)
class Down:
    """How a leg ended. `status` is the answer to our call, where there was one (RFC 3261 s. 21)."""

    by: str
    """'far', 'us' or FAULT."""
    status: int | None


class AgentLine(Protocol):
    """A telephone that was dialled. Who dialled it drops it. It is a `voice.line.Line` too.

    `receive` ends when the agent has hung up, and raises ConnectionError at its end when the line
    broke and nobody hung up.
    """

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def caller(self) -> str | None: ...

    @property
    def called(self) -> str | None: ...

    @property
    def out_rate_hz(self) -> int: ...

    @property
    def ringing(self) -> asyncio.Event: ...

    @property
    def up(self) -> asyncio.Event: ...

    @property
    def over(self) -> asyncio.Event: ...

    @property
    def unheard(self) -> asyncio.Event:
        """Set while nothing comes of a line that may come back: the caller is told so."""

    async def heard_again(self) -> None:
        """Wait until something comes of it again."""

    @property
    def down(self) -> Down | None:
        """Set with `over`."""

    def receive(self) -> AsyncIterator[LineEvent]: ...

    async def play(self, frame: AudioFrame) -> None: ...

    async def mark(self, name: str) -> None: ...

    async def clear(self) -> None: ...

    async def caption(self, speaker: str, text: str) -> None: ...

    async def hang_up(self) -> None: ...

    def drop(self) -> None:
        """Hang up, or stop ringing, and do not wait for it."""

    async def wait_sign(self, seconds: float) -> bool:
        """Wait until it rings, is up or is over; False when nothing of that comes."""

    async def wait_up(self, seconds: float) -> bool:
        """Wait until sound can go both ways; False when it is over or it took too long."""


class Dialler(Protocol):
    async def dial(self, address: str, headers: dict[str, str] | None = None) -> AgentLine:
        """Raises OSError when nothing can be dialled now."""
